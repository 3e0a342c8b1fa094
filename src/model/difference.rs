//! How two models differ: settings, labels, vocabulary, weights.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::file::checksum;
use super::fit::Model;
use super::top_terms::TopTerms;
use crate::corpus::Labels;
use crate::error::Result;

/// A setting with a different value in each model. Thresholds and the temperature, which training learns, are settings
/// here.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingDifference {
    /// Its name.
    pub setting: String,
    /// Its value in each model; `None` if the model has none.
    pub values: [Option<Value>; 2],
}

/// A label and its training documents in each model; `None` if the model does not have the label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelDifference {
    /// The label.
    pub label: String,
    /// Training documents.
    pub documents: [Option<u64>; 2],
}

/// A term that both models have, and a label for which its weight differs.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedTerm {
    /// The term.
    pub term: String,
    /// Its surface form in the training documents of the second model.
    pub form: String,
    /// The label for which its weight differs most.
    pub label: String,
    /// The weight for this label in each model, in nats: how much a text of this term alone speaks for the label more
    /// than for the average of the labels that both models have.
    pub weights: [f64; 2],
    /// Training documents that contain the term.
    pub documents: [u32; 2],
}

impl MovedTerm {
    /// The second weight minus the first, in nats.
    pub fn change(&self) -> f64 {
        self.weights[1] - self.weights[0]
    }

    /// The change times the square root of the smaller document frequency: rare terms change most and matter least.
    fn rank(&self) -> f64 {
        let frequency = self.documents[0].min(self.documents[1]);
        self.change().abs() * libm::sqrt(f64::from(frequency))
    }
}

/// A term that only one of the models has, and the label that it supports most.
#[derive(Debug, Clone, PartialEq)]
pub struct SingleTerm {
    /// The term.
    pub term: String,
    /// Its surface form in the training documents.
    pub form: String,
    /// The label.
    pub label: String,
    /// Its score for the label ([`TopTerms::of`]).
    pub score: f64,
}

/// The terms of one model that the other does not have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SingleTerms {
    /// Their number.
    pub count: usize,
    /// The strongest of them, strongest first.
    pub strongest: Vec<SingleTerm>,
}

/// How two models differ.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelDifference {
    /// Checksums of the models; equal for identical models.
    pub checksums: [String; 2],
    /// Training documents.
    pub documents: [u64; 2],
    /// Number of terms.
    pub terms: [usize; 2],
    /// Settings with different values, by name.
    pub settings: Vec<SettingDifference>,
    /// All labels, by name.
    pub labels: Vec<LabelDifference>,
    /// Terms that the second model does not have.
    pub removed: SingleTerms,
    /// Terms that the first model does not have.
    pub added: SingleTerms,
    /// The terms whose weights differ most, most first. Empty with fewer than two labels in common.
    pub moved: Vec<MovedTerm>,
}

impl ModelDifference {
    /// Compares two models; lists at most `top` terms of each kind.
    ///
    /// Weights of both models have the same unit: they are divided by the temperature, so that they add up to
    /// log-odds, and the mean over the labels that both models have is subtracted.
    ///
    /// ```
    /// # use tasnif::model::{ModelDifference, train};
    /// # use tasnif::{ModelSettings, TokenizedCorpus};
    /// # let mut corpus = TokenizedCorpus::default();
    /// # corpus.push("two goals in the match", "sport")?;
    /// # corpus.push("the bank raised its rate", "economy")?;
    /// let model = train(&corpus.all(), &ModelSettings::default())?;
    /// let difference = ModelDifference::new([&model, &model], 10)?;
    /// assert!(difference.is_identical());
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    ///
    /// # Errors
    /// When a model cannot be serialised.
    pub fn new(models: [&Model; 2], top: usize) -> Result<Self> {
        let [first, second] = models;
        Ok(ModelDifference {
            checksums: [checksum(first)?, checksum(second)?],
            documents: models.map(|model| model.features.documents),
            terms: models.map(|model| model.features.vocabulary.len()),
            settings: settings(models),
            labels: labels(models),
            removed: single_terms(first, second, top),
            added: single_terms(second, first, top),
            moved: moved_terms(models, top),
        })
    }

    /// True if the models have the same bytes.
    pub fn is_identical(&self) -> bool {
        self.checksums[0] == self.checksums[1]
    }

    /// Labels that only one of the models has: those of the second, and those of the first.
    pub fn labels_of_one(&self) -> [Vec<&str>; 2] {
        [0, 1].map(|missing| {
            let labels = self.labels.iter();
            let of_one = labels.filter(|label| label.documents[missing].is_none());
            of_one.map(|label| label.label.as_str()).collect()
        })
    }
}

