//! The message about characters that no font has.

use crate::charts::MissingGlyphs;
use crate::report::counted;

/// How many characters the message names.
const MOST_CHARACTERS: usize = 8;

/// Names the characters of pictures that no font has; `None` when every character was drawn.
pub fn missing_glyphs(missing: &MissingGlyphs) -> Option<String> {
    if missing.is_empty() {
        return None;
    }
    let named = missing.characters.iter().take(MOST_CHARACTERS);
    let named = named.map(|&c| format!("{c} (U+{:04X})", u32::from(c)));
    let named: Vec<String> = named.collect();
    let more = match missing.characters.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let labels = counted(missing.labels as u64, "text");
    Some(format!(
        "no font has {}{more}: the chart shows boxes instead, in {labels}; add a font that has them with `font` FILE",
        named.join(", ")
    ))
}
