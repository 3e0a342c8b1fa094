//! The set of classes.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Class names in sorted order; a class is identified by its index from 0. Clones share the names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    names: Arc<[String]>,
}

impl Labels {
    /// Number of classes.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// True when there is no class.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Name of class `index`, which must be below [`Labels::len`].
    pub fn name(&self, index: usize) -> &str {
        &self.names[index]
    }

    /// All names, sorted.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Index of the class with this `name`.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.names
            .binary_search_by(|have| have.as_str().cmp(name))
            .ok()
    }
}

impl<S: Into<String>> FromIterator<S> for Labels {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let sorted: BTreeSet<String> = names.into_iter().map(Into::into).collect();
        Labels {
            names: sorted.into_iter().collect(),
        }
    }
}
