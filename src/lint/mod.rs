//! What in a corpus will hurt: likely wrong labels, duplicates, broken and strange texts, imbalance.
//!
//! [`lint`] looks at tokenised documents and at what [`Examined`] keeps of each text, so that text is
//! read once.

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

/// Fewest tokens of a document that is not nearly empty, unless given.
pub const DEFAULT_MIN_TOKENS: u64 = 3;

/// What is looked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LintSettings {
    /// The checks that are made; default all.
    pub kinds: BTreeSet<Kind>,
    /// How many documents, or which share of those that could be judged, are listed as likely to have a
    /// wrong one, in the order of suspicion; default none: those that confident learning takes for
    /// wrong (see [`Kind::WrongLabel`]).
    pub suspects: Option<DfBound>,
    /// Documents with fewer tokens are nearly empty; default 3.
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

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct LintReport {
    /// Documents that were looked at, those compared with apart.
    pub documents: u64,
    /// By kind; likely wrong labels in the order of suspicion, all others in the order of the input.
    pub findings: Vec<Finding>,
    /// In which scripts and languages the documents are written, the most frequent first.
    pub languages: Vec<WrittenIn>,
    /// A check that could not be made, and why.
    pub left_out: Option<String>,
}

/// Documents to look at and, after them, those that they are compared with.
pub(crate) struct Linted<'c> {
    pub corpus: &'c TokenizedCorpus,
    pub documents: &'c [Examined],
    /// How many are looked at; the rest are test documents.
    pub count: usize,
}

impl Linted<'_> {
    /// The documents to look at.
    fn own(&self) -> &[Examined] {
        &self.documents[..self.count]
    }
}

/// Looks at the first `count` documents of `corpus`, of which `documents` were kept; all others are
/// test documents, whose copies are looked for.
///
/// The corpus must have been tokenised as [`lint_model`] says, with an empty label for documents that
/// have none.
///
/// # Errors
/// When there is not one of `documents` for each document of `corpus`, or a temporary file cannot be
/// read.
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

/// What needs no model.
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
