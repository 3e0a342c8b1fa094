//! Markup remains: lines of attributes, JSON, tags or scripts that a player or a widget left.

use memchr::{memchr, memchr3_iter, memrchr};

/// True for a line that holds at least two attributes (`name="value"`) or two JSON members
/// (`"name": …`), with straight or typographic quotation marks, or that is mostly tags or script.
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
        // As soon as it is told, so that a line of a million tags takes no longer.
        if attributes >= 2 || members >= 2 || in_tags * 2 > line.len() {
            return true;
        }
    }
    is_script(line)
}

/// Bytes of the tag that `text` begins with; 0 when it is none.
fn tag_length(text: &[u8]) -> usize {
    let opens = text
        .get(1)
        .is_some_and(|&c| c.is_ascii_alphabetic() || c == b'/');
    let end = opens.then(|| memchr(b'>', text)).flatten();
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
    ends && begins.iter().any(|begin| line.starts_with(begin))
}

/// `name=“`, also with spaces around the sign.
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
        ] {
            assert!(is_markup(line), "{line}");
        }
        for line in [
            "قال الوزير: «الخطة = نجاح».",
            "He said \"x = y\" and left: \"yes\".",
            "if a < b then c > d;",
            "The function of the court {sic} is to judge;",
            "",
        ] {
            assert!(!is_markup(line), "{line}");
        }
    }
}
