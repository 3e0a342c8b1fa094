//! What is read of each part.

use serde::{Deserialize, Serialize};

use super::keyword_step::KeywordStep;
use crate::corpus::Labels;
use crate::error::{Error, Result};
use crate::evaluate::Sample;
use crate::features::{FeatureSettings, Features, Vocabulary};
use crate::text::TextSettings;

/// What is read of each part in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step(pub(super) Reads);

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reads {
    /// The documents of a sample, tokenised.
    Documents {
        settings: FeatureSettings,
        sample: Sample,
    },
    /// The documents that contain each term, by label.
    Terms(FeatureSettings),
    /// Sums of weights by label, surface forms, and rows of a sample for refinement.
    Sums {
        features: Box<Features>,
        labels: Labels,
        with_rows: bool,
    },
    /// Counts for keywords.
    Keywords(KeywordStep),
}

/// A step as it travels.
#[derive(Serialize, Deserialize)]
struct Message {
    /// The version of the program: others may tokenise in another way.
    version: String,
    reads: ReadsMessage,
}

#[derive(Serialize, Deserialize)]
enum ReadsMessage {
    Documents {
        settings: FeatureSettings,
        sample: Sample,
    },
    Terms(FeatureSettings),
    Sums(SumsMessage),
    Keywords(KeywordStep),
}

#[derive(Serialize, Deserialize)]
struct SumsMessage {
    settings: FeatureSettings,
    documents: u64,
    labels: Vec<String>,
    terms: Vec<String>,
    document_frequency: Vec<u32>,
    /// The bits of each weight.
    class_weight: Vec<u32>,
    with_rows: bool,
}

impl Step {
    /// The step as bytes, for other machines.
    ///
    /// # Errors
    /// When settings cannot be serialised.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let message = Message {
            version: env!("CARGO_PKG_VERSION").into(),
            reads: ReadsMessage::of(&self.0),
        };
        serde_json::to_vec(&message).map_err(|error| Error::Input(error.to_string()))
    }

    /// The step with these bytes.
    ///
    /// # Errors
    /// When they are damaged, or another version wrote them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        check_version(bytes)?;
        let message: Message = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        Ok(Step(message.reads.into_reads()?))
    }

    /// Whether each text needs a label that is not empty: in training.
    pub fn needs_labels(&self) -> bool {
        !matches!(self.0, Reads::Keywords(_))
    }

    /// How the texts of the step become tokens.
    pub(super) fn text(&self) -> TextSettings {
        match &self.0 {
            Reads::Documents { settings, .. } | Reads::Terms(settings) => settings.text(),
            Reads::Sums { features, .. } => features.settings.text(),
            Reads::Keywords(step) => step.text(),
        }
    }
}

impl ReadsMessage {
    fn of(reads: &Reads) -> Self {
        match reads.clone() {
            Reads::Documents { settings, sample } => ReadsMessage::Documents { settings, sample },
            Reads::Terms(settings) => ReadsMessage::Terms(settings),
            Reads::Sums {
                features,
                labels,
                with_rows,
            } => ReadsMessage::Sums(SumsMessage::new(&features, &labels, with_rows)),
            Reads::Keywords(step) => ReadsMessage::Keywords(step),
        }
    }

    fn into_reads(self) -> Result<Reads> {
        Ok(match self {
            ReadsMessage::Documents { settings, sample } => Reads::Documents { settings, sample },
            ReadsMessage::Terms(settings) => Reads::Terms(settings),
            ReadsMessage::Sums(sums) => sums.into_reads()?,
            ReadsMessage::Keywords(step) => Reads::Keywords(step),
        })
    }
}

impl SumsMessage {
    fn new(features: &Features, labels: &Labels, with_rows: bool) -> Self {
        let class_weight = features.class_weight.iter();
        SumsMessage {
            settings: features.settings.clone(),
            documents: features.documents,
            labels: labels.names().to_vec(),
            terms: features.vocabulary.iter().map(str::to_owned).collect(),
            document_frequency: features.document_frequency.to_vec(),
            class_weight: class_weight.map(|weight| weight.to_bits()).collect(),
            with_rows,
        }
    }

    fn into_reads(self) -> Result<Reads> {
        let class_weight = self.class_weight.iter();
        let class_weight: Vec<f32> = class_weight.map(|&bits| f32::from_bits(bits)).collect();
        let terms = self.terms.iter().map(String::as_str);
        Ok(Reads::Sums {
            features: Box::new(Features {
                settings: self.settings,
                vocabulary: Vocabulary::from_terms(terms)?,
                document_frequency: self.document_frequency.into(),
                class_weight: class_weight.into(),
                documents: self.documents,
                clitics: None,
            }),
            labels: self.labels.iter().map(String::as_str).collect(),
            with_rows: self.with_rows,
        })
    }
}

/// Rejects the step of another version, before what may have changed is read.
fn check_version(bytes: &[u8]) -> Result<()> {
    #[derive(Deserialize)]
    struct Version {
        version: String,
    }
    let Version { version } = serde_json::from_slice(bytes).map_err(|_| damaged())?;
    let own = env!("CARGO_PKG_VERSION");
    match version == own {
        true => Ok(()),
        false => Err(Error::Input(format!(
            "the work was started by version {version} of tasnif, and this machine has {own}; install the same version on all machines"
        ))),
    }
}

fn damaged() -> Error {
    Error::Input("these bytes are no step".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Column, TokenizedCorpus};
    use crate::features::Fit;
    use crate::jobs::KeywordSettings;
    use crate::text::{Profile, StopList, Tokenizer};

    fn sums() -> Step {
        let mut corpus = TokenizedCorpus::default();
        for (text, label) in [("two goals", "sport"), ("the bank", "economy")] {
            corpus.push(text, label).unwrap();
        }
        let fit = Fit::new(&corpus.all(), &FeatureSettings::default()).unwrap();
        Step(Reads::Sums {
            labels: fit.labels().clone(),
            features: Box::new(fit.into_features()),
            with_rows: true,
        })
    }

    fn keyword_terms() -> KeywordStep {
        let settings = KeywordSettings {
            by: Some(Column::Label),
            ..KeywordSettings::default()
        };
        let tokenizer = Tokenizer::new(Profile::URDU);
        let stop_list = StopList::from_lines(&tokenizer, "own", "WHO");
        KeywordStep::terms(&settings, Profile::URDU, &stop_list)
    }

    #[test]
    fn steps_travel_unchanged() {
        let settings = FeatureSettings::default();
        let sample = Sample::of(10, 3);
        for step in [
            Step(Reads::Documents {
                settings: settings.clone(),
                sample,
            }),
            Step(Reads::Terms(settings)),
            sums(),
            Step(Reads::Keywords(keyword_terms())),
            Step(Reads::Keywords(
                keyword_terms().holdings(vec!["سعر".into()]),
            )),
        ] {
            assert_eq!(Step::from_bytes(&step.to_bytes().unwrap()).unwrap(), step);
        }
    }

    #[test]
    fn training_needs_labels_and_keywords_do_not() {
        assert!(sums().needs_labels());
        assert!(!Step(Reads::Keywords(keyword_terms())).needs_labels());
    }

    #[test]
    fn steps_of_another_version_are_refused() {
        let bytes = String::from_utf8(sums().to_bytes().unwrap()).unwrap();
        let own = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
        let other = bytes.replacen(&own, "\"version\":\"9.9.9\"", 1);
        let error = Step::from_bytes(other.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("version 9.9.9"), "{error}");
        assert!(Step::from_bytes(b"{}").is_err());
    }
}
