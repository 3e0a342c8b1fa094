//! All lines of a document, with what became of each.

use rustc_hash::FxHashMap;

use crate::corpus::reading::rule_of;
use crate::corpus::{BlockPlace, Document, Page};
use crate::text::{Cleaned, Rule};

/// A line of a text or a block of a web page, and whether it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanedLine {
    /// Line number in the text, from 1; `None` for a block of a web page outside its article.
    pub line: Option<usize>,
    /// The text of the line.
    pub text: String,
    /// Why it was removed; `None` if it stays.
    pub rule: Option<Rule>,
    /// The probability that it is in the article, in thousandths; `None` if it was not computed.
    pub probability: Option<u16>,
}

/// The lines of a document in order; those of a page are its blocks.
pub(super) fn lines_of(document: &Document, cleaned: Option<&Cleaned<'_>>) -> Vec<CleanedLine> {
    let own = own_lines(&document.text, cleaned);
    match &document.page {
        Some(page) => page_lines(page, own),
        None => own,
    }
}

/// The lines of the text that are not empty.
fn own_lines(text: &str, cleaned: Option<&Cleaned<'_>>) -> Vec<CleanedLine> {
    let changed = cleaned.filter(|cleaned| !cleaned.kept_whole);
    let removed = changed.iter().flat_map(|cleaned| &cleaned.removed);
    let rules: FxHashMap<usize, Rule> = removed.map(|line| (line.line, line.rule)).collect();
    let probabilities = cleaned.iter().flat_map(|cleaned| &cleaned.probabilities);
    let probabilities: FxHashMap<usize, u16> = probabilities.copied().collect();
    let numbered = (1..).zip(text.lines().map(str::trim));
    let written = numbered.filter(|(_, text)| !text.is_empty());
    written
        .map(|(line, text)| CleanedLine {
            line: Some(line),
            text: text.to_owned(),
            rule: rules.get(&line).copied(),
            probability: probabilities.get(&line).copied(),
        })
        .collect()
}

/// The blocks of a page; those of its article, and its title, are lines of the text.
fn page_lines(page: &Page, own: Vec<CleanedLine>) -> Vec<CleanedLine> {
    let count = |place| {
        let blocks = page.blocks.iter();
        blocks.filter(|block| block.place == place).count()
    };
    let has_title = own.len() > count(BlockPlace::Article);
    let mut own = own.into_iter();
    let mut title = own.by_ref().take(usize::from(has_title)).next();
    let mut lines = Vec::with_capacity(page.blocks.len() + 1);
    if count(BlockPlace::Title) == 0 {
        lines.extend(title.take());
    }
    for block in &page.blocks {
        let line = match block.place {
            BlockPlace::Article => own.next(),
            BlockPlace::Title => title.take(),
            BlockPlace::Outside | BlockPlace::Repeated => Some(CleanedLine {
                line: None,
                text: block.text.clone(),
                rule: Some(rule_of(block)),
                probability: None,
            }),
        };
        lines.extend(line.map(|line| CleanedLine {
            probability: block.probability,
            ..line
        }));
    }
    lines
}
