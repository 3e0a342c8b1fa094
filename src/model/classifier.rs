//! Predicts a label for a text.

use std::fmt;
use std::sync::Arc;

use super::calibration::ScoredDocument;
use super::fit::Model;
use super::similarity::Profiles;
use super::temperature::softmax;
use super::unknown::{Abstention, Evidence, Thresholds};
use crate::corpus::Labels;
use crate::features::{Row, Transformer, TransformerCache};

/// The prediction of a model for one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Index of the class that the text is given; `None` when it has no known term or one of its numbers is
    /// below a threshold ([`Thresholds`]).
    pub label: Option<usize>,
    /// Why there is no label; `None` if there is one.
    pub abstention: Option<Abstention>,
    /// Index of the most probable class, the first on ties, regardless of thresholds; `None` when the text
    /// has no known term.
    pub most_probable: Option<usize>,
    /// Log score of each class at the model's temperature, in the order of the model's labels.
    pub scores: Vec<f64>,
    /// Probability of each class, in the order of the model's labels.
    pub probabilities: Vec<f64>,
    /// The model's labels.
    pub labels: Labels,
    /// Tokens of the text.
    pub tokens: u64,
    /// Tokens that belong to a term that the model knows.
    pub known_tokens: u64,
    /// Share of the words (tokens longer than one letter or digit) that belong to such a term; 0 without
    /// words.
    pub known_share: f64,
    /// Similarity of the text to the terms that support a label, from 0 to 1: a cosine, reduced for unknown
    /// tokens and for many terms. It detects texts of other topics; typical values differ from model to
    /// model.
    pub similarity: f64,
    /// Number of distinct known words that are not in a built-in stop list; at most eight are counted. One word
    /// is no text to judge.
    pub content_words: u64,
}

impl Prediction {
    /// The label that the text is given.
    pub fn label_name(&self) -> Option<&str> {
        self.label.map(|label| self.labels.name(label))
    }

    /// Classes and probabilities, most probable first. If an isotonic map makes classes equal, the one with
    /// the higher score is first; ties in label order.
    pub fn ranked(&self) -> Vec<(usize, f64)> {
        let mut ranked: Vec<_> = self.probabilities.iter().copied().enumerate().collect();
        let score = |class: usize| self.scores[class];
        ranked.sort_by(|a, b| {
            let by_probability = b.1.total_cmp(&a.1);
            by_probability.then_with(|| score(b.0).total_cmp(&score(a.0)))
        });
        ranked
    }

    /// The same prediction, in which other thresholds decide whether the text is given its label.
    #[must_use]
    pub fn with_thresholds(mut self, thresholds: &Thresholds) -> Self {
        self.abstention = self.withheld(thresholds);
        self.label = self.most_probable.filter(|_| self.abstention.is_none());
        self
    }

    /// The reason to withhold the label.
    fn withheld(&self, thresholds: &Thresholds) -> Option<Abstention> {
        let evidence = Evidence {
            tokens: self.tokens,
            has_terms: self.most_probable.is_some(),
            known_share: self.known_share,
            similarity: self.similarity,
            content_words: self.content_words,
        };
        thresholds.withheld(&evidence, &self.probabilities)
    }
}

/// Classifies texts with a model; share it between threads and use one [`Classifier::session`] per thread.
///
/// ```
/// # use tasnif::model::train;
/// # use tasnif::{Classifier, ModelSettings, TokenizedCorpus};
/// # let mut corpus = TokenizedCorpus::default();
/// # corpus.push("two goals in the match", "sport")?;
/// # corpus.push("the bank raised its rate", "economy")?;
/// # let model = train(&corpus.all(), &ModelSettings::default())?;
/// let classifier = Classifier::new(model);
/// let prediction = classifier.classify("goals of the match");
/// assert_eq!(prediction.label_name(), Some("sport"));
/// # Ok::<(), tasnif::Error>(())
/// ```
pub struct Classifier {
    pub(super) model: Arc<Model>,
    /// Prior score of each class.
    intercepts: Vec<f64>,
    /// Divides all scores.
    temperature: f64,
    thresholds: Thresholds,
    cache: TransformerCache,
    profiles: Profiles,
}

