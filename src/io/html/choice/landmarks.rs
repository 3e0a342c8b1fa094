//! Places of a page from which the article is found: its headline, its description, its fullest element.

use crate::io::html::elements::Element;
use crate::io::html::page_blocks::{Block, PageBlocks};

/// Letters at the beginning of a description by which its block is recognised.
const DESCRIBED_BY: usize = 40;

/// Positions of blocks and elements; none if a page has no such place.
#[derive(Debug, Default)]
pub(super) struct Landmarks {
    pub headline: Option<usize>,
    /// The block that repeats the description of the page.
    pub described: Option<usize>,
    /// The first paragraph after the headline.
    pub first_paragraph: Option<usize>,
    /// The first and the last block that the rules chose.
    pub chosen: Option<(usize, usize)>,
    /// The innermost element that contains more than half of the long text.
    pub centre: Option<usize>,
    /// The same for the text that the rules chose.
    pub chosen_centre: Option<usize>,
}

impl Landmarks {
    pub(super) fn of(page: &PageBlocks, chosen: &[bool], title: &str, description: &str) -> Self {
        let headline = headline(page, title);
        let from = headline.unwrap_or(0);
        let first = page.blocks.iter().skip(from).position(Block::is_paragraph);
        let ends = chosen.iter().position(|chosen| *chosen);
        let ends = ends.zip(chosen.iter().rposition(|chosen| *chosen));
        let totals = page.elements.iter().map(|element| element.totals.long);
        Landmarks {
            headline,
            described: described(page, description),
            first_paragraph: first.map(|at| at + from),
            chosen: ends,
            centre: centre(&totals.collect::<Vec<_>>()),
            chosen_centre: centre(&chosen_totals(page, chosen)),
        }
    }
}

/// Letters and digits of a text, in lower case.
fn bare(text: &str) -> impl Iterator<Item = char> + '_ {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// Position of the headline: of the blocks with the words of the title the one of the highest level.
fn headline(page: &PageBlocks, title: &str) -> Option<usize> {
    bare(title).next()?;
    let same = |block: &&Block| bare(&block.text).eq(bare(title));
    let level = |block: &Block| {
        let element = page.elements.get(block.element);
        element.and_then(Element::level).unwrap_or(u8::MAX)
    };
    let found = page.blocks.iter().enumerate();
    let found = found.filter(|(_, block)| same(block));
    found
        .min_by_key(|(_, block)| level(block))
        .map(|(at, _)| at)
}

/// Position of the longest block with the beginning of the description.
fn described(page: &PageBlocks, description: &str) -> Option<usize> {
    let start: String = bare(description).take(DESCRIBED_BY).collect();
    if start.chars().count() < DESCRIBED_BY {
        return None;
    }
    let long = page.blocks.iter().enumerate();
    let long = long.filter(|(_, block)| block.letters >= DESCRIBED_BY);
    let found = long.filter(|(_, block)| bare(&block.text).collect::<String>().contains(&start));
    let longest = found.max_by_key(|(at, block)| (block.letters, std::cmp::Reverse(*at)));
    longest.map(|(at, _)| at)
}

/// Long letters that the rules chose, by element.
fn chosen_totals(page: &PageBlocks, chosen: &[bool]) -> Vec<usize> {
    let mut totals = vec![0; page.elements.len()];
    for (block, is_in) in page.blocks.iter().zip(chosen) {
        if let (true, Some(total)) = (*is_in, totals.get_mut(block.element)) {
            *total += block.long_letters();
        }
    }
    for at in (0..totals.len()).rev() {
        if let Some(parent) = page.elements[at].parent {
            totals[parent] += totals[at];
        }
    }
    totals
}

/// Position of the last element with more than half of the total, which is that of the first one. Elements with
/// more than half contain each other, so the last one is the innermost.
fn centre(totals: &[usize]) -> Option<usize> {
    let all = *totals.first()?;
    totals.iter().rposition(|total| total * 2 > all)
}
