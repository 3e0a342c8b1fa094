//! A common format for the numbers of a table column.

use crate::report::number::thousands;

/// The number format of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberColumn {
    /// Whole numbers with grouped digits.
    Counts,
    /// Numbers with this many decimal places.
    Decimals(usize),
    /// Numbers in scientific notation.
    Powers,
    /// As the records format them, such as percentages.
    Given,
}

impl NumberColumn {
    /// The format for the cells of a column, given in the forms for people and for programs.
    pub(super) fn of<'c>(cells: impl Iterator<Item = (&'c str, &'c str)> + Clone) -> Self {
        let filled = cells.filter(|(shown, _)| !shown.is_empty());
        let mut numbers = filled
            .clone()
            .filter_map(|(_, value)| value.parse::<f64>().ok());
        if filled
            .clone()
            .all(|(shown, _)| shown.parse::<u64>().is_ok())
        {
            return NumberColumn::Counts;
        }
        if !filled
            .clone()
            .any(|(shown, _)| shown.parse::<f64>().is_ok())
        {
            return NumberColumn::Given;
        }
        let largest = numbers.try_fold(0.0, |most: f64, number| {
            number.is_finite().then(|| most.max(number.abs()))
        });
        match largest {
            None => NumberColumn::Given,
            Some(0.0) => NumberColumn::Decimals(0),
            Some(largest) if largest < 0.001 => NumberColumn::Powers,
            Some(largest) if largest <= 1.0 => NumberColumn::Decimals(4),
            Some(largest) if largest < 100.0 => NumberColumn::Decimals(2),
            Some(largest) if largest < 1_000.0 => NumberColumn::Decimals(1),
            Some(_) => NumberColumn::Decimals(0),
        }
    }

    /// A cell of the column.
    pub(super) fn write(self, shown: &str, value: &str) -> String {
        let number = value.parse::<f64>().ok().filter(|_| !shown.is_empty());
        match (self, number) {
            (NumberColumn::Counts, _) => shown.parse().map_or_else(|_| shown.to_owned(), thousands),
            // A number that is 0 because of underflow.
            (NumberColumn::Decimals(places), Some(_)) if shown.starts_with('<') => {
                decimals(f64::MIN_POSITIVE, places)
            }
            (NumberColumn::Decimals(places), Some(number)) => decimals(number, places),
            (NumberColumn::Powers, Some(0.0)) => "0".into(),
            (NumberColumn::Powers, Some(number)) => format!("{number:.1e}").replace("e-", "e−"),
            _ => shown.to_owned(),
        }
    }
}

/// A number with this many decimal places; a number other than 0 is not shown as 0.
fn decimals(number: f64, places: usize) -> String {
    let rounded = format!("{:.places$}", number.abs());
    let is_zero = !rounded.contains(|c: char| ('1'..='9').contains(&c));
    let (limit, number) = match (is_zero && number != 0.0, number < 0.0) {
        (false, _) => ("", number),
        (true, false) => ("< ", 0.1_f64.powi(places as i32)),
        (true, true) => ("> ", -0.1_f64.powi(places as i32)),
    };
    let rounded = format!("{:.places$}", number.abs());
    let (whole, rest) = rounded.split_at(rounded.find('.').unwrap_or(rounded.len()));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), thousands);
    let sign = if number < 0.0 { "−" } else { "" };
    format!("{limit}{sign}{whole}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[(&str, &str)]) -> Vec<String> {
        let format = NumberColumn::of(cells.iter().copied());
        let written = cells
            .iter()
            .map(|(shown, value)| format.write(shown, value));
        written.collect()
    }

    #[test]
    fn the_largest_number_of_a_column_decides_on_its_digits() {
        for (cells, expected) in [
            (
                &[("12345", "12345"), ("7", "7"), ("", "")][..],
                &["12,345", "7", ""][..],
            ),
            (
                &[
                    ("2380.5500", "2380.55"),
                    ("7.2500", "7.25"),
                    ("0.1000", "0.1"),
                ],
                &["2,381", "7", "< 1"],
            ),
            (
                &[("221.0400", "221.04"), ("5.0000", "5")],
                &["221.0", "5.0"],
            ),
            (
                &[("-84.2560", "-84.256"), ("0.0010", "0.001")],
                &["−84.26", "< 0.01"],
            ),
            (
                &[("-0.0010", "-0.001"), ("9.0000", "9")],
                &["> −0.01", "9.00"],
            ),
            (&[("1.0000", "1"), ("0.0000", "0")], &["1.0000", "0.0000"]),
            (&[("0.0000", "0"), ("0.0000", "0")], &["0", "0"]),
            (&[("1.25e-9", "1.25e-9"), ("0.0000", "0")], &["1.3e−9", "0"]),
            (
                &[("97.34 %", "0.9734"), ("1.00 %", "0.01")],
                &["97.34 %", "1.00 %"],
            ),
        ] {
            assert_eq!(column(cells), expected);
        }
    }

    #[test]
    fn p_values_that_are_too_small_to_tell_are_in_the_format_of_the_others() {
        let cells = [
            ("0.0470", "0.047"),
            ("1.00e-12", "1e-12"),
            ("< 1e-300", "0"),
        ];
        assert_eq!(column(&cells), ["0.0470", "< 0.0001", "< 0.0001"]);
    }
}
