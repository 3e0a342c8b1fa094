//! The article that rules and a readability library find: what the learned choice starts from.

use std::collections::HashSet;

use dom_query::Document as Html;
use dom_smoothie::{Config, Readability, TextMode};

use super::article_blocks::{kept, whole_article};
use super::furniture::take_out;
use super::page_blocks::{Block, blocks};
use super::page_facts::without_site;
use super::shown::Shown;

/// The blocks and the facts that the rules find.
#[derive(Debug)]
pub(super) struct Proposal {
    pub title: String,
    /// Whether each block that the page shows is in the article.
    pub chosen: Vec<bool>,
    pub language: Option<String>,
    pub published: Option<String>,
}

impl Proposal {
    pub(super) fn of(document: Html, shown: &Shown) -> Self {
        take_out(&document);
        let blocks = blocks(&document);
        let found = Found::in_page(document);
        let headline = shown.headline.clone();
        let title = headline.unwrap_or_else(|| without_site(&found.title));
        let is_in = whole_article(&blocks, &found.text, &title);
        let kept = kept(&blocks, &is_in).filter_map(|block| block.first);
        let kept: HashSet<_> = kept.collect();
        let is_kept = |block: &Block| block.first.is_some_and(|first| kept.contains(&first));
        Proposal {
            chosen: shown.page.blocks.iter().map(is_kept).collect(),
            title,
            language: found.language,
            published: found.published,
        }
    }
}

/// The result of the readability library.
#[derive(Debug, Default)]
struct Found {
    text: String,
    title: String,
    language: Option<String>,
    published: Option<String>,
}

impl Found {
    /// The result without an article.
    fn in_page(document: Html) -> Self {
        let config = Config {
            text_mode: TextMode::Formatted,
            ..Config::default()
        };
        let page = Readability::with_document(document, None, Some(config));
        let page = page.and_then(|mut page| page.parse());
        page.map_or_else(
            |_| Found::default(),
            |page| Found {
                text: page.text_content.to_string(),
                title: page.title,
                language: page.lang,
                published: page.published_time,
            },
        )
    }
}
