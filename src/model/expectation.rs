//! Expectation maximisation: naive Bayes learns from labelled and unlabelled documents (Nigam, McCallum, Thrun,
//! Mitchell 2000, "Text classification from labeled and unlabeled documents using EM").
//!
//! In each round the weights of the classes give every unlabelled document a probability for each class, and the
//! document is added to the sums of the classes by these probabilities. Sums are integers ([`Grid`]), so the
//! result does not depend on the order of documents or the number of threads.
//!
//! Inside the rounds a term is smoothed towards its share `q` in all documents: its weight in class `c` is
//! `ln(1 + S_tc / (µ·q_t)) − ln(1 + S_c / µ)` for sums `S` of the class and `µ` = [`SMOOTHING`], so a term that no
//! labelled document has speaks for no class. With constant smoothing the rounds collapse on several data sets
//! (`docs/quality.md`). The final weights are those of the algorithm of the settings.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use rayon::prelude::*;

use super::class_sums::{ClassSums, GRID, Grid};
use super::classifier::first_largest;
use super::fit::Model;
use super::settings::ModelSettings;
use super::shared_fit::Weighed;
use super::temperature::softmax;
use super::training_rows::{RowBuffer, RowSample, TrainingRows};
use crate::corpus::Labels;
use crate::error::{Error, Result};
use crate::features::{Features, Fit, TermSums};

/// Rounds of expectation maximisation.
pub(crate) const ROUNDS: u32 = 8;

/// The weight, in documents' weights, with which the terms of all documents smooth a class.
const SMOOTHING: f64 = 300.0;

/// Factor of the scores before they become probabilities: rows have length 1, so their scores are small.
const SHARPNESS: f64 = 3.0;

/// Smaller probabilities count as 0.
const SMALLEST_PROBABILITY: f64 = 1e-4;

/// From here on a probability is called confident.
const CONFIDENT: f64 = 0.9;

/// Weight of all terms in a class without documents.
const ABSENT: f32 = -1e30;

/// Features of labelled and unlabelled documents, from which models are trained.
pub(crate) struct MixedFit<'c> {
    fit: Fit<'c>,
    labels: Labels,
    /// Labelled documents of each label.
    class_documents: Vec<u64>,
    /// Sums of the labelled documents of each label.
    labelled: Vec<TermSums>,
    unlabelled: TrainingRows,
    /// `µ·q` of each term.
    background: Vec<f64>,
}

/// Sums `[term * classes + class]` in grid steps, and what the last round said about the unlabelled documents.
struct Expected {
    sums: Vec<i64>,
    /// Documents by their most probable class.
    documents: Vec<u64>,
    confident: u64,
}

/// A model that was trained from words.
pub(crate) struct SeededModel {
    pub model: Model,
    pub outcome: SeedOutcome,
}

/// How training from words went.
pub(crate) struct SeedOutcome {
    /// Documents with a seed word of each topic.
    pub topic_documents: Vec<u64>,
    /// Documents with a seed word.
    pub seeded: u64,
    /// Those of them whose final label is the one for which their seed words speak most.
    pub agreeing: u64,
    /// Documents with a confident label at the end.
    pub confident: u64,
}

