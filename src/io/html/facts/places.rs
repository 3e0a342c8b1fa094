//! Facts in the elements of the body of a page.

use std::sync::LazyLock;

use dom_query::{Document, Matcher, NodeId, NodeRef};

use super::super::labels::matcher;
use super::super::one_line;
use crate::corpus::{Fact, FactSource};

/// Elements that may state facts.
static MARKED: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        "h1, h2, h3, time, [itemprop], a[rel~=author], a[rel~=tag], [property$=dateCreated], \
         [property$=datePublished], .published[title], span[class*=date i], span[class*=datum i], \
         [class*=author], [class*=byline]",
    )
});

/// Maximum number of bytes of a text that can be a fact: elements with more are something else.
pub(super) const MOST_BYTES: usize = 1_000;

/// Maximum number of nodes in an element that are searched: elements may be nested.
const MOST_NODES: usize = 200;

/// Minimum number of bytes of a date: `2024-5-3`, `3.5.2024`.
const SHORTEST_DATE: usize = 8;

/// The elements of a page that may state facts, in page order.
pub(super) struct Marked<'d>(Vec<NodeRef<'d>>);

/// Facts that elements state.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub published: Vec<Fact>,
    pub modified: Option<Fact>,
    /// The first time below the headline, otherwise the first one.
    pub time: Option<Fact>,
    is_time_below: bool,
    /// Texts of elements that are named after dates.
    pub named_dates: Vec<String>,
    pub author: Option<Fact>,
    /// Texts of elements that are named after authors, and of the first link in each.
    pub named_authors: Vec<String>,
    pub tags: Vec<String>,
}

impl<'d> Marked<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        Marked(document.select_matcher(&MARKED).nodes().to_vec())
    }

    /// The headings of the first three levels.
    pub(super) fn headings(&self) -> Vec<NodeRef<'d>> {
        let is_heading = |node: &&NodeRef<'_>| {
            let names = ["h1", "h2", "h3"];
            names.iter().any(|name| node.has_name(name))
        };
        self.0.iter().filter(is_heading).copied().collect()
    }

    /// What the elements state; `headline` is the heading of the article.
    pub(super) fn places(&self, headline: Option<NodeId>) -> Places {
        let mut places = Places::default();
        let mut is_below = false;
        for node in &self.0 {
            is_below |= Some(node.id) == headline;
            places.take_property(node);
            places.take_named(node);
            places.take_relation(node);
            if node.has_name("time") {
                let is_first_below = is_below && !places.is_time_below;
                if places.time.is_none() || is_first_below {
                    places.take_time(node, is_below);
                }
            }
        }
        places
    }
}

impl Places {
    /// A property of microdata or RDFa.
    fn take_property(&mut self, node: &NodeRef<'_>) {
        let item = node.attr_or("itemprop", "");
        let property = node.attr_or("property", "");
        let is_published = matches!(&*item, "datePublished" | "dateCreated")
            || property.ends_with("dateCreated")
            || property.ends_with("datePublished")
            || node.has_class("published");
        if is_published {
            self.published.extend(dated(node));
        }
        match &*item {
            "dateModified" if self.modified.is_none() => self.modified = dated(node),
            "author" if self.author.is_none() => self.author = named(node),
            _ => {}
        }
    }

    /// An element with the name of a date or an author.
    fn take_named(&mut self, node: &NodeRef<'_>) {
        let class = node.attr_or("class", "").to_ascii_lowercase();
        if node.has_name("span") && (class.contains("date") || class.contains("datum")) {
            self.named_dates.push(short_text(node));
        }
        let is_author = class.contains("author") || class.contains("byline");
        if is_author && !class.contains("comment") {
            self.named_authors.extend(name_texts(node));
        }
    }

    fn take_relation(&mut self, node: &NodeRef<'_>) {
        let relation = node.attr_or("rel", "");
        for relation in relation.split_ascii_whitespace() {
            match relation {
                "author" if self.author.is_none() => self.author = named(node),
                "tag" => self.tags.extend(named(node).map(|tag| tag.value)),
                _ => {}
            }
        }
    }

    fn take_time(&mut self, node: &NodeRef<'_>, is_below: bool) {
        let time = dated(node).filter(|time| time.value.len() >= SHORTEST_DATE);
        self.is_time_below |= is_below && time.is_some();
        self.time = time.or(self.time.take());
    }
}

/// The text of an element in one line; empty if it is too long for a fact. Stops reading there, because elements
/// may be nested.
pub(super) fn short_text(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    for inner in node.descendants_it().filter(NodeRef::is_text) {
        text.push_str(&inner.text());
        if text.len() > MOST_BYTES {
            return String::new();
        }
    }
    one_line(&text)
}

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

/// The date that an element states in an attribute or shows.
fn dated(node: &NodeRef<'_>) -> Option<Fact> {
    let attributes = ["datetime", "content", "title"].iter();
    let mut stated = attributes.map(|name| one_line(&node.attr_or(name, "")));
    match stated.find(|text| !text.is_empty()) {
        Some(text) => Some(Fact::new(text, FactSource::Attribute)),
        None => named(node),
    }
}

/// The text of an element, or of the part of it that is marked as its name.
fn named(node: &NodeRef<'_>) -> Option<Fact> {
    let mut inside = inside(node);
    let name = inside.find(|inner| inner.attr("itemprop").as_deref() == Some("name"));
    let name = name.unwrap_or(*node);
    let text = match name.attr("content") {
        Some(content) => one_line(&content),
        None => short_text(&name),
    };
    (!text.is_empty()).then(|| Fact::new(text, FactSource::Attribute))
}
