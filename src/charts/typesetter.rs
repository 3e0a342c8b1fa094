//! Measures, cuts and wraps texts.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use tiny_skia::Path;

use super::bidi;
use super::clean::is_mark;
use super::digits::write_digits;
use super::error::ChartError;
use super::fonts::{FontSet, Weight};
use super::look::Digits;
use super::picture::MissingGlyphs;
use super::shaping::Line;

const ELLIPSIS: &str = "…";

/// Size and weight of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TextStyle {
    /// Size of the em in logical pixels.
    pub size: f64,
    pub weight: Weight,
}

impl TextStyle {
    pub fn regular(size: f64) -> Self {
        Self {
            size,
            weight: Weight::Regular,
        }
    }

    pub fn bold(size: f64) -> Self {
        Self {
            size,
            weight: Weight::Bold,
        }
    }
}

/// A line ready for drawing, with outlines in ems.
pub(super) struct Outlines {
    /// The width of the line in ems.
    pub width: f32,
    /// Glyphs to fill.
    pub plain: Option<Path>,
    /// Glyphs to fill and thicken.
    pub thickened: Option<Path>,
}

/// A glyph of a line; lengths in ems from the left end of the base line, y downwards.
pub(super) struct PlacedGlyph {
    weight: Weight,
    /// The number of its font, and its own number in that font.
    face: usize,
    id: u32,
    pub x: f32,
    pub y: f32,
    /// Its outline at the origin; `None` for glyphs without one.
    pub outline: Option<Path>,
    /// Whether it is thickened.
    pub thickened: bool,
}

impl PlacedGlyph {
    /// The name of the glyph, unique among the same fonts.
    pub fn name(&self) -> String {
        let weight = match self.weight {
            Weight::Regular => 'r',
            Weight::Bold => 'b',
        };
        format!("{weight}{}-{}", self.face, self.id)
    }
}

/// Lays out the texts of one chart.
pub(super) struct Typesetter {
    fonts: FontSet,
    rtl: bool,
    digits: Digits,
    /// Whether words of Arabic script use the last font.
    arabic_last_first: bool,
    // Every text is measured before it is drawn; shaping it twice would nearly double the time of a chart.
    lines: RefCell<HashMap<(Weight, String), Rc<Line>>>,
    /// Texts that were drawn with boxes for missing characters.
    boxed: RefCell<BTreeSet<String>>,
}

impl Typesetter {
    pub fn new(user_fonts: &[Vec<u8>], rtl: bool) -> Result<Self, ChartError> {
        Ok(Self {
            fonts: FontSet::new(user_fonts)?,
            rtl,
            digits: Digits::default(),
            arabic_last_first: false,
            lines: RefCell::default(),
            boxed: RefCell::default(),
        })
    }

    /// The same with numbers in these digits.
    pub fn with_digits(self, digits: Digits) -> Self {
        Self { digits, ..self }
    }

