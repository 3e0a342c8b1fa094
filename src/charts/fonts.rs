//! The fonts of a chart: the user's, DejaVu Sans, Noto Sans Arabic.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::OnceLock;

use harfrust::{Buffer, Font, GlyphId, ShapeOptions, ShapePlan, ShapePlanKey, ShaperFont};
use skrifa::font::attribute::Weight as FontWeight;
use skrifa::font::glyph::outline::PathSink;
use skrifa::{DrawMemory, ScalerFont};
use tiny_skia::PathBuilder;

use super::error::ChartError;

/// The weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// One font, ready for shaping and drawing.
pub(super) struct Face {
    font: Font,
    scaler: ScalerFont,
    // Creating a plan takes longer than shaping a word with it.
    plans: RefCell<Vec<Rc<ShapePlan>>>,
    /// Whether its outlines are thickened, because there is no bold font.
    pub thicken: bool,
}

impl Face {
    fn new(font: Font, weight: Weight) -> Self {
        let heavy = font.default_attributes().weight >= FontWeight::SEMI_BOLD;
        Self {
            scaler: ScalerFont::unhinted(font.clone(), None),
            plans: RefCell::default(),
            thicken: weight == Weight::Bold && !heavy,
            font,
        }
    }

    /// Shapes the contents of a buffer whose direction is set; `None` if the font's tables are invalid.
    pub fn shape(&self, mut buffer: Buffer) -> Option<Buffer> {
        let key = ShapePlanKey::new(&self.font, buffer.script(), buffer.direction());
        let mut plans = self.plans.borrow_mut();
        let known = plans.iter().find(|plan| key.matches(plan)).cloned();
        let plan = known.unwrap_or_else(|| {
            let (direction, script) = (buffer.direction(), buffer.script());
            let plan = Rc::new(ShapePlan::new(&self.font, direction, script, None, &[]));
            plans.push(Rc::clone(&plan));
            plan
        });
        let options = ShapeOptions::new().plan(Some(&plan));
        harfrust::shape(&ShaperFont::new(&self.font), &mut buffer, options).ok()?;
        Some(buffer)
    }

    /// Font units per em; never zero.
    pub fn units_per_em(&self) -> f32 {
        f32::from(self.font.units_per_em().max(1))
    }

    /// Number of the characters that the font can draw.
    pub fn count_covered(&self, text: &str) -> usize {
        text.chars().count() - self.missing(text).count()
    }

    /// The characters that the font cannot draw.
    pub fn missing<'t>(&self, text: &'t str) -> impl Iterator<Item = char> + use<'t, '_> {
        let charmap = self.font.charmap();
        text.chars()
            .filter(move |&c| !is_invisible(c) && charmap.map_unicode(c).is_none())
    }

    /// Adds a glyph to a path in ems, with y downwards.
    pub fn add_outline(&self, glyph: GlyphId, x: f32, y: f32, path: &mut PathBuilder) {
        let Some(outline) = self.scaler.outline(glyph) else {
            return;
        };
        let mut sink = EmSink {
            path,
            unit: 1.0 / self.units_per_em(),
            x,
            y,
        };
        // A glyph with an invalid outline is left blank, as in other renderers.
        let _ = outline.draw(DrawMemory::Scratch, &mut sink);
    }
}

/// The fonts of a chart, each list in order of use.
pub(super) struct FontSet {
    regular: Vec<Face>,
    bold: Vec<Face>,
}

impl FontSet {
    /// Opens the built-in fonts, after the user's fonts.
    ///
    /// # Errors
    ///
    /// [`ChartError::Font`] when one of the user's fonts is invalid.
    pub fn new(user: &[Vec<u8>]) -> Result<Self, ChartError> {
        let user = user.iter().map(|data| open(data.clone()));
        let user: Vec<Font> = user.collect::<Result<_, _>>()?;
        let built_in = BuiltIn::get()?;
        let chain = |latin: &Font, weight| {
            let built_in = [latin.clone(), built_in.arabic.clone()];
            let fonts = user.clone().into_iter().chain(built_in);
            fonts.map(|font| Face::new(font, weight)).collect()
        };
        Ok(Self {
            regular: chain(&built_in.latin, Weight::Regular),
            bold: chain(&built_in.latin_bold, Weight::Bold),
        })
    }

