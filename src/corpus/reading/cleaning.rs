//! Cleaning of documents during reading, and the summary of what was removed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::progress::Progress;
use crate::corpus::{BlockPlace, Document, Page, PageBlock, paragraph_ranges};
use crate::error::Error;
use crate::io::site_blocks::SiteBlocks;
use crate::io::{InputFormat, Per, Source};
use crate::report::counted;
use crate::text::{
    CleanLevel, CleanMode, Cleaned, Cleaner, FEWEST_SHARING, LineCounts, MOST_REMOVED, Rule,
    sentence_bytes,
};

/// Which documents are cleaned, and how.
#[derive(Debug, Clone, Default)]
pub struct Cleaning {
    mode: CleanMode,
    level: CleanLevel,
    cleaner: Cleaner,
    sites: Arc<SiteBlocks>,
}

/// What was removed, over many documents.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Documents from which something was removed.
    documents: u64,
    lines: BTreeMap<Rule, u64>,
    kept_whole: u64,
    /// Web pages in which no article was found.
    empty_pages: u64,
    /// The first such pages, by place.
    named_pages: Vec<String>,
    /// Web pages with many more sentences than the article found in them.
    small_articles: u64,
}

/// How many web pages one message names.
pub const MOST_NAMED: usize = 10;

impl Cleaning {
    /// `cues` are additional cue lines, in the form of the built-in list.
    pub fn new(mode: CleanMode, cues: &str) -> Result<Self, Error> {
        let cleaner =
            Cleaner::new(cues).map_err(|problem| Error::Settings(format!("`cues`: {problem}")))?;
        Ok(Cleaning {
            mode,
            level: CleanLevel::default(),
            cleaner,
            sites: Arc::default(),
        })
    }

    /// How much is removed from scraped text; the default is [`CleanLevel::Balanced`].
    pub fn with_level(self, level: CleanLevel) -> Self {
        Cleaning { level, ..self }
    }

    /// Those of `sources` whose documents are cleaned, if there may be enough documents for a separate
    /// reading that counts lines repeated across them; `format` overrides the file name endings.
    pub fn counted(&self, sources: &[Source], format: Option<InputFormat>) -> Vec<Source> {
        if self.mode.cleans_records() {
            return sources.to_vec();
        }
        if !self.mode.cleans_files() {
            return Vec::new();
        }
        let may_hold_files = |source: &&Source| source.may_hold_files(format);
        let files: Vec<Source> = sources.iter().filter(may_hold_files).cloned().collect();
        let is_enough =
            files.len() >= FEWEST_SHARING as usize || files.iter().any(Source::is_archive);
        if is_enough { files } else { Vec::new() }
    }

    /// Also removes lines that occur in many documents, and blocks that occur on many pages of a site.
    pub(crate) fn with_counts(self, lines: LineCounts, sites: SiteBlocks) -> Self {
        Cleaning {
            cleaner: self.cleaner.with_repeated(lines),
            sites: Arc::new(sites),
            ..self
        }
    }

    /// The blocks that pages of a site share.
    pub(crate) fn sites(&self) -> &SiteBlocks {
        &self.sites
    }

    /// Whether a document is cleaned.
    pub fn concerns(&self, document: &Document) -> bool {
        match document.page {
            Some(_) => self.mode.cleans_pages(),
            None if document.is_file => self.mode.cleans_files(),
            None => self.mode.cleans_records(),
        }
    }

    /// Cleans a document's text, or keeps it unchanged.
    pub fn clean<'d>(&self, document: &'d Document) -> Option<Cleaned<'d>> {
        let level = match document.page {
            // The article was already chosen from the page.
            Some(_) => CleanLevel::Careful,
            None => self.level,
        };
        self.concerns(document)
            .then(|| self.cleaner.clean_at(level, &document.text))
    }

    /// The cleaned document, or its non-empty paragraphs; adds to the summary. Paragraphs keep their original
    /// numbers, because a removed part may be a whole paragraph.
    pub fn cleaned(
        &self,
        mut document: Document,
        per: Per,
        account: &mut Account,
    ) -> Vec<Document> {
        let ranges = (per == Per::Paragraph).then(|| paragraph_ranges(&document.text));
        if let Some(cleaned) = self.clean(&document) {
            account.add(&document, &cleaned);
            if !cleaned.removed.is_empty() && !cleaned.kept_whole {
                document.text = cleaned.text.into_owned();
            }
        }
        match ranges {
            Some(ranges) => document.paragraphs_at(&ranges),
            None => vec![document],
        }
    }
}

