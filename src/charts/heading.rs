//! The title and subtitle of a chart.

use super::bidi::marked;
use super::clean::clean;
use super::frame::Frame;
use super::label::Label;
use super::palette::MUTED;
use super::sheet::{DrawingResult, Sheet};
use super::typesetter::{TextStyle, Typesetter};

const MAX_LINES: usize = 2;

/// Title and subtitle, broken into lines.
pub(super) struct Heading {
    title: Vec<Label>,
    subtitle: Vec<Label>,
    /// Where the chart below may begin, in logical pixels.
    pub bottom: f64,
}

impl Heading {
    /// Lays out the heading between margins; `unit` is the size of a logical
    /// pixel of the default chart.
    pub fn new(frame: &Frame, typesetter: &Typesetter, unit: f64, margin: f64) -> Self {
        let width = f64::from(frame.width) - 2.0 * margin;
        let mut y = 16.0 * unit;
        let mut block = |text: &str, style: TextStyle, line_height: f64| {
            let lines = typesetter.wrap(&clean(text), style, width, MAX_LINES);
            let labels = lines.into_iter().map(|line| {
                y += line_height;
                let line = marked(line, frame.captions);
                Label::new(line, style, (margin, y - line_height / 2.0))
            });
            labels.collect::<Vec<_>>()
        };
        let title = block(&frame.title, TextStyle::bold(22.0 * unit), 33.0 * unit);
        let subtitle = block(
            &frame.subtitle,
            TextStyle::regular(14.0 * unit),
            26.0 * unit,
        );
        Self {
            title,
            subtitle: subtitle
                .into_iter()
                .map(|label| label.color(MUTED))
                .collect(),
            bottom: y + 14.0 * unit,
        }
    }

    pub fn draw(&self, sheet: &Sheet<'_>) -> DrawingResult {
        let labels = self.title.iter().chain(&self.subtitle);
        labels.into_iter().try_for_each(|label| sheet.write(label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(title: &str, subtitle: &str) -> Heading {
        let frame = Frame {
            title: title.into(),
            subtitle: subtitle.into(),
            ..Frame::default()
        };
        let typesetter = Typesetter::new(None, true).unwrap();
        Heading::new(&frame, &typesetter, 1.0, 28.0)
    }

    #[test]
    fn missing_titles_take_no_room() {
        let (none, one) = (heading("", ""), heading("عنوان", ""));
        assert!(none.title.is_empty() && none.bottom < one.bottom);
        assert!(one.bottom < heading("عنوان", "وصف").bottom);
    }

    #[test]
    fn long_titles_are_wrapped_and_cut() {
        let heading = heading(&"كلمة ".repeat(100), &"x".repeat(10_000));
        assert_eq!(heading.title.len(), MAX_LINES);
        assert!(heading.subtitle[0].text.ends_with('…'));
    }
}
