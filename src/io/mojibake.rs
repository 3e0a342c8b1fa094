//! Repairs Arabic in UTF-8 that was decoded as windows-1252 or windows-1256 and written as UTF-8 again.
//!
//! Every byte of a letter becomes a character: `مصر` becomes `Ù…ØµØ±` or `ظ…طµط±`.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};

/// Minimum number of letters in a repaired part of a text, counting only words that are long enough.
const LETTERS: usize = 8;

/// Minimum number of letters of a word that counts: shorter ones may occur by chance.
const WORD: usize = 3;

/// Number of first bytes of letters that make a text suspect, and the number of bytes within which they must
/// be.
const SUSPECTS: usize = 3;
const SUSPECT_BYTES: usize = 128;

/// The original text, and the name of the encoding with which it was decoded; `None` for other texts.
pub(super) fn repaired(text: &str) -> Option<(String, &'static str)> {
    let encoding = suspect(text.as_bytes())?;
    let repaired = Repair::new(text, encoding).run()?;
    Some((repaired, encoding.name()))
}

/// Separates texts that may need repair from nearly all others, in one fast pass.
fn suspect(text: &[u8]) -> Option<&'static Encoding> {
    let (mut latin, mut arabic) = (Vicinity::default(), Vicinity::default());
    // The first byte of Ø, Ù, Ú and Û, and the second of ظ.
    for at in memchr::memchr2_iter(0xC3, 0xB8, text) {
        let next = text.get(at + 1).copied().unwrap_or_default();
        if text[at] == 0xC3 {
            let is_lead = matches!(next, 0x98..=0x9B) || next == 0x83 && is_twice(&text[at + 2..]);
            if is_lead && latin.is_crowded(at) {
                return Some(WINDOWS_1252);
            }
        } else if at > 0 && text[at - 1] == 0xD8 {
            // Characters such as … † ‡ ƒ ˆ and پ ٹ, which seldom follow ظ.
            let follows = match next {
                0xD9 => matches!(text.get(at + 2), Some(0xB9 | 0xBE)),
                _ => matches!(next, 0xC2 | 0xC5 | 0xC6 | 0xCB | 0xDA | 0xE2),
            };
            if follows && arabic.is_crowded(at) {
                return Some(WINDOWS_1256);
            }
        }
    }
    None
}

/// Whether the text after Ã is the rest of Ø, Ù, Ú or Û that was decoded wrongly once more.
fn is_twice(text: &[u8]) -> bool {
    ["˜", "™", "š", "›"]
        .iter()
        .any(|rest| text.starts_with(rest.as_bytes()))
}

/// Positions of the last suspects.
#[derive(Default)]
struct Vicinity([Option<usize>; SUSPECTS - 1]);

impl Vicinity {
    /// Adds a suspect; true when enough are close together.
    fn is_crowded(&mut self, at: usize) -> bool {
        let first = self.0[0];
        self.0.rotate_left(1);
        self.0[SUSPECTS - 2] = Some(at);
        first.is_some_and(|first| at - first <= SUSPECT_BYTES)
    }
}

/// A text during repair.
struct Repair<'t> {
    text: &'t str,
    /// Characters of the bytes from 0x80 on, sorted.
    table: Vec<(char, u8)>,
    repaired: String,
    /// End in `text` of the part that was copied to `repaired`.
    copied: usize,
}

/// A part that decodes completely, including ASCII in it.
#[derive(Default)]
struct Stretch {
    start: usize,
    decoded: String,
    /// Number of Arabic letters in words that are long enough.
    letters: usize,
    /// Number of letters of the current word.
    word: usize,
}

impl<'t> Repair<'t> {
    fn new(text: &'t str, encoding: &'static Encoding) -> Self {
        let bytes: Vec<u8> = (0x80..=0xFF).collect();
        let (characters, _) = encoding.decode_without_bom_handling(&bytes);
        let mut table: Vec<_> = characters.chars().zip(bytes.iter().copied()).collect();
        table.sort_unstable();
        Repair {
            text,
            table,
            repaired: String::new(),
            copied: 0,
        }
    }

    fn run(mut self) -> Option<String> {
        let mut stretch = Stretch::default();
        let mut at = 0;
        while let Some(character) = self.text[at..].chars().next() {
            // U+FFFD replaced a byte without a character.
            if character.is_ascii() || character == '\u{FFFD}' {
                stretch.pass(character);
                at += character.len_utf8();
            } else if let Some((decoded, length)) = self.sequence(at) {
                stretch.push(decoded);
                at += length;
            } else {
                self.end(&stretch, at);
                at += self.other(character, at);
                stretch = Stretch::starting(at);
            }
        }
        self.end(&stretch, at);
        self.repaired.push_str(&self.text[self.copied..]);
        (self.copied > 0).then_some(self.repaired)
    }

