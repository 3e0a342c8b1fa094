//! Parts of phrases that are the same in original and normalised text.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Rejects lines that contain none of some phrases, without splitting them into words.
#[derive(Debug, Clone)]
pub(super) struct Hints {
    /// One part of each phrase; `None` if some phrase has no suitable part.
    parts: Option<AhoCorasick>,
}

/// Minimum number of letters of a part, so that it does not occur in most texts.
const LETTERS: usize = 3;

impl Hints {
    /// # Errors
    /// When there are too many phrases.
    pub(super) fn new<'p>(phrases: impl Iterator<Item = &'p str>) -> Result<Self, String> {
        let parts: Option<Vec<&str>> = phrases.map(longest_part).collect();
        let search = |parts| {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .kind(Some(AhoCorasickKind::DFA))
                .build(parts)
        };
        let parts = parts.map(search).transpose();
        Ok(Hints {
            parts: parts.map_err(|error| error.to_string())?,
        })
    }

    /// False when `text` contains none of the phrases. Phrases with vowel signs in the text are missed.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.parts.as_ref().is_none_or(|parts| parts.is_match(text))
    }
}

/// The longest part of a normalised phrase that has only one spelling.
fn longest_part(phrase: &str) -> Option<&str> {
    let parts = phrase.split(|c| !is_written_one_way(c));
    let length = |part: &&str| part.chars().count();
    let longest = parts.max_by_key(length)?;
    (length(&longest) >= LETTERS).then_some(longest)
}

/// Letters that are not the normalised form of other letters, except ASCII case.
fn is_written_one_way(letter: char) -> bool {
    letter.is_ascii_lowercase() || "بتثجحخدذرزسشصضطظعغفقلمنوپچژگ".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_a_phrase_have_its_hint() {
        let phrases = [
            "لن يتم نشر عنوان بريدك الالكتروني",
            "all rights reserved",
            "publiée",
        ];
        let hints = Hints::new(phrases.into_iter()).unwrap();
        for text in ["بريدك الإلكتروني", "ALL RIGHTS RESERVED", "a été Publiée"] {
            assert!(hints.are_in(text), "{text}");
        }
        assert!(!hints.are_in("وقال الوزير إن الخطة نجحت. The minister said so."));
        let short = Hints::new(["اي", "all rights"].into_iter()).unwrap();
        assert!(short.are_in("anything"));
    }
}