/// Settings and learned thresholds by name, without groups.
fn named_settings(model: &Model) -> BTreeMap<String, Value> {
    let mut named = BTreeMap::new();
    let settings = serde_json::to_value(&model.settings).unwrap_or_default();
    flatten(settings.as_object(), &mut named);
    if let Some(calibration) = &model.calibration {
        let thresholds = serde_json::to_value(calibration.thresholds).unwrap_or_default();
        flatten(thresholds.as_object(), &mut named);
        named.insert("temperature".into(), json!(calibration.temperature));
    }
    named
}

fn flatten(settings: Option<&Map<String, Value>>, named: &mut BTreeMap<String, Value>) {
    for (name, value) in settings.into_iter().flatten() {
        match value {
            Value::Object(group) => flatten(Some(group), named),
            Value::Null => (),
            value => drop(named.insert(name.clone(), value.clone())),
        }
    }
}

fn settings(models: [&Model; 2]) -> Vec<SettingDifference> {
    let named = models.map(named_settings);
    let mut names: Vec<&String> = named.iter().flat_map(BTreeMap::keys).collect();
    names.sort_unstable();
    names.dedup();
    let differences = names.into_iter().map(|name| SettingDifference {
        setting: name.clone(),
        values: [named[0].get(name).cloned(), named[1].get(name).cloned()],
    });
    differences
        .filter(|difference| difference.values[0] != difference.values[1])
        .collect()
}

fn labels(models: [&Model; 2]) -> Vec<LabelDifference> {
    let names = models.iter().flat_map(|model| model.labels.names());
    let all: Labels = names.cloned().collect();
    let of_label = |label: &String| LabelDifference {
        label: label.clone(),
        documents: models.map(|model| {
            let class = model.labels.index(label)?;
            Some(model.class_documents[class])
        }),
    };
    all.names().iter().map(of_label).collect()
}

/// The terms of `model` that `other` does not have.
fn single_terms(model: &Model, other: &Model, top: usize) -> SingleTerms {
    let (vocabulary, known) = (&model.features.vocabulary, &other.features.vocabulary);
    let is_single = |term: &str| known.index(term).is_none();
    let count = vocabulary.iter().filter(|term| is_single(term)).count();
    if count == 0 {
        return SingleTerms::default();
    }
    let terms = TopTerms::new(model);
    let mut best: BTreeMap<&str, SingleTerm> = BTreeMap::new();
    for (class, label) in model.labels.names().iter().enumerate() {
        for (term, score) in terms.words_of(class, top, is_single) {
            let of_class = || SingleTerm {
                term: term.to_owned(),
                form: model.surface_form(term).into_owned(),
                label: label.clone(),
                score,
            };
            let known = best.entry(term).or_insert_with(of_class);
            if score > known.score {
                *known = of_class();
            }
        }
    }
    let mut strongest: Vec<SingleTerm> = best.into_values().collect();
    strongest.sort_by(|a, b| by_size(a.score, b.score).then_with(|| a.term.cmp(&b.term)));
    strongest.truncate(top);
    SingleTerms { count, strongest }
}

/// Largest first.
fn by_size(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}

/// The terms of both models whose weights differ most.
fn moved_terms(models: [&Model; 2], top: usize) -> Vec<MovedTerm> {
    let [first, second] = models;
    let names = first.labels.names().iter();
    let common: Vec<[usize; 2]> = names
        .enumerate()
        .filter_map(|(class, label)| Some([class, second.labels.index(label)?]))
        .collect();
    if common.len() < 2 {
        return Vec::new();
    }
    let classes = [0, 1].map(|model| common.iter().map(|pair| pair[model]).collect::<Vec<_>>());
    let mut moved: Vec<MovedTerm> = Vec::new();
    for (number, term) in first.features.vocabulary.iter().enumerate() {
        let Some(other) = second.features.vocabulary.index(term) else {
            continue;
        };
        let numbers = [number, other];
        let weights = [0, 1].map(|m| centred(models[m], numbers[m], &classes[m]));
        moved.extend(moved_term(models, term, numbers, &weights, &classes[0]));
        if moved.len() >= 2 * top.max(KEPT) {
            keep_most(&mut moved, top);
        }
    }
    keep_most(&mut moved, top);
    moved
}

/// Terms are collected up to twice this many before the least moved are dropped.
const KEPT: usize = 1_000;

