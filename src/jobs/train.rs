//! Learns a topic model from labelled documents.

use super::Environment;
use super::labelled_corpus::{SurfaceForms, tokenized_corpus};
use crate::corpus::reading::Reading;
use crate::corpus::{Progress, Selection, TokenizedCorpus};
use crate::error::Result;
use crate::evaluate::{self, Groups, train_calibrated};
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

/// Reads labelled documents, and others whose labels are ignored: these get the empty label.
///
/// # Errors
/// As [`read`](crate::corpus::reading::read).
pub fn mixed_corpus(
    environment: &Environment<'_>,
    labelled: Reading,
    unlabelled: Reading,
    features: &FeatureSettings,
) -> Result<TokenizedCorpus> {
    let labelled = training_corpus(environment, labelled, features)?;
    let unlabelled = unlabelled_corpus(environment, unlabelled, features)?;
    TokenizedCorpus::join([labelled, unlabelled])
}

/// Reads documents whose labels are ignored: all get the empty label.
///
/// # Errors
/// As [`read`](crate::corpus::reading::read).
pub fn unlabelled_corpus(
    environment: &Environment<'_>,
    reading: Reading,
    features: &FeatureSettings,
) -> Result<TokenizedCorpus> {
    let mut corpus = training_corpus(environment, reading, features)?;
    let documents = corpus.len();
    corpus.set_classes(std::iter::repeat_n("", documents));
    Ok(corpus)
}

/// Trains as [`train`], and also with the unlabelled documents, which have the empty label, if labelled documents
/// gain by them: expectation maximisation with naive Bayes (Nigam, McCallum, Thrun, Mitchell 2000).
///
/// Held-out labelled documents decide the weight of an unlabelled document (0.03, 0.1, 0.3 or 1) and whether such
/// documents are used at all. If not, the model is that of [`train`], except for the record
/// [`Model::unlabelled`]. Of more than 8 million unlabelled tokens a sample of the documents is used.
///
/// ```
/// use tasnif::{Choices, ModelSettings, TokenizedCorpus, train_with_unlabelled};
///
/// let settings = ModelSettings::default();
/// let mut corpus = TokenizedCorpus::new(settings.features.text(), Default::default());
/// corpus.push("two goals in the match", "sport")?;
/// corpus.push("the bank raised its rate", "economy")?;
/// corpus.push("the match ended without goals", "")?;
/// corpus.push("the rate of the central bank", "")?;
/// let model = train_with_unlabelled(&corpus.all(), &settings, Choices::ALL, &())?;
/// assert_eq!(model.labels.names(), ["economy", "sport"]);
/// assert_eq!(model.unlabelled.map(|text| text.documents), Some(2));
/// # Ok::<(), tasnif::Error>(())
/// ```
///
/// # Errors
/// Those of [`train`]; and when settings do not go with unlabelled documents: Bernoulli naive Bayes, `balanced`, a
/// `norm` other than l2, and a given number of epochs of refinement.
pub fn train_with_unlabelled(
    documents: &Selection<'_>,
    settings: &ModelSettings,
    choices: Choices,
    progress: &dyn Progress,
) -> Result<Model> {
    let groups = Groups::copies(documents.corpus())?;
    evaluate::train_with_unlabelled(documents, &groups, settings, choices, progress)
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
    say_raised_min_df(&model, settings, progress);
    Ok(model)
}

/// Reports that the minimum document frequency was raised.
pub(super) fn say_raised_min_df(model: &Model, asked: &ModelSettings, progress: &dyn Progress) {
    if let Some(min_df) = model.raised_min_df(asked) {
        progress.notice(&format!(
            "left out terms in fewer than {min_df} documents (`min_df` {min_df}): a table of all terms for {} would take too much memory; fewer labels keep more terms",
            counted(model.labels.len() as u64, "label")
        ));
    }
}
