//! The fast path of profiles `auto`, `arabic`, `persian` and `urdu`: segmentation and normalisation in one pass over
//! the bytes.
//!
//! ASCII and the Arabic block are handled here. As soon as any other character may belong to a word, the text
//! around it goes to [`super::general`], which uses the Unicode tables. Both paths give the same tokens for
//! text that both can read (checked by a property test).

use std::ops::Range;

use super::arabic::{Role, TABLES, Table};
use super::general::{self, Rules};
use super::letters::Letters;
use super::token_buffer::TokenBuffer;

/// The role of an ASCII byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ascii {
    Break,
    Letter,
    Digit,
    /// Joins letters to letters and digits to digits: `.` and `'`.
    MidBoth,
    /// Joins letters to letters: `:`.
    MidLetter,
    /// Joins digits to digits: `,` and `;`.
    MidNumber,
    /// Joins letters and digits: `_`.
    Underscore,
}

const TATWEEL: u32 = 0x640;

static ASCII: [Ascii; 128] = ascii_table();

const fn ascii_table() -> [Ascii; 128] {
    let mut table = [Ascii::Break; 128];
    let mut b = 0u8;
    while b < 128 {
        table[b as usize] = match b {
            b'a'..=b'z' | b'A'..=b'Z' => Ascii::Letter,
            b'0'..=b'9' => Ascii::Digit,
            b'.' | b'\'' => Ascii::MidBoth,
            b':' => Ascii::MidLetter,
            b',' | b';' => Ascii::MidNumber,
            b'_' => Ascii::Underscore,
            _ => Ascii::Break,
        };
        b += 1;
    }
    table
}

/// The content of the current token so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    Arabic,
    /// Ends with a letter of another script.
    Letter,
    /// Ends with a digit.
    Digit,
}

/// The character after one that joins only between others.
enum Next {
    Letter,
    Digit,
    Break,
    Complex,
}

/// Adds the tokens of parts of a text to a buffer.
///
/// `part_all` is the profile `arabic`: letters and digits are always separated, punctuation joins only digits. `expand`
/// controls compatibility characters in the general path. `LETTERS` is the index of a set in [`Letters::ALL`]: a const
/// parameter, so that each set's table has a fixed address.
pub(super) struct Segmenter<'t, const LETTERS: usize> {
    text: &'t str,
    part_all: bool,
    expand: bool,
    tokens: &'t mut TokenBuffer,
    kind: Kind,
    start: usize,
    end: usize,
}

impl<'t, const LETTERS: usize> Segmenter<'t, LETTERS> {
    const TABLE: &'static Table = &TABLES[LETTERS];

    pub(super) fn new(text: &'t str, rules: Rules, tokens: &'t mut TokenBuffer) -> Self {
        Segmenter {
            text,
            part_all: rules.part_all,
            expand: rules.expand,
            tokens,
            kind: Kind::None,
            start: 0,
            end: 0,
        }
    }

    /// Reads one part; its ends also end tokens.
    pub(super) fn read(&mut self, range: Range<usize>) {
        let bytes = &self.text.as_bytes()[..range.end];
        let mut at = range.start;
        while at < range.end {
            at = match bytes[at] {
                byte @ 0..=0x7F => self.ascii(bytes, at, byte),
                lead @ 0xD8..=0xDB => self.arabic(bytes, at, lead),
                lead => self.other(bytes, at, lead),
            };
        }
        self.finish();
    }

    #[inline]
    fn ascii(&mut self, bytes: &[u8], at: usize, byte: u8) -> usize {
        match ASCII[byte as usize] {
            Ascii::Letter => self.word(at, at + 1, byte.to_ascii_lowercase() as char, Kind::Letter),
            Ascii::Digit => self.word(at, at + 1, byte as char, Kind::Digit),
            Ascii::Break => {
                self.finish();
                at + 1
            }
            mid => self.mid(bytes, at, at + 1, mid, byte as char),
        }
    }

    #[inline]
    fn arabic(&mut self, bytes: &[u8], at: usize, lead: u8) -> usize {
        let code = (u32::from(lead & 0x1F) << 6) | u32::from(bytes[at + 1] & 0x3F);
        match Self::TABLE.role(code) {
            Role::Letter(letter) => {
                if self.kind != Kind::Arabic {
                    self.finish();
                    self.begin(at, Kind::Arabic);
                }
                self.tokens.push_char(letter);
                self.kept_letters(bytes, at + 2)
            }
            // UAX #29 treats a tatweel as a letter, which matters after other letters and digits.
            Role::Mark if code == TATWEEL && matches!(self.kind, Kind::Letter | Kind::Digit) => {
                self.complex(bytes, at)
            }
            Role::Mark => {
                if self.kind != Kind::None && code != 0x61C {
                    self.end = at + 2;
                }
                at + 2
            }
            Role::Digit(digit) => self.word(at, at + 2, digit, Kind::Digit),
            Role::NumberPoint(point) => self.mid(bytes, at, at + 2, Ascii::MidNumber, point),
            Role::Break => {
                self.finish();
                at + 2
            }
            Role::Complex => self.complex(bytes, at),
        }
    }

