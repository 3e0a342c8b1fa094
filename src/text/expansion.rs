//! Characters that represent several words: ½ for 1 and 2, ﷺ for four.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::general::parts;

/// The words of `c` under NFKC, if they are more than one whole word: `1` and `2` for ½, `1` for ⑴, which is
/// written (1). Empty for all other characters.
pub(super) fn expansion(c: char, part_all: bool) -> Vec<String> {
    if !may_expand(c) {
        return Vec::new();
    }
    let written: String = c.nfkc().collect();
    let words: Vec<String> = written
        .unicode_words()
        .flat_map(|word| {
            let parts = parts(word, part_all, true).into_iter();
            parts.map(move |part| word[part].to_owned())
        })
        .collect();
    if words.len() == 1 && words[0] == written {
        return Vec::new();
    }
    words
}

/// Whether `c` may be such a character: all of them are outside the alphabets and the Han and Hangul blocks,
/// so most texts need no look-up.
fn may_expand(c: char) -> bool {
    matches!(u32::from(c), 0xBC..=0xBE | 0x2100..=0x33FF | 0xFB00.. )
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::is_combining_mark;

    use super::super::arabic::is_mark;
    use super::*;

    /// Expected: the compatibility decompositions of UnicodeData.txt, split at spaces, slashes and brackets.
    #[test]
    fn only_characters_that_hold_words_and_more_expand() {
        let of = |c| expansion(c, false);
        assert_eq!(of('½'), ["1", "2"]);
        assert_eq!(of('⑴'), ["1"]);
        assert_eq!(of('⒈'), ["1"]);
        assert_eq!(of('℃'), ["C"]);
        assert_eq!(of('\u{FDFA}'), ["صلى", "الله", "عليه", "وسلم"]);
        for whole in ['ﬁ', '㎏', '①', 'ﻻ', '\u{FDF2}', 'é', 'ب', '\u{FE70}', '中'] {
            assert!(of(whole).is_empty(), "{whole}");
        }
    }

    #[test]
    fn the_quick_answer_misses_no_character() {
        // The Catalan l with its dot (Ŀ, ŀ) is one letter.
        let quick = |c: &char| !may_expand(*c) && !matches!(c, '\u{13F}' | '\u{140}');
        let separator = |c: char| !c.is_alphanumeric() && !is_mark(c) && !is_combining_mark(c);
        for c in ('\0'..=char::MAX).filter(quick) {
            let written: String = c.nfkc().collect();
            let letter = |c: char| c.is_alphanumeric() && !is_combining_mark(c);
            let is_whole = !written.contains(separator) || !written.contains(letter);
            assert!(is_whole, "{c} U+{:04X} {written}", u32::from(c));
        }
    }
}
