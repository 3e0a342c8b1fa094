//! What is looked for.

use std::ops::Range;

use super::normalised::normalised;
use super::regular;
use super::term::TermPattern;
use crate::error::Result;
use crate::text::{StopList, TokenBuffer, Tokenizer};

/// What a concordance looks for.
#[derive(Debug)]
pub struct Query(Kind);

#[derive(Debug)]
enum Kind {
    Term(TermPattern),
    Text(regex::Regex),
    Tokens(regex::Regex),
}

impl Query {
    /// A word, or words in a row, compared by their normalised tokens: مصر finds مِصر, and Bank finds
    /// BANK. `*` stands for any letters of a word (`ال*`, `*tion`), alone for any one word. Every place
    /// where the words begin is a hit, as in counts of n-grams.
    ///
    /// # Errors
    /// When `term` holds no word that could be found.
    pub fn term(tokenizer: &Tokenizer, stop_list: &StopList, term: &str) -> Result<Query> {
        TermPattern::new(tokenizer, stop_list, term).map(|pattern| Query(Kind::Term(pattern)))
    }

    /// A regular expression in the syntax of the regex crate, compared with texts as they are
    /// written. Hits do not overlap; matches without a character are none.
    ///
    /// # Errors
    /// When `pattern` is no regular expression; the message tells the place.
    pub fn regex(pattern: &str) -> Result<Query> {
        regular::compiled(pattern).map(|regex| Query(Kind::Text(regex)))
    }

    /// A regular expression, compared with the normalised tokens of a text, joined by single spaces.
    /// A hit is all of the words that it touches; hits do not share words. Letters of the pattern are
    /// normalised as those of texts, so that أحمد and Bank find what they are written like; escapes
    /// such as `\\p{Lu}` are not, nor is the pattern stemmed.
    ///
    /// # Errors
    /// As [`Query::regex`].
    pub fn regex_on_tokens(tokenizer: &Tokenizer, pattern: &str) -> Result<Query> {
        // What is wrong is shown as it was typed.
        regular::compiled(pattern)?;
        let normalised = normalised(pattern, tokenizer);
        regular::compiled(&normalised).map(|regex| Query(Kind::Tokens(regex)))
    }

    /// Whether texts must be cut into tokens.
    pub(super) fn needs_tokens(&self) -> bool {
        !matches!(self.0, Kind::Text(_))
    }

    /// Bytes of the hits in `text`, whose tokens are `tokens`, in the order in which they begin.
    pub(super) fn find(&self, text: &str, tokens: &TokenBuffer) -> Vec<Range<usize>> {
        match &self.0 {
            Kind::Term(pattern) => pattern.find(tokens),
            Kind::Text(regex) => regular::find(regex, text),
            Kind::Tokens(regex) => regular::find_in_tokens(regex, tokens),
        }
    }
}
