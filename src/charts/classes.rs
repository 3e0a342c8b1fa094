//! The most distinctive terms of each class: small multiples on one scale, one panel per class.

use super::clean::{clean, clean_label};
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::legend::Legend;
use super::number::NumberFormat;
use super::page::{Page, Side};
use super::palette::{DEEP, GRID, MUTED};
use super::panels::Panels;
use super::picture::Picture;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Maximum number of classes in one chart.
pub const MAX_CLASSES: usize = 24;
/// Maximum number of terms of one class.
pub const MAX_CLASS_TERMS: usize = 20;

/// The parts of a row that are filled by the bar of the class and by that of all others.
const OWN_SHARE: f64 = 0.46;
const OTHERS_SHARE: f64 = 0.22;
/// The size of a term relative to the height of its row.
const TEXT_SHARE: f64 = 0.66;
/// The size of a value relative to that of a term.
const VALUE_SIZE: f64 = 0.82;
/// The maximum part of a panel's width for the terms.
const MAX_LABEL_SHARE: f64 = 0.5;

// Lengths in pixels of the default chart.
const LEGEND_GAP: f64 = 14.0;
const CAPTION: f64 = 30.0;
const LABEL_GAP: f64 = 8.0;
const VALUE_GAP: f64 = 6.0;
const LARGEST_TEXT: f64 = 15.0;
const MAX_BAR: f64 = 18.0;
const LEAST_BARS: f64 = 20.0;

/// A term that is more frequent in a class than in all others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClassTerm {
    /// The term.
    pub term: String,
    /// Its rate in the class, from 0 to 10¹⁵.
    pub rate: f64,
    /// Its rate in all other classes, from 0 to 10¹⁵.
    pub others: f64,
}

/// A class and its distinctive terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClassPanel {
    /// The name of the class.
    pub name: String,
    /// At most [`MAX_CLASS_TERMS`] terms; without terms the panel is empty.
    pub terms: Vec<ClassTerm>,
}

/// Classes and the distinctive terms of each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClassPanels {
    /// One to [`MAX_CLASSES`] classes, one panel each; at least one has a term.
    pub classes: Vec<ClassPanel>,
    /// Names of the bars of a class, and of those of all others.
    pub sides: [String; 2],
    /// The unit of rates; empty for no caption.
    pub axis: String,
}

/// Draws the distinctive terms of each class in a separate panel: a bar for the rate in the class, and below
/// it one for the rate in all others; returns a picture.
///
/// All panels have the same scale, so bars can be compared across them.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many classes or terms, when a rate cannot be drawn, when
/// the terms do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{ClassPanel, ClassPanels, ClassTerm, Frame, classes};
///
/// let term = |term: &str, rate, others| ClassTerm { term: term.into(), rate, others };
/// let data = ClassPanels {
///     classes: vec![
///         ClassPanel { name: "سياسة".into(), terms: vec![term("الحكومة", 42.0, 3.5)] },
///         ClassPanel { name: "اقتصاد".into(), terms: vec![term("الأسعار", 46.0, 1.0)] },
///     ],
///     sides: ["في الصنف".into(), "في بقية الأصناف".into()],
///     axis: "لكل عشرة آلاف كلمة".into(),
/// };
/// let file = classes(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn classes(data: &ClassPanels, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let classes: Vec<ClassPanel> = data.classes.iter().map(cleaned).collect();
    let labels: Vec<&String> = terms(&classes).map(|term| &term.term).collect();
    let page = Page::new(frame, labels.into_iter())?;
    let sides = data.sides.each_ref().map(|name| clean_label(name));
    let legend = Legend::new(&page, page.body(), &sides, &[DEEP[0], MUTED]);
    let layout = ClassesLayout::new(&page, &classes, legend.bottom, &data.axis)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        for (index, class) in classes.iter().enumerate() {
            layout.panels.write_name(&page, sheet, index, &class.name)?;
            layout.draw_bars(&page, sheet, index, class)?;
        }
        Ok(layout.write_caption(&page, sheet)?)
    })
}

fn check(data: &ClassPanels) -> Result<(), ChartError> {
    check_count("classes", data.classes.len(), 1, MAX_CLASSES)?;
    let all = terms(&data.classes).count();
    check_count("terms", all, 1, usize::MAX)?;
    for class in &data.classes {
        check_count("terms of a class", class.terms.len(), 0, MAX_CLASS_TERMS)?;
    }
    for term in terms(&data.classes) {
        check_value(&term.term, term.rate)?;
        check_value(&term.term, term.others)?;
    }
    Ok(())
}

fn terms(classes: &[ClassPanel]) -> impl Iterator<Item = &ClassTerm> {
    classes.iter().flat_map(|class| &class.terms)
}

fn cleaned(class: &ClassPanel) -> ClassPanel {
    let terms = class.terms.iter().map(|term| ClassTerm {
        term: clean_label(&term.term),
        ..term.clone()
    });
    ClassPanel {
        name: clean_label(&class.name),
        terms: terms.collect(),
    }
}

