//! Context around a hit.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::TokenBuffer;

/// How much text is shown on each side of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContextWidth {
    /// This many characters. Marks are not counted and never separated from their letter.
    Chars(usize),
    /// This many words, including the text between them; stop words are counted too.
    Words(usize),
}

/// A text that provides contexts of hits.
pub(super) struct Surroundings<'t> {
    text: &'t str,
    width: ContextWidth,
    words: &'t TokenBuffer,
}

impl<'t> Surroundings<'t> {
    /// `words` are those of `text`; they are not needed for widths in characters.
    pub(super) fn new(text: &'t str, width: ContextWidth, words: &'t TokenBuffer) -> Self {
        Surroundings { text, width, words }
    }

    /// Byte range of a hit with its contexts.
    pub(super) fn of(&self, hit: &Range<usize>) -> Range<usize> {
        match self.width {
            ContextWidth::Chars(count) => {
                self.chars_before(hit.start, count)..self.chars_after(hit.end, count)
            }
            ContextWidth::Words(0) => hit.clone(),
            ContextWidth::Words(count) => {
                self.words_before(hit.start, count)..self.words_after(hit.end, count)
            }
        }
    }

    fn chars_before(&self, end: usize, count: usize) -> usize {
        // No text has more characters than bytes: a huge width costs nothing.
        if count == 0 || count >= end {
            return if count == 0 { end } else { 0 };
        }
        let chars = self.text[..end].char_indices().rev();
        let mut letters = chars.filter(|(_, c)| !is_combining_mark(*c));
        letters.nth(count - 1).map_or(0, |(start, _)| start)
    }

    fn chars_after(&self, start: usize, count: usize) -> usize {
        let rest = &self.text[start..];
        if count >= rest.len() {
            return self.text.len();
        }
        let mut letters = rest.char_indices().filter(|(_, c)| !is_combining_mark(*c));
        let end = letters.nth(count).map_or(rest.len(), |(end, _)| end);
        start + end
    }

    fn words_before(&self, end: usize, count: usize) -> usize {
        let spans = self.words.spans();
        let before = spans.partition_point(|word| word.1 <= end);
        before.checked_sub(count).map_or(0, |first| spans[first].0)
    }

    fn words_after(&self, start: usize, count: usize) -> usize {
        let spans = self.words.spans();
        let first = spans.partition_point(|word| word.0 < start);
        let last = spans.get(first.saturating_add(count - 1));
        last.map_or(self.text.len(), |word| word.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    fn around(text: &str, hit: &str, width: ContextWidth) -> String {
        let mut words = TokenBuffer::default();
        Tokenizer::default().read(text, &mut words);
        let start = text.find(hit).unwrap();
        let range = Surroundings::new(text, width, &words).of(&(start..start + hit.len()));
        text[range].to_owned()
    }

    #[test]
    fn characters_are_counted_without_marks() {
        let text = "سَعُدَ مصر وَهَبَ";
        let chars = |count| around(text, "مصر", ContextWidth::Chars(count));
        assert_eq!(chars(0), "مصر");
        assert_eq!(chars(1), " مصر ");
        assert_eq!(chars(2), "دَ مصر وَ");
        assert_eq!(chars(4), text);
        assert_eq!(chars(usize::MAX), text);
    }

    #[test]
    fn words_are_counted_with_what_stands_between() {
        let text = "«One, two; three! four (five)»";
        let words = |count| around(text, "three", ContextWidth::Words(count));
        assert_eq!(words(0), "three");
        assert_eq!(words(1), "two; three! four");
        assert_eq!(words(2), "One, two; three! four (five");
        assert_eq!(words(3), text);
        assert_eq!(words(usize::MAX), text);
    }
}
