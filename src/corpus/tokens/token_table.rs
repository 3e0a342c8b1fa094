//! Distinct strings with dense numbers.

use std::hash::Hasher;
use std::ops::Range;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use crate::text::TokenBuffer;

/// Bytes of a string that are stored in the table itself: most words are not longer.
const HEAD: usize = 16;

/// Maximum number of strings: the highest bit of a number is reserved.
const MOST: usize = 1 << 31;

/// Strings numbered from 0 in the order of their first appearance.
///
/// The hash has no random seed and its order is never visible: callers sort by string if order matters.
#[derive(Debug, Clone, Default)]
pub struct TokenTable {
    numbers: HashTable<u32>,
    /// By number: common strings occur early, so their entries lie close together.
    entries: Vec<Entry>,
    text: String,
    ends: Vec<usize>,
}

/// A string's first bytes, padded with zeros, so that a short one is compared without following a reference:
/// on a large corpus that was the hottest spot of training.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    head: [u64; 2],
    length: u32,
    number: u32,
}

impl TokenTable {
    /// The number of `token`, which is added if it is new.
    #[inline]
    pub fn insert(&mut self, token: &str) -> u32 {
        self.insert_key(&Key::new(token, head(token.as_bytes())))
    }

    /// The number of the token at `index` of `tokens`, which is added if it is new.
    #[inline]
    pub(crate) fn insert_from(&mut self, tokens: &TokenBuffer, index: usize) -> u32 {
        self.insert_key(&Key::of(tokens, index))
    }

    /// The number of the string in `range` of `text`, which is added if it is new.
    #[inline]
    pub(crate) fn insert_stretch(&mut self, text: &str, range: Range<usize>) -> u32 {
        let after = &text.as_bytes()[range.start..];
        self.insert_key(&Key::before(&text[range], after))
    }

    /// The number of the token at `index` of `tokens`, if it is in the table.
    #[inline]
    pub(crate) fn get_from(&self, tokens: &TokenBuffer, index: usize) -> Option<u32> {
        self.get_key(&Key::of(tokens, index))
    }

    #[inline]
    fn insert_key(&mut self, key: &Key<'_>) -> u32 {
        match self.get_key(key) {
            Some(number) => number,
            None => self.insert_new(key),
        }
    }

    fn insert_new(&mut self, key: &Key<'_>) -> u32 {
        assert!(
            self.ends.len() < MOST,
            "two thousand million distinct tokens do not fit into memory"
        );
        let number = self.ends.len() as u32;
        self.entries.push(key.entry(number));
        self.text.push_str(key.token);
        self.ends.push(self.text.len());
        let (entries, text, ends) = (&self.entries, &self.text, &self.ends);
        self.numbers.insert_unique(key.hash, number, |&number| {
            entries[number as usize].hash(text, ends)
        });
        number
    }

    /// The number of `token`, if it is in the table.
    pub fn get(&self, token: &str) -> Option<u32> {
        self.get_key(&Key::new(token, head(token.as_bytes())))
    }

    #[inline]
    fn get_key(&self, key: &Key<'_>) -> Option<u32> {
        let is_key = |&number: &u32| key.is(&self.entries[number as usize], &self.text, &self.ends);
        self.numbers.find(key.hash, is_key).copied()
    }

    /// The string with a number below [`TokenTable::len`].
    pub fn token(&self, number: u32) -> &str {
        slice(&self.text, &self.ends, number)
    }

    /// Number of strings.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is no string.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All strings in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|number| self.token(number))
    }
}

impl Entry {
    /// Hash of the whole string, as in [`Key::new`].
    fn hash(&self, text: &str, ends: &[usize]) -> u64 {
        if self.length as usize <= HEAD {
            hash(self.head, self.length as usize, &[])
        } else {
            let rest = &slice(text, ends, self.number).as_bytes()[HEAD..];
            hash(self.head, self.length as usize, rest)
        }
    }
}

