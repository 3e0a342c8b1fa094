//! The learning curve: accuracy against the number of labelled documents, and what to expect of more.

use super::calibrate::train_calibrated;

use super::cross_validation::predict_tested;
use super::groups::Groups;
use super::metrics::Metrics;
use super::outcome::Outcome;
use super::split::Split;
use crate::corpus::{Selection, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::model::{Choices, ModelSettings};
use crate::stats::wilson_interval;

/// Minimum number of documents of a training set.
const FEWEST_DOCUMENTS: usize = 8;

/// Minimum number of measured points to which a curve is fitted.
const FEWEST_POINTS: usize = 3;

/// Exponents of the power law that are tried: 1 to this many steps.
const EXPONENTS: u32 = 60;
const EXPONENT_STEP: f64 = 0.025;

/// Seed of the order in which documents are added.
const SEED: u64 = 3;

/// Quality with a number of labelled documents, over all test sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearningPoint {
    /// Labelled documents in each training set.
    pub documents: u64,
    /// Test documents, each counted once.
    pub tested: u64,
    /// Share of the test documents with a correct prediction.
    pub accuracy: f64,
    /// Its 95 % confidence interval by Wilson, lower end first: how many documents were tested, not which were
    /// learned.
    pub interval: (f64, f64),
    /// Plain mean of the labels' F1.
    pub macro_f1: f64,
}

/// The accuracy `a − b · n^−c` of `n` labelled documents: an inverse power law (Cortes, Jackel, Solla, Vapnik
/// and Denker 1994; Figueroa, Zeng-Treitler, Kandula and Ngo 2012).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerLaw {
    /// `a`, at most 1: the accuracy with any number of documents.
    pub limit: f64,
    /// `b`, not below 0.
    pub scale: f64,
    /// `c`, above 0.
    pub exponent: f64,
}

/// An estimated accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AccuracyEstimate {
    /// Labelled documents.
    pub documents: u64,
    /// The estimate.
    pub accuracy: f64,
    /// The range of the estimates of all folds and of this one, lower end first.
    pub range: (f64, f64),
}

/// Accuracy against the number of labelled documents.
#[derive(Debug, Clone, PartialEq)]
pub struct LearningCurve {
    /// All labelled documents.
    pub documents: u64,
    /// Measured points, fewest documents first.
    pub points: Vec<LearningPoint>,
    /// The power law of the points, and that of each fold; empty with fewer than three points.
    laws: Vec<PowerLaw>,
}

impl PowerLaw {
    /// The power law with the smallest weighted squared error; `None` with fewer than three points. The weight
    /// of a point is its number of documents: the last points say most about what follows. The exponent is searched
    /// on a grid, the other numbers follow by least squares.
    pub fn fit(points: &[(f64, f64)]) -> Option<PowerLaw> {
        if points.len() < FEWEST_POINTS {
            return None;
        }
        let laws = (1..=EXPONENTS)
            .map(|step| PowerLaw::of_exponent(f64::from(step) * EXPONENT_STEP, points));
        laws.min_by(|a, b| a.error(points).total_cmp(&b.error(points)))
    }

    /// The accuracy of `documents` labelled documents, from 0 to 1.
    pub fn at(&self, documents: f64) -> f64 {
        let lacking = self.scale * libm::pow(documents, -self.exponent);
        (self.limit - lacking).clamp(0.0, 1.0)
    }

    fn of_exponent(exponent: f64, points: &[(f64, f64)]) -> PowerLaw {
        let [mut w, mut x, mut y, mut xx, mut xy] = [0.0; 5];
        for &(documents, accuracy) in points {
            let (weight, power) = (documents, libm::pow(documents, -exponent));
            w += weight;
            x += weight * power;
            y += weight * accuracy;
            xx += weight * power * power;
            xy += weight * power * accuracy;
        }
        let scale = (x * y - w * xy) / (w * xx - x * x);
        let limit = (y + scale * x) / w;
        let (limit, scale) = match (scale > 0.0, limit <= 1.0) {
            (true, true) => (limit, scale),
            (true, false) => (1.0, ((x - xy) / xx).max(0.0)),
            (false, _) => (y / w, 0.0), // Accuracy does not rise.
        };
        PowerLaw {
            limit,
            scale,
            exponent,
        }
    }

