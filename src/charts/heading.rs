//! The title and subtitle above a chart, the note and the source below it.

use super::bidi::marked;
use super::clean::clean;
use super::frame::Frame;
use super::label::Label;
use super::palette::MUTED;
use super::sheet::{DrawingResult, Sheet};
use super::typesetter::{TextStyle, Typesetter};

const MAX_LINES: usize = 2;

/// Frames narrower than this, in pixels of the default chart, get more lines.
const NARROW: f64 = 600.0;
const MAX_NARROW_LINES: usize = 5;

/// Maximum number of lines of a text of this width.
fn max_lines(width: f64, unit: f64) -> usize {
    if width < NARROW * unit {
        MAX_NARROW_LINES
    } else {
        MAX_LINES
    }
}

// Lengths in pixels of the default chart: the gap between chart and footing, and the margin below.
const ABOVE: f64 = 10.0;
const BELOW: f64 = 16.0;

/// Title and subtitle, broken into lines.
pub(super) struct Heading {
    title: Vec<Label>,
    subtitle: Vec<Label>,
    /// Start of the chart below, in logical pixels.
    pub bottom: f64,
}

impl Heading {
    /// Lays out the heading between margins; `unit` is the size of a logical
    /// pixel of the default chart.
    pub fn new(frame: &Frame, typesetter: &Typesetter, unit: f64, margin: f64) -> Self {
        let width = f64::from(frame.width) - 2.0 * margin;
        let mut y = 16.0 * unit;
        let mut block = |text: &str, style: TextStyle, line_height: f64| {
            let lines = typesetter.wrap(&clean(text), style, width, max_lines(width, unit));
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

/// Note and source, broken into lines.
pub(super) struct Footing {
    lines: Vec<Label>,
    /// Its height above the lower margin, in logical pixels.
    pub height: f64,
}

impl Footing {
    /// Lays out the footing above the lower margin of the frame, like [`Heading::new`].
    pub fn new(frame: &Frame, typesetter: &Typesetter, unit: f64, margin: f64) -> Self {
        let width = f64::from(frame.width) - 2.0 * margin;
        let style = TextStyle::regular(12.5 * unit);
        let lines = [&frame.caption, &frame.source]
            .into_iter()
            .flat_map(|text| {
                let lines = typesetter.wrap(&clean(text), style, width, max_lines(width, unit));
                lines.into_iter().map(|line| marked(line, frame.captions))
            });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() {
            return Self {
                lines: Vec::new(),
                height: 0.0,
            };
        }
        let line_height = 20.0 * unit;
        let height = line_height * lines.len() as f64;
        let top = f64::from(frame.height) - BELOW * unit - height;
        let lines = lines.into_iter().enumerate().map(|(index, line)| {
            let y = top + line_height * (index as f64 + 0.5);
            Label::new(line, style, (margin, y)).color(MUTED)
        });
        Self {
            lines: lines.collect(),
            height: height + ABOVE * unit,
        }
    }

    pub fn draw(&self, sheet: &Sheet<'_>) -> DrawingResult {
        self.lines.iter().try_for_each(|line| sheet.write(line))
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
        let typesetter = Typesetter::new(&[], true).unwrap();
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

    #[test]
    fn note_and_source_stand_one_below_the_other() {
        let footing = |caption: &str, source: &str| {
            let frame = Frame {
                caption: caption.into(),
                source: source.into(),
                ..Frame::default()
            };
            let typesetter = Typesetter::new(&[], true).unwrap();
            Footing::new(&frame, &typesetter, 1.0, 28.0)
        };
        assert_eq!(footing("", " ").height, 0.0);
        let both = footing("ملاحظة", "المصدر: أخبار");
        assert_eq!(both.lines.len(), 2);
        assert!(both.height > footing("ملاحظة", "").height);
        assert_eq!(footing(&"كلمة ".repeat(200), "").lines.len(), MAX_LINES);
    }
}
