//! The article in a saved web page.

use dom_query::{Document, Selection};
use dom_smoothie::{Config, Readability, TextMode};

use crate::corpus::Page;

/// Deepest nesting of tags that is parsed: parsers follow nesting by recursion, and no real page
/// comes near.
const DEEPEST: usize = 400;

/// Elements that need no end tag.
const WITHOUT_END: [&[u8]; 26] = [
    b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li",
    b"link", b"meta", b"option", b"p", b"param", b"path", b"rect", b"source", b"tbody", b"td",
    b"th", b"thead", b"tr", b"track", b"wbr",
];

/// Parts of a page that are never the article, whatever the site: what their names say is a habit
/// of all publishing systems.
const NOT_THE_ARTICLE: &str = "script, style, noscript, template, nav, aside, footer, form, button, \
    select, iframe, object, video, audio, figure, figcaption, dialog, menu, \
    [hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=dialog], \
    [role=contentinfo], [role=search], amp-ad, amp-carousel, amp-consent, amp-list, \
    amp-sidebar, amp-social-share, amp-user-notification, .fb-post, .twitter-tweet, \
    .instagram-media, .tiktok-embed";

/// Parts of names (`class` or `id`) of elements that are not the article.
const NAMES: [&str; 41] = [
    "related",
    "comment",
    "share",
    "sharing",
    "social",
    "cookie",
    "consent",
    "gdpr",
    "newsletter",
    "subscribe",
    "subscription",
    "breadcrumb",
    "sidebar",
    "widget",
    "advert",
    "sponsor",
    "promo",
    "recommend",
    "read-more",
    "readmore",
    "read-also",
    "readalso",
    "see-also",
    "also-read",
    "most-read",
    "mostread",
    "trending",
    "popular",
    "caption",
    "player",
    "tags",
    "taglist",
    "tag-list",
    "byline",
    "author-box",
    "authorbox",
    "post-meta",
    "entry-meta",
    "embed",
    "pagination",
    "donate",
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
    if is_too_deep(page.as_bytes()) {
        return Err(format!(
            "tags are nested more than {DEEPEST} deep; expected a web page"
        ));
    }
    let document = Document::from(page);
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

/// Takes out what is never the article.
fn take_out(document: &Document) {
    document.select(NOT_THE_ARTICLE).remove();
    take_out_labels(document);
    let paragraphs = document.select("body p").length();
    for element in document.select("body [class], body [id]").iter() {
        // The whole page may be named after one of its parts ("has-sidebar").
        if is_named(&element)
            && !element.is("body, main, article, html")
            && element.select("p").length() * 2 <= paragraphs
        {
            element.remove();
        }
    }
}

/// Sentences that a page must hold before its short blocks are taken for labels.
const ENOUGH_SENTENCES: usize = 3;

/// Most words of a caption or a label.
const LABEL_WORDS: usize = 20;

/// Takes out blocks of few words that are no sentence: captions, dates, buttons. Headings and lists
/// stay; so does all of a page that is not made of sentences, such as a poem.
fn take_out_labels(document: &Document) {
    let blocks = document.select("body p, body div, body td, body center, body section");
    let leaves: Vec<_> = blocks
        .iter()
        .filter(|block| !block.is(":has(p, div, td, ul, ol, table, blockquote, h1, h2, h3, h4)"))
        .filter(|block| !block.is("li p, li div, blockquote p, blockquote div"))
        .map(|block| {
            (
                is_label(&block.text()) && !heads_comments(&block.text()),
                block,
            )
        })
        .collect();
    let sentences = leaves.iter().filter(|(is_label, _)| !is_label).count();
    if sentences >= ENOUGH_SENTENCES {
        leaves
            .iter()
            .filter(|(is_label, _)| *is_label)
            .for_each(|(_, block)| block.remove());
    }
}

/// True for what may stand above comments: where they begin must stay known.
fn heads_comments(text: &str) -> bool {
    const WORDS: [&str; 6] = ["comment", "repl", "response", "تعليق", "نظر", "دیدگاه"];
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// True for a few words without the end of a sentence.
fn is_label(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
    });
    let is_sentence = end.ends_with(['.', '!', '?', '؟', '…', '۔', ':', '،', ',', ';', '؛']);
    let words = text.split_whitespace().count();
    words <= LABEL_WORDS && (!is_sentence || words <= 2)
}

fn is_named(element: &Selection<'_>) -> bool {
    ["class", "id"].iter().any(|name| {
        let value = element.attr_or(name, "").to_ascii_lowercase();
        NAMES.iter().any(|name| value.contains(name))
    })
}

/// Counts start tags against end tags, scripts and styles left out.
fn is_too_deep(page: &[u8]) -> bool {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &page[at..]) {
        at += found + 1;
        if page.get(at) == Some(&b'/') {
            depth = depth.saturating_sub(1);
            continue;
        }
        let length = page[at..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        let name = page[at..at + length].to_ascii_lowercase();
        match name.as_slice() {
            b"" => {}
            b"script" | b"style" => at = after_raw_text(page, at, &name),
            name if WITHOUT_END.contains(&name) => {}
            _ => depth += 1,
        }
        if depth > DEEPEST {
            return true;
        }
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
        let script = format!("<script>{}</script><p>text", "if (a<b) ".repeat(1000));
        assert!(article(&script).is_ok());
        assert!(article(&"<p>line<br>".repeat(1000)).is_ok());
        assert!(article("<script>never ends").is_ok());
    }
}
