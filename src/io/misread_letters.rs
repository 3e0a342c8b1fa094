//! Repairs Arabic in windows-1256 that was decoded as windows-1252 and written as UTF-8.
//!
//! Every letter becomes another one: `مصر` becomes `ãÕÑ`. Languages written with such letters also have plain
//! letters in nearly every word; consecutive words of only such letters are Arabic.

use encoding_rs::{WINDOWS_1252, WINDOWS_1256};

/// Minimum number of letters in consecutive words, counting only words that are long enough.
const LETTERS: usize = 8;

/// Minimum number of letters of a word that counts.
const WORD: usize = 3;

/// The most frequent letters.
const FREQUENT: [char; 6] = ['ا', 'ل', 'ي', 'م', 'و', 'ن'];

/// The original text; `None` for other texts.
pub(super) fn repaired(text: &str) -> Option<String> {
    if !is_suspect(text.as_bytes()) {
        return None;
    }
    let letters = letters();
    let words = || Words(text);
    let mut in_a_row = 0;
    let is_misread = words().any(|word| {
        in_a_row = match word.arabic(&letters) {
            Some(arabic) if is_word(&arabic) => in_a_row + arabic.chars().count(),
            Some(_) => in_a_row,
            None => 0,
        };
        in_a_row >= LETTERS
    });
    is_misread.then(|| {
        let again = |word: Word<'_>| match word.arabic(&letters) {
            Some(arabic) => arabic + word.after,
            None => format!("{}{}", word.text, word.after),
        };
        words().map(again).collect()
    })
}

/// Separates texts that may need repair from nearly all others, in one fast pass: three consecutive
/// characters from À to ÿ.
fn is_suspect(text: &[u8]) -> bool {
    memchr::memchr_iter(0xC3, text)
        .any(|at| text.get(at + 2) == Some(&0xC3) && text.get(at + 4) == Some(&0xC3))
}

/// Characters of windows-1252 and the windows-1256 characters of the same bytes, sorted.
fn letters() -> Vec<(char, char)> {
    let bytes: Vec<u8> = (0x80..=0xFF).collect();
    let (read, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    let (meant, _) = WINDOWS_1256.decode_without_bom_handling(&bytes);
    let mut letters: Vec<_> = read.chars().zip(meant.chars()).collect();
    letters.sort_unstable();
    letters
}

/// Words, each with the ASCII text after it.
struct Words<'t>(&'t str);

struct Word<'t> {
    text: &'t str,
    after: &'t str,
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        if self.0.is_empty() {
            return None;
        }
        let parts_words = |c: char| c.is_ascii() && !c.is_ascii_alphabetic();
        let end = self.0.find(parts_words).unwrap_or(self.0.len());
        let (text, rest) = self.0.split_at(end);
        let next = rest.find(|c: char| !parts_words(c)).unwrap_or(rest.len());
        let (after, rest) = rest.split_at(next);
        self.0 = rest;
        Some(Word { text, after })
    }
}

impl Word<'_> {
    /// The word in Arabic; `None` if it has other characters.
    fn arabic(&self, letters: &[(char, char)]) -> Option<String> {
        let meant = |read: char| {
            let found = letters.binary_search_by_key(&read, |pair| pair.0);
            found.ok().map(|found| letters[found].1)
        };
        self.text.chars().map(meant).collect()
    }
}

/// Whether a word is long enough, and has one of the most frequent letters, unlike lists such as `ÅÄÖ`.
fn is_word(word: &str) -> bool {
    let is_letter = |c: &char| matches!(c, '\u{621}'..='\u{64A}');
    word.chars().filter(is_letter).count() >= WORD && word.contains(FREQUENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "أعلن «البنك المركزي»، أمس، رفع سعر الفائدة 2% في ظل التضخم؛ هل يكفي؟";

    fn misread(text: &str) -> String {
        let (bytes, _, lost) = WINDOWS_1256.encode(text);
        assert!(!lost);
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        text.into_owned()
    }

    #[test]
    fn misread_text_is_repaired() {
        for text in [ARABIC, "في المباراة", "مصر BBC\nوقال (المصدر): نعم"]
        {
            assert_eq!(repaired(&misread(text)).as_deref(), Some(text));
        }
        let text = format!("Title: café\n{}\nÖsterreich", misread(ARABIC));
        let want = format!("Title: café\n{ARABIC}\nÖsterreich");
        assert_eq!(repaired(&text), Some(want));
    }

    #[test]
    fn real_text_is_never_changed() {
        for text in [
            ARABIC,
            "l’été, là où ça brûle; créée à l’âge; ÂÊÎÔÛ; SÃO PAULO; Ÿ",
            "ÅÄÖ åäö. ÆØÅ æøå. ÄÖÜ äöüß. Þíðæ; Þæði; óðýð",
            "1 ½ ¾ × ÷ £ € µ ± ° § ¶ ßßß",
        ] {
            assert_eq!(repaired(&text.repeat(20)), None, "{text}");
        }
    }
}