    /// The same for a chart that includes these texts, so that all use the same font.
    pub fn for_texts<'t>(self, mut texts: impl Iterator<Item = &'t str>) -> Self {
        Self {
            arabic_last_first: texts.any(|text| self.fonts.lacks_letters(text)),
            ..self
        }
    }

    /// A text prepared for layout, and whether it is right to left.
    pub fn prepare(&self, text: &str) -> (String, bool) {
        bidi::prepare(&write_digits(text, self.digits), self.rtl)
    }

    /// Whether the chart is right to left.
    pub fn is_rtl(&self) -> bool {
        self.rtl
    }

    /// The width of a text in logical pixels.
    pub fn width(&self, text: &str, style: TextStyle) -> f64 {
        f64::from(self.line(text, style.weight).width) * style.size
    }

    /// The width of the widest text in logical pixels; 0 if there is none.
    pub fn widest<'a>(&self, texts: impl Iterator<Item = &'a str>, style: TextStyle) -> f64 {
        texts
            .map(|text| self.width(text, style))
            .fold(0.0, f64::max)
    }

    /// Records a text that is drawn with characters that no font has.
    pub fn note_drawn(&self, text: &str, weight: Weight) {
        if !self.line(text, weight).missing.is_empty() {
            self.boxed.borrow_mut().insert(text.to_owned());
        }
    }

    /// The missing characters of the drawn texts.
    pub fn missing(&self) -> MissingGlyphs {
        let boxed = self.boxed.borrow();
        let lines = boxed.iter().map(|text| self.line(text, Weight::Regular));
        MissingGlyphs {
            characters: lines.flat_map(|line| line.missing.clone()).collect(),
            labels: boxed.len(),
        }
    }

    /// The outlines of a text.
    pub fn outlines(&self, text: &str, weight: Weight) -> Outlines {
        let faces = self.fonts.faces(weight);
        let line = self.line(text, weight);
        Outlines {
            width: line.width,
            plain: line.outline(faces, false),
            thickened: line.outline(faces, true),
        }
    }

    /// The glyphs of a text.
    pub fn glyphs(&self, text: &str, weight: Weight) -> Vec<PlacedGlyph> {
        let faces = self.fonts.faces(weight);
        let line = self.line(text, weight);
        let glyphs = line.glyphs.iter();
        glyphs
            .map(|glyph| PlacedGlyph {
                weight,
                face: glyph.face,
                id: glyph.id.to_u32(),
                x: glyph.x,
                y: glyph.y,
                outline: glyph.outline(faces),
                thickened: faces[glyph.face].thicken,
            })
            .collect()
    }

    /// The text, cut with an ellipsis if it is wider than `width`: after a word, or inside the first word if
    /// that alone is too wide; empty if not even one letter fits.
    pub fn cut(&self, text: &str, style: TextStyle, width: f64) -> String {
        if self.width(text, style) <= width {
            return text.to_owned();
        }
        let between_words = self.cut_at(text, word_ends(text), style, width);
        if !between_words.is_empty() {
            return between_words;
        }
        let first = text.find(' ').map_or(text, |end| &text[..end]);
        self.cut_at(text, letter_ends(first), style, width)
    }

    /// The text up to the last of these ends at which it fits, with an ellipsis; empty if none fits.
    fn cut_at(&self, text: &str, mut ends: Vec<usize>, style: TextStyle, width: f64) -> String {
        let fits = |candidate: &str| self.shape(candidate, style) <= width;
        let fitting = ends.partition_point(|&end| fits(&shortened(text, end)));
        ends.truncate(fitting);
        // Arabic letters change width with their position in the word, so the widths are not strictly
        // ascending.
        while let Some(end) = ends.pop() {
            let candidate = shortened(text, end);
            if fits(&candidate) {
                return candidate;
            }
        }
        String::new()
    }

    /// The text in at most `limit` lines no wider than `width`; the remainder is cut.
    pub fn wrap(&self, text: &str, style: TextStyle, width: f64, limit: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut rest = text;
        while !rest.is_empty() && lines.len() + 1 < limit {
            let end = self.break_at(rest, style, width);
            let (line, after) = rest.split_at(end);
            lines.push(self.cut(line, style, width));
            rest = after.trim_start();
        }
        if !rest.is_empty() {
            lines.push(self.cut(rest, style, width));
        }
        lines
    }

    /// The end of the last word that fits in the line, at least one word.
    fn break_at(&self, text: &str, style: TextStyle, width: f64) -> usize {
        let mut ends = word_ends(text);
        ends.push(text.len());
        let fitting = ends.partition_point(|&end| self.shape(&text[..end], style) <= width);
        ends[fitting.max(1) - 1]
    }

    fn line(&self, text: &str, weight: Weight) -> Rc<Line> {
        let key = (weight, text.to_owned());
        let mut lines = self.lines.borrow_mut();
        let line = lines
            .entry(key)
            .or_insert_with(|| Rc::new(self.shape_line(text, weight)));
        Rc::clone(line)
    }

    fn shape_line(&self, text: &str, weight: Weight) -> Line {
        let (text, rtl) = self.prepare(text);
        Line::shape(self.fonts.faces(weight), &text, rtl, self.arabic_last_first)
    }

    /// The width of a trial text, which is not cached.
    fn shape(&self, text: &str, style: TextStyle) -> f64 {
        f64::from(self.shape_line(text, style.weight).width) * style.size
    }
}

