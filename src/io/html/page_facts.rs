//! Metadata of a web page: title, language, date.

use dom_query::{Document, NodeRef};
use serde_json::Value;

use super::one_line;
use crate::corpus::Page;

/// The heading that is repeated in the page's title: the title itself often includes the name of the site.
pub(super) fn headline(document: &Document) -> Option<String> {
    headline_node(document).map(|node| one_line(&node.text()))
}

/// The element of that heading: the declared title of the page, or the first of the longest headings.
pub(super) fn headline_node(document: &Document) -> Option<NodeRef<'_>> {
    let stated = stated_words(document, "meta[property='og:title']");
    let site = stated_words(document, "meta[property='og:site_name']");
    let title = words(&document.select("head title").text());
    if title.is_empty() {
        let first = document.select("h1").nodes().first().copied();
        return first.filter(|heading| !words(&heading.text()).is_empty());
    }
    let headings = document.select("h1, h2, h3");
    let texts = headings
        .nodes()
        .iter()
        .map(|node| (*node, words(&node.text())));
    let in_title = texts.filter(|(_, text)| {
        !text.is_empty() && title.contains(text.as_str()) && Some(text) != site.as_ref()
    });
    in_title
        .rev()
        .max_by_key(|(_, text)| (Some(text) == stated.as_ref(), text.len()))
        .map(|(node, _)| node)
}

fn stated_words(document: &Document, selector: &str) -> Option<String> {
    let content = document.select(selector).attr("content");
    content.map(|text| words(&text))
}

/// The words of a title: headings often have other punctuation.
fn words(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A page's title without the name of the site before or after it.
pub(super) fn without_site(title: &str) -> String {
    let words = |part: &&str| part.split_whitespace().count();
    const SIGNS: [&str; 10] = [
        " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " . ",
    ];
    let parts = SIGNS
        .iter()
        .map(|sign| title.split(sign).collect::<Vec<_>>());
    let parts = parts.max_by_key(Vec::len).unwrap_or_default();
    let longest = parts.iter().copied().max_by_key(words).unwrap_or(title);
    let rest = words(&title) - words(&longest);
    let whole = if words(&longest) > rest {
        longest
    } else {
        title
    };
    whole.trim().to_owned()
}

/// Places of publication dates in pages, most reliable first; JSON-LD comes after the first.
const DATES: [(&str, &str); 9] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop=datePublished]", "content"),
    ("[itemprop=datePublished][datetime]", "datetime"),
    ("meta[name=pubdate]", "content"),
    ("meta[name='publish-date']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name=date]", "content"),
    ("time[datetime]", "datetime"),
];

/// Language and date of the page, from the places that most pages use.
pub(super) fn facts(document: &Document, linked: &LinkedData) -> Page {
    let attribute = |selector: &str, name: &str| {
        let value = document.select(selector).attr(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let found = |(selector, name): &(&str, &str)| attribute(selector, name);
    let [first, others @ ..] = &DATES;
    Page {
        title: String::new(),
        language: attribute("html[lang]", "lang")
            .or_else(|| attribute("meta[http-equiv=content-language i]", "content"))
            .or_else(|| linked.text("inLanguage")),
        left_out: Vec::new(),
        published: found(first)
            .or_else(|| linked.text("datePublished"))
            .or_else(|| others.iter().find_map(found)),
    }
}

/// The description that a page states, words separated by single spaces.
pub(super) fn description(document: &Document) -> Option<String> {
    let selectors = [
        "meta[property='og:description']",
        "meta[name=description i]",
    ];
    let found = selectors
        .iter()
        .find_map(|selector| document.select(selector).attr("content"));
    found.map(|text| one_line(&text))
}

/// The JSON-LD of a page: its metadata for search engines.
pub(super) struct LinkedData(Vec<Value>);

impl LinkedData {
    /// All parts of it that can be parsed.
    pub(super) fn of(document: &Document) -> Self {
        let scripts = document.select("script[type='application/ld+json']");
        let texts = scripts.iter().map(|script| script.text());
        LinkedData(
            texts
                .filter_map(|text| serde_json::from_str(&text).ok())
                .collect(),
        )
    }

    /// The first text with this name, in page order.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.0.iter().find_map(|value| text_in(value, name))
    }
}

/// Searches objects and lists. JSON is parsed to a depth of 128, so recursion ends.
fn text_in(value: &Value, name: &str) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| text_in(item, name)),
        Value::Object(members) => match members.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => members.values().find_map(|member| text_in(member, name)),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(head: &str) -> Option<String> {
        let page = Document::from(format!("<head>{head}</head>"));
        facts(&page, &LinkedData::of(&page)).published
    }

    #[test]
    fn dates_are_found_where_pages_state_them() {
        let linked = r#"<script type="application/ld+json">
            {"@graph": [{"@type": "WebSite"}, {"datePublished": "2024-05-01", "inLanguage": "ar"}]}
            </script>"#;
        assert_eq!(published(linked).as_deref(), Some("2024-05-01"));
        let page = Document::from(linked);
        let page = facts(&page, &LinkedData::of(&page));
        assert_eq!(page.language.as_deref(), Some("ar"));
        let broken = r#"<script type="application/ld+json">{"datePublished": </script>"#;
        let meta = "<meta name=pubdate content='3 May 2024'>";
        assert_eq!(published(broken), None);
        assert_eq!(
            published(&format!("{broken}{meta}")).as_deref(),
            Some("3 May 2024")
        );
    }

    #[test]
    fn titles_lose_the_name_of_the_site() {
        assert_eq!(
            without_site("A bridge opens again - Valley Herald"),
            "A bridge opens again"
        );
        assert_eq!(without_site("Valley Herald"), "Valley Herald");
    }

    #[test]
    fn the_headline_is_what_the_title_repeats() {
        let found = |head: &str, body: &str| {
            let page =
                format!("<head><title>A bridge… opens — Valley Herald News</title>{head}</head>");
            headline(&Document::from(format!("{page}<body>{body}")))
        };
        let both = "<h1>Valley Herald News</h1><h2>A bridge... opens</h2><h3>A bridge</h3>";
        assert_eq!(found("", both).as_deref(), Some("Valley Herald News"));
        let site = "<meta property=og:site_name content='Valley Herald News'>";
        assert_eq!(found(site, both).as_deref(), Some("A bridge... opens"));
        let stated = "<meta property=og:title content='A bridge, opens'>";
        assert_eq!(found(stated, both).as_deref(), Some("A bridge... opens"));
        assert_eq!(found("", "<h1>Sport</h1><h2></h2>"), None);
    }
}
