//! Dates of publication and of the last change.

use super::head::Head;
use super::linked_data::LinkedData;
use super::places::Places;
use super::shown_dates;
use crate::corpus::{Fact, FactSource, WrittenDate};
use crate::io::dates::{DayOrder, parse_in};
use crate::io::html::page_blocks::PageBlocks;

/// Names of publication dates in `meta` elements that publishing systems write for this purpose.
const PUBLISHED: [&str; 5] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
];

/// Names that are also used for other dates.
const OTHER_NAMES: [&str; 32] = [
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publish_time",
    "published-date",
    "published_date",
    "published_time",
    "publication_date",
    "publication-date",
    "publicationdate",
    "date_published",
    "originalpublicationdate",
    "article_date_original",
    "article.published",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.created",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "rnews:datepublished",
    "article:post_date",
    "date",
    "created",
];

/// Names of the date of the last change.
const MODIFIED: [&str; 10] = [
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "date_modified",
    "last-modified",
    "lastmod",
    "dc.date.modified",
    "dcterms.modified",
    "updated_time",
];

/// Hours between UTC and the zones of California and of Japan.
const WEST: i8 = 8;
const EAST: i8 = 9;

/// Where dates are searched.
pub(super) struct Dates<'p> {
    pub head: &'p Head,
    pub linked: &'p LinkedData,
    pub places: &'p Places,
    pub page: &'p PageBlocks,
    pub title: &'p str,
    pub url: Option<&'p str>,
    pub order: DayOrder,
}

impl Dates<'_> {
    /// The most reliable date that can be parsed, otherwise the most reliable one.
    pub(super) fn published(&self) -> Option<Fact> {
        let metas = |names: &'static [&'static str]| {
            let found = names.iter().flat_map(|name| self.head.all(name));
            found.map(|text| Fact::new(text, FactSource::Meta))
        };
        let linked = |name| {
            let text = self.linked.text(name);
            text.map(|text| Fact::new(text, FactSource::LinkedData))
        };
        let stated = metas(&PUBLISHED)
            .chain(linked("datePublished"))
            .chain(self.places.published.clone())
            .chain(metas(&OTHER_NAMES))
            .chain(linked("dateCreated"))
            .chain(linked("uploadDate"))
            .chain(self.places.time.clone());
        let mut first = None;
        for fact in stated.take(shown_dates::MOST_SEARCHED) {
            if let Ok(date) = parse_in(&fact.value, self.order) {
                return Some(self.local_day(date).unwrap_or(fact));
            }
            first.get_or_insert(fact);
        }
        self.of_address().or_else(|| self.shown()).or(first)
    }

    /// The day that the page shows near its headline, if it differs from that of an instant in UTC and is the same
    /// instant in a zone from California to Japan: the page shows the day of its place.
    fn local_day(&self, stated: WrittenDate) -> Option<Fact> {
        let hour = stated.utc_hour()?;
        let text = shown_dates::near_headline(self.page, self.title, self.order)?;
        let shown = parse_in(&text, self.order).ok()?;
        let is_local = match (shown.day() - stated.day()).get_days() {
            -1 => hour < WEST,
            1 => hour >= 24 - EAST,
            _ => false,
        };
        is_local.then(|| Fact::new(text, FactSource::Text))
    }

    /// The stated date of the last change.
    pub(super) fn modified(&self) -> Option<Fact> {
        let meta = self.head.first(&MODIFIED);
        let meta = meta.map(|text| Fact::new(text, FactSource::Meta));
        meta.or_else(|| {
            let text = self.linked.text("dateModified")?;
            Some(Fact::new(text, FactSource::LinkedData))
        })
        .or_else(|| self.places.modified.clone())
        .or_else(|| {
            let text = shown_dates::of_change(self.page, self.title, self.order)?;
            Some(Fact::new(text, FactSource::Text))
        })
    }

    fn of_address(&self) -> Option<Fact> {
        let date = date_in_address(self.url?, self.order)?;
        Some(Fact::new(date, FactSource::Url))
    }

    fn shown(&self) -> Option<Fact> {
        let near = shown_dates::near_headline(self.page, self.title, self.order);
        let mut named = self
            .places
            .named_dates
            .iter()
            .take(shown_dates::MOST_SEARCHED);
        let found = near
            .or_else(|| named.find_map(|text| shown_dates::date_in(text, self.order)))
            .or_else(|| shown_dates::dateline(self.page, self.title, self.order))
            .or_else(|| shown_dates::anywhere(self.page, self.order));
        Some(Fact::new(found?, FactSource::Text))
    }
}

/// The date in the path of an address: `/2024/05/31/`, `/2024-05-31-`, `/20240531/`, `/2024/may/31/`.
fn date_in_address(url: &str, order: DayOrder) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = |text: &str| text.len() == 4 && is_number(text);
    let is_day = |text: &str| text.len() <= 2 && is_number(text);
    let whole = parts.iter().find(|part| part.len() == 8 && is_number(part));
    let whole = whole.filter(|digits| is_likely(digits, order));
    let three = parts.windows(3).find_map(|part| {
        let [first, month, last] = part else {
            return None;
        };
        let (year, day) = match (is_year(first), is_year(last)) {
            (true, _) if is_day(last) => (first, last),
            (_, true) if is_day(first) => (last, first),
            _ => return None,
        };
        let text = match is_number(month) {
            true => format!("{year}-{month:0>2}-{day:0>2}"),
            false => format!("{day} {month} {year}"),
        };
        is_likely(&text, order).then_some(text)
    });
    three.or_else(|| whole.map(|digits| (*digits).to_owned()))
}

/// Years in which pages of the web were published.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2099;

/// True for a date of a year in which pages of the web were published.
pub(super) fn is_likely(text: &str, order: DayOrder) -> bool {
    parse_in(text, order).is_ok_and(|date| YEARS.contains(&date.day().year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_days() {
        let found = |url| date_in_address(url, DayOrder::Unknown);
        for (url, expected) in [
            ("https://a.example/2024/05/31/a-bridge", Some("2024-05-31")),
            (
                "https://a.example/news/2024-5-3-a-bridge",
                Some("2024-05-03"),
            ),
            (
                "https://a.example/20240531/a.html?d=20200101",
                Some("20240531"),
            ),
            (
                "https://a.example/2024/may/31/a-bridge",
                Some("31 may 2024"),
            ),
            ("https://a.example/fa/1403/05/12/x", Some("1403-05-12")),
            ("https://a.example/2024/05/a-bridge", None),
            ("https://a.example/2024/13/31/a", None),
            ("https://a.example/id/12345678", None),
        ] {
            assert_eq!(found(url).as_deref(), expected, "{url}");
        }
    }
}
