//! The article in a saved web page.

use dom_smoothie::{Config, Readability, TextMode};

/// Deepest nesting of tags that is parsed: parsers follow nesting by recursion, and no real page
/// comes near.
const DEEPEST: usize = 400;

/// Elements that need no end tag.
const WITHOUT_END: [&[u8]; 26] = [
    b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li",
    b"link", b"meta", b"option", b"p", b"param", b"path", b"rect", b"source", b"tbody", b"td",
    b"th", b"thead", b"tr", b"track", b"wbr",
];

/// Title and article text of a page, without menus, scripts, comment forms and the like; empty when
/// no article is found.
///
/// # Errors
/// When tags are nested deeper than any real page nests them.
pub(super) fn article(page: &str) -> Result<String, String> {
    if is_too_deep(page.as_bytes()) {
        return Err(format!(
            "tags are nested more than {DEEPEST} deep; expected a web page"
        ));
    }
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let article = Readability::new(page, None, Some(config)).and_then(|mut page| page.parse());
    Ok(match article {
        Ok(article) => format!("{}\n\n{}", article.title, article.text_content),
        Err(_) => String::new(),
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
        let text = article(&page).unwrap();
        assert!(text.contains("مشروع القانون") && text.contains("البرلمان"));
        assert!(!text.contains("رياضة") && !text.contains("var x"));
        assert_eq!(article("").unwrap().trim(), "");
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
