//! Zipf's law.

/// Bins of ranks in each power of ten.
const BINS_PER_DECADE: f64 = 10.0;

/// The exponent of Zipf's law, frequency ∝ rank^−s, fitted by least squares.
///
/// Rare words are far more than frequent ones and would decide alone, so ranks are binned first: rank
/// r falls into bin ⌊10 · log₁₀ r⌋, and each bin that holds a rank is one point, the means of ln rank
/// and of ln frequency in it. `None` with fewer than two points.
pub fn zipf_exponent(mut frequencies: Vec<u64>) -> Option<f64> {
    frequencies.sort_unstable_by(|a, b| b.cmp(a));
    let ranked = frequencies.into_iter().enumerate();
    let mut points: Vec<Bin> = Vec::new();
    for (index, frequency) in ranked {
        let rank = (index + 1) as f64;
        // A little more, so that whole powers of ten are not rounded into the bin before.
        let bin = libm::floor(BINS_PER_DECADE * libm::log10(rank) + 1e-9) as u32;
        if points.last().is_none_or(|last| last.bin != bin) {
            points.push(Bin {
                bin,
                ..Bin::default()
            });
        }
        if let Some(last) = points.last_mut() {
            last.ranks += 1.0;
            last.ln_rank += libm::log(rank);
            last.ln_frequency += libm::log(frequency as f64);
        }
    }
    let points: Vec<(f64, f64)> = points
        .iter()
        .map(|bin| (bin.ln_rank / bin.ranks, bin.ln_frequency / bin.ranks))
        .collect();
    slope(&points).map(|slope| 0.0 - slope)
}

/// Sums over the ranks of one bin.
#[derive(Default)]
struct Bin {
    bin: u32,
    ranks: f64,
    ln_rank: f64,
    ln_frequency: f64,
}

/// Slope of the line through points with the least squares; `None` with fewer than two.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    if points.len() < 2 {
        return None;
    }
    let count = points.len() as f64;
    let mean = |value: fn(&(f64, f64)) -> f64| points.iter().map(value).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let both: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.1 - y))
        .sum();
    let squares: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.0 - x))
        .sum();
    Some(both / squares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_that_follow_the_law_have_its_exponent() {
        let law = |s: f64| (1..2000).map(move |rank| (1e9 / f64::from(rank).powf(s)) as u64);
        for s in [0.8, 1.0, 1.3] {
            let found = zipf_exponent(law(s).collect()).unwrap();
            assert!((found - s).abs() < 1e-3, "{s}: {found}");
        }
        assert_eq!(zipf_exponent(vec![7]), None);
        assert_eq!(zipf_exponent(vec![7, 7, 7]), Some(0.0));
    }
}
