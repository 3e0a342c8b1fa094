//! The surface form of a term in a text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::{CHAR_NGRAM_MARK, shown};

/// The most frequent spelling of a term at its positions, the earliest in the text on ties: `مباراة` for the
/// term `مباراه`. Character n-grams are unchanged; control characters are removed.
pub(super) fn surface_form(term: &str, places: &[Range<usize>], text: &str) -> String {
    if term.starts_with(CHAR_NGRAM_MARK) {
        return term.to_owned();
    }
    let mut counts: BTreeMap<&str, (usize, Reverse<usize>)> = BTreeMap::new();
    for (index, place) in places.iter().enumerate() {
        let first = (0, Reverse(index));
        counts.entry(&text[place.clone()]).or_insert(first).0 += 1;
    }
    let most = counts.into_iter().max_by_key(|&(_, count)| count);
    let words = most.map_or(term, |(form, _)| form).split_whitespace();
    let words: Vec<_> = words.map(shown).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_spelling_is_shown() {
        let text = "Oil  price, oil\nprice; oil price OIL";
        assert_eq!(
            surface_form("oil", &[0..3, 12..15, 23..26, 33..36], text),
            "oil"
        );
        assert_eq!(surface_form("oil", &[33..36, 0..3], text), "OIL");
        assert_eq!(
            surface_form("oil price", std::slice::from_ref(&(12..21)), text),
            "oil price"
        );
        assert_eq!(
            surface_form("~_oi", std::slice::from_ref(&(0..3)), text),
            "~_oi"
        );
        assert_eq!(
            surface_form("مباراه", std::slice::from_ref(&(0..12)), "مباراة"),
            "مباراة"
        );
    }
}
