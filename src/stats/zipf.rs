//! Zipf's law.

/// Bins of ranks per power of ten.
const BINS_PER_DECADE: f64 = 10.0;

/// A line on logarithmic axes: log₁₀ frequency = `intercept` + `slope` · log₁₀ rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZipfLine {
    /// log₁₀ of the frequency at rank 1.
    pub intercept: f64,
    /// The negative of the exponent of Zipf's law, frequency ∝ rank^−s.
    pub slope: f64,
}

impl ZipfLine {
    /// The frequency at a rank, from 1, by this line.
    pub fn frequency(&self, rank: f64) -> f64 {
        libm::exp10(self.intercept + self.slope * libm::log10(rank))
    }

    /// The line fitted by least squares; `None` with fewer than two points.
    ///
    /// There are far more rare words than frequent ones, so they would dominate the fit. Ranks are therefore
    /// binned: rank r is in bin ⌊10 · log₁₀ r⌋, and each non-empty bin is one point, the means of the
    /// logarithms of rank and of frequency in it (Newman 2005 on logarithmic binning; Moreno-Sánchez,
    /// Font-Clos and Corral 2016 on Zipf's law).
    pub fn of(mut frequencies: Vec<u64>) -> Option<Self> {
        frequencies.sort_unstable_by(|a, b| b.cmp(a));
        let mut bins: Vec<Bin> = Vec::new();
        for (index, frequency) in frequencies.into_iter().enumerate() {
            let log_rank = libm::log10((index + 1) as f64);
            // Slightly more, so that powers of ten are not rounded into the previous bin.
            let number = libm::floor(BINS_PER_DECADE * log_rank + 1e-9) as u32;
            if bins.last().is_none_or(|last| last.number != number) {
                bins.push(Bin {
                    number,
                    ..Bin::default()
                });
            }
            if let Some(last) = bins.last_mut() {
                last.ranks += 1.0;
                last.log_rank += log_rank;
                last.log_frequency += libm::log10(frequency as f64);
            }
        }
        let means = bins
            .iter()
            .map(|bin| (bin.log_rank / bin.ranks, bin.log_frequency / bin.ranks));
        Self::through(&means.collect::<Vec<_>>())
    }

    /// The least-squares line through points; `None` with fewer than two.
    fn through(points: &[(f64, f64)]) -> Option<Self> {
        if points.len() < 2 {
            return None;
        }
        let count = points.len() as f64;
        let mean = |value: fn(&(f64, f64)) -> f64| points.iter().map(value).sum::<f64>() / count;
        let (x, y) = (mean(|point| point.0), mean(|point| point.1));
        let sum = |product: &dyn Fn(f64, f64) -> f64| -> f64 {
            let products = points.iter().map(|point| product(point.0 - x, point.1 - y));
            products.sum()
        };
        let slope = sum(&|x, y| x * y) / sum(&|x, _| x * x);
        Some(ZipfLine {
            intercept: y - slope * x,
            slope,
        })
    }
}

/// The exponent of Zipf's law, frequency ∝ rank^−s, by [`ZipfLine::of`].
pub fn zipf_exponent(frequencies: Vec<u64>) -> Option<f64> {
    ZipfLine::of(frequencies).map(|line| 0.0 - line.slope)
}

/// Sums over the ranks of one bin.
#[derive(Default)]
struct Bin {
    number: u32,
    ranks: f64,
    log_rank: f64,
    log_frequency: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values: numpy.polyfit([0, 1, 2], [3.0, 1.9, 1.1], 1).
    #[test]
    fn the_line_is_that_of_least_squares() {
        let line = ZipfLine::through(&[(0.0, 3.0), (1.0, 1.9), (2.0, 1.1)]).unwrap();
        assert!((line.intercept - 2.95).abs() < 1e-12, "{line:?}");
        assert!((line.slope + 0.95).abs() < 1e-12, "{line:?}");
    }

    #[test]
    fn frequencies_that_follow_the_law_have_its_exponent() {
        let law = |s: f64| (1..2000).map(move |rank| (1e9 / f64::from(rank).powf(s)) as u64);
        for s in [0.8, 1.0, 1.3] {
            let found = zipf_exponent(law(s).collect()).unwrap();
            assert!((found - s).abs() < 1e-3, "{s}: {found}");
        }
        let line = ZipfLine::of(law(1.0).collect()).unwrap();
        assert!((line.intercept - 9.0).abs() < 1e-3, "{line:?}");
        assert_eq!(zipf_exponent(vec![7]), None);
        assert_eq!(zipf_exponent(vec![7, 7, 7]), Some(0.0));
    }
}
