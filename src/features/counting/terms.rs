//! The terms of a corpus, and their counts in each class.

use std::fmt;

use rustc_hash::FxHashMap;

use super::candidates::Candidates;
use super::class_counts::{ClassCount, ClassSize, count_by_class};
use super::counted_terms::CountedTerms;
use super::found_terms::FoundTerms;
use super::levels::token_counts;
use super::ngram_key::NONE;
use super::selected::Selected;
use crate::corpus::Selection;
use crate::error::{Error, Result};
use crate::features::vectorizer::settings::Idf;
use crate::features::vectorizer::weighting::idf;
use crate::text::{StopListSource, shown};

/// The text of a term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermText {
    /// The normalised term; the words of an n-gram are separated by single spaces.
    pub term: String,
    /// The same with the most frequent surface form of each word.
    pub form: String,
}

/// The terms of a corpus; a term is identified by its number.
pub struct Terms<'c> {
    selected: Selected<'c>,
    candidates: Candidates<'c>,
    sizes: Vec<ClassSize>,
    by_class: Vec<Vec<ClassCount>>,
    /// Most frequent surface form of each token.
    forms: Vec<&'c str>,
    stop_lists: Vec<StopListSource>,
}

impl fmt::Debug for Terms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terms")
            .field("documents", &self.selected.len())
            .field("terms", &self.len())
            .finish_non_exhaustive()
    }
}

impl<'c> Terms<'c> {
    /// Counts the terms of some documents, as found by [`crate::TokenizedCorpus::find_terms`].
    ///
    /// # Errors
    /// When the corpus does not store word order and n-grams are requested, or its temporary file cannot be
    /// read.
    pub fn count(selection: &Selection<'c>, found: FoundTerms) -> Result<Self> {
        let corpus = selection.corpus();
        if corpus.is_counted() && found.ngrams.high() > 1 {
            return Err(Error::Settings(
                "the corpus was read for single words and keeps no order of words".into(),
            ));
        }
        let mut selected = Selected::new(selection);
        let tokens = corpus.tokens();
        let counts = token_counts(&selected, tokens.len())?;
        let term_of = |token: u32| found.term_of[token as usize];
        let forms = corpus
            .surface_form_counts()
            .most_frequent(tokens, &counts, term_of);
        selected.group(found.term_of);
        selected.gap = Some(found.gap);
        let candidates = Candidates::occurring(&selected, found.ngrams, found.min_count)?;
        let (sizes, by_class) = count_by_class(&selected, &candidates)?;
        Ok(Terms {
            selected,
            candidates,
            sizes,
            by_class,
            forms,
            stop_lists: found.stop_lists,
        })
    }

    /// The documents that are counted.
    pub(crate) fn selected(&self) -> &Selected<'c> {
        &self.selected
    }

    pub(crate) fn candidates(&self) -> &Candidates<'c> {
        &self.candidates
    }

    /// Term of a single token, or [`NONE`].
    #[inline]
    pub(crate) fn term_of(&self, token: u32) -> u32 {
        self.candidates.of_token(token)
    }

    /// Number of the single word with the normalised form `word`.
    pub fn word(&self, word: &str) -> Option<u32> {
        let token = self.selected.corpus.tokens().get(word)?;
        Some(self.term_of(token)).filter(|&term| term != NONE)
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.candidates.len()
    }

    /// True when there is no term.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The stop lists that removed words from the corpus.
    pub fn stop_lists(&self) -> &[StopListSource] {
        &self.stop_lists
    }

    /// Size of each class, by its number in [`crate::TokenizedCorpus::classes`].
    pub fn sizes(&self) -> &[ClassSize] {
        &self.sizes
    }

    /// Documents of all classes.
    pub fn document_count(&self) -> u64 {
        self.sizes.iter().map(|size| size.documents).sum()
    }

    /// Tokens of all classes, including non-terms.
    pub fn token_count(&self) -> u64 {
        self.sizes.iter().map(|size| size.tokens).sum()
    }

    /// The name of a class.
    pub(crate) fn class_name(&self, class: usize) -> &'c str {
        self.selected.corpus.classes().token(class as u32)
    }

    /// Names of the classes with documents, sorted, each with its number.
    pub fn classes(&self) -> Vec<(&'c str, usize)> {
        let names = self.selected.corpus.classes().iter().enumerate();
        let present = names.filter(|&(class, _)| self.sizes[class].documents > 0);
        let mut classes: Vec<(&str, usize)> = present.map(|(class, name)| (name, class)).collect();
        classes.sort_unstable();
        classes
    }

    /// The terms that occur in a class, by number.
    pub fn in_class(&self, class: usize) -> &[ClassCount] {
        &self.by_class[class]
    }

    /// Occurrences of each term in the whole corpus, and its document frequency.
    pub fn totals(&self) -> Vec<(u64, u64)> {
        CountedTerms::totals(self)
    }

    /// The texts of the terms.
    pub fn texts(&self, terms: &[u32]) -> FxHashMap<u32, TermText> {
        let wanted = marked(terms, self.len());
        let written = |token: u32| self.forms[token as usize];
        let tokens = self.selected.corpus.tokens();
        let words = |tokens_of: &[u32], text: &dyn Fn(u32) -> String| {
            let words: Vec<String> = tokens_of.iter().map(|&token| text(token)).collect();
            words.join(" ")
        };
        let mut texts = FxHashMap::default();
        self.candidates.for_each_word_term(|term, tokens_of| {
            if wanted[term as usize] {
                let text = TermText {
                    term: words(tokens_of, &|token| tokens.token(token).to_owned()),
                    form: words(tokens_of, &|token| shown(written(token)).into_owned()),
                };
                texts.insert(term, text);
            }
        });
        texts
    }

    /// The terms of a class in the order of its documents and their text; non-terms are left out.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub fn sequence(&self, class: u32) -> Result<Vec<u32>> {
        self.sequence_of(self.selected.of_class(class).iter())
    }

    /// Like [`Terms::sequence`], for all counted documents.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub fn whole_sequence(&self) -> Result<Vec<u32>> {
        let mut documents: Vec<usize> = self.selected.iter().collect();
        documents.sort_unstable();
        self.sequence_of(documents.into_iter())
    }

    fn sequence_of(&self, documents: impl Iterator<Item = usize>) -> Result<Vec<u32>> {
        let mut reader = self.selected.reader();
        let mut terms = Vec::new();
        for document in documents {
            let tokens = reader.sequence(document)?.iter();
            let found = tokens.map(|&token| self.term_of(token));
            terms.extend(found.filter(|&term| term != NONE));
        }
        Ok(terms)
    }

    /// Inverse document frequency of a term that occurs in `documents` of `all` documents: ln((1 + all) / (1
    /// + documents)) + 1, as in scikit-learn.
    pub fn idf(documents: u64, all: u64) -> f64 {
        idf(Idf::Smooth, documents, all)
    }
}

fn marked(terms: &[u32], size: usize) -> Vec<bool> {
    let mut marked = vec![false; size];
    for &term in terms {
        marked[term as usize] = true;
    }
    marked
}
