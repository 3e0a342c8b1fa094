//! The values of one column, document by document.

use super::token_table::TokenTable;

/// A name for each document; equal names are stored once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Values {
    names: TokenTable,
    number_of: Vec<u32>,
}

impl Values {
    /// The values of documents, in their order.
    pub(crate) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut values = Values::default();
        names.into_iter().for_each(|name| values.push(name));
        values
    }

    /// Adds the value of the next document.
    pub(crate) fn push(&mut self, name: &str) {
        self.number_of.push(self.names.insert(name));
    }

    /// The distinct values; their numbering has no meaning.
    pub(crate) fn names(&self) -> &TokenTable {
        &self.names
    }

    /// Number of the value of `document`.
    pub(crate) fn number_of(&self, document: usize) -> u32 {
        self.number_of[document]
    }

    /// The value of `document`.
    pub(crate) fn name_of(&self, document: usize) -> &str {
        self.names.token(self.number_of[document])
    }

    /// Rank of the value of each document, in the order of the values.
    pub(crate) fn sorted_numbers(&self) -> Vec<u32> {
        let mut sorted: Vec<u32> = (0..self.names.len() as u32).collect();
        sorted.sort_unstable_by_key(|&number| self.names.token(number));
        let mut place = vec![0; sorted.len()];
        for (at, number) in (0..).zip(sorted) {
            place[number as usize] = at;
        }
        let numbers = self.number_of.iter();
        numbers.map(|&number| place[number as usize]).collect()
    }

    /// The same documents with each name replaced by the result of `name`.
    pub(crate) fn renamed(&self, name: impl Fn(&str) -> &str) -> Self {
        let mut names = TokenTable::default();
        let numbers = self.names.iter().map(|old| names.insert(name(old)));
        let numbers: Vec<u32> = numbers.collect();
        Values {
            number_of: self
                .number_of
                .iter()
                .map(|&old| numbers[old as usize])
                .collect(),
            names,
        }
    }
}

/// Values of parts that were filled in parallel and are being joined.
#[derive(Debug, Default)]
pub(crate) struct JoinedValues {
    joined: Values,
    /// Number of the value of each document of each part.
    parts: Vec<Vec<u32>>,
}

impl JoinedValues {
    /// Adds the values of one more part.
    pub(crate) fn add_part(&mut self, part: Values) {
        let names = &mut self.joined.names;
        let numbers: Vec<u32> = part.names.iter().map(|name| names.insert(name)).collect();
        let number_of = part.number_of.into_iter();
        let number_of = number_of.map(|number| numbers[number as usize]);
        self.parts.push(number_of.collect());
    }

    /// Makes a document of a part the next document.
    pub(crate) fn push(&mut self, part: usize, document: usize) {
        self.joined.number_of.push(self.parts[part][document]);
    }

    /// The values in their new order.
    pub(crate) fn into_values(self) -> Values {
        self.joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_by_their_order_on_request() {
        let values = Values::of(["b", "a", "b", "c"]);
        assert_eq!(values.sorted_numbers(), [1, 0, 1, 2]);
        assert_eq!(values.name_of(3), "c");
        let renamed = values.renamed(|name| if name == "c" { "b" } else { name });
        assert_eq!(renamed.sorted_numbers(), [1, 0, 1, 1]);
    }
}
