//! Rows of a table of counts.

use crate::error::{Error, Result};

/// What a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum TallyKind {
    /// Documents of a label; the key is empty.
    Documents = 0,
    /// Times that documents were read; the key is the bytes of a [`KeptCorpus`](crate::corpus::KeptCorpus).
    Kept = 1,
    /// Documents of a label that contain a term, which is the key.
    Term = 2,
    /// The sum of a term's weights over the documents of a label; the key is the number of the term.
    Sum = 3,
    /// Documents of a label with the same row, which is the key.
    Row = 4,
    /// Occurrences of a token, which is the key.
    Token = 5,
    /// Occurrences of a token in a form that differs from it; the key is both.
    Form = 6,
}

impl TallyKind {
    /// All kinds, in the order of their numbers.
    const ALL: [TallyKind; 7] = [
        TallyKind::Documents,
        TallyKind::Kept,
        TallyKind::Term,
        TallyKind::Sum,
        TallyKind::Row,
        TallyKind::Token,
        TallyKind::Form,
    ];

    /// Its number in a table.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The kind with this number.
    ///
    /// # Errors
    /// When there is none.
    pub fn of_number(number: u8) -> Result<Self> {
        let kind = TallyKind::ALL.get(usize::from(number)).copied();
        kind.ok_or_else(|| {
            Error::Input(format!(
                "there is no kind {number} of counts: they were made by another version of tasnif"
            ))
        })
    }
}

/// A row of a table of counts. Rows of several parts with the same kind, label and key are one row, with the sum of their
/// counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally<'t> {
    /// What is counted.
    pub kind: TallyKind,
    /// The label; empty where labels do not matter.
    pub label: &'t str,
    /// What distinguishes rows of the kind and label.
    pub key: &'t [u8],
    /// The count, or the sum.
    pub count: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_number() {
        for (number, kind) in (0..).zip(TallyKind::ALL) {
            assert_eq!(kind.number(), number);
            assert_eq!(TallyKind::of_number(number).unwrap(), kind);
        }
        assert!(TallyKind::of_number(7).is_err());
    }
}
