//! The terms of a model, sorted, and how to find them.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::array::Array;
use super::lexicon::Lexicon;
use crate::error::{Error, Result};

/// Terms sorted by their bytes; a term is identified by its index from 0.
///
/// A term is a token, tokens joined by single spaces, or a character n-gram that starts with
/// [`crate::text::CHAR_NGRAM_MARK`].
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// UTF-8, as a whole and for each term.
    text: Array<u8>,
    ends: Array<u32>,
    /// Built when many texts are read; a single text is read by searching.
    lexicon: OnceLock<Lexicon>,
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.ends == other.ends
    }
}

impl Vocabulary {
    /// Terms from their concatenated bytes, and the end of each.
    ///
    /// # Errors
    /// Describes the problem when the ends do not match the text, or terms are not UTF-8, sorted and
    /// distinct.
    pub fn from_parts(text: Array<u8>, ends: Array<u32>) -> Result<Self, &'static str> {
        check(&text, &ends)?;
        Ok(Vocabulary {
            text,
            ends,
            lexicon: OnceLock::new(),
        })
    }

    /// The vocabulary of sorted and distinct terms.
    ///
    /// # Errors
    /// When their total length exceeds 4 GiB.
    pub(crate) fn from_terms<'t>(terms: impl Iterator<Item = &'t str>) -> Result<Self> {
        let mut text = Vec::new();
        let mut ends = Vec::new();
        for term in terms {
            text.extend_from_slice(term.as_bytes());
            let end = u32::try_from(text.len()).map_err(|_| {
                Error::Settings("the vocabulary is larger than 4 GiB; lower `max_features`".into())
            })?;
            ends.push(end);
        }
        Vocabulary::from_parts(text.into(), ends.into())
            .map_err(|problem| Error::Input(problem.to_owned()))
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is no term.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The term at `index`, which must be below [`Vocabulary::len`].
    pub fn term(&self, index: usize) -> &str {
        // Checked when the vocabulary was made.
        str::from_utf8(self.bytes(index)).expect("terms are UTF-8")
    }

    #[inline]
    fn bytes(&self, index: usize) -> &[u8] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start as usize..self.ends[index] as usize]
    }

    /// Index of `term`.
    pub fn index(&self, term: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.bytes(middle).cmp(term.as_bytes()) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The word n-grams as token ids.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::new(self.iter()))
    }

    /// All terms in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.term(index))
    }

    /// The terms' concatenated bytes, and the end of each.
    pub fn parts(&self) -> (&[u8], &[u32]) {
        (&self.text, &self.ends)
    }
}

fn check(text: &[u8], ends: &[u32]) -> Result<(), &'static str> {
    if ends.last().map_or(0, |&end| end as usize) != text.len() {
        return Err("the vocabulary's offsets do not fit its text");
    }
    let text = simdutf8::basic::from_utf8(text).map_err(|_| "the vocabulary is not UTF-8")?;
    let mut start = 0;
    let mut last = "";
    for (number, &end) in ends.iter().enumerate() {
        let term = text
            .get(start..end as usize)
            .ok_or("the vocabulary's offsets do not fit its text")?;
        if number > 0 && term <= last {
            return Err("the vocabulary is not sorted");
        }
        (start, last) = (end as usize, term);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(text: &str, ends: &[u32]) -> Result<Vocabulary, &'static str> {
        Vocabulary::from_parts(text.as_bytes().to_vec().into(), ends.to_vec().into())
    }

    #[test]
    fn terms_are_found_by_index_and_text() {
        let vocabulary = vocabulary("aa bبيت", &[1, 4, 10]).unwrap();
        assert_eq!(vocabulary.iter().collect::<Vec<_>>(), ["a", "a b", "بيت"]);
        assert_eq!(vocabulary.index("a b"), Some(1));
        assert_eq!(vocabulary.index("b"), None);
    }

    #[test]
    fn broken_parts_are_refused() {
        for (text, ends) in [
            ("ab", vec![1]),
            ("ba", vec![1, 2]),
            ("بي", vec![1, 4]),
            ("aa", vec![1, 2]),
        ] {
            assert!(vocabulary(text, &ends).is_err());
        }
    }
}
