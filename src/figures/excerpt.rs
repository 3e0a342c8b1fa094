//! The part of a confusion matrix that is shown, and the order of its labels.

use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::{Confusion, Outcome};

/// Order of the labels of a confusion matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum LabelOrder {
    /// By name.
    #[default]
    Name,
    /// Labels with the most documents first.
    Size,
    /// Labels that are confused with each other side by side (average linkage).
    Similarity,
}

/// Counts of documents by truth and prediction for some of the labels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConfusionExcerpt {
    /// The labels of rows and columns.
    pub labels: Vec<String>,
    /// `matrix[truth][prediction]`.
    pub matrix: Vec<Vec<u64>>,
    /// Documents of each of these labels whose predicted label is not among them.
    pub others: Vec<u64>,
    /// Documents of each label without a known term.
    pub unknown: Vec<u64>,
}

impl ConfusionExcerpt {
    /// Counts `outcomes` whose true label is one of `labels`.
    pub fn new(outcomes: &[Outcome], labels: Vec<String>) -> Self {
        let size = labels.len();
        let mut excerpt = ConfusionExcerpt {
            matrix: vec![vec![0; size]; size],
            others: vec![0; size],
            unknown: vec![0; size],
            labels,
        };
        let indices: BTreeMap<String, usize> = excerpt.labels.iter().cloned().zip(0..).collect();
        for outcome in outcomes {
            let Some(&truth) = indices.get(&outcome.truth) else {
                continue;
            };
            let count = match &outcome.predicted {
                None => &mut excerpt.unknown[truth],
                Some(predicted) => match indices.get(predicted) {
                    Some(&predicted) => &mut excerpt.matrix[truth][predicted],
                    None => &mut excerpt.others[truth],
                },
            };
            *count += 1;
        }
        excerpt
    }

    /// The same with its labels in another order.
    pub fn ordered(self, order: LabelOrder) -> Self {
        let mut places: Vec<usize> = (0..self.labels.len()).collect();
        places.sort_by(|&a, &b| self.labels[a].cmp(&self.labels[b]));
        match order {
            LabelOrder::Name => {}
            LabelOrder::Size => {
                places.sort_by_key(|&label| std::cmp::Reverse(self.documents(label)));
            }
            LabelOrder::Similarity => places = side_by_side(&self.rates(), places),
        }
        let moved = |counts: &[u64]| places.iter().map(|&label| counts[label]).collect();
        ConfusionExcerpt {
            labels: places.iter().map(|&at| self.labels[at].clone()).collect(),
            matrix: places.iter().map(|&at| moved(&self.matrix[at])).collect(),
            others: moved(&self.others),
            unknown: moved(&self.unknown),
        }
    }

    /// Documents of a label.
    fn documents(&self, label: usize) -> u64 {
        self.matrix[label].iter().sum::<u64>() + self.others[label] + self.unknown[label]
    }

    /// For each pair of labels, the sum of the shares of each label's documents that are predicted as the
    /// other.
    fn rates(&self) -> Vec<Vec<f64>> {
        let sizes: Vec<f64> = (0..self.labels.len())
            .map(|label| self.documents(label).max(1) as f64)
            .collect();
        let rate = |a: usize, b: usize| {
            self.matrix[a][b] as f64 / sizes[a] + self.matrix[b][a] as f64 / sizes[b]
        };
        (0..sizes.len())
            .map(|a| (0..sizes.len()).map(|b| rate(a, b)).collect())
            .collect()
    }
}

impl From<&Confusion> for ConfusionExcerpt {
    fn from(all: &Confusion) -> Self {
        ConfusionExcerpt {
            labels: all.labels.clone(),
            matrix: all.matrix.clone(),
            others: vec![0; all.labels.len()],
            unknown: all.unknown.clone(),
        }
    }
}

/// Every true or predicted label, sorted.
pub fn labels_of(outcomes: &[Outcome]) -> BTreeSet<&str> {
    let truths = outcomes.iter().map(|outcome| outcome.truth.as_str());
    let given = outcomes.iter().filter_map(|o| o.predicted.as_deref());
    truths.chain(given).collect()
}

