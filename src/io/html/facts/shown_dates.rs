//! The date that a page shows near its headline.

use crate::io::dates::{DayOrder, find_date};
use crate::io::html::page_blocks::{Block, PageBlocks};

use super::dates::is_likely;

/// Maximum number of bytes of a block with a date.
const MOST_BYTES: usize = 300;

/// Maximum number of texts far from the headline that are searched: each takes many tries.
pub(super) const MOST_SEARCHED: usize = 300;

/// Words at the start of a paragraph in which its date may be.
const DATELINE_WORDS: usize = 4;

/// Blocks before and after the headline in which the date may be.
const ABOVE: usize = 4;
const BELOW: usize = 12;

/// Parts of names of elements for dates.
const NAMES: [&str; 10] = [
    "date",
    "datum",
    "time",
    "publish",
    "posted",
    "byline",
    "meta",
    "info",
    "created",
    "submitted",
];

/// First words of a date of the last change.
const OF_CHANGES: [&str; 9] = [
    "update",
    "modified",
    "edited",
    "last",
    "تحديث",
    "آخر",
    "اخر",
    "بروزرسان",
    "به‌روز",
];

/// The date in a block near the headline, as written.
pub(super) fn near_headline(page: &PageBlocks, title: &str, order: DayOrder) -> Option<String> {
    let mut near = near(page, title);
    near.find_map(|block| date_in(&block.text, order))
}

/// The date at the start of a paragraph near the headline, as written.
pub(super) fn dateline(page: &PageBlocks, title: &str, order: DayOrder) -> Option<String> {
    near(page, title).find_map(|block| {
        let words: Vec<&str> = block.text.split(' ').take(DATELINE_WORDS).collect();
        let starts = words.first()?.contains(char::is_numeric);
        starts.then(|| date_in(&words.join(" "), order))?
    })
}

/// The date of the last change in a block near the headline, as written.
pub(super) fn of_change(page: &PageBlocks, title: &str, order: DayOrder) -> Option<String> {
    let changes = near(page, title).filter(|block| is_of_change(&block.text));
    let mut texts = changes.map(|block| block.text.as_str());
    texts.find_map(|text| likely_date(text, order))
}

/// The blocks below the headline and those above it, nearest first; none without a headline.
fn near<'p>(page: &'p PageBlocks, title: &str) -> impl Iterator<Item = &'p Block> {
    let blocks = &page.blocks;
    let headline = blocks.iter().position(|block| block.text == title);
    let places = headline.map(|at| {
        let below = at..(at + BELOW).min(blocks.len());
        below.chain((at.saturating_sub(ABOVE)..at).rev())
    });
    places.into_iter().flatten().map(|at| &blocks[at])
}

/// The date in an element that is named after dates, otherwise in a block that is hardly more than a date, as
/// written.
pub(super) fn anywhere(page: &PageBlocks, order: DayOrder) -> Option<String> {
    let may_be = |block: &&Block| is_own(page, block) && may_hold_date(&block.text);
    let own = page.blocks.iter().filter(may_be);
    let mut named = own
        .clone()
        .filter(|block| is_named(block))
        .take(MOST_SEARCHED);
    let found = named.find_map(|block| date_in(&block.text, order));
    found.or_else(|| {
        own.take(MOST_SEARCHED)
            .filter_map(|block| Some((block, date_in(&block.text, order)?)))
            .find(|(block, date)| date.len() * 2 > block.text.len())
            .map(|(_, date)| date)
    })
}

fn is_named(block: &Block) -> bool {
    let kind = block.kind.to_ascii_lowercase();
    NAMES.iter().any(|name| kind.contains(name))
}

/// False for blocks in menus, footers and boxes beside the article.
fn is_own(page: &PageBlocks, block: &Block) -> bool {
    let element = page.elements.get(block.element);
    element.is_none_or(|element| {
        let purpose = element.purpose;
        !purpose.is_border && !purpose.is_aside && !purpose.is_hidden && !purpose.is_list
    })
}

/// The date in a short text, as written, unless the text is about the last change.
pub(super) fn date_in(text: &str, order: DayOrder) -> Option<String> {
    match is_of_change(text) {
        true => None,
        false => likely_date(text, order),
    }
}

fn likely_date(text: &str, order: DayOrder) -> Option<String> {
    let found = may_hold_date(text).then(|| find_date(text, order))??;
    is_likely(found, order).then(|| found.to_owned())
}

/// True for a short text with digits.
fn may_hold_date(text: &str) -> bool {
    text.len() <= MOST_BYTES && text.contains(char::is_numeric)
}

/// True for a text about the last change.
fn is_of_change(text: &str) -> bool {
    let lower = text.to_lowercase();
    OF_CHANGES.iter().any(|word| lower.starts_with(word))
}
