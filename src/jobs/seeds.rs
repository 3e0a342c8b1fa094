//! Learns a topic model from unlabelled documents and a few words for each topic.

use std::collections::BTreeMap;

use crate::corpus::{Labels, Progress, Selection};
use crate::error::{Error, Result};
use crate::evaluate::{Groups, check_unlabelled, mixed_settings, sample};
use crate::features::{FeatureSettings, Features, Fit};
use crate::model::{
    MixedFit, Model, ModelSettings, ROUNDS, SeededModel, SeededTopic, Seeding, UnlabelledText,
};

/// The words of each topic, by label. Several words that stand together are a phrase.
pub type Seeds = BTreeMap<String, Vec<String>>;

/// Trains on documents without labels, which have the empty label. A document counts for the topics of its seed words,
/// by their weight in it; from there expectation maximisation goes on over all documents (Nigam, McCallum, Thrun,
/// Mitchell 2000). Labelled documents, if there are any, count for their label in every round.
///
/// [`Model::unlabelled`] tells how sure the result is. The model is not calibrated, so its probabilities are rough and it
/// labels every document with a known word.
///
/// ```
/// use tasnif::{ModelSettings, TokenizedCorpus, train_from_seeds};
///
/// let settings = ModelSettings::default();
/// let mut corpus = TokenizedCorpus::new(settings.features.text(), Default::default());
/// for text in ["match goal", "match player", "goal player", "bank rate", "bank price", "rate price"] {
///     corpus.push(text, "")?;
/// }
/// let seeds = [("sport", "match"), ("economy", "bank")];
/// let seeds = seeds.map(|(topic, word)| (topic.to_owned(), vec![word.to_owned()]));
/// let model = train_from_seeds(&corpus.all(), &seeds.into(), &settings, &())?;
/// assert_eq!(model.labels.names(), ["economy", "sport"]);
/// # Ok::<(), tasnif::Error>(())
/// ```
///
/// # Errors
/// When there are fewer than two topics, a word stands in two, no word of a topic occurs in two documents, a document
/// has a label that is no topic, or the settings do not go with unlabelled documents
/// ([`train_with_unlabelled`](super::train::train_with_unlabelled)).
pub fn train_from_seeds(
    documents: &Selection<'_>,
    seeds: &Seeds,
    settings: &ModelSettings,
    progress: &dyn Progress,
) -> Result<Model> {
    check_unlabelled(settings)?;
    check_seeds(seeds)?;
    check_labels(documents, seeds)?;
    let corpus = documents.corpus();
    let is_labelled = |document| !corpus.classes().token(corpus.class_of(document)).is_empty();
    let used = sample(documents, &Groups::copies(corpus)?, is_labelled);
    let settings = mixed_settings(settings, &used, seeds.len());
    let fit = MixedFit::new(Fit::new(&used, &settings.features)?)?;
    let topics: Vec<Topic> = seeds
        .iter()
        .map(|(label, words)| Topic::new(label, words, fit.features()))
        .collect();
    check_topics(&topics)?;
    let terms: Vec<Vec<u32>> = topics.iter().map(Topic::terms).collect();
    let labels: Labels = seeds.keys().cloned().collect();
    let documents_used = fit.unlabelled();
    let SeededModel { mut model, outcome } = fit.train_seeded(&settings, labels, &terms)?;
    warn_of_missing(&topics, progress);
    let share = |count: u64, all: u64| count as f64 / all.max(1) as f64;
    model.unlabelled = Some(UnlabelledText {
        documents: documents.documents().filter(|&d| !is_labelled(d)).count() as u64,
        weight: 1.0,
        rounds: ROUNDS,
        held_out: None,
        seeds: Some(Seeding {
            coverage: share(outcome.seeded, documents_used),
            agreement: share(outcome.agreeing, outcome.seeded),
            confident: share(outcome.confident, documents_used),
            topics: topics
                .into_iter()
                .zip(outcome.topic_documents)
                .map(|(topic, documents)| topic.into_record(documents))
                .collect(),
        }),
    });
    model.with_surface_forms(&used)
}