    /// Whether a text has letters that the first built-in font lacks although it supports their script, such
    /// as letters of Urdu. All words of the script are then set in the second font, because mixed fonts in a
    /// line look bad. The ٱ of quotations is ignored.
    pub fn lacks_letters(&self, text: &str) -> bool {
        let [.., first, second] = self.regular.as_slice() else {
            return false;
        };
        let letters = text
            .chars()
            .filter(|&c| c.is_alphabetic() && c != '\u{671}');
        let mut letters = letters.map(|c| c.to_string());
        letters.any(|letter| first.count_covered(&letter) < second.count_covered(&letter))
    }

    pub fn faces(&self, weight: Weight) -> &[Face] {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// The built-in fonts. They are opened once, because they cache data for shaping.
struct BuiltIn {
    latin: Font,
    latin_bold: Font,
    arabic: Font,
}

impl BuiltIn {
    fn get() -> Result<&'static Self, ChartError> {
        static FONTS: OnceLock<Result<BuiltIn, ChartError>> = OnceLock::new();
        FONTS.get_or_init(Self::open).as_ref().map_err(Clone::clone)
    }

    fn open() -> Result<Self, ChartError> {
        Ok(Self {
            latin: open(dejavu::sans::regular())?,
            latin_bold: open(dejavu::sans::bold())?,
            arabic: open(uzor_fonts::NOTO_SANS_ARABIC)?,
        })
    }
}

fn open(data: impl Into<skrifa::font::Source>) -> Result<Font, ChartError> {
    let font = Font::new(data, 0).ok_or(ChartError::Font)?;
    let usable = font.num_glyphs() > 0 && font.units_per_em() > 0 && font.charmap().has_unicode();
    usable.then_some(font).ok_or(ChartError::Font)
}

/// Characters that control shaping and are not drawn.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}')
}

/// Turns an outline in font units into one in ems.
struct EmSink<'a> {
    path: &'a mut PathBuilder,
    unit: f32,
    x: f32,
    y: f32,
}

impl EmSink<'_> {
    fn x(&self, x: f32) -> f32 {
        self.x + x * self.unit
    }

    fn y(&self, y: f32) -> f32 {
        self.y - y * self.unit
    }
}

impl PathSink for EmSink<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x(x), self.y(y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x(x), self.y(y));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (cx0, cy0) = (self.x(cx0), self.y(cy0));
        self.path.quad_to(cx0, cy0, self.x(x), self.y(y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (cx0, cy0, cx1, cy1) = (self.x(cx0), self.y(cy0), self.x(cx1), self.y(cy1));
        self.path.cubic_to(cx0, cy0, cx1, cy1, self.x(x), self.y(y));
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_fonts_cover_arabic_and_latin() {
        let fonts = FontSet::new(&[]).unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let first = &fonts.faces(weight)[0];
            assert_eq!(first.count_covered("Zürich الحكومة −1.04% …"), 23);
            assert!(!first.thicken);
        }
        let quranic = "ٱلْحَمْدُ";
        let arabic = &fonts.faces(Weight::Regular)[1];
        assert_eq!(arabic.count_covered(quranic), quranic.chars().count());
    }

    #[test]
    fn letters_of_urdu_are_not_in_the_first_font() {
        let fonts = FontSet::new(&[]).unwrap();
        for (text, lacks) in [
            ("ہے", true),
            ("ٱلْحَمْدُ", false),
            ("می‌خواهم", false),
            ("oil 石", false),
        ] {
            assert_eq!(fonts.lacks_letters(text), lacks, "{text}");
        }
    }

    #[test]
    fn a_user_font_comes_first_and_is_thickened_for_titles() {
        let fonts = FontSet::new(&[uzor_fonts::ROBOTO_REGULAR.to_vec()]).unwrap();
        assert_eq!(fonts.faces(Weight::Regular).len(), 3);
        assert!(fonts.faces(Weight::Bold)[0].thicken);
        assert!(!fonts.faces(Weight::Bold)[1].thicken);
    }

    #[test]
    fn what_is_not_a_font_is_refused() {
        let truncated = &dejavu::sans::regular()[..200];
        for data in [&b""[..], b"not a font", &[0; 4096], truncated] {
            assert!(matches!(
                FontSet::new(&[data.to_vec()]),
                Err(ChartError::Font)
            ));
        }
    }
}
