//! The title of an article.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use super::head::Head;
use super::linked_data::LinkedData;
use super::places::{MOST_BYTES, short_text};
use crate::corpus::{Fact, FactSource};

/// Signs between the title of an article and the name of its site.
const SIGNS: [&str; 11] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " . ", " / ",
];

/// Minimum share of the words of the page's title in a heading that is taken for the title.
const ENOUGH_WORDS: f64 = 0.5;

/// Minimum share of the words of a heading that another title has, too.
const ENOUGH_SHARED: f64 = 0.4;

/// What a page says about its title.
pub(super) struct Titles {
    /// Titles in metadata, with the words of each.
    stated: Vec<(String, String, FactSource)>,
    /// The `title` element.
    element: String,
    site: Option<String>,
}

/// The title of an article, and its heading if the page shows it as one.
pub(super) struct Found<'d> {
    pub fact: Option<Fact>,
    pub heading: Option<NodeRef<'d>>,
}

impl Titles {
    pub(super) fn of(document: &Document, head: &Head, linked: &LinkedData) -> Self {
        let site = head.first(&["og:site_name"]).map(str::to_owned);
        let site = site.or_else(|| linked.article_names("publisher"));
        let of_meta = [
            "og:title",
            "twitter:title",
            "headline",
            "dc.title",
            "parsely-title",
        ];
        let of_meta = of_meta.iter().filter_map(|name| head.first(&[name]));
        let of_meta = of_meta.map(|text| (text.to_owned(), FactSource::Meta));
        let of_data = linked.article_text("headline");
        let of_data = of_data.map(|text| (text, FactSource::LinkedData));
        let short = of_meta
            .chain(of_data)
            .filter(|(text, _)| text.len() <= MOST_BYTES);
        let stated = short.map(|(text, source)| {
            let text = without_site(&text, site.as_deref());
            let words = words(&text);
            (text, words, source)
        });
        let element = document.select("title").nodes().first().map(short_text);
        Titles {
            stated: stated.filter(|(_, words, _)| !words.is_empty()).collect(),
            element: element.unwrap_or_default(),
            site,
        }
    }

    /// The heading that repeats a stated title, the longest heading that is most of the page's title, a heading
    /// with words of these, a stated title, the page's title, or the first heading.
    pub(super) fn choose<'d>(&self, headings: &[NodeRef<'d>]) -> Found<'d> {
        let texts = headings
            .iter()
            .map(|node| (*node, words(&short_text(node))));
        let texts: Vec<_> = texts.filter(|(_, words)| !words.is_empty()).collect();
        let heading = self
            .stated_heading(&texts)
            .or_else(|| self.title_heading(&texts))
            .or_else(|| self.similar_heading(&texts));
        if let Some(node) = heading {
            return Found::heading(node);
        }
        let stated = self.stated.first();
        let fact = stated.map(|(text, _, source)| Fact::new(text.clone(), *source));
        let fact = fact.or_else(|| {
            let title = without_site(&self.element, self.site.as_deref());
            (!title.is_empty()).then(|| Fact::new(title, FactSource::TitleElement))
        });
        match (fact, texts.first()) {
            (None, Some((node, _))) => Found::heading(*node),
            (fact, _) => Found {
                fact,
                heading: None,
            },
        }
    }

    fn stated_heading<'d>(&self, headings: &[(NodeRef<'d>, String)]) -> Option<NodeRef<'d>> {
        self.stated.iter().find_map(|(_, stated, _)| {
            let mut headings = headings.iter();
            headings
                .find(|(_, words)| words == stated)
                .map(|(node, _)| *node)
        })
    }

    fn title_heading<'d>(&self, headings: &[(NodeRef<'d>, String)]) -> Option<NodeRef<'d>> {
        let title = words(&self.element);
        let site = self.site.as_deref().map(words);
        let own = words(&without_site(&self.element, self.site.as_deref()));
        let count = |words: &str| words.split(' ').count() as f64;
        let is_title = |text: &str| {
            title.contains(text)
                && site.as_deref() != Some(text)
                && count(text) >= ENOUGH_WORDS * count(&own)
        };
        let in_title = headings.iter().filter(|(_, text)| is_title(text));
        let longest = in_title.rev().max_by_key(|(_, text)| text.len());
        longest.map(|(node, _)| *node)
    }

    /// The heading of the first level with the most words of the stated titles, if these are enough.
    fn similar_heading<'d>(&self, headings: &[(NodeRef<'d>, String)]) -> Option<NodeRef<'d>> {
        let element = words(&self.element);
        let stated = self.stated.iter().map(|(_, words, _)| words.as_str());
        let known: Vec<&str> = stated.chain([element.as_str()]).collect();
        let share = |text: &str| {
            let shares = known.iter().map(|known| shared_words(text, known));
            shares.fold(0.0, f64::max)
        };
        let first = headings.iter().filter(|(node, _)| node.has_name("h1"));
        let shares = first.map(|(node, text)| (*node, share(text)));
        let similar = shares.filter(|(_, share)| *share >= ENOUGH_SHARED);
        let best = similar.rev().max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.map(|(node, _)| node)
    }
}

