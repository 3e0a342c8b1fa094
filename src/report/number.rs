//! Number formats for people.

/// `0.9734` as `97.34 %`.
pub fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

/// `1234567` as `1,234,567`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 document`, `2 documents`: a count with its noun, whose plural ends in s.
pub fn counted(count: u64, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", thousands(count))
}

/// A number with four decimal places.
pub fn decimals(number: f64) -> String {
    format!("{number:.4}")
}

/// A number with about four significant digits: `0.0712`, `84.26`, `2,381`.
pub fn significant(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 {
        return "0".into();
    }
    if size < 0.001 {
        return format!("{number:.1e}");
    }
    let places = match size {
        _ if size < 1.0 => 4,
        _ if size < 100.0 => 2,
        _ if size < 1000.0 => 1,
        _ => 0,
    };
    let rounded = format!("{size:.places$}");
    let (whole, rest) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), thousands);
    let sign = if number < 0.0 { "−" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_rounded() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(counted(1, "term"), "1 term");
        assert_eq!(counted(2_000, "term"), "2,000 terms");
        assert_eq!(percent(0.97341), "97.34 %");
        assert_eq!(decimals(0.123_456), "0.1235");
        let numbers = [
            0.0, 1e-9, 0.071_23, 0.999_99, 7.0, -84.256, 99.999, 245.68, 2_380.55,
        ];
        let shown = [
            "0", "1.0e-9", "0.0712", "1.0000", "7.00", "−84.26", "100.00", "245.7", "2,381",
        ];
        assert_eq!(numbers.map(significant), shown);
    }
}
