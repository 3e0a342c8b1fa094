//! Words that occur together.

use super::{DocumentColumns, Environment, counted_corpus, text_to_count};
use crate::corpus::TokenizedCorpus;
use crate::corpus::reading::Reading;
use crate::error::{Error, Result};
use crate::features::{LONGEST_COLLOCATION, Pairing, TermSettings, Terms};
use crate::stats::{
    self, AssociationMeasure, Collocation, CollocationSettings, NgramCollocation,
    NgramCollocationSettings, ngram_collocations,
};
use crate::text::{NgramRange, StopList};

/// Longer windows exceed any sentence and only take time.
const LARGEST_WINDOW: usize = 1000;

/// Which words are paired, and how pairs are ranked.
#[derive(Debug, Clone)]
pub struct AssociationSettings {
    /// How text becomes terms.
    pub terms: TermSettings,
    /// Pairs words up to this many positions apart, in either order; by default only neighbours.
    pub window: Option<usize>,
    /// Number of words in an n-gram; 2 means pairs.
    pub ngrams: NgramRange,
    /// Only pairs and n-grams with this word.
    pub node: Option<String>,
    /// The measure for ranking.
    pub measure: AssociationMeasure,
    /// Minimum number of occurrences.
    pub min_count: u64,
    /// How many pairs, or n-grams of each length, are returned; by default all.
    pub top: Option<usize>,
}

impl Default for AssociationSettings {
    /// The hundred neighbouring pairs with the largest log-likelihood that occur at least twice.
    fn default() -> Self {
        AssociationSettings {
            terms: TermSettings::default(),
            window: None,
            ngrams: NgramRange::new(2, 2).expect("2..2 is a valid range"),
            node: None,
            measure: AssociationMeasure::default(),
            min_count: 2,
            top: Some(100),
        }
    }
}

/// Reads documents and finds the words that occur together.
///
/// # Errors
/// When a record is bad, settings contradict each other, or nothing is found.
pub fn collocations(
    environment: &Environment<'_>,
    reading: Reading,
    settings: &AssociationSettings,
) -> Result<Collocations> {
    settings.check()?;
    settings.check_node()?;
    let text = text_to_count(&settings.terms.tokenizer, NgramRange::WORDS_AND_PAIRS);
    let columns = DocumentColumns::default();
    let (corpus, _) = counted_corpus(environment, reading, text, &columns, |_| ())?;
    associations(corpus, settings)
}

/// The collocations, the most strongly associated first; never empty.
#[derive(Debug)]
pub enum Collocations {
    /// Pairs of neighbours or of words within a window.
    Pairs {
        /// The pairs.
        pairs: Vec<Collocation>,
        /// Whether the pairs were counted within a window.
        in_windows: bool,
    },
    /// N-grams, ranked separately for each length.
    Ngrams {
        /// The n-grams, the shortest first.
        ngrams: Vec<NgramCollocation>,
        /// Their lengths.
        lengths: NgramRange,
    },
}

impl AssociationSettings {
    /// Checks all settings that do not depend on texts, except the node.
    ///
    /// # Errors
    /// When the window is too wide, or no published formula exists for n-grams of these lengths or their
    /// measure.
    pub fn check(&self) -> Result<()> {
        self.pairing()?;
        let ngrams = self.ngrams;
        if ngrams.low() < 2 || ngrams.high() > LONGEST_COLLOCATION {
            return Err(Error::Settings(format!(
                "`ngrams` {ngrams}: words that go together are 2 to {LONGEST_COLLOCATION}; give a \
                 length or range of these, such as 3 or 2..3"
            )));
        }
        if ngrams.high() > 2 && !self.measure.ranks_ngrams() {
            return Err(Error::Settings(
                "NPMI and logDice are defined for pairs only; rank n-grams of more words by \
                 log-likelihood, pmi, t-score or chi-squared"
                    .into(),
            ));
        }
        Ok(())
    }

    /// Checks the node, as far as stop words are known before texts are read.
    ///
    /// # Errors
    /// When the node is not a single word.
    pub fn check_node(&self) -> Result<()> {
        self.node_term(&self.terms.stop_list).map(drop)
    }

