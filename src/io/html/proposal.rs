//! The article that rules and a readability library find: what the learned choice starts from.

use std::collections::HashSet;

use dom_query::Document as Html;
use dom_smoothie::{Config, Readability, TextMode};

use super::article_blocks::{kept, whole_article};
use super::boilerplate::take_out;
use super::page_blocks::{Block, blocks};
use super::shown::Shown;

/// The blocks that the rules find.
#[derive(Debug)]
pub(super) struct Proposal {
    /// Whether each block that the page shows is in the article.
    pub chosen: Vec<bool>,
}

impl Proposal {
    pub(super) fn of(document: Html, shown: &Shown) -> Self {
        take_out(&document, shown.headline);
        let blocks = blocks(&document);
        let found = found_text(document);
        let is_in = whole_article(&blocks, &found, shown.title());
        let kept = kept(&blocks, &is_in).filter_map(|block| block.first);
        let kept: HashSet<_> = kept.collect();
        let is_kept = |block: &Block| block.first.is_some_and(|first| kept.contains(&first));
        Proposal {
            chosen: shown.page.blocks.iter().map(is_kept).collect(),
        }
    }
}

/// The article that the readability library finds; empty if there is none.
fn found_text(document: Html) -> String {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let page = Readability::with_document(document, None, Some(config));
    let page = page.and_then(|mut page| page.parse());
    page.map_or_else(|_| String::new(), |page| page.text_content.to_string())
}
