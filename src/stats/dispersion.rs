//! Dispersion: how evenly a term is distributed over the parts of a corpus.

/// The sizes of a corpus's parts, in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    sizes: Vec<u64>,
    tokens: u64,
    /// Number of non-empty parts; empty parts are ignored.
    filled: u64,
    smallest: u64,
}

/// Dispersion of one term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// Number of parts that contain the term.
    pub range: u64,
    /// Juilland's D: 1 − V / √(n − 1), where V is the coefficient of variation (of the population)
    /// of the relative frequencies in n parts: 1 is even (Juilland and Chang-Rodríguez 1964; for
    /// parts of different sizes as in Gries 2020). `None` with fewer than two parts.
    pub juilland_d: Option<f64>,
    /// Gries's deviation of proportions: ½ Σ |share of occurrences − share of tokens|: 0 is even
    /// (Gries 2008).
    pub dp: f64,
    /// DP divided by its largest possible value, 1 − the smallest share (Lijffijt and Gries 2012).
    /// `None` with fewer than two parts.
    pub dp_norm: Option<f64>,
}

impl Parts {
    /// Parts of these sizes in tokens.
    pub fn new(sizes: Vec<u64>) -> Self {
        let filled = sizes.iter().filter(|&&size| size > 0);
        Parts {
            tokens: sizes.iter().sum(),
            filled: filled.clone().count() as u64,
            smallest: filled.min().copied().unwrap_or_default(),
            sizes,
        }
    }

    /// Dispersion of a term with `counts` in the parts that contain it, each part once; the order of parts
    /// does not matter. `None` when it does not occur.
    pub fn dispersion(&self, counts: &[(u32, u64)]) -> Option<Dispersion> {
        let mut held: Vec<(u64, u64)> = counts
            .iter()
            .map(|&(part, count)| (self.sizes[part as usize], count))
            .filter(|&(size, count)| size > 0 && count > 0)
            .collect();
        // Makes sums independent of the order of parts.
        held.sort_unstable();
        if held.is_empty() {
            return None;
        }
        let dp = self.dp(&held);
        let several = self.filled > 1;
        let largest_dp = 1.0 - self.smallest as f64 / self.tokens as f64;
        Some(Dispersion {
            range: held.len() as u64,
            juilland_d: several.then(|| self.juilland_d(&held)),
            dp,
            dp_norm: several.then(|| dp / largest_dp),
        })
    }

    /// In whole numbers, so the result is exact: shares are multiples of 1 / (count · tokens).
    fn dp(&self, held: &[(u64, u64)]) -> f64 {
        let tokens = u128::from(self.tokens);
        let count: u128 = held.iter().map(|&(_, count)| u128::from(count)).sum();
        let held_tokens: u128 = held.iter().map(|&(size, _)| u128::from(size)).sum();
        let differences = held.iter().map(|&(size, of_part)| {
            (u128::from(of_part) * tokens).abs_diff(u128::from(size) * count)
        });
        let without = (tokens - held_tokens) * count;
        (differences.sum::<u128>() + without) as f64 / 2.0 / (count * tokens) as f64
    }

    fn juilland_d(&self, held: &[(u64, u64)]) -> f64 {
        let parts = self.filled as f64;
        let rate = |&(size, count): &(u64, u64)| count as f64 / size as f64;
        let mean = held.iter().map(rate).sum::<f64>() / parts;
        let from_mean = held
            .iter()
            .map(|part| (rate(part) - mean) * (rate(part) - mean));
        let squares = from_mean.sum::<f64>() + (parts - held.len() as f64) * mean * mean;
        // The minimum 0 means that all occurrences are in one part; smaller values are rounding errors.
        (1.0 - libm::sqrt(squares / parts) / mean / libm::sqrt(parts - 1.0)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gries (2020), "Analyzing dispersion", in A Practical Handbook of Corpus Linguistics: the
    /// corpus of letters of table 5.1, where `a` occurs 1, 2, 3, 4 and 5 times.
    #[test]
    fn the_letters_of_gries() {
        let parts = Parts::new(vec![9, 10, 10, 10, 11]);
        let counts: Vec<(u32, u64)> = (0..5).map(|part| (part, u64::from(part) + 1)).collect();
        let found = parts.dispersion(&counts).unwrap();
        assert_eq!(found.range, 5);
        let rounded = |number: f64| (number * 1000.0).round() / 1000.0;
        assert_eq!(rounded(found.dp), 0.18);
        assert_eq!(rounded(found.dp_norm.unwrap()), 0.22);
        assert_eq!(rounded(found.juilland_d.unwrap()), 0.785);
    }

    #[test]
    fn even_is_0_and_one_part_alone_is_the_largest() {
        let parts = Parts::new(vec![100, 0, 50, 50]);
        let even = parts.dispersion(&[(3, 2), (0, 4), (2, 2)]).unwrap();
        assert_eq!(
            (even.dp, even.dp_norm, even.juilland_d),
            (0.0, Some(0.0), Some(1.0))
        );
        let alone = parts.dispersion(&[(3, 7)]).unwrap();
        assert_eq!((alone.range, alone.dp, alone.dp_norm), (1, 0.75, Some(1.0)));
        assert!(alone.juilland_d.unwrap().abs() < 1e-15);
        // Some of these were −2e-16 before values were clamped.
        for parts in 2..200 {
            let alone = Parts::new(vec![7; parts]).dispersion(&[(1, 3)]).unwrap();
            assert!((0.0..1e-15).contains(&alone.juilland_d.unwrap()), "{parts}");
        }
        assert_eq!(parts.dispersion(&[(2, 0)]), None);
    }

    #[test]
    fn one_part_has_no_evenness() {
        let found = Parts::new(vec![9]).dispersion(&[(0, 3)]).unwrap();
        assert_eq!(
            (found.range, found.dp, found.dp_norm, found.juilland_d),
            (1, 0.0, None, None)
        );
    }
}
