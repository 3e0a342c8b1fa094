//! The reliability diagram: accuracy against confidence.

use super::axes::{Axes, Axis, steps_beside};
use super::error::{ChartError, check_count, check_share, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::number::format_count;
use super::page::Page;
use super::palette::{DEEP, MUTED};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Maximum number of bins in a reliability diagram.
pub const MAX_BINS: usize = 50;

/// The part of the height of both plots for the bars of counts.
const COUNT_SHARE: f64 = 0.22;

/// Space above the highest bar of documents, relative to its height.
const HEADROOM: f64 = 1.15;

// Lengths in pixels of the default chart.
const BAR_GAP: f64 = 3.0;
const ABOVE: f64 = 8.0;
const PLOT_GAP: f64 = 26.0;
const BELOW_COUNTS: f64 = 56.0;
const COUNT_TEXT: f64 = 11.5;
const WHISKER: f64 = 2.0;
const CAP: f64 = 5.0;
const LEAST_POINT: f64 = 3.0;
const LARGEST_POINT: f64 = 11.0;

/// Documents with similar confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReliabilityBin {
    /// Lower and upper bound of the bin's probabilities, from 0 to 1.
    pub range: (f64, f64),
    /// Documents in the bin; empty bins are not drawn.
    pub documents: u64,
    /// The mean probability of their predicted labels, from 0 to 1.
    pub confidence: f64,
    /// The share of them with a correct label, from 0 to 1.
    pub accuracy: f64,
    /// The ends of the confidence interval of that share, lower end first.
    pub interval: (f64, f64),
}

/// A reliability diagram: its bins and captions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reliability {
    /// One to [`MAX_BINS`] bins.
    pub bins: Vec<ReliabilityBin>,
    /// The caption of the axis of confidence; empty for none.
    pub confidence: String,
    /// The caption of the axis of accuracy; empty for none.
    pub accuracy: String,
    /// The caption of the axis of documents; empty for none.
    pub documents: String,
}

/// Draws a reliability diagram (DeGroot and Fienberg 1983). Each bin has a point at its mean confidence and
/// its accuracy with the confidence interval; larger points have more documents. Bars below show the number
/// of documents. Returns a picture.
///
/// On the dashed line, accuracy equals confidence.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many bins, when a share is not between 0 and 1, or
/// when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Frame, Reliability, ReliabilityBin, reliability};
///
/// let data = Reliability {
///     bins: vec![ReliabilityBin {
///         range: (0.8, 1.0),
///         documents: 120,
///         confidence: 0.93,
///         accuracy: 0.9,
///         interval: (0.83, 0.94),
///     }],
///     confidence: "confidence".into(),
///     accuracy: "accuracy".into(),
///     ..Reliability::default()
/// };
/// let file = reliability(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn reliability(data: &Reliability, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let texts = [&data.confidence, &data.accuracy];
    let page = Page::new(frame, texts.into_iter())?;
    let layout = ReliabilityLayout::new(&page, data)?;
    page.render(|sheet| {
        layout.counts.draw(&page, sheet)?;
        layout.draw_counts(&page, sheet, &data.bins)?;
        layout.shares.draw(&page, sheet)?;
        Ok(layout.draw_shares(&page, sheet, &data.bins)?)
    })
}

fn check(data: &Reliability) -> Result<(), ChartError> {
    check_count("bins", data.bins.len(), 1, MAX_BINS)?;
    for bin in &data.bins {
        check_share("start of a bin", bin.range.0)?;
        check_share("end of a bin", bin.range.1)?;
        check_share(&data.confidence, bin.confidence)?;
        check_share(&data.accuracy, bin.accuracy)?;
        check_share(&data.accuracy, bin.interval.0)?;
        check_share(&data.accuracy, bin.interval.1)?;
        check_value(&data.documents, bin.documents as f64)?;
    }
    Ok(())
}

/// The layout: accuracy above, documents below, on one axis of confidence.
struct ReliabilityLayout {
    shares: Axes,
    counts: Axes,
}

