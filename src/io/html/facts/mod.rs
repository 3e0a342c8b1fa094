//! What a web page states about its article: title, author, dates, site, section.

mod authors;
mod dates;
mod head;
mod linked_data;
mod places;
mod shown_dates;
mod title;

use dom_query::{Document, NodeId};

use self::dates::Dates;
use self::head::Head;
use self::linked_data::LinkedData;
use self::places::{Marked, Places};
use self::title::Titles;
use super::hosts::{host, without_www};
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

impl FoundFacts {
    /// Searches the whole page.
    pub(super) fn of(document: &Document, page: &PageBlocks) -> Self {
        let head = &Head::of(document);
        let linked = &LinkedData::of(document);
        let marked = Marked::of(document);
        let title = Titles::of(document, head, linked).choose(&marked.headings());
        let headline = title.heading.map(|node| node.id);
        let places = &marked.places(headline);
        let language = language(document, head, linked);
        let url = url(head, linked);
        let dates = Dates {
            head,
            linked,
            places,
            page,
            title: title.text(),
            url: url.as_ref().map(|fact| fact.value.as_str()),
            order: DayOrder::of_language(language.as_ref().map(|fact| fact.value.as_str())),
        };
        let author = authors::author(head, linked, places, page, title.text());
        let facts = PageFacts::of_stated([
            (PageFact::Published, dates.published()),
            (PageFact::Modified, dates.modified()),
            (PageFact::Author, author),
            (PageFact::Site, site(head, linked, url.as_ref())),
            (PageFact::Description, description(head, linked)),
            (PageFact::Section, section(head, linked)),
            (PageFact::Tags, tags(head, linked, places)),
            (PageFact::Title, title.fact),
            (PageFact::Language, language),
            (PageFact::Url, url),
        ]);
        FoundFacts {
            facts,
            headline,
            article_body: linked.text("articleBody").unwrap_or_default(),
        }
    }
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
            let host = host(&url?.value)?;
            Some(Fact::new(without_www(&host), FactSource::Url))
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
    let tags = joined(head.all("article:tag").map(str::to_owned));
    let meta = tags.map(|tags| Fact::new(tags, FactSource::Meta));
    meta.or_else(|| of_meta(head, &["news_keywords", "parsely-tags"]))
        .or_else(|| of_data(linked.article_names("keywords")))
        .or_else(|| {
            let tags = joined(places.tags.iter().cloned())?;
            Some(Fact::new(tags, FactSource::Attribute))
        })
        .or_else(|| of_meta(head, &["keywords"]))
}

/// Maximum number of tags or names of one fact.
const MOST_VALUES: usize = 100;

/// Distinct values, separated by commas; `None` if there is none.
fn joined(values: impl Iterator<Item = String>) -> Option<String> {
    let mut distinct: Vec<String> = Vec::new();
    for value in values {
        if distinct.len() < MOST_VALUES && !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    (!distinct.is_empty()).then(|| distinct.join(", "))
}
