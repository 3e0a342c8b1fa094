//! The general path: words of any script by Unicode tables.
//!
//! Words are those of UAX #29 (from the `unicode-segmentation` crate), split further between Arabic script
//! and other characters, and normalised by NFKC.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::arabic::{is_arabic, is_mark};
use super::expansion::expansion;
use super::letters::Letters;
use super::token_buffer::TokenBuffer;

/// The mark that Unicode's lower case adds to the i of İ.
const COMBINING_DOT: char = '\u{307}';
/// Separates the numbers of a fraction.
const FRACTION_SLASH: char = '\u{2044}';

/// The kind of a character within a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Arabic,
    Letter,
    Digit,
    /// Marks, joiners and bidi controls: belong to the preceding part.
    Extend,
    Punctuation,
}

/// Differences between profiles that know Arabic script.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// The letters of tokens.
    pub(super) letters: Letters,
    /// Letters and digits are always separated, and punctuation joins only digits: profile `arabic`.
    pub(super) part_all: bool,
    /// Characters that represent several words become several tokens, and case is folded: version 2.
    pub(super) expand: bool,
}

/// Adds the tokens of `text[range]` to `tokens`, by the same rules as the fast path.
pub(super) fn read(text: &str, range: Range<usize>, rules: Rules, tokens: &mut TokenBuffer) {
    for (offset, word) in text[range.clone()].unicode_word_indices() {
        let start = range.start + offset;
        for part in parts(word, rules.part_all, rules.expand) {
            let at = start + part.start;
            for_each_piece(&word[part], rules.part_all, rules.expand, |piece, span| {
                normalise(piece, rules, tokens);
                tokens.finish(at + span.start, at + span.end);
            });
        }
    }
}

/// Passes on the words in `part` with their positions in it: characters that represent several words
/// separately, each word with the position of its character, and the text between them.
fn for_each_piece(
    part: &str,
    part_all: bool,
    expand: bool,
    mut take: impl FnMut(&str, Range<usize>),
) {
    let mut from = 0;
    if expand {
        for (at, c) in part.char_indices() {
            let words = expansion(c, part_all);
            if words.is_empty() {
                continue;
            }
            take(&part[from..at], from..at);
            from = at + c.len_utf8();
            words.iter().for_each(|word| take(word, at..from));
        }
    }
    take(&part[from..], from..part.len());
}

/// Normalisation in profiles without rules for Arabic script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folding {
    /// As written: profile `plain`.
    None,
    /// By NFKC and in lower case: `latin@1`.
    LowerCase,
    /// Additionally with final sigma and dotted i folded and characters that represent several words split:
    /// `latin@2`.
    Case,
}

/// Adds the UAX #29 words of `text[range]` to `tokens`.
pub(super) fn unicode_words(
    text: &str,
    range: Range<usize>,
    folding: Folding,
    tokens: &mut TokenBuffer,
) {
    for (offset, word) in text[range.clone()].unicode_word_indices() {
        let start = range.start + offset;
        // Words with white space in them come from a mark after a space, or a narrow no-break space.
        for piece in word.split_inclusive(char::is_whitespace) {
            let at = start + (piece.as_ptr() as usize - word.as_ptr() as usize);
            let piece = piece.trim_end();
            if !piece.contains(char::is_alphanumeric) {
                continue;
            }
            for_each_piece(piece, false, folding == Folding::Case, |piece, span| {
                fold_piece(piece, folding, tokens);
                tokens.finish(at + span.start, at + span.end);
            });
        }
    }
}

fn fold_piece(piece: &str, folding: Folding, tokens: &mut TokenBuffer) {
    let kept = |c: &char| !is_control(*c) && !c.is_whitespace();
    let composed = piece.nfkc().filter(kept);
    match folding {
        Folding::None => tokens.extend(piece.chars()),
        Folding::LowerCase => tokens.extend(composed.flat_map(char::to_lowercase)),
        Folding::Case => fold_case(composed, |c| tokens.push_char(c)),
    }
}

/// Folds case as Unicode's simple folding does (ς as σ), with İ and a dotted i as i.
pub(super) fn fold_case(composed: impl Iterator<Item = char>, mut take: impl FnMut(char)) {
    let mut last = None;
    for c in composed.flat_map(char::to_lowercase) {
        let dotted = c == COMBINING_DOT && last == Some('i');
        last = Some(c);
        match c {
            _ if dotted => {}
            'ς' => take('σ'),
            _ => take(c),
        }
    }
}

