//! How parts of the page are made: in one language and style.

use crate::charts::{ChartError, Digits, Direction, Frame, PictureFormat, Theme};
use crate::cli::chart::{Captions, Language};
use crate::report::{HtmlBlock, HtmlTable, Record, shortened};
use crate::text::shown;

/// Size of pictures in logical pixels.
const SIZE: (u32, u32) = (1200, 700);

/// Language and style of a page.
pub(super) struct View {
    pub language: Language,
    frame: Frame,
}

impl View {
    /// Pictures have the style and direction of `frame`.
    pub(super) fn new(frame: Frame, language: Language) -> Self {
        let frame = Frame {
            width: SIZE.0,
            height: SIZE.1,
            format: PictureFormat::Svg,
            ..frame
        };
        View { language, frame }
    }

    pub(super) fn is_right_to_left(&self) -> bool {
        self.frame.direction == Direction::Rtl
    }

    pub(super) fn digits(&self) -> Digits {
        self.frame.digits
    }

    pub(super) fn is_dark(&self) -> bool {
        self.frame.theme == Theme::Dark
    }

    /// A picture, or why there is none.
    pub(super) fn picture(
        &self,
        captions: Captions,
        draw: impl FnOnce(&Frame) -> Result<Vec<u8>, ChartError>,
    ) -> HtmlBlock {
        let frame = Frame {
            title: captions.title,
            subtitle: captions.subtitle,
            captions: captions.language.direction(),
            ..self.frame.clone()
        };
        match draw(&frame) {
            Ok(svg) => HtmlBlock::Picture(String::from_utf8_lossy(&svg).into_owned()),
            Err(error) => HtmlBlock::Text(self.language.no_chart(&error.to_string())),
        }
    }

    /// A table under a caption.
    pub(super) fn table<R: Record>(&self, caption: String, records: &[R]) -> HtmlBlock {
        HtmlBlock::Table(HtmlTable::new(caption, records, |column| {
            self.language.heading(column)
        }))
    }

    /// A label as it is shown; documents without one are named so.
    pub(super) fn label(&self, name: &str) -> String {
        match shown(name).trim() {
            "" => self.language.no_label(),
            name => shortened(name),
        }
    }
}
