//! What a web page states about its article: title, author, dates, site, section.

mod authors;
mod dates;
mod head;
mod linked_data;
mod shown_dates;
mod title;

use std::sync::LazyLock;

use dom_query::{Document, Matcher, NodeId, NodeRef};

use self::dates::Dates;
use self::head::Head;
pub(super) use self::linked_data::LinkedData;
use self::title::Titles;
use super::labels::matcher;
use super::one_line;
use super::page_blocks::PageBlocks;
use crate::corpus::{Fact, FactSource, PageFact, PageFacts};
use crate::io::dates::DayOrder;

/// The facts of a page, and its heading if the page shows one.
#[derive(Debug, Default)]
pub(super) struct FoundFacts {
    pub facts: PageFacts,
    /// The element of the headline.
    pub headline: Option<NodeId>,
    /// The text that the page states as the article.
    pub article_body: String,
}

/// Elements with facts in the body of a page.
static MARKED: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        "h1, h2, h3, time, [itemprop], a[rel~=author], a[rel~=tag], [property$=dateCreated], \
    [property$=datePublished], .published[title], span[class*=date i], span[class*=datum i], [class*=author], [class*=byline]",
    )
});

/// Maximum number of bytes of a text that can be a fact: elements with more are something else.
const MOST_BYTES: usize = 1_000;

/// Minimum number of bytes of a date: `2024-5-3`, `3.5.2024`.
const SHORTEST_DATE: usize = 8;

/// The text of an element in one line; empty if it is too long for a fact. Stops reading there, because elements
/// may be nested.
fn short_text(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    for inner in node.descendants_it().filter(NodeRef::is_text) {
        text.push_str(&inner.text());
        if text.len() > MOST_BYTES {
            return String::new();
        }
    }
    one_line(&text)
}

/// Facts in attributes of the body of a page.
#[derive(Debug, Default)]
struct Places {
    published: Vec<Fact>,
    modified: Option<Fact>,
    /// The first time after the headline, otherwise the first one.
    time: Option<Fact>,
    /// Texts of elements that are named after dates.
    named: Vec<String>,
    author: Option<Fact>,
    /// Texts of elements that are named after authors, and of the first link in each.
    named_authors: Vec<String>,
    tags: Vec<String>,
}

impl FoundFacts {
    /// Searches the whole page.
    pub(super) fn of(document: &Document, page: &PageBlocks) -> Self {
        let head = Head::of(document);
        let linked = LinkedData::of(document);
        let marked = document.select_matcher(&MARKED);
        let headings = marked.nodes().iter().filter(|node| is_heading(node));
        let headings: Vec<_> = headings.copied().collect();
        let title = Titles::of(document, &head, &linked).choose(&headings);
        let headline = title.heading.map(|node| node.id);
        let places = Places::of(marked.nodes(), headline);
        let mut facts = PageFacts::default();
        let mut set = |kind, fact: Option<Fact>| {
            if let Some(fact) = fact {
                facts.set(kind, fact);
            }
        };
        let language = language(document, &head, &linked);
        let url = url(&head, &linked);
        let dates = Dates {
            head: &head,
            linked: &linked,
            places: &places,
            page,
            title: title.fact.as_ref().map_or("", |fact| &fact.value),
            url: url.as_ref().map(|fact| fact.value.as_str()),
            order: DayOrder::of_language(language.as_ref().map(|fact| fact.value.as_str())),
        };
        set(PageFact::Published, dates.published());
        set(PageFact::Modified, dates.modified());
        set(
            PageFact::Author,
            authors::author(&head, &linked, &places, page, dates.title),
        );
        set(PageFact::Site, site(&head, &linked, url.as_ref()));
        set(PageFact::Description, description(&head, &linked));
        set(PageFact::Section, section(&head, &linked));
        set(PageFact::Tags, tags(&head, &linked, &places));
        set(PageFact::Title, title.fact);
        set(PageFact::Language, language);
        set(PageFact::Url, url);
        FoundFacts {
            facts,
            headline,
            article_body: linked.text("articleBody").unwrap_or_default(),
        }
    }
}

impl Places {
    fn of(marked: &[NodeRef<'_>], headline: Option<NodeId>) -> Self {
        let mut places = Places::default();
        let (mut is_below, mut is_time_below) = (false, false);
        for node in marked {
            is_below |= Some(node.id) == headline;
            let itemprop = node.attr_or("itemprop", "");
            match itemprop.as_ref() {
                "datePublished" | "dateCreated" => places.published.extend(dated(node)),
                "dateModified" => places.modified = places.modified.take().or_else(|| dated(node)),
                "author" => places.author = places.author.take().or_else(|| named(node)),
                _ => {}
            }
            let class = node.attr_or("class", "");
            let property = node.attr_or("property", "");
            let is_published = property.ends_with("dateCreated")
                || property.ends_with("datePublished")
                || node.has_class("published");
            if is_published {
                places.published.extend(dated(node));
            } else if node.has_name("span") && is_named_after_date(&class) {
                places.named.push(short_text(node));
            }
            if node.has_name("time") && (places.time.is_none() || is_below && !is_time_below) {
                let time = dated(node).filter(|time| time.value.len() >= SHORTEST_DATE);
                is_time_below |= is_below && time.is_some();
                places.time = time.or(places.time);
            }
            let is_comment = class.contains("comment");
            if !is_comment && (class.contains("author") || class.contains("byline")) {
                places.named_authors.extend(name_texts(node));
            }
            let relation = node.attr_or("rel", "");
            let mut relations = relation.split_ascii_whitespace();
            match relations.find(|relation| matches!(*relation, "author" | "tag")) {
                Some("author") => places.author = places.author.take().or_else(|| named(node)),
                Some(_) => places.tags.extend(named(node).map(|tag| tag.value)),
                None => {}
            }
        }
        places
    }
}

/// Maximum number of nodes in an element that are searched: elements may be nested.
const MOST_NODES: usize = 200;

/// The first nodes in an element.
fn inside<'d>(node: &NodeRef<'d>) -> impl Iterator<Item = NodeRef<'d>> {
    node.descendants_it().take(MOST_NODES)
}

