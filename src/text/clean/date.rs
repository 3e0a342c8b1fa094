//! Lines with a date of publication.

use super::line::Line;

/// Maximum number of words of such a line.
const MOST_WORDS: usize = 12;

/// Maximum number of words besides a time of day.
const CLOCK_WORDS: usize = 6;

/// Prefixes of month names in Arabic (both naming systems), English, French and Persian; Arabic without hamza
/// on alef.
const MONTHS: [&str; 61] = [
    "يناير",
    "فبراير",
    "مارس",
    "ابريل",
    "مايو",
    "يونيو",
    "يوليو",
    "اغسطس",
    "سبتمبر",
    "اكتوبر",
    "نوفمبر",
    "ديسمبر",
    "كانون",
    "شباط",
    "اذار",
    "نيسان",
    "ايار",
    "حزيران",
    "تموز",
    "اب",
    "ايلول",
    "تشرين",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "ابان",
    "اذر",
    "دی",
    "بهمن",
    "اسفند",
    "جانفي",
    "فيفري",
    "افريل",
];

/// Maximum number of words besides a date: author, place and action.
const MOST_OTHERS: usize = 4;

/// The same if the date has a year.
const MOST_OTHERS_WITH_YEAR: usize = 6;

/// The same in the first line, which may be a headline.
const MOST_OTHERS_IN_FIRST: usize = 2;

/// True for a short line that is not a sentence and has a date or a time of day and little else.
pub(super) fn is_date_line(line: &Line<'_>, is_first: bool) -> bool {
    if line.is_sentence() || !has_digit(line.text) {
        return false;
    }
    let words = line
        .text
        .split(|c: char| c.is_whitespace() || matches!(c, '،' | '|' | '/'));
    let words: Vec<&str> = words
        .filter(|word| word.contains(char::is_alphanumeric))
        .take(MOST_WORDS + 1)
        .collect();
    if words.len() > MOST_WORDS {
        return false;
    }
    let with_slashes = || line.text.split_whitespace();
    let numeric = with_slashes().any(is_numeric_date);
    let clock = words.len() <= CLOCK_WORDS && words.iter().any(|word| is_clock(word));
    if !(numeric || clock || has_date(&words)) {
        return false;
    }
    let others = words.iter().filter(|word| !is_of_date(word)).count();
    let most = match () {
        () if is_first => MOST_OTHERS_IN_FIRST,
        () if numeric || words.iter().any(|word| digits(word) == Some(4)) => MOST_OTHERS_WITH_YEAR,
        () => MOST_OTHERS,
    };
    others <= most && !heads(line.text)
}

/// True for a date followed by a colon and more text, as in "June 2024: the longest heatwave".
fn heads(text: &str) -> bool {
    let Some((before, after)) = text.split_once(": ").or_else(|| text.split_once(" : ")) else {
        return false;
    };
    let mut words = before.split_whitespace();
    words.all(|word| is_of_date(&word)) && after.split_whitespace().count() > 1
}

/// A month next to a number; months of two words have `الثاني` or similar between.
fn has_date(words: &[&str]) -> bool {
    let words: Vec<&&str> = words
        .iter()
        .filter(|word| !matches!(**word, "الأول" | "الاول" | "الثاني" | "de"))
        .collect();
    let is_number = |at: usize| words.get(at).is_some_and(|word| day_or_year(word));
    (0..words.len()).any(|at| {
        let beside = is_number(at + 1) || (at > 0 && is_number(at - 1));
        // Two names for the same month.
        let second = || at > 1 && is_number(at - 2) && is_month(words[at - 1]);
        // Names are checked last, because it is slowest.
        (beside || second()) && is_month(words[at])
    })
}

