//! The origin of a report: inputs, date and command.

use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::corpus::Corpus;
use super::view::View;
use crate::features::Terms;
use crate::io::Source;
use crate::report::{Fact, HtmlBlock, HtmlSection, thousands};
use crate::text::shown;

/// Maximum number of inputs that are listed.
const INPUTS: usize = 50;

/// The origin of a report, for its last section.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The inputs as named by the user.
    pub inputs: Vec<PathBuf>,
    /// The date of the report.
    pub date: Option<Date>,
    /// The command that creates it again.
    pub command: Option<String>,
}

/// Files that are read.
pub(super) struct Files {
    count: usize,
    /// The modification date of the newest file.
    newest: Option<Date>,
}

impl Files {
    pub(super) fn of(sources: &[Source]) -> Self {
        let files = || sources.iter().filter_map(Source::file_path);
        let changed = files().filter_map(|path| path.metadata().ok()?.modified().ok());
        let newest = changed.max().and_then(|time| {
            let since = time.duration_since(UNIX_EPOCH).ok()?;
            day(i64::try_from(since.as_secs()).ok()?)
        });
        Files {
            count: files().count(),
            newest,
        }
    }
}

/// The day of a Unix time in seconds, in UTC.
pub fn day(seconds: i64) -> Option<Date> {
    let instant = Timestamp::from_second(seconds).ok()?;
    Some(Offset::UTC.to_datetime(instant).date())
}

/// The last section of a page.
pub(super) fn section(
    corpus: &Corpus,
    terms: &Terms<'_>,
    origin: &Origin,
    view: &View,
) -> HtmlSection {
    let words = view.language.about_words();
    let sum = |value: fn(&crate::features::ClassSize) -> u64| terms.sizes().iter().map(value).sum();
    let number = |number: u64| Fact::Said(thousands(number));
    let heading = |column| view.language.heading(column).text;
    let undated = corpus.months().iter().filter(|month| month.is_empty());
    let mut facts = vec![
        (words.inputs, Fact::Verbatim(named(&origin.inputs))),
        (words.files, number(corpus.files.count as u64)),
        (heading("documents"), number(sum(|size| size.documents))),
        (heading("tokens"), number(sum(|size| size.tokens))),
    ];
    if let Some((first, last)) = corpus.dates {
        facts.push((words.first_date, Fact::Said(first.to_string())));
        facts.push((words.last_date, Fact::Said(last.to_string())));
        facts.push((words.undated, number(undated.count() as u64)));
    }
    if let Some(newest) = corpus.files.newest {
        facts.push((words.newest, Fact::Said(newest.to_string())));
    }
    if let Some(date) = origin.date {
        facts.push((words.date, Fact::Said(date.to_string())));
    }
    if let Some(command) = &origin.command {
        facts.push((words.command, Fact::Verbatim(vec![command.clone()])));
    }
    HtmlSection {
        id: "about",
        title: words.title,
        blocks: vec![HtmlBlock::Facts(facts)],
    }
}

/// The inputs as typed.
fn named(inputs: &[PathBuf]) -> Vec<String> {
    let names = inputs.iter().take(INPUTS);
    let names = names.map(|path| shown(&path.to_string_lossy()).into_owned());
    let more = inputs.len().checked_sub(INPUTS).filter(|&more| more > 0);
    names
        .chain(more.map(|more| format!("… + {more}")))
        .collect()
}
