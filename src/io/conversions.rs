//! Conversions of input that was not plain UTF-8.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Conversions from bytes to text, by names of encodings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversions {
    /// Sources whose encoding was detected, not chosen: anything but UTF-8 without a byte-order mark.
    pub found: BTreeMap<&'static str, Vec<Arc<str>>>,
    /// Byte sequences that are invalid in the encoding and were replaced by U+FFFD.
    pub replaced: BTreeMap<&'static str, u64>,
    /// Repaired documents, which had been written in one encoding and decoded with another, by the names of
    /// both.
    pub repaired: BTreeMap<(&'static str, &'static str), u64>,
    /// Documents with NUL bytes, which are kept and separate words like spaces.
    pub with_nul: u64,
    /// Web pages that cannot be read, with their place and the reason.
    pub unread_pages: Vec<String>,
    /// Sources that are read as one text, although their first line names the text column.
    pub headed_texts: Vec<Arc<str>>,
}

impl Conversions {
    /// Adds later conversions.
    pub fn add(&mut self, later: Conversions) {
        for (encoding, sources) in later.found {
            self.found.entry(encoding).or_default().extend(sources);
        }
        for (encoding, count) in later.replaced {
            *self.replaced.entry(encoding).or_default() += count;
        }
        self.with_nul += later.with_nul;
        self.unread_pages.extend(later.unread_pages);
        self.headed_texts.extend(later.headed_texts);
        for (encodings, count) in later.repaired {
            *self.repaired.entry(encodings).or_default() += count;
        }
    }
}
