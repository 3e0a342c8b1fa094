//! Rejects pages with extremely deep nesting, which would take forever to read.

use dom_query::Document;
use memchr::memchr;

/// Depth of a tree for which the stack of any thread is sufficient.
const USUAL: usize = 400;

/// Maximum depth of a tree: time grows with the square of the depth.
const DEEPEST: usize = 1_000;

/// Maximum number of elements that may seem open while a page is scanned tag by tag. More than [`DEEPEST`],
/// because comments and attributes may also contain text that looks like tags.
const MOST_OPEN: usize = 4_000;

/// Stack size in bytes for a tree of depth [`DEEPEST`]; only the used part takes memory.
const DEEP_STACK: usize = 1 << 29;

/// Elements without a required end tag.
const WITHOUT_END: [&[u8]; 26] = [
    b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li",
    b"link", b"meta", b"option", b"p", b"param", b"path", b"rect", b"source", b"tbody", b"td",
    b"th", b"thead", b"tr", b"track", b"wbr",
];

/// Elements that are not closed by the end tag of another element, except a table's.
const BORDERS: [&[u8]; 5] = [b"table", b"template", b"object", b"svg", b"math"];

/// Elements whose end tag closes no element inside them.
const FORMATTING: [&[u8]; 14] = [
    b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike",
    b"strong", b"tt", b"u",
];

/// Depth of a parsed page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Usual,
    Deep,
}

fn too_deep() -> String {
    format!("tags are nested more than {DEEPEST} deep; expected a web page")
}

/// Checks a page before it is parsed.
///
/// # Errors
/// When its tags are nested too deeply.
pub(super) fn check(page: &[u8]) -> Result<(), String> {
    match is_too_deep(page) {
        true => Err(too_deep()),
        false => Ok(()),
    }
}

/// Runs `work` on a separate stack.
///
/// # Errors
/// When there is not enough memory.
pub(super) fn with_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    let failed = || String::from("tags are nested too deeply for the memory at hand");
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(DEEP_STACK);
        let thread = thread.spawn_scoped(scope, work).map_err(|_| failed())?;
        thread.join().map_err(|_| failed())
    })
}

/// Tracks open elements, without scripts and styles. This limits the time of parsing, which grows with the
/// square of the depth. An end tag without an open element is ignored.
fn is_too_deep(page: &[u8]) -> bool {
    let mut open: Vec<Vec<u8>> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &page[at..]) {
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

/// Closes the innermost open element `name` and all elements open in it, like parsers.
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

/// Measures the depth of a parsed page.
///
/// # Errors
/// When it is too deep.
pub(super) fn depth(document: &Document) -> Result<Depth, String> {
    let mut left = vec![(document.root(), 0)];
    let mut deepest = 0;
    while let Some((node, depth)) = left.pop() {
        deepest = deepest.max(depth);
        if deepest > DEEPEST {
            return Err(too_deep());
        }
        left.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    Ok(match deepest <= USUAL {
        true => Depth::Usual,
        false => Depth::Deep,
    })
}

/// Position after the end tag of the raw text element `name` that starts at `at`.
pub(super) fn after_raw_text(page: &[u8], at: usize, name: &[u8]) -> usize {
    let ends = memchr::memmem::find_iter(&page[at..], b"</").map(|found| at + found + 2);
    let is_end = |end: &usize| {
        let have = page.get(*end..*end + name.len());
        have.is_some_and(|have| have.eq_ignore_ascii_case(name))
    };
    ends.into_iter().find(is_end).unwrap_or(page.len())
}

#[cfg(test)]
mod tests {
    use super::super::article;

    #[test]
    fn nesting_without_end_is_refused_and_scripts_do_not_count() {
        assert!(article(&"<b><i>".repeat(20_000)).is_err());
        assert!(article(&"<div>".repeat(100_000)).is_err());
        // End tags without an open element, or beyond a border, close nothing.
        for unclosed in [
            "<div></x>",
            "<div><p>text</p>",
            "<b><div></b>",
            "<div><table><tr><td></div>",
        ] {
            assert!(article(&unclosed.repeat(20_000)).is_err(), "{unclosed}");
        }
        assert!(article(&"<div><b><i>text</b></i></div>".repeat(1_000)).is_ok());
        // Deep, but within the limit.
        for deep in ["<font>text ", "<circle/>text ", "<div><p>text"] {
            let text = article(&deep.repeat(450)).unwrap().text;
            assert!(text.contains("text"), "{deep}");
        }
        // Text that only looks like tags is not deep.
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