    fn error(&self, points: &[(f64, f64)]) -> f64 {
        points
            .iter()
            .map(|&(documents, accuracy)| {
                let power = self.scale * libm::pow(documents, -self.exponent);
                let miss = accuracy - (self.limit - power);
                documents * miss * miss
            })
            .sum()
    }
}

impl LearningCurve {
    /// The curve of outcomes: for each size, the outcomes of each fold.
    fn new(documents: usize, sizes: &[usize], outcomes: &[Vec<Vec<Outcome>>]) -> Self {
        let points = sizes.iter().zip(outcomes);
        let points: Vec<LearningPoint> = points
            .map(|(&size, folds)| LearningPoint::new(size, &folds.concat()))
            .collect();
        let all: Vec<_> = points
            .iter()
            .map(|point| (point.documents as f64, point.accuracy))
            .collect();
        let folds = outcomes.first().map_or(0, Vec::len);
        let of_fold = |fold: usize| -> Vec<(f64, f64)> {
            let sized = sizes.iter().zip(outcomes);
            sized
                .map(|(&size, folds)| (size as f64, accuracy(&folds[fold])))
                .collect()
        };
        let curves = [all].into_iter().chain((0..folds).map(of_fold));
        LearningCurve {
            documents: documents as u64,
            laws: curves.filter_map(|curve| PowerLaw::fit(&curve)).collect(),
            points,
        }
    }

    /// The estimated accuracy with a number of labelled documents that need not be whole; `None` when too few
    /// points were measured.
    pub fn accuracy_of(&self, documents: f64) -> Option<f64> {
        self.laws.first().map(|law| law.at(documents))
    }

    /// The estimated accuracy with this many labelled documents; `None` when too few points were measured.
    pub fn estimate(&self, documents: u64) -> Option<AccuracyEstimate> {
        let at = |law: &PowerLaw| law.at(documents as f64);
        let all = self.laws.iter().map(at);
        Some(AccuracyEstimate {
            documents,
            accuracy: at(self.laws.first()?),
            range: (all.clone().fold(1.0, f64::min), all.fold(0.0, f64::max)),
        })
    }
}

impl LearningPoint {
    fn new(documents: usize, outcomes: &[Outcome]) -> Self {
        let metrics = Metrics::new(outcomes);
        let correct = outcomes.iter().filter(|outcome| outcome.is_correct());
        LearningPoint {
            documents: documents as u64,
            tested: metrics.documents,
            accuracy: metrics.accuracy,
            interval: wilson_interval(correct.count() as u64, metrics.documents),
            macro_f1: metrics.macro_average.f1,
        }
    }
}

fn accuracy(outcomes: &[Outcome]) -> f64 {
    let correct = outcomes.iter().filter(|outcome| outcome.is_correct());
    correct.count() as f64 / outcomes.len().max(1) as f64
}

/// Measures accuracy with growing parts of the training set of each split: half of it, half of that, and so on. The parts are nested, and in an
/// order by content, as if documents were labelled at random. `done` receives the number of finished models.
///
/// # Errors
/// Those of [`train`](crate::model::train), and when the training sets are too small to be halved once.
pub fn learning_curve(
    corpus: &TokenizedCorpus,
    groups: &Groups,
    settings: &ModelSettings,
    choices: Choices,
    splits: &[Split],
    mut done: impl FnMut(usize),
) -> Result<LearningCurve> {
    let orders: Vec<Vec<usize>> = splits
        .iter()
        .map(|split| order(&split.learned(corpus), groups))
        .collect();
    let sizes = sizes(corpus, &orders)?;
    let mut outcomes = Vec::new();
    let mut models = 0;
    for &size in &sizes {
        let mut folds = Vec::new();
        for (split, order) in splits.iter().zip(&orders) {
            let learned = Selection::of_numbers(corpus, &order[..size])?;
            let model = train_calibrated(&learned, groups, settings, choices)?;
            let unseen = predict_tested(corpus, model, split)?;
            let judged = split.tested.iter().zip(&unseen.predictions);
            let outcome = |(&document, prediction)| {
                let truth = corpus.classes().token(corpus.class_of(document));
                Outcome::new(truth, prediction)
            };
            folds.push(judged.map(outcome).collect::<Vec<_>>());
            models += 1;
            done(models);
        }
        outcomes.push(folds);
    }
    Ok(LearningCurve::new(corpus.len(), &sizes, &outcomes))
}