    /// Reads a run of Arabic letters that normalisation does not change: most of a text.
    #[inline]
    fn kept_letters(&mut self, bytes: &[u8], from: usize) -> usize {
        let (letters, _) = bytes[from..].as_chunks::<2>();
        let run = letters
            .iter()
            .take_while(|letter| Self::TABLE.is_kept(**letter))
            .count();
        self.end = from + 2 * run;
        self.tokens.push_str(&self.text[from..self.end]);
        self.end
    }

    /// Any other lead byte: common punctuation and format controls are handled here.
    fn other(&mut self, bytes: &[u8], at: usize, lead: u8) -> usize {
        match (lead, bytes.get(at + 1), bytes.get(at + 2)) {
            // No-break space and guillemets.
            (0xC2, Some(0xA0 | 0xAB | 0xBB), _) => {
                self.finish();
                at + 2
            }
            // U+2019, the typographic apostrophe.
            (0xE2, Some(0x80), Some(0x99)) => self.mid(bytes, at, at + 3, Ascii::MidBoth, '\''),
            // Joiners and bidi controls neither separate words nor end their span.
            (0xE2, Some(0x80), Some(0x8C..=0x8F | 0xAA..=0xAE))
            | (0xE2, Some(0x81), Some(0xA6..=0xA9))
            | (0xEF, Some(0xBB), Some(0xBF)) => at + 3,
            // Spaces, dashes, double quotation marks, bullets and the ellipsis.
            (0xE2, Some(0x80), Some(0x80..=0x8B | 0x90..=0x97 | 0x9C..=0xA3 | 0xA6)) => {
                self.finish();
                at + 3
            }
            _ => self.complex(bytes, at),
        }
    }

    /// Reads a letter or digit of a script other than Arabic.
    #[inline]
    fn word(&mut self, at: usize, end: usize, c: char, kind: Kind) -> usize {
        let joins = match self.kind {
            Kind::Letter | Kind::Digit => !self.part_all || self.kind == kind,
            Kind::None | Kind::Arabic => false,
        };
        if !joins {
            self.finish();
            self.begin(at, kind);
        }
        self.kind = kind;
        self.tokens.push_char(c);
        self.end = end;
        end
    }

    /// A character that stays inside a token only between two letters or two digits.
    fn mid(&mut self, bytes: &[u8], at: usize, end: usize, mid: Ascii, written: char) -> usize {
        if !matches!(self.kind, Kind::Letter | Kind::Digit) {
            self.finish();
            return end;
        }
        if mid == Ascii::Underscore {
            return self.underscores(bytes, at);
        }
        let (letters, digits) = match mid {
            Ascii::MidLetter => (true, false),
            Ascii::MidNumber => (false, true),
            _ => (true, true),
        };
        let joins = match (self.next(bytes, end), self.kind) {
            (Next::Complex, _) => return self.complex(bytes, at),
            (Next::Letter, Kind::Letter) => letters && !self.part_all,
            (Next::Digit, Kind::Digit) => digits,
            _ => false,
        };
        if joins {
            self.tokens.push_char(written);
        } else {
            self.finish();
        }
        end
    }

    fn underscores(&mut self, bytes: &[u8], at: usize) -> usize {
        let count = bytes[at..].iter().take_while(|&&b| b == b'_').count();
        match self.next(bytes, at + count) {
            Next::Complex => return self.complex(bytes, at),
            Next::Letter | Next::Digit if !self.part_all => {
                self.tokens.extend(std::iter::repeat_n('_', count));
            }
            _ => self.finish(),
        }
        at + count
    }

    fn next(&self, bytes: &[u8], at: usize) -> Next {
        match bytes.get(at) {
            Some(&byte @ 0..=0x7F) => match ASCII[byte as usize] {
                Ascii::Letter => Next::Letter,
                Ascii::Digit => Next::Digit,
                _ => Next::Break,
            },
            Some(&lead @ 0xD8..=0xDB) => {
                match Self::TABLE
                    .role((u32::from(lead & 0x1F) << 6) | u32::from(bytes[at + 1] & 0x3F))
                {
                    Role::Digit(_) => Next::Digit,
                    Role::Mark | Role::Complex => Next::Complex,
                    _ => Next::Break,
                }
            }
            Some(_) => Next::Complex,
            None => Next::Break,
        }
    }

    /// Passes the current token and all text up to the next certain break to the general path.
    fn complex(&mut self, bytes: &[u8], at: usize) -> usize {
        let start = if self.kind == Kind::None {
            at
        } else {
            self.start
        };
        self.tokens.abandon();
        self.kind = Kind::None;
        let end = bytes[at..]
            .iter()
            .position(|&b| b < 0x80 && ASCII[b as usize] == Ascii::Break)
            .map_or(bytes.len(), |length| at + length);
        let rules = Rules {
            letters: Letters::ALL[LETTERS],
            part_all: self.part_all,
            expand: self.expand,
        };
        general::read(self.text, start..end, rules, self.tokens);
        end
    }

    fn begin(&mut self, at: usize, kind: Kind) {
        self.start = at;
        self.kind = kind;
    }

    #[inline]
    fn finish(&mut self) {
        if self.kind != Kind::None {
            self.tokens.finish(self.start, self.end);
            self.kind = Kind::None;
        }
    }
}
