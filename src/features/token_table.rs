//! Distinct strings, each with a dense number.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Strings numbered from 0 in the order of their first appearance.
///
/// The hash has no random seed and its order never shows: callers sort by string where order
/// matters.
#[derive(Debug, Clone, Default)]
pub struct TokenTable {
    numbers: HashTable<u32>,
    text: String,
    ends: Vec<usize>,
}

impl TokenTable {
    /// The number of `token`, which is added when it is new.
    pub fn insert(&mut self, token: &str) -> u32 {
        let (text, ends) = (&self.text, &self.ends);
        let hash = hash(token);
        let found = self.numbers.entry(
            hash,
            |&number| slice(text, ends, number) == token,
            |&number| self::hash(slice(text, ends, number)),
        );
        match found {
            hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let number = u32::try_from(ends.len())
                    .expect("four thousand million distinct tokens do not fit into memory");
                entry.insert(number);
                self.text.push_str(token);
                self.ends.push(self.text.len());
                number
            }
        }
    }

    /// The number of `token`, when it is there.
    pub fn get(&self, token: &str) -> Option<u32> {
        self.numbers
            .find(hash(token), |&number| self.token(number) == token)
            .copied()
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

fn slice<'t>(text: &'t str, ends: &[usize], number: u32) -> &'t str {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &text[start..ends[number]]
}

fn hash(token: &str) -> u64 {
    FxBuildHasher.hash_one(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dense_and_stable() {
        let mut table = TokenTable::default();
        let numbers: Vec<_> = ["b", "", "a", "b", "مصر"]
            .iter()
            .map(|token| table.insert(token))
            .collect();
        assert_eq!(numbers, [0, 1, 2, 0, 3]);
        assert_eq!(table.iter().collect::<Vec<_>>(), ["b", "", "a", "مصر"]);
        assert_eq!((table.get("a"), table.get("c")), (Some(2), None));
    }
}
