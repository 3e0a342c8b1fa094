//! A term or pattern in its contexts.

use super::Environment;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};
use crate::evaluate::DEFAULT_SEED;
use crate::stats::{ConcordanceLine, Concordancer, ContextWidth, Query, Sample, SortKey};
use crate::text::{StopList, Tokenizer};

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// A word or a sequence of words, with `*` as a wildcard; see [`Query::term`].
    Term(String),
    /// A regular expression on the text; see [`Query::regex`].
    Regex(String),
    /// A regular expression on normalised tokens; see [`Query::regex_on_tokens`].
    RegexOnTokens(String),
}

/// How lines are found, ordered and chosen.
#[derive(Debug, Clone)]
pub struct ConcordanceSettings {
    /// How text becomes tokens.
    pub tokenizer: Tokenizer,
    /// Words that are skipped.
    pub stop_list: StopList,
    /// How much text is shown on each side of a hit.
    pub width: ContextWidth,
    /// Sort keys, the first key first; without keys, lines are sorted by position.
    pub sort: Vec<SortKey>,
    /// How many lines are returned, after sorting and sampling; by default all.
    pub top: Option<usize>,
    /// How many lines are sampled at random; by default all.
    pub sample: Option<usize>,
    /// Seed of the sample.
    pub seed: u64,
}

impl Default for ConcordanceSettings {
    /// All lines with 40 characters on each side, by position.
    fn default() -> Self {
        ConcordanceSettings {
            tokenizer: Tokenizer::default(),
            stop_list: StopList::default(),
            width: ContextWidth::Chars(40),
            sort: Vec::new(),
            top: None,
            sample: None,
            seed: DEFAULT_SEED,
        }
    }
}

/// What was searched, and what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ConcordanceCounts {
    /// Documents that were read.
    pub documents: u64,
    /// Documents with a hit.
    pub documents_with_hits: u64,
    /// All hits.
    pub hits: u64,
    /// Hits whose lines were returned.
    pub shown: u64,
}

/// A search whose settings were checked.
#[derive(Debug)]
pub struct Concordance {
    concordancer: Concordancer,
    top: usize,
    lines: Lines,
}

/// Lines that are kept until all documents are read.
#[derive(Debug)]
enum Lines {
    /// None: each line is passed on at once.
    AsFound,
    ToSort(Vec<ConcordanceLine>),
    ToChoose(Sample),
}

impl Concordance {
    /// # Errors
    /// When the term has no word, or the pattern is not a valid regular expression.
    pub fn new(search: &Search, settings: ConcordanceSettings) -> Result<Self> {
        let (tokenizer, stop_list) = (settings.tokenizer, settings.stop_list);
        let query = match search {
            Search::Term(term) => Query::term(&tokenizer, &stop_list, term)?,
            Search::Regex(pattern) => Query::regex(pattern)?,
            Search::RegexOnTokens(pattern) => Query::regex_on_tokens(&tokenizer, pattern)?,
        };
        let sort = &settings.sort;
        Ok(Concordance {
            lines: match settings.sample {
                Some(size) => Lines::ToChoose(Sample::new(size, settings.seed)),
                None if sort.is_empty() => Lines::AsFound,
                None => Lines::ToSort(Vec::new()),
            },
            concordancer: Concordancer::new(tokenizer, stop_list, query, settings.width, sort),
            top: settings.top.unwrap_or(usize::MAX),
        })
    }

    /// Searches all documents of a reading and passes lines to `consume`: batch by batch, or all at the end
    /// when they are sorted or sampled.
    ///
    /// # Errors
    /// As [`read`], and those of `consume`.
    pub fn run<E: From<Error>>(
        self,
        environment: &Environment<'_>,
        reading: Reading,
        mut consume: impl FnMut(Vec<ConcordanceLine>) -> Result<(), E>,
    ) -> Result<ConcordanceCounts, E> {
        let (concordancer, mut lines) = (&self.concordancer, self.lines);
        let mut counts = ConcordanceCounts::default();
        read(
            environment.progress,
            reading,
            || concordancer.session(),
            |session, _, documents| {
                let lines = |document| session.lines(document);
                documents.into_iter().map(lines).collect::<Vec<_>>()
            },
            |batch| {
                batch.iter().for_each(|lines| counts.add(lines));
                let found = lines.held(batch.into_iter().flatten());
                consume(counts.first(found, self.top))
            },
        )?;
        consume(counts.first(lines.rest(), self.top))?;
        Ok(counts)
    }
}

impl ConcordanceCounts {
    /// Counts a document.
    fn add(&mut self, lines: &[ConcordanceLine]) {
        self.documents += 1;
        self.documents_with_hits += u64::from(!lines.is_empty());
        self.hits += lines.len() as u64;
    }

    /// As many of `lines` as may still be shown; counts them.
    fn first(&mut self, mut lines: Vec<ConcordanceLine>, top: usize) -> Vec<ConcordanceLine> {
        lines.truncate(top - self.shown as usize);
        self.shown += lines.len() as u64;
        lines
    }
}

impl Lines {
    /// Keeps lines that will be sorted or sampled, and returns the others.
    fn held(&mut self, found: impl Iterator<Item = ConcordanceLine>) -> Vec<ConcordanceLine> {
        match self {
            Lines::AsFound => return found.collect(),
            Lines::ToSort(held) => held.extend(found),
            Lines::ToChoose(sample) => found.for_each(|line| sample.push(line)),
        }
        Vec::new()
    }

    /// The lines that were kept, in order.
    fn rest(self) -> Vec<ConcordanceLine> {
        let mut held = match self {
            Lines::AsFound => Vec::new(),
            Lines::ToSort(held) => held,
            Lines::ToChoose(sample) => sample.into_lines(),
        };
        // Stable: lines with equal keys stay in input order.
        held.sort_by(|a, b| a.sort_key().cmp(b.sort_key()));
        held
    }
}
