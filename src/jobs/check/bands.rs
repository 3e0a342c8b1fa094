//! What is expected of a measure in a period with some number of documents.

use super::drift::Drift;
use super::measure::{LARGE_H, LARGE_INDEX, Measure, arcsine};
use crate::model::{PredictionCounts, ShareCounts};
use crate::stats::TwoSamples;

/// 99 % quantile of the normal distribution, two-sided and one-sided.
const Z_TWO_SIDED: f64 = 2.575_829_303_548_901;
const Z_ONE_SIDED: f64 = 2.326_347_874_040_841;

/// Changes of a mean below this many standard deviations are small (Cohen 1988).
const LARGE_D: f64 = 0.2;

/// A measure by period.
#[derive(Debug, Clone, PartialEq)]
pub struct TimedMeasure {
    /// What is measured.
    pub measure: Measure,
    /// Its value in each period: of labels the stability index, otherwise a share or mean share; `None` without
    /// documents.
    pub values: Vec<Option<f64>>,
    /// The ends of the band of what is expected: chance (99 %) or small changes, whichever is wider; `None` in periods
    /// without documents.
    pub bands: Vec<Option<(f64, f64)>>,
    /// The expected value; `None` for labels.
    pub expected: Option<f64>,
}

impl Drift {
    /// Every measure by period, with bands of what is expected. A band holds changes by chance, with a probability of
    /// 99 %, and small changes: a stability index below 0.1, Cohen's d below 0.2, Cohen's h
    /// below 0.3.
    pub fn measures(&self) -> Vec<TimedMeasure> {
        let timed = |measure: Measure| {
            let periods = self.periods.iter();
            let found = periods.map(|counts| self.value_and_band(measure, counts));
            let (values, bands) = found.map(Option::unzip).unzip();
            TimedMeasure {
                measure,
                values,
                bands,
                expected: expected(measure, &self.expected),
            }
        };
        Measure::ALL.map(timed).into()
    }

    fn value_and_band(
        &self,
        measure: Measure,
        counts: &PredictionCounts,
    ) -> Option<(f64, (f64, f64))> {
        let expected = &self.expected;
        match measure {
            Measure::Labels => labels(expected, counts),
            Measure::Unlabelled => {
                let share = unlabelled_share(counts)?;
                let usual = unlabelled_share(expected)?;
                let ends = [expected.documents(), counts.documents()];
                Some((share, share_band(usual, ends)))
            }
            Measure::KnownWords => shares(&expected.known, &counts.known),
            Measure::Probability => shares(&expected.probability, &counts.probability),
        }
    }
}

fn expected(measure: Measure, counts: &PredictionCounts) -> Option<f64> {
    match measure {
        Measure::Labels => None,
        Measure::Unlabelled => unlabelled_share(counts),
        Measure::KnownWords => counts.known.mean(),
        Measure::Probability => counts.probability.mean(),
    }
}

fn unlabelled_share(counts: &PredictionCounts) -> Option<f64> {
    let documents = counts.documents();
    (documents > 0).then(|| counts.unlabelled as f64 / documents as f64)
}

/// 1 / n + 1 / m: the variance of the difference of two means of samples, relative to that of one observation.
fn spread([expected, observed]: [u64; 2]) -> f64 {
    1.0 / expected.max(1) as f64 + 1.0 / observed.max(1) as f64
}

fn shares(expected: &ShareCounts, observed: &ShareCounts) -> Option<(f64, (f64, f64))> {
    let (mean, usual) = (observed.mean()?, expected.mean()?);
    let chance = Z_TWO_SIDED * libm::sqrt(spread([expected.count(), observed.count()]));
    let half = expected.deviation() * chance.max(LARGE_D);
    Some((mean, ((usual - half).max(0.0), (usual + half).min(1.0))))
}

/// The shares whose difference of arcsines from `usual` is small or chance.
fn share_band(usual: f64, documents: [u64; 2]) -> (f64, f64) {
    let chance = Z_TWO_SIDED * libm::sqrt(spread(documents));
    let half = chance.max(LARGE_H);
    let share = |arcsine: f64| {
        let sine = libm::sin(arcsine.clamp(0.0, std::f64::consts::PI) / 2.0);
        sine * sine
    };
    let middle = arcsine(usual);
    (share(middle - half), share(middle + half))
}

/// The stability index of the labels, and its band: by chance it is about chi-squared times [`spread`].
fn labels(expected: &PredictionCounts, counts: &PredictionCounts) -> Option<(f64, (f64, f64))> {
    let documents = [expected.labelled(), counts.labelled()];
    if documents.contains(&0) {
        return None;
    }
    let samples = TwoSamples {
        first: &expected.labels,
        second: &counts.labels,
    };
    let present = expected.labels.iter().filter(|&&count| count > 0).count();
    let chance = chi_squared_quantile(present.saturating_sub(1)) * spread(documents);
    Some((samples.stability_index(), (0.0, chance.max(LARGE_INDEX))))
}

/// The 99 % quantile of chi-squared, by the approximation of Wilson and Hilferty (1931).
fn chi_squared_quantile(degrees: usize) -> f64 {
    let k = degrees.max(1) as f64;
    let part = 2.0 / (9.0 * k);
    let root = 1.0 - part + Z_ONE_SIDED * libm::sqrt(part);
    k * root * root * root
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of chi-squared, NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.4.
    #[test]
    fn quantiles_are_close_to_those_of_the_table() {
        for (degrees, quantile) in [(1, 6.635), (5, 15.086), (20, 37.566), (100, 135.807)] {
            let found = chi_squared_quantile(degrees);
            assert!((found / quantile - 1.0).abs() < 0.02, "{degrees}: {found}");
        }
    }

    #[test]
    fn bands_of_shares_hold_the_expected_share_and_narrow() {
        for usual in [0.0, 0.015, 0.5, 1.0] {
            let (few, many) = (
                share_band(usual, [1_000, 20]),
                share_band(usual, [1_000, 5_000]),
            );
            assert!(few.0 <= many.0 && many.1 <= few.1, "{few:?} {many:?}");
            assert!(many.0 <= usual + 1e-12 && usual <= many.1 + 1e-12);
        }
    }
}