impl ReliabilityLayout {
    fn new(page: &Page<'_>, data: &Reliability) -> Result<Self, ChartError> {
        let body = page.body();
        let body = Region {
            top: body.top + page.px(ABOVE),
            ..body
        };
        let what = ("bins", data.bins.len());
        let below = page.px(PLOT_GAP + BELOW_COUNTS);
        let between = body.bottom - below - (body.height() - below) * COUNT_SHARE;
        let confidence = Scale::of_shares(0.0, 1.0, (body.width() / page.px(110.0)).min(10.0));
        let above = Axis::new(confidence.clone().without_texts(), "");
        let below = Axis::new(confidence, &data.confidence);
        let upper = Region {
            bottom: between,
            ..body
        };
        let lower = Region {
            top: between + page.px(PLOT_GAP),
            ..body
        };
        let accuracy = Scale::of_shares(0.0, 1.0, steps_beside(page, upper.height()).min(5.0));
        let accuracy = Axis::new(accuracy, &data.accuracy);
        let documents = data.bins.iter().map(|bin| bin.documents as f64 * HEADROOM);
        let documents = Scale::from_zero(documents, steps_beside(page, lower.height()).min(2.0));
        let documents = Axis::new(documents, &data.documents);
        let mut shares = Axes::new(page, upper, (above, accuracy), what)?;
        let mut counts = Axes::new(page, lower, (below, documents), what)?;
        // Both plots share the axis of confidence.
        let left = shares.plot.left.max(counts.plot.left);
        let right = shares.plot.right.min(counts.plot.right);
        for plot in [&mut shares.plot, &mut counts.plot] {
            (plot.left, plot.right) = (left, right);
        }
        Ok(Self { shares, counts })
    }

    fn draw_shares(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        bins: &[ReliabilityBin],
    ) -> DrawingResult {
        let (from, to) = (self.shares.place(0.0, 0.0), self.shares.place(1.0, 1.0));
        sheet.dashed(from, to, MUTED, page.px(1.5))?;
        let most = bins
            .iter()
            .map(|bin| bin.documents)
            .max()
            .unwrap_or(1)
            .max(1);
        for bin in bins.iter().filter(|bin| bin.documents > 0) {
            let at = |share| self.shares.place(bin.confidence, share);
            let (low, high) = (at(bin.interval.0), at(bin.interval.1));
            sheet.line(&[low, high], DEEP[0], page.px(WHISKER))?;
            for (x, y) in [low, high] {
                let ends = [(x - page.px(CAP), y), (x + page.px(CAP), y)];
                sheet.line(&ends, DEEP[0], page.px(WHISKER))?;
            }
            // The area of a point is proportional to its documents.
            let part = libm::sqrt(bin.documents as f64 / most as f64);
            let radius = LEAST_POINT + (LARGEST_POINT - LEAST_POINT) * part;
            sheet.dot(at(bin.accuracy), page.px(radius), DEEP[0])?;
        }
        Ok(())
    }

    fn draw_counts(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        bins: &[ReliabilityBin],
    ) -> DrawingResult {
        for bin in bins.iter().filter(|bin| bin.documents > 0) {
            let bar = self.bar(page, &self.counts, bin, 0.0, bin.documents as f64);
            sheet.fill(bar, MUTED)?;
            let text = format_count(bin.documents);
            let style = TextStyle::regular(page.px(COUNT_TEXT));
            if page.typesetter.width(&text, style) <= bar.right - bar.left + page.px(BAR_GAP) {
                let place = (bar.middle_x(), bar.top - style.size * 0.8);
                sheet.write(
                    &Label::new(text, style, place)
                        .color(MUTED)
                        .align(Align::Middle),
                )?;
            }
        }
        Ok(())
    }

    /// The bar of a bin between two values.
    fn bar(
        &self,
        page: &Page<'_>,
        axes: &Axes,
        bin: &ReliabilityBin,
        from: f64,
        to: f64,
    ) -> Region {
        let (left, bottom) = axes.place(bin.range.0, from);
        let (right, top) = axes.place(bin.range.1, to);
        let gap = page.px(BAR_GAP).min((right - left) * 0.2) / 2.0;
        Region {
            left: left + gap,
            top,
            right: right - gap,
            bottom,
        }
    }
}
