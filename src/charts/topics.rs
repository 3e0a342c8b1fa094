//! The strongest terms of each topic: small bars, one panel per topic.

use super::clean::clean_label;
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::page::{Page, Side};
use super::palette::DEEP;
use super::panels::Panels;
use super::picture::Picture;
use super::sheet::{DrawingResult, Region, Sheet};
use super::terms::Bar;
use super::typesetter::TextStyle;

/// Maximum number of topics in one chart.
pub const MAX_TOPICS: usize = 24;
/// Maximum number of terms of one topic.
pub const MAX_TOPIC_TERMS: usize = 20;

/// The part of a row that its bar fills.
const BAR_SHARE: f64 = 0.66;
/// The size of a term relative to the height of its row.
const TEXT_SHARE: f64 = 0.7;
/// The maximum part of a panel's width for the terms.
const MAX_LABEL_SHARE: f64 = 0.5;

// Lengths in pixels of the default chart.
const LABEL_GAP: f64 = 8.0;
const LARGEST_TEXT: f64 = 15.0;
const MAX_BAR: f64 = 26.0;

/// A topic and its strongest terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topic {
    /// The name of the topic.
    pub name: String,
    /// One to [`MAX_TOPIC_TERMS`] terms with their strength, from 0 to 10¹⁵.
    pub terms: Vec<Bar>,
}

/// Topics with their strongest terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topics {
    /// One to [`MAX_TOPICS`] topics, one panel each.
    pub topics: Vec<Topic>,
}

/// Draws the strongest terms of each topic as bars in a separate panel; returns a picture.
///
/// The strongest term of each topic has a bar of full length: bars can be compared only within a panel.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many topics or terms, when a strength cannot be
/// drawn, when the terms do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Bar, Frame, Topic, Topics, topics};
///
/// let bar = |label: &str, value| Bar { label: label.into(), value };
/// let data = Topics {
///     topics: vec![
///         Topic { name: "رياضة".into(), terms: vec![bar("المباراة", 4.0), bar("هدف", 2.5)] },
///         Topic { name: "اقتصاد".into(), terms: vec![bar("الأسعار", 3.0)] },
///     ],
/// };
/// let file = topics(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn topics(data: &Topics, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let topics: Vec<Topic> = data.topics.iter().map(cleaned).collect();
    let terms = topics.iter().flat_map(|topic| &topic.terms);
    let labels: Vec<&String> = terms.map(|bar| &bar.label).collect();
    let page = Page::new(frame, labels.into_iter())?;
    let layout = TopicsLayout::new(&page, &topics)?;
    page.render(|sheet| {
        for (index, topic) in topics.iter().enumerate() {
            layout.draw_panel(&page, sheet, index, topic)?;
        }
        Ok(())
    })
}

fn check(data: &Topics) -> Result<(), ChartError> {
    check_count("topics", data.topics.len(), 1, MAX_TOPICS)?;
    for topic in &data.topics {
        check_count("terms of a topic", topic.terms.len(), 1, MAX_TOPIC_TERMS)?;
        for bar in &topic.terms {
            check_value(&bar.label, bar.value)?;
        }
    }
    Ok(())
}

fn cleaned(topic: &Topic) -> Topic {
    let terms = topic.terms.iter().map(|bar| Bar {
        label: clean_label(&bar.label),
        value: bar.value,
    });
    Topic {
        name: clean_label(&topic.name),
        terms: terms.collect(),
    }
}

/// The layout of the chart.
struct TopicsLayout {
    panels: Panels,
    /// The height of a row of a panel.
    pitch: f64,
    style: TextStyle,
}

impl TopicsLayout {
    fn new(page: &Page<'_>, topics: &[Topic]) -> Result<Self, ChartError> {
        let panels = Panels::new(page, page.body(), topics.len());
        let terms = topics.iter().map(|topic| topic.terms.len()).max();
        let terms = terms.unwrap_or(1) as f64;
        let pitch = panels.inside(0).height() / terms;
        let size = page.px(LARGEST_TEXT).min(pitch * TEXT_SHARE);
        if size < page.least_text() {
            let lacking = (page.least_text() / TEXT_SHARE - pitch) * terms * panels.rows as f64;
            return Err(page.crowded("topics", topics.len(), Side::Height, lacking));
        }
        Ok(Self {
            panels,
            pitch,
            style: TextStyle::regular(size),
        })
    }

    fn draw_panel(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        index: usize,
        topic: &Topic,
    ) -> DrawingResult {
        self.panels.write_name(page, sheet, index, &topic.name)?;
        self.draw_bars(page, sheet, self.panels.inside(index), index, topic)
    }

    fn draw_bars(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        region: Region,
        index: usize,
        topic: &Topic,
    ) -> DrawingResult {
        let longest = region.width() * MAX_LABEL_SHARE;
        let cut = |bar: &Bar| page.typesetter.cut(&bar.label, self.style, longest);
        let labels: Vec<String> = topic.terms.iter().map(cut).collect();
        let texts = labels.iter().map(String::as_str);
        let gap = page.px(LABEL_GAP);
        let start = region.left + page.typesetter.widest(texts, self.style) + gap;
        let largest = topic.terms.iter().map(|bar| bar.value).fold(0.0, f64::max);
        let half = (self.pitch * BAR_SHARE).min(page.px(MAX_BAR)) / 2.0;
        for (row, (label, bar)) in labels.iter().zip(&topic.terms).enumerate() {
            let y = region.top + self.pitch * (row as f64 + 0.5);
            let label = Label::new(label, self.style, (start - gap, y));
            sheet.write(&label.align(Align::End))?;
            let part = if largest > 0.0 {
                bar.value / largest
            } else {
                0.0
            };
            let bar = Region {
                left: start,
                top: y - half,
                right: start + (region.right - start) * part,
                bottom: y + half,
            };
            sheet.fill(bar, DEEP[index % DEEP.len()])?;
        }
        Ok(())
    }
}
