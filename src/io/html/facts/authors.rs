//! The authors of an article.

use super::head::Head;
use super::linked_data::LinkedData;
use super::places::Places;
use super::{of_data, of_meta};
use crate::corpus::{Fact, FactSource};
use crate::io::html::page_blocks::PageBlocks;

/// Maximum number of words of names in a block.
const MOST_WORDS: usize = 8;

/// Words before the name of an author.
const BEFORE: [&str; 16] = [
    "written by",
    "by",
    "von",
    "par",
    "بقلم",
    "كتب",
    "كتبت",
    "كتابة",
    "إعداد",
    "الكاتب",
    "نویسنده",
    "نوشته",
    "گزارش",
    "توسط",
    "تحریر",
    "از قلم",
];

/// Blocks below the headline in which the author may be.
const BELOW: usize = 6;

/// Signs after the name of an author.
const SIGNS: [char; 8] = ['|', '—', '–', '-', '·', '•', '،', ','];

pub(super) fn author(
    head: &Head,
    linked: &LinkedData,
    places: &Places,
    page: &PageBlocks,
    title: &str,
) -> Option<Fact> {
    let names = [
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
    ];
    let metas = names.iter().filter_map(|name| of_meta(head, &[name]));
    metas
        .chain(of_data(linked.article_names("author")))
        .chain(places.author.clone())
        .chain(shown(places))
        .chain(byline(page, title))
        .find_map(|fact| {
            let value = name(&fact.value)?.to_owned();
            Some(Fact { value, ..fact })
        })
}

/// The name without words before it; `None` for an address or an account.
fn name(text: &str) -> Option<&str> {
    let is_address = text.contains("://") || text.starts_with(['@', '/']);
    if is_address {
        return None;
    }
    let rest = after_word(text).unwrap_or(text);
    (!rest.is_empty()).then_some(rest)
}

/// The text after a word that comes before names, if the text starts with one.
fn after_word(text: &str) -> Option<&str> {
    BEFORE.iter().find_map(|word| {
        let (start, after) = text.get(..word.len()).zip(text.get(word.len()..))?;
        let is_word = start.to_lowercase() == *word && after.starts_with([' ', ':', '/']);
        is_word.then(|| after.trim_start_matches([' ', ':', '/']))
    })
}

/// The name in a block below the headline that starts like a byline.
fn byline(page: &PageBlocks, title: &str) -> Option<Fact> {
    let headline = page.blocks.iter().position(|block| block.text == title)?;
    let below = page.blocks.iter().skip(headline + 1).take(BELOW);
    let name = below
        .filter_map(|block| after_word(&block.text))
        .find_map(|rest| {
            let end = rest.find(|sign: char| SIGNS.contains(&sign) || sign.is_numeric());
            let name = rest[..end.unwrap_or(rest.len())].trim();
            let words = name.split(' ').count();
            (!name.is_empty() && words <= MOST_WORDS / 2).then(|| name.to_owned())
        });
    Some(Fact::new(name?, FactSource::Text))
}

/// Short texts in elements that are named after authors.
fn shown(places: &Places) -> impl Iterator<Item = Fact> {
    let is_name = |text: &&String| {
        text.split(' ').count() <= MOST_WORDS && !text.contains(|letter: char| letter.is_numeric())
    };
    let texts = places.named_authors.iter().filter(is_name);
    texts.map(|text| Fact::new(text.clone(), FactSource::Text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_the_words_before_them() {
        for (text, expected) in [
            ("By A. Writer", Some("A. Writer")),
            ("بقلم: كاتبة", Some("كاتبة")),
            ("إعداد: كاتب", Some("كاتب")),
            ("Bykov", Some("Bykov")),
            ("https://a.example/people/1", None),
            ("@account", None),
            ("", None),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }
}
