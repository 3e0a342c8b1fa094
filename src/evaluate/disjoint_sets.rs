//! Disjoint sets of documents that are merged pair by pair (union-find).

/// Sets of the numbers from 0; each is identified by its smallest member.
#[derive(Debug)]
pub(super) struct DisjointSets {
    /// A smaller member of the same set, or the number itself.
    parents: Vec<u32>,
}

impl DisjointSets {
    /// Each number below `size` in a set of its own.
    pub(super) fn new(size: usize) -> Self {
        DisjointSets {
            parents: (0..size as u32).collect(),
        }
    }

    /// The smallest member of the set of `number`.
    pub(super) fn first(&mut self, mut number: u32) -> u32 {
        while self.parents[number as usize] != number {
            let parent = self.parents[number as usize];
            self.parents[number as usize] = self.parents[parent as usize];
            number = parent;
        }
        number
    }

    /// Merges the sets of two numbers.
    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        self.parents[a.max(b) as usize] = a.min(b);
    }

    /// The smallest member of the set of each number.
    pub(super) fn into_firsts(mut self) -> Vec<u32> {
        let numbers = 0..self.parents.len() as u32;
        numbers.map(|number| self.first(number)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_named_by_their_smallest_member() {
        let mut sets = DisjointSets::new(6);
        sets.join(4, 5);
        sets.join(2, 4);
        sets.join(5, 2);
        sets.join(1, 0);
        assert_eq!(sets.first(5), 2);
        assert_eq!(sets.into_firsts(), [0, 0, 2, 3, 2, 2]);
    }
}
