//! Values over time as lines.

use plotters::style::RGBColor;

use super::axes::{Axes, Axis, steps_beside};
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::legend::Legend;
use super::page::Page;
use super::palette::DEEP;
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};

/// The most lines in one chart: as many as there are colours.
pub const MAX_SERIES: usize = DEEP.len();
/// The most periods in one chart.
pub const MAX_PERIODS: usize = 5_000;

// Lengths in pixels of the default chart.
const LEGEND_GAP: f64 = 20.0;
const LINE: f64 = 2.5;
const DOT: f64 = 4.0;
/// Dots closer than this would run together.
const DOT_PITCH: f64 = 14.0;
const LABEL_GAP: f64 = 24.0;
const LONGEST_NAME: f64 = 160.0;

/// A line: its name and a value for each period, `None` where nothing is known.
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
    /// One to [`MAX_SERIES`] lines.
    pub series: Vec<Series>,
    /// The caption of the axis of values; empty for none.
    pub axis: String,
}

/// Draws values over time as lines with a legend; a line has a gap where nothing is known; returns
/// a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many periods or lines, when a line has not one value
/// for each period, when a value cannot be drawn, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Frame, Series, Trend, trend};
///
/// let data = Trend {
///     periods: vec!["2024-01".into(), "2024-02".into(), "2024-03".into()],
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
    let legend = Legend::new(&page, page.body(), &names, &DEEP);
    let axes = axes(&page, data, legend.bottom)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        axes.draw(&page, sheet)?;
        for (line, color) in data.series.iter().zip(DEEP) {
            draw_line(&page, sheet, &axes, &line.values, color)?;
        }
        Ok(())
    })
}

fn check(data: &Trend) -> Result<(), ChartError> {
    check_count("periods", data.periods.len(), 1, MAX_PERIODS)?;
    check_count("lines", data.series.len(), 1, MAX_SERIES)?;
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

fn axes(page: &Page<'_>, data: &Trend, top: f64) -> Result<Axes, ChartError> {
    let body = page.body();
    let region = Region {
        top: top + page.px(LEGEND_GAP),
        ..body
    };
    let values = data.series.iter().flat_map(|line| line.values.iter());
    let values = values.flatten().copied();
    let scale = Scale::from_zero(values, steps_beside(page, region.height()));
    let axes = (
        Axis::new(periods(page, &data.periods, region.width()), ""),
        Axis::new(scale, &data.axis),
    );
    Axes::new(page, region, axes, ("lines", data.series.len()))
}

/// A scale of the numbers of periods, with as many names as there is room for.
fn periods(page: &Page<'_>, names: &[String], width: f64) -> Scale {
    let count = names.len();
    let longest = page.px(LONGEST_NAME);
    let cut = |name: &String| {
        page.typesetter
            .cut(&clean_label(name), page.small(), longest)
    };
    let names: Vec<String> = names.iter().map(cut).collect();
    let texts = names.iter().map(String::as_str);
    let widest = page.typesetter.widest(texts, page.small()) + page.px(LABEL_GAP);
    let room = (width / widest).floor().max(1.0) as usize;
    let ticks = names.into_iter().enumerate().step_by(count.div_ceil(room));
    let ticks = ticks.map(|(index, name)| (index as f64, name)).collect();
    // Half a period on both sides, so that no line starts on the axis.
    Scale::even(-0.5, count as f64 - 0.5, ticks)
}

fn draw_line(
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
