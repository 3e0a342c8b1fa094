//! How parts of the page are made: in one language and style.

use std::cell::RefCell;

use crate::charts::{
    ChartError, Digits, Direction, Frame, MissingGlyphs, Picture, PictureFormat, Theme,
};
use crate::cli::Global;
use crate::cli::chart::{Captions, Language, say_missing};
use crate::report::{HtmlBlock, HtmlTable, PageTheme, Record, shortened};
use crate::text::shown;

/// Size of pictures in logical pixels.
const SIZE: (u32, u32) = (1200, 700);

/// Language and style of a page.
pub(super) struct View {
    pub language: Language,
    frame: Frame,
    /// Whether pictures are drawn on a dark ground as well, for readers whose system is set to it.
    both_themes: bool,
    /// Characters of pictures that no font has.
    missing: RefCell<MissingGlyphs>,
}

impl View {
    /// Pictures have the style and direction of `frame`; with `both_themes` also a dark form.
    pub(super) fn new(frame: Frame, language: Language, both_themes: bool) -> Self {
        let frame = Frame {
            width: SIZE.0,
            height: SIZE.1,
            format: PictureFormat::Svg,
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

    /// A picture, or why there is none.
    pub(super) fn picture(
        &self,
        captions: Captions,
        draw: impl Fn(&Frame) -> Result<Picture, ChartError>,
    ) -> HtmlBlock {
        let frame = Frame {
            title: captions.title,
            subtitle: captions.subtitle,
            captions: captions.language.direction(),
            ..self.frame.clone()
        };
        let dark = Frame {
            theme: Theme::Dark,
            ..frame.clone()
        };
        let text = |svg: Picture| String::from_utf8_lossy(&svg).into_owned();
        let drawn = draw(&frame).and_then(|picture| {
            self.missing.borrow_mut().add(&picture.missing);
            let dark = self.both_themes.then(|| draw(&dark)).transpose()?;
            Ok(HtmlBlock::Picture {
                svg: text(picture),
                dark: dark.map(text),
            })
        });
        drawn.unwrap_or_else(|error| HtmlBlock::Text(self.language.no_chart(&error.to_string())))
    }

    /// Says which characters of the pictures no font has.
    pub(super) fn say_missing(&self, global: &Global) {
        say_missing(&self.missing.borrow(), global);
    }

    /// A table under a caption.
    pub(super) fn table<R: Record>(&self, caption: String, records: &[R]) -> HtmlBlock {
        HtmlBlock::Table(HtmlTable::new(caption, records, |column| {
            self.language.heading(column)
        }))
    }

    /// As [`View::table`], with a field that searches its rows.
    pub(super) fn searched_table<R: Record>(&self, caption: String, records: &[R]) -> HtmlBlock {
        let heading = |column: &str| self.language.heading(column);
        HtmlBlock::Table(HtmlTable::new(caption, records, heading).searched())
    }

    /// A label as it is shown; documents without one are named so.
    pub(super) fn label(&self, name: &str) -> String {
        match shown(name).trim() {
            "" => self.language.no_label(),
            name => shortened(name),
        }
    }
}
