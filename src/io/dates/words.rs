//! Dates in words, and dates of numbers with separators.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::Unread;
use super::day_order::DayOrder;
use super::jalali::to_gregorian;
use super::months::{Calendar, Month, month};
use super::particles::{IGNORED, afternoon, calendar, folded, zone};
use super::tokens::{Token, tokens};
use crate::corpus::WrittenDate;

/// Years that are taken as Jalali by their number alone. From 1430 on (2051), a number is more likely a year
/// of the lunar calendar, of 2009 and later.
pub(super) const JALALI_YEARS: std::ops::Range<i32> = 1300..1430;
/// Years of the lunar calendar, which is not supported: its days depend on the moon.
pub(super) const LUNAR_YEARS: std::ops::Range<i32> = 1430..1500;

/// The date in `text`, which has Latin digits; the whole text must be the date.
pub(super) fn read(text: &str, order: DayOrder) -> Result<WrittenDate, Unread> {
    let tokens = tokens(&folded(text)).ok_or(Unread::Unknown)?;
    let mut found = Found::default();
    let mut at = 0;
    while at < tokens.len() {
        at += found.take(&tokens[at..]).ok_or(Unread::Unknown)?;
    }
    let date = found.date(order)?;
    let time = found.time().ok_or(Unread::Unknown)?;
    WrittenDate::new(DateTime::from_parts(date, time), found.offset).ok_or(Unread::Unknown)
}

/// A day given by three numbers; the first or the last is the year.
///
/// If the year is last and the order is unknown, day and month can be distinguished only if one of them is more
/// than 12 or they are equal.
fn of_numbers([first, second, third]: [(i32, usize); 3], order: DayOrder) -> Result<Date, Unread> {
    let is_short = |(_, digits): (i32, usize)| digits <= 2;
    let (year, month, day) = match (first.1, third.1) {
        (4, _) if is_short(second) && is_short(third) => (first.0, second.0, third.0),
        (_, 4) if is_short(first) && is_short(second) => match (first.0, second.0) {
            (a, b) if a <= 12 && b <= 12 && a != b => match order {
                DayOrder::Unknown => return Err(Unread::Ambiguous),
                DayOrder::DayFirst => (third.0, b, a),
                DayOrder::MonthFirst => (third.0, a, b),
            },
            (day, month) if month <= 12 => (third.0, month, day),
            (month, day) => (third.0, month, day),
        },
        _ => return Err(Unread::Unknown),
    };
    numbered(year, month, day).ok_or(Unread::Unknown)
}

/// The day with these numbers; the year determines the calendar.
pub(super) fn numbered(year: i32, month: i32, day: i32) -> Option<Date> {
    match year {
        year if JALALI_YEARS.contains(&year) => to_gregorian(year, month, day),
        year if LUNAR_YEARS.contains(&year) => None,
        _ => gregorian(year, month, day),
    }
}

fn gregorian(year: i32, month: i32, day: i32) -> Option<Date> {
    let small = |number: i32| i8::try_from(number).ok();
    Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()
}

/// The parts of a date found so far.
#[derive(Default)]
struct Found {
    triple: Option<[(i32, usize); 3]>,
    month: Option<Month>,
    year: Option<i32>,
    day: Option<i32>,
    clock: Option<Time>,
    is_afternoon: Option<bool>,
    offset: Option<Offset>,
    /// The named calendar.
    calendar: Option<Calendar>,
    /// Whether the years are named as Hijri years, solar or lunar.
    is_of_hijra: bool,
    after_clock: bool,
}

impl Found {
    /// Reads the first tokens, and returns their number; `None` when they do not belong to one date.
    fn take(&mut self, tokens: &[Token]) -> Option<usize> {
        let after_clock = std::mem::take(&mut self.after_clock);
        match &tokens[0] {
            Token::Triple(numbers) => set(&mut self.triple, *numbers)?,
            Token::Number(year, 4) => set(&mut self.year, *year)?,
            Token::Number(day, 1 | 2) => set(&mut self.day, *day)?,
            Token::Number(..) => return None,
            Token::Clock(time) => {
                self.after_clock = true;
                set(&mut self.clock, *time)?;
            }
            Token::Offset(offset) => self.offset = Some(*offset),
            Token::Word(word) => {
                if let Some(Token::Word(second)) = tokens.get(1)
                    && let Some(found) = month(&format!("{word} {second}"))
                {
                    self.set_month(found)?;
                    return Some(2);
                }
                self.word(word, after_clock)?;
                // Time of a named place: the written day counts.
                if word == "بتوقيت" {
                    return Some(tokens.len());
                }
            }
        }
        Some(1)
    }

