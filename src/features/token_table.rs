//! Distinct strings, each with a dense number.

use hashbrown::HashTable;
use hashbrown::hash_table;

/// Bytes of a string that stand in the table itself: most words are no longer.
const HEAD: usize = 16;

/// Strings numbered from 0 in the order of their first appearance.
///
/// The hash has no random seed and its order never shows: callers sort by string where order
/// matters.
#[derive(Debug, Clone, Default)]
pub struct TokenTable {
    entries: HashTable<Entry>,
    text: String,
    ends: Vec<usize>,
}

/// A string's first bytes, padded with zeros, so that a short one is compared without following
/// a reference: on a large corpus that was the hottest spot of training.
#[derive(Debug, Clone, Copy)]
struct Entry {
    head: [u8; HEAD],
    length: u32,
    number: u32,
}

impl TokenTable {
    /// The number of `token`, which is added when it is new.
    #[inline]
    pub fn insert(&mut self, token: &str) -> u32 {
        let key = Key::new(token);
        let (text, ends) = (&self.text, &self.ends);
        let found = self.entries.entry(
            key.hash,
            |entry| key.is(entry, text, ends),
            |entry| entry.hash(text, ends),
        );
        match found {
            hash_table::Entry::Occupied(entry) => entry.get().number,
            hash_table::Entry::Vacant(entry) => {
                let number = u32::try_from(ends.len())
                    .expect("four thousand million distinct tokens do not fit into memory");
                entry.insert(key.entry(number));
                self.text.push_str(token);
                self.ends.push(self.text.len());
                number
            }
        }
    }

    /// The number of `token`, when it is there.
    pub fn get(&self, token: &str) -> Option<u32> {
        let key = Key::new(token);
        self.entries
            .find(key.hash, |entry| key.is(entry, &self.text, &self.ends))
            .map(|entry| entry.number)
    }

    /// The string with a number below [`TokenTable::len`].
    pub fn token(&self, number: u32) -> &str {
        slice(&self.text, &self.ends, number)
    }

    /// How many strings there are.
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
            fold(&self.head, self.length.into())
        } else {
            Key::new(slice(text, ends, self.number)).hash
        }
    }
}

/// A string that is looked for.
struct Key<'t> {
    token: &'t str,
    head: [u8; HEAD],
    hash: u64,
}

impl<'t> Key<'t> {
    #[inline]
    fn new(token: &'t str) -> Self {
        let bytes = token.as_bytes();
        let mut head = [0; HEAD];
        let inside = bytes.len().min(HEAD);
        head[..inside].copy_from_slice(&bytes[..inside]);
        let mut hash = fold(&head, bytes.len() as u64);
        let (blocks, rest) = bytes[inside..].as_chunks::<HEAD>();
        for block in blocks {
            hash = fold(block, hash);
        }
        if !rest.is_empty() {
            let mut last = [0; HEAD];
            last[..rest.len()].copy_from_slice(rest);
            hash = fold(&last, hash);
        }
        Key { token, head, hash }
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

/// Mixes a block into a hash: both halves of a product of 64-bit words, as in wyhash (Wang Yi 2019).
#[inline]
fn fold(block: &[u8; HEAD], state: u64) -> u64 {
    let (low, high) = block.split_at(HEAD / 2);
    let word = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0, |word, &b| word << 8 | u64::from(b))
    };
    let left = u128::from(word(low) ^ state ^ 0x2D35_8DCC_AA6C_78A5);
    let right = u128::from(word(high) ^ 0x8BB8_4B93_962E_ACC9);
    let product = left.wrapping_mul(right);
    (product as u64) ^ (product >> 64) as u64
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
