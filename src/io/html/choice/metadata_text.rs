//! The text of the article that a page states for search engines.

use super::sequences::Sequences;
use crate::io::html::page_blocks::Block;

/// Minimum share of the sequences of words of a block that must be in the text.
const KNOWN: f64 = 0.7;

/// The sequences of words of a stated text.
#[derive(Debug, Default)]
pub(in crate::io::html) struct MetadataText(Sequences);

impl MetadataText {
    pub(in crate::io::html) fn of(text: &str) -> Self {
        MetadataText(Sequences::of(text))
    }

    /// True for a block that is in the text.
    pub(in crate::io::html) fn has(&self, block: &Block) -> bool {
        self.0.share_of(&block.text) >= KNOWN
    }
}