impl fmt::Debug for Classifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Classifier")
            .field("labels", &self.model.labels)
            .finish_non_exhaustive()
    }
}

impl Classifier {
    /// Prepares a model for classification, with the thresholds that it learned.
    pub fn new(model: impl Into<Arc<Model>>) -> Self {
        let model = model.into();
        let calibration = model.calibration.as_ref();
        let temperature = calibration.map_or(1.0, |calibration| calibration.temperature);
        let mut intercepts = model.intercepts();
        intercepts.iter_mut().for_each(|i| *i /= temperature);
        Classifier {
            intercepts,
            temperature,
            thresholds: model.thresholds(),
            cache: TransformerCache::default(),
            // Not computed lazily: threads share the work, and a thread that waits for it while classifying
            // could start another text, which would wait for the same profiles.
            profiles: Profiles::new(&model),
            model,
        }
    }

    /// The model.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// Replaces the thresholds.
    pub fn with_thresholds(self, thresholds: Thresholds) -> Self {
        Classifier { thresholds, ..self }
    }

    /// Working memory for texts one after another.
    pub fn session(&self) -> Session<'_> {
        Session {
            classifier: self,
            transformer: Transformer::new(&self.model.features, &self.cache),
        }
    }

    /// Classifies one text.
    pub fn classify(&self, text: &str) -> Prediction {
        self.session().classify(text)
    }

    /// Log score of each class: the evidence of the terms plus the prior score.
    pub(super) fn scores(&self, weights: &[(u32, f64)]) -> Vec<f64> {
        let mut scores = self.evidence(weights);
        for (score, intercept) in scores.iter_mut().zip(self.intercepts()) {
            *score += intercept;
        }
        scores
    }

    fn similarity(&self, row: &Row) -> f64 {
        self.profiles.similarity(&self.model, row)
    }

    /// Prior log score of each class.
    pub(super) fn intercepts(&self) -> &[f64] {
        &self.intercepts
    }

    /// What terms add to the log score of each class: a sum over terms, so the contribution of one term can
    /// be computed alone.
    pub(super) fn evidence(&self, weights: &[(u32, f64)]) -> Vec<f64> {
        let mut evidence = evidence(weights, &self.model.weights, self.intercepts.len());
        evidence.iter_mut().for_each(|sum| *sum /= self.temperature);
        evidence
    }
}

/// What the terms of a row add to the score of each class; `class_weights[term * classes + class]`.
pub(crate) fn evidence(row: &[(u32, f64)], class_weights: &[f32], classes: usize) -> Vec<f64> {
    let mut evidence = vec![0.0; classes];
    for &(term, weight) in row {
        let start = term as usize * classes;
        let of_term = &class_weights[start..start + classes];
        for (sum, &class_weight) in evidence.iter_mut().zip(of_term) {
            *sum += weight * f64::from(class_weight);
        }
    }
    evidence
}

/// Working memory of one thread.
pub struct Session<'c> {
    pub(super) classifier: &'c Classifier,
    pub(super) transformer: Transformer<'c>,
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("classifier", &self.classifier)
            .finish_non_exhaustive()
    }
}

impl Session<'_> {
    /// Classifies one text.
    pub fn classify(&mut self, text: &str) -> Prediction {
        let row = self.transformer.row(text);
        self.predict(row)
    }

    /// The words of the text that was classified last which belong to no known term, in order.
    pub fn unknown_words(&self) -> impl Iterator<Item = &str> {
        self.transformer.unknown_words()
    }

    /// Classifies a text that was tokenised with the model's settings.
    pub(crate) fn classify_tokens<'t>(
        &mut self,
        tokens: impl Iterator<Item = &'t str>,
    ) -> Prediction {
        let row = self.transformer.row_of(tokens);
        self.predict(row)
    }

    /// Scores a tokenised text, for calibration.
    pub(crate) fn score_tokens<'t>(
        &mut self,
        tokens: impl Iterator<Item = &'t str>,
        truth: usize,
    ) -> ScoredDocument {
        let row = self.transformer.row_of(tokens);
        ScoredDocument {
            scores: self.classifier.scores(&row.weights),
            truth,
            tokens: row.tokens,
            known_tokens: row.known_tokens,
            known_share: row.known_share,
            similarity: self.classifier.similarity(&row),
            content_words: row.content_words,
        }
    }

    pub(super) fn predict(&self, row: Row) -> Prediction {
        let scores = self.classifier.scores(&row.weights);
        let most_probable = (!row.weights.is_empty()).then(|| first_largest(&scores));
        let probabilities = softmax(&scores, 1.0);
        let probabilities = match &self.classifier.model.calibration {
            Some(calibration) => calibration.of_scaled(probabilities),
            None => probabilities,
        };
        let prediction = Prediction {
            label: None,
            abstention: None,
            most_probable,
            scores,
            probabilities,
            labels: self.classifier.model.labels.clone(),
            tokens: row.tokens,
            known_tokens: row.known_tokens,
            known_share: row.known_share,
            similarity: self.classifier.similarity(&row),
            content_words: row.content_words,
        };
        prediction.with_thresholds(&self.classifier.thresholds)
    }
}

