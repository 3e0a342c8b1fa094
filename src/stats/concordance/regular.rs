//! Regular expressions, on texts and on tokens.

use std::ops::Range;

use regex::Regex;
use regex_syntax::Error as SyntaxError;

use crate::error::{Error, Result};
use crate::text::TokenBuffer;

/// How many characters of an invalid pattern a message shows.
const MOST_SHOWN: usize = 20;

pub(super) fn compiled(pattern: &str) -> Result<Regex> {
    let wrong = |problem| Error::Settings(format!("`regex` is wrong {problem}"));
    regex_syntax::parse(pattern).map_err(|error| wrong(at_place(pattern, &error)))?;
    Regex::new(pattern)
        .map_err(|error| wrong(format!("as a whole: {error}; give a shorter pattern")))
}

/// Position and kind of the error in a pattern.
fn at_place(pattern: &str, error: &SyntaxError) -> String {
    let (start, problem) = match error {
        SyntaxError::Parse(error) => (error.span().start.offset, error.kind().to_string()),
        SyntaxError::Translate(error) => (error.span().start.offset, error.kind().to_string()),
        other => (0, other.to_string()),
    };
    let (before, rest) = pattern.split_at_checked(start).unwrap_or((pattern, ""));
    let shown = rest.chars().take(MOST_SHOWN);
    let shown: String = shown.flat_map(char::escape_debug).collect();
    let character = before.chars().count() + 1;
    format!("at character {character}, \"{shown}\": {problem}")
}

/// Byte ranges of the non-empty matches in `text`.
pub(super) fn find(regex: &Regex, text: &str) -> Vec<Range<usize>> {
    let matches = regex.find_iter(text).map(|found| found.range());
    matches.filter(|range| !range.is_empty()).collect()
}

/// Byte ranges of the tokens that matches in the joined tokens touch.
pub(super) fn find_in_tokens(regex: &Regex, tokens: &TokenBuffer) -> Vec<Range<usize>> {
    let (joined, bounds) = joined(tokens);
    let spans = tokens.spans();
    let mut hits = Vec::new();
    let mut free = 0;
    for found in find(regex, &joined) {
        let first = bounds.partition_point(|token| token.end <= found.start);
        let after = bounds.partition_point(|token| token.start < found.end);
        if first >= free && first < after {
            hits.push(spans[first].0..spans[after - 1].1);
            free = after;
        }
    }
    hits
}

/// The tokens joined by single spaces, and the byte range of each.
fn joined(tokens: &TokenBuffer) -> (String, Vec<Range<usize>>) {
    let mut joined = String::new();
    let mut bounds = Vec::with_capacity(tokens.len());
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 {
            joined.push(' ');
        }
        let start = joined.len();
        joined.push_str(token);
        bounds.push(start..joined.len());
    }
    (joined, bounds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    fn message(pattern: &str) -> String {
        compiled(pattern).unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_pattern_is_shown_from_its_wrong_place_on() {
        assert_eq!(
            message("مصر(ab"),
            "`regex` is wrong at character 4, \"(ab\": unclosed group"
        );
        assert_eq!(
            message("a\\p{Nope}"),
            "`regex` is wrong at character 2, \"\\\\p{Nope}\": Unicode property not found"
        );
        assert!(message("(?-u)\\xff").starts_with("`regex` is wrong at character"));
        assert!(message("(\\w{500}){500}").contains("as a whole"));
        assert!(message(&"(".repeat(10_000)).len() < 200);
    }

    #[test]
    fn matches_without_a_character_are_none() {
        assert_eq!(find(&compiled("a*").unwrap(), "baabba"), [1..3, 5..6]);
    }

    #[test]
    fn matches_on_tokens_are_whole_words() {
        let text = "The Bank, the مِصر banks";
        let mut tokens = TokenBuffer::default();
        Tokenizer::default().read(text, &mut tokens);
        let found = |pattern: &str| -> Vec<&str> {
            let spans = find_in_tokens(&compiled(pattern).unwrap(), &tokens);
            spans.into_iter().map(|span| &text[span]).collect()
        };
        assert_eq!(found("ank"), ["Bank", "banks"]);
        assert_eq!(found("the (bank|مصر)\\b"), ["The Bank", "the مِصر"]);
        // A match in a word of the previous hit is not a hit of its own; a space is not a word.
        assert_eq!(found("[an]"), ["Bank", "banks"]);
        assert!(found(" ").is_empty());
        assert!(find_in_tokens(&compiled("x").unwrap(), &TokenBuffer::default()).is_empty());
    }
}
