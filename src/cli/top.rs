//! How many results are shown.

use std::str::FromStr;

/// A number of results, or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Top(pub Option<usize>);

impl FromStr for Top {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Top(None)),
            _ => match text.parse() {
                Ok(0) | Err(_) => Err(format!("\"{text}\" is neither a number from 1 nor all")),
                Ok(top) => Ok(Top(Some(top))),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_all() {
        assert_eq!("all".parse(), Ok(Top(None)));
        assert_eq!("3".parse(), Ok(Top(Some(3))));
        for wrong in ["0", "-1", "some"] {
            assert!(wrong.parse::<Top>().is_err(), "{wrong}");
        }
    }
}
