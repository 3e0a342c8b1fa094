//! Detects the script and language of a text.

use unicode_normalization::char::is_combining_mark;
use whatlang::{Lang, Script, detect, detect_script};

use super::arabic::{is_arabic, is_mark};

/// Bytes of a text that are examined.
const LOOKED_AT: usize = 4096;

/// Minimum number of letters for detecting the language.
const FEWEST_LETTERS: usize = 12;

/// One in this many letters must be specific to a language to identify it by letters alone.
const TELLING_SHARE: usize = 20;

/// Script and language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// English name of the script of most letters, such as `Arabic` or `Latin`.
    pub script: &'static str,
    /// ISO 639-3 code of the language, such as `ara`, `pes` (Persian), `urd`, `eng` or `fra`.
    pub code: &'static str,
    /// Whether the language is clearly distinguished from all other known ones (in Arabic script: Arabic,
    /// Persian and Urdu), by letter sequences or by letters of its own. For a short text the code is often a
    /// guess.
    pub confident: bool,
}

/// The language of the dominant script of `text`, from its first 4,096 bytes; `None` when that script has
/// fewer than 12 letters there.
///
/// ```
/// use tasnif::text::language;
///
/// let found = language("رفع البنك المركزي سعر الفائدة للمرة الثالثة هذا العام");
/// assert_eq!(found.map(|language| (language.script, language.code)), Some(("Arabic", "ara")));
/// assert_eq!(language("2024 – 12:30"), None);
/// ```
pub fn language(text: &str) -> Option<Language> {
    let looked_at = beginning(text);
    let words = words_of(detect_script(looked_at)?, looked_at);
    words
        .chars()
        .filter(|c| *c != ' ')
        .nth(FEWEST_LETTERS - 1)?;
    let info = detect(&words)?;
    let confident = match info.script() {
        Script::Arabic if has_foreign_letters(&words) => false,
        Script::Arabic => info.is_reliable() || by_letters(&words) == Some(info.lang()),
        _ => info.is_reliable(),
    };
    Some(Language {
        script: name_of(info.script()),
        code: info.lang().code(),
        confident,
    })
}

/// English name of the script of most letters of `text`, such as `Arabic` or `Latin`; `None` without letters.
pub fn script(text: &str) -> Option<&'static str> {
    detect_script(beginning(text)).map(name_of)
}

/// The static name of a script, from the list of all scripts.
fn name_of(script: Script) -> &'static str {
    let mut all = Script::all().iter();
    all.find(|&&one| one == script).map_or("", Script::name)
}

fn beginning(text: &str) -> &str {
    let mut ends = (0..=text.len().min(LOOKED_AT)).rev();
    let end = ends.find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

/// The letters of `text` in Arabic script, or those in all other scripts, with everything else as single
/// spaces; vowel marks, joiners and tatweel do not separate words.
fn words_of(script: Script, text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        let of_script = is_arabic(c) == (script == Script::Arabic);
        if (c.is_alphabetic() || is_combining_mark(c)) && of_script && !is_mark(c) {
            words.push(c);
        } else if !is_mark(c) && c != '\u{200C}' && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words
}

/// The language that the letters of a text in Arabic script indicate, if any.
fn by_letters(words: &str) -> Option<Lang> {
    let count = |letters: &str| words.chars().filter(|c| letters.contains(*c)).count();
    let enough = words.chars().filter(|c| *c != ' ').count() / TELLING_SHARE;
    let (urdu, persian, arabic) = (count("ٹڈڑںےہھۓ"), count("پچژگکی"), count("ةىيكأإ"));
    if urdu > enough {
        Some(Lang::Urd)
    } else if persian > enough && persian > arabic {
        Some(Lang::Pes)
    } else {
        (arabic > enough && arabic > persian).then_some(Lang::Ara)
    }
}

/// Whether letters of Kurdish, Pashto, Sindhi or Uyghur are more frequent than in occasional names.
fn has_foreign_letters(words: &str) -> bool {
    let foreign = |c: &char| "ێۆڵڕەټډړږښڼېګڄڃڊڏڳڱڻۇۈۋ".contains(*c);
    words.chars().filter(foreign).count() * TELLING_SHARE > words.chars().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Option<(&str, &str, bool)> {
        language(text).map(|found| (found.script, found.code, found.confident))
    }

    #[test]
    fn languages_of_arabic_script_are_told_apart() {
        for (text, code) in [
            (
                "رفع البنك المركزي سعر الفائدة للمرة الثالثة هذا العام",
                "ara",
            ),
            ("فاز الفريق بالمباراة النهائية", "ara"),
            ("رَفَعَ البَنْكُ المَرْكَزِيُّ سِعْرَ الفائِدَةِ لِلمَرَّةِ الثالِثَةِ", "ara"),
            ("وزیر امور خارجه ایران گفت که مذاکرات ادامه دارد", "pes"),
            ("من هر روز به مدرسه می‌روم و کتاب می‌خوانم", "pes"),
            ("تیم ملی فوتبال دیروز بازی را برد", "pes"),
            ("وزیراعظم نے کہا ہے کہ ملک میں مہنگائی کم ہوئی ہے", "urd"),
            ("پاکستان کی کرکٹ ٹیم نے میچ جیت لیا", "urd"),
        ] {
            assert_eq!(found(text), Some(("Arabic", code, true)), "{text}");
        }
        let from_an_arabic_keyboard = "وزير امور خارجه ايران گفت كه مذاكرات ادامه دارد";
        assert_eq!(found(from_an_arabic_keyboard).map(|f| f.1), Some("pes"));
        let kurdish = "سەرۆکی هەرێمی کوردستان لەگەڵ وەزیری دەرەوە کۆبووەوە";
        assert_eq!(found(kurdish).map(|f| f.2), Some(false));
    }

    #[test]
    fn other_scripts_and_mixed_texts_have_their_dominant_language() {
        let english = "The central bank raised its key interest rate again this year";
        assert_eq!(found(english), Some(("Latin", "eng", true)));
        let french = "La banque centrale a relevé son taux directeur pour la troisième fois";
        assert_eq!(found(french), Some(("Latin", "fra", true)));
        let arabic = "أعلنت شركة Google عن منتج جديد في مؤتمر San Francisco اليوم";
        assert_eq!(found(arabic), Some(("Arabic", "ara", true)));
        let english = "The company الشركة announced a new product today in the city of London";
        assert_eq!(found(english), Some(("Latin", "eng", true)));
    }

    #[test]
    fn texts_with_too_few_letters_have_none() {
        for text in [
            "",
            "123 456",
            "١٢٣ ٤٥٦ ٧٨٩ ١٢٣ ٤٥٦",
            "كتاب",
            "ok",
            "ــــــــــــــــــــــــ",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_beginning_is_looked_at() {
        // The cut is inside a letter.
        let text = format!(
            "x{}{}",
            "كتاب ".repeat(455),
            "The central bank ".repeat(9_000)
        );
        assert_eq!(found(&text).map(|f| f.0), Some("Arabic"));
        let long = "ش".repeat(10_000);
        assert_eq!(beginning(&format!("x{long}")).len(), 4_095);
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,60}") {
            let _ = language(&text);
        }
    }
}
