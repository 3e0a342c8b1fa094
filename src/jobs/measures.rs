//! Size and lexical diversity of a corpus.

use serde::Deserialize;

use super::{DocumentColumns, Environment, WordSettings, counted_corpus, prepare, text_to_count};
use crate::corpus::reading::Reading;
use crate::corpus::{Column, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::features::{TermSettings, Terms};
use crate::stats::{Diversity, frequent_terms};
use crate::text::NgramRange;

/// How many of the most frequent words are listed.
const FREQUENT: usize = 100;

/// Settings of the measures.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MeasureSettings {
    /// The documents of each value of this column are measured separately; by default all together.
    pub by: Option<Column>,
    /// Window of MATTR in words; default 100.
    pub window: usize,
    /// How text becomes words.
    pub words: WordSettings,
}

impl Default for MeasureSettings {
    fn default() -> Self {
        MeasureSettings {
            by: None,
            window: 100,
            words: WordSettings::default(),
        }
    }
}

/// The measures of a corpus.
#[derive(Debug, Clone)]
pub struct Measures {
    /// The column whose values define the parts.
    pub by: Option<Column>,
    /// The parts, in the order of their names.
    pub parts: Vec<PartMeasures>,
    /// The most frequent words, as surface forms.
    pub frequent_words: Vec<String>,
    /// Number of all words, including those that are not measured.
    pub words: u64,
}

/// Measures of the documents with one value.
#[derive(Debug, Clone)]
pub struct PartMeasures {
    /// The value; empty when the whole corpus is measured.
    pub name: String,
    /// How many documents have it.
    pub documents: u64,
    /// Their measures.
    pub diversity: Diversity,
}

/// Reads documents and measures them.
///
/// # Errors
/// When a record is bad, or no document has a value of the column.
pub fn measures(
    environment: &Environment<'_>,
    reading: Reading,
    settings: &MeasureSettings,
) -> Result<Measures> {
    settings.words.check()?;
    let (mut corpus, terms) = read(environment, reading, settings)?;
    let found = corpus.find_terms(&terms)?;
    let terms = Terms::count(&corpus.all(), found)?;
    let mut classes: Vec<usize> = (0..corpus.classes().len()).collect();
    classes.sort_unstable_by_key(|&class| terms.class_name(class));
    let part = |class| {
        Ok(PartMeasures {
            name: terms.class_name(class).to_owned(),
            documents: terms.sizes()[class].documents,
            diversity: Diversity::of(&terms.sequence(class as u32)?, settings.window),
        })
    };
    let words = frequent_terms(&terms, Some(FREQUENT)).into_iter();
    Ok(Measures {
        by: settings.by.clone(),
        parts: classes.into_iter().map(part).collect::<Result<_>>()?,
        frequent_words: words.map(|word| word.text.form).collect(),
        words: terms.sizes().iter().map(|size| size.tokens).sum(),
    })
}

fn read(
    environment: &Environment<'_>,
    mut reading: Reading,
    settings: &MeasureSettings,
) -> Result<(TokenizedCorpus, TermSettings)> {
    let by = settings.by.as_ref();
    if let Some(column) = by {
        prepare(&mut reading, column);
    }
    let (tokenizer, mut readings) = settings.words.tokenizer_for(vec![reading])?;
    let columns = DocumentColumns {
        class: None,
        kept: by.into_iter().cloned().collect(),
    };
    let text = text_to_count(&tokenizer, NgramRange::WORDS_AND_PAIRS);
    let reading = readings.remove(0);
    let (mut corpus, _) = counted_corpus(environment, reading, text, &columns, |_| ())?;
    if let Some(column) = by {
        corpus.group_by(column);
        let has_value = corpus.classes().iter().any(|name| column.is_value(name));
        if let Some(missing) = column.no_value().filter(|_| !has_value) {
            return Err(Error::Input(missing));
        }
    }
    let terms = TermSettings {
        all_tokens: true,
        ..settings.words.all_words(tokenizer)
    };
    Ok((corpus, terms))
}