/// The class with the largest score, the first on ties.
pub(crate) fn first_largest(scores: &[f64]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_to_the_first() {
        assert_eq!(first_largest(&[1.0, 3.0, 3.0]), 1);
    }

    fn prediction(probabilities: &[f64], scores: &[f64]) -> Prediction {
        Prediction {
            label: None,
            abstention: None,
            most_probable: Some(first_largest(scores)),
            scores: scores.to_vec(),
            probabilities: probabilities.to_vec(),
            labels: Labels::default(),
            tokens: 4,
            known_tokens: 3,
            known_share: 0.75,
            similarity: 0.1,
            content_words: 3,
        }
    }

    #[test]
    fn scores_rank_classes_that_a_map_makes_equal() {
        let classes = |probabilities: &[f64], scores: &[f64]| {
            let ranked = prediction(probabilities, scores).ranked().into_iter();
            ranked.map(|(class, _)| class).collect::<Vec<_>>()
        };
        let probabilities = [0.4, 0.1, 0.4, 0.1];
        assert_eq!(
            classes(&probabilities, &[1.0, -1.0, 2.0, -0.5]),
            [2, 0, 3, 1]
        );
        assert_eq!(
            classes(&probabilities, &[2.0, -1.0, 1.0, -1.0]),
            [0, 2, 1, 3]
        );
    }

    #[test]
    fn each_threshold_withholds_alone_and_none_of_what_reaches_it() {
        let reached = Thresholds {
            min_probability: 0.5,
            min_margin: 0.25,
            min_known: 0.75,
            min_similarity: 0.1,
            min_content_words: 3,
        };
        let prediction = prediction(&[0.5, 0.25, 0.25], &[1.0, 0.0, 0.0]);
        assert_eq!(prediction.withheld(&reached), None);
        assert_eq!(prediction.withheld(&Thresholds::default()), None);
        type Raise = fn(&mut Thresholds);
        let raised: [(Raise, Abstention); 5] = [
            (|t| t.min_probability = 0.51, Abstention::LowProbability),
            (|t| t.min_margin = 0.26, Abstention::LowProbability),
            (|t| t.min_known = 0.76, Abstention::FewKnownWords),
            (|t| t.min_content_words = 4, Abstention::FewKnownWords),
            (|t| t.min_similarity = 0.11, Abstention::UnlikeTraining),
        ];
        for (raise, reason) in raised {
            let mut thresholds = reached;
            raise(&mut thresholds);
            let withheld = prediction.withheld(&thresholds);
            assert_eq!(withheld, Some(reason), "{thresholds:?}");
        }
    }

    #[test]
    fn the_margin_is_the_distance_to_the_runner_up() {
        let accepted = |min_margin: f64, probabilities: &[f64]| {
            let thresholds = Thresholds {
                min_margin,
                ..Thresholds::default()
            };
            prediction(probabilities, probabilities)
                .withheld(&thresholds)
                .is_none()
        };
        assert!(accepted(0.25, &[0.25, 0.5, 0.25]));
        assert!(!accepted(0.25, &[0.375, 0.5, 0.125]));
        assert!(!accepted(0.01, &[0.5, 0.5]));
    }
}
