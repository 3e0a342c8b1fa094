//! Documents that stay unlabelled.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::Abstention;
use crate::report::counted;

/// Number of unlabelled documents by reason; displayed as a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnlabelledCounts(BTreeMap<&'static str, u64>);

impl UnlabelledCounts {
    /// Counts a document if it has a reason to stay unlabelled.
    pub fn add(&mut self, reason: Option<Abstention>) {
        if let Some(reason) = reason {
            *self.0.entry(reason.name()).or_default() += 1;
        }
    }

    /// True when no document was counted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `3 documents unknown: few known words 2, no words 1`.
impl fmt::Display for UnlabelledCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons: Vec<String> = match self.0.len() {
            1 => self.0.keys().map(|reason| (*reason).to_owned()).collect(),
            _ => self
                .0
                .iter()
                .map(|(reason, count)| format!("{reason} {count}"))
                .collect(),
        };
        let documents = counted(self.0.values().sum(), "document");
        write!(f, "{documents} unknown: {}", reasons.join(", "))
    }
}
