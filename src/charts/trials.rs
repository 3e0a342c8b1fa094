//! Settings that were tried: the accuracy of each with its confidence interval, and its log-loss.

use plotters::style::RGBColor;

use super::axes::{Axes, Axis};
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_share, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::legend::Legend;
use super::page::{Page, Side};
use super::palette::{DEEP, INK, MUTED};
use super::picture::Picture;
use super::scale::Scale;
use super::scores::ScoredShare;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Maximum number of trials in one chart.
pub const MAX_TRIALS: usize = 200;

/// The size of the settings relative to the height of their row.
const TEXT_SHARE: f64 = 0.66;
/// The maximum part of the width for the settings.
const MAX_LABEL_SHARE: f64 = 0.46;
/// The part of the rest for the accuracy.
const ACCURACY_SHARE: f64 = 0.58;

// Lengths in pixels of the default chart.
const TEXT: f64 = 14.0;
const LEGEND_GAP: f64 = 14.0;
const LABEL_GAP: f64 = 12.0;
const PANEL_GAP: f64 = 56.0;
const TICK_PITCH: f64 = 90.0;
const POINT: f64 = 5.0;
const WHISKER: f64 = 2.0;

/// Colours of the chosen trial and of the others.
const COLORS: [RGBColor; 2] = [DEEP[1], DEEP[0]];

/// Settings that were tried, and their results on held-out documents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrialScores {
    /// The settings; long ones are cut.
    pub settings: String,
    /// Accuracy and its confidence interval.
    pub accuracy: ScoredShare,
    /// Log-loss, from 0 to 10¹⁵.
    pub log_loss: f64,
    /// Whether these settings were chosen.
    pub is_chosen: bool,
}

/// Trials, and the names of what is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trials {
    /// One to [`MAX_TRIALS`] trials, drawn from the top.
    pub trials: Vec<TrialScores>,
    /// Names of the chosen settings and of the others.
    pub names: [String; 2],
    /// The captions of the axes of accuracy and log-loss; empty for none.
    pub axes: [String; 2],
}

/// Draws trials as rows: accuracy as points with confidence intervals, log-loss beside them; returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many trials, when an accuracy is not between 0 and 1 or a log-loss cannot
/// be drawn, when the rows do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Frame, ScoredShare, TrialScores, Trials, trials};
///
/// let data = Trials {
///     trials: vec![TrialScores {
///         settings: "alpha 0.5".into(),
///         accuracy: ScoredShare { value: 0.91, interval: (0.89, 0.93) },
///         log_loss: 0.31,
///         is_chosen: true,
///     }],
///     names: ["chosen".into(), "other trials".into()],
///     axes: ["accuracy".into(), "log-loss".into()],
/// };
/// let file = trials(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn trials(data: &Trials, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let settings = data.trials.iter().map(|trial| clean_label(&trial.settings));
    let settings: Vec<String> = settings.collect();
    let page = Page::new(frame, data.names.iter())?;
    let names = data.names.each_ref().map(|name| clean_label(name));
    let legend = Legend::new(&page, page.body(), &names, &COLORS);
    let layout = TrialsLayout::new(&page, data, &settings, legend.bottom)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        layout.accuracy.draw(&page, sheet)?;
        layout.log_loss.draw(&page, sheet)?;
        Ok(layout.draw_rows(&page, sheet, data)?)
    })
}

fn check(data: &Trials) -> Result<(), ChartError> {
    check_count("trials", data.trials.len(), 1, MAX_TRIALS)?;
    for trial in &data.trials {
        let (low, high) = trial.accuracy.interval;
        for share in [trial.accuracy.value, low, high] {
            check_share(&trial.settings, share)?;
        }
        check_value(&trial.settings, trial.log_loss)?;
    }
    Ok(())
}

/// The layout of the chart: settings, accuracy, log-loss.
struct TrialsLayout {
    settings: Vec<String>,
    style: TextStyle,
    accuracy: Axes,
    log_loss: Axes,
    pitch: f64,
}

