//! The order of day and month in numbers.

/// What comes first in numbers such as 03/04/2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::io) enum DayOrder {
    Unknown,
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// The order in texts of a language where the year is last: only the United States write the month first. A
    /// page in `en` may be from there.
    pub(in crate::io) fn of_language(language: Option<&str>) -> Self {
        let language = language.unwrap_or_default().to_ascii_lowercase();
        match language.replace('_', "-").as_str() {
            "" | "en" => DayOrder::Unknown,
            "en-us" => DayOrder::MonthFirst,
            _ => DayOrder::DayFirst,
        }
    }
}
