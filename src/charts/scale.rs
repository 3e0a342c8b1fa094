//! Scales: positions of values along an axis, and its ticks.

use super::axis::{ValueAxis, round_step};
use super::number::NumberFormat;

/// The values of an axis, from its start to its end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    logarithmic: bool,
    ticks: Vec<(f64, String)>,
}

impl Scale {
    /// From zero to a round number not below any value, in about `intervals` steps.
    pub fn from_zero(values: impl Iterator<Item = f64> + Clone, intervals: f64) -> Self {
        let axis = ValueAxis::new(values, intervals);
        let ticks = axis.ticks().map(|tick| (tick, axis.tick_label(tick)));
        Self::even(0.0, axis.top(), ticks.collect())
    }

    /// From zero to exactly `high`, which is above 0, with round ticks in about `intervals` steps.
    pub fn up_to(high: f64, intervals: f64) -> Self {
        let rounded = Self::from_zero([high].into_iter(), intervals);
        let mut ticks = rounded.ticks;
        ticks.retain(|(tick, _)| *tick <= high);
        Self::even(0.0, high, ticks)
    }

    /// From one round percentage to another that enclose two shares, in about `intervals` steps.
    pub fn of_shares(low: f64, high: f64, intervals: f64) -> Self {
        let step = round_step((high - low).max(0.01) / intervals.max(1.0), false);
        let last = (high / step - 1e-9).ceil().max(1.0);
        let first = (low / step + 1e-9).floor().min(last - 1.0);
        let count = (last - first) as u32;
        let ticks: Vec<f64> = (0..=count)
            .map(|at| (first + f64::from(at)) * step)
            .collect();
        let percents: Vec<f64> = ticks.iter().map(|tick| tick * 100.0).collect();
        let format = NumberFormat::for_values(&percents);
        let named = ticks.iter().zip(&percents);
        let named = named.map(|(&tick, &percent)| (tick, format!("{}%", format.format(percent))));
        Self::even(first * step, last * step, named.collect())
    }

