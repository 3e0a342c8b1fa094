//! The article in a saved web page.

use dom_smoothie::{Config, Readability, TextMode};

/// Title and article text of a page, without menus, scripts, comment forms and the like.
///
/// A page in which no article is found gives the empty text.
pub(super) fn article(page: &str) -> String {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let article = Readability::new(page, None, Some(config)).and_then(|mut page| page.parse());
    match article {
        Ok(article) => format!("{}\n\n{}", article.title, article.text_content),
        Err(_) => String::new(),
    }
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
        let text = article(&page);
        assert!(text.contains("مشروع القانون") && text.contains("البرلمان"));
        assert!(!text.contains("رياضة") && !text.contains("var x"));
        assert_eq!(article("").trim(), "");
    }
}
