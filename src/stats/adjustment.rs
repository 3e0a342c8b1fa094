//! p-values of many tests at once.

use serde::Deserialize;

/// How p-values of many tests are adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Adjustment {
    /// Holm (1979): bounds the probability of at least one false finding.
    #[default]
    Holm,
    /// Benjamini and Hochberg (1995): bounds the expected share of false findings.
    #[serde(rename = "bh")]
    BenjaminiHochberg,
    /// No adjustment.
    None,
}

impl Adjustment {
    /// Adjusts the p-values of all tests, in the given order.
    pub fn adjust(self, p: &[f64]) -> Vec<f64> {
        match self {
            Adjustment::Holm => holm(p),
            Adjustment::BenjaminiHochberg => benjamini_hochberg(p),
            Adjustment::None => p.to_vec(),
        }
    }
}

/// The i-th smallest of m p-values times m − i + 1, non-decreasing, at most 1.
fn holm(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let mut largest = 0.0f64;
    for (place, index) in ascending(p).into_iter().enumerate() {
        largest = largest.max(p[index] * (p.len() - place) as f64).min(1.0);
        adjusted[index] = largest;
    }
    adjusted
}

/// The i-th smallest of m p-values times m / i, non-decreasing, at most 1.
fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let mut smallest = 1.0f64;
    for (place, index) in ascending(p).into_iter().enumerate().rev() {
        smallest = smallest.min(p[index] * (p.len() as f64 / (place + 1) as f64));
        adjusted[index] = smallest;
    }
    adjusted
}

/// Indices of `p`, by ascending value.
fn ascending(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_unstable_by(|&a, &b| p[a].total_cmp(&p[b]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_values_stand_where_their_values_stood() {
        let p = [0.04, 0.01, 0.03, 0.9];
        let shown = |adjustment: Adjustment| {
            let adjusted = adjustment.adjust(&p).into_iter();
            adjusted.map(|p| format!("{p:.4}")).collect::<Vec<_>>()
        };
        assert_eq!(
            shown(Adjustment::Holm),
            ["0.0900", "0.0400", "0.0900", "0.9000"]
        );
        assert_eq!(
            shown(Adjustment::BenjaminiHochberg),
            ["0.0533", "0.0400", "0.0533", "0.9000"]
        );
        assert_eq!(Adjustment::None.adjust(&p), p);
        assert!(Adjustment::Holm.adjust(&[]).is_empty());
    }
}
