//! The calibration of a model as a line of text.

use serde::Serialize;

use crate::model::{Calibration, OtherTopics, Thresholds};
use crate::report::{counted, percent, significant};

/// The calibration of a model.
#[derive(Debug, Serialize)]
pub(super) struct Calibrated {
    documents: u64,
    temperature: f64,
    isotonic: bool,
    #[serde(flatten)]
    thresholds: Thresholds,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_topics: Option<OtherTopics>,
}

impl Calibrated {
    pub(super) fn of(calibration: &Calibration) -> Self {
        Calibrated {
            documents: calibration.documents,
            temperature: calibration.temperature,
            isotonic: calibration.isotonic.is_some(),
            thresholds: calibration.thresholds,
            other_topics: calibration.other_topics,
        }
    }

    pub(super) fn shown(&self) -> String {
        let map = if self.isotonic { ", isotonic" } else { "" };
        format!(
            "by {}: temperature {}{map}; unknown below probability {}, known words {}, similarity {}, {}",
            counted(self.documents, "document"),
            significant(self.temperature),
            percent(self.thresholds.min_probability),
            percent(self.thresholds.min_known),
            significant(self.thresholds.min_similarity),
            counted(self.thresholds.min_content_words, "content word")
        )
    }
}

/// How well other topics are detected.
pub(super) fn told(topics: &OtherTopics) -> String {
    format!(
        "similarity leaves {} of topics that were not learned unlabelled, and {} of those that were",
        percent(topics.unlabelled),
        percent(topics.lost)
    )
}
