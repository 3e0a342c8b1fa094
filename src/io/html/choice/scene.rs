//! The blocks of a page with everything that their features are computed from.

use rustc_hash::FxHashMap;

use super::landmarks::Landmarks;
use crate::io::html::page_blocks::PageBlocks;
use crate::text::layout::wording::Wording;

/// Facts about a page that do not follow from its blocks.
#[derive(Debug)]
pub(in crate::io::html) struct Known<'k> {
    /// Whether the rules chose each block.
    pub chosen: &'k [bool],
    /// Whether each block is in the text of the article that the page states for search engines.
    pub stated: &'k [bool],
    pub title: &'k str,
    pub description: &'k str,
}

/// Blocks of one kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kind {
    pub id: usize,
    pub blocks: usize,
    /// Letters of its long blocks outside links.
    pub long: usize,
}

/// The blocks of a page with numbers that concern the whole page.
#[derive(Debug)]
pub(in crate::io::html) struct Scene<'p> {
    pub(super) page: &'p PageBlocks,
    pub(super) known: &'p Known<'p>,
    pub(super) wordings: Vec<Wording>,
    pub(super) landmarks: Landmarks,
    kinds: FxHashMap<&'p str, Kind>,
    copies: FxHashMap<&'p str, usize>,
    /// Letters before each block.
    pub(super) before: Vec<usize>,
    /// Letters of the page, and those of long blocks outside links.
    pub(super) letters: usize,
    pub(super) long: usize,
    /// Those of long blocks that the rules chose.
    pub(super) chosen: usize,
    /// Whether any block is in the text that the page states.
    pub(super) has_stated: bool,
}

impl<'p> Scene<'p> {
    pub(in crate::io::html) fn new(page: &'p PageBlocks, known: &'p Known<'p>) -> Self {
        let mut scene = Scene {
            wordings: page
                .blocks
                .iter()
                .map(|block| Wording::of(&block.text))
                .collect(),
            landmarks: Landmarks::of(page, known.chosen, known.title, known.description),
            kinds: FxHashMap::default(),
            copies: FxHashMap::default(),
            before: Vec::with_capacity(page.blocks.len()),
            letters: 0,
            long: 0,
            chosen: 0,
            has_stated: known.stated.contains(&true),
            page,
            known,
        };
        scene.add_up();
        scene
    }

    fn add_up(&mut self) {
        for (block, by_rules) in self.page.blocks.iter().zip(self.known.chosen) {
            self.chosen += if *by_rules { block.long_letters() } else { 0 };
            self.before.push(self.letters);
            self.letters += block.letters;
            self.long += block.long_letters();
            let id = self.kinds.len();
            let kind = self.kinds.entry(&block.kind).or_insert(Kind {
                id,
                ..Kind::default()
            });
            kind.blocks += 1;
            kind.long += block.long_letters();
            *self.copies.entry(&block.text).or_default() += 1;
        }
    }

    /// The blocks that look like a block.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.kinds[self.page.blocks[at].kind.as_str()]
    }

    /// Number of blocks with the text of a block.
    pub(super) fn copies(&self, at: usize) -> usize {
        self.copies[self.page.blocks[at].text.as_str()]
    }

    /// Steps up from an element to the innermost element around both, and down to the other.
    pub(super) fn steps(&self, from: usize, to: Option<usize>) -> (usize, usize) {
        let Some(mut to) = to else {
            return NO_STEPS;
        };
        let elements = &self.page.elements;
        let (mut from, mut up, mut down) = (from, 0, 0);
        while from != to {
            let is_deeper = elements[from].depth >= elements[to].depth;
            let moved = if is_deeper { &mut from } else { &mut to };
            let Some(parent) = elements[*moved].parent else {
                break;
            };
            *moved = parent;
            *(if is_deeper { &mut up } else { &mut down }) += 1;
        }
        (up, down)
    }
}

/// Steps to a place that the page does not have: more than to most places.
const NO_STEPS: (usize, usize) = (30, 30);
