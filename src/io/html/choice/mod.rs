//! The choice of the blocks of an article: a probability for each block, learned from pages with known articles.
//!
//! The rules of the folder above propose blocks; here their choice is one feature of a block among others. The
//! first look judges each block by itself, its neighbours and the elements around it. The second look also knows
//! the probabilities that the first one gave to the blocks around it, so that blocks of one kind agree.

mod agreement;
mod features;
mod landmarks;
mod metadata_text;
mod scene;
mod sequences;

use std::collections::HashSet;
use std::sync::LazyLock;

use self::agreement::Agreement;
pub(super) use self::metadata_text::MetadataText;
pub(super) use self::scene::{Known, Scene};
use self::sequences::Sequences;
use super::elements::Element;
use super::headed_blocks::take_out_borders;
use crate::text::layout::row::Row;
use crate::text::layout::trees::Looks;

/// The learned weights. `benches/learn_pages.py` writes this file.
static LOOKS: LazyLock<Looks> =
    LazyLock::new(|| Looks::parse(include_str!("../../../../models/article-blocks.trees")));

/// Minimum probability of blocks that the rules chose.
const LEAST_CHOSEN: f64 = 0.4;

/// Minimum probability of other blocks.
const LEAST_OTHER: f64 = 0.7;

/// Minimum probability of those that are captions or have the name of something else than the article.
const LEAST_NAMED: f64 = 0.9;

/// Maximum number of blocks of a page that are judged: their features take a kilobyte each.
const MOST_BLOCKS: usize = 50_000;

/// The chosen blocks.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Whether each block is in the article.
    pub is_in: Vec<bool>,
    /// Whether it would be, but is boilerplate of the site.
    pub repeated: Vec<bool>,
    /// The probability of each block; empty for a page with too many blocks.
    pub probabilities: Vec<f64>,
}

/// Minimum number of long blocks that one block repeats. A paragraph that repeats another may be a refrain.
const FEWEST_REPEATED: usize = 3;

/// Minimum share of its sequences of words that are above it.
const REPEATED: f64 = 0.8;

impl Choice {
    /// The choice without the blocks that the pages of the site share.
    pub(super) fn without(mut self, shared: &[bool]) -> Self {
        let blocks = self.is_in.iter_mut().zip(&mut self.repeated).zip(shared);
        for ((is_in, repeated), shared) in blocks {
            *repeated = *shared && *is_in;
            *is_in &= !shared;
        }
        self
    }
}

impl Scene<'_> {
    /// The probability of each block to be in the article.
    pub(super) fn probabilities(&self) -> Vec<f64> {
        LOOKS.probabilities(self.rows(), |scores, rows| {
            let agreement = Agreement::new(self, scores);
            for (at, row) in rows.iter_mut().enumerate() {
                agreement.describe(at, row);
            }
        })
    }

    fn rows(&self) -> Vec<Row> {
        let rows = (0..self.page.blocks.len()).map(|at| {
            let mut row = Row::new();
            self.describe(at, &mut row);
            row
        });
        rows.collect()
    }

    /// The blocks of the article: those that are probable, else those of the rules.
    pub(super) fn choose(&self) -> Choice {
        let probabilities = match self.page.blocks.len() <= MOST_BLOCKS {
            true => self.probabilities(),
            false => Vec::new(),
        };
        let numbered = probabilities.iter().enumerate();
        let probable = numbered.map(|(at, probability)| *probability > self.least(at));
        let mut is_in: Vec<bool> = probable.collect();
        if !is_in.contains(&true) {
            is_in = self.known.chosen.to_vec();
        }
        self.take_out_copies(&mut is_in);
        self.take_out_repetitions(&mut is_in);
        self.take_out_headlines(&mut is_in);
        take_out_borders(&self.page.blocks, &mut is_in, self.known.title);
        Choice {
            repeated: vec![false; is_in.len()],
            is_in,
            probabilities,
        }
    }

    /// The minimum probability of a block.
    fn least(&self, at: usize) -> f64 {
        let element = self.page.elements.get(self.page.blocks[at].element);
        let is_named =
            element.is_some_and(|element| element.purpose.is_other || element.purpose.is_figure);
        match (self.known.chosen[at], is_named) {
            (true, _) => LEAST_CHOSEN,
            (false, true) => LEAST_NAMED,
            (false, false) => LEAST_OTHER,
        }
    }

    /// The headline is not part of the text, however it is written.
    fn take_out_headlines(&self, is_in: &mut [bool]) {
        let first = self.landmarks.first_paragraph.unwrap_or(is_in.len());
        for (at, is_in) in is_in.iter_mut().enumerate().take(first) {
            let element = self.page.elements.get(self.page.blocks[at].element);
            *is_in &= element.and_then(Element::level) != Some(1);
        }
    }

    /// A page for several sizes of screens may have the article several times; the rules choose it once.
    fn take_out_copies(&self, is_in: &mut [bool]) {
        let blocks = self.page.blocks.iter().zip(self.known.chosen);
        let chosen = blocks.clone().filter(|(_, by_rules)| **by_rules);
        let mut seen: HashSet<&str> = chosen.map(|(block, _)| block.text.as_str()).collect();
        for ((block, by_rules), is_in) in blocks.zip(is_in) {
            *is_in = *is_in && (*by_rules || !block.is_long() || seen.insert(&block.text));
        }
    }
}