    /// Length of the character at `at`, which is unchanged; unchanged Arabic extends to the next ASCII
    /// character, so that the end of `بلغ،` is not decoded.
    fn other(&self, character: char, at: usize) -> usize {
        let rest = &self.text[at..];
        if is_arabic(character) {
            rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len())
        } else {
            character.len_utf8()
        }
    }

    /// Replaces a part that ends at `at` with its repaired form, if it has enough letters.
    fn end(&mut self, stretch: &Stretch, at: usize) {
        if stretch.letters >= LETTERS {
            self.repaired
                .push_str(&self.text[self.copied..stretch.start]);
            self.repaired.push_str(&stretch.decoded);
            self.copied = at;
        }
    }

    /// The character whose bytes are represented by the characters from `at` on, and their length.
    fn sequence(&self, at: usize) -> Option<(char, usize)> {
        let text = &self.text[at..];
        let mut characters = text.chars();
        let mut bytes = [self.byte(characters.next()?)?, 0, 0, 0];
        // Arabic letters, punctuation, presentation forms and emoji; in texts that were decoded wrongly
        // twice, also the characters of windows-1252 that are not in ISO-8859-1.
        let count = match bytes[0] {
            0xC2 | 0xC3 | 0xC5 | 0xC6 | 0xCB | 0xD8..=0xDB => 2,
            0xE2 | 0xEF => 3,
            0xF0 => 4,
            _ => return None,
        };
        for byte in &mut bytes[1..count] {
            *byte = self.byte(characters.next()?)?;
        }
        let decoded = str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
        Some((decoded, text.len() - characters.as_str().len()))
    }

    fn byte(&self, character: char) -> Option<u8> {
        let found = self
            .table
            .binary_search_by_key(&character, |entry| entry.0)
            .map(|index| self.table[index].1);
        // ISO-8859-1, which is often confused with windows-1252, has control characters from 0x80 on.
        let control = || u8::try_from(character).ok().filter(|byte| *byte < 0xA0);
        found.ok().or_else(control)
    }
}

impl Stretch {
    fn starting(start: usize) -> Self {
        Stretch {
            start,
            ..Stretch::default()
        }
    }

    /// Copies a character unchanged.
    fn pass(&mut self, character: char) {
        self.decoded.push(character);
        self.word = 0;
    }

    fn push(&mut self, decoded: char) {
        self.decoded.push(decoded);
        if is_arabic(decoded) {
            self.word += 1;
            self.letters += match self.word {
                0..WORD => 0,
                WORD => WORD,
                _ => 1,
            };
        } else if matches!(decoded, 'Ø' | 'Ù' | 'Ú' | 'Û') {
            // First bytes of letters, in a text that was decoded wrongly twice.
            self.letters += 1;
        } else {
            self.word = 0;
        }
    }
}

fn is_arabic(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{6FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "أعلن البنك المركزي، أمس، رفع سعر الفائدة 2% في ظل ارتفاع التضخم.";

    fn misread(text: &str, encoding: &'static Encoding) -> String {
        let (text, _) = encoding.decode_without_bom_handling(text.as_bytes());
        text.into_owned()
    }

    #[test]
    fn misread_text_is_repaired() {
        for encoding in [WINDOWS_1252, WINDOWS_1256] {
            for text in [
                ARABIC,
                "في المباراة",
                "«مصر» – والسودان: “نعم” 🌍 في 2024",
                "قال: \"نعم ولا\"\nThe end of it",
            ] {
                let want = Some((text.to_owned(), encoding.name()));
                assert_eq!(repaired(&misread(text, encoding)), want);
            }
        }
        // Decoded as ISO-8859-1.
        let text: String = ARABIC.bytes().map(char::from).collect();
        assert_eq!(repaired(&text), Some((ARABIC.into(), "windows-1252")));
    }

    #[test]
    fn only_what_was_misread_changes() {
        for encoding in [WINDOWS_1252, WINDOWS_1256] {
            let misread = misread(ARABIC, encoding);
            let around = |text: &str| format!("قرأ، بلغ، {text} قال، café {text}\nظلّ");
            let want = Some((around(ARABIC), encoding.name()));
            assert_eq!(repaired(&around(&misread)), want);
        }
        let lost = misread(ARABIC, WINDOWS_1252).replace('\u{81}', "\u{FFFD}");
        let (text, _) = repaired(&lost).unwrap();
        assert!(text.starts_with("أعلن البنك المركزي"), "{text}");
    }

    #[test]
    fn real_text_is_never_changed() {
        let hard = [
            "حفظ… لفظ… وعظ… غلظ… حظ… فظ… لاحظ† حفظ„",
            "ط، ظ، ع، غ، ط؛ ظ؛ ط؟ ظ؟ ط» ظ» “ط” “ظ” ‘ط’ ‘ظ’ ظ… ط… ع… غ…",
            "ظظظططط ظططظ عظظط غططظظ ططط",
            "ظل الظبي في الظل يحفظ العظام والنظام، وطار الطائر وطالت الطريق",
            "گظگ طچ ظپ طژ ظٹ",
            "Ø, Ù, Ú og Û: Ørsted, ØL, ÙN. Ø Ù Ú Û ÛÛÛ ØØØØ",
            "l’été, là où ça brûle; ÂÊÎÔÛ; SÃO PAULO; “Ø…”",
        ];
        for text in hard {
            assert_eq!(repaired(&text.repeat(20)), None, "{text}");
            for encoding in [WINDOWS_1252, WINDOWS_1256] {
                assert_eq!(Repair::new(text, encoding).run(), None, "{text}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn words_with_signs_stay_and_come_back(
            words in proptest::collection::vec("[\u{621}-\u{63A}\u{641}-\u{652}طظعغ]{3,9}[،؛؟»”…%]?", 12..40)
        ) {
            let text = words.join(" ");
            proptest::prop_assert_eq!(repaired(&text), None);
            for encoding in [WINDOWS_1252, WINDOWS_1256] {
                proptest::prop_assert_eq!(Repair::new(&text, encoding).run(), None);
                let (back, _) = repaired(&misread(&text, encoding)).unwrap_or_default();
                proptest::prop_assert_eq!(&back, &text);
            }
        }
    }
}
