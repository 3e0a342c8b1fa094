//! In which scripts and languages the training documents were written, by their terms.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fit::Features;
use crate::text::{BuiltInList, language, script};

/// Terms from which the language of a script is told: those that most documents hold, so that the
/// small words are among them.
const TELLING_TERMS: usize = 400;

/// Share of the words from which on a script's language counts.
const LEAST_SHARE: f64 = 0.05;

/// How much of the training documents is written in a script.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScriptShare {
    /// English name of the script, such as `Arabic` or `Latin`.
    pub script: &'static str,
    /// Code in ISO 639-3 of the language that its most frequent words speak for; `None` when they do
    /// not tell.
    pub language: Option<&'static str>,
    /// Share of the script's words among all words of the vocabulary, each as often as there are
    /// documents that hold it; from 0 to 1.
    pub share: f64,
}

impl Features {
    /// The scripts of the vocabulary's words, the largest share first, ties by name.
    ///
    /// Stop words that were left out, and words that did not pass selection, are not known here.
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
        // The sort is stable, and the map was in order of names.
        shares.sort_by(|a, b| b.share.total_cmp(&a.share));
        shares
    }
}

impl Features {
    /// The stop lists of the languages that a twentieth or more of the vocabulary is written in; where
    /// the words of a script do not tell a language, that of Arabic or English.
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

/// The language that the most frequent of `words` speak for.
fn language_of(words: &mut [(u32, &str)]) -> Option<&'static str> {
    words.sort_by_key(|&(df, word)| (std::cmp::Reverse(df), word));
    let most = words.iter().take(TELLING_TERMS).map(|word| word.1);
    let found = language(&most.collect::<Vec<_>>().join(" "))?;
    found.confident.then_some(found.code)
}
