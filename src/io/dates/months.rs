//! Names of months.

/// A calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Gregorian,
    /// Solar Hijri, used in Iran.
    Jalali,
}

/// A month of a calendar, from 1.
pub(super) type Month = (Calendar, i32);

/// Names of the Gregorian months, normalised by [`folded`](super::particles::folded): Arabic of the Mashriq,
/// of the Levant and of the Maghreb, Persian, Urdu, English, French.
const GREGORIAN: [&[&str]; 12] = [
    &[
        "يناير",
        "كانون الثاني",
        "كانون ثاني",
        "جانفي",
        "ژانويه",
        "جنوري",
        "january",
        "jan",
        "janvier",
        "janv",
    ],
    &[
        "فبراير",
        "شباط",
        "فيفري",
        "فوريه",
        "فروري",
        "february",
        "feb",
        "fevrier",
        "fevr",
        "fev",
    ],
    &["مارس", "اذار", "مارچ", "march", "mar", "mars"],
    &[
        "ابريل",
        "نيسان",
        "افريل",
        "اوريل",
        "اپريل",
        "april",
        "apr",
        "avril",
        "avr",
    ],
    &["مايو", "ايار", "ماي", "مه", "مي", "مئي", "may", "mai"],
    &[
        "يونيو",
        "يونيه",
        "حزيران",
        "جوان",
        "ژوئن",
        "جون",
        "june",
        "jun",
        "juin",
    ],
    &[
        "يوليو",
        "يوليه",
        "يوليوز",
        "تموز",
        "جويليه",
        "ژوئيه",
        "جولاي",
        "جولائي",
        "july",
        "jul",
        "juillet",
        "juil",
    ],
    &[
        "اغسطس",
        "اب",
        "اوت",
        "غشت",
        "اگوست",
        "اگست",
        "august",
        "aug",
        "aout",
    ],
    &[
        "سبتمبر",
        "ايلول",
        "شتنبر",
        "سپتامبر",
        "ستمبر",
        "september",
        "sept",
        "sep",
        "septembre",
    ],
    &[
        "اكتوبر",
        "تشرين الاول",
        "تشرين اول",
        "اكتبر",
        "october",
        "oct",
        "octobre",
    ],
    &[
        "نوفمبر",
        "تشرين الثاني",
        "تشرين ثاني",
        "نونبر",
        "نوامبر",
        "نومبر",
        "november",
        "nov",
        "novembre",
    ],
    &[
        "ديسمبر",
        "كانون الاول",
        "كانون اول",
        "دجنبر",
        "دسامبر",
        "دسمبر",
        "december",
        "dec",
        "decembre",
    ],
];

/// The same for the Solar Hijri months.
const JALALI: [&[&str]; 12] = [
    &["فروردين"],
    &["ارديبهشت"],
    &["خرداد"],
    &["تير"],
    &["مرداد", "امرداد"],
    &["شهريور"],
    &["مهر"],
    &["ابان"],
    &["اذر"],
    &["دي"],
    &["بهمن"],
    &["اسفند"],
];

/// The month with this name of one word, or of two separated by a space.
pub(super) fn month(name: &str) -> Option<Month> {
    let number = |months: &[&[&str]]| months.iter().position(|names| names.contains(&name));
    let of = |calendar, months| Some((calendar, number(months)? as i32 + 1));
    of(Calendar::Gregorian, &GREGORIAN).or_else(|| of(Calendar::Jalali, &JALALI))
}

#[cfg(test)]
mod tests {
    use super::super::particles::folded;
    use super::*;

    #[test]
    fn names_are_folded_and_belong_to_one_month() {
        let mut all: Vec<&str> = GREGORIAN
            .iter()
            .chain(&JALALI)
            .copied()
            .flatten()
            .copied()
            .collect();
        for name in &all {
            assert_eq!(folded(name), *name);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
