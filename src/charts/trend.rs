//! Values over time as lines, with names at their ends.

use plotters::style::{Color, RGBColor};

use super::axes::{Axes, Axis, steps_beside};
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::Label;
use super::page::{Page, Side};
use super::palette::{DEEP, GRID};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Maximum number of lines in one chart: the number of colours.
pub const MAX_SERIES: usize = DEEP.len();
/// Maximum number of periods in one chart.
pub const MAX_PERIODS: usize = 5_000;

// Lengths in pixels of the default chart.
const ABOVE: f64 = 10.0;
const NAME_GAP: f64 = 22.0;
const LINE: f64 = 2.5;
const DOT: f64 = 4.0;
/// Closer dots would merge.
const DOT_PITCH: f64 = 14.0;
const LABEL_GAP: f64 = 18.0;
const LONGEST_NAME: f64 = 160.0;

/// The maximum part of the width for the names of lines, and the minimum part of the rest for the plot.
const MAX_NAME_SHARE: f64 = 0.22;
const PLOT_SHARE: f64 = 0.9;
/// The distance between names, relative to their size.
const LINE_HEIGHT: f64 = 1.3;
const FEW_OPACITY: f64 = 0.7;
const LEADER_OPACITY: f64 = 0.6;

/// A line: its name and a value for each period, `None` if unknown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// The name; long ones are cut.
    pub name: String,
    /// The values, from 0 to 10¹⁵.
    pub values: Vec<Option<f64>>,
}

/// Values over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trend {
    /// One to [`MAX_PERIODS`] periods, evenly spaced, oldest first.
    pub periods: Vec<String>,
    /// Sets of ticks from fine to coarse, each with indices and names of periods in order: the first one that
    /// fits is drawn. Without any, as many periods are named as fit.
    pub ticks: Vec<Vec<(usize, String)>>,
    /// Whether each period has so few documents that its values are unreliable; empty if none has.
    pub few: Vec<bool>,
    /// One to [`MAX_SERIES`] lines.
    pub series: Vec<Series>,
    /// The caption of the axis of values; empty for none.
    pub axis: String,
}

/// Draws values over time as lines with names at their ends; a line has a gap at unknown values, and periods
/// with few documents are shaded; returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many periods or lines, when a line does not have one value per
/// period, when a value cannot be drawn, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Frame, Series, Trend, trend};
///
/// let data = Trend {
///     periods: vec!["2024-01".into(), "2024-02".into(), "2024-03".into()],
///     ticks: vec![vec![(0, "يناير 2024".into())]],
///     few: vec![false, true, false],
///     series: vec![Series { name: "الأسعار".into(), values: vec![Some(3.0), None, Some(5.0)] }],
///     axis: "لكل عشرة آلاف كلمة".into(),
/// };
/// let file = trend(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn trend(data: &Trend, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let names: Vec<String> = data
        .series
        .iter()
        .map(|line| clean_label(&line.name))
        .collect();
    let page = Page::new(frame, names.iter())?;
    let layout = TrendLayout::new(&page, data, &names)?;
    page.render(|sheet| {
        shade_few(sheet, &layout.axes, &data.few)?;
        layout.axes.draw(&page, sheet)?;
        for (line, color) in data.series.iter().zip(DEEP) {
            draw_line(&page, sheet, &layout.axes, &line.values, color)?;
        }
        Ok(layout.write_names(&page, sheet)?)
    })
}

fn check(data: &Trend) -> Result<(), ChartError> {
    check_count("periods", data.periods.len(), 1, MAX_PERIODS)?;
    check_count("lines", data.series.len(), 1, MAX_SERIES)?;
    if !data.few.is_empty() && data.few.len() != data.periods.len() {
        return Err(ChartError::Uneven {
            what: "the list of periods with few documents".to_owned(),
            found: data.few.len(),
            expected: data.periods.len(),
        });
    }
    for line in &data.series {
        if line.values.len() != data.periods.len() {
            return Err(ChartError::Uneven {
                what: format!("the line “{}”", clean_label(&line.name)),
                found: line.values.len(),
                expected: data.periods.len(),
            });
        }
        for &value in line.values.iter().flatten() {
            check_value(&line.name, value)?;
        }
    }
    Ok(())
}

/// The layout of the chart.
struct TrendLayout {
    axes: Axes,
    names: Vec<EndName>,
    style: TextStyle,
}

/// The name of a line.
struct EndName {
    text: String,
    color: RGBColor,
    /// End of the line; `None` when all its values are unknown.
    end: Option<(f64, f64)>,
    /// The vertical position of the name.
    y: f64,
}

impl TrendLayout {
    fn new(page: &Page<'_>, data: &Trend, names: &[String]) -> Result<Self, ChartError> {
        let body = page.body();
        let largest = TextStyle::regular(page.px(13.5));
        let longest = body.width() * MAX_NAME_SHARE;
        let cut = |name: &String| page.typesetter.cut(name, largest, longest);
        let names: Vec<String> = names.iter().map(cut).collect();
        let widest = page
            .typesetter
            .widest(names.iter().map(String::as_str), largest);
        let region = Region {
            top: body.top + page.px(ABOVE),
            right: body.right - widest - page.px(NAME_GAP),
            ..body
        };
        let values = data.series.iter().flat_map(|line| line.values.iter());
        let values = values.flatten().copied();
        let scale = Scale::from_zero(values, steps_beside(page, region.height()));
        let axes = (
            Axis::new(
                periods(
                    page,
                    &data.periods,
                    &data.ticks,
                    region.width() * PLOT_SHARE,
                ),
                "",
            ),
            Axis::new(scale, &data.axis),
        );
        let mut axes = Axes::new(page, region, axes, ("lines", names.len()))?;
        // The names leave more space than half a tick needs.
        axes.plot.right = region.right;
        let pitch = (axes.plot.height() + largest.size) / names.len() as f64;
        let size = largest.size.min(pitch / LINE_HEIGHT);
        if size < page.least_text() {
            let lacking = page.least_text() * LINE_HEIGHT * names.len() as f64 - axes.plot.height();
            return Err(page.crowded("lines", names.len(), Side::Height, lacking));
        }
        let names = end_names(&axes, data, names, size * LINE_HEIGHT);
        Ok(Self {
            axes,
            names,
            style: TextStyle::regular(size),
        })
    }

