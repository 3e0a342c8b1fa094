//! `tasnif stop-words`: the stop lists of the program.

use super::failure::Failure;
use super::output::print_text;
use crate::text::BuiltInList;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif stop-words                               the names of all lists
  tasnif stop-words arabic > my.txt               a list to change, for --stop-words my.txt
  tasnif keywords news.jsonl --stop-words arabic --stop-words more.txt

Lists hold function words: pronouns, prepositions with their pronouns, conjunctions, particles,
auxiliaries and quantifiers, in groups that comments name. Nouns, numerals and verbs that texts are
about, such as currencies, months and points of the compass, are in none of them; arabic-news and
english-news hold some of these, for charts of news. Words are normalised as the text is.")]
pub(super) struct Arguments {
    /// arabic, english, persian, urdu, arabic-news or english-news
    #[arg(value_name = "LIST")]
    list: Option<BuiltInList>,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let text = match arguments.list {
        Some(list) => list.lines(),
        None => BuiltInList::ALL.into_iter().map(described).collect(),
    };
    print_text(&text)?;
    Ok(0)
}

/// Name, number of words and description of a list, in a line.
fn described(list: BuiltInList) -> String {
    let words = list.words().len();
    format!(
        "{:<13} {words:>5} words  {}\n",
        list.name(),
        list.description()
    )
}
