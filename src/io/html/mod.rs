//! The article in a saved web page.

mod article_blocks;
mod attributes;
mod boilerplate;
mod boilerplate_names;
mod choice;
mod elements;
mod embedded;
mod facts;
mod headed_blocks;
mod hosts;
mod labels;
mod links;
mod nesting;
mod other_articles;
mod page_blocks;
mod proposal;
mod shown;
mod unlinked;

use dom_query::Document as Html;

use self::article_blocks::kept;
use self::attributes::without_surplus;
use self::boilerplate::uncover;
pub use self::choice::BlockFeatures;
use self::hosts::host_of_page;
use self::nesting::Depth;
use self::page_blocks::{blocks, text_of};
use self::proposal::Proposal;
use self::shown::Shown;
use super::site_blocks::{BlockDigest, PageBlockDigests, PageReading, SiteBlocks};
use crate::corpus::{Document, Page};
use crate::error::{Error, Result};

/// An article extracted from a page.
#[derive(Debug, Default)]
struct Article {
    page: Page,
    /// Title and body, paragraphs separated by blank lines; empty if no article is found.
    text: String,
}

/// The document with the article extracted from its text, which is a web page.
///
/// # Errors
/// When the page cannot be read.
pub(super) fn out_of_page(document: Document, reading: PageReading<'_>) -> Result<Document> {
    let page = &document.text;
    let article = match reading {
        PageReading::Hosts => Ok(Article::counted(host_of_page(page), Vec::new())),
        PageReading::Blocks(sites) => counted_blocks(page, sites),
        PageReading::Articles(sites) => article_of_site(page, Some(sites)),
        PageReading::Single => article(page),
    };
    let article = article.map_err(|problem| Error::record(&document.place, problem))?;
    Ok(Document {
        misread: None,
        text: article.text,
        page: Some(article.page),
        ..document
    })
}

/// The article of a page, without menus, scripts, captions, comment forms and similar parts.
///
/// # Errors
/// When tags are nested deeper than on any real page.
fn article(page: &str) -> Result<Article, String> {
    article_of_site(page, None)
}

/// As [`article`], without the blocks that the pages of its site share.
fn article_of_site(page: &str, sites: Option<&SiteBlocks>) -> Result<Article, String> {
    nesting::check(page.as_bytes())?;
    let page = without_surplus(page);
    let page = page.as_ref();
    let document = Html::from(page);
    let sites = sites.map(|sites| (sites, host_of_page(page)));
    match nesting::depth(&document)? {
        Depth::Usual => Ok(article_of(document, sites)),
        // Later steps use recursion over the tree.
        Depth::Deep => nesting::with_deep_stack(|| article_of(Html::from(page), sites)),
    }
}

/// The blocks of a page for the counts of its site, if that has enough pages.
///
/// # Errors
/// When tags are nested deeper than on any real page.
fn counted_blocks(page: &str, sites: &SiteBlocks) -> Result<Article, String> {
    let host = host_of_page(page);
    if !sites.has_site(&host) {
        return Ok(Article::default());
    }
    nesting::check(page.as_bytes())?;
    let page = without_surplus(page);
    let document = Html::from(page.as_ref());
    nesting::depth(&document)?;
    uncover(&document);
    let blocks = blocks(&document)
        .iter()
        .map(|block| block.digest(&host))
        .collect();
    Ok(Article::counted(host, blocks))
}

fn article_of(document: Html, sites: Option<(&SiteBlocks, String)>) -> Article {
    let mut shown = Shown::of(&document);
    if let Some((sites, host)) = sites {
        shown.find_shared(sites, &host);
    }
    let proposal = Proposal::of(document, &shown);
    let choice = shown.choose(&proposal);
    let body = text_of(kept(&shown.page.blocks, &choice.is_in));
    let text = match body.is_empty() {
        true => String::new(),
        // Positions in the text are positions in the output of `clean`, which starts with a word.
        false => format!("{}\n\n{body}", shown.title()).trim().to_owned(),
    };
    let page = Page {
        blocks: shown.outcomes(&choice),
        facts: shown.facts,
        ..Page::default()
    };
    Article { text, page }
}

/// The features of the blocks of a page, from which the choice of article blocks is learned.
///
/// # Errors
/// When tags are nested deeper than on any real page.
pub fn block_features(page: &str) -> Result<BlockFeatures, String> {
    nesting::check(page.as_bytes())?;
    let page = without_surplus(page);
    nesting::with_deep_stack(|| {
        let document = Html::from(page.as_ref());
        let shown = Shown::of(&document);
        let proposal = Proposal::of(document, &shown);
        shown.judge(&proposal.chosen, BlockFeatures::of)
    })
}

impl Article {
    /// A page that is only counted.
    fn counted(host: String, blocks: Vec<BlockDigest>) -> Self {
        Article {
            page: Page {
                digests: PageBlockDigests { host, blocks },
                ..Page::default()
            },
            text: String::new(),
        }
    }
}

/// Words separated by single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_stays_and_the_menu_goes() {
        let paragraph = "قال الوزير إن الحكومة ستعرض مشروع القانون على البرلمان في الأسبوع المقبل، وإن اللجنة أنهت مراجعة مواده كلها. ".repeat(4);
        let page = format!(
            "<html><head><title>مشروع القانون</title><script>var x = 1;</script></head><body>\
             <nav><a href=/a>رياضة</a><a href=/b>طقس</a></nav><article><h1>مشروع القانون</h1>\
             <p>{paragraph}</p><p>{paragraph}</p></article><form>اترك تعليقا</form></body></html>"
        );
        let text = article(&page).unwrap().text;
        assert!(text.contains("مشروع القانون") && text.contains("البرلمان"));
        assert!(!text.contains("رياضة") && !text.contains("var x"));
        assert_eq!(article("").unwrap().text.trim(), "");
    }
}
