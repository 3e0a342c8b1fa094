//! Measures of texts over time, each with the band of what is expected.

use plotters::style::Color;

use super::axes::{Axes, Axis, steps_beside};
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::legend::Legend;
use super::page::Page;
use super::palette::{DEEP, MUTED};
use super::panels::Panels;
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};
use super::trend::{MAX_PERIODS, draw_line, periods, shade_few};

/// Maximum number of panels in one chart.
pub const MAX_PANELS: usize = 6;

/// The part of a panel's width for the plot, in which ticks must fit.
const PLOT_SHARE: f64 = 0.85;
const BAND_OPACITY: f64 = 0.22;

// Lengths in pixels of the default chart.
const LEGEND_GAP: f64 = 16.0;
const EXPECTED_LINE: f64 = 1.5;

/// A measure over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DriftPanel {
    /// Its name, written above the panel.
    pub name: String,
    /// A value for each period, from 0 to 10¹⁵; `None` if unknown.
    pub values: Vec<Option<f64>>,
    /// The lower and the upper end of what is expected in each period; `None` if nothing is.
    pub bands: Vec<Option<(f64, f64)>>,
    /// The expected value, drawn as a dashed line, if there is one.
    pub expected: Option<f64>,
    /// Whether values are shares, from 0 to 1, whose axis has percentages.
    pub is_share: bool,
}

/// Measures over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drift {
    /// One to [`MAX_PERIODS`] periods, evenly spaced, oldest first.
    pub periods: Vec<String>,
    /// Sets of ticks from fine to coarse ([`Trend::ticks`](super::Trend)).
    pub ticks: Vec<Vec<(usize, String)>>,
    /// Whether each period has so few documents that its values are unreliable; empty if none has.
    pub few: Vec<bool>,
    /// One to [`MAX_PANELS`] measures, one panel each.
    pub panels: Vec<DriftPanel>,
    /// Names of the values and of the band.
    pub names: [String; 2],
}

/// Draws measures over time as small multiples: a line for the values and a band of what is expected; returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many periods or panels, when a panel does not have one value and one band
/// for each period, when a value cannot be drawn, when the panels are too small, or when the frame's size or font cannot
/// be used.
///
/// ```
/// use tasnif::charts::{Drift, DriftPanel, Frame, drift};
///
/// let data = Drift {
///     periods: vec!["2024-01".into(), "2024-02".into()],
///     panels: vec![DriftPanel {
///         name: "الكلمات المعروفة".into(),
///         values: vec![Some(0.91), Some(0.72)],
///         bands: vec![Some((0.89, 0.93)); 2],
///         expected: Some(0.91),
///         is_share: true,
///     }],
///     ..Drift::default()
/// };
/// let file = drift(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn drift(data: &Drift, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let names = data.panels.iter().map(|panel| clean_label(&panel.name));
    let names: Vec<String> = names.collect();
    let page = Page::new(frame, names.iter())?;
    let legend_names = data.names.each_ref().map(|name| clean_label(name));
    let colors = [DEEP[0].mix(1.0), DEEP[2].mix(BAND_OPACITY)];
    let legend = Legend::new(&page, page.body(), &legend_names, &colors);
    let body = Region {
        top: legend.bottom + page.px(LEGEND_GAP),
        ..page.body()
    };
    let panels = Panels::new(&page, body, data.panels.len());
    let axes = data.panels.iter().enumerate();
    let axes = axes.map(|(index, panel)| panel_axes(&page, data, panel, panels.inside(index)));
    let axes: Vec<Axes> = axes.collect::<Result<_, _>>()?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        for (index, (panel, axes)) in data.panels.iter().zip(&axes).enumerate() {
            panels.write_name(&page, sheet, index, &names[index])?;
            draw_panel(&page, sheet, axes, panel, &data.few)?;
        }
        Ok(())
    })
}

fn check(data: &Drift) -> Result<(), ChartError> {
    let expected = data.periods.len();
    check_count("periods", expected, 1, MAX_PERIODS)?;
    check_count("panels", data.panels.len(), 1, MAX_PANELS)?;
    let check_length = |what: &str, found: usize| match found == expected {
        true => Ok(()),
        false => Err(ChartError::Uneven {
            what: clean_label(what),
            found,
            expected,
        }),
    };
    if !data.few.is_empty() {
        check_length("the list of periods with few documents", data.few.len())?;
    }
    for panel in &data.panels {
        check_length(&panel.name, panel.values.len())?;
        check_length(&panel.name, panel.bands.len())?;
        for value in values(panel) {
            check_value(&panel.name, value)?;
        }
    }
    Ok(())
}

/// All values of a panel, with the ends of its bands.
fn values(panel: &DriftPanel) -> impl Iterator<Item = f64> + Clone {
    let ends = panel
        .bands
        .iter()
        .flatten()
        .flat_map(|&(low, high)| [low, high]);
    panel
        .values
        .iter()
        .flatten()
        .copied()
        .chain(ends)
        .chain(panel.expected)
}

fn panel_axes(
    page: &Page<'_>,
    data: &Drift,
    panel: &DriftPanel,
    region: Region,
) -> Result<Axes, ChartError> {
    let low = values(panel).fold(f64::INFINITY, f64::min).min(1e15);
    let high = values(panel).fold(0.0, f64::max);
    let steps = steps_beside(page, region.height());
    let scale = match panel.is_share {
        true => Scale::of_shares(low.min(high), high, steps),
        false => Scale::from_zero(values(panel), steps),
    };
    let width = region.width() * PLOT_SHARE;
    let time = periods(page, &data.periods, &data.ticks, width);
    let axes = (Axis::new(time, ""), Axis::new(scale, ""));
    Axes::new(page, region, axes, ("panels", data.panels.len()))
}

fn draw_panel(
    page: &Page<'_>,
    sheet: &Sheet<'_>,
    axes: &Axes,
    panel: &DriftPanel,
    few: &[bool],
) -> DrawingResult {
    shade_few(sheet, axes, few)?;
    for (period, band) in panel.bands.iter().enumerate() {
        let Some((low, high)) = *band else { continue };
        let (left, bottom) = axes.place(period as f64 - 0.5, low);
        let (right, top) = axes.place(period as f64 + 0.5, high);
        let band = Region {
            left,
            top,
            right,
            bottom,
        };
        sheet.fill(band, DEEP[2].mix(BAND_OPACITY))?;
    }
    axes.draw(page, sheet)?;
    if let Some(expected) = panel.expected {
        let (from, y) = axes.place(axes.x.scale.low(), expected);
        let to = (axes.plot.right, y);
        sheet.dashed((from, y), to, MUTED, page.px(EXPECTED_LINE))?;
    }
    draw_line(page, sheet, axes, &panel.values, DEEP[0])
}
