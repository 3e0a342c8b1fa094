//! The strongest terms of each label of a model.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Environment, TermCounts};
use crate::corpus::reading::Reading;
use crate::error::{Error, Result};
use crate::features::TermSettings;
use crate::model::{Model, TopTerms};
use crate::text::{StopList, StopListSource};

/// Which labels and terms are shown.
#[derive(Debug, Clone)]
pub struct TopicSettings {
    /// The labels; if empty, all.
    pub labels: Vec<String>,
    /// How many terms per label.
    pub top: usize,
    /// Terms with a word of this list are left out.
    pub stop_list: StopList,
}

impl Default for TopicSettings {
    /// Eight terms of all labels, with stop words.
    fn default() -> Self {
        TopicSettings {
            labels: Vec::new(),
            top: 8,
            stop_list: StopList::default(),
        }
    }
}

/// The strongest terms of labels of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Topics {
    /// In the order of the model's labels.
    pub topics: Vec<Topic>,
    /// Documents that the model was trained on.
    pub documents: u64,
    /// The stop lists with words of the model.
    pub stop_lists: Vec<StopListSource>,
}

/// A label and its strongest terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// The label.
    pub label: String,
    /// Terms and their strength for the label, the strongest first.
    pub terms: Vec<(String, f64)>,
}

impl Topics {
    /// The terms as the model has them, normalised.
    ///
    /// # Errors
    /// When the model does not have a label, or no word supports one.
    pub fn of(model: &Model, settings: &TopicSettings) -> Result<Self> {
        let classes = chosen(model, &settings.labels)?;
        let top_terms = TopTerms::new(model);
        let topic = |&class: &usize| topic(model, &top_terms, class, settings);
        let topics: Vec<Topic> = classes.iter().map(topic).collect();
        if let Some(empty) = topics.iter().find(|topic| topic.terms.is_empty()) {
            return Err(Error::Input(format!(
                "no word speaks for the label \"{}\"; leave it out with `label`",
                empty.label
            )));
        }
        let vocabulary = model.features.vocabulary.iter();
        let words = vocabulary.flat_map(|term| term.split(' '));
        Ok(Topics {
            topics,
            documents: model.class_documents.iter().sum(),
            stop_lists: settings.stop_list.sources_of(words),
        })
    }

    /// The same with the most frequent surface form of each term in the documents of a reading; without a
    /// reading, or if no document has a word, with the surface forms of the training set.
    ///
    /// # Errors
    /// When the documents cannot be read.
    pub fn with_surface_forms(
        mut self,
        environment: &Environment<'_>,
        model: &Model,
        reading: Option<Reading>,
    ) -> Result<Self> {
        let terms = self.topics.iter().flat_map(|topic| &topic.terms);
        let words = terms.flat_map(|(term, _)| term.split(' '));
        let forms = match reading {
            Some(reading) => surface_forms(environment, reading, model, words)?,
            None => BTreeMap::new(),
        };
        for (term, _) in self.topics.iter_mut().flat_map(|topic| &mut topic.terms) {
            *term = surface_form(term, &forms, model);
        }
        Ok(self)
    }
}

/// The classes that were requested, in the order of the model.
fn chosen(model: &Model, labels: &[String]) -> Result<Vec<usize>> {
    let is_unknown = |label: &&String| model.labels.index(label).is_none();
    if let Some(unknown) = labels.iter().find(is_unknown) {
        return Err(Error::Settings(format!(
            "the model has no label \"{unknown}\"; its labels are shown by info"
        )));
    }
    let asked = |&class: &usize| {
        labels.is_empty() || labels.iter().any(|label| label == model.labels.name(class))
    };
    Ok((0..model.labels.len()).filter(asked).collect())
}

/// The strongest terms of a class that have a letter and no stop word.
fn topic(model: &Model, top_terms: &TopTerms<'_>, class: usize, settings: &TopicSettings) -> Topic {
    let is_stop_word = |word: &str| settings.stop_list.contains(word);
    let is_shown =
        |term: &str| term.contains(char::is_alphabetic) && !term.split(' ').any(is_stop_word);
    let terms = top_terms
        .words_of(class, settings.top, is_shown)
        .into_iter();
    Topic {
        label: model.labels.name(class).to_owned(),
        terms: terms
            .map(|(term, score)| (term.to_owned(), score))
            .collect(),
    }
}

/// The surface form of a term in the documents, or in the training set.
fn surface_form(term: &str, forms: &BTreeMap<String, String>, model: &Model) -> String {
    let form = |word| match forms.get(word) {
        Some(form) => Cow::Borrowed(form.as_str()),
        None => model.surface_form(word),
    };
    let words: Vec<Cow<'_, str>> = term.split(' ').map(form).collect();
    words.join(" ")
}

/// The most frequent surface forms of a model's words in the documents of a reading.
fn surface_forms<'w>(
    environment: &Environment<'_>,
    reading: Reading,
    model: &Model,
    words: impl Iterator<Item = &'w str>,
) -> Result<BTreeMap<String, String>> {
    let settings = TermSettings {
        tokenizer: model.features.settings.tokenizer(),
        all_tokens: true,
        ..TermSettings::default()
    };
    let counts = TermCounts::read(environment, reading, &settings)?;
    let terms = counts.terms()?;
    let numbers: Vec<u32> = words.filter_map(|word| terms.word(word)).collect();
    let texts = terms.texts(&numbers).into_values();
    Ok(texts.map(|text| (text.term, text.form)).collect())
}
