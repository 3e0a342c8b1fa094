//! Scripts and languages of a corpus, and documents that differ.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::examined::Examined;
use super::finding::{Finding, Kind};
use crate::report::percent;

/// A script or language is out of place if its share of the documents is smaller.
const OUT_OF_PLACE: f64 = 0.01;

/// ISO 639-3 codes for undetermined languages, and for texts without letters.
const UNDETERMINED: &str = "und";
const NOT_LANGUAGE: &str = "zxx";

/// Documents of one script and language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WrittenIn {
    /// English name of the script; `none` when there are too few letters to detect it.
    pub script: &'static str,
    /// ISO 639-3 code of the language; `und` if it cannot be detected with confidence, `zxx` if there are too
    /// few letters.
    pub language: &'static str,
    /// Number of documents.
    pub documents: u64,
    /// Their share of all documents.
    pub share: f64,
}

/// Number of documents in each script and language, the most frequent first.
pub(super) fn tally(documents: &[Examined]) -> Vec<WrittenIn> {
    let written_in = |document: &Examined| match document.language {
        None => ("none", NOT_LANGUAGE),
        Some(language) => (
            language.script,
            document.sure_language().unwrap_or(UNDETERMINED),
        ),
    };
    let counts = count(documents.iter().map(written_in));
    let rows = counts
        .into_iter()
        .map(|((script, language), count)| WrittenIn {
            script,
            language,
            documents: count,
            share: count as f64 / documents.len() as f64,
        });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|row| (Reverse(row.documents), row.script, row.language));
    rows
}

/// Documents in a rare script or, in a frequent script, in a rare language.
pub(super) fn outliers(documents: &[Examined]) -> Vec<Finding> {
    let script = |document: &Examined| document.language.map(|language| language.script);
    let scripts = Usual::new(documents.iter().filter_map(script));
    let languages = Usual::new(documents.iter().filter_map(Examined::sure_language));
    let finding = |document: &Examined| {
        let (what, (share, most)) = match scripts.rare(script(document)?) {
            Some(rare) => (format!("{} script", script(document)?), rare),
            None => {
                let language = document.sure_language()?;
                (format!("language {language}"), languages.rare(language)?)
            }
        };
        let message = format!(
            "{what}, as {} of the documents; most are {most}",
            percent(share)
        );
        let finding = Finding::of(Kind::Language, document, message);
        Some(finding.with_other(most).with_score(share))
    };
    documents.iter().filter_map(finding).collect()
}

/// Frequent and rare values.
struct Usual {
    counts: BTreeMap<&'static str, u64>,
    total: u64,
    most: &'static str,
}

impl Usual {
    fn new(values: impl Iterator<Item = &'static str>) -> Self {
        let counts = count(values);
        let most = counts
            .iter()
            .max_by_key(|&(name, count)| (count, Reverse(name)));
        Usual {
            total: counts.values().sum(),
            most: most.map_or("", |(name, _)| name),
            counts,
        }
    }

    /// The share of a rare value, and the most frequent one.
    fn rare(&self, value: &str) -> Option<(f64, &'static str)> {
        let share = *self.counts.get(value)? as f64 / self.total as f64;
        (share < OUT_OF_PLACE).then_some((share, self.most))
    }
}

fn count<T: Ord>(values: impl Iterator<Item = T>) -> BTreeMap<T, u64> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}
