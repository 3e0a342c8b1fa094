//! The data that are kept of a document after its text is dropped.

use super::defects;
use crate::corpus::{Document, Place};
use crate::text::{Language, language};

/// The data that are kept of a document besides its tokens.
#[derive(Debug, Clone)]
pub struct Examined {
    pub(super) id: String,
    pub(super) place: Place,
    /// `None` when it is missing or empty.
    pub(super) label: Option<String>,
    /// Equal for equal texts, ignoring white space.
    pub(super) digest: [u8; 32],
    /// A description of its damage for people.
    pub(super) defects: Option<String>,
    pub(super) language: Option<Language>,
}

impl Examined {
    /// Examines the text of `document`.
    pub fn new(document: &Document) -> Self {
        Examined {
            id: document.id.clone(),
            place: document.place.clone(),
            label: document.label.clone().filter(|label| !label.is_empty()),
            digest: digest(&document.text),
            defects: defects::defects(document),
            language: language(&document.text),
        }
    }

    /// Whether it has a label.
    pub fn is_labelled(&self) -> bool {
        self.label.is_some()
    }

    /// Code of its language if it is detected with confidence.
    pub(super) fn sure_language(&self) -> Option<&'static str> {
        let sure = self.language.filter(|language| language.confident);
        sure.map(|language| language.code)
    }
}

fn digest(text: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for word in text.split_whitespace() {
        hasher.update(word.as_bytes());
        hasher.update(b" ");
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_no_difference() {
        assert_eq!(digest(" a  b\n"), digest("a b"));
        assert_ne!(digest("a b"), digest("ab"));
        assert_ne!(digest("A b"), digest("a b"));
    }
}
