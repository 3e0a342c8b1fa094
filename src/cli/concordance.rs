//! `tasnif concordance`: a term in its contexts.

use std::path::PathBuf;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::{OutputArguments, say};
use super::settings::TextArguments;
use crate::evaluate::DEFAULT_SEED;
use crate::jobs::concordance::{Concordance, ConcordanceCounts, ConcordanceSettings, Search};
use crate::report::{counted, thousands};
use crate::stats::{ContextWidth, SortKey};
use crate::tables::LineWriter;

/// Characters of a term or pattern that a message shows.
const MOST_SHOWN: usize = 60;

#[derive(clap::Args, Debug)]
#[command(
    override_usage = "tasnif concordance [OPTIONS] [FILES]... TERM\n       \
                      tasnif concordance [OPTIONS] [FILES]... --term TERM\n       \
                      tasnif concordance [OPTIONS] [FILES]... --regex PATTERN",
    mut_arg("files", |files| files
        .value_name("FILES... TERM")
        .help("Files, folders, or - for standard input; and the term, unless a flag gives it")),
    after_help = "\
A term is a word or words in a row, compared as the other commands see them (tasnif tokenize): مصر
finds مِصر, and bank finds BANK. * stands for any letters of a word, alone for any one word. A regular
expression (syntax of the Rust crate regex, such as (?i)banks?) is compared with the text as it is
written; with --normalised its letters are normalised as those of the text, but not escapes such as
\\p{Lu}, and it is not stemmed.

Spans are bytes of the text as it was read, which is the article of a web page. JSON and CSV keep
contexts as they are written, with spaces for line breaks and tabs. In tables the context before the
keyword stands on the right of it where the text runs from right to left.

The exit code is 1 when there is no hit.

Examples:
  tasnif concordance articles/ 'أسعار النفط' --sort right
  tasnif concordance corpus.jsonl 'ال*ية' --window 5 --sort 1L,1R --top 50
  tasnif concordance corpus.jsonl --regex '(?i)\\bcovid-?19\\b' --sample 100 --format csv -o covid.csv
  echo 'The old bank, the new bank' | tasnif concordance 'the * bank'"
)]
pub(super) struct Arguments {
    /// The term; all FILES are then files
    #[arg(long, conflicts_with = "regex")]
    term: Option<String>,
    /// Look for a regular expression instead of a term
    #[arg(long, value_name = "PATTERN")]
    regex: Option<String>,
    /// Compare --regex with the normalised words, joined by single spaces; hits are whole words
    #[arg(long, requires = "regex")]
    normalised: bool,
    /// Characters on each side, marks not counted [default: 40]
    #[arg(long, value_name = "N", conflicts_with = "window")]
    width: Option<usize>,
    /// Words on each side
    #[arg(long, value_name = "N")]
    window: Option<usize>,
    /// Keys to sort by, such as 1L,right: left and right (word by word from the keyword outwards),
    /// 1L, 2L, 1R and so on (a single word), keyword, position (in the input) [default: position]
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    sort: Vec<SortKey>,
    /// Show the first N hits, after sorting
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Show N hits chosen by chance; --top then counts these
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Seed of --sample
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, requires = "sample")]
    seed: u64,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    text: TextArguments,
}

impl Arguments {
    fn settings(&self) -> Result<ConcordanceSettings, Failure> {
        let text = self.text.words()?;
        let tokenizer = text.tokenizer();
        let default = ConcordanceSettings::default();
        let chars = self.width.map(ContextWidth::Chars);
        let words = self.window.map(ContextWidth::Words);
        Ok(ConcordanceSettings {
            stop_list: text.stop_list(&tokenizer),
            tokenizer,
            width: words.or(chars).unwrap_or(default.width),
            sort: self.sort.clone(),
            top: self.top,
            sample: self.sample,
            seed: self.seed,
        })
    }

    /// What is looked for, in which input: the term is the last of the files, unless a flag gives it.
    fn search(&self) -> Result<(Search, InputArguments), Failure> {
        let mut input = self.input.clone();
        let search = match (&self.regex, &self.term) {
            (Some(pattern), _) if self.normalised => Search::RegexOnTokens(pattern.clone()),
            (Some(pattern), _) => Search::Regex(pattern.clone()),
            (None, Some(term)) => Search::Term(term.clone()),
            (None, None) => Search::Term(last(&mut input.files)?),
        };
        Ok((search, input))
    }

    /// What was found, in a sentence.
    fn message(&self, search: &Search, counts: &ConcordanceCounts) -> String {
        let documents = counted(counts.documents, "document");
        if counts.hits == 0 {
            return self.not_found(search, &documents);
        }
        let hits = counted(counts.hits, "hit");
        let with_hits = thousands(counts.documents_with_hits);
        let rest = if counts.shown < counts.hits {
            format!("; {} shown", thousands(counts.shown))
        } else {
            String::new()
        };
        format!("{hits} in {with_hits} of {documents}{rest}")
    }

    /// That there is no hit, and what may be wrong.
    fn not_found(&self, search: &Search, documents: &str) -> String {
        match search {
            Search::Term(term) if self.term.is_none() && PathBuf::from(term).exists() => format!(
                "\"{}\" does not occur in {documents}; it was taken as the term, because it is the \
                 last argument: name the term after the files",
                shown(term)
            ),
            Search::Term(term) => format!("\"{}\" does not occur in {documents}", shown(term)),
            Search::Regex(pattern) | Search::RegexOnTokens(pattern) => {
                format!("\"{}\" matches nothing in {documents}", shown(pattern))
            }
        }
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let (search, input) = arguments.search()?;
    let concordance = Concordance::new(&search, arguments.settings()?)?;
    let reading = input.reading("concordance", false, AutoClean::ByKind)?;
    let output = &arguments.output;
    let out = output.open()?;
    let mut writer = LineWriter::new(out, output.format()?, output.shows_color());
    let counts = concordance.run(&environment(global), reading, |lines| {
        lines.into_iter().try_for_each(|line| writer.write(line))?;
        Ok::<_, Failure>(writer.flush()?)
    })?;
    writer.finish()?.commit()?;
    say(global, arguments.message(&search, &counts));
    Ok(u8::from(counts.hits == 0) * super::ANSWER_IS_NO)
}

fn last(files: &mut Vec<PathBuf>) -> Result<String, Failure> {
    let Some(term) = files.pop() else {
        return Err(Failure::Message(
            "nothing is looked for; name a term after the files, or give --term or --regex".into(),
        ));
    };
    term.into_os_string().into_string().map_err(|term| {
        Failure::Message(format!(
            "the term \"{}\" is not UTF-8; expected text",
            term.display()
        ))
    })
}

/// The beginning of a text, fit to be shown.
fn shown(text: &str) -> String {
    let mut chars = text.chars().filter(|c| !c.is_control());
    let mut shown: String = chars.by_ref().take(MOST_SHOWN).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}
