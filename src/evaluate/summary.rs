//! Scores of settings over held-out documents.

use super::metrics::{SMALLEST_PROBABILITY, sum};
use super::tune::TuningMetric;

/// The result of a held-out document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    /// Class numbers of the corpus.
    pub truth: u32,
    pub predicted: Option<u32>,
    pub probability_of_truth: f64,
}

/// Scores over many documents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Summary {
    pub documents: u64,
    pub accuracy: f64,
    pub macro_f1: f64,
    pub log_loss: f64,
}

impl Summary {
    /// Summarises documents in any order, with `classes` classes.
    pub(crate) fn new(scored: &[Scored], classes: usize) -> Self {
        let documents = scored.len().max(1) as f64;
        let is_correct = |scored: &&Scored| scored.predicted == Some(scored.truth);
        let losses = scored
            .iter()
            .map(|scored| -libm::log(scored.probability_of_truth.max(SMALLEST_PROBABILITY)));
        Summary {
            documents: scored.len() as u64,
            accuracy: scored.iter().filter(is_correct).count() as f64 / documents,
            macro_f1: macro_f1(scored, classes),
            log_loss: sum(losses) / documents,
        }
    }

    /// The number to maximise.
    pub(crate) fn merit(&self, metric: TuningMetric) -> f64 {
        match metric {
            TuningMetric::Accuracy => self.accuracy,
            TuningMetric::MacroF1 => self.macro_f1,
            TuningMetric::LogLoss => -self.log_loss,
        }
    }
}

/// Mean over the classes that occur of `2 · correct / (predicted + true)`.
fn macro_f1(scored: &[Scored], classes: usize) -> f64 {
    let mut correct = vec![0u64; classes];
    let mut named = vec![0u64; classes];
    for document in scored {
        named[document.truth as usize] += 1;
        if let Some(predicted) = document.predicted {
            named[predicted as usize] += 1;
            correct[predicted as usize] += u64::from(predicted == document.truth);
        }
    }
    let present = correct.iter().zip(&named).filter(|(_, named)| **named > 0);
    let f1 = |(&correct, &named): (&u64, &u64)| 2.0 * correct as f64 / named as f64;
    // Classes are numbered in document order, which must not affect the sum.
    sum(present.clone().map(f1)) / present.count().max(1) as f64
}
