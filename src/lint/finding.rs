//! A finding.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::examined::Examined;

/// The kind of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// Models that have not seen the document predict another label with confidence: confident learning
    /// (Northcutt, Jiang, Chuang 2021, "Confident learning: estimating uncertainty in dataset labels").
    WrongLabel,
    /// Another document with the same or nearly the same text has another label.
    Contradiction,
    /// A test document is the same or nearly the same as a training document.
    TestCopy,
    /// The same text as an earlier document, ignoring white space.
    Duplicate,
    /// Nearly the same words as an earlier document.
    NearDuplicate,
    /// Few words or none.
    NearEmpty,
    /// Replacement or control characters, wrongly decoded letters, mostly markup.
    Broken,
    /// A script or language of few documents.
    Language,
    /// Labels with too few documents, or far fewer than others.
    Imbalance,
}

impl Kind {
    /// All kinds, in output order.
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

    /// Its name in JSON and in settings.
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

/// A finding about a document or, without an id, about one label or all labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The kind of finding.
    pub kind: Kind,
    /// The document.
    pub id: Option<String>,
    /// Its place: `file:line`, or only the file if records have no lines.
    pub place: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// The suggested label; the id of the similar document; or the most frequent language or label.
    pub other: Option<String>,
    /// Strength of the finding, depending on its kind: the margin of a suspect from -2 to 2, the Jaccard
    /// coefficient of duplicates, the number of words of a nearly empty text, the share of a language, the
    /// number of documents of a small label or the ratio of the largest label to the smallest.
    pub score: Option<f64>,
    /// Script of the document, if it has enough letters.
    pub script: Option<&'static str>,
    /// ISO 639-3 code of its language, if it is detected.
    pub language: Option<&'static str>,
    /// A description for people.
    pub message: String,
}

impl Finding {
    /// A finding about a document.
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

    /// A finding about a label.
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
