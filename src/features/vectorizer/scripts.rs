//! Scripts and languages of the training documents, estimated from their terms.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fit::Features;
use crate::text::{BuiltInList, language, script};

/// Number of terms that identify the language of a script: the ones with the highest document frequency,
/// which include function words.
const TELLING_TERMS: usize = 400;

/// Minimum share of the words for a script's language to count.
const LEAST_SHARE: f64 = 0.05;

/// The share of a script in the training documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScriptShare {
    /// English name of the script, such as `Arabic` or `Latin`.
    pub script: &'static str,
    /// ISO 639-3 code of the language that its most frequent words indicate; `None` if they are not clear.
    pub language: Option<&'static str>,
    /// Share of the script's words among all words of the vocabulary, each weighted by its document
    /// frequency; from 0 to 1.
    pub share: f64,
}

impl Features {
    /// The scripts of the vocabulary's words, the largest share first, ties by name.
    ///
    /// Stop words that were removed, and words that were not selected, are not counted here.
    pub fn scripts(&self) -> Vec<ScriptShare> {
        let mut words: BTreeMap<&'static str, Vec<(u32, &str)>> = BTreeMap::new();
        let frequencies = self.document_frequency.iter();
        let single = |term: &&str| !term.contains(' ');
        for (term, &df) in self.vocabulary.iter().zip(frequencies) {
            if let Some(script) = Some(term).filter(single).and_then(script) {
                words.entry(script).or_default().push((df, term));
            }
        }
        let documents = |words: &[(u32, &str)]| words.iter().map(|w| u64::from(w.0)).sum::<u64>();
        let all: u64 = words.values().map(|words| documents(words)).sum();
        let mut shares: Vec<ScriptShare> = words
            .into_iter()
            .map(|(script, mut words)| ScriptShare {
                script,
                share: documents(&words) as f64 / all.max(1) as f64,
                language: language_of(&mut words),
            })
            .collect();
        // The sort is stable, and the map was sorted by name.
        shares.sort_by(|a, b| b.share.total_cmp(&a.share));
        shares
    }
}

impl Features {
    /// The stop lists of the languages that make up at least a twentieth of the vocabulary; if the words of a
    /// script do not indicate a language, the list of Arabic or English.
    pub fn stop_lists(&self) -> Vec<BuiltInList> {
        let shares = self.scripts().into_iter();
        let shares = shares.filter(|script| script.share >= LEAST_SHARE);
        let lists = shares.filter_map(|share| match (share.script, share.language) {
            (_, Some("pes")) => Some(BuiltInList::Persian),
            (_, Some("urd")) => Some(BuiltInList::Urdu),
            ("Arabic", Some("ara") | None) => Some(BuiltInList::Arabic),
            ("Latin", Some("eng") | None) => Some(BuiltInList::English),
            _ => None,
        });
        lists.collect()
    }
}

/// The language that the most frequent of `words` indicate.
fn language_of(words: &mut [(u32, &str)]) -> Option<&'static str> {
    words.sort_by_key(|&(df, word)| (std::cmp::Reverse(df), word));
    let most = words.iter().take(TELLING_TERMS).map(|word| word.1);
    let found = language(&most.collect::<Vec<_>>().join(" "))?;
    found.confident.then_some(found.code)
}
