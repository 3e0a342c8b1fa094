//! Finds problems in a corpus.

use super::Environment;
use super::labelled_corpus::{SurfaceForms, tokenized_corpus};
use crate::corpus::TokenizedCorpus;
use crate::corpus::reading::Reading;
use crate::error::Result;
use crate::lint::{Examined, Kind, LintReport, LintSettings, lint, lint_model};
use crate::report::counted;

/// Checks the documents of a reading. If `against` is given, searches its test documents for copies. Reports
/// documents without a label when a check needs labels.
///
/// # Errors
/// As [`read`](crate::corpus::reading::read) and [`lint`].
pub fn lint_documents(
    environment: &Environment<'_>,
    reading: Reading,
    against: Option<Reading>,
    settings: &LintSettings,
) -> Result<LintReport> {
    let (mut corpus, mut documents) = examined(environment, reading)?;
    let count = documents.len();
    if let Some(against) = against {
        let (test, of_test) = examined(environment, against)?;
        documents.extend(of_test);
        corpus = TokenizedCorpus::join([corpus, test])?;
    }
    say_unlabelled(&documents[..count], settings, environment);
    lint(&corpus, &documents, count, settings)
}

fn examined(
    environment: &Environment<'_>,
    reading: Reading,
) -> Result<(TokenizedCorpus, Vec<Examined>)> {
    let features = &lint_model().features;
    let forms = SurfaceForms::Dropped;
    tokenized_corpus(environment, reading, features, forms, Examined::new)
}

fn say_unlabelled(documents: &[Examined], settings: &LintSettings, environment: &Environment<'_>) {
    let of_labels = [Kind::WrongLabel, Kind::Contradiction, Kind::Imbalance];
    let without = documents.iter().filter(|document| !document.is_labelled());
    let without = without.count() as u64;
    if without > 0 && of_labels.iter().any(|kind| settings.kinds.contains(kind)) {
        let what = counted(without, "document");
        environment.progress.notice(&format!(
            "{what} without a label: left out of wrong-label, contradiction and imbalance"
        ));
    }
}
