//! A line of text as positioned glyphs: bidi order, fonts, shaping.

use harfrust::{Buffer, BufferFlags, Direction, GlyphId, Script, unicode};
use tiny_skia::{Path, PathBuilder};
use unicode_bidi::{BidiInfo, Level};

use super::fonts::Face;

/// A glyph of a line; lengths in ems, y downwards from the base line.
pub(super) struct Glyph {
    pub face: usize,
    pub id: GlyphId,
    pub x: f32,
    pub y: f32,
}

impl Glyph {
    /// Its outline at the origin; `None` for glyphs without one.
    pub fn outline(&self, faces: &[Face]) -> Option<Path> {
        let mut path = PathBuilder::new();
        faces[self.face].add_outline(self.id, 0.0, 0.0, &mut path);
        path.finish()
    }
}

/// A shaped line of text, measured in ems.
pub(super) struct Line {
    pub glyphs: Vec<Glyph>,
    /// The width of the line in ems.
    pub width: f32,
    /// Characters that the fonts do not have.
    pub missing: Vec<char>,
}

impl Line {
    /// Lays out a prepared text of one line in the given direction.
    ///
    /// With `arabic_last_first`, words of Arabic script use the last font if it has their characters: see
    /// [`FontSet::lacks_letters`](super::fonts::FontSet::lacks_letters).
    pub fn shape(faces: &[Face], text: &str, rtl: bool, arabic_last_first: bool) -> Self {
        let base = if rtl { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(text, Some(base));
        let mut line = Self {
            glyphs: Vec::new(),
            width: 0.0,
            missing: Vec::new(),
        };
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let rtl = levels[run.start].is_rtl();
                line.add_run(faces, &text[run], rtl, arabic_last_first);
            }
        }
        line
    }

    /// The outlines of the glyphs of thickened fonts, or of all other glyphs.
    pub fn outline(&self, faces: &[Face], thickened: bool) -> Option<Path> {
        let mut path = PathBuilder::new();
        for glyph in &self.glyphs {
            let face = &faces[glyph.face];
            if face.thicken == thickened {
                face.add_outline(glyph.id, glyph.x, glyph.y, &mut path);
            }
        }
        path.finish()
    }

    fn add_run(&mut self, faces: &[Face], run: &str, rtl: bool, arabic_last_first: bool) {
        let mut words = split_words(run);
        if rtl {
            words.reverse();
        }
        for word in words {
            let is_arabic = || word.chars().any(|c| own_script(c) == Some(Script::ARABIC));
            let face = choose_face(faces, word, arabic_last_first && is_arabic());
            self.add_word(faces, face, word, rtl);
        }
    }

    fn add_word(&mut self, faces: &[Face], face: usize, word: &str, rtl: bool) {
        let em = faces[face].units_per_em();
        self.missing.extend(faces[face].missing(word));
        let Some(buffer) = shape_word(&faces[face], word, rtl) else {
            return;
        };
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            self.glyphs.push(Glyph {
                face,
                id: GlyphId::new(info.glyph_id),
                x: self.width + position.x_offset as f32 / em,
                y: -position.y_offset as f32 / em,
            });
            self.width += position.x_advance as f32 / em;
        }
    }
}

/// Splits a run after each space and between scripts: letters never join across either, so each part may have
/// its own font and shaper.
fn split_words(run: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut script, mut spaced) = (0, None, false);
    for (at, c) in run.char_indices() {
        let own = own_script(c);
        let changes = own.is_some() && script.is_some() && own != script;
        if changes || (spaced && c != ' ') {
            words.push(&run[start..at]);
            (start, script) = (at, None);
        }
        script = own.or(script);
        spaced = c == ' ';
    }
    words.push(&run[start..]);
    words
}

fn own_script(c: char) -> Option<Script> {
    let script = unicode::script(u32::from(c));
    let shared = [Script::COMMON, Script::INHERITED, Script::UNKNOWN];
    (!shared.contains(&script)).then_some(script)
}

/// The first font that has the whole word, or else the one that has most of it: letters of two fonts would
/// not join.
fn choose_face(faces: &[Face], word: &str, last_first: bool) -> usize {
    let length = word.chars().count();
    // The built-in fonts are the last two; a user's font stays before both.
    let last = faces.len() - 1;
    if last_first && last > 0 {
        let mut before = (0..last - 1).chain([last]);
        if let Some(face) = before.find(|&face| faces[face].count_covered(word) == length) {
            return face;
        }
    }
    let (mut best, mut most) = (0, 0);
    for (index, face) in faces.iter().enumerate() {
        let covered = face.count_covered(word);
        if covered == length {
            return index;
        }
        if covered > most {
            (best, most) = (index, covered);
        }
    }
    best
}

