//! Text direction of charts and labels, and numbers that stay whole.

use unicode_bidi::{BidiClass, bidi_class};

use super::frame::Direction;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const LEFT_TO_RIGHT_MARK: char = '\u{200E}';
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';
const POP_ISOLATE: char = '\u{2069}';

/// Characters at the start and end of names.
const BEGINS_NAME: &str = "/\\~.@#+-_$*";
const ENDS_NAME: &str = "/\\+#_*";

/// Whether a chart is right to left.
pub(super) fn chart_is_rtl<'a>(
    direction: Direction,
    labels: impl Iterator<Item = &'a str>,
    title: &str,
) -> bool {
    match direction {
        Direction::Rtl => true,
        Direction::Ltr => false,
        Direction::Auto => {
            let letters = labels
                .map(Letters::count)
                .fold(Letters::default(), Letters::add);
            let letters = if letters.any() {
                letters
            } else {
                Letters::count(title)
            };
            letters.rtl > letters.ltr
        }
    }
}

/// A cleaned text with a fixed direction, independent of the chart's.
pub(super) fn marked(text: String, direction: Direction) -> String {
    match direction {
        Direction::Auto => text,
        Direction::Ltr => format!("{LEFT_TO_RIGHT_MARK}{text}"),
        Direction::Rtl => format!("{RIGHT_TO_LEFT_MARK}{text}"),
    }
}

/// A text prepared for the bidi algorithm, and whether it is right to left.
///
/// A text with letters of both directions has the direction of the chart. A text with letters of one
/// direction can only be read that way, and a text without letters is a number: the chart's direction must
/// not move the signs of either.
pub(super) fn prepare(text: &str, chart_rtl: bool) -> (String, bool) {
    let (text, chart_rtl) = match text.strip_prefix([LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK]) {
        Some(rest) => (rest, text.starts_with(RIGHT_TO_LEFT_MARK)),
        None => (text, chart_rtl),
    };
    let letters = Letters::count(text);
    let rtl = match (letters.rtl > 0, letters.ltr > 0) {
        (true, true) => chart_rtl,
        (has_rtl, _) => has_rtl,
    };
    if rtl {
        (isolate_signs(text), true)
    } else {
        (text.to_owned(), false)
    }
}

#[derive(Default)]
struct Letters {
    rtl: usize,
    ltr: usize,
}

impl Letters {
    fn count(text: &str) -> Self {
        let mut letters = Self::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            match bidi_class(c) {
                BidiClass::R | BidiClass::AL => letters.rtl += 1,
                BidiClass::L => letters.ltr += 1,
                _ => {}
            }
        }
        letters
    }

    fn add(self, other: Self) -> Self {
        Self {
            rtl: self.rtl + other.rtl,
            ltr: self.ltr + other.ltr,
        }
    }

    fn any(&self) -> bool {
        self.rtl + self.ltr > 0
    }
}

/// Puts each number after right-to-left letters between isolates, so that its sign and percent sign keep
/// their positions, and likewise each name such as C++ or /tmp/a.txt.
fn isolate_signs(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut isolated = String::with_capacity(text.len());
    // A number after Latin letters already has their direction, left to right.
    let mut after_latin = false;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let end = number_end(&chars, at).max(signed_name_end(&chars, at));
        if end > at && !after_latin {
            isolated.push(LEFT_TO_RIGHT_ISOLATE);
            isolated.extend(&chars[at..end]);
            isolated.push(POP_ISOLATE);
            at = end;
            continue;
        }
        match bidi_class(c) {
            BidiClass::L => after_latin = true,
            BidiClass::R | BidiClass::AL => after_latin = false,
            _ if ends_part(&chars, at) => after_latin = false,
            _ => {}
        }
        isolated.push(c);
        at += 1;
    }
    isolated
}

/// Whether the sign at `at` ends a part of a sentence, whatever precedes it.
pub(super) fn ends_part(chars: &[char], at: usize) -> bool {
    match chars[at] {
        '،' | '؛' => true,
        ',' | ';' | ':' => chars.get(at + 1).is_none_or(|next| next.is_whitespace()),
        _ => false,
    }
}

/// The end of the words of left-to-right letters that start at `start`, if they start or end with a sign that
/// is part of a name; otherwise `start`. In right-to-left text, the sign would move to the other side of the
/// name.
fn signed_name_end(chars: &[char], start: usize) -> usize {
    if start > 0 && chars[start - 1].is_alphanumeric() {
        return start;
    }
    let is_outside = |at: &usize| {
        let is_rtl = matches!(bidi_class(chars[*at]), BidiClass::R | BidiClass::AL);
        is_rtl || "()[]{}«»“”\"".contains(chars[*at]) || ends_part(chars, *at)
    };
    let end = (start..chars.len()).find(is_outside);
    let words = &chars[start..end.unwrap_or(chars.len())];
    let is_part = |c: &char| c.is_alphanumeric() || ENDS_NAME.contains(*c);
    let length = words.iter().rposition(is_part).map_or(0, |last| last + 1);
    let words = &words[..length];
    let begins = matches!(words, [first, next, ..]
        if BEGINS_NAME.contains(*first) && !next.is_whitespace());
    let ends = matches!(words, [.., before, last]
        if ENDS_NAME.contains(*last) && !before.is_whitespace());
    let is_name = words.iter().any(|&c| bidi_class(c) == BidiClass::L) && (begins || ends);
    if is_name { start + length } else { start }
}

