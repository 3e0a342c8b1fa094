//! Markup remains: lines of attributes, JSON, tags or scripts that a player or a widget left.

/// True for a line that holds at least two attributes (`name="value"`) or two JSON members
/// (`"name": …`), with straight or typographic quotation marks, or that is mostly tags or script.
pub(crate) fn is_markup(line: &str) -> bool {
    let attributes = line
        .match_indices('=')
        .filter(|&(at, _)| is_attribute(line, at));
    if attributes.count() >= 2 {
        return true;
    }
    let members = line
        .match_indices(':')
        .filter(|&(at, _)| is_member(line, at));
    members.count() >= 2 || is_mostly_tags(line) || is_script(line)
}

/// More bytes in tags than outside.
fn is_mostly_tags(line: &str) -> bool {
    let tags = line.match_indices('<').filter_map(|(at, _)| {
        let opens = line[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let length = line[at..].find('>')? + 1;
        opens.then_some(length)
    });
    tags.sum::<usize>() * 2 > line.len()
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
