//! The words of a line.

use super::line::Line;
use crate::text::{TokenBuffer, Tokenizer};

/// The normalised words of a line, with a space before and after each.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub tokens: TokenBuffer,
    pub text: String,
}

impl Words {
    /// Reads a line; returns its number of words.
    pub(super) fn read(&mut self, line: &str) -> usize {
        Tokenizer::default().read(line, &mut self.tokens);
        self.text.clear();
        self.text.push(' ');
        for token in self.tokens.iter() {
            self.text.push_str(token);
            self.text.push(' ');
        }
        self.tokens.len()
    }

    /// The part of `line`, which was read, after the words that end at `end` of the text.
    pub(super) fn behind<'l>(&self, end: usize, line: &Line<'l>) -> &'l str {
        let words = self.text[..end].matches(' ').count() - 1;
        &line.text[self.tokens.span(words - 1).end..]
    }
}
