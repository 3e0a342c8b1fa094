//! The article in a saved web page.

mod article_blocks;
mod attributes;
mod choice;
mod elements;
mod embedded;
mod furniture;
mod furniture_names;
mod headed_blocks;
mod labels;
mod links;
mod nesting;
mod other_articles;
mod page_blocks;
mod page_facts;
mod proposal;
mod shown;
mod unlinked;

use dom_query::Document as Html;

use self::article_blocks::kept;
use self::attributes::without_surplus;
pub use self::choice::BlockFeatures;
use self::nesting::Depth;
use self::page_blocks::text_of;
use self::proposal::Proposal;
use self::shown::Shown;
use super::dates;
use super::format::InputOptions;
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
pub(super) fn out_of_page(document: Document, options: &InputOptions) -> Result<Document> {
    let article = article(&document.text);
    let article = article.map_err(|problem| Error::record(&document.place, problem))?;
    let published = article.page.published.as_deref();
    Ok(Document {
        misread: None,
        text: article.text,
        date: document
            .date
            .or_else(|| dates::parse(published?, options.date_format.as_ref()).ok()),
        page: Some(article.page),
        ..document
    })
}

/// The article of a page, without menus, scripts, captions, comment forms and similar parts.
///
/// # Errors
/// When tags are nested deeper than on any real page.
fn article(page: &str) -> Result<Article, String> {
    nesting::check(page.as_bytes())?;
    let page = without_surplus(page);
    let page = page.as_ref();
    let document = Html::from(page);
    match nesting::depth(&document)? {
        Depth::Usual => Ok(article_of(document)),
        // Later steps use recursion over the tree.
        Depth::Deep => nesting::with_deep_stack(|| article_of(Html::from(page))),
    }
}

fn article_of(document: Html) -> Article {
    let shown = Shown::of(&document);
    let proposal = Proposal::of(document, &shown);
    let is_in = shown.judge(&proposal, |scene| scene.choose());
    let body = text_of(kept(&shown.page.blocks, &is_in));
    if body.is_empty() {
        return Article::none(shown);
    }
    let title = proposal.title;
    let left_out = shown.left_out(&is_in, &title);
    let page = Page {
        language: shown.facts.language.or(proposal.language),
        published: shown.facts.published.or(proposal.published),
        left_out,
        title: title.clone(),
    };
    // Positions in the text are positions in the output of `clean`, which starts with a word.
    let text = format!("{title}\n\n{body}").trim().to_owned();
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
        shown.judge(&proposal, BlockFeatures::of)
    })
}

impl Article {
    /// No article in a page that shows this.
    fn none(shown: Shown) -> Self {
        let page = Page {
            left_out: shown.lines(),
            ..shown.facts
        };
        let text = String::new();
        Article { page, text }
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