/// The end of the number that starts at `start`; `start` itself if there is none.
pub(super) fn number_end(chars: &[char], start: usize) -> usize {
    let is_digit = |at: usize| {
        let digit = chars.get(at);
        digit.is_some_and(|c| matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹'))
    };
    let is_one_of = |at: usize, set: &str| chars.get(at).is_some_and(|&c| set.contains(c));
    if start > 0 && chars[start - 1].is_alphanumeric() {
        return start;
    }
    let mut at = start;
    at += usize::from(is_one_of(at, "+-−±٪"));
    at += usize::from(is_one_of(at, "$€£¥"));
    if !is_digit(at) {
        return start;
    }
    while is_digit(at) || (is_one_of(at, ".,:/٫٬") && is_digit(at + 1)) {
        at += 1;
    }
    at + usize::from(is_one_of(at, "%‰°"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_rtl(direction: Direction, labels: &[&str], title: &str) -> bool {
        chart_is_rtl(direction, labels.iter().copied(), title)
    }

    #[test]
    fn charts_follow_most_letters() {
        assert!(is_rtl(Direction::Auto, &["الاقتصاد", "GDP"], "Terms"));
        assert!(!is_rtl(Direction::Auto, &["economy", "نص"], "عنوان"));
        assert!(is_rtl(Direction::Auto, &["2024", "19"], "عنوان"));
        assert!(!is_rtl(Direction::Auto, &[], ""));
        assert!(is_rtl(Direction::Rtl, &["economy"], ""));
        assert!(!is_rtl(Direction::Ltr, &["نص"], ""));
    }

    #[test]
    fn signs_stay_with_their_numbers() {
        assert_eq!(
            isolate_signs("الميل −1.04 والدقة 87.4%"),
            "الميل \u{2066}−1.04\u{2069} والدقة \u{2066}87.4%\u{2069}"
        );
        assert_eq!(
            isolate_signs("بين 1,204,558."),
            "بين \u{2066}1,204,558\u{2069}."
        );
    }

    #[test]
    fn signs_stay_with_arabic_and_persian_digits() {
        for number in ["−١٫٠٤", "−۱٫۰۴"] {
            let text = format!("الميل {number} والدقة");
            let isolated = format!("الميل \u{2066}{number}\u{2069} والدقة");
            assert_eq!(isolate_signs(&text), isolated);
        }
    }

    #[test]
    fn numbers_within_latin_stay_as_they_are() {
        for text in ["لقاح COVID-19", "(N = 1,204)", "مجموعة G20", "نص بلا رقم"] {
            assert_eq!(isolate_signs(text), text);
        }
    }

    #[test]
    fn an_arabic_comma_ends_what_is_latin() {
        assert_eq!(
            isolate_signs("1,836 في articles، 31,378 في paragraphs"),
            "\u{2066}1,836\u{2069} في articles، \u{2066}31,378\u{2069} في paragraphs"
        );
    }

    #[test]
    fn signs_stay_with_their_names() {
        for (text, isolated) in [
            (
                "/tmp/ar-03.txt: الأرجحية +8.11",
                "\u{2066}/tmp/ar-03.txt\u{2069}: الأرجحية \u{2066}+8.11\u{2069}",
            ),
            (
                "لماذا «C++» وليس «.NET Core 8»؟",
                "لماذا «\u{2066}C++\u{2069}» وليس «\u{2066}.NET Core 8\u{2069}»؟",
            ),
        ] {
            assert_eq!(isolate_signs(text), isolated);
        }
        for text in [
            "مجموعة email@example.org.",
            "GDP (الناتج)",
            "لغة - Rust",
            "بحث/search",
        ] {
            assert_eq!(isolate_signs(text), text);
        }
    }

    #[test]
    fn texts_of_one_direction_keep_it() {
        assert!(!prepare("C++", true).1);
        assert!(!prepare("12.5%", true).1);
        assert!(prepare("نعم!", false).1);
        assert!(prepare("COVID-19 في 2024", true).1);
        assert!(!prepare("COVID-19 في 2024", false).1);
        let title = |direction| prepare(&marked("نص C".into(), direction), false);
        assert_eq!(title(Direction::Rtl), ("نص C".into(), true));
        assert_eq!(title(Direction::Ltr), ("نص C".into(), false));
    }
}