    /// From one round number to another that enclose two values, in about `intervals` steps.
    pub fn enclosing(low: f64, high: f64, intervals: f64) -> Self {
        let width = (high - low).max(1e-3 * high.abs()).max(1e-9);
        let step = round_step(width / intervals.max(1.0), false);
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0);
        let count = (last - first) as u32;
        let ticks: Vec<f64> = (0..=count)
            .map(|at| (first + f64::from(at)) * step)
            .collect();
        let format = NumberFormat::for_values(&ticks);
        let named = ticks.iter().map(|&tick| (tick, format.format(tick)));
        Self::even(first * step, last * step, named.collect())
    }

    /// Powers of ten from 1 to the first one not below `largest`.
    pub fn powers_of_ten(largest: f64) -> Self {
        let powers = (libm::log10(largest.max(1.0)) - 1e-9).ceil().max(1.0) as u32;
        let ticks: Vec<f64> = (0..=powers).map(|power| 10f64.powi(power as i32)).collect();
        let format = NumberFormat::Plain(0);
        Self {
            low: 1.0,
            high: 10f64.powi(powers as i32),
            logarithmic: true,
            ticks: ticks
                .into_iter()
                .map(|tick| (tick, format.format(tick)))
                .collect(),
        }
    }

    /// Logarithmic from `low`, at least 1, to `high`, with ticks at 1, 2 and 5 times powers of ten, or only at 1
    /// and 5 times or at powers of ten if these are more than `intervals`.
    pub fn of_counts(low: f64, high: f64, intervals: f64) -> Self {
        let sets: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 5.0], &[1.0]];
        let ticks = |factors: &[f64]| -> Vec<f64> {
            let powers = (0..=16).map(|power| 10f64.powi(power));
            let ticks = powers.flat_map(|power| factors.iter().map(move |factor| power * factor));
            ticks.filter(|tick| (low..=high).contains(tick)).collect()
        };
        let sets = sets.map(ticks);
        let fitting = sets.iter().find(|ticks| ticks.len() as f64 <= intervals);
        let ticks = fitting.unwrap_or(&sets[2]).iter();
        let format = NumberFormat::Plain(0);
        Self {
            low,
            high,
            logarithmic: true,
            ticks: ticks.map(|&tick| (tick, format.format(tick))).collect(),
        }
    }

    /// From `low` to `high` with these ticks.
    pub fn even(low: f64, high: f64, ticks: Vec<(f64, String)>) -> Self {
        Self {
            low,
            high,
            logarithmic: false,
            ticks,
        }
    }

    /// The same without the texts of the ticks.
    pub fn without_texts(mut self) -> Self {
        self.ticks.iter_mut().for_each(|(_, text)| text.clear());
        self
    }

    /// The ticks and their texts, in order.
    pub fn ticks(&self) -> impl Iterator<Item = (f64, &str)> + Clone {
        self.ticks.iter().map(|(tick, text)| (*tick, text.as_str()))
    }

    /// The value at the start.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The value at the end.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// The position of a value as a part of the axis; values outside are moved to its ends.
    pub fn part(&self, value: f64) -> f64 {
        let part = if self.logarithmic {
            libm::log(value.max(self.low) / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        };
        part.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(scale: &Scale) -> Vec<&str> {
        scale.ticks().map(|(_, text)| text).collect()
    }

    #[test]
    fn shares_have_round_percentages() {
        let all = Scale::of_shares(0.0, 1.0, 5.0);
        assert_eq!(texts(&all), ["0%", "20%", "40%", "60%", "80%", "100%"]);
        let upper = Scale::of_shares(0.862, 1.0, 4.0);
        assert_eq!(texts(&upper), ["85%", "90%", "95%", "100%"]);
        assert_eq!((upper.part(0.85), upper.part(1.0)), (0.0, 1.0));
        assert_eq!(texts(&Scale::of_shares(1.0, 1.0, 4.0)), ["99.8%", "100.0%"]);
        assert_eq!(texts(&Scale::of_shares(0.0, 0.0, 1.0)), ["0%", "1%"]);
    }

    #[test]
    fn round_numbers_enclose_values() {
        let scale = Scale::enclosing(0.312, 0.447, 4.0);
        assert_eq!(texts(&scale), ["0.30", "0.35", "0.40", "0.45"]);
        for (low, high) in [(0.0, 0.0), (0.3, 0.3), (1e-7, 2e-7), (0.0, 1e15)] {
            let scale = Scale::enclosing(low, high, 5.0);
            assert!(scale.low() <= low + 1e-9 && high <= scale.high() * (1.0 + 1e-9));
            assert!((2..=12).contains(&scale.ticks().count()), "{low} {high}");
        }
    }

    #[test]
    fn powers_of_ten_are_evenly_spaced() {
        let scale = Scale::powers_of_ten(21_000.0);
        assert_eq!(
            texts(&scale),
            ["1", "10", "100", "1,000", "10,000", "100,000"]
        );
        assert!((scale.part(10.0) - 0.2).abs() < 1e-12);
        assert_eq!(texts(&Scale::powers_of_ten(100.0)), ["1", "10", "100"]);
        assert_eq!(texts(&Scale::powers_of_ten(0.0)), ["1", "10"]);
    }

    #[test]
    fn counts_have_round_ticks_that_fit() {
        let scale = Scale::of_counts(16.0, 4_000.0, 9.0);
        let all = ["20", "50", "100", "200", "500", "1,000", "2,000"];
        assert_eq!(texts(&scale), all);
        assert_eq!((scale.part(16.0), scale.part(4_000.0)), (0.0, 1.0));
        assert_eq!(
            texts(&Scale::of_counts(16.0, 4_000.0, 5.0)),
            ["50", "100", "500", "1,000"]
        );
        assert_eq!(
            texts(&Scale::of_counts(16.0, 4_000.0, 1.0)),
            ["100", "1,000"]
        );
    }

    #[test]
    fn values_outside_stand_at_the_ends() {
        let scale = Scale::from_zero([3.0].into_iter(), 4.0);
        assert_eq!((scale.part(-1.0), scale.part(9.0)), (0.0, 1.0));
    }
}
