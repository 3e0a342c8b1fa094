//! Markup remains in scraped plain text: attribute and JSON lines that a player or a widget left.

use std::borrow::Cow;

/// A line taken out of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedLine {
    /// Line number in the text, from 1.
    pub line: usize,
    /// The line itself.
    pub text: String,
}

/// A text with its markup remains blanked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'t> {
    /// The text, with each removed line replaced by as many spaces as it had bytes, so that byte
    /// offsets into it are byte offsets into the original.
    pub text: Cow<'t, str>,
    /// What was removed, in order.
    pub removed: Vec<RemovedLine>,
}

/// Blanks lines that hold at least two attributes (`name="value"`) or two JSON members
/// (`"name": …`), with straight or typographic quotation marks.
///
/// ```
/// let cleaned = tasnif::remove_markup("قال الوزير\ndata-id=\"7\" data-src=”x”>\nثم غادر");
/// assert_eq!(cleaned.removed.len(), 1);
/// assert_eq!(cleaned.removed[0].line, 2);
/// assert!(cleaned.text.starts_with("قال الوزير\n "));
/// ```
pub fn remove_markup(text: &str) -> Cleaned<'_> {
    let mut removed = Vec::new();
    let mut kept = String::new();
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if is_markup(line) {
            let body = line.trim_end_matches(['\n', '\r']);
            // Blanks are as long as what they replace: what is kept so far ends where it ended.
            kept.push_str(&text[kept.len()..start]);
            kept.extend(std::iter::repeat_n(' ', body.len()));
            kept.push_str(&line[body.len()..]);
            removed.push(RemovedLine {
                line: index + 1,
                text: body.to_owned(),
            });
        }
        start += line.len();
    }
    if removed.is_empty() {
        return Cleaned {
            text: Cow::Borrowed(text),
            removed,
        };
    }
    kept.push_str(&text[kept.len()..]);
    Cleaned {
        text: Cow::Owned(kept),
        removed,
    }
}

fn is_markup(line: &str) -> bool {
    let attributes = line
        .match_indices('=')
        .filter(|&(at, _)| is_attribute(line, at));
    if attributes.count() >= 2 {
        return true;
    }
    let members = line
        .match_indices(':')
        .filter(|&(at, _)| is_member(line, at));
    members.count() >= 2
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
    fn player_remains_go_and_prose_stays() {
        let text = "\
‘ data-fave-thumbnails='{“big”: { “uri”: “https://media.example/1.jpg” } }’ data-vr-video=”false”
data -check-preview = “” data-branding-key = “”
قال الوزير: «الخطة = نجاح».
He said \"x = y\" and left: \"yes\".";
        let cleaned = remove_markup(text);
        let lines: Vec<_> = cleaned.removed.iter().map(|line| line.line).collect();
        assert_eq!(lines, [1, 2]);
        assert_eq!(cleaned.text.len(), text.len());
        let prose = text.find("قال").unwrap();
        assert_eq!(cleaned.text[prose..], text[prose..]);
        assert!(cleaned.text[..prose].trim().is_empty());
    }

    #[test]
    fn text_without_markup_is_borrowed() {
        assert!(matches!(remove_markup("a\nb").text, Cow::Borrowed("a\nb")));
        assert!(matches!(remove_markup("").text, Cow::Borrowed("")));
    }
}