impl Scene<'_> {
    /// A page may repeat its whole text in one block, for a player or a preview.
    fn take_out_repetitions(&self, is_in: &mut [bool]) {
        let (mut above, mut blocks, mut letters) = (Sequences::default(), 0, 0);
        let all = self.page.blocks.iter().zip(is_in);
        for (block, is_in) in all.filter(|(_, is_in)| **is_in) {
            let may_repeat = blocks >= FEWEST_REPEATED && block.letters * 2 >= letters;
            if may_repeat && above.share_of(&block.text) >= REPEATED {
                *is_in = false;
                continue;
            }
            above.add(&block.text);
            blocks += usize::from(block.is_long());
            letters += block.letters;
        }
    }
}

/// The features of the blocks of a page, from which the weights are learned.
#[derive(Debug, Clone, Default)]
pub struct BlockFeatures {
    /// Names of the features of the first look.
    pub names: Vec<String>,
    /// The text of each block, in the order of the page.
    pub texts: Vec<String>,
    /// Features of each block.
    pub rows: Vec<Vec<f32>>,
    /// Numbers of the groups of each block whose probabilities the second look compares: its kind, and the
    /// elements around it, innermost first.
    pub groups: Vec<Vec<usize>>,
    /// The probability of each block with the present weights.
    pub probabilities: Vec<f64>,
}

impl BlockFeatures {
    /// The features of the blocks of a scene.
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let blocks = &scene.page.blocks;
        let mut named = Row::named();
        if !blocks.is_empty() {
            scene.describe(0, &mut named);
        }
        let groups = |at: usize| {
            let elements = scene.page.positions_around(at).take(features::LEVELS - 1);
            std::iter::once(scene.kind(at).id).chain(elements).collect()
        };
        BlockFeatures {
            names: named.names.unwrap_or_default(),
            texts: blocks.iter().map(|block| block.text.clone()).collect(),
            rows: scene.rows().into_iter().map(|row| row.values).collect(),
            groups: (0..blocks.len()).map(groups).collect(),
            probabilities: scene.probabilities(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::html::block_features;

    #[test]
    fn the_looks_know_the_features_that_there_are() {
        let features = block_features("<body><h1>Title</h1><p>One sentence.</p>").unwrap();
        let first = features.names.len();
        let mut row = Row::named();
        let page = crate::io::html::page_blocks::PageBlocks::of(&"<body><p>One sentence.".into());
        let known = Known {
            chosen: &[true],
            stated: &[false],
            title: "",
            description: "",
        };
        let scene = Scene::new(&page, &known);
        Agreement::new(&scene, &[0.5]).describe(0, &mut row);
        let Looks {
            first: one,
            second: two,
        } = &*LOOKS;
        assert!(features.rows.iter().all(|row| row.len() == first));
        assert!(one.features().max().unwrap() < first);
        assert!(two.features().max().unwrap() < first + row.values.len());
        // The second look uses what the first one said.
        assert!(two.features().any(|feature| feature >= first));
    }

    #[test]
    fn long_copies_of_the_article_go_and_repeated_paragraphs_of_it_stay() {
        let text =
            "A sentence of the article that is long enough to be much more than a label is. ";
        let page = format!("<body><p>{text}<p>{text}<p>{text}<p>Another {text}");
        let page = crate::io::html::page_blocks::PageBlocks::of(&page.as_str().into());
        let left = |chosen: &[bool]| {
            let known = Known {
                chosen,
                stated: &[false; 4],
                title: "",
                description: "",
            };
            let mut is_in = [true; 4];
            Scene::new(&page, &known).take_out_copies(&mut is_in);
            is_in
        };
        assert_eq!(left(&[true, true, false, true]), [true, true, false, true]);
        assert_eq!(left(&[false; 4]), [true, false, false, true]);
    }
}