/// The documents in the order in which they are added; similar ones follow each other.
fn order(learned: &Selection<'_>, groups: &Groups) -> Vec<usize> {
    let (corpus, digests) = (learned.corpus(), groups.digests(SEED));
    let mut order: Vec<usize> = learned.documents().collect();
    order.sort_by_key(|&document| {
        let label = corpus.classes().token(corpus.class_of(document));
        (digests[document], label)
    });
    order
}

/// The sizes of the parts, smallest first: each is at least two documents of a label, and has two labels in
/// every split.
fn sizes(corpus: &TokenizedCorpus, orders: &[Vec<usize>]) -> Result<Vec<usize>> {
    let largest = orders.iter().map(Vec::len).min().unwrap_or_default();
    let fewest = FEWEST_DOCUMENTS.max(2 * corpus.classes().len());
    let has_labels = |size: usize| {
        orders.iter().all(|order| {
            let mut classes = order[..size]
                .iter()
                .map(|&document| corpus.class_of(document));
            classes
                .next()
                .is_some_and(|first| classes.any(|class| class != first))
        })
    };
    let halves = std::iter::successors(Some(largest), |size| Some(size / 2));
    let mut sizes: Vec<usize> = halves
        .take_while(|&size| size >= fewest)
        .filter(|&size| has_labels(size))
        .collect();
    if sizes.len() < 2 {
        return Err(Error::Input(format!(
            "a learning curve needs at least {} labelled documents to learn from in each fold, for {} labels, and there are {largest}; label more documents",
            2 * fewest,
            corpus.classes().len()
        )));
    }
    sizes.reverse();
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_law_is_found_again() {
        let law = PowerLaw {
            limit: 0.93,
            scale: 1.7,
            exponent: 0.5,
        };
        let points: Vec<_> = [20.0, 40.0, 80.0, 160.0].map(|n| (n, law.at(n))).to_vec();
        let found = PowerLaw::fit(&points).unwrap();
        for (found, expected) in [
            (found.limit, law.limit),
            (found.scale, law.scale),
            (found.exponent, law.exponent),
        ] {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
        assert_eq!(PowerLaw::fit(&points[..2]), None);
    }

    #[test]
    fn estimates_are_shares_and_never_fall() {
        let steep = [(10.0, 0.2), (20.0, 0.5), (40.0, 0.8), (80.0, 1.0)];
        let falling = [(10.0, 0.9), (20.0, 0.8), (40.0, 0.7)];
        for points in [&steep[..], &falling] {
            let law = PowerLaw::fit(points).unwrap();
            assert!(law.limit <= 1.0 && law.scale >= 0.0, "{law:?}");
            assert!(
                law.at(1.0) >= 0.0 && law.at(1e9) >= law.at(100.0),
                "{law:?}"
            );
        }
    }

    fn corpus(documents: usize) -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for number in 0..documents {
            let label = ["a", "b"][number % 2];
            let text = format!("{label}{} w{} w{}", number % 5, number % 3, number % 11);
            corpus.push(&text, label).unwrap();
        }
        corpus
    }

    #[test]
    fn parts_of_the_training_sets_grow_and_are_tested_on_all_documents() {
        let corpus = corpus(80);
        let groups = Groups::copies(&corpus).unwrap();
        let splits = Split::by_folds(&corpus, &groups, 4, 1).unwrap();
        let settings = ModelSettings::default();
        let mut models = 0;
        let curve = learning_curve(
            &corpus,
            &groups,
            &settings,
            Choices::NONE,
            &splits,
            |done| {
                models = done;
            },
        )
        .unwrap();
        let documents: Vec<u64> = curve.points.iter().map(|point| point.documents).collect();
        assert!(
            documents.windows(2).all(|pair| pair[1] / 2 == pair[0]),
            "{documents:?}"
        );
        assert!(curve.points.iter().all(|point| point.tested == 80));
        assert_eq!((models, curve.documents), (documents.len() * 4, 80));
        let estimate = curve.estimate(160).unwrap();
        assert!(estimate.range.0 <= estimate.accuracy && estimate.accuracy <= estimate.range.1);
    }

    #[test]
    fn too_few_documents_are_refused() {
        let corpus = corpus(12);
        let groups = Groups::copies(&corpus).unwrap();
        let splits = Split::by_folds(&corpus, &groups, 2, 1).unwrap();
        let settings = ModelSettings::default();
        let error = learning_curve(&corpus, &groups, &settings, Choices::NONE, &splits, |_| ());
        assert!(
            error
                .unwrap_err()
                .to_string()
                .contains("label more documents")
        );
    }
}