    fn word(&mut self, word: &str, after_clock: bool) -> Option<()> {
        if after_clock && let Some(afternoon) = afternoon(word) {
            // The letters of "p.m." and "ب.ظ" are separate tokens.
            self.is_afternoon = Some(afternoon);
        } else if let Some(found) = month(word) {
            self.set_month(found)?;
        } else if let Some(offset) = zone(word) {
            self.offset = self.offset.or(Some(offset));
        } else if let Some(calendar) = calendar(word) {
            set(&mut self.calendar, calendar)?;
        } else if matches!(word, "ه" | "هجري") {
            self.is_of_hijra = true;
        } else if !IGNORED.contains(&word) {
            return None;
        }
        Some(())
    }

    /// Two names of a month must mean the same month.
    fn set_month(&mut self, found: Month) -> Option<()> {
        (*self.month.get_or_insert(found) == found).then_some(())
    }

    fn date(&self, order: DayOrder) -> Result<Date, Unread> {
        let date = match (self.triple, self.month, self.year, self.day) {
            (Some(numbers), None, None, None) => {
                let is_jalali = numbers.iter().any(|(year, _)| JALALI_YEARS.contains(year));
                self.check_calendar(is_jalali, false)?;
                return of_numbers(numbers, order);
            }
            (None, Some((Calendar::Jalali, month)), Some(year), Some(day)) => {
                self.check_calendar(true, true)?;
                to_gregorian(year, month, day)
            }
            (None, Some((Calendar::Gregorian, month)), Some(year), Some(day)) => {
                self.check_calendar(false, true)?;
                gregorian(year, month, day)
            }
            _ => None,
        };
        date.ok_or(Unread::Unknown)
    }

    /// Rejects a date of another calendar than the named one; Hijri years are solar only if this is stated,
    /// or the month is a solar one.
    fn check_calendar(&self, is_jalali: bool, has_month: bool) -> Result<(), Unread> {
        let of = if is_jalali {
            Calendar::Jalali
        } else {
            Calendar::Gregorian
        };
        let is_solar = is_jalali && (has_month || self.calendar == Some(Calendar::Jalali));
        if self.calendar.is_some_and(|named| named != of) || (self.is_of_hijra && !is_solar) {
            return Err(Unread::Unknown);
        }
        Ok(())
    }

    /// Midnight if no time is given.
    fn time(&self) -> Option<Time> {
        let time = self.clock.unwrap_or(Time::midnight());
        let hour = match (self.is_afternoon, time.hour()) {
            (Some(true), hour @ 1..=11) => hour + 12,
            (Some(false), 12) => 0,
            (_, hour) => hour,
        };
        Time::new(hour, time.minute(), time.second(), 0).ok()
    }
}