/// The `top` labels with the most documents; ties are sorted by name.
pub fn largest_labels(outcomes: &[Outcome], top: usize) -> Vec<String> {
    let mut sizes: BTreeMap<&str, u64> = labels_of(outcomes).into_iter().map(|l| (l, 0)).collect();
    for outcome in outcomes {
        *sizes.entry(&outcome.truth).or_default() += 1;
    }
    let mut ranked: Vec<(&str, u64)> = sizes.into_iter().collect();
    ranked.sort_by_key(|&(_, size)| std::cmp::Reverse(size));
    let names = ranked.into_iter().take(top);
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Labels in an order in which similar ones are adjacent: the two groups with the highest average similarity
/// are joined repeatedly (average linkage), at their most similar ends.
fn side_by_side(similarity: &[Vec<f64>], labels: Vec<usize>) -> Vec<usize> {
    let mut groups: Vec<Vec<usize>> = labels.into_iter().map(|label| vec![label]).collect();
    while groups.len() > 1 {
        let mut best = (f64::NEG_INFINITY, 0, 1);
        for a in 0..groups.len() {
            for b in a + 1..groups.len() {
                let mean = mean_similarity(similarity, &groups[a], &groups[b]);
                if mean > best.0 {
                    best = (mean, a, b);
                }
            }
        }
        let (_, a, b) = best;
        let second = groups.remove(b);
        let first = std::mem::take(&mut groups[a]);
        groups[a] = joined(similarity, first, second);
    }
    groups.pop().unwrap_or_default()
}

fn mean_similarity(similarity: &[Vec<f64>], one: &[usize], other: &[usize]) -> f64 {
    let pairs = one
        .iter()
        .flat_map(|&a| other.iter().map(move |&b| similarity[a][b]));
    pairs.sum::<f64>() / (one.len() * other.len()) as f64
}

/// Two groups in sequence, each oriented so that the most similar ends meet.
fn joined(similarity: &[Vec<f64>], one: Vec<usize>, other: Vec<usize>) -> Vec<usize> {
    let turned = |group: &[usize]| group.iter().rev().copied().collect::<Vec<usize>>();
    let ways = [
        (one.clone(), other.clone()),
        (one.clone(), turned(&other)),
        (turned(&one), other.clone()),
        (turned(&one), turned(&other)),
    ];
    let meeting = |(first, second): &(Vec<usize>, Vec<usize>)| match (first.last(), second.first())
    {
        (Some(&a), Some(&b)) => similarity[a][b],
        _ => 0.0,
    };
    let mut best: Option<(Vec<usize>, Vec<usize>)> = None;
    for way in ways {
        if best
            .as_ref()
            .is_none_or(|best| meeting(&way) > meeting(best))
        {
            best = Some(way);
        }
    }
    best.map_or_else(Vec::new, |(first, second)| [first, second].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(truth: &str, predicted: Option<&str>) -> Outcome {
        Outcome {
            truth: truth.into(),
            predicted: predicted.map(str::to_owned),
            labelled: predicted.is_some(),
            probability_of_truth: 0.5,
            top_probability: 0.5,
            brier: 0.5,
        }
    }

    fn outcomes() -> Vec<Outcome> {
        let mut all = Vec::new();
        for (truth, predicted, count) in [
            ("a", Some("a"), 3),
            ("a", Some("d"), 2),
            ("b", Some("b"), 5),
            ("b", Some("c"), 4),
            ("c", Some("c"), 1),
            ("c", None, 1),
            ("d", Some("d"), 2),
        ] {
            all.extend((0..count).map(|_| outcome(truth, predicted)));
        }
        all
    }

    #[test]
    fn what_is_not_shown_is_counted_as_other_labels() {
        let excerpt = ConfusionExcerpt::new(&outcomes(), vec!["a".into(), "c".into()]);
        assert_eq!(excerpt.matrix, [[3, 0], [0, 1]]);
        assert_eq!((excerpt.others, excerpt.unknown), (vec![2, 0], vec![0, 1]));
    }

    #[test]
    fn labels_stand_in_the_order_that_is_asked_for() {
        let all = || {
            let outcomes = outcomes();
            let labels = labels_of(&outcomes).into_iter().map(str::to_owned);
            ConfusionExcerpt::new(&outcomes, labels.rev().collect())
        };
        assert_eq!(all().ordered(LabelOrder::Name).labels, ["a", "b", "c", "d"]);
        let by_size = all().ordered(LabelOrder::Size);
        assert_eq!(by_size.labels, ["b", "a", "c", "d"]);
        assert_eq!(by_size.matrix[1], [0, 3, 0, 2]);
        // b and c are confused in 4 of 9 documents, a and d in 2 of 5.
        let similar = all().ordered(LabelOrder::Similarity).labels;
        assert_eq!(similar, ["a", "d", "b", "c"]);
    }

    #[test]
    fn the_largest_labels_are_those_with_the_most_documents() {
        assert_eq!(largest_labels(&outcomes(), 3), ["b", "a", "c"]);
    }
}