impl<'c> MixedFit<'c> {
    /// Reads the rows of the documents of a fit. Unlabelled documents have the empty label.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub(crate) fn new(fit: Fit<'c>) -> Result<Self> {
        let unlabelled = fit.labels().index("");
        let grid = Grid::new(fit.features().documents);
        let sample = RowSample::all();
        let (mut sums, rows) = fit.sums_by_class(
            |weight| grid.steps(weight),
            |rows: &mut RowBuffer, label, row| {
                if Some(label) == unlabelled {
                    rows.push(label, &row, &sample);
                }
            },
        )?;
        grid.check()?;
        let background = background(&sums, fit.features().vocabulary.len());
        let mut class_documents = fit.class_documents().to_vec();
        if let Some(unlabelled) = unlabelled {
            sums.remove(unlabelled);
            class_documents.remove(unlabelled);
        }
        let names = fit.labels().names().iter().filter(|name| !name.is_empty());
        Ok(MixedFit {
            labels: names.cloned().collect(),
            class_documents,
            labelled: sums,
            unlabelled: TrainingRows::new(rows),
            background,
            fit,
        })
    }

    /// The learned features.
    pub(crate) fn features(&self) -> &Features {
        self.fit.features()
    }

    /// Number of unlabelled documents.
    pub(crate) fn unlabelled(&self) -> u64 {
        self.unlabelled.len() as u64
    }

    /// Trains on all documents except the labels of `held_out`; an unlabelled document counts `weight` times. Of
    /// more than `most` unlabelled documents a sample is used, and these count more.
    ///
    /// # Errors
    /// When weights exceed the range of floating-point numbers, or a temporary file cannot be read.
    pub(crate) fn train(
        &self,
        settings: &ModelSettings,
        weight: f64,
        held_out: &[usize],
        most: usize,
    ) -> Result<Model> {
        let labelled = self.labelled_without(held_out)?;
        // Rows are in the order of a hash of their content.
        let rows = self.unlabelled.len().min(most);
        let weight = weight * self.unlabelled.len() as f64 / rows.max(1) as f64;
        let expected = self.maximise(&labelled, &labelled, (rows, weight));
        self.model(settings, expected)
    }

    /// Trains from words, and from labelled documents if there are any: the first round counts unlabelled documents by
    /// the seed terms that they have. `seeds` are the terms of each topic of `labels`, which include all labels of
    /// documents.
    ///
    /// # Errors
    /// As [`MixedFit::train`], and when a topic gets no document.
    pub(crate) fn train_seeded(
        mut self,
        settings: &ModelSettings,
        labels: Labels,
        seeds: &[Vec<u32>],
    ) -> Result<SeededModel> {
        let labelled = self.relabel(labels)?;
        let evidence = self.seed_evidence(seeds);
        let classes = self.labels.len();
        let all = (self.unlabelled.len(), 1.0);
        let start = self.sums(&labelled, all, |index| evidence[index].clone());
        let expected = self.maximise(&labelled, &start.sums, all);
        let weights = self.weights(&expected.sums);
        let mut outcome = SeedOutcome {
            topic_documents: vec![0; classes],
            seeded: 0,
            agreeing: 0,
            confident: expected.confident,
        };
        for (index, evidence) in evidence.iter().enumerate() {
            if evidence.is_empty() {
                continue;
            }
            let last = first_largest(&self.posterior(index, &weights));
            outcome.seeded += 1;
            outcome.agreeing += u64::from(last == first_largest(evidence));
            for (count, &share) in outcome.topic_documents.iter_mut().zip(evidence) {
                *count += u64::from(share > 0.0);
            }
        }
        let model = self.model(settings, expected)?;
        Ok(SeededModel { model, outcome })
    }

    /// Makes `labels`, which include the present ones, the classes, and returns the sums of the labelled documents.
    fn relabel(&mut self, labels: Labels) -> Result<Vec<i64>> {
        let table = self.labelled_without(&[])?;
        let present: Vec<usize> = self
            .labels
            .names()
            .iter()
            .filter_map(|name| labels.index(name))
            .collect();
        let mut class_documents = vec![0; labels.len()];
        let mut relabelled = vec![0; self.background.len() * labels.len()];
        for (old, &new) in present.iter().enumerate() {
            class_documents[new] = self.class_documents[old];
            let sums = table.iter().skip(old).step_by(present.len());
            for (term, &sum) in sums.enumerate() {
                relabelled[term * labels.len() + new] = sum;
            }
        }
        self.class_documents = class_documents;
        self.labels = labels;
        Ok(relabelled)
    }

    /// For each document the share of each topic in the weight of its seed terms; empty without one.
    fn seed_evidence(&self, seeds: &[Vec<u32>]) -> Vec<Vec<f64>> {
        let mut topics_of = vec![Vec::new(); self.background.len()];
        for (topic, terms) in seeds.iter().enumerate() {
            terms
                .iter()
                .for_each(|&term| topics_of[term as usize].push(topic));
        }
        let documents = (0..self.unlabelled.len()).into_par_iter();
        let evidence = documents.map(|index| {
            let mut shares = vec![0.0; seeds.len()];
            let mut total = 0.0;
            for (term, weight) in self.unlabelled.row(index).1 {
                for &topic in &topics_of[term] {
                    shares[topic] += f64::from(weight);
                    total += f64::from(weight);
                }
            }
            match total > 0.0 {
                true => shares.into_iter().map(|share| share / total).collect(),
                false => Vec::new(),
            }
        });
        evidence.collect()
    }

    /// Sums of the labelled documents except some, as a table.
    fn labelled_without(&self, held_out: &[usize]) -> Result<Vec<i64>> {
        let classes = self.labels.len();
        let mut table = vec![0; self.background.len() * classes];
        for (class, sums) in self.labelled.iter().enumerate() {
            for &(term, sum) in sums {
                table[term as usize * classes + class] = sum;
            }
        }
        let grid = Grid::new(self.features().documents);
        // The empty label is the first of the fit.
        let before = self.fit.labels().len() - classes;
        for (label, row) in self.fit.rows_of(held_out)? {
            for (term, weight) in row {
                table[term as usize * classes + label - before] -= grid.steps(weight);
            }
        }
        Ok(table)
    }

    /// All rounds, with the sums of the `start` in the first; `labelled` sums are added in each. `rows` are the
    /// number of unlabelled rows to use, and their weight.
    fn maximise(&self, labelled: &[i64], start: &[i64], rows: (usize, f64)) -> Expected {
        let mut weights = self.weights(start);
        let mut expected = None;
        for _ in 0..ROUNDS {
            let by_weights = |index| self.posterior(index, &weights);
            let of_round = self.sums(labelled, rows, by_weights);
            weights = self.weights(&of_round.sums);
            expected = Some(of_round);
        }
        expected.expect("there is at least one round")
    }

    /// Adds the unlabelled documents to sums, by their probabilities of each class; without any, a document is
    /// left out.
    fn sums(
        &self,
        labelled: &[i64],
        (rows, weight): (usize, f64),
        probabilities: impl Fn(usize) -> Vec<f64> + Sync,
    ) -> Expected {
        let classes = self.labels.len();
        let sums: Vec<AtomicI64> = labelled.iter().map(|&sum| sum.into()).collect();
        let documents: Vec<AtomicU64> = (0..classes).map(|_| AtomicU64::new(0)).collect();
        let confident = AtomicU64::new(0);
        (0..rows).into_par_iter().for_each(|index| {
            let probabilities = probabilities(index);
            if probabilities.is_empty() {
                return;
            }
            let best = first_largest(&probabilities);
            documents[best].fetch_add(1, Ordering::Relaxed);
            confident.fetch_add(
                u64::from(probabilities[best] >= CONFIDENT),
                Ordering::Relaxed,
            );
            let likely = |&(_, p): &(usize, f64)| p >= SMALLEST_PROBABILITY;
            let likely: Vec<_> = probabilities
                .into_iter()
                .enumerate()
                .filter(likely)
                .collect();
            for (term, of_term) in self.unlabelled.row(index).1 {
                for &(class, probability) in &likely {
                    let share = probability * weight * f64::from(of_term);
                    let steps = (share * GRID).round_ties_even() as i64;
                    sums[term * classes + class].fetch_add(steps, Ordering::Relaxed);
                }
            }
        });
        Expected {
            sums: sums.into_iter().map(AtomicI64::into_inner).collect(),
            documents: documents.into_iter().map(AtomicU64::into_inner).collect(),
            confident: confident.into_inner(),
        }
    }

    /// The weights of the terms in a round, `[term * classes + class]`.
    fn weights(&self, sums: &[i64]) -> Vec<f32> {
        let classes = self.labels.len();
        let mut totals = vec![0i64; classes];
        for of_term in sums.chunks_exact(classes) {
            totals
                .iter_mut()
                .zip(of_term)
                .for_each(|(total, sum)| *total += sum);
        }
        let log_totals = totals
            .iter()
            .map(|&total| libm::log1p(total as f64 / GRID / SMOOTHING));
        let log_totals: Vec<f64> = log_totals.collect();
        let mut weights = vec![0.0; sums.len()];
        let terms = weights
            .par_chunks_exact_mut(classes)
            .zip(sums.par_chunks_exact(classes));
        terms
            .zip(&self.background)
            .for_each(|((weights, sums), &background)| {
                for (class, weight) in weights.iter_mut().enumerate() {
                    let of_class = libm::log1p(sums[class] as f64 / GRID / background);
                    *weight = match totals[class] > 0 {
                        true => (of_class - log_totals[class]) as f32,
                        false => ABSENT,
                    };
                }
            });
        weights
    }

    /// The probabilities of the classes for an unlabelled document; all the same without a term.
    fn posterior(&self, index: usize, weights: &[f32]) -> Vec<f64> {
        let classes = self.labels.len();
        let mut scores = vec![0.0; classes];
        for (term, of_term) in self.unlabelled.row(index).1 {
            let weights = &weights[term * classes..][..classes];
            for (score, &weight) in scores.iter_mut().zip(weights) {
                *score += f64::from(of_term) * f64::from(weight);
            }
        }
        softmax(&scores, 1.0 / SHARPNESS)
    }

    /// The model of the sums of all documents.
    fn model(&self, settings: &ModelSettings, expected: Expected) -> Result<Model> {
        let counts = self.class_documents.iter().zip(&expected.documents);
        let class_documents: Vec<u64> = counts.map(|(labelled, more)| labelled + more).collect();
        if let Some(class) = class_documents.iter().position(|&documents| documents == 0) {
            return Err(Error::Input(format!(
                "no document has the topic \"{}\"; give other words for it, or leave it out",
                self.labels.name(class)
            )));
        }
        let sums = by_class(&expected.sums, self.labels.len());
        let sums = ClassSums::of(sums, &class_documents, self.background.len());
        let weighed = Weighed::by_naive_bayes(&sums, settings)?;
        let features = self.features().clone();
        Ok(Model::new(
            features,
            settings,
            self.labels.clone(),
            class_documents,
            weighed,
        ))
    }
}

