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
/// of the Levant and of the Maghreb, Persian, Urdu, English, French, German, Spanish,
/// Italian, Portuguese, Turkish, Dutch, Indonesian, Romanian.
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
        "januar",
        "janner",
        "jaenner",
        "enero",
        "gennaio",
        "janeiro",
        "ocak",
        "januari",
        "ianuarie",
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
        "februar",
        "feber",
        "febrero",
        "febbraio",
        "fevereiro",
        "subat",
        "februari",
        "februarie",
    ],
    &[
        "مارس", "اذار", "مارچ", "march", "mar", "mars", "marz", "maerz", "marzo", "marco", "mart",
        "maart", "maret", "martie",
    ],
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
        "abril",
        "aprile",
        "nisan",
        "aprilie",
    ],
    &[
        "مايو", "ايار", "ماي", "مه", "مي", "مئي", "may", "mai", "mayo", "maggio", "maio", "mayis",
        "mei",
    ],
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
        "juni",
        "junio",
        "giugno",
        "junho",
        "haziran",
        "iunie",
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
        "juli",
        "julio",
        "luglio",
        "julho",
        "temmuz",
        "iulie",
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
        "agosto",
        "agustos",
        "augustus",
        "agustus",
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
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "eylul",
        "septembrie",
    ],
    &[
        "اكتوبر",
        "تشرين الاول",
        "تشرين اول",
        "اكتبر",
        "october",
        "oct",
        "octobre",
        "oktober",
        "okt",
        "octubre",
        "ottobre",
        "outubro",
        "ekim",
        "octombrie",
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
        "noviembre",
        "novembro",
        "kasim",
        "noiembrie",
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
        "dezember",
        "dez",
        "diciembre",
        "dicembre",
        "dezembro",
        "aralik",
        "desember",
        "decembrie",
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
