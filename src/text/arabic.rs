//! The role of each code point of the Arabic block in a token.
//!
//! The tables are the Arabic half of the profiles `auto`, `arabic`, `persian` and `urdu`, version 1:
//! changing a row changes the tokens of existing models, so it needs a new version (see
//! [`super::Profile`]).

use super::letters::Letters;

/// The role of a code point from U+0600 to U+06FF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Ends a token.
    Break,
    /// A letter, and its form in the normalised token.
    Letter(char),
    /// A vowel mark, Qur'anic mark or tatweel: part of the token's span, not of its text.
    Mark,
    /// A decimal digit and its ASCII form.
    Digit(char),
    /// A separator inside numbers and its ASCII form.
    NumberPoint(char),
    /// Needs composition or properties that only the general path has.
    Complex,
}

const BLOCK: u32 = 0x600;

/// The roles of the block for one set of letters.
pub(super) struct Table {
    roles: [Role; 256],
    /// Letters that are unchanged by normalisation.
    kept: [bool; 256],
}

/// A table for each of [`Letters::ALL`].
pub(super) static TABLES: [Table; Letters::ALL.len()] = [
    Table::of(Letters::Arabic),
    Table::of(Letters::Persian),
    Table::of(Letters::Urdu),
];

impl Table {
    /// Role of a code point of the Arabic block.
    ///
    /// `code` must be in U+0600..=U+06FF.
    #[inline]
    pub(super) fn role(&self, code: u32) -> Role {
        self.roles[(code - BLOCK) as usize]
    }

    /// True for the bytes of a letter of the Arabic block that normalisation does not change.
    #[inline]
    pub(super) fn is_kept(&self, [lead, trail]: [u8; 2]) -> bool {
        let code = usize::from(lead & 3) << 6 | usize::from(trail & 0x3F);
        lead & 0xFC == 0xD8 && self.kept[code]
    }

    const fn of(letters: Letters) -> Table {
        let mut roles = [Role::Break; 256];
        let mut kept = [false; 256];
        let mut offset = 0;
        while offset < 256 {
            let role = role_of(BLOCK + offset, letters);
            if let Role::Letter(letter) = role {
                kept[offset as usize] = letter as u32 == BLOCK + offset;
            }
            roles[offset as usize] = role;
            offset += 1;
        }
        Table { roles, kept }
    }
}

/// True for letters, marks and signs of Arabic script, including presentation forms and extensions.
pub(super) fn is_arabic(c: char) -> bool {
    matches!(u32::from(c),
        0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC
        | 0x10EC0..=0x10EFF | 0x1EE00..=0x1EEFF)
}

/// True for marks that are removed from a normalised Arabic token: harakat, tanween, shadda, sukun, dagger
/// alef, hamza marks that did not compose, Qur'anic annotation, tatweel.
pub(super) fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E8
        | 0x6EA..=0x6ED | 0x897..=0x89F | 0x8CA..=0x8E1 | 0x8E3..=0x8FF)
}

const fn role_of(code: u32, letters: Letters) -> Role {
    match code {
        0x653..=0x655 | 0x675..=0x678 | 0x600..=0x605 | 0x6DD => Role::Complex,
        0x610..=0x61A | 0x640 | 0x64B..=0x652 | 0x656..=0x65F | 0x670 => Role::Mark,
        0x6D6..=0x6DC | 0x6DF..=0x6E8 | 0x6EA..=0x6ED => Role::Mark,
        0x61C => Role::Mark, // Arabic letter mark: a bidi control
        0x660..=0x669 => Role::Digit(ascii_digit(code - 0x660)),
        0x6F0..=0x6F9 => Role::Digit(ascii_digit(code - 0x6F0)),
        0x66B => Role::NumberPoint('.'),
        0x66C => Role::NumberPoint(','),
        0x620..=0x63F | 0x641..=0x64A | 0x66E..=0x66F | 0x671..=0x674 | 0x679..=0x6D3 => {
            Role::Letter(folded(code, letters))
        }
        0x6D5 | 0x6EE..=0x6EF | 0x6FA..=0x6FC | 0x6FF => Role::Letter(folded(code, letters)),
        _ => Role::Break,
    }
}

const fn ascii_digit(value: u32) -> char {
    (b'0' + value as u8) as char
}

const fn folded(code: u32, letters: Letters) -> char {
    match char::from_u32(code) {
        Some(c) => letters.fold(c),
        None => '\u{FFFD}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_block_is_alphabetic_and_every_mark_is_a_mark() {
        let codes = |table| (0x600..=0x6FF).map(move |code| (code, table));
        for (code, table) in TABLES.iter().flat_map(codes) {
            let table: &Table = table;
            let c = char::from_u32(code).unwrap();
            match table.role(code) {
                Role::Letter(folded) => {
                    assert!(c.is_alphabetic() && !is_mark(c), "U+{code:04X}");
                    assert!(folded.is_alphabetic());
                }
                Role::Mark => assert!(is_mark(c) || c == '\u{61C}', "U+{code:04X}"),
                Role::Digit(_) => assert!(c.is_numeric(), "U+{code:04X}"),
                Role::Break | Role::NumberPoint(_) => {
                    assert!(!c.is_alphanumeric(), "U+{code:04X}");
                }
                Role::Complex => {}
            }
        }
    }
}
