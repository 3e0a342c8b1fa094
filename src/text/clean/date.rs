//! Lines that say when something was published.

use super::line::Line;

/// Most words of such a line.
const MOST_WORDS: usize = 12;

/// Most words beside a time of day.
const CLOCK_WORDS: usize = 6;

/// Beginnings of the names of months in Arabic (both ways of naming them), English, French and
/// Persian; Arabic without hamza on alef.
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

/// True for a short line, no sentence, with a date or a time of day.
pub(super) fn is_date_line(line: &Line<'_>) -> bool {
    let words = || {
        line.text
            .split(|c: char| c.is_whitespace() || c == '،' || c == '|')
    };
    let words = || words().filter(|word| !word.is_empty());
    if line.is_sentence() || !has_digit(line.text) || words().count() > MOST_WORDS {
        return false;
    }
    let has_number = || words().any(|word| digits(word).is_some());
    words().any(is_numeric_date)
        || (has_number() && words().any(is_month))
        || (words().count() <= CLOCK_WORDS && words().any(is_clock))
}

/// Whether a digit stands in the line, without which it says no date.
fn has_digit(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(u8::is_ascii_digit)
        || bytes
            .windows(2)
            .any(|pair| matches!(pair, [0xD9, 0xA0..=0xA9] | [0xDB, 0xB0..=0xB9]))
}

/// `11:52`, `9:30`; something may follow without a space.
fn is_clock(word: &str) -> bool {
    let Some((hours, rest)) = word.split_once([':', '٫']) else {
        return false;
    };
    let minutes: String = rest.chars().take(2).collect();
    let ends = !rest.chars().nth(2).is_some_and(char::is_numeric);
    digits(hours).is_some_and(|n| n <= 2) && digits(&minutes) == Some(2) && ends
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

/// Number of digits of a word of digits, Arabic ones too.
fn digits(word: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹');
    let word = word.trim_matches(['(', ')', ',', '-']);
    (!word.is_empty() && word.chars().all(is_digit)).then(|| word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_date(text: &str) -> bool {
        is_date_line(&Line::new(text, 0))
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
            "",
        ] {
            assert!(!is_date(title), "{title}");
        }
    }
}
