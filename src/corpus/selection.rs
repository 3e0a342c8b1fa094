//! Some documents of a corpus.

use super::tokens::tokenized::TokenizedCorpus;
use crate::error::{Error, Result};

/// A selection of documents of a corpus, each once, in corpus order.
///
/// ```
/// use tasnif::TokenizedCorpus;
///
/// let mut corpus = TokenizedCorpus::default();
/// corpus.push("rain in the north", "weather")?;
/// corpus.push("two goals in the north", "sport")?;
/// let weather = corpus.classes().get("weather");
/// let selection = corpus.select(|document| Some(corpus.class_of(document)) == weather);
/// assert_eq!(selection.documents().collect::<Vec<_>>(), [0]);
/// assert_eq!(corpus.all().len(), 2);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Selection<'c> {
    corpus: &'c TokenizedCorpus,
    documents: Vec<u32>,
}

impl<'c> Selection<'c> {
    /// The documents with these numbers, counted from 0 in the order in which they were added.
    ///
    /// # Errors
    /// When no document has such a number.
    pub fn of_numbers(corpus: &'c TokenizedCorpus, numbers: &[usize]) -> Result<Self> {
        if let Some(number) = numbers.iter().find(|&&number| number >= corpus.len()) {
            return Err(Error::Settings(format!(
                "there is no document {number}: the corpus has {}, counted from 0",
                corpus.len()
            )));
        }
        let mut documents: Vec<u32> = numbers.iter().map(|&number| number as u32).collect();
        documents.sort_unstable();
        documents.dedup();
        Ok(Selection { corpus, documents })
    }

    /// The corpus.
    pub fn corpus(&self) -> &'c TokenizedCorpus {
        self.corpus
    }

    /// The numbers of the documents, ascending.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = usize> {
        self.documents.iter().map(|&document| document as usize)
    }

    pub(crate) fn numbers(&self) -> &[u32] {
        &self.documents
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True when there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Whether the selection contains a document.
    pub fn contains(&self, document: usize) -> bool {
        let number = u32::try_from(document);
        number.is_ok_and(|number| self.documents.binary_search(&number).is_ok())
    }
}

impl TokenizedCorpus {
    /// All documents.
    pub fn all(&self) -> Selection<'_> {
        self.select(|_| true)
    }

    /// The documents whose number, counted from 0, satisfies `is_meant`.
    pub fn select(&self, is_meant: impl Fn(usize) -> bool) -> Selection<'_> {
        let documents = 0..self.len() as u32;
        Selection {
            corpus: self,
            documents: documents
                .filter(|&document| is_meant(document as usize))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_checked_and_count_once() {
        let mut corpus = TokenizedCorpus::default();
        for text in ["a", "b", "c"] {
            corpus.push(text, "x").unwrap();
        }
        let selection = Selection::of_numbers(&corpus, &[2, 0, 2]).unwrap();
        assert_eq!(selection.documents().collect::<Vec<_>>(), [0, 2]);
        assert!(selection.contains(2) && !selection.contains(1));
        let wrong = Selection::of_numbers(&corpus, &[3]).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "there is no document 3: the corpus has 3, counted from 0"
        );
    }
}