impl Account {
    /// Adds what was removed from a document.
    pub fn add(&mut self, document: &Document, cleaned: &Cleaned<'_>) {
        let is_page = document.page.is_some();
        if is_page && document.text.trim().is_empty() {
            self.empty_pages += 1;
            if self.named_pages.len() < MOST_NAMED {
                self.named_pages.push(document.place.to_string());
            }
        }
        self.small_articles += u64::from(is_page && is_small(document));
        self.kept_whole += u64::from(cleaned.kept_whole && has_lines(&document.text));
        let left_out = document.page.iter().flat_map(Page::left_out);
        let mut has_left_out = false;
        for block in left_out {
            has_left_out = true;
            *self.lines.entry(rule_of(block)).or_default() += 1;
        }
        if has_left_out {
            self.documents += u64::from(cleaned.removed.is_empty() || cleaned.kept_whole);
        }
        if cleaned.removed.is_empty() || cleaned.kept_whole {
            return;
        }
        self.documents += 1;
        for line in &cleaned.removed {
            *self.lines.entry(line.rule).or_default() += 1;
        }
    }

    /// Adds another summary.
    pub fn append(&mut self, other: Account) {
        self.documents += other.documents;
        self.kept_whole += other.kept_whole;
        self.empty_pages += other.empty_pages;
        let room = MOST_NAMED - self.named_pages.len();
        self.named_pages
            .extend(other.named_pages.into_iter().take(room));
        self.small_articles += other.small_articles;
        for (rule, count) in other.lines {
            *self.lines.entry(rule).or_default() += count;
        }
    }

    /// Reports what was removed, if anything.
    pub fn report(&self, progress: &dyn Progress) {
        if self.documents > 0 {
            let rules: Vec<String> = self
                .lines
                .iter()
                .map(|(rule, count)| format!("{rule} {count}"))
                .collect();
            progress.notice(&format!(
                "removed {} from {} ({})",
                counted(self.lines.values().sum(), "boilerplate line"),
                counted(self.documents, "document"),
                rules.join(", ")
            ));
        }
        if self.kept_whole > 0 {
            let share = MOST_REMOVED * 100.0;
            progress.notice(&format!(
                "kept {} whole: more than {share} % would have gone",
                counted(self.kept_whole, "document")
            ));
        }
        if self.empty_pages > 0 {
            progress.notice(&format!(
                "found no article in {}: {}{}",
                counted(self.empty_pages, "web page"),
                self.named_pages.join(", "),
                match self.empty_pages - self.named_pages.len() as u64 {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                }
            ));
        }
        if self.small_articles > 0 {
            progress.notice(&format!(
                "in {} the article that was found holds less than {} % of the sentences",
                counted(self.small_articles, "web page"),
                100.0 - MOST_REMOVED * 100.0,
            ));
        }
    }
}

/// Why a block of a page is not in its article.
pub(crate) fn rule_of(block: &PageBlock) -> Rule {
    match block.place {
        BlockPlace::Repeated => Rule::Repeated,
        _ => Rule::Page,
    }
}

/// Whether a text has more than one line: a single line has no context, so it is not reported when it is
/// kept.
fn has_lines(text: &str) -> bool {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .nth(1)
        .is_some()
}

/// Whether more than [`MOST_REMOVED`] of the sentences of a page are outside its article, if it has one.
fn is_small(document: &Document) -> bool {
    let outside = document.page.iter().flat_map(Page::left_out);
    let outside: usize = outside.map(|block| sentence_bytes(&block.text)).sum();
    let inside = sentence_bytes(&document.text);
    inside > 0 && outside as f64 > MOST_REMOVED * (outside + inside) as f64
}