/// The text of the first link in an element, and its own text.
fn name_texts(node: &NodeRef<'_>) -> Vec<String> {
    let mut inside = inside(node);
    let link = inside.find(|inner| inner.has_name("a") && inner.has_attr("href"));
    let link = link.map(|link| short_text(&link));
    let texts = link.into_iter().chain([short_text(node)]);
    texts.filter(|text| !text.is_empty()).collect()
}

fn is_named_after_date(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    class.contains("date") || class.contains("datum")
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    ["h1", "h2", "h3"].iter().any(|name| node.has_name(name))
}

/// The date that an element states in an attribute or shows.
fn dated(node: &NodeRef<'_>) -> Option<Fact> {
    let attributes = ["datetime", "content", "title"].iter();
    let stated = attributes.map(|name| node.attr_or(name, ""));
    let mut stated = stated
        .map(|text| one_line(&text))
        .filter(|text| !text.is_empty());
    match stated.next() {
        Some(text) => Some(Fact::new(text, FactSource::Attribute)),
        None => named(node),
    }
}

/// The text of an element, or of the part of it that is marked as its name.
fn named(node: &NodeRef<'_>) -> Option<Fact> {
    let mut inside = inside(node);
    let text = match inside.find(|inner| inner.attr("itemprop").as_deref() == Some("name")) {
        Some(name) => match name.attr("content") {
            Some(content) => one_line(&content),
            None => short_text(&name),
        },
        None => match node.attr("content") {
            Some(content) => one_line(&content),
            None => short_text(node),
        },
    };
    (!text.is_empty()).then(|| Fact::new(text, FactSource::Attribute))
}

fn language(document: &Document, head: &Head, linked: &LinkedData) -> Option<Fact> {
    let attribute = document.select_single("html[lang]").attr("lang");
    let attribute = attribute
        .map(|text| one_line(&text))
        .filter(|text| !text.is_empty());
    attribute
        .map(|text| Fact::new(text, FactSource::Attribute))
        .or_else(|| {
            of_meta(
                head,
                &["content-language", "inlanguage", "dc.language", "og:locale"],
            )
        })
        .or_else(|| of_data(linked.text("inLanguage")))
}

fn of_meta(head: &Head, names: &[&str]) -> Option<Fact> {
    let text = head.first(names)?;
    Some(Fact::new(text, FactSource::Meta))
}

fn of_data(text: Option<String>) -> Option<Fact> {
    Some(Fact::new(text?, FactSource::LinkedData))
}

/// The address that a page declares as its own.
fn url(head: &Head, linked: &LinkedData) -> Option<Fact> {
    let is_absolute = |text: &str| text.starts_with("http://") || text.starts_with("https://");
    let link = head.link("canonical").filter(|text| is_absolute(text));
    let link = link.map(|text| Fact::new(text, FactSource::Attribute));
    let meta = of_meta(head, &["og:url", "twitter:url"]);
    let data = of_data(linked.article_text("url"));
    let mut found = [link, meta, data].into_iter().flatten();
    found.find(|fact| is_absolute(&fact.value))
}

/// The name of the site, otherwise its host.
fn site(head: &Head, linked: &LinkedData, url: Option<&Fact>) -> Option<Fact> {
    of_meta(head, &["og:site_name", "application-name", "dc.publisher"])
        .or_else(|| of_data(linked.article_names("publisher")))
        .or_else(|| {
            let (_, address) = url?.value.split_once("://")?;
            let host = address.split(['/', '?', '#', ':']).next()?;
            let host = host.strip_prefix("www.").unwrap_or(host);
            (!host.is_empty()).then(|| Fact::new(host, FactSource::Url))
        })
}

fn description(head: &Head, linked: &LinkedData) -> Option<Fact> {
    let names = [
        "og:description",
        "description",
        "twitter:description",
        "dc.description",
    ];
    of_meta(head, &names).or_else(|| of_data(linked.article_text("description")))
}

fn section(head: &Head, linked: &LinkedData) -> Option<Fact> {
    let names = [
        "article:section",
        "og:section",
        "section",
        "parsely-section",
        "sailthru.section",
    ];
    of_meta(head, &names)
        .or_else(|| of_data(linked.article_text("articleSection")))
        .or_else(|| of_meta(head, &["category"]))
}

fn tags(head: &Head, linked: &LinkedData, places: &Places) -> Option<Fact> {
    let tags = joined(head.all("article:tag"));
    let meta = tags.map(|tags| Fact::new(tags, FactSource::Meta));
    meta.or_else(|| of_meta(head, &["news_keywords", "parsely-tags"]))
        .or_else(|| of_data(linked.article_names("keywords")))
        .or_else(|| {
            let tags = joined(places.tags.iter().map(String::as_str))?;
            Some(Fact::new(tags, FactSource::Attribute))
        })
        .or_else(|| of_meta(head, &["keywords"]))
}

/// Distinct values, separated by commas.
fn joined<'t>(values: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut distinct: Vec<&str> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    (!distinct.is_empty()).then(|| distinct.join(", "))
}
