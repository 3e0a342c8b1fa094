//! A value axis below and above zero.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use super::axis::round_step;
use super::number::NumberFormat;

/// An axis on both sides of zero, each as long as its values need, with round ticks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TwoSidedAxis {
    step: f64,
    /// Steps below and above zero.
    below: u32,
    above: u32,
    format: NumberFormat,
}

impl TwoSidedAxis {
    /// The axis for these values with about `intervals` steps, at least one.
    pub fn new(values: impl Iterator<Item = f64> + Clone, intervals: f64) -> Self {
        let lowest = values.clone().fold(0.0, f64::min);
        let highest = values.fold(0.0, f64::max);
        // An axis needs a length even without values.
        let highest = if highest > lowest { highest } else { 1.0 };
        let step = round_step((highest - lowest) / intervals.max(1.0), false);
        let steps = |length: f64| (length / step - 1e-9).ceil().max(0.0) as u32;
        let (below, above) = (steps(-lowest), steps(highest));
        let sizes: Vec<f64> = (0..=below.max(above))
            .map(|at| f64::from(at) * step)
            .collect();
        Self {
            step,
            below,
            above,
            format: NumberFormat::for_values(&sizes),
        }
    }

    /// The values with a tick, from the lowest.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        let step = self.step;
        (-i64::from(self.below)..=i64::from(self.above)).map(move |at| at as f64 * step)
    }

    /// The position of a value as a part of the axis.
    pub fn part(&self, value: f64) -> f64 {
        let range = self.range();
        ((value - range.start) / (range.end - range.start)).clamp(0.0, 1.0)
    }

    /// The text of a tick.
    pub fn tick_label(&self, tick: f64) -> String {
        self.format.format_signed(tick)
    }
}

impl Ranged for TwoSidedAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        let range = self.range();
        let share = (value - range.start) / (range.end - range.start);
        start + (f64::from(end - start) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks().collect()
    }

    fn range(&self) -> Range<f64> {
        -f64::from(self.below) * self.step..f64::from(self.above) * self.step
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(values: &[f64], intervals: f64) -> Vec<String> {
        let axis = TwoSidedAxis::new(values.iter().copied(), intervals);
        axis.ticks().map(|tick| axis.tick_label(tick)).collect()
    }

    #[test]
    fn the_axis_reaches_both_ends_with_round_ticks() {
        assert_eq!(
            labels(&[0.62, -0.31], 5.0),
            ["−0.4", "−0.2", "0.0", "+0.2", "+0.4", "+0.6", "+0.8"]
        );
        assert_eq!(labels(&[-3.0], 3.0), ["−3", "−2", "−1", "0"]);
        assert_eq!(labels(&[4.0, 1.5], 2.0), ["0", "+2", "+4"]);
        assert_eq!(labels(&[0.0], 1.0), ["0", "+1"]);
    }

    #[test]
    fn values_map_to_places() {
        let axis = TwoSidedAxis::new([30.0, -10.0].into_iter(), 4.0);
        assert_eq!(axis.map(&-10.0, (10, 410)), 10);
        assert_eq!(axis.map(&0.0, (10, 410)), 110);
        assert_eq!(axis.map(&30.0, (410, 10)), 10);
    }
}
