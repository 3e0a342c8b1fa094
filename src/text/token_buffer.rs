//! The tokens of one text, side by side.

use std::borrow::Cow;
use std::ops::Range;

/// Tokens and their spans, kept without an allocation for each; reuse it from text to text.
///
/// Cutting a text and looking its tokens up are separate loops over this buffer: that is faster
/// than handing tokens on one by one, because look-ups that follow one another overlap.
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

    /// The bytes of the token at `index` and of all after it.
    #[inline]
    pub(crate) fn bytes_from(&self, index: usize) -> &[u8] {
        &self.text.as_bytes()[self.start_of(index)..]
    }

    /// Bytes of the token at `index` in the original text.
    pub fn span(&self, index: usize) -> Range<usize> {
        let (start, end) = self.spans[index];
        start..end
    }

    /// First byte of each token in the original text, and the byte after its last.
    pub(crate) fn spans(&self) -> &[(usize, usize)] {
        &self.spans
    }

    /// All tokens, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.token(index))
    }

    /// Leaves out the tokens for which `keep` is false.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        // Most often nothing is left out, and nothing has to move.
        if !self.iter().all(&keep) {
            self.rewrite(|token| keep(token).then_some(Cow::Borrowed(token)));
        }
    }

    /// Puts what `write` gives in the place of each token; a token for which it gives nothing, or
    /// an empty text, is left out.
    pub fn rewrite(&mut self, write: impl Fn(&str) -> Option<Cow<'_, str>>) {
        let all = std::mem::take(self);
        for index in 0..all.len() {
            if let Some(token) = write(all.token(index)) {
                self.push(&token, all.span(index));
            }
        }
    }

    /// Forgets all tokens.
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

    /// Adds a character to the token under way.
    #[inline]
    pub(super) fn push_char(&mut self, c: char) {
        self.text.push(c);
    }

    /// Adds a stretch to the token under way.
    #[inline]
    pub(super) fn push_str(&mut self, stretch: &str) {
        self.text.push_str(stretch);
    }

    /// Adds characters to the token under way.
    pub(super) fn extend(&mut self, chars: impl Iterator<Item = char>) {
        self.text.extend(chars);
    }

    /// Ends the token under way; one without characters is no token.
    #[inline]
    pub(super) fn finish(&mut self, start: usize, end: usize) {
        if self.text.len() > self.ends.last().copied().unwrap_or(0) {
            self.ends.push(self.text.len());
            self.spans.push((start, end));
        }
    }

    /// Drops the token under way.
    pub(super) fn abandon(&mut self) {
        let end = self.ends.last().copied().unwrap_or(0);
        self.text.truncate(end);
    }

    #[inline]
    fn start_of(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.ends[index - 1] }
    }
}
