//! Sizes in bytes as flags name them.

use bytesize::ByteSize;

/// A size above 0, such as `200MB` or `4GiB`.
pub(super) fn size(text: &str) -> Result<ByteSize, String> {
    const EXPECTED: &str = "expected a number of bytes above 0, such as 500000, 200MB or 4GiB";
    match text.parse::<ByteSize>() {
        Ok(size) if size.as_u64() > 0 => Ok(size),
        _ => Err(EXPECTED.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_numbers_with_or_without_a_unit() {
        for (text, bytes) in [
            ("1", 1),
            ("200MB", 200_000_000),
            ("4GiB", 4 << 30),
            ("1.5 kB", 1500),
            ("2k", 2000),
        ] {
            assert_eq!(size(text).map(|size| size.as_u64()), Ok(bytes), "{text}");
        }
        for text in [
            "", "0", "0GB", "abc", "-5", "1e3", "5XB", "GB", "nan", "0.4",
        ] {
            let problem = size(text).unwrap_err();
            assert!(problem.contains("such as 500000, 200MB"), "{text}");
        }
    }
}
