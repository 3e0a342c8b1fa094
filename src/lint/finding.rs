//! One thing that was found.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::examined::Examined;

/// What kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// Models that have not seen the document give it another label with confidence: confident
    /// learning (Northcutt, Jiang, Chuang 2021, "Confident learning: estimating uncertainty in
    /// dataset labels").
    WrongLabel,
    /// The same or nearly the same text has another label elsewhere.
    Contradiction,
    /// A test document is the same or nearly the same as one that is learned from.
    TestCopy,
    /// The same text as an earlier document, white space apart.
    Duplicate,
    /// Nearly the same words as an earlier document.
    NearDuplicate,
    /// Few words or none.
    NearEmpty,
    /// Replacement or control characters, misread letters, mostly markup.
    Broken,
    /// A script or language that few of the documents have.
    Language,
    /// Labels with too few documents, or far fewer than others.
    Imbalance,
}

impl Kind {
    /// All kinds, in the order in which findings are shown.
    pub const ALL: [Kind; 9] = [
        Kind::WrongLabel,
        Kind::Contradiction,
        Kind::TestCopy,
        Kind::Duplicate,
        Kind::NearDuplicate,
        Kind::NearEmpty,
        Kind::Broken,
        Kind::Language,
        Kind::Imbalance,
    ];

    /// Its name, as JSON and flags write it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::WrongLabel => "wrong-label",
            Kind::Contradiction => "contradiction",
            Kind::TestCopy => "test-copy",
            Kind::Duplicate => "duplicate",
            Kind::NearDuplicate => "near-duplicate",
            Kind::NearEmpty => "near-empty",
            Kind::Broken => "broken",
            Kind::Language => "language",
            Kind::Imbalance => "imbalance",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Kind::ALL.into_iter().find(|kind| kind.name() == text);
        found.ok_or_else(|| {
            let known = Kind::ALL.map(Kind::name).join(", ");
            format!("no finding is called \"{text}\"; there are {known}")
        })
    }
}

/// One thing that was found: of a document or, without an id, of a label or all labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// What kind of trouble.
    pub kind: Kind,
    /// The document.
    pub id: Option<String>,
    /// Where it stands: `file:line`, or the file alone where records have no lines.
    pub place: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// The label that is suggested; the id of the document that it is like; the language or label
    /// that most have.
    pub other: Option<String>,
    /// How strong the finding is, by its kind: the margin of a suspect from -2 to 2, the Jaccard
    /// coefficient of duplicates, the words of a nearly empty text, the share of a language, the
    /// documents of a small label or the ratio of the largest label to the smallest.
    pub score: Option<f64>,
    /// Script in which the document is written, when it has enough letters.
    pub script: Option<&'static str>,
    /// Code of its language in ISO 639-3, when it can be told.
    pub language: Option<&'static str>,
    /// What was found, for a person.
    pub message: String,
}

impl Finding {
    /// A finding of a document.
    pub(super) fn of(kind: Kind, document: &Examined, message: impl Into<String>) -> Self {
        let place = &document.place;
        Finding {
            id: Some(document.id.clone()),
            place: Some(match place.line {
                Some(line) => format!("{}:{line}", place.source),
                None => place.source.to_string(),
            }),
            script: document.language.map(|language| language.script),
            language: document.sure_language(),
            ..Finding::of_label(kind, document.label.clone(), message)
        }
    }

    /// A finding of a label.
    pub(super) fn of_label(kind: Kind, label: Option<String>, message: impl Into<String>) -> Self {
        Finding {
            kind,
            id: None,
            place: None,
            label,
            other: None,
            score: None,
            script: None,
            language: None,
            message: message.into(),
        }
    }

    pub(super) fn with_other(self, other: impl Into<String>) -> Self {
        Finding {
            other: Some(other.into()),
            ..self
        }
    }

    pub(super) fn with_score(self, score: f64) -> Self {
        Finding {
            score: Some(score),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_json() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert!(
            "label"
                .parse::<Kind>()
                .unwrap_err()
                .contains("wrong-label, ")
        );
        assert!(Kind::ALL.is_sorted());
    }
}
