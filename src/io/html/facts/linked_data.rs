//! The JSON-LD of a page: its metadata for search engines.

use std::borrow::Cow;

use dom_query::Document;
use serde_json::{Map, Value};

use super::super::one_line;
use super::joined;

/// The JSON-LD of a page, and its object that describes the article.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    values: Vec<Value>,
}

impl LinkedData {
    /// All parts of it that can be parsed.
    pub(super) fn of(document: &Document) -> Self {
        let scripts = document.select("script[type='application/ld+json']");
        let texts = scripts.iter().map(|script| script.text());
        LinkedData {
            values: texts.filter_map(|text| parsed(&text)).collect(),
        }
    }

    /// The text of a member: of an article if there is one, otherwise the first in page order.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let of_article = self.of_article(name).and_then(text_of);
        of_article.or_else(|| self.values.iter().find_map(|value| text_in(value, name)))
    }

    /// The text of a member of an article.
    pub(super) fn article_text(&self, name: &str) -> Option<String> {
        self.of_article(name).and_then(text_of)
    }

    /// The names in a member of an article, separated by commas.
    pub(super) fn article_names(&self, name: &str) -> Option<String> {
        match self.of_article(name)? {
            Value::Array(items) => joined(items.iter().filter_map(text_of)),
            value => text_of(value),
        }
    }

    /// A member of the first article that has it.
    fn of_article(&self, name: &str) -> Option<&Value> {
        let mut values = self.values.iter();
        values.find_map(|value| find_article(value, &|article| article.get(name).filter(is_stated)))
    }
}

fn is_stated(value: &&Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// The value of a script. Many pages break lines inside strings, or hide the JSON in a comment.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim();
    let strict = serde_json::from_str(text);
    strict.ok().or_else(|| {
        let start = text.find(['{', '['])?;
        let end = text.rfind(['}', ']'])? + 1;
        let inner: String = text.get(start..end)?.chars().map(visible).collect();
        serde_json::from_str(&inner).ok()
    })
}

fn visible(letter: char) -> char {
    if letter.is_control() { ' ' } else { letter }
}

/// Searches objects and lists for an article. JSON is parsed to a depth of 128, so recursion ends.
fn find_article<'v, T>(
    value: &'v Value,
    take: &impl Fn(&'v Map<String, Value>) -> Option<T>,
) -> Option<T> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| find_article(item, take)),
        Value::Object(members) => {
            let own = is_article(members).then(|| take(members)).flatten();
            let inner = || members.values().find_map(|inner| find_article(inner, take));
            own.or_else(inner)
        }
        _ => None,
    }
}

/// True for the types of schema.org for articles: `NewsArticle`, `BlogPosting` and others.
fn is_article(members: &Map<String, Value>) -> bool {
    let is_type = |value: &Value| {
        let name = value.as_str().unwrap_or_default();
        name.ends_with("Article") || name.ends_with("Posting")
    };
    match members.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is_type),
        Some(value) => is_type(value),
        None => false,
    }
}

/// A string, the first string of a list, or the name of an object.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => stated(text),
        Value::Array(items) => items.iter().find_map(text_of),
        Value::Object(members) => members.get("name").and_then(text_of),
        _ => None,
    }
}

/// The text in one line, without character references; `None` if it is blank.
fn stated(text: &str) -> Option<String> {
    let text = one_line(&without_references(text));
    (!text.is_empty()).then_some(text)
}

/// JSON has no character references, but many pages write them.
fn without_references(text: &str) -> Cow<'_, str> {
    let has_reference = text.contains('&') && text.contains(';');
    if !has_reference {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('<', "&lt;");
    Cow::Owned(Document::fragment(escaped).text().to_string())
}

/// The first text with this name in objects and lists.
fn text_in(value: &Value, name: &str) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| text_in(item, name)),
        Value::Object(members) => match members.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => stated(text),
            _ => members.values().find_map(|member| text_in(member, name)),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(json: &str) -> LinkedData {
        let script = format!("<script type='application/ld+json'>{json}</script>");
        LinkedData::of(&Document::from(script))
    }

    #[test]
    fn the_article_comes_before_other_objects() {
        let data = linked(
            r#"{"@graph": [{"@type": "WebSite", "name": "The Herald", "datePublished": "2001-01-01"},
            {"@type": ["Thing", "NewsArticle"], "datePublished": "2024-05-01",
             "author": [{"name": "A. Writer"}, {"name": "B. Writer"}, "A. Writer"]}]}"#,
        );
        assert_eq!(data.text("datePublished").as_deref(), Some("2024-05-01"));
        let authors = data.article_names("author");
        assert_eq!(authors.as_deref(), Some("A. Writer, B. Writer"));
        assert_eq!(data.article_text("headline"), None);
        assert_eq!(data.text("name").as_deref(), Some("The Herald"));
    }

    #[test]
    fn damaged_json_is_read_where_possible() {
        let broken_line =
            "<!-- {\"@type\": \"Article\", \"headline\": \"One\ntwo &amp; &quot;three\"} -->";
        let found = linked(broken_line).text("headline");
        assert_eq!(found.as_deref(), Some("One two & \"three"));
        assert_eq!(linked("{\"headline\": ").text("headline"), None);
    }
}
