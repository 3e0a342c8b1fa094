//! Reliability of a classifier's probabilities.

use super::metrics::sum;
use super::outcome::Outcome;

/// Number of bins of the expected calibration error.
pub const ECE_BINS: usize = 15;

/// Documents whose most probable label has a similar probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CalibrationBin {
    /// Lower and upper bound of the bin's probabilities; the upper bound belongs to the next bin.
    pub range: (f64, f64),
    /// Documents in the bin.
    pub documents: u64,
    /// Documents in the bin with a correct prediction.
    pub correct: u64,
    /// Mean probability of the most probable label; 0 without documents.
    pub confidence: f64,
    /// Share of the documents with a correct prediction; 0 without documents.
    pub accuracy: f64,
}

/// The outcomes with a known term in `bins` bins (at least one) of equal width, by the probability of their
/// most probable label (DeGroot and Fienberg 1983; Niculescu-Mizil and Caruana 2005).
pub fn reliability(outcomes: &[Outcome], bins: usize) -> Vec<CalibrationBin> {
    let bins = bins.max(1);
    let mut members = vec![(0u64, Vec::new()); bins];
    for outcome in outcomes {
        let Some(predicted) = &outcome.predicted else {
            continue;
        };
        let bin = (outcome.top_probability * bins as f64) as usize;
        let (correct, probabilities) = &mut members[bin.min(bins - 1)];
        *correct += u64::from(*predicted == outcome.truth);
        probabilities.push(outcome.top_probability);
    }
    let edge = |bin: usize| bin as f64 / bins as f64;
    let bins = members.into_iter().enumerate();
    bins.map(|(bin, (correct, probabilities))| {
        let documents = probabilities.len() as u64;
        let count = documents.max(1) as f64;
        CalibrationBin {
            range: (edge(bin), edge(bin + 1)),
            documents,
            correct,
            confidence: sum(probabilities.into_iter()) / count,
            accuracy: correct as f64 / count,
        }
    })
    .collect()
}

/// The mean absolute difference between confidence and accuracy, each bin weighted by its documents (Naeini,
/// Cooper, Hauskrecht 2015); 0 without documents.
pub fn expected_calibration_error(bins: &[CalibrationBin]) -> f64 {
    let documents: u64 = bins.iter().map(|bin| bin.documents).sum();
    let distances = bins.iter().map(|bin| {
        let weight = bin.documents as f64 / documents.max(1) as f64;
        weight * (bin.confidence - bin.accuracy).abs()
    });
    distances.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(right: bool, probability: f64) -> Outcome {
        Outcome {
            truth: "a".into(),
            predicted: Some(if right { "a" } else { "b" }.into()),
            labelled: true,
            probability_of_truth: 0.5,
            top_probability: probability,
            brier: 0.0,
        }
    }

    /// Worked by hand: |0.95 - 1| of 2 documents, |0.65 - 0.5| of 2.
    #[test]
    fn the_error_is_the_mean_distance() {
        let outcomes = [(true, 0.9), (true, 1.0), (true, 0.6), (false, 0.7)];
        let mut outcomes = outcomes.map(|(right, p)| outcome(right, p)).to_vec();
        let bins = reliability(&outcomes, 2);
        assert_eq!(bins[1].documents, 4);
        let bins = reliability(&outcomes, 5);
        assert_eq!(bins.iter().map(|bin| bin.documents).sum::<u64>(), 4);
        assert_eq!((bins[4].documents, bins[3].documents), (2, 2));
        assert!((expected_calibration_error(&bins) - 0.1).abs() < 1e-12);
        outcomes.reverse();
        assert_eq!(reliability(&outcomes, 5), bins);
    }

    #[test]
    fn documents_without_a_label_are_in_no_bin() {
        let unknown = Outcome {
            predicted: None,
            ..outcome(true, 0.9)
        };
        let bins = reliability(&[unknown], 3);
        assert!(bins.iter().all(|bin| bin.documents == 0));
        assert_eq!(expected_calibration_error(&bins), 0.0);
    }
}
