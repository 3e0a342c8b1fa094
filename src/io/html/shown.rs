//! What a page shows, before anything is removed.

use dom_query::Document as Html;

use super::choice::{Known, Scene, Stated};
use super::furniture::uncover;
use super::page_blocks::{Block, PageBlocks};
use super::page_facts::{LinkedData, description, facts, headline};
use super::proposal::Proposal;
use crate::corpus::Page;

/// The blocks of a page, and what it says about its article.
#[derive(Debug)]
pub(super) struct Shown {
    pub page: PageBlocks,
    /// Language and date.
    pub facts: Page,
    pub headline: Option<String>,
    description: String,
    stated: Stated,
}

impl Shown {
    pub(super) fn of(document: &Html) -> Self {
        uncover(document);
        let linked = LinkedData::of(document);
        let stated = linked.text("articleBody").unwrap_or_default();
        Shown {
            facts: facts(document, &linked),
            page: PageBlocks::of(document),
            headline: headline(document),
            description: description(document).unwrap_or_default(),
            stated: Stated::of(&stated),
        }
    }

    /// The blocks as the learned choice sees them.
    pub(super) fn judge<T>(&self, proposal: &Proposal, judge: impl Fn(&Scene<'_>) -> T) -> T {
        let stated = self.page.blocks.iter().map(|block| self.stated.has(block));
        let known = Known {
            chosen: &proposal.chosen,
            stated: &stated.collect::<Vec<_>>(),
            title: &proposal.title,
            description: &self.description,
        };
        judge(&Scene::new(&self.page, &known))
    }

    pub(super) fn lines(&self) -> Vec<String> {
        let blocks = self.page.blocks.iter();
        blocks.map(|block| block.text.clone()).collect()
    }

    /// The lines outside the article, which starts with the title.
    pub(super) fn left_out(&self, is_in: &[bool], title: &str) -> Vec<String> {
        let mut titles = 0;
        let mut is_out = |block: &Block, is_in: bool| {
            let is_title = block.text == title;
            titles += usize::from(is_title);
            let is_headline = is_title && titles == 1;
            !is_in && !is_headline
        };
        let blocks = self.page.blocks.iter().zip(is_in);
        let out = blocks.filter(|(block, is_in)| is_out(block, **is_in));
        out.map(|(block, _)| block.text.clone()).collect()
    }
}
