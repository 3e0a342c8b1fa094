//! Merges models: the result is that of training on the documents of all of them.

use super::update::{OnDuplicate, Relabelled, Updated, add};
use super::{Environment, refused, train_kept};
use crate::corpus::KeptCorpus;
use crate::error::Result;
use crate::model::{KeptModel, Training};

/// The documents of several models.
#[derive(Debug)]
pub struct Merged {
    /// The documents.
    pub corpus: KeptCorpus,
    /// The settings of all models.
    pub training: Training,
    /// What the second and later models changed.
    pub updated: Updated,
}

impl Merged {
    /// Trains the merged model.
    ///
    /// # Errors
    /// As [`train`](crate::train).
    pub fn train(self, environment: &Environment<'_>) -> Result<KeptModel> {
        train_kept(self.corpus, self.training, environment)
    }
}

/// The documents of models with the same settings, each with its name for messages.
///
/// # Errors
/// When settings differ, no model is given, or models share documents and that is an error.
pub fn merge(models: Vec<(String, KeptModel)>, on_duplicate: OnDuplicate) -> Result<Merged> {
    let mut models = models.into_iter();
    let (first_name, first) = models
        .next()
        .ok_or_else(|| refused("there is no model to merge"))?;
    let mut corpus = first.corpus()?;
    let mut all = Updated::default();
    for (name, model) in models {
        check_settings((&first_name, &first.training), (&name, &model.training))?;
        let of_model = model.corpus()?;
        let updated = add(&mut corpus, of_model, on_duplicate, Relabelled::Duplicates)
            .map_err(|error| refused(format!("{name}: {error}")))?;
        all.added += updated.added;
        all.corrected += updated.corrected;
        all.replaced += updated.replaced;
        all.skipped += updated.skipped;
        all.new_labels.extend(updated.new_labels);
    }
    Ok(Merged {
        corpus,
        training: first.training,
        updated: all,
    })
}

/// Checks that two models, each with its name, were trained with the same settings.
fn check_settings(first: (&str, &Training), other: (&str, &Training)) -> Result<()> {
    let Some(setting) = first.1.difference(other.1) else {
        return Ok(());
    };
    Err(refused(format!(
        "{} and {} differ in the setting `{setting}`, so they cannot be merged; train one of them anew with the settings of the other",
        first.0, other.0
    )))
}