/// The layout of the chart.
struct ClassesLayout {
    panels: Panels,
    /// The height of a row of a panel.
    pitch: f64,
    style: TextStyle,
    value_style: TextStyle,
    /// The width of the terms with the gap after them, the same in all panels.
    beside: f64,
    longest: f64,
    format: NumberFormat,
    /// Length of a bar of rate 1.
    unit: f64,
    caption: String,
}

impl ClassesLayout {
    fn new(
        page: &Page<'_>,
        classes: &[ClassPanel],
        top: f64,
        caption: &str,
    ) -> Result<Self, ChartError> {
        let caption = clean(caption);
        let below = page.px(if caption.is_empty() { 0.0 } else { CAPTION });
        let body = page.body();
        let region = Region {
            top: top + page.px(LEGEND_GAP),
            bottom: body.bottom - below,
            ..body
        };
        let panels = Panels::new(page, region, classes.len());
        let most = classes.iter().map(|class| class.terms.len()).max();
        let most = most.unwrap_or(1).max(1) as f64;
        let pitch = panels.inside(0).height() / most;
        let size = page.px(LARGEST_TEXT).min(pitch * TEXT_SHARE);
        if size < page.least_text() {
            let lacking = (page.least_text() / TEXT_SHARE - pitch) * most * panels.rows as f64;
            return Err(page.crowded("classes", classes.len(), Side::Height, lacking));
        }
        let mut layout = Self {
            longest: panels.inside(0).width() * MAX_LABEL_SHARE,
            panels,
            pitch,
            style: TextStyle::regular(size),
            value_style: TextStyle::regular((size * VALUE_SIZE).max(page.least_text())),
            beside: 0.0,
            format: NumberFormat::Plain(0),
            unit: 0.0,
            caption,
        };
        layout.fit(page, classes)?;
        Ok(layout)
    }

    /// Finds the scale at which terms, the longest bars and their values just fit.
    fn fit(&mut self, page: &Page<'_>, classes: &[ClassPanel]) -> Result<(), ChartError> {
        let labels: Vec<String> = terms(classes).map(|term| self.cut(page, term)).collect();
        let widest = page
            .typesetter
            .widest(labels.iter().map(String::as_str), self.style);
        self.beside = widest + page.px(LABEL_GAP);
        let rates: Vec<f64> = terms(classes).map(|term| term.rate).collect();
        self.format = NumberFormat::for_values(&rates);
        let values: Vec<String> = rates.iter().map(|&rate| self.format.format(rate)).collect();
        let values = values.iter().map(String::as_str);
        let value = page.typesetter.widest(values, self.value_style) + page.px(VALUE_GAP);
        let room = self.panels.inside(0).width() - self.beside - value;
        let lacking = page.px(LEAST_BARS) - room;
        if lacking > 0.0 {
            let lacking = lacking * classes.len() as f64;
            return Err(page.crowded("classes", classes.len(), Side::Width, lacking));
        }
        let largest = terms(classes).map(|term| term.rate.max(term.others));
        let largest = largest.fold(0.0, f64::max);
        self.unit = if largest > 0.0 { room / largest } else { 0.0 };
        Ok(())
    }

    fn cut(&self, page: &Page<'_>, term: &ClassTerm) -> String {
        page.typesetter.cut(&term.term, self.style, self.longest)
    }

    fn draw_bars(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        index: usize,
        class: &ClassPanel,
    ) -> DrawingResult {
        let inside = self.panels.inside(index);
        let start = inside.left + self.beside;
        let zero = [(start, inside.top), (start, inside.bottom)];
        sheet.line(&zero, GRID, page.px(1.0))?;
        let own = (self.pitch * OWN_SHARE).min(page.px(MAX_BAR));
        let others = own * OTHERS_SHARE / OWN_SHARE;
        for (row, term) in class.terms.iter().enumerate() {
            let y = inside.top + self.pitch * (row as f64 + 0.5);
            let place = (start - page.px(LABEL_GAP), y);
            sheet.write(&Label::new(self.cut(page, term), self.style, place).align(Align::End))?;
            let top = y - (own + others) / 2.0;
            let bar = |rate: f64, top: f64, height: f64| Region {
                left: start,
                top,
                right: start + rate * self.unit,
                bottom: top + height,
            };
            sheet.fill(bar(term.rate, top, own), DEEP[0])?;
            sheet.fill(bar(term.others, top + own, others), MUTED)?;
            let end = start + term.rate.max(term.others) * self.unit + page.px(VALUE_GAP);
            let value = Label::new(self.format.format(term.rate), self.value_style, (end, y));
            sheet.write(&value.color(MUTED))?;
        }
        Ok(())
    }

    fn write_caption(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let body = page.body();
        let place = (body.middle_x(), body.bottom - page.px(9.0));
        sheet.write(&page.caption_label(&self.caption, place, body.width()))
    }
}