/// Sets a value that is not known yet.
fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Result<String, Unread> {
        super::super::parse(text, None).map(|date| date.day().to_string())
    }

    #[test]
    fn dates_in_words_name_their_day() {
        for (text, expected) in [
            ("6 نوفمبر 2025", "2025-11-06"),
            ("الخميس 6 نوفمبر 2025 - 11:52 ص", "2025-11-06"),
            ("الخميس ٣٠ كانون الثاني / يناير ٢٠٢٥", "2025-01-30"),
            ("تشرين الأول 7, 2023", "2023-10-07"),
            ("15 كانون الأوّل 2023", "2023-12-15"),
            ("1 آذار 2024", "2024-03-01"),
            ("4 آب 2020م", "2020-08-04"),
            ("20 جانفي 2024", "2024-01-20"),
            ("5 جويلية 1962", "1962-07-05"),
            ("20 غشت 1953", "1953-08-20"),
            ("30 يونيه 2013", "2013-06-30"),
            ("١٤ فبراير ٢٠٠٥ بتوقيت بيروت", "2005-02-14"),
            ("۱ فروردین ۱۴۰۳", "2024-03-20"),
            ("پنج‌شنبه ۱۲ اردیبهشت ۱۴۰۳ - ۱۰:۳۰", "2024-05-01"),
            ("۲۲ بهمن ماه ۱۳۵۷", "1979-02-11"),
            ("۹ دی ۱۳۸۸", "2009-12-30"),
            ("۱ آذر ۱۴۰۲ ه‍.ش", "2023-11-22"),
            ("۲ مه ۲۰۲۴", "2024-05-02"),
            ("۷ ژانویهٔ ۲۰۲۴", "2024-01-07"),
            ("۳۰ اوت ۲۰۲۱", "2021-08-30"),
            ("14 اگست 1947ء", "1947-08-14"),
            ("۲۳ مارچ ۱۹۴۰", "1940-03-23"),
            ("5 جولائی 1977", "1977-07-05"),
            ("January 3, 2025 at 9:30 am", "2025-01-03"),
            ("Sept. 1st, 1939", "1939-09-01"),
            ("3-May-2024", "2024-05-03"),
            ("le 3 août 2025 à 14h30", "2025-08-03"),
            ("1er février 2024", "2024-02-01"),
            ("14 Juil. 1789", "1789-07-14"),
        ] {
            assert_eq!(day(text), Ok(expected.into()), "{text}");
        }
    }

    #[test]
    fn numbers_name_their_day_where_one_order_fits() {
        for (text, expected) in [
            ("31/12/2024", "2024-12-31"),
            ("12/31/2024", "2024-12-31"),
            ("٣١/١٢/٢٠٢٤ ١٠:٣٠ م", "2024-12-31"),
            ("05.05.2024", "2024-05-05"),
            ("1403/05/12", "2024-08-02"),
            ("۱۴۰۳/۰۵/۱۲ ۱۰:۳۰", "2024-08-02"),
            ("1403-02-31", "2024-05-20"),
            ("1403-05-12T00:30:00+03:30", "2024-08-02"),
            ("14030512", "2024-08-02"),
            ("31/05/1403", "2024-08-21"),
        ] {
            assert_eq!(day(text), Ok(expected.into()), "{text}");
        }
        for text in [
            "03/04/2024",
            "٣/٤/٢٠٢٤",
            "03-04-2024 10:30",
            "3.4.2024",
            "03/04/1403",
        ] {
            assert_eq!(day(text), Err(Unread::Ambiguous), "{text}");
        }
    }

    #[test]
    fn what_is_no_single_day_is_not_read() {
        for text in [
            "May 2024",
            "3 May 24",
            "3 May 2024 4 May 2024",
            "3 May or June 2024",
            "31 نيسان 2024",
            "30 اسفند 1402",
            "12 مهر 2024",
            "1 رجب 1445 هـ",
            "1445/07/01",
            "1445-07-01",
            "1403/05/12 هـ",
            "2024/05/12 شمسی",
            "the 3rd of something 2024",
            "192.168.10.2024",
            "10:99 3 May 2024",
            "32/13/2024",
        ] {
            assert_eq!(day(text), Err(Unread::Unknown), "{text}");
        }
    }

    #[test]
    fn times_in_words_have_their_offsets() {
        let shown = |text| super::super::parse(text, None).map(|date| date.to_string());
        for (text, expected) in [
            ("3 May 2024 12:30 am +0300", "2024-05-03T00:30:00+03:00"),
            ("3 May 2024, 11:05 p.m. GMT", "2024-05-03T23:05:00Z"),
            ("۱۲ اردیبهشت ۱۴۰۳ ۰۱:۰۰ +03:30", "2024-05-01T01:00:00+03:30"),
            ("2024/5/3 00:10:09.5-05:00", "2024-05-03T00:10:09-05:00"),
        ] {
            assert_eq!(shown(text), Ok(expected.into()), "{text}");
        }
    }
}
