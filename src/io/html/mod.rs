//! The article in a saved web page.

mod article_blocks;
mod attributes;
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
mod unlinked;

use std::collections::{BTreeSet, HashMap};

use aho_corasick::AhoCorasick;
use dom_query::Document as Html;
use dom_smoothie::{Config, Readability, TextMode};

use self::article_blocks::whole_article;
use self::attributes::without_surplus;
use self::furniture::take_out;
use self::nesting::Depth;
use self::page_blocks::blocks;
use self::page_facts::{facts, headline, without_site};
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
    let facts = facts(&document);
    let lines = written_lines(&document);
    let headline = headline(&document);
    take_out(&document);
    let blocks = blocks(&document);
    let found = Found::in_page(document);
    let title = headline.unwrap_or_else(|| without_site(&found.title));
    let body = whole_article(&blocks, &found.text, &title);
    if body.is_empty() {
        return Article::none(facts, lines);
    }
    // Positions in the text are positions in the output of `clean`, which starts with a word.
    let text = format!("{title}\n\n{body}").trim().to_owned();
    let page = Page {
        title,
        language: facts.language.or(found.language),
        published: facts.published.or(found.published),
        left_out: left_out(lines, &text),
    };
    Article { text, page }
}

impl Article {
    /// No article, for a page that shows these lines.
    fn none(facts: Page, lines: Vec<String>) -> Self {
        let page = Page {
            left_out: lines,
            ..facts
        };
        let text = String::new();
        Article { page, text }
    }
}

/// The result of the readability library.
#[derive(Default)]
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

/// Words separated by single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines that a page shows, without scripts and styles.
fn written_lines(document: &Html) -> Vec<String> {
    let document = document.clone();
    document.select("script, style, template, head").remove();
    let lines = blocks(&document).into_iter().map(|block| block.text);
    lines.collect()
}

/// Characters that identify a line; with whole lines, a hostile page could take quadratic time.
const TOLD_BY: usize = 100;

fn start_of(line: &str) -> &str {
    let end = line.char_indices().nth(TOLD_BY);
    end.map_or(line, |(end, _)| &line[..end])
}

/// Those of `lines` that are not in `text`, or occur more often than there.
fn left_out(lines: Vec<String>, text: &str) -> Vec<String> {
    let text = one_line(text);
    let starts: BTreeSet<&str> = lines.iter().map(|line| start_of(line)).collect();
    // One pass for all lines: the number of lines may be as large as the number of bytes.
    let Ok(search) = AhoCorasick::new(&starts) else {
        return lines;
    };
    let mut left = vec![0_usize; starts.len()];
    for found in search.find_overlapping_iter(&text) {
        left[found.pattern().as_usize()] += 1;
    }
    let mut left: HashMap<String, usize> =
        starts.into_iter().map(str::to_owned).zip(left).collect();
    let is_left_out = |line: &String| match left.get_mut(start_of(line)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    lines.into_iter().filter(is_left_out).collect()
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
