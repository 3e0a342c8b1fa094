//! How documents write the words of a model.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::cli::Global;
use crate::cli::counted_corpus::counted_corpus;
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::features::{TermSettings, Terms};
use crate::model::Model;
use crate::text::NgramRange;

/// Words of a model as they are written most often.
#[derive(Default)]
pub(super) struct Spelling {
    forms: BTreeMap<String, String>,
}

impl Spelling {
    /// How the documents of `input`, when there are any, write the words of `terms`; a model with
    /// these settings has learned them.
    pub(super) fn read<'t>(
        terms: impl Iterator<Item = &'t str>,
        model: &Model,
        input: &InputArguments,
        global: &Global,
    ) -> Result<Self, Failure> {
        if input.files.is_empty() {
            return Ok(Spelling::default());
        }
        let tokenizer = model.features.settings.tokenizer();
        let reading = input.reading("chart", false, AutoClean::As(model))?;
        let single_words = NgramRange::WORDS;
        let mut corpus =
            counted_corpus(global, vec![reading], &tokenizer, single_words, |_, _| {
                String::new()
            })?;
        let found = corpus.find_terms(&TermSettings {
            tokenizer,
            all_tokens: true,
            ..TermSettings::default()
        })?;
        let counted = Terms::count(&corpus, &vec![true; corpus.len()], found)?;
        let words = terms.flat_map(|term| term.split(' '));
        let numbers: Vec<u32> = words.filter_map(|word| counted.word(word)).collect();
        let texts = counted.texts(&numbers).into_values();
        Ok(Spelling {
            forms: texts.map(|text| (text.term, text.form)).collect(),
        })
    }

    /// A term as it is written; words that no document holds are written as in the training of
    /// `model`.
    pub(super) fn of(&self, term: &str, model: &Model) -> String {
        let written = term.split(' ').map(|word| match self.forms.get(word) {
            Some(form) => Cow::Borrowed(form.as_str()),
            None => model.surface_form(word),
        });
        written.collect::<Vec<_>>().join(" ")
    }
}
