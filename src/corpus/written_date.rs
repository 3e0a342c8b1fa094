//! A date as written in a record.

use std::fmt;

use jiff::Timestamp;
#[cfg(feature = "html")]
use jiff::civil::Time;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// When a document was written or published: an instant and the UTC offset of the record. The day as written
/// is the day that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDate {
    instant: Timestamp,
    offset: Offset,
}

impl WrittenDate {
    /// A day and time of day at an offset, UTC by default; `None` outside the years -9999 to 9999.
    pub fn new(at: DateTime, offset: Option<Offset>) -> Option<Self> {
        let offset = offset.unwrap_or(Offset::UTC);
        let instant = offset.to_timestamp(at).ok()?;
        Some(WrittenDate { instant, offset })
    }

    /// The instant, which orders dates with different offsets.
    pub fn instant(self) -> Timestamp {
        self.instant
    }

    /// The day, as it is written.
    pub fn day(self) -> Date {
        self.offset.to_datetime(self.instant).date()
    }
}

#[cfg(feature = "html")]
impl WrittenDate {
    /// The hour of an instant in UTC; `None` for a day without a time, and at other offsets.
    pub(crate) fn utc_hour(self) -> Option<i8> {
        let time = self.offset.to_datetime(self.instant).time();
        (self.offset == Offset::UTC && time != Time::midnight()).then(|| time.hour())
    }
}

impl From<Timestamp> for WrittenDate {
    /// The instant in UTC.
    fn from(instant: Timestamp) -> Self {
        WrittenDate {
            instant,
            offset: Offset::UTC,
        }
    }
}

impl fmt::Display for WrittenDate {
    /// ISO 8601, with the offset as written, or `Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.offset == Offset::UTC {
            return self.instant.fmt(f);
        }
        self.instant.display_with_offset(self.offset).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_that_is_written() {
        let at = jiff::civil::date(2024, 1, 1).at(0, 30, 0, 0);
        let date = WrittenDate::new(at, Some(jiff::tz::offset(3))).unwrap();
        assert_eq!(date.day(), jiff::civil::date(2024, 1, 1));
        assert_eq!(date.instant().to_string(), "2023-12-31T21:30:00Z");
        assert_eq!(date.to_string(), "2024-01-01T00:30:00+03:00");
        let date = WrittenDate::new(at, None).unwrap();
        assert_eq!(date.to_string(), "2024-01-01T00:30:00Z");
    }
}
