//! The article in a saved web page.

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::furniture::take_out;
use crate::corpus::Page;

/// Deepest nesting of tags that is parsed: parsers follow nesting by recursion, and no real page
/// comes near.
const DEEPEST: usize = 400;

/// Most elements that may seem open while a page is read tag by tag: parsing takes time that grows
/// with the square of the depth. More than [`DEEPEST`], because comments and attributes, too, may
/// hold what looks like tags.
const MOST_OPEN: usize = 4_000;

/// Elements that need no end tag.
const WITHOUT_END: [&[u8]; 26] = [
    b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li",
    b"link", b"meta", b"option", b"p", b"param", b"path", b"rect", b"source", b"tbody", b"td",
    b"th", b"thead", b"tr", b"track", b"wbr",
];

/// An article out of a page.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub page: Page,
    /// Title and body, paragraphs parted by blank lines; empty when no article is found.
    pub text: String,
}

/// The article of a page, without menus, scripts, captions, comment forms and the like.
///
/// # Errors
/// When tags are nested deeper than any real page nests them.
pub(super) fn article(page: &str) -> Result<Article, String> {
    let too_deep = || format!("tags are nested more than {DEEPEST} deep; expected a web page");
    if is_too_deep(page.as_bytes()) {
        return Err(too_deep());
    }
    let document = Document::from(page);
    if has_too_deep_tree(&document) {
        return Err(too_deep());
    }
    let facts = facts(&document);
    let config = || Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let headline = headline(&document);
    take_out(&document);
    let article = Readability::with_document(document, None, Some(config()))
        .and_then(|mut page| page.parse());
    let Ok(article) = article else {
        return Ok(Article {
            page: facts,
            text: String::new(),
        });
    };
    let page = Page {
        title: headline.unwrap_or_else(|| without_site(&article.title)),
        language: facts.language.or(article.lang),
        published: facts.published.or(article.published_time),
        left_out: Vec::new(),
    };
    Ok(Article {
        text: format!("{}\n\n{}", page.title, article.text_content),
        page,
    })
}

/// The lines of a page that are not in `text`, scripts and styles left out.
pub(super) fn left_out(page: &str, text: &str) -> Vec<String> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let document = Document::from(page);
    document.select("script, style, template, head").remove();
    let (kept, all) = (one_line(text), document.formatted_text());
    let lines = all.lines().map(one_line);
    lines
        .filter(|line| !line.is_empty() && !kept.contains(line.as_str()))
        .collect()
}

/// The heading of the page that its title repeats: the title itself often names the site, too.
fn headline(document: &Document) -> Option<String> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = one_line(&document.select("head title").text());
    let headings = document.select("h1, h2, h3");
    let texts = headings.iter().map(|heading| one_line(&heading.text()));
    texts
        .filter(|text| !text.is_empty() && title.contains(text.as_str()))
        .max_by_key(String::len)
}

/// A page's title without the name of the site before or after it.
fn without_site(title: &str) -> String {
    let words = |part: &&str| part.split_whitespace().count();
    const SIGNS: [&str; 6] = [" | ", " - ", " – ", " — ", " :: ", " » "];
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

/// Language and date as the page states them, in the places where most pages do.
fn facts(document: &Document) -> Page {
    let attribute = |selector: &str, name: &str| {
        let value = document.select(selector).attr(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    Page {
        title: String::new(),
        language: attribute("html[lang]", "lang"),
        left_out: Vec::new(),
        published: attribute("meta[property='article:published_time']", "content")
            .or_else(|| attribute("meta[itemprop=datePublished]", "content"))
            .or_else(|| attribute("time[datetime]", "datetime")),
    }
}

/// Elements that an end tag of another element, but a table's, does not close.
const BORDERS: [&[u8]; 5] = [b"table", b"template", b"object", b"svg", b"math"];

/// Elements whose end tag closes no element inside them.
const FORMATTING: [&[u8]; 14] = [
    b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike",
    b"strong", b"tt", b"u",
];

/// Follows which elements are open, scripts and styles left out: bounds the time of parsing, which
/// grows with the square of the depth. An end tag of nothing that is open counts for nothing.
fn is_too_deep(page: &[u8]) -> bool {
    let mut open: Vec<Vec<u8>> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &page[at..]) {
        at += found + 1;
        let ends = page.get(at) == Some(&b'/');
        at += usize::from(ends);
        let letters = page[at..].iter();
        let length = letters.take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = page[at..at + length].to_ascii_lowercase();
        match name.as_slice() {
            b"" => {}
            name if ends => close(&mut open, name),
            b"script" | b"style" => at = after_raw_text(page, at, &name),
            name if WITHOUT_END.contains(&name) => {}
            _ => open.push(name),
        }
        if open.len() > MOST_OPEN {
            return true;
        }
    }
    false
}

/// Closes the innermost open element `name` and what is open in it, as parsers do.
fn close(open: &mut Vec<Vec<u8>>, name: &[u8]) {
    let Some(at) = open.iter().rposition(|open| open == name) else {
        return;
    };
    let is_border = |open: &Vec<u8>| BORDERS.contains(&open.as_slice());
    if FORMATTING.contains(&name) {
        open.remove(at);
    } else if BORDERS.contains(&name) || !open[at + 1..].iter().any(is_border) {
        open.truncate(at);
    }
}

/// Measures what was parsed: what comes after parsing follows the tree by recursion.
fn has_too_deep_tree(document: &Document) -> bool {
    let mut left = vec![(document.root(), 0)];
    while let Some((node, depth)) = left.pop() {
        if depth > DEEPEST {
            return true;
        }
        left.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    false
}

/// Where the end tag of the raw text element `name` that starts at `at` has been read.
fn after_raw_text(page: &[u8], at: usize, name: &[u8]) -> usize {
    let ends = memchr::memmem::find_iter(&page[at..], b"</").map(|found| at + found + 2);
    let is_end = |end: &usize| {
        let have = page.get(*end..*end + name.len());
        have.is_some_and(|have| have.eq_ignore_ascii_case(name))
    };
    ends.into_iter().find(is_end).unwrap_or(page.len())
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

    #[test]
    fn nesting_without_end_is_refused_and_scripts_do_not_count() {
        assert!(article(&"<b><i>".repeat(20_000)).is_err());
        assert!(article(&"<div>".repeat(100_000)).is_err());
        // End tags of nothing that is open, or that are behind a border, close nothing.
        for unclosed in [
            "<div></x>",
            "<div><p>text</p>",
            "<b><div></b>",
            "<div><table><tr><td></div>",
        ] {
            assert!(article(&unclosed.repeat(20_000)).is_err(), "{unclosed}");
        }
        assert!(article(&"<div><b><i>text</b></i></div>".repeat(1_000)).is_ok());
        // What only looks like tags is not deep.
        for flat in [
            "<!-- <div> -->",
            "<img alt='<span><b>x'>",
            "<svg><circle/></svg>",
        ] {
            assert!(article(&flat.repeat(500)).is_ok(), "{flat}");
        }
        let script = format!("<script>{}</script><p>text", "if (a<b) ".repeat(1000));
        assert!(article(&script).is_ok());
        assert!(article(&"<p>line<br>".repeat(1000)).is_ok());
        assert!(article("<script>never ends").is_ok());
    }
}
