//! Uses the headline of a page to select blocks: the lead, and the text if another part of the page was
//! found.

use std::collections::BTreeMap;

use super::article_blocks::kept;
use super::page_blocks::Block;

/// Maximum number of blocks between a headline and an article: lead, author, date, picture.
const BELOW_HEADLINE: usize = 12;

/// If one kind of block has this many times more letters in paragraphs than the found text, the wrong part of
/// the page was found; below the headline, any larger number is enough.
const MUCH_MORE: usize = 2;

/// Minimum number of letters in paragraphs of an article.
const ENOUGH: usize = 500;

/// Uses the paragraphs of one kind instead, if they start before the found text and have more text: then a
/// table or a box below the article was found.
pub(super) fn choose(blocks: &[Block], is_in: &mut [bool], title: &str) {
    let Some(found_at) = is_in.iter().position(|is_in| *is_in) else {
        return;
    };
    let Some((kind, letters)) = fullest_kind(blocks) else {
        return;
    };
    let Some(begin) = blocks[..found_at]
        .iter()
        .position(|block| block.kind == kind)
    else {
        return;
    };
    let found = kept(blocks, is_in).filter(|block| block.is_paragraph());
    let found: usize = found.map(|block| block.letters).sum();
    let times = match headline_above(blocks, begin, title) {
        Some(_) => 1,
        None => MUCH_MORE,
    };
    if letters >= ENOUGH && letters > times * found {
        for (block, is_in) in blocks.iter().zip(is_in) {
            *is_in = block.kind == kind && block.is_long();
        }
    }
}

/// The kind of block whose paragraphs have the most letters, and their number.
fn fullest_kind(blocks: &[Block]) -> Option<(&str, usize)> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.is_paragraph()) {
        *kinds.entry(&block.kind).or_default() += block.letters;
    }
    kinds.into_iter().max_by_key(|(_, letters)| *letters)
}

/// Adds the paragraphs between the headline and the article: the lead.
pub(super) fn lead_in(blocks: &[Block], is_in: &mut [bool], title: &str) {
    let Some(first) = is_in.iter().position(|is_in| *is_in) else {
        return;
    };
    let Some(headline) = headline_above(blocks, first, title) else {
        return;
    };
    for (block, is_in) in blocks.iter().zip(is_in).take(first).skip(headline + 1) {
        *is_in |= block.is_paragraph() && !block.is_heading() && !block.is_listed;
    }
}

/// Removes the headline, which is above the text anyway, and below the text the headings of lists that do not
/// belong to it.
pub(super) fn take_out_borders(blocks: &[Block], is_in: &mut [bool], title: &str) {
    while let Some(first) = is_in.iter().position(|is_in| *is_in) {
        if blocks[first].text != title {
            break;
        }
        is_in[first] = false;
    }
    let introduces = |block: &Block| block.text.ends_with(':') && !block.is_long();
    while let Some(last) = is_in.iter().rposition(|is_in| *is_in) {
        if !introduces(&blocks[last]) {
            return;
        }
        is_in[last] = false;
    }
}

/// Position of a headline a few blocks above a block.
fn headline_above(blocks: &[Block], at: usize, title: &str) -> Option<usize> {
    let from = at.saturating_sub(BELOW_HEADLINE);
    let above = blocks[from..at]
        .iter()
        .rposition(|block| block.text == title);
    above.map(|above| from + above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::html::page_blocks::blocks;
    use dom_query::Document;

    const TEXT: &str =
        "A sentence of the text of this page that is long enough to be more than a label. ";

    /// The selected blocks, by their first words, when those with `found` were found.
    fn chosen(page: &str, found: &str) -> Vec<String> {
        let blocks = blocks(&Document::from(page));
        let mut is_in: Vec<_> = blocks
            .iter()
            .map(|block| block.text.contains(found))
            .collect();
        choose(&blocks, &mut is_in, "The bridge");
        lead_in(&blocks, &mut is_in, "The bridge");
        let kept = kept(&blocks, &is_in).map(|block| block.text.split(' ').take(2));
        kept.map(|words| words.collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn the_text_below_the_headline_is_chosen_over_a_box_below_it() {
        let text = format!("<div class=t><p>{}</p></div>", TEXT.repeat(10));
        let found = format!("<ul><li>Terms {TEXT}</li></ul>");
        let half = format!("<ul><li>Terms {}</li></ul>", TEXT.repeat(7));
        assert_eq!(chosen(&format!("{text}{found}"), "Terms"), ["A sentence"]);
        assert_eq!(chosen(&format!("{found}{text}"), "Terms"), ["Terms A"]);
        assert_eq!(chosen(&format!("{text}{half}"), "Terms"), ["Terms A"]);
        let headed = format!("<h1>The bridge</h1>{text}{half}");
        assert_eq!(chosen(&headed, "Terms"), ["A sentence"]);
    }

    #[test]
    fn the_lead_stands_between_headline_and_text() {
        let page = format!(
            "<p>Before {TEXT}</p><h1>The bridge</h1><h2>Heading {TEXT}</h2><p>Lead {TEXT}</p>\
             <p>By a name</p><ul><li>Entry {TEXT}</li></ul><div><p>Found {TEXT}</p></div>"
        );
        assert_eq!(chosen(&page, "Found"), ["Lead A", "Found A"]);
    }
}