    fn pairing(&self) -> Result<Pairing> {
        match self.window {
            None => Ok(Pairing::Adjacent),
            Some(places) if places <= LARGEST_WINDOW => Ok(Pairing::Window(places)),
            Some(places) => Err(Error::Settings(format!(
                "`window` {places} is too wide; give at most {LARGEST_WINDOW}"
            ))),
        }
    }

    /// Whether only pairs are requested.
    fn pairs_only(&self) -> bool {
        self.ngrams.high() == 2
    }

    /// The node in its counted form.
    fn node_term(&self, stop_list: &StopList) -> Result<Option<String>> {
        let Some(word) = &self.node else {
            return Ok(None);
        };
        let is_kept = |token: &str| !stop_list.contains(token);
        let tokens = self.terms.tokenizer.kept_tokens(word, is_kept);
        match <[_; 1]>::try_from(tokens) {
            Ok([token]) => Ok(Some(token.text)),
            Err(tokens) if tokens.is_empty() => Err(Error::Settings(format!(
                "`node` {word} is no word, or a stop word; `stop_words` none keeps stop words"
            ))),
            Err(_) => Err(Error::Settings(format!(
                "`node` {word} is more than one word; give one"
            ))),
        }
    }
}

/// Finds collocations in a corpus that keeps word order.
///
/// # Errors
/// Those of [`AssociationSettings::check`] and [`AssociationSettings::check_node`]; when nothing is found.
pub fn associations(
    mut corpus: TokenizedCorpus,
    settings: &AssociationSettings,
) -> Result<Collocations> {
    settings.check()?;
    let mut terms = settings.terms.clone();
    if !settings.pairs_only() {
        terms.ngrams = settings.ngrams;
        terms.min_count = settings.min_count;
    }
    let found = corpus.find_terms(&terms)?;
    let base = |word: String| match found.base(&corpus, &word) {
        Some(base) => base.to_owned(),
        None => word,
    };
    let node = settings.node_term(found.stop_list())?.map(base);
    let terms = Terms::count(&corpus.all(), found)?;
    match settings.pairs_only() {
        true => pairs(&terms, settings, node.as_deref()),
        false => ngrams(&terms, settings, node),
    }
}

fn pairs(
    terms: &Terms<'_>,
    settings: &AssociationSettings,
    node: Option<&str>,
) -> Result<Collocations> {
    let number = |word: &str| {
        let missing = || Error::Input(format!("the word \"{word}\" does not occur in the input"));
        terms.word(word).ok_or_else(missing)
    };
    let pairing = settings.pairing()?;
    let pairs = stats::collocations(
        terms,
        &CollocationSettings {
            pairing,
            node: node.map(number).transpose()?,
            min_count: settings.min_count,
            measure: settings.measure,
            top: settings.top,
        },
    )?;
    if pairs.is_empty() {
        return Err(Error::Input(format!(
            "no two words come together {} times; lower `min_count`, widen `window`, or keep stop \
             words with `stop_words` none",
            settings.min_count
        )));
    }
    let in_windows = pairing != Pairing::Adjacent;
    Ok(Collocations::Pairs { pairs, in_windows })
}

fn ngrams(
    terms: &Terms<'_>,
    settings: &AssociationSettings,
    node: Option<String>,
) -> Result<Collocations> {
    let lengths = settings.ngrams;
    let mut ngrams = Vec::new();
    for length in lengths.low()..=lengths.high() {
        let settings = NgramCollocationSettings {
            length,
            node: node.clone(),
            measure: settings.measure,
            top: settings.top,
        };
        ngrams.extend(ngram_collocations(terms, &settings)?);
    }
    if ngrams.is_empty() {
        let with = node.map(|word| format!(" with \"{word}\""));
        let length = match (lengths.low(), lengths.high()) {
            (low, high) if low == high => low.to_string(),
            (low, high) => format!("{low} to {high}"),
        };
        return Err(Error::Input(format!(
            "no {length} words in a row{} come together {} times; lower `min_count`, or keep stop \
             words with `stop_words` none",
            with.unwrap_or_default(),
            settings.min_count
        )));
    }
    Ok(Collocations::Ngrams { ngrams, lengths })
}
