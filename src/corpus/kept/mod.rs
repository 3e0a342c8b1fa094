//! The documents of a training set, kept so that models can be trained from them again.
//!
//! A document is a sequence of words (tokens with their surface forms), a label and an id, if it has one. Two corpora
//! of the same documents are equal in their [canonical](KeptCorpus::into_canonical) form, whatever was added, removed
//! and joined before.

mod builder;
mod bytes;
mod canonical;
mod tokenized;
mod words;

use std::fmt;
use std::ops::Range;

use twox_hash::XxHash3_128;

pub use self::builder::KeptCorpusBuilder;
use self::words::Words;
use super::tokens::token_table::TokenTable;
use super::{Document, Place};
use crate::text::{TextSettings, TokenBuffer};

/// The documents of a training set.
///
/// ```
/// use tasnif::corpus::KeptCorpus;
/// use tasnif::{Document, TextSettings};
///
/// let mut corpus = KeptCorpus::default();
/// let document = Document::new("7", "Two goals in the match").with_label("sport");
/// corpus.push(&document, &TextSettings::default());
/// let kept: Vec<_> = corpus.documents().collect();
/// assert_eq!((kept[0].id, kept[0].label), (Some("7"), "sport"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct KeptCorpus {
    words: Words,
    labels: TokenTable,
    /// The words of all documents.
    sequence: Vec<u32>,
    documents: Vec<Entry>,
    /// Working memory.
    buffer: TokenBuffer,
}

/// A document of a [`KeptCorpus`].
#[derive(Debug, Clone)]
struct Entry {
    id: Option<Box<str>>,
    label: u32,
    digest: u128,
    /// Where its words are in the sequence.
    words: Range<usize>,
    /// Where it was read; not kept in files.
    place: Option<Place>,
}

/// A document of a [`KeptCorpus`], without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptDocument<'c> {
    /// The id that its record has, or the path of its file.
    pub id: Option<&'c str>,
    /// Its label.
    pub label: &'c str,
    /// A digest (XXH3, 128 bits) of its tokens in order: texts with the same tokens are the same text.
    pub digest: u128,
    place: Option<&'c Place>,
}

impl KeptDocument<'_> {
    /// Where the document was read.
    pub(crate) fn place(&self) -> String {
        self.place
            .map_or_else(|| "the model".into(), Place::to_string)
    }
}

/// The id in quotation marks, or else the place.
impl fmt::Display for KeptDocument<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.id, self.place) {
            (Some(id), Some(place)) if id != place.to_string() => write!(f, "\"{id}\" ({place})"),
            (Some(id), _) => write!(f, "\"{id}\""),
            (None, Some(place)) => write!(f, "{place}"),
            (None, None) => write!(f, "a document without an id"),
        }
    }
}

impl KeptCorpus {
    /// Adds a document, tokenised with the settings `text`; without a label, its label is empty.
    pub fn push(&mut self, document: &Document, text: &TextSettings) {
        let keep = |token: &str| text.keeps(token);
        let content = document.text.as_str();
        text.tokenizer.read_kept(content, &mut self.buffer, keep);
        let start = self.sequence.len();
        for index in 0..self.buffer.len() {
            let word = self.words.insert_from(content, &self.buffer, index);
            self.sequence.push(word);
        }
        self.documents.push(Entry {
            id: document.has_own_id.then(|| document.id.as_str().into()),
            label: self
                .labels
                .insert(document.label.as_deref().unwrap_or_default()),
            digest: digest(
                self.sequence[start..]
                    .iter()
                    .map(|&word| self.words.hash(word)),
            ),
            words: start..self.sequence.len(),
            place: Some(document.place.clone()),
        });
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True when there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Its documents.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = KeptDocument<'_>> {
        self.documents.iter().map(|entry| self.shown(entry))
    }

    /// The document at `index`, which must be below [`KeptCorpus::len`].
    pub(crate) fn document(&self, index: usize) -> KeptDocument<'_> {
        self.shown(&self.documents[index])
    }

    fn shown<'c>(&'c self, entry: &'c Entry) -> KeptDocument<'c> {
        KeptDocument {
            id: entry.id.as_deref(),
            label: self.labels.token(entry.label),
            digest: entry.digest,
            place: entry.place.as_ref(),
        }
    }

    /// Removes the documents whose number does not satisfy `is_kept`.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(usize) -> bool) {
        let mut number = 0..;
        self.documents
            .retain(|_| number.next().is_some_and(&is_kept));
    }

    /// Gives the document at `index` another label.
    pub(crate) fn set_label(&mut self, index: usize, label: &str) {
        self.documents[index].label = self.labels.insert(label);
    }

    /// Replaces each label by the result of `name`.
    pub(crate) fn rename_labels(&mut self, name: impl Fn(&str) -> Option<String>) {
        let old = std::mem::take(&mut self.labels);
        let renamed = old.iter().map(|label| match name(label) {
            Some(name) => self.labels.insert(&name),
            None => self.labels.insert(label),
        });
        let renamed: Vec<u32> = renamed.collect();
        for entry in &mut self.documents {
            entry.label = renamed[entry.label as usize];
        }
    }

    /// Adds the documents of another corpus that was tokenised with the same settings.
    pub(crate) fn append(&mut self, other: KeptCorpus) {
        let numbers = 0..other.words.len() as u32;
        let numbers = numbers.map(|word| {
            let (token, form) = (other.words.token(word), other.words.form(word));
            self.words.insert(token, form)
        });
        let numbers: Vec<u32> = numbers.collect();
        let labels: Vec<u32> = other.labels.iter().map(|l| self.labels.insert(l)).collect();
        let start = self.sequence.len();
        let words = other.sequence.iter();
        self.sequence
            .extend(words.map(|&word| numbers[word as usize]));
        self.documents
            .extend(other.documents.into_iter().map(|entry| Entry {
                label: labels[entry.label as usize],
                words: start + entry.words.start..start + entry.words.end,
                ..entry
            }));
    }

    /// Joins parts that were filled in parallel, each with keys that give the order of the joined documents.
    pub(crate) fn join<K: Ord + Copy>(parts: Vec<(KeptCorpus, Vec<K>)>) -> KeptCorpus {
        let mut joined = KeptCorpus::default();
        let mut order = Vec::new();
        for (part, keys) in parts {
            joined.append(part);
            order.extend(keys);
        }
        let mut ordered: Vec<(K, Entry)> = order.into_iter().zip(joined.documents).collect();
        ordered.sort_by_key(|(key, _)| *key);
        joined.documents = ordered.into_iter().map(|(_, entry)| entry).collect();
        joined
    }
}

/// A digest of a document, from the hashes of its tokens.
fn digest(hashes: impl Iterator<Item = u64>) -> u128 {
    let hashes: Vec<u64> = hashes.map(u64::to_le).collect();
    XxHash3_128::oneshot(bytemuck::cast_slice(&hashes))
}
