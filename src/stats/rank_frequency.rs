//! The line of Zipf's law.

/// Bins of ranks for each tenfold rise: a tail of many rare words does not outweigh the rest.
const BINS: f64 = 8.0;

/// The line `log10(count) = intercept + slope * log10(rank)` by least squares over log-binned
/// ranks: the points of a bin count as one, at their mean (Newman 2005 on logarithmic binning;
/// Moreno-Sánchez, Font-Clos and Corral 2016 on Zipf's law).
///
/// `counts` are those of all terms, largest first, each at least 1. `None` when there are fewer
/// than two bins.
pub fn fit_rank_frequency(counts: &[u64]) -> Option<(f64, f64)> {
    let points = counts.iter().enumerate().map(|(index, &count)| {
        let rank = libm::log10((index + 1) as f64);
        (rank, libm::log10(count.max(1) as f64))
    });
    let points: Vec<(f64, f64)> = points.collect();
    let bins = points.chunk_by(|a, b| (a.0 * BINS).floor() == (b.0 * BINS).floor());
    let means: Vec<(f64, f64)> = bins
        .map(|bin| {
            let mean = |value: fn(&(f64, f64)) -> f64| {
                bin.iter().map(value).sum::<f64>() / bin.len() as f64
            };
            (mean(|point| point.0), mean(|point| point.1))
        })
        .collect();
    least_squares(&means)
}

/// Intercept and slope of the line with the least squared distances; `None` without two points of
/// different x.
fn least_squares(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    let count = points.len() as f64;
    let mean = |value: fn(&(f64, f64)) -> f64| points.iter().map(value).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let sum = |product: &dyn Fn(f64, f64) -> f64| {
        let products = points.iter().map(|point| product(point.0 - x, point.1 - y));
        products.sum::<f64>()
    };
    let spread = sum(&|x, _| x * x);
    if points.len() < 2 || spread <= 0.0 {
        return None;
    }
    let slope = sum(&|x, y| x * y) / spread;
    Some((y - slope * x, slope))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values: numpy.polyfit([0, 1, 2], [3.0, 1.9, 1.1], 1).
    #[test]
    fn the_line_is_that_of_least_squares() {
        let (intercept, slope) = least_squares(&[(0.0, 3.0), (1.0, 1.9), (2.0, 1.1)]).unwrap();
        assert!((intercept - 2.95).abs() < 1e-12, "{intercept}");
        assert!((slope + 0.95).abs() < 1e-12, "{slope}");
    }

    #[test]
    fn a_power_law_has_its_own_exponent() {
        let counts: Vec<u64> = (1..=5000).map(|rank| 1_000_000_000_000 / rank).collect();
        let (intercept, slope) = fit_rank_frequency(&counts).unwrap();
        assert!((intercept - 12.0).abs() < 1e-6, "{intercept}");
        assert!((slope + 1.0).abs() < 1e-6, "{slope}");
    }

    #[test]
    fn one_term_has_no_line() {
        assert_eq!(fit_rank_frequency(&[7]), None);
        assert_eq!(fit_rank_frequency(&[]), None);
    }
}