fn keep_most(moved: &mut Vec<MovedTerm>, top: usize) {
    moved.sort_by(|a, b| by_size(a.rank(), b.rank()).then_with(|| a.term.cmp(&b.term)));
    moved.truncate(top);
}

/// The label for which the weight of a term differs most; `None` if it does for none.
fn moved_term(
    models: [&Model; 2],
    term: &str,
    numbers: [usize; 2],
    weights: &[Vec<f64>; 2],
    classes: &[usize],
) -> Option<MovedTerm> {
    let changes = weights[0]
        .iter()
        .zip(&weights[1])
        .map(|(a, b)| (b - a).abs());
    let (label, change) =
        changes.enumerate().fold(
            (0, 0.0),
            |most, next| if next.1 > most.1 { next } else { most },
        );
    (change > 0.0).then(|| MovedTerm {
        term: term.to_owned(),
        form: models[1].surface_form(term).into_owned(),
        label: models[0].labels.name(classes[label]).to_owned(),
        weights: [weights[0][label], weights[1][label]],
        documents: [0, 1].map(|m| models[m].features.document_frequency[numbers[m]]),
    })
}

/// The weights of a term in these classes, divided by the temperature, minus their mean.
fn centred(model: &Model, term: usize, classes: &[usize]) -> Vec<f64> {
    let weights = model.weights_of(term);
    let calibration = model.calibration.as_ref();
    let temperature = calibration.map_or(1.0, |calibration| calibration.temperature);
    let scaled = classes
        .iter()
        .map(|&class| f64::from(weights[class]) / temperature);
    let mut scaled: Vec<f64> = scaled.collect();
    let mean = scaled.iter().sum::<f64>() / scaled.len().max(1) as f64;
    scaled.iter_mut().for_each(|weight| *weight -= mean);
    scaled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;
    use crate::model::{ModelSettings, train};

    const FIRST: [(&str, &str); 4] = [
        ("sport", "goal match goal team"),
        ("sport", "match team player"),
        ("economy", "bank rate price"),
        ("economy", "price oil bank"),
    ];

    fn model(documents: &[(&str, &str)], settings: &ModelSettings) -> Model {
        let mut corpus = TokenizedCorpus::new(settings.features.text(), Default::default());
        for (label, text) in documents {
            corpus.push(text, label).unwrap();
        }
        train(&corpus.all(), settings).unwrap()
    }

    #[test]
    fn a_model_does_not_differ_from_itself() {
        let model = model(&FIRST, &ModelSettings::default());
        let difference = ModelDifference::new([&model, &model], 5).unwrap();
        assert!(difference.is_identical());
        assert!(difference.settings.is_empty() && difference.moved.is_empty());
        assert_eq!((difference.added.count, difference.removed.count), (0, 0));
    }

    #[test]
    fn labels_terms_and_settings_of_one_model_are_listed() {
        let settings = ModelSettings::default();
        let first = model(&FIRST, &settings);
        let more = [
            &FIRST[1..],
            &[("culture", "film stage film"), ("sport", "goal match")],
        ]
        .concat();
        let other = ModelSettings {
            alpha: 0.5,
            ..settings
        };
        let second = model(&more, &other);
        let difference = ModelDifference::new([&first, &second], 50).unwrap();
        assert_eq!(difference.labels_of_one(), [vec!["culture"], vec![]]);
        let names: Vec<&str> = difference
            .settings
            .iter()
            .map(|s| s.setting.as_str())
            .collect();
        assert_eq!(names, ["alpha"]);
        let added: Vec<&str> = difference
            .added
            .strongest
            .iter()
            .map(|t| t.term.as_str())
            .collect();
        assert!(added.contains(&"film"), "{added:?}");
        let removed = &difference.removed.strongest;
        assert!(
            removed.iter().any(|term| term.term == "goal team"),
            "{removed:?}"
        );
        assert!(!difference.moved.is_empty());
    }

    #[test]
    fn weights_are_centred_over_the_labels_of_both_models() {
        let settings = ModelSettings::default();
        let first = model(&FIRST, &settings);
        let mut second = first.clone();
        // A shift of all labels alike changes no prediction.
        let shifted: Vec<f32> = first.weights.iter().map(|weight| weight + 1.0).collect();
        second.weights = shifted.into();
        let difference = ModelDifference::new([&first, &second], 50).unwrap();
        let largest = difference
            .moved
            .iter()
            .map(|t| t.change().abs())
            .fold(0.0, f64::max);
        assert!(largest < 1e-6, "{largest}");
    }
}
