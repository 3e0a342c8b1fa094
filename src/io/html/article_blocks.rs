//! Selects the blocks of a page that are its article, given a part of it.

use std::collections::HashSet;

use memchr::memmem;

use super::headed_blocks::{choose, lead_in, take_out_borders};
use super::labels::heads_comments;
use super::page_blocks::Block;
use super::unlinked::letters;

/// Minimum share of the found text that must be matched in the blocks.
const KNOWN: f64 = 0.9;

/// Maximum number of blocks between two blocks of an article: headings, labels, picture captions.
const BRIDGED: usize = 3;

/// Maximum number of blocks between the article and a list that belongs to it: its heading.
const HEADED: usize = 1;

/// Whether each block is in the article: those of `found`, the blocks between them, and adjacent blocks of the
/// same kind before and after them, without the `title` above it. All long blocks if nothing was found.
pub(super) fn whole_article(blocks: &[Block], found: &str, title: &str) -> Vec<bool> {
    if found.trim().is_empty() {
        return blocks.iter().map(Block::is_long).collect();
    }
    let mut is_in = known(blocks, found);
    let known_letters: usize = kept(blocks, &is_in).map(|block| block.letters).sum();
    if (known_letters as f64) < KNOWN * letters(found) as f64 {
        return is_in;
    }
    choose(blocks, &mut is_in, title);
    lead_in(blocks, &mut is_in, title);
    fill(blocks, &mut is_in);
    extend(blocks, &mut is_in);
    take_out_borders(blocks, &mut is_in, title);
    is_in
}

pub(super) fn kept<'b>(blocks: &'b [Block], is_in: &'b [bool]) -> impl Iterator<Item = &'b Block> {
    let kept = blocks.iter().zip(is_in).filter(|(_, is_in)| **is_in);
    kept.map(|(block, _)| block)
}

/// Bytes of the found text in which a block is searched: limits the time for hostile pages.
const LOOKED_THROUGH: usize = 1 << 16;

/// Whether each block is in `found`, which has blocks of the page in order. Spaces are ignored, because some
/// are missing in it. Short blocks must directly follow the previous one, because the same words may occur in
/// a menu.
fn known(blocks: &[Block], found: &str) -> Vec<bool> {
    let found = without_spaces(found);
    let found = found.as_bytes();
    let mut at = 0;
    let is_known = |block: &Block| {
        let text = without_spaces(&block.text);
        let rest = &found[at..];
        let place = match block.is_long() {
            true => memmem::find(&rest[..rest.len().min(LOOKED_THROUGH)], text.as_bytes()),
            false => rest.starts_with(text.as_bytes()).then_some(0),
        };
        at += place.map_or(0, |place| place + text.len());
        place.is_some()
    };
    blocks.iter().map(is_known).collect()
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Adds sentences, rows and list entries between blocks of the article.
fn fill(blocks: &[Block], is_in: &mut [bool]) {
    let long = |at: &usize| is_in[*at] && blocks[*at].is_long();
    let first = (0..blocks.len()).find(long);
    let last = (0..blocks.len()).rfind(long);
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    for at in first..=last {
        let block = &blocks[at];
        let is_unlinked = block.linked * 2 < block.letters;
        is_in[at] |= block.is_long() || block.is_sentence() || (block.is_listed && is_unlinked);
    }
}

/// The kinds of the long blocks of the article.
fn long_kinds<'b>(blocks: &'b [Block], is_in: &[bool]) -> HashSet<&'b str> {
    let zipped = blocks.iter().zip(is_in);
    let long = zipped.filter(|(block, is_in)| **is_in && block.is_long());
    long.map(|(block, _)| block.kind.as_str()).collect()
}

/// Adds blocks before and after the article that look like its own, until a different block comes.
fn extend(blocks: &[Block], is_in: &mut [bool]) {
    let kinds = long_kinds(blocks, is_in);
    let (Some(first), Some(last)) = (
        is_in.iter().position(|is_in| *is_in),
        is_in.iter().rposition(|is_in| *is_in),
    ) else {
        return;
    };
    let mut others = 0;
    for at in (last + 1..blocks.len()).chain((0..first).rev()) {
        if at + 1 == first {
            others = 0;
        }
        let block = &blocks[at];
        if others > BRIDGED || (at > last && heads_comments(&block.text) && !block.is_long()) {
            others = BRIDGED + 1;
        } else if kinds.contains(block.kind.as_str()) && (block.is_long() || block.is_sentence()) {
            is_in[at] = true;
            others = 0;
        } else if at > last && others <= HEADED && block.is_listed && block.is_paragraph() {
            // A list of sentences with its heading directly after the paragraphs.
            is_in[at] = true;
            is_in[at - 1] |= blocks[at - 1].is_heading();
            others = 0;
        } else {
            others += 1;
        }
    }
}
