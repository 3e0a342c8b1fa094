//! Which way charts and their texts run, and numbers that stay whole.

use unicode_bidi::{BidiClass, bidi_class};

use super::frame::Direction;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';

/// Whether a chart runs right to left.
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

/// A text made ready for the bidi algorithm, and whether it runs right to left.
///
/// A text with letters of both directions runs as the chart does. One with
/// letters of a single direction can only be read that way, and one without
/// letters is a number: neither may have its signs moved by the chart.
pub(super) fn prepare(text: &str, chart_rtl: bool) -> (String, bool) {
    let letters = Letters::count(text);
    let rtl = match (letters.rtl > 0, letters.ltr > 0) {
        (true, true) => chart_rtl,
        (has_rtl, _) => has_rtl,
    };
    if rtl {
        (isolate_numbers(text), true)
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

/// Puts each number that follows right-to-left letters between isolates, so
/// that its sign and its percent sign stay where they belong.
fn isolate_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut isolated = String::with_capacity(text.len());
    // A number after Latin letters already runs left to right with them.
    let mut after_latin = false;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let end = number_end(&chars, at);
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
            // What follows is another part of an Arabic sentence.
            _ if matches!(c, '،' | '؛') => after_latin = false,
            _ => {}
        }
        isolated.push(c);
        at += 1;
    }
    isolated
}

/// Where the number that starts at `start` ends; `start` itself if none does.
pub(super) fn number_end(chars: &[char], start: usize) -> usize {
    let is_digit = |at: usize| {
        let digit = chars.get(at);
        digit.is_some_and(|c| matches!(c, '0'..='9' | '٠'..='٩'))
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
            isolate_numbers("الميل −1.04 والدقة 87.4%"),
            "الميل \u{2066}−1.04\u{2069} والدقة \u{2066}87.4%\u{2069}"
        );
        assert_eq!(
            isolate_numbers("بين 1,204,558."),
            "بين \u{2066}1,204,558\u{2069}."
        );
    }

    #[test]
    fn numbers_within_latin_stay_as_they_are() {
        for text in ["لقاح COVID-19", "(N = 1,204)", "مجموعة G20", "نص بلا رقم"] {
            assert_eq!(isolate_numbers(text), text);
        }
    }

    #[test]
    fn an_arabic_comma_ends_what_is_latin() {
        assert_eq!(
            isolate_numbers("1,836 في articles، 31,378 في paragraphs"),
            "\u{2066}1,836\u{2069} في articles، \u{2066}31,378\u{2069} في paragraphs"
        );
    }

    #[test]
    fn texts_of_one_direction_keep_it() {
        assert!(!prepare("C++", true).1);
        assert!(!prepare("12.5%", true).1);
        assert!(prepare("نعم!", false).1);
        assert!(prepare("COVID-19 في 2024", true).1);
        assert!(!prepare("COVID-19 في 2024", false).1);
    }
}
