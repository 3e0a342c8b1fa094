//! What a page shows, before anything is removed.

use dom_query::{Document as Html, NodeId};

use super::article_blocks::kept;
use super::boilerplate::uncover;
use super::choice::{Choice, Known, MetadataText, Scene};
use super::facts::FoundFacts;
use super::page_blocks::{Block, PageBlocks};
use super::proposal::Proposal;
use crate::corpus::{BlockPlace, PageBlock, PageFact, PageFacts};
use crate::io::site_blocks::SiteBlocks;

/// Minimum number of letters of an article without boilerplate of its site, unless that is a
/// [`LEAST_LEFT`]th of it.
const ENOUGH_LETTERS: usize = 500;
const LEAST_LEFT: usize = 5;

/// The blocks of a page, and what it says about its article.
#[derive(Debug)]
pub(super) struct Shown {
    pub page: PageBlocks,
    pub facts: PageFacts,
    /// The element of the headline.
    pub headline: Option<NodeId>,
    stated: MetadataText,
    /// Whether each block is boilerplate of its site; empty if this is not known.
    shared: Vec<bool>,
}

impl Shown {
    pub(super) fn of(document: &Html) -> Self {
        uncover(document);
        let page = PageBlocks::of(document);
        let found = FoundFacts::of(document, &page);
        Shown {
            page,
            facts: found.facts,
            headline: found.headline,
            stated: MetadataText::of(&found.article_body),
            shared: Vec::new(),
        }
    }

    /// Finds the blocks that pages of the same site share.
    pub(super) fn find_shared(&mut self, sites: &SiteBlocks, host: &str) {
        if !sites.has_site(host) {
            return;
        }
        let blocks = self.page.blocks.iter();
        let counted = |block: &Block| {
            let letters = block.letters - block.linked;
            (block.digest(host), letters, block.is_sentence())
        };
        self.shared = sites.shared(host, &blocks.map(counted).collect::<Vec<_>>());
    }

    /// The blocks of the article. Boilerplate of the site is left out if enough other text is left.
    pub(super) fn choose(&self, proposal: &Proposal) -> Choice {
        let choose = |chosen: &[bool]| self.judge(chosen, |scene| scene.choose());
        let choice = choose(&proposal.chosen);
        if !self.shared.contains(&true) {
            return choice;
        }
        let before = self.letters(&choice);
        let own = choice.clone().without(&self.shared);
        let left = self.letters(&own);
        if left >= ENOUGH_LETTERS || left * LEAST_LEFT >= before {
            return own;
        }
        let own = proposal.chosen.iter().zip(&self.shared);
        let own: Vec<bool> = own.map(|(chosen, shared)| *chosen && !shared).collect();
        let other = choose(&own).without(&self.shared);
        match self.letters(&other) >= ENOUGH_LETTERS {
            true => other,
            false => choice,
        }
    }

    /// Letters of the chosen blocks.
    fn letters(&self, choice: &Choice) -> usize {
        let chosen = kept(&self.page.blocks, &choice.is_in);
        chosen.map(|block| block.letters).sum()
    }

    /// The blocks as the learned choice sees them, with those that the rules chose.
    pub(super) fn judge<T>(&self, chosen: &[bool], judge: impl Fn(&Scene<'_>) -> T) -> T {
        let stated = self.page.blocks.iter().map(|block| self.stated.has(block));
        let known = Known {
            chosen,
            stated: &stated.collect::<Vec<_>>(),
            title: self.title(),
            description: self.facts.text(PageFact::Description).unwrap_or_default(),
        };
        judge(&Scene::new(&self.page, &known))
    }

    /// The title of the article; empty if there is none.
    pub(super) fn title(&self) -> &str {
        self.facts.text(PageFact::Title).unwrap_or_default()
    }

    /// The blocks with what became of them. The text of an article starts with the title.
    pub(super) fn outcomes(&self, choice: &Choice) -> Vec<PageBlock> {
        let has_article = choice.is_in.contains(&true);
        let title = self.title();
        let mut titles = 0;
        let blocks = self.page.blocks.iter().enumerate();
        let outcome = |(at, block): (usize, &Block)| {
            let is_title = block.text == title;
            titles += usize::from(is_title);
            let place = match choice.is_in[at] {
                true => BlockPlace::Article,
                false if is_title && titles == 1 && has_article => BlockPlace::Title,
                false if choice.repeated[at] => BlockPlace::Repeated,
                false => BlockPlace::Outside,
            };
            let probability = choice.probabilities.get(at);
            PageBlock {
                text: block.text.clone(),
                place,
                probability: probability.map(|p| (p * 1000.0).round() as u16),
            }
        };
        blocks.map(outcome).collect()
    }
}