/// `3`, `3rd`, `2025`.
fn day_or_year(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let ordinal = ["st", "nd", "rd", "th", "er"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    matches!(digits(ordinal.unwrap_or(word)), Some(1 | 2 | 4))
}

/// True for parts of a date: numbers, months, days of the week, times.
pub(super) fn is_of_date(word: &&str) -> bool {
    const DAYS: [&str; 40] = [
        "السبت",
        "الأحد",
        "الاحد",
        "الاثنين",
        "الإثنين",
        "الثلاثاء",
        "الأربعاء",
        "الاربعاء",
        "الخميس",
        "الجمعة",
        "الثاني",
        "الأول",
        "الاول",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "am",
        "pm",
        "gmt",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "ص",
        "م",
        "شنبه",
    ];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    day_or_year(word)
        || is_month(word)
        || is_clock(word)
        || is_numeric_date(word)
        || DAYS.contains(&bare)
        || DAYS.contains(&bare.to_lowercase().as_str())
}

/// Whether the line has a digit; every date has one.
fn has_digit(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(u8::is_ascii_digit)
        || bytes
            .windows(2)
            .any(|pair| matches!(pair, [0xD9, 0xA0..=0xA9] | [0xDB, 0xB0..=0xB9]))
}

/// `11:52`, `9:30`; more text may follow without a space.
fn is_clock(word: &str) -> bool {
    let Some((hours, rest)) = word.split_once([':', '٫']) else {
        return false;
    };
    let minutes: String = rest.chars().take(2).collect();
    let ends = !rest.chars().nth(2).is_some_and(char::is_numeric);
    let sixty = minutes.starts_with(['6', '7', '8', '9', '٦', '٧', '٨', '٩']);
    digits(hours).is_some_and(|n| n <= 2) && digits(&minutes) == Some(2) && !sixty && ends
}

/// `2025-04-02`, `12/9/2025`.
fn is_numeric_date(word: &str) -> bool {
    let mut parts = word.split(['/', '-', '.']);
    let mut lengths = [0; 3];
    for length in &mut lengths {
        match parts.next().and_then(digits) {
            Some(n) => *length = n,
            None => return false,
        }
    }
    let is_year = |n| n == 4;
    parts.next().is_none() && (is_year(lengths[0]) || is_year(lengths[2]))
}

fn is_month(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    if word.is_empty() {
        return false;
    }
    let word = word.to_lowercase().replace(['أ', 'إ', 'آ'], "ا");
    let is_latin = word.is_ascii();
    MONTHS.iter().any(|month| {
        let begins = is_latin && month.len() == 3 && word.starts_with(month) && word.len() <= 9;
        word == *month || (begins && is_english_month(&word))
    })
}

fn is_english_month(word: &str) -> bool {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    word == "sept" || NAMES.iter().any(|name| name.starts_with(word))
}

/// Number of digits of a word of digits, including Arabic digits.
fn digits(word: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹');
    let word = word.trim_matches(['(', ')', ',', '-']);
    (!word.is_empty() && word.chars().all(is_digit)).then(|| word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_date(text: &str) -> bool {
        is_date_line(&Line::new(text, 0), false)
    }

    #[test]
    fn dates_and_times_are_told_from_titles() {
        for date in [
            "الخميس 6 نوفمبر 2025 - 11:52 ص",
            "تم نشره في: الخميس ٣٠ كانون الثاني / يناير ٢٠٢٥",
            "11:11 عاجل",
            "2025-04-02",
            "12/9/2025, 10:03",
            "14 March 2025",
            "Jan. 3, 2025 at 9:30 am",
            "le 3 août 2025",
        ] {
            assert!(is_date(date), "{date}");
        }
        for title in [
            "انتخابات 2024 تغير خريطة البرلمان",
            "وصل الوفد يوم 6 نوفمبر إلى العاصمة.",
            "فاز الفريق 3-1 في المباراة",
            "The match ended 3-1",
            "Version 1.2.3 is out",
            "إسبانيا تقرر استئناف مباريات \"الليغا\" يوم 8 يونيو",
            "Oil prices rise 3 percent in March",
            "June 2024: the longest heatwave",
            "",
        ] {
            assert!(!is_date(title), "{title}");
        }
    }
}
