//! Removes attributes from tags that have more than a parser should read.

use std::borrow::Cow;

use memchr::memchr;

use super::nesting::after_raw_text;

/// Maximum number of attributes of a tag: the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 1_000;

/// Elements in which only their own end tag is recognised.
const RAW_TEXT: [&[u8]; 4] = [b"script", b"style", b"textarea", b"title"];

/// The page without the attributes beyond [`MOST_ATTRIBUTES`] of a tag.
pub(super) fn without_surplus(page: &str) -> Cow<'_, str> {
    let bytes = page.as_bytes();
    let (mut kept, mut from) = (String::new(), 0);
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if bytes[at..].starts_with(b"!--") {
            let end = memchr::memmem::find(&bytes[at + 3..], b"-->");
            at = end.map_or(bytes.len(), |end| at + 3 + end);
            continue;
        }
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let tag = Tag::read(bytes, at);
        if let Some(surplus) = tag.surplus {
            kept.push_str(&page[from..surplus]);
            from = tag.end;
        }
        let name = bytes[at..tag.name_end].to_ascii_lowercase();
        at = tag.end;
        if RAW_TEXT.contains(&name.as_slice()) {
            at = after_raw_text(bytes, at, &name);
        }
    }
    if from == 0 {
        return Cow::Borrowed(page);
    }
    kept.push_str(&page[from..]);
    Cow::Owned(kept)
}

/// Positions of the parts of a start tag.
struct Tag {
    name_end: usize,
    /// Start of the first surplus attribute.
    surplus: Option<usize>,
    /// Position of the `>` of the tag, or the end of the page.
    end: usize,
}

impl Tag {
    /// Reads the tag whose name starts at `start`, like the HTML Standard: quotation marks have a meaning
    /// only after an equals sign.
    fn read(page: &[u8], start: usize) -> Self {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let length = |from: usize, stop: &dyn Fn(&u8) -> bool| {
            let rest = page[from..].iter();
            rest.take_while(|byte| !stop(byte)).count()
        };
        let name_end = start + length(start, &is_end);
        let (mut at, mut attributes, mut surplus) = (name_end, 0, None);
        loop {
            at += length(at, &|b| !b.is_ascii_whitespace() && *b != b'/');
            if page.get(at).is_none_or(|byte| *byte == b'>') {
                let end = at;
                return Tag {
                    name_end,
                    surplus,
                    end,
                };
            }
            attributes += 1;
            if attributes > MOST_ATTRIBUTES {
                surplus.get_or_insert(at);
            }
            // A name may start with an equals sign.
            at += 1;
            at += length(at, &|b| is_end(b) || *b == b'=');
            let equals = at + length(at, &|b| !b.is_ascii_whitespace());
            if page.get(equals) != Some(&b'=') {
                continue;
            }
            at = equals + 1;
            at += length(at, &|b| !b.is_ascii_whitespace());
            at = match page.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    let end = memchr(*quote, &page[at + 1..]);
                    end.map_or(page.len(), |end| at + 2 + end)
                }
                _ => at + length(at, &|b| b.is_ascii_whitespace() || *b == b'>'),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surplus_attributes_go_and_text_stays() {
        for (attribute, n) in [
            ("a='b > c' ", 5_000),
            ("é\" ", 2_000),
            ("=x=\"<p>\"/", 100_000),
        ] {
            let page = format!("<b>one</b><p {}>two <i a=1>three", attribute.repeat(n));
            let kept = without_surplus(&page);
            assert!(
                kept.len() < page.len() && kept.ends_with(">two <i a=1>three"),
                "{attribute}"
            );
            assert_eq!(kept.matches(attribute.trim_end()).count(), MOST_ATTRIBUTES);
        }
        for page in [
            "",
            "<",
            "<p",
            "<p a",
            "<p a=",
            "<p a='",
            "<p a =  b>x",
            "<!-- <p",
            &format!("<script>{}</script>text", "if (a<b c d) ".repeat(5_000)),
            &format!("<p title=\"a\"b\">{}", "word ".repeat(5_000)),
        ] {
            assert_eq!(without_surplus(page), page);
        }
    }
}