impl TrialsLayout {
    fn new(
        page: &Page<'_>,
        data: &Trials,
        settings: &[String],
        top: f64,
    ) -> Result<Self, ChartError> {
        let body = page.body();
        let count = settings.len();
        let largest = page.px(TEXT).min(body.height() / count as f64 * TEXT_SHARE);
        let style = TextStyle::regular(largest);
        let longest = body.width() * MAX_LABEL_SHARE;
        let cut = |text: &String| page.typesetter.cut(text, style, longest);
        let settings: Vec<String> = settings.iter().map(cut).collect();
        let texts = settings.iter().map(String::as_str);
        let whole = Region {
            left: body.left + page.typesetter.widest(texts, style) + page.px(LABEL_GAP),
            top: top + page.px(LEGEND_GAP),
            ..body
        };
        let [accuracy, log_loss] = plots(page, data, whole)?;
        let pitch = accuracy.plot.height() / count as f64;
        let size = largest.min(pitch * TEXT_SHARE);
        if size < page.least_text() {
            let lacking = (page.least_text() / TEXT_SHARE - pitch) * count as f64;
            return Err(page.crowded("trials", count, Side::Height, lacking));
        }
        Ok(Self {
            settings,
            style: TextStyle::regular(size),
            accuracy,
            log_loss,
            pitch,
        })
    }

    fn draw_rows(&self, page: &Page<'_>, sheet: &Sheet<'_>, data: &Trials) -> DrawingResult {
        let radius = page.px(POINT).min(self.pitch * 0.3);
        for (row, (settings, trial)) in self.settings.iter().zip(&data.trials).enumerate() {
            let y = self.accuracy.plot.top + self.pitch * (row as f64 + 0.5);
            let is_chosen = usize::from(!trial.is_chosen);
            let color = COLORS[is_chosen];
            let text_color = if trial.is_chosen { INK } else { MUTED };
            let place = (self.accuracy.plot.left - page.px(LABEL_GAP), y);
            let label = Label::new(settings, self.style, place).align(Align::End);
            sheet.write(&label.color(text_color))?;
            let x = |share| self.accuracy.place(share, 0.0).0;
            let (low, high) = trial.accuracy.interval;
            sheet.line(&[(x(low), y), (x(high), y)], color, page.px(WHISKER))?;
            sheet.dot((x(trial.accuracy.value), y), radius, color)?;
            let loss = self.log_loss.place(trial.log_loss, 0.0).0;
            sheet.dot((loss, y), radius, color)?;
        }
        Ok(())
    }
}

/// The plots of accuracy and of log-loss, side by side.
fn plots(page: &Page<'_>, data: &Trials, whole: Region) -> Result<[Axes; 2], ChartError> {
    let gap = page.px(PANEL_GAP);
    let middle = whole.left + (whole.width() - gap) * ACCURACY_SHARE;
    let count = data.trials.len();
    let rows = || Axis::new(Scale::even(0.0, count as f64, Vec::new()), "");
    let steps = |region: &Region| region.width() / page.px(TICK_PITCH);
    let first = Region {
        right: middle,
        ..whole
    };
    let second = Region {
        left: middle + gap,
        ..whole
    };
    let intervals = data.trials.iter().map(|trial| trial.accuracy.interval);
    let lowest = intervals.clone().map(|(low, _)| low).fold(1.0, f64::min);
    let highest = intervals.map(|(_, high)| high).fold(0.0, f64::max);
    let shares = Scale::of_shares(lowest, highest, steps(&first));
    let losses = data.trials.iter().map(|trial| trial.log_loss);
    let least = losses.clone().fold(f64::INFINITY, f64::min);
    let most = losses.fold(0.0, f64::max);
    let losses = Scale::enclosing(least, most, steps(&second));
    let axes = |region, scale, caption: &str| {
        Axes::new(
            page,
            region,
            (Axis::new(scale, caption), rows()),
            ("trials", count),
        )
    };
    let accuracy = axes(first, shares, &data.axes[0])?;
    let log_loss = axes(second, losses, &data.axes[1])?;
    // Rows of both plots are at the same height, also if only one has a caption.
    let bottom = accuracy.plot.bottom.min(log_loss.plot.bottom);
    Ok([accuracy, log_loss].map(|axes| axes.with_bottom(bottom)))
}
