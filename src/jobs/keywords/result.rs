//! The keywords of a corpus.

use super::KeywordSettings;
use crate::corpus::Column;
use crate::features::{ClassSize, CountedTerms, Terms};
use crate::stats::{Dispersion, FrequentTerm, KeyTerm, KeynessMeasure, KeynessTest, Sign};

/// What [`keywords`](super::keywords) finds.
#[derive(Debug, Clone)]
pub struct KeywordTable {
    /// Number of documents that are counted.
    pub documents: u64,
    /// Their tokens, including non-terms.
    pub tokens: u64,
    /// Different terms.
    pub distinct_terms: usize,
    /// The column whose values are compared.
    pub column: Option<Column>,
    /// What terms are ranked by.
    pub measure: KeynessMeasure,
    /// The test that gives the p-values.
    pub test: KeynessTest,
    /// Which keywords were requested.
    pub sign: Sign,
    /// Maximum number of terms per group and sign.
    pub top: Option<usize>,
    /// The terms.
    pub ranked: Ranked,
}

/// Terms in ranked order.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Ranked {
    /// Terms of the whole corpus.
    Frequent(FrequentTerms),
    /// Terms that distinguish groups of documents, each from all others.
    Key(Vec<GroupKeywords>),
}

/// The most frequent terms of a corpus.
#[derive(Debug, Clone, Default)]
pub struct FrequentTerms {
    /// The terms.
    pub terms: Vec<FrequentTerm>,
    /// The dispersion of each term over the parts of the corpus, if requested.
    pub dispersions: Option<Vec<Option<Dispersion>>>,
}

/// The keywords of one group of documents.
#[derive(Debug, Clone)]
pub struct GroupKeywords {
    /// The value that its documents share; `target` when no column is compared.
    pub name: String,
    /// Number of its documents and tokens.
    pub size: ClassSize,
    /// The terms.
    pub terms: Vec<KeyTerm>,
    /// The dispersion of each term over the parts of the group, if requested.
    pub dispersions: Option<Vec<Option<Dispersion>>>,
}

impl KeywordTable {
    pub(super) fn new(terms: &dyn CountedTerms, settings: &KeywordSettings) -> Self {
        KeywordTable {
            documents: terms.document_count(),
            tokens: terms.token_count(),
            distinct_terms: terms.len(),
            column: settings.by.clone(),
            measure: settings.keyness.measure,
            test: settings.keyness.test,
            sign: settings.keyness.sign,
            top: settings.keyness.top,
            ranked: Ranked::Frequent(FrequentTerms::default()),
        }
    }

    /// TF-IDF of a term with this many occurrences and documents.
    pub fn tfidf(&self, count: u64, documents: u64) -> f64 {
        count as f64 * Terms::idf(documents, self.documents)
    }

    /// Whether `top` cut off some terms.
    pub fn is_cut(&self) -> bool {
        match &self.ranked {
            Ranked::Frequent(found) => found.terms.len() < self.distinct_terms,
            Ranked::Key(groups) => groups.iter().any(|group| self.is_group_cut(group)),
        }
    }

    fn is_group_cut(&self, group: &GroupKeywords) -> bool {
        let signs = 1 + usize::from(self.sign == Sign::Both);
        self.top.is_some_and(|top| group.terms.len() >= top * signs)
    }
}