/// The text up to `end`, with an ellipsis instead of the remainder and of a comma or dash before it.
fn shortened(text: &str, end: usize) -> String {
    let pauses = |c: char| c.is_whitespace() || ",،;؛:–—-".contains(c);
    let kept = text[..end].trim_end_matches(pauses);
    format!(
        "{}{ELLIPSIS}",
        if kept.is_empty() {
            text[..end].trim_end()
        } else {
            kept
        }
    )
}

/// Ends of words: the spaces of a cleaned text.
fn word_ends(text: &str) -> Vec<usize> {
    text.match_indices(' ').map(|(at, _)| at).collect()
}

/// Positions at which a text may be cut: after a letter with all its marks and joiners.
fn letter_ends(text: &str) -> Vec<usize> {
    let joins = |c: char| is_mark(c) || matches!(c, '\u{200C}' | '\u{200D}');
    let starts = text.char_indices().skip(1);
    starts
        .filter(|&(_, c)| !joins(c))
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: TextStyle = TextStyle {
        size: 15.0,
        weight: Weight::Regular,
    };

    fn typesetter() -> Typesetter {
        Typesetter::new(&[], true).unwrap()
    }

    #[test]
    fn widths_follow_the_size() {
        let set = typesetter();
        let width = set.width("الحكومة", STYLE);
        assert!(width > 30.0);
        let double = set.width("الحكومة", TextStyle::regular(30.0));
        assert!((double - 2.0 * width).abs() < 1e-6);
        assert!(set.width("terms", TextStyle::bold(15.0)) > set.width("terms", STYLE));
    }

    #[test]
    fn digits_have_one_width() {
        let set = typesetter();
        assert_eq!(set.width("1,111", STYLE), set.width("8,888", STYLE));
    }

    #[test]
    fn cut_texts_fit_and_end_in_an_ellipsis() {
        let set = typesetter();
        for text in ["الذكاء الاصطناعي التوليدي", "generative intelligence"]
        {
            for width in [40.0, 60.0, 90.0] {
                let cut = set.cut(text, STYLE, width);
                assert!(cut.ends_with(ELLIPSIS), "{cut}");
                assert!(set.width(&cut, STYLE) <= width, "{cut}");
            }
        }
        assert_eq!(set.cut("نص", STYLE, 100.0), "نص");
        assert_eq!(set.cut("نص طويل", STYLE, 1.0), "");
    }

    #[test]
    fn texts_are_cut_between_words() {
        let set = typesetter();
        for text in [
            "الذكاء الاصطناعي التوليدي الجديد",
            "generative artificial intelligence, today",
        ] {
            for width in 110..260 {
                let cut = set.cut(text, STYLE, f64::from(width));
                let kept = cut.trim_end_matches(ELLIPSIS);
                let rest = text.strip_prefix(kept).unwrap();
                assert!(
                    rest.is_empty() || rest.starts_with([' ', ',']),
                    "{width}: {cut}"
                );
            }
        }
        // A word that is too wide is cut inside.
        assert_eq!(set.cut("responsibilities grow", STYLE, 60.0), "respo…");
    }

    #[test]
    fn marks_are_not_cut_from_their_letters() {
        let text = "مُحَمَّد";
        for end in letter_ends(text) {
            assert!(!text[end..].starts_with(is_mark));
        }
    }

    #[test]
    fn wrapped_lines_fit_and_keep_the_words() {
        let set = typesetter();
        let text = "أكثر المصطلحات تكرارًا في مدونة الأخبار";
        let lines = set.wrap(text, STYLE, 150.0, 9);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| set.width(line, STYLE) <= 150.0));
        assert_eq!(lines.join(" "), text);
        assert_eq!(set.wrap(text, STYLE, 150.0, 2).len(), 2);
        assert!(set.wrap("", STYLE, 150.0, 2).is_empty());
    }
}