/// The share of each term in the weight of all documents, times [`SMOOTHING`].
fn background(sums: &[TermSums], terms: usize) -> Vec<f64> {
    let mut totals = vec![0i64; terms];
    for &(term, sum) in sums.iter().flatten() {
        totals[term as usize] += sum;
    }
    let all: i64 = totals.iter().sum();
    let share = |total: i64| SMOOTHING * total.max(1) as f64 / all.max(1) as f64;
    totals.into_iter().map(share).collect()
}

/// A table as the sums of each class, without zeros.
fn by_class(table: &[i64], classes: usize) -> Vec<TermSums> {
    let of_class = |class: usize| {
        let sums = table.iter().skip(class).step_by(classes).zip(0u32..);
        let present = sums.filter(|&(&sum, _)| sum != 0);
        present.map(|(&sum, term)| (term, sum)).collect()
    };
    (0..classes).map(of_class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;
    use crate::evaluate::mixed_settings;

    fn fit(corpus: &TokenizedCorpus) -> MixedFit<'_> {
        let settings = mixed_settings(&ModelSettings::default(), &corpus.all(), 2);
        MixedFit::new(Fit::new(&corpus.all(), &settings.features).unwrap()).unwrap()
    }

    fn corpus() -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for (text, label) in [
            ("goal match", "sport"),
            ("bank rate", "economy"),
            ("match player", ""),
            ("player team", ""),
            ("team goal", ""),
            ("rate price", ""),
            ("price oil bank", ""),
            ("oil rate", ""),
        ] {
            corpus.push(text, label).unwrap();
        }
        corpus
    }

    #[test]
    fn unlabelled_documents_teach_words_that_no_labelled_one_has() {
        let corpus = corpus();
        let model = fit(&corpus)
            .train(&ModelSettings::default(), 1.0, &[], usize::MAX)
            .unwrap();
        assert_eq!(model.labels.names(), ["economy", "sport"]);
        // Labelled documents and those that the last round gives to each.
        assert_eq!(model.class_documents, [4, 4]);
        let lead = |term| {
            let term = model.features.vocabulary.index(term).unwrap();
            let weights = model.weights_of(term);
            weights[1] - weights[0]
        };
        // "team" is two steps away from the labelled words.
        let leads = ["player", "team", "price", "oil"].map(lead);
        assert!(leads[..2].iter().all(|&lead| lead > 0.01), "{leads:?}");
        assert!(leads[2..].iter().all(|&lead| lead < -0.01), "{leads:?}");
    }

    #[test]
    fn labels_of_held_out_documents_are_not_seen() {
        let corpus = corpus();
        let fit = fit(&corpus);
        let table = fit.labelled_without(&[1]).unwrap();
        let economy: Vec<i64> = table.iter().step_by(2).copied().collect();
        assert!(economy.iter().all(|&sum| sum == 0), "{economy:?}");
        assert!(table.iter().any(|&sum| sum > 0));
        // A class without documents gets none.
        let probabilities = fit.posterior(0, &fit.weights(&table));
        assert_eq!(probabilities, [0.0, 1.0]);
    }

    #[test]
    fn weights_of_a_round_are_those_of_the_formula() {
        let corpus = corpus();
        let fit = fit(&corpus);
        let unit = GRID as i64;
        let mut sums = vec![0; fit.background.len() * 2];
        (sums[0], sums[1], sums[3]) = (3 * unit, unit, 2 * unit);
        let weights = fit.weights(&sums);
        let expected = |sum: f64, background: f64, total: f64| {
            ((sum / background).ln_1p() - (total / SMOOTHING).ln_1p()) as f32
        };
        let near = |a: f32, b: f32| (a - b).abs() < 1e-5;
        assert!(near(weights[0], expected(3.0, fit.background[0], 3.0)));
        assert!(near(weights[1], expected(1.0, fit.background[0], 3.0)));
        assert!(near(weights[3], expected(2.0, fit.background[1], 3.0)));
        let all: f64 = fit.background.iter().sum();
        assert!((all - SMOOTHING).abs() < 1e-9, "{all}");
    }
}