fn sort_of(c: char) -> Sort {
    if is_mark(c) || is_control(c) || is_combining_mark(c) {
        Sort::Extend
    } else if c.is_numeric() {
        Sort::Digit
    } else if c.is_alphabetic() {
        if is_arabic(c) {
            Sort::Arabic
        } else {
            Sort::Letter
        }
    } else {
        Sort::Punctuation
    }
}

/// Joiners, bidi controls and other invisible format characters.
pub(super) fn is_control(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F
        | 0xFEFF | 0xE0001..=0xE007F | 0xE0100..=0xE01EF)
}

/// Byte ranges of the parts of one UAX #29 word, each with a letter or digit. `expand`: numbers are split at
/// a fraction slash.
pub(super) fn parts(word: &str, part_all: bool, expand: bool) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut last = Sort::Punctuation;
    // Whether the next letter or digit, and the next mark, can still belong to the last part.
    let (mut joins, mut extends) = (false, false);
    // Whether only a digit can continue it, after an Arabic decimal or thousands separator.
    let mut digits_only = false;
    for (at, c) in word.char_indices() {
        let sort = sort_of(c);
        let end = at + c.len_utf8();
        match (sort, parts.last_mut()) {
            (Sort::Punctuation, _) => {
                let number_point = matches!(c, '\u{66B}' | '\u{66C}');
                joins = joins
                    && !(expand && c == FRACTION_SLASH)
                    && joins_over(last, c, part_all)
                    && !digits_only
                    && (!number_point || (last == Sort::Digit && extends));
                digits_only = number_point;
                extends = false;
            }
            (Sort::Extend, Some(part)) if extends && !is_control(c) => part.end = end,
            (Sort::Extend, _) => {}
            (_, Some(part))
                if joins
                    && same_part(last, sort, part_all)
                    && (sort == Sort::Digit || !digits_only) =>
            {
                part.end = end;
            }
            _ => parts.push(at..end),
        }
        if !matches!(sort, Sort::Punctuation | Sort::Extend) {
            (last, joins, extends, digits_only) = (sort, true, true, false);
        }
    }
    parts
}

/// Whether punctuation that UAX #29 keeps inside a word continues the part.
fn joins_over(last: Sort, punctuation: char, part_all: bool) -> bool {
    match last {
        // UAX #29 treats the Arabic comma as a group separator; in running text it is a comma.
        _ if matches!(punctuation, '\u{60C}' | '\u{60D}') || punctuation.is_whitespace() => false,
        Sort::Letter => !part_all,
        Sort::Digit => !part_all || punctuation != '_',
        _ => false,
    }
}

fn same_part(last: Sort, next: Sort, part_all: bool) -> bool {
    match (last, next) {
        (Sort::Arabic, Sort::Arabic) => true,
        (Sort::Arabic, _) | (_, Sort::Arabic) => false,
        _ => !part_all || last == next,
    }
}

/// Adds the normalised characters of `piece` to the current token.
fn normalise(piece: &str, rules: Rules, token: &mut TokenBuffer) {
    let seen = piece.nfkc().filter(|&c| !is_mark(c) && !is_control(c));
    let written = seen
        .filter_map(punctuation)
        .map(|c| ascii_digit(c).unwrap_or_else(|| rules.letters.fold(c)));
    if rules.expand {
        fold_case(written, |c| token.push_char(c));
    } else {
        token.extend(written.flat_map(char::to_lowercase));
    }
}

/// The ASCII form of apostrophes and Arabic number separators; `None` for punctuation that tokens never
/// contain.
pub(super) fn punctuation(c: char) -> Option<char> {
    match c {
        '\u{2019}' | '\u{2018}' | '\u{FF07}' => Some('\''),
        '\u{66B}' => Some('.'),
        '\u{66C}' => Some(','),
        _ if c.is_alphanumeric() => Some(c),
        _ if is_arabic(c) => None,
        _ => (is_combining_mark(c) || c.is_ascii_punctuation()).then_some(c),
    }
}

/// The ASCII form of an Arabic or Persian digit.
pub(super) fn ascii_digit(c: char) -> Option<char> {
    match u32::from(c) {
        code @ 0x660..=0x669 => char::from_digit(code - 0x660, 10),
        code @ 0x6F0..=0x6F9 => char::from_digit(code - 0x6F0, 10),
        _ => None,
    }
}
