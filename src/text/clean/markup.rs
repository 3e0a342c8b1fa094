//! Markup remains: lines of attributes, JSON, tags or scripts from a player or a widget.

use memchr::{memchr, memchr3_iter, memrchr};

/// True for a line with at least two attributes (`name="value"`) or two JSON members (`"name": …`), with
/// straight or typographic quotation marks, or a line that is mostly tags or script.
pub(crate) fn is_markup(line: &str) -> bool {
    let (mut attributes, mut members, mut in_tags) = (0, 0, 0);
    let bytes = line.as_bytes();
    let last_end = memrchr(b'>', bytes).unwrap_or_default();
    for at in memchr3_iter(b'=', b':', b'<', bytes) {
        match bytes[at] {
            b'=' => attributes += usize::from(is_attribute(line, at)),
            b':' => members += usize::from(is_member(line, at)),
            _ if at < last_end => in_tags += tag_length(&bytes[at..]),
            _ => {}
        }
        // Stops as soon as the result is known, so that a line of a million tags is fast.
        if attributes >= 2 || members >= 2 || in_tags * 2 > line.len() {
            return true;
        }
    }
    is_script(line)
}

/// Elements that remain after scraping. Only known names count: `<Bank of Montreal>` and `<g@example.org>`
/// are not tags.
const ELEMENTS: [&str; 48] = [
    "a",
    "amp-img",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "div",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "li",
    "link",
    "meta",
    "nav",
    "object",
    "ol",
    "p",
    "picture",
    "script",
    "section",
    "source",
    "span",
    "strong",
    "style",
    "table",
    "td",
    "tr",
    "ul",
];

/// Length in bytes of the tag at the start of `text`; 0 if there is none.
fn tag_length(text: &[u8]) -> usize {
    let closes = usize::from(text.get(1) == Some(&b'/'));
    let name = &text[1 + closes..];
    let is_name = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'-';
    let length = name.iter().take_while(is_name).count();
    let name = &name[..length.min(12)];
    let known = ELEMENTS
        .iter()
        .any(|element| element.as_bytes().eq_ignore_ascii_case(name));
    let end = known.then(|| memchr(b'>', text)).flatten();
    end.map_or(0, |end| end + 1)
}

/// A statement of JavaScript or a rule of CSS.
fn is_script(line: &str) -> bool {
    let line = line.trim();
    let ends = line.ends_with([';', '{', '}']);
    let begins = [
        "var ",
        "let ",
        "const ",
        "function",
        "window.",
        "document.",
        "$(",
        "(function",
    ];
    let calls = [".push(", "function(", "function ("];
    ends && (begins.iter().any(|begin| line.starts_with(begin))
        || calls.iter().any(|call| line.contains(call)))
}

/// `name=“`, also with spaces around the equals sign.
fn is_attribute(line: &str, equals: usize) -> bool {
    let named = line[..equals]
        .trim_end()
        .ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    named && line[equals + 1..].trim_start().starts_with(is_quote)
}

/// `“name”:` with a name of ASCII letters.
fn is_member(line: &str, colon: usize) -> bool {
    let before = line[..colon].trim_end();
    before.ends_with(is_quote)
        && before
            .trim_end_matches(is_quote)
            .ends_with(|c: char| c.is_ascii_alphanumeric())
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '„' | '″' | '′')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn player_remains_are_markup_and_prose_is_not() {
        for line in [
            "‘ data-fave-thumbnails='{“big”: { “uri”: “https://media.example/1.jpg” } }’ data-vr-video=”false”",
            "data -check-preview = “” data-branding-key = “”",
            r#"{"@context": "https://schema.org", "@type": "NewsArticle"}"#,
            r#"<div class="x"><a href="/y">z</a></div>"#,
            "var player = videojs('main');",
            "window.dataLayer.push({",
            "ads.cmd.push(function() { ads.show('box'); });",
        ] {
            assert!(is_markup(line), "{line}");
        }
        for line in [
            "قال الوزير: «الخطة = نجاح».",
            "He said \"x = y\" and left: \"yes\".",
            "if a < b then c > d;",
            "From: George <g@example.org>",
            "<FOUR SEASONS HOTELS INC> YEAR NET",
            "The function of the court {sic} is to judge;",
            "",
        ] {
            assert!(!is_markup(line), "{line}");
        }
    }
}
