//! `tasnif concordance`: a term in its contexts.

mod arrangement;
mod asked;
mod row;
mod table;
mod writer;

use super::Global;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::{OutputArguments, say};
use super::settings::TextArguments;
use crate::cli::corpus_reader::read;
use crate::evaluate::DEFAULT_SEED;
use crate::report::{counted, thousands};
use crate::stats::{ConcordanceLine, Concordancer, ContextWidth, SortKey};
use arrangement::Arrangement;
use asked::Asked;
use writer::LineWriter;

/// Characters on each side when nothing else is asked for.
const DEFAULT_WIDTH: usize = 40;

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
    fn width(&self) -> ContextWidth {
        match self.window {
            Some(words) => ContextWidth::Words(words),
            None => ContextWidth::Chars(self.width.unwrap_or(DEFAULT_WIDTH)),
        }
    }
}

/// What was looked through.
#[derive(Default)]
struct Searched {
    documents: u64,
    documents_with_hits: u64,
    hits: u64,
}

impl Searched {
    fn add(&mut self, lines: &[ConcordanceLine]) {
        self.documents += 1;
        self.documents_with_hits += u64::from(!lines.is_empty());
        self.hits += lines.len() as u64;
    }

    /// What was found, in a sentence.
    fn message(&self, asked: &Asked, shown: u64) -> String {
        let documents = counted(self.documents, "document");
        if self.hits == 0 {
            return asked.not_found_in(&documents);
        }
        let hits = counted(self.hits, "hit");
        let with_hits = thousands(self.documents_with_hits);
        let rest = if shown < self.hits {
            format!("; {} shown", thousands(shown))
        } else {
            String::new()
        };
        format!("{hits} in {with_hits} of {documents}{rest}")
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let (asked, input) = Asked::new(arguments)?;
    let tokenizer = arguments.text.tokenizer();
    let stop_list = arguments.text.stop_list(&tokenizer)?;
    let query = asked.query(&tokenizer, &stop_list)?;
    let width = arguments.width();
    let concordancer = Concordancer::new(tokenizer, stop_list, query, width, &arguments.sort);
    let reading = input.reading("concordance", false, AutoClean::ByKind)?;
    let mut writer = LineWriter::new(&arguments.output)?;
    let mut arrangement = Arrangement::new(arguments);
    let mut searched = Searched::default();
    read(
        global,
        reading,
        || concordancer.session(),
        |session, _, documents| {
            let lines = |document| session.lines(document);
            documents.into_iter().map(lines).collect::<Vec<_>>()
        },
        |batch| {
            for lines in batch {
                searched.add(&lines);
                arrangement.add(lines, &mut writer)?;
            }
            writer.flush()
        },
    )?;
    let shown = arrangement.finish(&mut writer)?;
    writer.finish()?;
    say(global, searched.message(&asked, shown));
    Ok(u8::from(searched.hits == 0) * super::ANSWER_IS_NO)
}
