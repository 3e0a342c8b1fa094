//! A finished picture, and the characters of its texts that no font has.

use std::collections::BTreeSet;
use std::ops::Deref;

/// The bytes of a PNG or SVG file.
///
/// ```
/// use tasnif::charts::{Bar, Frame, TermBars, terms};
///
/// let bar = |label: &str| Bar { label: label.into(), value: 1.0 };
/// let data = TermBars { bars: vec![bar("oil"), bar("石油")], ..TermBars::default() };
/// let picture = terms(&data, &Frame::default())?;
/// assert!(picture.bytes.starts_with(b"\x89PNG"));
/// assert_eq!(picture.missing.labels, 1);
/// assert!(picture.missing.characters.contains(&'石'));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters that no font has.
    pub missing: MissingGlyphs,
}

/// Characters that no font has: they are drawn as boxes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MissingGlyphs {
    /// The characters.
    pub characters: BTreeSet<char>,
    /// Number of different texts in the picture with such a character.
    pub labels: usize,
}

impl MissingGlyphs {
    /// Adds what is missing in another picture.
    pub fn add(&mut self, other: &MissingGlyphs) {
        self.characters.extend(&other.characters);
        self.labels += other.labels;
    }

    /// Whether every character was drawn.
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }
}

impl Deref for Picture {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl AsRef<[u8]> for Picture {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}