/// A string to look up.
struct Key<'t> {
    token: &'t str,
    head: [u64; 2],
    hash: u64,
}

impl<'t> Key<'t> {
    #[inline]
    fn new(token: &'t str, head: [u64; 2]) -> Self {
        let rest = token.as_bytes().get(HEAD..).unwrap_or_default();
        let hash = hash(head, token.len(), rest);
        Key { token, head, hash }
    }

    /// The token at `index`.
    #[inline]
    fn of(tokens: &'t TokenBuffer, index: usize) -> Self {
        Key::before(tokens.token(index), tokens.bytes_from(index))
    }

    /// The token at the start of `bytes`; its head is read at once if there are enough bytes.
    #[inline]
    fn before(token: &'t str, bytes: &[u8]) -> Self {
        let head = match bytes.first_chunk::<HEAD>() {
            Some(bytes) => masked(bytes, token.len()),
            None => head(token.as_bytes()),
        };
        Key::new(token, head)
    }

    #[inline]
    fn is(&self, entry: &Entry, text: &str, ends: &[usize]) -> bool {
        entry.head == self.head
            && entry.length as usize == self.token.len()
            && (self.token.len() <= HEAD || slice(text, ends, entry.number) == self.token)
    }

    fn entry(&self, number: u32) -> Entry {
        Entry {
            head: self.head,
            length: self.token.len() as u32,
            number,
        }
    }
}

#[inline]
fn hash(head: [u64; 2], length: usize, rest: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(head[0]);
    hasher.write_u64(head[1] ^ length as u64);
    if !rest.is_empty() {
        hasher.write(rest);
    }
    hasher.finish()
}

/// The first bytes of a string, padded with zeros.
fn head(token: &[u8]) -> [u64; 2] {
    let mut bytes = [0; HEAD];
    let inside = token.len().min(HEAD);
    bytes[..inside].copy_from_slice(&token[..inside]);
    words(&bytes)
}

/// The first `length` of `bytes`, padded with zeros.
#[inline]
fn masked(bytes: &[u8; HEAD], length: usize) -> [u64; 2] {
    // A table, because lengths are unpredictable: branches on them would be mispredicted.
    static MASKS: [u128; HEAD + 1] = masks();
    let head = u128::from_le_bytes(*bytes) & MASKS[length.min(HEAD)];
    [head as u64, (head >> 64) as u64]
}

const fn masks() -> [u128; HEAD + 1] {
    let mut masks = [u128::MAX; HEAD + 1];
    let mut length = 0;
    while length < HEAD {
        masks[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    masks
}

fn words(bytes: &[u8; HEAD]) -> [u64; 2] {
    let all = u128::from_le_bytes(*bytes);
    [all as u64, (all >> 64) as u64]
}

fn slice<'t>(text: &'t str, ends: &[usize], number: u32) -> &'t str {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &text[start..ends[number]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dense_and_stable() {
        let long = "x".repeat(40);
        let longer = "x".repeat(41);
        let mut table = TokenTable::default();
        let numbers: Vec<_> = ["b", "", "a", "b", "مصر", &long, &longer, &long, "b\0"]
            .iter()
            .map(|token| table.insert(token))
            .collect();
        assert_eq!(numbers, [0, 1, 2, 0, 3, 4, 5, 4, 6]);
        assert_eq!(
            table.iter().collect::<Vec<_>>(),
            ["b", "", "a", "مصر", &long, &longer, "b\0"]
        );
        assert_eq!((table.get("a"), table.get("c")), (Some(2), None));
    }

    #[test]
    fn many_strings_of_all_lengths_are_told_apart() {
        let mut table = TokenTable::default();
        let strings: Vec<String> = (0..5000)
            .map(|n| "ab".repeat(n % 37) + &n.to_string())
            .collect();
        for (number, string) in strings.iter().enumerate() {
            assert_eq!(table.insert(string) as usize, number);
        }
        for (number, string) in strings.iter().enumerate() {
            assert_eq!(table.get(string), Some(number as u32));
        }
    }
}
