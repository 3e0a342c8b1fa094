//! Flags that say when a document stays unlabelled, the same in every command that labels.

use super::failure::Failure;
use crate::model::{DEFAULT_MAX_UNKNOWN, Model, Thresholds};

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Unknown")]
pub(super) struct AbstainArguments {
    /// Least probability of a label, from 0 to 1 [default: what the model learned]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_probability: Option<f64>,
    /// Least distance of a label's probability to the next, from 0 to 1 [default: 0]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_margin: Option<f64>,
    /// Least share of words (tokens of more than a letter or digit) that the model knows, from 0 to 1
    /// [default: what the model learned]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_known: Option<f64>,
    /// Least similarity to the terms that speak for a label, from 0 to 1; it tells texts of other
    /// topics, but not all: info says how many [default: what the model learned]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_similarity: Option<f64>,
    /// Fewest different words that the model knows and that are in no stop list, at most 8 [default:
    /// what the model learned, at most 2]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=8))]
    min_content_words: Option<u64>,
}

/// What may stay unlabelled, decided when thresholds are learned.
#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Unknown")]
pub(super) struct MaxUnknownArgument {
    /// Most documents like those of training, from 0 to 1, that may stay unlabelled so that texts of
    /// other topics do. With more than 0.03 it is learned how many are needed so that half of the
    /// texts of other topics stay unlabelled, by leaving labels out, of three and more in 500
    /// documents and more. The share is of all training documents, not of each label. 0 labels every
    /// text with a known word
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MAX_UNKNOWN, value_parser = share)]
    pub max_unknown: f64,
}

impl MaxUnknownArgument {
    /// Refuses the flag where it changes nothing.
    pub(super) fn check_none(&self, what: &str) -> Result<(), Failure> {
        match self.max_unknown == DEFAULT_MAX_UNKNOWN {
            true => Ok(()),
            false => Err(changes_nothing(what, "--max-unknown changes")),
        }
    }
}

fn changes_nothing(what: &str, flags: &str) -> Failure {
    Failure::Message(format!(
        "{what} shows every document with its most probable label, so {flags} nothing"
    ))
}

impl AbstainArguments {
    /// The thresholds that `model` learned, or those that were given.
    pub(super) fn thresholds(&self, model: &Model) -> Thresholds {
        let learned = model.thresholds();
        Thresholds {
            min_probability: self.min_probability.unwrap_or(learned.min_probability),
            min_margin: self.min_margin.unwrap_or(learned.min_margin),
            min_known: self.min_known.unwrap_or(learned.min_known),
            min_similarity: self.min_similarity.unwrap_or(learned.min_similarity),
            min_content_words: self.min_content_words.unwrap_or(learned.min_content_words),
        }
    }

    /// Refuses thresholds where they change nothing.
    pub(super) fn check_none(&self, what: &str) -> Result<(), Failure> {
        if !self.is_given() {
            return Ok(());
        }
        Err(changes_nothing(
            what,
            "thresholds such as --min-probability change",
        ))
    }

    /// True when a threshold was given.
    pub(super) fn is_given(&self) -> bool {
        let all = [
            self.min_probability,
            self.min_margin,
            self.min_known,
            self.min_similarity,
        ];
        all.iter().any(Option::is_some) || self.min_content_words.is_some()
    }
}

/// Reads a share from 0 to 1.
pub(super) fn share(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| format!("\"{text}\" is not a share from 0 to 1, such as 0.9"))
}
