//! Numbers as text, with Latin digits.

/// The largest value in a chart; above it, an `f64` cannot represent every whole number.
pub(super) const LARGEST: f64 = 1e15;

/// Smaller numbers would need too many zeros after the decimal point.
const SMALLEST_PLAIN: f64 = 1e-6;

/// The number format of one chart or axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// With thousands separators and this many decimals.
    Plain(usize),
    /// As a power of ten.
    Scientific,
}

impl NumberFormat {
    /// The shortest format that distinguishes the values: all their decimals if there are few, otherwise
    /// about three digits of the largest.
    pub fn for_values(values: &[f64]) -> Self {
        let largest = values.iter().copied().fold(0.0, f64::max);
        if largest > 0.0 && largest < SMALLEST_PLAIN {
            return Self::Scientific;
        }
        // Zero has no logarithm.
        let magnitude = largest.max(1.0e-9).log10().floor();
        let limit = if magnitude < 3.0 {
            (2.0 - magnitude).clamp(1.0, 8.0) as usize
        } else {
            0
        };
        let exact = |&decimals: &usize| values.iter().all(|&value| is_exact(value, decimals));
        Self::Plain((0..limit).find(exact).unwrap_or(limit))
    }

    /// Formats a value below 1 with its first non-zero digit.
    fn first_digit(value: f64) -> String {
        if value < SMALLEST_PLAIN {
            return format!("{value:.0e}");
        }
        let decimals = (-value.log10().floor()) as usize;
        format!("{value:.decimals$}")
    }

    /// Formats a value with its sign, if it is not zero.
    pub fn format_signed(self, value: f64) -> String {
        let sign = match value {
            value if value < 0.0 => "−",
            value if value > 0.0 => "+",
            _ => "",
        };
        format!("{sign}{}", self.format(value.abs()))
    }

    /// Formats a value that is not negative; a value that would round to zero keeps a digit.
    pub fn format(self, value: f64) -> String {
        match self {
            Self::Plain(decimals) if value > 0.0 && value < 0.5 * 0.1_f64.powi(decimals as i32) => {
                Self::first_digit(value)
            }
            Self::Plain(decimals) => separate_thousands(&format!("{value:.decimals$}")),
            Self::Scientific if value == 0.0 => "0".to_owned(),
            Self::Scientific => format!("{value:.1e}"),
        }
    }
}

/// Formats a count with thousands separators.
pub(super) fn format_count(count: u64) -> String {
    separate_thousands(&count.to_string())
}

/// Formats a share between 0 and 1 as a percentage with one decimal.
pub(super) fn format_percent(share: f64) -> String {
    if share == 0.0 || share == 1.0 {
        return format!("{:.0}%", share * 100.0);
    }
    format!("{:.1}%", share * 100.0)
}

fn is_exact(value: f64, decimals: usize) -> bool {
    let scaled = value * 10f64.powi(decimals as i32);
    (scaled - scaled.round()).abs() <= 1e-9 * scaled.max(1.0)
}

fn separate_thousands(number: &str) -> String {
    let (whole, fraction) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut text = String::with_capacity(number.len() + whole.len() / 3);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        let plain = NumberFormat::Plain(0);
        for (value, text) in [(0.0, "0"), (999.0, "999"), (1842.0, "1,842")] {
            assert_eq!(plain.format(value), text);
        }
        assert_eq!(plain.format(LARGEST), "1,000,000,000,000,000");
        assert_eq!(NumberFormat::Plain(2).format(1234.5), "1,234.50");
        assert_eq!(format_count(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn decimals_are_sensible() {
        let decimals = NumberFormat::for_values;
        assert_eq!(decimals(&[1.0, 20.0, 0.0]), NumberFormat::Plain(0));
        assert_eq!(decimals(&[0.5, 0.25]), NumberFormat::Plain(2));
        assert_eq!(decimals(&[12.34567, 3.0]), NumberFormat::Plain(1));
        assert_eq!(decimals(&[0.012_345]), NumberFormat::Plain(4));
        assert_eq!(decimals(&[123_456.789]), NumberFormat::Plain(0));
        assert_eq!(decimals(&[0.0]), NumberFormat::Plain(0));
        assert_eq!(decimals(&[1e-300, 0.0]), NumberFormat::Scientific);
        assert_eq!(NumberFormat::Scientific.format(1.25e-300), "1.2e-300");
    }

    #[test]
    fn no_value_is_written_as_zero_but_zero() {
        let plain = NumberFormat::Plain(1);
        for (value, text) in [
            (0.0, "0.0"),
            (0.05, "0.1"),
            (0.049, "0.05"),
            (0.012, "0.01"),
            (0.000_34, "0.0003"),
            (3e-9, "3e-9"),
        ] {
            assert_eq!(plain.format(value), text);
        }
        assert_eq!(plain.format_signed(-0.012), "−0.01");
    }

    #[test]
    fn percentages_have_one_decimal_unless_whole() {
        assert_eq!(format_percent(0.0), "0%");
        assert_eq!(format_percent(0.865_55), "86.6%");
        assert_eq!(format_percent(1.0), "100%");
    }
}
