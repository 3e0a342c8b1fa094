//! Documents that a change cannot process, for its message.

use std::fmt::Display;

use crate::report::counted;

/// Documents that are named in a message.
const NAMED: usize = 3;

/// Counts documents with a problem and names the first of them.
#[derive(Debug, Default)]
pub(super) struct Problems {
    named: Vec<String>,
    count: u64,
}

impl Problems {
    pub(super) fn add(&mut self, document: impl Display) {
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(document.to_string());
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `5 documents (a, b, c and 2 more)`
    pub(super) fn shown(&self) -> String {
        let names = self.named.join(", ");
        let more = self.count - self.named.len() as u64;
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{} ({names}{more})", counted(self.count, "document"))
    }

    /// `5 documents (…) are`
    pub(super) fn with_verb(&self) -> String {
        let verb = if self.count == 1 { "is" } else { "are" };
        format!("{} {verb}", self.shown())
    }
}
