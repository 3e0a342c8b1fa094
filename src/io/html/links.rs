//! Paragraphs and list entries that consist only of a link.

use std::sync::LazyLock;

use dom_query::{Document, Matcher, Selection};

use super::hosts::host;
use super::labels::{LABEL_WORDS, matcher};
use super::unlinked::letters;

/// Maximum number of words of a linked title.
const LINK_WORDS: usize = 30;

/// Selectors that are compared with every paragraph, parsed once.
static BLOCKS: LazyLock<Matcher> = LazyLock::new(|| matcher("p, ul, ol"));
static LINKS: LazyLock<Matcher> = LazyLock::new(|| matcher("a[href]"));

/// Removes paragraphs and list entries that consist only of a link to the same site: titles of other
/// articles. A list of links to other sites belongs to the article.
pub(super) fn take_out_links(document: &Document) {
    let site = site_of(document);
    for block in document.select("body p, body li").iter() {
        let all = letters(&block.text());
        let words = block.text().split_whitespace().count();
        if all == 0 || words > LINK_WORDS || block.select_matcher(&BLOCKS).exists() {
            continue;
        }
        let links = block.select_matcher(&LINKS);
        let into_site = |link: &Selection<'_>| match (&site, target(&link.attr_or("href", ""))) {
            (Some(site), Some(target)) => *site == target,
            _ => true,
        };
        let linked: usize = links.iter().map(|link| letters(&link.text())).sum();
        if linked * 5 >= all * 4 && links.iter().any(|link| into_site(&link)) {
            block.remove();
        }
    }
    take_out_headings_of_nothing(document);
}

/// Removes the surroundings of a list that became empty, if they are only a heading.
fn take_out_headings_of_nothing(document: &Document) {
    for list in document
        .select("body ul:not(:has(li)), body ol:not(:has(li))")
        .iter()
    {
        let around = list.parent();
        let words = around.text().split_whitespace().count();
        list.remove();
        if words <= LABEL_WORDS && around.is("div, section") {
            around.remove();
        }
    }
}

/// The site that a page declares as its own.
fn site_of(document: &Document) -> Option<String> {
    let canonical = document.select("link[rel=canonical]").attr("href");
    let url = document.select("meta[property='og:url']").attr("content");
    canonical
        .and_then(|url| target(&url))
        .or_else(|| target(&url?))
}

/// The site of an absolute address: the last two labels of its host.
fn target(address: &str) -> Option<String> {
    let host = host(address)?;
    let labels: Vec<_> = host.rsplitn(3, '.').collect();
    (labels.len() > 1).then(|| format!("{}.{}", labels[1], labels[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_sites_are_the_articles_own() {
        let body = "<ul><li><a href=/next>Another article of this site</a></li>\
            <li><a href=https://m.news.example/next>And one more</a></li>\
            <li><a href='https://shop.example/x'>A lamp for 20</a></li>\
            <li>The report is <a href=/r>here</a>.</li></ul>";
        let left = |head: &str| {
            let document = Document::from(format!("<head>{head}</head><body>{body}"));
            take_out_links(&document);
            let left = document
                .select("li")
                .iter()
                .map(|entry| entry.text().to_string());
            left.collect::<Vec<_>>()
        };
        let canonical = "<link rel=canonical href=https://www.news.example/a>";
        assert_eq!(left(canonical), ["A lamp for 20", "The report is here."]);
        let url = "<meta property=og:url content=//news.example/a>";
        assert_eq!(left(url), left(canonical));
        // If the site is unknown, no link counts as leaving it.
        assert_eq!(left(""), ["The report is here."]);
    }

    #[test]
    fn sites_are_named_by_two_labels() {
        assert_eq!(
            target("HTTPS://A.b.Example:80/c").as_deref(),
            Some("b.example")
        );
        assert_eq!(target("//x.org?q").as_deref(), Some("x.org"));
        for address in [
            "",
            "/a/b",
            "a.html",
            "mailto:a@b.org",
            "https://",
            "https://localhost/",
        ] {
            assert_eq!(target(address), None, "{address}");
        }
    }
}
