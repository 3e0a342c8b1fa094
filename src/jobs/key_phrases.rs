//! Keywords and key phrases of single documents.

use std::cmp::Ordering;

use serde::Deserialize;

use super::labelled_corpus::{SurfaceForms, tokenized_corpus};
use super::{Environment, WordSettings};
use crate::corpus::reading::Reading;
use crate::corpus::{Document, TokenizedCorpus};
use crate::error::Result;
use crate::features::{ClassWeighting, DfBound, FeatureSettings, Features, Fit, MinDf, Terms};
use crate::model::Model;
use crate::stats::{Keyphrase, keyphrases};
use crate::text::{NgramRange, StopList, Tokenizer};

/// From this many documents on, phrases that occur in one document are dropped: there are too many.
const MANY: usize = 2_000;

/// What phrases are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum PhraseOrder {
    /// TF-IDF; phrases without one come last.
    #[default]
    Tfidf,
    /// YAKE's score.
    Yake,
}

/// Which phrases of a document are returned.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PhraseSettings {
    /// Lengths in words; default 1 to 3.
    pub lengths: NgramRange,
    /// Minimum number of occurrences in the document; default 1.
    pub min_count: u64,
    /// What they are ranked by; default TF-IDF.
    pub order: PhraseOrder,
    /// Maximum number of phrases per document; default all.
    pub top: Option<usize>,
}

impl Default for PhraseSettings {
    fn default() -> Self {
        PhraseSettings {
            lengths: NgramRange::new(1, 3).expect("1..3 is a valid range"),
            min_count: 1,
            order: PhraseOrder::default(),
            top: None,
        }
    }
}

/// A phrase of a document.
#[derive(Debug, Clone)]
pub struct RankedPhrase {
    /// Rank in its document, from 1.
    pub rank: usize,
    /// The phrase and its positions.
    pub phrase: Keyphrase,
    /// TF-IDF, if the reference knows the document frequency of the phrase.
    pub tfidf: Option<f64>,
    /// Documents of the reference that contain the phrase.
    pub documents: Option<u64>,
}

/// Reference document frequencies of phrases.
#[derive(Debug, Clone)]
pub struct DocumentFrequencies {
    features: Features,
    /// Document frequency of a phrase that is not in the vocabulary, if known.
    elsewhere: Option<u64>,
}

impl DocumentFrequencies {
    /// The document frequencies of a model's training set.
    pub fn of_model(model: Model) -> Self {
        let features = model.features;
        let most = features.settings.max_features;
        let is_cut = most.is_some_and(|most| features.vocabulary.len() >= most);
        DocumentFrequencies {
            // A phrase that is not rare would be in the model.
            elsewhere: (!is_cut).then_some(0),
            features,
        }
    }

    /// The document frequencies of the documents that are read, for phrases of these lengths.
    ///
    /// # Errors
    /// When a record is bad.
    pub fn of_input(
        environment: &Environment<'_>,
        reading: Reading,
        words: &WordSettings,
        lengths: NgramRange,
    ) -> Result<Self> {
        let (tokenizer, mut readings) = words.tokenizer_for(vec![reading])?;
        let mut settings = FeatureSettings {
            profile: tokenizer.profile(),
            // Phrases may have stop words inside.
            stop_words: Vec::new(),
            ngrams: lengths,
            class_weighting: ClassWeighting::None,
            max_features: None,
            ..words.feature_settings()
        };
        let reading = readings.remove(0);
        let forms = SurfaceForms::Dropped;
        let (corpus, _) = tokenized_corpus(environment, reading, &settings, forms, |_| ())?;
        let is_large = corpus.len() >= MANY;
        settings.min_df = MinDf::Bound(DfBound::Count(1 + u64::from(is_large)));
        Ok(DocumentFrequencies {
            features: features(&corpus, &settings)?,
            // A dropped phrase occurs only in the document in which it was found.
            elsewhere: Some(1),
        })
    }

    /// How texts are tokenised.
    pub fn tokenizer(&self) -> Tokenizer {
        self.features.settings.tokenizer()
    }

    /// Number of documents that contain a phrase.
    fn documents_with(&self, phrase: &str) -> Option<u64> {
        let features = &self.features;
        let base = |word| match &features.clitics {
            Some(clitics) => clitics.base(word).unwrap_or(word),
            None => word,
        };
        let words: Vec<&str> = phrase.split(' ').map(base).collect();
        match features.vocabulary.index(&words.join(" ")) {
            Some(term) => Some(u64::from(features.document_frequency[term])),
            None => self
                .elsewhere
                .filter(|_| features.settings.ngrams.contains(words.len())),
        }
    }

    /// TF-IDF of a phrase that occurs `count` times and is in `documents` documents.
    fn tfidf(&self, count: usize, documents: u64) -> f64 {
        count as f64 * Terms::idf(documents, self.features.documents)
    }
}

fn features(corpus: &TokenizedCorpus, settings: &FeatureSettings) -> Result<Features> {
    let fit = Fit::new(&corpus.all(), settings)?;
    Ok(fit.into_features())
}

/// Finds the most important phrases of documents.
#[derive(Debug)]
pub struct PhraseFinder {
    settings: PhraseSettings,
    frequencies: DocumentFrequencies,
    tokenizer: Tokenizer,
    stop_list: StopList,
}

impl PhraseFinder {
    /// A finder with these settings; phrases neither begin nor end with a stop word.
    pub fn new(
        settings: PhraseSettings,
        frequencies: DocumentFrequencies,
        stop_list: StopList,
    ) -> Self {
        PhraseFinder {
            settings,
            tokenizer: frequencies.tokenizer(),
            frequencies,
            stop_list,
        }
    }

    /// The most important phrases of a document, by rank.
    pub fn phrases(&self, document: &Document) -> Vec<RankedPhrase> {
        let longest = self.settings.lengths.high();
        let found = keyphrases(&document.text, &self.tokenizer, &self.stop_list, longest);
        let wanted = found.into_iter().filter(|phrase| {
            self.settings
                .lengths
                .contains(phrase.term.split(' ').count())
                && phrase.spans.len() as u64 >= self.settings.min_count
        });
        let mut ranked: Vec<RankedPhrase> = wanted.map(|phrase| self.weighed(phrase)).collect();
        if self.settings.order == PhraseOrder::Tfidf {
            // Ties in TF-IDF keep YAKE's order.
            ranked.sort_by(by_tfidf);
        }
        ranked.truncate(self.settings.top.unwrap_or(usize::MAX));
        for (rank, phrase) in (1..).zip(&mut ranked) {
            phrase.rank = rank;
        }
        ranked
    }

    fn weighed(&self, phrase: Keyphrase) -> RankedPhrase {
        let documents = self.frequencies.documents_with(&phrase.term);
        let tfidf = documents.map(|df| self.frequencies.tfidf(phrase.spans.len(), df));
        RankedPhrase {
            rank: 0,
            phrase,
            tfidf,
            documents,
        }
    }
}

/// Higher TF-IDF first, phrases without one last.
fn by_tfidf(a: &RankedPhrase, b: &RankedPhrase) -> Ordering {
    match (a.tfidf, b.tfidf) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
