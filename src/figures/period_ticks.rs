//! Ticks of a time axis: at the starts of weeks, months and years, in the language of the chart.

use jiff::civil::Date;

use super::captions::Language;
use crate::jobs::PeriodLength;

/// Names of the months, by language.
const ARABIC: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const ENGLISH: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const PERSIAN: [&str; 12] = [
    "ژانویه",
    "فوریه",
    "مارس",
    "آوریل",
    "مه",
    "ژوئن",
    "ژوئیه",
    "اوت",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
];
const URDU: [&str; 12] = [
    "جنوری",
    "فروری",
    "مارچ",
    "اپریل",
    "مئی",
    "جون",
    "جولائی",
    "اگست",
    "ستمبر",
    "اکتوبر",
    "نومبر",
    "دسمبر",
];

/// Years between ticks.
const YEARS: [i16; 8] = [1, 2, 5, 10, 20, 50, 100, 1_000];
/// Months between ticks within a year.
const MONTHS: [i8; 3] = [1, 3, 6];

/// What a tick names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

/// Ticks for the periods from `first` to `last`, as indices and names: sets from fine to coarse, of which a
/// chart uses the first that fits.
pub fn ticks(
    length: PeriodLength,
    (first, last): (i64, i64),
    language: Language,
) -> Vec<Vec<(usize, String)>> {
    let starts: Vec<Date> = (first..=last).map(|number| length.start(number)).collect();
    // A week belongs to the month and year that contain its Monday in their first seven days.
    let latest = if length == PeriodLength::Week { 7 } else { 1 };
    let opens_month = |date: &Date| date.day() <= latest;
    let mut sets: Vec<Vec<(usize, String)>> = Vec::new();
    let mut add = |unit: Unit, keeps: &dyn Fn(&Date) -> bool| {
        let kept = starts.iter().copied().enumerate();
        let kept: Vec<(usize, Date)> = kept.filter(|(_, date)| keeps(date)).collect();
        sets.push(named(&kept, unit, language));
    };
    match length {
        PeriodLength::Day => {
            add(Unit::Day, &|_| true);
            add(Unit::Day, &|date| {
                date.weekday() == jiff::civil::Weekday::Monday
            });
        }
        PeriodLength::Week => add(Unit::Day, &|_| true),
        PeriodLength::Month | PeriodLength::Year => {}
    }
    if length != PeriodLength::Year {
        for months in MONTHS {
            add(Unit::Month, &|date| {
                opens_month(date) && (date.month() - 1) % months == 0
            });
        }
    }
    for years in YEARS {
        add(Unit::Year, &|date| {
            opens_month(date) && date.month() == 1 && date.year() % years == 0
        });
    }
    sets.retain(|set| !set.is_empty());
    sets
}

/// The names of ticks; the first one of each year includes the year.
fn named(ticks: &[(usize, Date)], unit: Unit, language: Language) -> Vec<(usize, String)> {
    let mut year = None;
    let name = |&(index, date): &(usize, Date)| {
        let is_new = year.replace(date.year()) != Some(date.year());
        (index, name(date, unit, is_new, language))
    };
    ticks.iter().map(name).collect()
}

fn name(date: Date, unit: Unit, with_year: bool, language: Language) -> String {
    if unit == Unit::Year {
        return date.year().to_string();
    }
    let names = match language {
        Language::Arabic => ARABIC,
        Language::English => ENGLISH,
        Language::Persian => PERSIAN,
        Language::Urdu => URDU,
    };
    let month = names[date.month() as usize - 1];
    let day = match unit {
        Unit::Day => format!("{} ", date.day()),
        _ => String::new(),
    };
    let year = if with_year {
        format!(" {}", date.year())
    } else {
        String::new()
    };
    format!("{day}{month}{year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(length: PeriodLength, from: &str, to: &str) -> Vec<Vec<(usize, String)>> {
        let noon = |day: &str| format!("{day}T12:00:00Z").parse::<jiff::Timestamp>();
        let number = |day: &str| length.number(noon(day).unwrap().into());
        ticks(length, (number(from), number(to)), Language::English)
    }

    fn names(set: &[(usize, String)]) -> Vec<&str> {
        set.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn ticks_stand_at_starts() {
        let months = sets(PeriodLength::Month, "2023-11-05", "2024-04-01");
        assert_eq!(
            names(&months[0]),
            ["Nov 2023", "Dec", "Jan 2024", "Feb", "Mar", "Apr"]
        );
        assert_eq!(months[1], [(2, "Jan 2024".into()), (5, "Apr".into())]);
        assert_eq!(names(months.last().unwrap()), ["2024"]);
        let days = sets(PeriodLength::Day, "2024-02-28", "2024-03-05");
        assert_eq!(names(&days[0])[..3], ["28 Feb 2024", "29 Feb", "1 Mar"]);
        assert_eq!(days[1], [(5, "4 Mar 2024".into())]);
        assert_eq!(days[2], [(2, "Mar 2024".into())]);
        let weeks = sets(PeriodLength::Week, "2023-12-20", "2024-01-10");
        assert_eq!(
            names(&weeks[0]),
            ["18 Dec 2023", "25 Dec", "1 Jan 2024", "8 Jan"]
        );
        assert_eq!(weeks[1], [(2, "Jan 2024".into())]);
        let years = sets(PeriodLength::Year, "1998-01-01", "2003-01-01");
        assert_eq!(names(&years[1]), ["1998", "2000", "2002"]);
        assert_eq!(names(&years[2]), ["2000"]);
    }

    #[test]
    fn dates_are_in_the_language_of_the_chart() {
        let date = Date::constant(2024, 3, 5);
        for (language, expected) in [
            (Language::Arabic, "5 مارس 2024"),
            (Language::Persian, "5 مارس 2024"),
            (Language::Urdu, "5 مارچ 2024"),
            (Language::English, "5 Mar 2024"),
        ] {
            assert_eq!(name(date, Unit::Day, true, language), expected);
        }
    }
}
