//! Two-by-two tables of counts, and tests of independence on them.

use super::deviance::deviance;

/// Counts of tokens by two properties, such as "is this term" and "is in the target".
///
/// | | second | not second |
/// |---|---|---|
/// | **first** | `both` | `first_only` |
/// | **not first** | `second_only` | `neither` |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Contingency {
    /// Tokens with both properties.
    pub both: u64,
    /// Tokens with only the first property.
    pub first_only: u64,
    /// Tokens with only the second property.
    pub second_only: u64,
    /// Tokens with neither property.
    pub neither: u64,
}

impl Contingency {
    /// A term that occurs `target_count` times among the `target_tokens` tokens of one part and
    /// `reference_count` times among the `reference_tokens` of another; a count above its number of tokens is
    /// reduced to it.
    pub fn of_parts(
        target_count: u64,
        target_tokens: u64,
        reference_count: u64,
        reference_tokens: u64,
    ) -> Self {
        Contingency {
            both: target_count.min(target_tokens),
            first_only: reference_count.min(reference_tokens),
            second_only: target_tokens.saturating_sub(target_count),
            neither: reference_tokens.saturating_sub(reference_count),
        }
    }

    /// Two words that occur `joint` times together among `total` pairs, of which `first` contain the first
    /// word and `second` the second word.
    pub fn of_pair(joint: u64, first: u64, second: u64, total: u64) -> Self {
        Contingency {
            both: joint,
            first_only: first.saturating_sub(joint),
            second_only: second.saturating_sub(joint),
            neither: (total + joint).saturating_sub(first + second),
        }
    }

    /// Total number of tokens.
    pub fn total(&self) -> u64 {
        self.both + self.first_only + self.second_only + self.neither
    }

    /// Tokens with the first property, and those without.
    pub(super) fn rows(&self) -> (u64, u64) {
        (self.both + self.first_only, self.second_only + self.neither)
    }

    /// Tokens with the second property, and those without.
    pub(super) fn columns(&self) -> (u64, u64) {
        (self.both + self.second_only, self.first_only + self.neither)
    }

    /// Expected number of tokens with both properties if the properties were independent.
    pub fn expected(&self) -> f64 {
        self.rows().0 as f64 * self.columns().0 as f64 / self.total().max(1) as f64
    }

    /// −1 if both properties occur together less often than expected, otherwise 1.
    pub fn sign(&self) -> f64 {
        if self.determinant() < 0 { -1.0 } else { 1.0 }
    }

    /// Signed log-likelihood ratio: G² = 2 Σ O ln(O / E) over all four cells (Dunning 1993), with
    /// [`Contingency::sign`]. Rayson and Garside (2000) omit the cells of the other tokens; quanteda's
    /// `textstat_keyness(measure = "lr", correction = "none")` uses all four, as here.
    ///
    /// 0 if a row or column is empty.
    pub fn log_likelihood(&self) -> f64 {
        if self.has_empty_side() {
            return 0.0;
        }
        let total = self.total() as f64;
        let excess = self.determinant() as f64 / total;
        let (rows, columns) = (self.rows(), self.columns());
        let cell = |observed: u64, row: u64, column: u64, excess: f64| {
            deviance(observed as f64, row as f64 * column as f64 / total, excess)
        };
        let sum = cell(self.both, rows.0, columns.0, excess)
            + cell(self.first_only, rows.0, columns.1, -excess)
            + cell(self.second_only, rows.1, columns.0, -excess)
            + cell(self.neither, rows.1, columns.1, excess);
        self.sign() * 2.0 * sum
    }

    /// Signed chi-squared: X² = N (ad − bc)² / (product of the four sums) (Pearson 1900), with
    /// [`Contingency::sign`]; 0 if a row or column is empty.
    pub fn chi_squared(&self) -> f64 {
        self.chi_squared_of(self.determinant().unsigned_abs() as f64)
    }

    /// Like [`Contingency::chi_squared`], with Yates's correction for continuity (1934): |ad − bc| minus N /
    /// 2, but not below 0.
    pub fn chi_squared_yates(&self) -> f64 {
        let corrected = self.determinant().unsigned_abs() as f64 - self.total() as f64 / 2.0;
        self.chi_squared_of(corrected.max(0.0))
    }

    fn chi_squared_of(&self, difference: f64) -> f64 {
        if self.has_empty_side() {
            return 0.0;
        }
        let (rows, columns) = (self.rows(), self.columns());
        let by_rows = difference / rows.0 as f64 / rows.1 as f64;
        let by_columns = difference / columns.0 as f64 / columns.1 as f64;
        self.sign() * by_rows * by_columns * self.total() as f64
    }

    pub(super) fn has_empty_side(&self) -> bool {
        let (rows, columns) = (self.rows(), self.columns());
        [rows.0, rows.1, columns.0, columns.1].contains(&0)
    }

    /// ad − bc.
    fn determinant(&self) -> i128 {
        i128::from(self.both) * i128::from(self.neither)
            - i128::from(self.first_only) * i128::from(self.second_only)
    }
}

/// Probability that chi-squared with one degree of freedom, or G², is at least as far from 0 as `statistic`:
/// erfc(√(|x| / 2)).
pub fn chi_squared_p(statistic: f64) -> f64 {
    libm::erfc(libm::sqrt(statistic.abs() / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_side_says_nothing() {
        for table in [
            Contingency::default(),
            Contingency::of_parts(0, 10, 0, 10),
            Contingency::of_parts(3, 10, 0, 0),
            Contingency::of_parts(10, 10, 5, 5),
        ] {
            assert_eq!(table.log_likelihood(), 0.0);
            assert_eq!(table.chi_squared(), 0.0);
            assert_eq!(table.chi_squared_yates(), 0.0);
        }
        assert_eq!(chi_squared_p(0.0), 1.0);
    }

    #[test]
    fn equal_rates_differ_by_nothing_however_large() {
        let table = Contingency::of_parts(3_000_000, 9_000_000_000, 1_000_000, 3_000_000_000);
        assert_eq!(table.log_likelihood(), 0.0);
        assert_eq!(table.chi_squared(), 0.0);
    }

    #[test]
    fn statistics_are_negative_where_the_term_is_rarer() {
        let (more, less) = (
            Contingency::of_parts(8, 100, 2, 100),
            Contingency::of_parts(2, 100, 8, 100),
        );
        assert!(more.log_likelihood() > 0.0);
        assert_eq!(more.log_likelihood(), -less.log_likelihood());
        assert_eq!(more.chi_squared(), -less.chi_squared());
        assert_eq!(more.chi_squared_yates(), -less.chi_squared_yates());
    }

    #[test]
    fn pairs_and_parts_fill_the_same_cells() {
        let of_pair = Contingency::of_pair(8, 15_828, 4_675, 14_307_668);
        assert_eq!(of_pair.total(), 14_307_668);
        assert_eq!(of_pair, Contingency::of_parts(8, 4_675, 15_820, 14_302_993));
    }
}
