//! The flags of the days that a chart over time shows.

use jiff::civil::Date;

use crate::error::{Error, Result};
use crate::jobs::{DateRange, days_of};

#[derive(clap::Args, Debug)]
pub(super) struct DateRangeArguments {
    /// First day, month or year: 2024-03-15, 2024-03 or 2024
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<Date>,
    /// Last day, month or year, included
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<Date>,
}

impl DateRangeArguments {
    /// The range of days, which is not empty.
    pub(super) fn range(&self) -> Result<DateRange> {
        let range = DateRange {
            from: self.from,
            until: self.until,
        };
        range.check()?;
        Ok(range)
    }
}

fn first_day(text: &str) -> Result<Date, Error> {
    days_of(text).map(|(first, _)| first)
}

fn last_day(text: &str) -> Result<Date, Error> {
    days_of(text).map(|(_, last)| last)
}
