//! Builds parts of the page, in one language and style.

use std::cell::RefCell;

use crate::charts::{ChartError, Digits, Direction, Frame, MissingGlyphs, PictureFormat, Theme};
use crate::figures::{Figure, FrameTexts, Language};
use crate::report::{HtmlBlock, HtmlPicture, HtmlTable, PageTheme, Record, Svg, shortened};
use crate::text::shown;

/// Size of pictures in logical pixels when they would otherwise be crowded.
const SIZE: (u32, u32) = (1200, 700);

/// A size for which pictures are drawn.
struct Form {
    width: u32,
    least_height: u32,
    greatest_height: u32,
    least_text: f64,
}

/// For a wide window or paper, on which the smallest text has 6 points.
const WIDE: Form = Form {
    width: 900,
    least_height: 540,
    greatest_height: 1_100,
    least_text: 11.0,
};

/// For a phone whose window is 390 pixels wide: the width without the margins of the page.
const NARROW: Form = Form {
    width: 364,
    least_height: 500,
    greatest_height: 6_000,
    least_text: 11.0,
};

/// How often a higher picture is tried if one is crowded.
const TRIES: usize = 6;

/// Language and style of a page.
pub(super) struct View {
    pub language: Language,
    frame: Frame,
    /// Whether pictures also have a dark form, for readers whose system is set to it.
    both_themes: bool,
    /// Characters of pictures that no font has.
    missing: RefCell<MissingGlyphs>,
}

impl View {
    /// Pictures have the style and direction of `frame`; with `both_themes` they also have a dark form.
    pub(super) fn new(frame: Frame, language: Language, both_themes: bool) -> Self {
        let frame = Frame {
            width: SIZE.0,
            height: SIZE.1,
            // Numbers are shorter, which makes the page smaller.
            scale: 1.0,
            format: PictureFormat::SvgGlyphs,
            ..frame
        };
        View {
            language,
            frame,
            both_themes,
            missing: RefCell::default(),
        }
    }

    pub(super) fn is_right_to_left(&self) -> bool {
        self.frame.direction == Direction::Rtl
    }

    pub(super) fn digits(&self) -> Digits {
        self.frame.digits
    }

    pub(super) fn theme(&self) -> PageTheme {
        match (self.both_themes, self.frame.theme) {
            (true, _) => PageTheme::OfReader,
            (false, Theme::Light) => PageTheme::Light,
            (false, Theme::Dark) => PageTheme::Dark,
        }
    }

    /// A figure as a picture, or the reason why there is none.
    pub(super) fn figure(&self, figure: &Figure) -> HtmlBlock {
        let texts = FrameTexts::default();
        let frame = figure.captions.frame(&texts, self.frame.clone());
        let wide = match self.fitting(&frame, &WIDE, figure) {
            Some(drawn) => Ok(drawn),
            None => self.svg(&frame, figure),
        };
        let drawn = wide.map(|(wide, missing)| {
            self.missing.borrow_mut().add(&missing);
            let narrow = self.fitting(&frame, &NARROW, figure);
            HtmlPicture {
                wide,
                narrow: narrow.map(|(svg, _)| svg),
            }
        });
        match drawn {
            Ok(picture) => HtmlBlock::Picture(picture),
            Err(error) => HtmlBlock::Text(self.language.no_chart(&error.to_string())),
        }
    }

    /// A picture in a form, as high as its texts need; `None` when that is too high, or when it is too narrow
    /// at any height.
    fn fitting(&self, frame: &Frame, form: &Form, figure: &Figure) -> Option<(Svg, MissingGlyphs)> {
        let mut frame = Frame {
            width: form.width,
            height: form.least_height,
            least_text: form.least_text,
            ..frame.clone()
        };
        for _ in 0..TRIES {
            frame.height = match self.svg(&frame, figure) {
                Ok(drawn) => return Some(drawn),
                Err(ChartError::Crowded {
                    side: "height",
                    least,
                    ..
                }) => least.max(frame.height + 1),
                // Small multiples are stacked in a higher frame.
                Err(ChartError::Crowded { .. }) => frame.height * 2,
                Err(_) => return None,
            };
            if frame.height > form.greatest_height {
                break;
            }
        }
        None
    }

    /// A picture in the themes of the page, and the characters that no font has.
    fn svg(&self, frame: &Frame, figure: &Figure) -> Result<(Svg, MissingGlyphs), ChartError> {
        let picture = figure.draw(frame)?;
        let light = String::from_utf8_lossy(&picture);
        if !self.both_themes {
            return Ok((Svg::new(&light), picture.missing.clone()));
        }
        let dark = figure.draw(&Frame {
            theme: Theme::Dark,
            ..frame.clone()
        })?;
        let both = Svg::in_both_themes(&light, &String::from_utf8_lossy(&dark));
        let svg = both.unwrap_or_else(|| Svg::new(&light));
        Ok((svg, picture.missing.clone()))
    }

    /// The characters of the pictures that no font has.
    pub(super) fn into_missing(self) -> MissingGlyphs {
        self.missing.into_inner()
    }

    /// A table under a caption.
    pub(super) fn table<R: Record>(&self, caption: String, records: &[R]) -> HtmlBlock {
        HtmlBlock::Table(HtmlTable::new(caption, records, |column| {
            self.language.heading(column)
        }))
    }

    /// Like [`View::table`], with a search field for its rows.
    pub(super) fn searched_table<R: Record>(&self, caption: String, records: &[R]) -> HtmlBlock {
        let heading = |column: &str| self.language.heading(column);
        HtmlBlock::Table(HtmlTable::new(caption, records, heading).searched())
    }

    /// The display name of a label; documents without one get a name.
    pub(super) fn label(&self, name: &str) -> String {
        match shown(name).trim() {
            "" => self.language.no_label(),
            name => shortened(name),
        }
    }
}