/// The share of the words of a heading that a title has, too; 0 for a single word.
fn shared_words(heading: &str, title: &str) -> f64 {
    let known: HashSet<&str> = title.split(' ').collect();
    let words: Vec<&str> = heading.split(' ').collect();
    let shared = words.iter().filter(|word| known.contains(**word)).count();
    match words.len() {
        1 => 0.0,
        count => shared as f64 / count as f64,
    }
}

impl<'d> Found<'d> {
    /// The title; empty if there is none.
    pub(super) fn text(&self) -> &str {
        self.fact.as_ref().map_or("", |fact| &fact.value)
    }

    fn heading(node: NodeRef<'d>) -> Self {
        let text = short_text(&node);
        Found {
            fact: Some(Fact::new(text, FactSource::Heading)),
            heading: Some(node),
        }
    }
}

/// The words of a title in lower case: headings often have other punctuation.
fn words(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}

/// A page's title without the name of the site before or after it.
fn without_site(title: &str, site: Option<&str>) -> String {
    let title = without_named_site(title.trim(), site);
    let parts = SIGNS
        .iter()
        .map(|sign| title.split(sign).collect::<Vec<_>>());
    let parts = parts.max_by_key(Vec::len).unwrap_or_default();
    let count = |part: &&str| part.split_whitespace().count();
    let longest = parts.iter().copied().max_by_key(count).unwrap_or(title);
    let rest = count(&title) - count(&longest);
    let whole = if count(&longest) > rest {
        longest
    } else {
        title
    };
    whole.trim().to_owned()
}

/// The title without the known name of the site at its end or start.
fn without_named_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let Some(site) = site.map(words).filter(|site| !site.is_empty()) else {
        return title;
    };
    for sign in SIGNS {
        if let Some((own, last)) = title.rsplit_once(sign)
            && words(last) == site
        {
            return own.trim();
        }
        if let Some((first, own)) = title.split_once(sign)
            && words(first) == site
        {
            return own.trim();
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_name_of_the_site() {
        for (title, site, expected) in [
            (
                "A bridge opens again - Valley Herald",
                None,
                "A bridge opens again",
            ),
            ("Valley Herald", None, "Valley Herald"),
            (
                "One - two - Herald",
                Some("The Herald"),
                "One - two - Herald",
            ),
            ("One - two - The Herald", Some("The Herald"), "One - two"),
        ] {
            assert_eq!(without_site(title, site), expected);
        }
    }

    fn found(head: &str, body: &str) -> Option<(String, FactSource)> {
        let page = format!("<head>{head}</head><body>{body}");
        let document = Document::from(page);
        let linked = LinkedData::of(&document);
        let titles = Titles::of(&document, &Head::of(&document), &linked);
        let headings = document.select("h1, h2, h3");
        let fact = titles.choose(headings.nodes()).fact?;
        Some((fact.value, fact.source))
    }

    #[test]
    fn the_title_is_a_heading_that_repeats_what_the_page_states() {
        let title = "<title>A bridge… opens again — Valley Herald</title>";
        let both = "<h1>Valley Herald</h1><h2>A bridge... opens again</h2><h3>A bridge</h3>";
        let heading = |text: &str| Some((text.to_owned(), FactSource::Heading));
        assert_eq!(found(title, both), heading("A bridge... opens again"));
        let stated = format!("{title}<meta property=og:title content='A bridge'>");
        assert_eq!(found(&stated, both), heading("A bridge"));
        assert_eq!(found("", "<h1></h1><h1>Sport</h1>"), heading("Sport"));
        assert_eq!(found("", ""), None);
    }

    #[test]
    fn a_short_heading_is_no_title() {
        let title = "<title>The bridge over the valley opens again after a year</title>";
        let section = "<h2>The valley</h2>";
        let expected = "The bridge over the valley opens again after a year";
        let of_title = Some((expected.to_owned(), FactSource::TitleElement));
        assert_eq!(found(title, section), of_title);
        let meta = "<meta property=og:title content='The bridge opens - Herald'>\
            <meta property=og:site_name content=Herald>";
        let of_meta = Some(("The bridge opens".to_owned(), FactSource::Meta));
        assert_eq!(found(&format!("{title}{meta}"), section), of_meta);
    }
}
