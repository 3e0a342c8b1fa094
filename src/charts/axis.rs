//! The value axis: from zero to a round number, with round ticks.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use super::number::NumberFormat;

/// An axis from zero up, for plotters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ValueAxis {
    step: f64,
    steps: u32,
    format: NumberFormat,
}

impl ValueAxis {
    /// The axis for these values with about `intervals` steps, at least one.
    pub fn new(values: impl Iterator<Item = f64> + Clone, intervals: f64) -> Self {
        let whole = values.clone().all(|value| value.fract() == 0.0);
        let largest = values.fold(0.0, f64::max);
        // An axis needs a length even without values.
        let top = if largest > 0.0 { largest } else { 1.0 };
        let step = round_step(top / intervals.max(1.0), whole);
        let steps = (top / step - 1e-9).ceil().max(1.0) as u32;
        let ticks: Vec<f64> = (0..=steps).map(|at| f64::from(at) * step).collect();
        Self {
            step,
            steps,
            format: NumberFormat::for_values(&ticks),
        }
    }

    /// The last value of the axis.
    pub fn top(&self) -> f64 {
        f64::from(self.steps) * self.step
    }

    /// The values with a tick, from zero to the top.
    pub fn ticks(&self) -> impl Iterator<Item = f64> + Clone {
        let step = self.step;
        (0..=self.steps).map(move |at| f64::from(at) * step)
    }

    /// The text of a tick.
    pub fn tick_label(&self, tick: f64) -> String {
        self.format.format(tick)
    }
}

impl Ranged for ValueAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        start + (f64::from(end - start) * value / self.top()).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks().collect()
    }

    fn range(&self) -> Range<f64> {
        0.0..self.top()
    }
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`.
pub(super) fn round_step(least: f64, whole: bool) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let factors = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter();
    let mut steps = factors.map(|factor| factor * power);
    let fits = |step: &f64| *step >= least * (1.0 - 1e-9) && !(whole && step.fract() != 0.0);
    steps.find(fits).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(values: &[f64], intervals: f64) -> Vec<String> {
        let axis = ValueAxis::new(values.iter().copied(), intervals);
        axis.ticks().map(|tick| axis.tick_label(tick)).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(
            labels(&[1842.0], 5.0),
            ["0", "500", "1,000", "1,500", "2,000"]
        );
        assert_eq!(
            labels(&[0.1, 0.37], 4.0),
            ["0.0", "0.1", "0.2", "0.3", "0.4"]
        );
        assert_eq!(
            labels(&[2.5, 9.0], 4.0),
            ["0.0", "2.5", "5.0", "7.5", "10.0"]
        );
        assert_eq!(labels(&[505.0], 5.0).last().unwrap(), "600");
    }

    #[test]
    fn counts_have_whole_ticks() {
        assert_eq!(labels(&[0.0], 5.0), ["0", "1"]);
        assert_eq!(labels(&[3.0], 8.0), ["0", "1", "2", "3"]);
        assert_eq!(labels(&[9.0], 4.0), ["0", "5", "10"]);
    }

    #[test]
    fn the_axis_reaches_every_value() {
        for value in [1.0, 7.0, 999.0, 1e15, 0.3, 1e-7, 1e-300, 123.456] {
            for intervals in [0.0, 1.0, 3.3, 8.0] {
                let axis = ValueAxis::new([value].into_iter(), intervals);
                assert!(axis.top() >= value * (1.0 - 1e-9), "{value} {intervals}");
                assert!(axis.ticks().count() <= 10, "{value} {intervals}");
            }
        }
    }

    #[test]
    fn values_map_to_places() {
        let axis = ValueAxis::new([2000.0].into_iter(), 4.0);
        assert_eq!(axis.map(&0.0, (10, 1010)), 10);
        assert_eq!(axis.map(&500.0, (10, 1010)), 260);
        assert_eq!(axis.map(&2000.0, (1010, 10)), 10);
    }
}
