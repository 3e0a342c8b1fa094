//! Words in a date other than months: parts of the day, zones, calendars, days of the week.

use jiff::tz::Offset;

use super::months::Calendar;

/// Whether a word after a time of day means the afternoon.
pub(super) fn afternoon(word: &str) -> Option<bool> {
    match word {
        "am" | "a" | "ص" | "صباحا" | "صبح" | "ق" => Some(false),
        "pm" | "p" | "م" | "مساء" | "عصر" | "ب" => Some(true),
        _ => None,
    }
}

/// The offset of a named zone of RFC 2822 or central Europe.
pub(super) fn zone(word: &str) -> Option<Offset> {
    let hours = match word {
        "z" | "gmt" | "utc" | "غرينتش" | "غرينيتش" => 0,
        "cet" => 1,
        "cest" => 2,
        "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        _ => return None,
    };
    Some(jiff::tz::offset(hours))
}

/// The calendar named by a word after a year.
pub(super) fn calendar(word: &str) -> Option<Calendar> {
    match word {
        "ش" | "شمسي" | "خورشيدي" => Some(Calendar::Jalali),
        "ميلادي" => Some(Calendar::Gregorian),
        _ => None,
    }
}

/// Words in a date that do not change it: days of the week, particles, actions such as "published".
pub(super) const IGNORED: &[&str] = &[
    // Arabic
    "السبت",
    "الاحد",
    "الاثنين",
    "الثلاثاء",
    "الاربعاء",
    "الخميس",
    "الجمعه",
    "يوم",
    "في",
    "من",
    "بتاريخ",
    "تاريخ",
    "الساعه",
    "عام",
    "سنه",
    "شهر",
    "م",
    "نشر",
    "نشرت",
    "و",
    "بتوقيت",
    // Persian and Urdu
    "شنبه",
    "يكشنبه",
    "دوشنبه",
    "سهشنبه",
    "چهارشنبه",
    "پنجشنبه",
    "جمعه",
    "ماه",
    "سال",
    "ساعت",
    "ظ",
    "انتشار",
    "ء",
    "پير",
    "منگل",
    "بده",
    "جمعرات",
    "هفته",
    "اتوار",
    // English
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
    "at",
    "on",
    "of",
    "the",
    "t",
    "m",
    "published",
    "posted",
    // French
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "le",
    "a",
    "publie",
    "du",
    // German, Spanish, Italian, Portuguese
    "am",
    "den",
    "um",
    "uhr",
    "de",
    "del",
    "el",
    "il",
    "em",
    "يك",
    "دو",
    "سه",
    "چهار",
    "پنج",
];

/// Lower-case letters without marks, with one letter for similar letters of Arabic, Persian and Urdu.
pub(super) fn folded(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    letters.filter_map(folded_letter).collect()
}

fn folded_letter(letter: char) -> Option<char> {
    Some(match letter {
        // Vowel signs, tatweel, joiners and direction marks.
        '\u{64B}'..='\u{655}' | '\u{670}' | '\u{640}' | '\u{300}'..='\u{36F}' => return None,
        '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => return None,
        '\u{61C}' | '\u{FEFF}' => return None,
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ە' | 'ھ' => 'ه',
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ù' | 'ü' => 'u',
        'à' | 'â' | 'ä' | 'ã' => 'a',
        'ç' => 'c',
        'ş' => 's',
        'ı' => 'i',
        other => other,
    })
}