/// A topic and its words.
struct Topic {
    label: String,
    /// Words that are terms: normalised, with the number of the term.
    found: BTreeMap<String, u32>,
    missing: Vec<String>,
}

impl Topic {
    fn new(label: &str, words: &[String], features: &Features) -> Self {
        let mut topic = Topic {
            label: label.to_owned(),
            found: BTreeMap::new(),
            missing: Vec::new(),
        };
        for word in words {
            let term = normalised(word, features);
            match features.vocabulary.index(&term) {
                Some(number) => {
                    topic.found.insert(term, number as u32);
                }
                None => topic.missing.push(word.clone()),
            }
        }
        topic
    }

    fn terms(&self) -> Vec<u32> {
        self.found.values().copied().collect()
    }

    fn into_record(self, documents: u64) -> SeededTopic {
        SeededTopic {
            label: self.label,
            found: self.found.into_keys().collect(),
            missing: self.missing,
            documents,
        }
    }
}

/// A word or phrase as a term of the model.
fn normalised(word: &str, features: &Features) -> String {
    let settings: &FeatureSettings = &features.settings;
    let tokens = settings
        .tokenizer()
        .kept_tokens(word, |token| settings.keeps(token));
    let base = |token: &str| {
        let clitics = features.clitics.as_ref();
        let base = clitics.and_then(|clitics| clitics.base(token));
        base.unwrap_or(token).to_owned()
    };
    let tokens: Vec<String> = tokens.iter().map(|token| base(&token.text)).collect();
    tokens.join(" ")
}

fn check_seeds(seeds: &Seeds) -> Result<()> {
    if seeds.len() < 2 {
        return Err(Error::Input(
            "`seeds` needs at least two topics, each with a few words".into(),
        ));
    }
    if seeds.contains_key("") {
        return Err(Error::Input("`seeds` has a topic without a name".into()));
    }
    match seeds.iter().find(|(_, words)| words.is_empty()) {
        Some((label, _)) => Err(Error::Input(format!(
            "the topic \"{label}\" has no word; give it a few words that its texts use and others do not"
        ))),
        None => Ok(()),
    }
}

/// Every label of a document must be a topic.
fn check_labels(documents: &Selection<'_>, seeds: &Seeds) -> Result<()> {
    let corpus = documents.corpus();
    let labels = documents
        .documents()
        .map(|d| corpus.classes().token(corpus.class_of(d)));
    let mut other = labels.filter(|label| !label.is_empty() && !seeds.contains_key(*label));
    other.next().map_or(Ok(()), |label| {
        Err(Error::Input(format!(
            "the label \"{label}\" is no topic of `seeds`; add it there with a few words, or rename it"
        )))
    })
}

/// Every topic needs a word that occurs, and no word may stand for two topics.
fn check_topics(topics: &[Topic]) -> Result<()> {
    let mut topic_of = BTreeMap::new();
    for topic in topics {
        if topic.found.is_empty() {
            return Err(Error::Input(format!(
                "no word of the topic \"{}\" is a term of the documents (`min_df` 2 by default): {}; give other words",
                topic.label,
                topic.missing.join(", ")
            )));
        }
        for word in topic.found.keys() {
            if let Some(other) = topic_of.insert(word, &topic.label) {
                return Err(Error::Input(format!(
                    "the word \"{word}\" stands in the topics \"{other}\" and \"{}\"; leave it in one of them, or in none",
                    topic.label
                )));
            }
        }
    }
    Ok(())
}

fn warn_of_missing(topics: &[Topic], progress: &dyn Progress) {
    for topic in topics.iter().filter(|topic| !topic.missing.is_empty()) {
        progress.notice(&format!(
            "words of the topic \"{}\" that are no term of the documents: {}",
            topic.label,
            topic.missing.join(", ")
        ));
    }
}
