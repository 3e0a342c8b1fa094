//! Finds URLs and e-mail addresses: they are not words.

use std::ops::Range;

use memchr::memmem;

/// Byte ranges of web and e-mail addresses in `text`, in order, without overlaps.
///
/// A web address is `scheme://…` or `www.…` up to the next white space, quotation mark, angle
/// bracket or non-ASCII character; an e-mail address needs a dot after the `@`.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    found.extend(outside_last(memmem::find_iter(bytes, b"://"), |at| {
        url(bytes, at)
    }));
    found.extend(outside_last(memmem::find_iter(bytes, b"www."), |at| {
        www(bytes, at)
    }));
    found.extend(memchr::memchr_iter(b'@', bytes).filter_map(|at| email(bytes, at)));
    found.sort_by_key(|range| (range.start, range.end));
    merge(found)
}

/// The ranges that `find` returns for positions outside the last found range: an address is read once, even
/// if its prefix occurs in it several times.
fn outside_last(
    places: impl Iterator<Item = usize>,
    find: impl Fn(usize) -> Option<Range<usize>>,
) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    places.filter_map(move |at| {
        let range = (at >= end).then(|| find(at)).flatten()?;
        end = range.end;
        Some(range)
    })
}

fn merge(sorted: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn url(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at
        - run_back(&bytes[..at], |b| {
            b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')
        });
    let end = at + 3 + run(&bytes[at + 3..], is_url_byte);
    (start < at && end > at + 3).then_some(start..end)
}

fn www(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let starts_word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    let end = at + 4 + run(&bytes[at + 4..], is_url_byte);
    (starts_word && end > at + 4).then_some(at..end)
}

fn email(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at
        - run_back(&bytes[..at], |b| {
            b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-')
        });
    let domain = run(&bytes[at + 1..], |b| {
        b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')
    });
    let mut end = at + 1 + domain;
    while end > at + 1 && matches!(bytes[end - 1], b'.' | b'-') {
        end -= 1;
    }
    let has_dot = memchr::memchr(b'.', &bytes[at + 1..end]).is_some_and(|dot| dot > 0);
    (start < at && has_dot).then_some(start..end)
}

fn is_url_byte(b: u8) -> bool {
    b.is_ascii_graphic()
        && !matches!(
            b,
            b'<' | b'>' | b'"' | b'`' | b'{' | b'}' | b'|' | b'\\' | b'^'
        )
}

fn run(bytes: &[u8], accepts: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|&&b| accepts(b)).count()
}

fn run_back(bytes: &[u8], accepts: impl Fn(u8) -> bool) -> usize {
    bytes.iter().rev().take_while(|&&b| accepts(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn finds_addresses_and_nothing_else() {
        assert_eq!(
            found("انظر https://a.example/b?c=1 و www.example.org، ثم a.b-c@example.org."),
            [
                "https://a.example/b?c=1",
                "www.example.org",
                "a.b-c@example.org"
            ]
        );
        assert_eq!(
            found("<a href=\"http://x.example/\">y"),
            ["http://x.example/"]
        );
        assert!(found("12:30 @user a@b ://x http:// awww.").is_empty());
    }
}
