//! What is known about a document that is a web page.

use std::fmt;

use crate::io::site_blocks::PageBlockDigests;

/// A web page: what it states about its article, and its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Page {
    /// Title, author, date and other facts.
    pub facts: PageFacts,
    /// The blocks of text that the page shows, in order, without scripts and styles.
    pub blocks: Vec<PageBlock>,
    /// Its part of the counts of blocks that the pages of a site share, instead of its article.
    pub(crate) digests: PageBlockDigests,
}

impl Page {
    /// The blocks that are not in the text of the document.
    pub fn left_out(&self) -> impl Iterator<Item = &PageBlock> {
        let blocks = self.blocks.iter();
        blocks.filter(|block| matches!(block.place, BlockPlace::Outside | BlockPlace::Repeated))
    }

    /// The page without its blocks.
    pub(crate) fn without_blocks(&self) -> Self {
        Page {
            facts: self.facts.clone(),
            ..Page::default()
        }
    }
}

/// A paragraph, heading, list item or table row of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBlock {
    /// Its text in one line.
    pub text: String,
    /// Where it is.
    pub place: BlockPlace,
    /// The learned probability that it is in the article, in thousandths; `None` if it was not computed.
    pub probability: Option<u16>,
}

/// The place of a block in relation to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockPlace {
    /// In the article.
    Article,
    /// The headline, with which the text begins.
    Title,
    /// Outside the article.
    Outside,
    /// Boilerplate of the site: many of its pages have this block.
    Repeated,
}

/// Facts that a web page states about its article, at most one of each kind.
///
/// ```
/// use tasnif::corpus::{Fact, FactSource, PageFact, PageFacts};
///
/// let mut facts = PageFacts::default();
/// facts.set(PageFact::Section, Fact::new("Sport", FactSource::Meta));
/// assert_eq!(facts.text(PageFact::Section), Some("Sport"));
/// assert_eq!(facts.text(PageFact::Author), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageFacts([Option<Fact>; PageFact::ALL.len()]);

/// A fact as the page writes it, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The value; words are separated by single spaces.
    pub value: String,
    /// Where it was found.
    pub source: FactSource,
}

/// The kinds of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PageFact {
    /// The headline, without the name of the site.
    Title,
    /// The names of the authors, separated by commas.
    Author,
    /// The date of publication.
    Published,
    /// The date of the last change.
    Modified,
    /// The language, such as `ar` or `en-GB`.
    Language,
    /// The name of the site or newspaper.
    Site,
    /// A summary of the article.
    Description,
    /// The section or category.
    Section,
    /// Keywords, separated by commas.
    Tags,
    /// The address of the page.
    Url,
}

impl PageFact {
    /// All kinds, in the order of output columns.
    pub const ALL: [PageFact; 10] = [
        PageFact::Title,
        PageFact::Author,
        PageFact::Published,
        PageFact::Modified,
        PageFact::Language,
        PageFact::Site,
        PageFact::Description,
        PageFact::Section,
        PageFact::Tags,
        PageFact::Url,
    ];

    /// The name in output columns and field options.
    pub fn name(self) -> &'static str {
        match self {
            PageFact::Title => "title",
            PageFact::Author => "author",
            PageFact::Published => "published",
            PageFact::Modified => "modified",
            PageFact::Language => "page_language",
            PageFact::Site => "site",
            PageFact::Description => "description",
            PageFact::Section => "section",
            PageFact::Tags => "tags",
            PageFact::Url => "url",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.name() == name)
    }
}

/// Where in a page a fact was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FactSource {
    /// A `meta` element.
    Meta,
    /// JSON-LD: metadata for search engines.
    LinkedData,
    /// An attribute of an element, such as `itemprop`, `datetime`, `rel` or `lang`.
    Attribute,
    /// A heading.
    Heading,
    /// The `title` element.
    TitleElement,
    /// The address of the page.
    Url,
    /// Text that the page shows.
    Text,
}

impl FactSource {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            FactSource::Meta => "meta",
            FactSource::LinkedData => "json-ld",
            FactSource::Attribute => "attribute",
            FactSource::Heading => "heading",
            FactSource::TitleElement => "title",
            FactSource::Url => "url",
            FactSource::Text => "text",
        }
    }
}

impl fmt::Display for FactSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Fact {
    /// A value and its place.
    pub fn new(value: impl Into<String>, source: FactSource) -> Self {
        Fact {
            value: value.into(),
            source,
        }
    }
}

impl PageFacts {
    /// The fact of a kind, if the page states it.
    pub fn get(&self, kind: PageFact) -> Option<&Fact> {
        self.0[kind as usize].as_ref()
    }

    /// The value of a fact, if the page states it.
    pub fn text(&self, kind: PageFact) -> Option<&str> {
        self.get(kind).map(|fact| fact.value.as_str())
    }

    /// Sets a fact.
    pub fn set(&mut self, kind: PageFact, fact: Fact) {
        self.0[kind as usize] = Some(fact);
    }

    /// Those of the facts that are stated.
    #[cfg(feature = "html")]
    pub(crate) fn of_stated(facts: impl IntoIterator<Item = (PageFact, Option<Fact>)>) -> Self {
        let mut stated = PageFacts::default();
        for (kind, fact) in facts {
            stated.0[kind as usize] = fact;
        }
        stated
    }

    /// The stated facts, in the order of [`PageFact::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (PageFact, &Fact)> {
        let all = PageFact::ALL.into_iter();
        all.filter_map(|kind| Some((kind, self.get(kind)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_found_by_kind_and_name() {
        for (place, kind) in PageFact::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, place);
            assert_eq!(PageFact::named(kind.name()), Some(kind));
        }
        assert_eq!(PageFact::named("label"), None);
    }
}