/// Shapes one word; `None` if the font's tables are invalid.
fn shape_word(face: &Face, word: &str, rtl: bool) -> Option<Buffer> {
    let mut buffer = Buffer::new();
    buffer.push_str(word);
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    buffer.set_direction(if rtl {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    buffer.guess_segment_properties();
    face.shape(buffer)
}

#[cfg(test)]
mod tests {
    use super::super::bidi;
    use super::super::fonts::{FontSet, Weight};
    use super::*;

    fn shape(text: &str, chart_rtl: bool) -> Line {
        let fonts = FontSet::new(&[]).unwrap();
        let (text, rtl) = bidi::prepare(text, chart_rtl);
        Line::shape(fonts.faces(Weight::Regular), &text, rtl, false)
    }

    fn glyph_ids(text: &str, chart_rtl: bool) -> Vec<u32> {
        let line = shape(text, chart_rtl);
        line.glyphs.iter().map(|glyph| glyph.id.to_u32()).collect()
    }

    fn faces_used(text: &str) -> Vec<usize> {
        let line = shape(text, true);
        let mut used: Vec<usize> = line.glyphs.iter().map(|glyph| glyph.face).collect();
        used.dedup();
        used
    }

    #[test]
    fn joined_letters_differ_from_isolated_ones() {
        let joined = glyph_ids("بيت", true);
        let isolated: Vec<u32> = ["ت", "ي", "ب"]
            .iter()
            .flat_map(|letter| glyph_ids(letter, true))
            .collect();
        assert_eq!(joined.len(), 3);
        assert!(joined.iter().zip(&isolated).all(|(a, b)| a != b));
    }

    #[test]
    fn lam_alef_is_one_glyph() {
        assert_eq!(glyph_ids("لا", true).len(), 1);
        assert_eq!(glyph_ids("كلا", true).len(), 2);
    }

    #[test]
    fn arabic_is_laid_out_from_the_right() {
        let phrase = glyph_ids("اب AB", true);
        let latin = glyph_ids("AB", true);
        let arabic = glyph_ids("اب", true);
        assert_eq!(phrase[..2], latin);
        assert_eq!(phrase[3..], arabic);
    }

    #[test]
    fn the_chart_decides_for_mixed_text() {
        let (rtl, ltr) = (glyph_ids("COVID في", true), glyph_ids("COVID في", false));
        assert_eq!(rtl[rtl.len() - 5..], glyph_ids("COVID", true));
        assert_eq!(ltr[..5], glyph_ids("COVID", true));
    }

    #[test]
    fn signs_of_numbers_do_not_move() {
        let number = glyph_ids("−1.04%", false);
        let phrase = glyph_ids("الميل −1.04%", true);
        assert_eq!(phrase[..number.len()], number);
    }

    #[test]
    fn a_word_has_one_font() {
        assert_eq!(faces_used("الحكومة"), [0]);
        // The first font lacks U+0671, so the whole word uses the second.
        assert_eq!(faces_used("ٱلْحَمْدُ"), [1]);
    }

    #[test]
    fn a_text_with_urdu_letters_has_one_font() {
        let fonts = FontSet::new(&[]).unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let faces = fonts.faces(weight);
            let line = Line::shape(faces, "ہر زمرے کے نمایاں الفاظ", true, true);
            assert!(line.glyphs.iter().all(|glyph| glyph.face == 1));
            let latin = Line::shape(faces, "COVID", true, true);
            assert!(latin.glyphs.iter().all(|glyph| glyph.face == 0));
        }
    }

    #[test]
    fn scripts_and_spaces_part_words() {
        assert_eq!(split_words("ab cd  ef"), ["ab ", "cd  ", "ef"]);
        assert_eq!(split_words("(שלום)سلام"), ["(שלום)", "سلام"]);
        assert_eq!(split_words("مُحَمَّد"), ["مُحَمَّد"]);
    }

    #[test]
    fn marks_take_no_width() {
        let plain = shape("محمد", true).width;
        let marked = shape("مُحَمَّد", true).width;
        assert!((plain - marked).abs() < 0.01, "{plain} {marked}");
    }
}
