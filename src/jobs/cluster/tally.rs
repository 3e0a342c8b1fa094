//! Rows of a table of counts.

use std::collections::BTreeMap;

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
    /// Occurrences of the function words of a language; the key is the name of its stop list.
    FunctionWords = 7,
    /// Tokens of the documents of a label; the key is empty.
    LabelTokens = 8,
    /// Occurrences of a term in the documents of a label; the key is the term.
    Occurrences = 9,
    /// Documents of a label that contain a term equally often among equally many tokens; the key is the number of the term,
    /// its occurrences and the tokens.
    Holding = 10,
}

impl TallyKind {
    /// All kinds, in the order of their numbers.
    const ALL: [TallyKind; 11] = [
        TallyKind::Documents,
        TallyKind::Kept,
        TallyKind::Term,
        TallyKind::Sum,
        TallyKind::Row,
        TallyKind::Token,
        TallyKind::Form,
        TallyKind::FunctionWords,
        TallyKind::LabelTokens,
        TallyKind::Occurrences,
        TallyKind::Holding,
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

impl<'t> Tally<'t> {
    /// Documents of a label.
    pub(super) fn of_documents(label: &'t str, documents: u64) -> Self {
        Tally {
            kind: TallyKind::Documents,
            label,
            key: &[],
            count: documents as i64,
        }
    }

    /// A row of a kind for which labels do not matter.
    pub(super) fn without_label(kind: TallyKind, key: &'t str, count: u64) -> Self {
        Tally {
            kind,
            label: "",
            key: key.as_bytes(),
            count: count as i64,
        }
    }

    /// The count of a row that counts documents or tokens.
    pub(super) fn unsigned(&self) -> Result<u64> {
        u64::try_from(self.count).map_err(|_| other_step())
    }

    /// Adds the documents of a label to those of all labels.
    pub(super) fn add_documents(&self, documents: &mut BTreeMap<String, u64>) -> Result<()> {
        *documents.entry(self.label.to_owned()).or_default() += self.unsigned()?;
        Ok(())
    }
}

/// The error for a row that the step does not have.
pub(super) fn other_step() -> Error {
    Error::Input("a row of the counts belongs to another step".into())
}

/// The error when a step read other documents than expected.
pub(super) fn changed(documents: u64, read: u64) -> Error {
    Error::Input(format!(
        "there were {documents} documents, and now there are {read}, or other labels: the documents changed between the steps; read data that stays the same, such as files or a cached table"
    ))
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
        assert!(TallyKind::of_number(11).is_err());
    }
}
