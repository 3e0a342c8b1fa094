//! Accuracy against coverage: the gain from labelling only documents with confident predictions.

use super::outcome::Outcome;

/// The result of labelling only documents with at least a given probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoverageStep {
    /// Minimum probability of a label.
    pub probability: f64,
    /// Documents that are then labelled.
    pub labelled: u64,
    /// Share of all documents that are then labelled.
    pub coverage: f64,
    /// Share of the labelled documents with a correct label.
    pub accuracy: f64,
}

/// Accuracy at every coverage that some probability threshold gives, by rising coverage (El-Yaniv and Wiener
/// 2010). Documents with the same probability are labelled together, so their order does not matter; those
/// without a known term are never labelled.
pub fn coverage_curve(outcomes: &[Outcome]) -> Vec<CoverageStep> {
    let labelled = outcomes.iter().filter_map(|outcome| {
        let predicted = outcome.predicted.as_ref()?;
        Some((outcome.top_probability, *predicted == outcome.truth))
    });
    let mut labelled: Vec<(f64, bool)> = labelled.collect();
    labelled.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let (mut count, mut correct) = (0u64, 0u64);
    let groups = labelled.chunk_by(|a, b| a.0 == b.0);
    groups
        .map(|group| {
            count += group.len() as u64;
            correct += group.iter().filter(|(_, right)| *right).count() as u64;
            CoverageStep {
                probability: group[0].0,
                labelled: count,
                coverage: count as f64 / outcomes.len() as f64,
                accuracy: correct as f64 / count as f64,
            }
        })
        .collect()
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

    #[test]
    fn the_surest_documents_come_first_and_equal_ones_together() {
        let mut outcomes = vec![
            outcome(false, 0.6),
            outcome(true, 0.9),
            outcome(true, 0.8),
            outcome(false, 0.8),
        ];
        outcomes.push(Outcome {
            predicted: None,
            ..outcome(true, 0.99)
        });
        let curve = coverage_curve(&outcomes);
        let shares = |step: &CoverageStep| (step.coverage, step.accuracy);
        let expected = [(0.2, 1.0), (0.6, 2.0 / 3.0), (0.8, 0.5)];
        assert_eq!(curve.iter().map(shares).collect::<Vec<_>>(), expected);
        outcomes.reverse();
        assert_eq!(coverage_curve(&outcomes), curve);
        assert!(coverage_curve(&[]).is_empty());
    }
}
