//! The terms of a model, sorted, and how to find them.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::lexicon::Lexicon;

/// Terms in sorted order of their bytes; a term is known by its index from 0.
///
/// A term is a token, tokens joined by single spaces, or a character n-gram that starts with
/// [`crate::CHAR_NGRAM_MARK`].
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    text: String,
    ends: Vec<u32>,
    /// Made when many texts are to be read; one text is read by searching.
    lexicon: OnceLock<Lexicon>,
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.ends == other.ends
    }
}

impl Vocabulary {
    /// Terms from their bytes one after the other, and the end of each.
    ///
    /// # Errors
    /// Says what is wrong when ends do not fit the text or terms are not sorted and distinct.
    pub fn from_parts(text: String, ends: Vec<u32>) -> Result<Self, &'static str> {
        if ends.last().map_or(0, |&end| end as usize) != text.len() {
            return Err("the vocabulary's offsets do not fit its text");
        }
        let vocabulary = Vocabulary {
            text,
            ends,
            lexicon: OnceLock::new(),
        };
        vocabulary.check()?;
        Ok(vocabulary)
    }

    fn check(&self) -> Result<(), &'static str> {
        let mut start = 0;
        let mut last = "";
        for (number, &end) in self.ends.iter().enumerate() {
            let term = self
                .text
                .get(start..end as usize)
                .ok_or("the vocabulary's offsets do not fit its text")?;
            if number > 0 && term <= last {
                return Err("the vocabulary is not sorted");
            }
            (start, last) = (end as usize, term);
        }
        Ok(())
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
        slice(&self.text, &self.ends, index as u32)
    }

    /// Index of `term`.
    pub fn index(&self, term: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.term(middle).cmp(term) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The word n-grams by numbers of tokens.
    pub(super) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::new(self.iter()))
    }

    /// All terms in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.term(index))
    }

    /// The terms' bytes one after the other, and the end of each.
    pub fn parts(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }
}

fn slice<'t>(text: &'t str, ends: &[u32], term: u32) -> &'t str {
    let term = term as usize;
    let start = if term == 0 { 0 } else { ends[term - 1] };
    &text[start as usize..ends[term] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_by_index_and_text() {
        let vocabulary = Vocabulary::from_parts("aa bبيت".into(), vec![1, 4, 10]).unwrap();
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
            assert!(Vocabulary::from_parts(text.into(), ends).is_err());
        }
    }
}
