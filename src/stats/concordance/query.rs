//! The query of a concordance.

use std::ops::Range;

use super::normalised::normalised;
use super::regular;
use super::term::TermPattern;
use crate::error::Result;
use crate::text::{StopList, TokenBuffer, Tokenizer};

/// The query of a concordance.
#[derive(Debug)]
pub struct Query(Kind);

#[derive(Debug)]
enum Kind {
    Term(TermPattern),
    Text(regex::Regex),
    Tokens(regex::Regex),
}

impl Query {
    /// A word or a sequence of words, compared by their normalised tokens: مصر finds مِصر, and Bank finds
    /// BANK. `*` matches any letters of a word (`ال*`, `*tion`), and alone any single word. Every position
    /// where the words start is a hit, as in n-gram counts.
    ///
    /// # Errors
    /// When `term` has no word that could be found.
    pub fn term(tokenizer: &Tokenizer, stop_list: &StopList, term: &str) -> Result<Query> {
        TermPattern::new(tokenizer, stop_list, term).map(|pattern| Query(Kind::Term(pattern)))
    }

    /// A regular expression in the syntax of the regex crate, compared with the original texts. Hits do not
    /// overlap; empty matches are ignored.
    ///
    /// # Errors
    /// When `pattern` is not a valid regular expression; the message gives the position.
    pub fn regex(pattern: &str) -> Result<Query> {
        regular::compiled(pattern).map(|regex| Query(Kind::Text(regex)))
    }

    /// A regular expression, compared with the normalised tokens of a text, joined by single spaces. A hit
    /// includes all words that the match touches; hits do not share words. Letters of the pattern are
    /// normalised like those of texts, so أحمد and Bank match; escapes such as `\\p{Lu}` are not normalised,
    /// and the pattern is not stemmed.
    ///
    /// # Errors
    /// As [`Query::regex`].
    pub fn regex_on_tokens(tokenizer: &Tokenizer, pattern: &str) -> Result<Query> {
        // Errors show the pattern as it was typed.
        regular::compiled(pattern)?;
        let normalised = normalised(pattern, tokenizer);
        regular::compiled(&normalised).map(|regex| Query(Kind::Tokens(regex)))
    }

    /// Whether texts must be tokenised.
    pub(super) fn needs_tokens(&self) -> bool {
        !matches!(self.0, Kind::Text(_))
    }

    /// Byte ranges of the hits in `text`, whose tokens are `tokens`, by start position.
    pub(super) fn find(&self, text: &str, tokens: &TokenBuffer) -> Vec<Range<usize>> {
        match &self.0 {
            Kind::Term(pattern) => pattern.find(tokens),
            Kind::Text(regex) => regular::find(regex, text),
            Kind::Tokens(regex) => regular::find_in_tokens(regex, tokens),
        }
    }
}
