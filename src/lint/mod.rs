//! Finds problems in a corpus: likely wrong labels, duplicates, damaged and unusual texts, imbalance.
//!
//! [`lint`] uses tokenised documents and the data that [`Examined`] keeps of each text, so that text is read
//! once.

mod balance;
mod defects;
mod duplicates;
mod examined;
mod finding;
mod languages;
mod wrong_labels;

use std::collections::BTreeSet;

use serde::Deserialize;

pub use examined::Examined;
pub use finding::{Finding, Kind};
pub use languages::WrittenIn;
pub use wrong_labels::lint_model;

use crate::corpus::TokenizedCorpus;
use crate::error::{Error, Result};
use crate::features::DfBound;

/// Default minimum number of tokens of a document that is not nearly empty.
pub const DEFAULT_MIN_TOKENS: u64 = 3;

/// Settings of the checks.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LintSettings {
    /// The checks to run; default all.
    pub kinds: BTreeSet<Kind>,
    /// How many documents, or which share of the testable ones, are listed as likely mislabelled, in the
    /// order of suspicion; default none: those that confident learning classifies as wrong (see
    /// [`Kind::WrongLabel`]).
    pub suspects: Option<DfBound>,
    /// Documents with fewer tokens count as nearly empty; default 3.
    pub min_tokens: u64,
}

impl Default for LintSettings {
    fn default() -> Self {
        LintSettings {
            kinds: Kind::ALL.into_iter().collect(),
            suspects: None,
            min_tokens: DEFAULT_MIN_TOKENS,
        }
    }
}

/// The result of the checks.
#[derive(Debug, Clone, PartialEq)]
pub struct LintReport {
    /// Number of checked documents, without those that are only compared with.
    pub documents: u64,
    /// By kind; likely wrong labels in the order of suspicion, all others in input order.
    pub findings: Vec<Finding>,
    /// Scripts and languages of the documents, the most frequent first.
    pub languages: Vec<WrittenIn>,
    /// A check that was not possible, and the reason.
    pub left_out: Option<String>,
}

/// Documents to check, followed by those that they are compared with.
pub(crate) struct Linted<'c> {
    pub corpus: &'c TokenizedCorpus,
    pub documents: &'c [Examined],
    /// Number of documents to check; the rest are test documents.
    pub count: usize,
}

impl Linted<'_> {
    /// The documents to check.
    fn own(&self) -> &[Examined] {
        &self.documents[..self.count]
    }
}

/// Checks the first `count` documents of `corpus`, described by `documents`; all others are test documents,
/// whose copies are reported.
///
/// The corpus must have been tokenised with the settings of [`lint_model`], with an empty label for documents
/// without one.
///
/// # Errors
/// When `documents` and `corpus` have different lengths, or a temporary file cannot be read.
pub fn lint(
    corpus: &TokenizedCorpus,
    documents: &[Examined],
    count: usize,
    settings: &LintSettings,
) -> Result<LintReport> {
    if documents.len() != corpus.len() {
        return Err(Error::Input(format!(
            "{} documents were examined and {} tokenised; examine each one that is tokenised",
            documents.len(),
            corpus.len()
        )));
    }
    let linted = Linted {
        corpus,
        documents,
        count: count.min(documents.len()),
    };
    let wrong_labels = match settings.kinds.contains(&Kind::WrongLabel) {
        true => wrong_labels::wrong_labels(&linted, settings.suspects)?,
        false => Some(Vec::new()),
    };
    let left_out = wrong_labels.is_none().then(|| {
        format!(
            "{} was not checked: that takes two labels with two different documents each",
            Kind::WrongLabel
        )
    });
    let mut findings = wrong_labels.unwrap_or_default();
    findings.extend(beside_labels(&linted, settings)?);
    findings.sort_by_key(|finding| finding.kind);
    Ok(LintReport {
        documents: linted.count as u64,
        findings,
        languages: languages::tally(linted.own()),
        left_out,
    })
}

/// Checks that need no model.
fn beside_labels(linted: &Linted<'_>, settings: &LintSettings) -> Result<Vec<Finding>> {
    let wants = |kind: Kind| settings.kinds.contains(&kind);
    let mut findings = Vec::new();
    if duplicates::KINDS.into_iter().any(wants) {
        findings.extend(duplicates::duplicates(linted, &settings.kinds)?);
    }
    findings.extend(near_empty(linted, settings.min_tokens)?);
    findings.extend(linted.own().iter().filter_map(broken));
    findings.extend(languages::outliers(linted.own()));
    findings.extend(balance::imbalance(linted.own()));
    findings.retain(|finding| wants(finding.kind));
    Ok(findings)
}

/// Documents with fewer than `least` tokens.
fn near_empty(linted: &Linted<'_>, least: u64) -> Result<Vec<Finding>> {
    let mut reader = linted.corpus.reader();
    let mut findings = Vec::new();
    for (index, document) in linted.own().iter().enumerate() {
        let tokens: u64 = reader
            .occurrences(index)?
            .map(|(_, count)| u64::from(count))
            .sum();
        if tokens < least {
            let message = match tokens {
                0 => "the text holds no word".to_owned(),
                1 => "the text holds a single word".to_owned(),
                _ => format!("the text holds {tokens} words"),
            };
            let finding = Finding::of(Kind::NearEmpty, document, message);
            findings.push(finding.with_score(tokens as f64));
        }
    }
    Ok(findings)
}

fn broken(document: &Examined) -> Option<Finding> {
    let defects = document.defects.as_ref()?;
    Some(Finding::of(Kind::Broken, document, defects.clone()))
}