    fn write_names(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let x = self.axes.plot.right + page.px(NAME_GAP);
        for name in &self.names {
            if let Some(end) = name.end {
                let leader = [
                    end,
                    (x - page.px(NAME_GAP / 2.0), name.y),
                    (x - page.px(3.0), name.y),
                ];
                sheet.line(&leader, name.color.mix(LEADER_OPACITY), page.px(1.0))?;
            }
            let label = Label::new(&name.text, self.style, (x, name.y));
            sheet.write(&label.color(name.color))?;
        }
        Ok(())
    }
}

/// Shades the periods with few documents.
pub(super) fn shade_few(sheet: &Sheet<'_>, axes: &Axes, few: &[bool]) -> DrawingResult {
    let plot = axes.plot;
    let mut from = 0;
    for run in few.chunk_by(|a, b| a == b) {
        let (start, end) = (from as f64 - 0.5, (from + run.len()) as f64 - 0.5);
        from += run.len();
        if run[0] {
            let band = Region {
                left: axes.place(start, 0.0).0,
                right: axes.place(end, 0.0).0,
                ..plot
            };
            sheet.fill(band, GRID.mix(FEW_OPACITY))?;
        }
    }
    Ok(())
}

/// The names of all lines beside their ends, with a distance of at least `pitch`.
fn end_names(axes: &Axes, data: &Trend, names: Vec<String>, pitch: f64) -> Vec<EndName> {
    let lines = names.into_iter().zip(&data.series).zip(DEEP);
    let name = |((text, line), color): ((String, &Series), RGBColor)| {
        let last = line.values.iter().rposition(Option::is_some);
        let end = last.and_then(|at| Some(axes.place(at as f64, line.values[at]?)));
        EndName {
            text,
            color,
            end,
            y: end.map_or(axes.plot.bottom, |(_, y)| y),
        }
    };
    let mut names: Vec<EndName> = lines.map(name).collect();
    names.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut least = f64::NEG_INFINITY;
    for name in &mut names {
        name.y = name.y.max(least);
        least = name.y + pitch;
    }
    let mut most = axes.plot.bottom;
    for name in names.iter_mut().rev() {
        name.y = name.y.min(most);
        most = name.y - pitch;
    }
    names
}

/// A scale of the period numbers, with the ticks that fit.
pub(super) fn periods(
    page: &Page<'_>,
    periods: &[String],
    ticks: &[Vec<(usize, String)>],
    width: f64,
) -> Scale {
    let count = periods.len();
    let longest = page.px(LONGEST_NAME);
    let cut = |(index, name): &(usize, String)| {
        let name = clean_label(name);
        (*index, page.typesetter.cut(&name, page.small(), longest))
    };
    let sets = ticks.iter().filter(|set| !set.is_empty());
    let mut sets = sets.map(|set| set.iter().map(cut).collect::<Vec<_>>());
    let fitting = sets.find(|set| fits(page, set, width / count as f64));
    let ticks = fitting.unwrap_or_else(|| {
        let names = periods.iter().cloned().enumerate();
        let names: Vec<(usize, String)> = names.map(|name| cut(&name)).collect();
        let texts = names.iter().map(|(_, name)| name.as_str());
        let widest = page.typesetter.widest(texts, page.small()) + page.px(LABEL_GAP);
        let room = (width / widest).floor().max(1.0) as usize;
        names.into_iter().step_by(count.div_ceil(room)).collect()
    });
    let ticks = ticks.into_iter().map(|(index, name)| (index as f64, name));
    // Half a period on both sides, so that no line starts on the axis.
    Scale::even(-0.5, count as f64 - 0.5, ticks.collect())
}

/// Whether tick names do not touch each other, when periods are `pitch` apart.
fn fits(page: &Page<'_>, ticks: &[(usize, String)], pitch: f64) -> bool {
    let half = |name: &str| page.typesetter.width(name, page.small()) / 2.0;
    ticks.windows(2).all(|pair| {
        let apart = (pair[1].0 - pair[0].0) as f64 * pitch;
        apart >= half(&pair[0].1) + half(&pair[1].1) + page.px(LABEL_GAP)
    })
}

/// Draws values as a line with dots, with gaps at unknown values.
pub(super) fn draw_line(
    page: &Page<'_>,
    sheet: &Sheet<'_>,
    axes: &Axes,
    values: &[Option<f64>],
    color: RGBColor,
) -> DrawingResult {
    let places: Vec<Option<(f64, f64)>> = values
        .iter()
        .enumerate()
        .map(|(period, value)| value.map(|value| axes.place(period as f64, value)))
        .collect();
    let crowded = axes.plot.width() / (values.len() as f64) < page.px(DOT_PITCH);
    for stretch in places.split(Option::is_none) {
        let stretch: Vec<(f64, f64)> = stretch.iter().copied().flatten().collect();
        if stretch.len() > 1 {
            sheet.line(&stretch, color, page.px(LINE))?;
        }
        for &place in stretch.iter().filter(|_| !crowded || stretch.len() == 1) {
            sheet.dot(place, page.px(DOT), color)?;
        }
    }
    Ok(())
}
