//! Line ends: LF, CRLF, and a single CR, which old programs and some spreadsheets write.

use std::ops::Range;

/// Number of line ends in `bytes`; CR LF counts as one.
pub(super) fn count(bytes: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let returns = memchr::memchr_iter(b'\r', bytes);
    let alone = returns.filter(|&at| bytes.get(at + 1) != Some(&b'\n'));
    (feeds + alone.count()) as u64
}

/// End of the line that contains `at`, and start of the next one; at the end of `bytes` both equal their
/// length.
pub(super) fn line_end(bytes: &[u8], at: usize) -> (usize, usize) {
    match memchr::memchr2(b'\n', b'\r', &bytes[at..]).map(|found| at + found) {
        Some(end) if bytes[end..].starts_with(b"\r\n") => (end, end + 2),
        Some(end) => (end, end + 1),
        None => (bytes.len(), bytes.len()),
    }
}

/// Length of the whole lines at the start of `bytes`, to which more may be added: a CR at the very end may be
/// the first half of a CRLF.
pub(super) fn whole_lines(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    memchr::memrchr2(b'\n', b'\r', bytes).map(|at| at + 1)
}

/// The lines of `bytes` without their ends, including blank ones.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let (end, after) = line_end(bytes, start);
        next = (after > end).then_some(after);
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_line_ends_count_alike() {
        assert_eq!(count(b"a\nb\r\nc\rd"), 3);
        assert_eq!(count(b"\r\r\n\n"), 3);
        let text = b"a\nb\r\n\rc";
        let found: Vec<_> = lines(text).map(|line| &text[line]).collect();
        assert_eq!(found, [&b"a"[..], b"b", b"", b"c"]);
        assert_eq!(lines(b"").next(), Some(0..0));
    }

    #[test]
    fn half_a_line_end_is_not_cut_off() {
        assert_eq!(whole_lines(b"a\nb\r"), Some(2));
        assert_eq!(whole_lines(b"a\rb"), Some(2));
        assert_eq!(whole_lines(b"a\r\n"), Some(3));
        assert_eq!(whole_lines(b"a\r"), None);
    }
}
