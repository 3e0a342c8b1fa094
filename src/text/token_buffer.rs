//! The tokens of one text in contiguous memory.

use std::borrow::Cow;
use std::ops::Range;

/// Tokens and their spans, stored without an allocation for each; reuse it for the next text.
///
/// Tokenising a text and looking up its tokens are separate loops over this buffer: that is faster than
/// passing tokens on one by one, because successive look-ups overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenBuffer {
    text: String,
    ends: Vec<usize>,
    spans: Vec<(usize, usize)>,
}

impl TokenBuffer {
    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is no token.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The token at `index`, which must be below [`TokenBuffer::len`].
    #[inline]
    pub fn token(&self, index: usize) -> &str {
        &self.text[self.start_of(index)..self.ends[index]]
    }

    /// The bytes of the token at `index` and of all later ones.
    #[inline]
    pub(crate) fn bytes_from(&self, index: usize) -> &[u8] {
        &self.text.as_bytes()[self.start_of(index)..]
    }

    /// Byte range of the token at `index` in the original text.
    pub fn span(&self, index: usize) -> Range<usize> {
        let (start, end) = self.spans[index];
        start..end
    }

    /// Start and end of each token in the original text, in bytes.
    pub(crate) fn spans(&self) -> &[(usize, usize)] {
        &self.spans
    }

    /// All tokens, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.token(index))
    }

    /// Removes the tokens for which `keep` is false.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        // Usually nothing is removed, and nothing has to move.
        if !self.iter().all(&keep) {
            self.rewrite(|token| keep(token).then_some(Cow::Borrowed(token)));
        }
    }

    /// Replaces each token with the output of `write`; a token with no output, or an empty one, is removed.
    pub fn rewrite(&mut self, write: impl Fn(&str) -> Option<Cow<'_, str>>) {
        let all = std::mem::take(self);
        for index in 0..all.len() {
            if let Some(token) = write(all.token(index)) {
                self.push(&token, all.span(index));
            }
        }
    }

    /// Removes all tokens.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.spans.clear();
    }

    /// Adds a whole token.
    pub fn push(&mut self, token: &str, span: Range<usize>) {
        self.text.push_str(token);
        self.finish(span.start, span.end);
    }

    /// Adds a character to the current token.
    #[inline]
    pub(super) fn push_char(&mut self, c: char) {
        self.text.push(c);
    }

    /// Adds a string to the current token.
    #[inline]
    pub(super) fn push_str(&mut self, stretch: &str) {
        self.text.push_str(stretch);
    }

    /// Adds characters to the current token.
    pub(super) fn extend(&mut self, chars: impl Iterator<Item = char>) {
        self.text.extend(chars);
    }

    /// Ends the current token; one without characters is discarded.
    #[inline]
    pub(super) fn finish(&mut self, start: usize, end: usize) {
        if self.text.len() > self.ends.last().copied().unwrap_or(0) {
            self.ends.push(self.text.len());
            self.spans.push((start, end));
        }
    }

    /// Discards the current token.
    pub(super) fn abandon(&mut self) {
        let end = self.ends.last().copied().unwrap_or(0);
        self.text.truncate(end);
    }

    #[inline]
    fn start_of(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.ends[index - 1] }
    }
}
