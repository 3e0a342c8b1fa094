//! Learns a topic model from labelled documents.

use super::Environment;
use super::labelled_corpus::{SurfaceForms, tokenized_corpus};
use crate::corpus::reading::Reading;
use crate::corpus::{Progress, Selection, TokenizedCorpus};
use crate::error::Result;
use crate::evaluate::{Groups, train_calibrated};
use crate::features::FeatureSettings;
use crate::model::{Choices, Model, ModelSettings};
use crate::report::counted;

/// Reads labelled documents to train on.
///
/// # Errors
/// As [`read`](crate::corpus::reading::read).
pub fn training_corpus(
    environment: &Environment<'_>,
    reading: Reading,
    features: &FeatureSettings,
) -> Result<TokenizedCorpus> {
    let forms = SurfaceForms::Kept;
    let (corpus, _) = tokenized_corpus(environment, reading, features, forms, |_| ())?;
    Ok(corpus)
}

/// Trains on a selection of documents, chooses settings by held-out documents, and calibrates if the settings
/// require it.
///
/// ```
/// use tasnif::{Choices, ModelSettings, TokenizedCorpus, train};
///
/// let settings = ModelSettings::default();
/// let mut corpus = TokenizedCorpus::new(settings.features.text(), Default::default());
/// corpus.push("two goals in the match", "sport")?;
/// corpus.push("the bank raised its rate", "economy")?;
/// let model = train(&corpus.all(), &settings, Choices::ALL, &())?;
/// assert_eq!(model.labels.names(), ["economy", "sport"]);
/// # Ok::<(), tasnif::Error>(())
/// ```
///
/// # Errors
/// When there are fewer than two labels, or no term is left.
pub fn train(
    documents: &Selection<'_>,
    settings: &ModelSettings,
    choices: Choices,
    progress: &dyn Progress,
) -> Result<Model> {
    // New documents may be near-duplicates of training documents, so calibration must separate them.
    let groups = Groups::copies(documents.corpus())?;
    let model = train_calibrated(documents, &groups, settings, choices)?;
    if let Some(min_df) = model.raised_min_df(settings) {
        progress.notice(&format!(
            "left out terms in fewer than {min_df} documents (`min_df` {min_df}): a table of all terms for {} would take too much memory; fewer labels keep more terms",
            counted(model.labels.len() as u64, "label")
        ));
    }
    Ok(model)
}
