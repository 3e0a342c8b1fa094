//! A line and its shape.

use memchr::{memchr, memchr2, memchr3};

/// Most words of a title.
const TITLE_WORDS: usize = 20;

/// Most words of an entry of a menu.
const LABEL_WORDS: usize = 4;

/// Signs that part the entries of a menu or the steps of a path on one line.
const PARTING: [char; 7] = ['|', '›', '»', '•', '·', '>', '/'];

/// What stands before the source of a picture.
const CREDITS: [&str; 12] = [
    "Photo:",
    "Photos:",
    "Picture:",
    "Image:",
    "Photograph:",
    "Credit:",
    "Foto:",
    "Photo :",
    "صورة:",
    "الصورة:",
    "تصوير:",
    "عدسة:",
];

/// One line of a text, without white space around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub text: &'t str,
    /// Where `text` starts in the whole text.
    pub start: usize,
    /// Its words, at most one more than titles have.
    words: usize,
    is_sentence: bool,
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|whole| {
        let start = at + (whole.len() - whole.trim_start().len());
        at += whole.len();
        let text = whole.trim();
        let start = if text.is_empty() {
            at - whole.len()
        } else {
            start
        };
        Line::new(text, start)
    });
    lines.collect()
}

/// True when `text` ends as sentences do, or has too many words for a title.
fn is_sentence(text: &str, words: usize) -> bool {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
    });
    let ends = end.ends_with(['.', '!', '?', '؟', '…', '۔']);
    let leads_on = end.ends_with([':', '،']);
    (ends && words > 1) || (leads_on && words > 3) || words > TITLE_WORDS
}

impl<'t> Line<'t> {
    /// A line of a text in which it starts at `start`; `text` has no white space around it.
    pub(super) fn new(text: &'t str, start: usize) -> Self {
        let words = text.split_whitespace().take(TITLE_WORDS + 1).count();
        Line {
            text,
            start,
            words,
            is_sentence: is_sentence(text, words),
        }
    }

    /// True when it ends as sentences do, or is too long for a title.
    pub(super) fn is_sentence(&self) -> bool {
        self.is_sentence
    }

    /// True when it may be a title or a caption: short, and no sentence.
    pub(super) fn is_title(&self) -> bool {
        !self.text.is_empty() && !self.is_sentence()
    }

    /// True when it may be an entry of a menu.
    pub(super) fn is_label(&self) -> bool {
        self.is_title() && self.words <= LABEL_WORDS
    }

    /// True when it ends as captions do: in a credit, or a few words in brackets.
    pub(super) fn ends_in_credit(&self) -> bool {
        let few = |text: &str| text.split_whitespace().count() <= LABEL_WORDS;
        let brackets = self.text.strip_suffix(')');
        let inside = brackets.and_then(|text| text.rsplit_once('('));
        let names: &[&str] = match memchr(b':', self.text.as_bytes()) {
            Some(_) => &CREDITS,
            None => &[],
        };
        let named = names.iter().filter_map(|name| self.text.rsplit_once(name));
        inside
            .into_iter()
            .chain(named)
            .any(|(_, credit)| few(credit))
    }

    /// True for several short entries on one line: a menu or a path.
    pub(super) fn is_trail(&self) -> bool {
        if !may_hold_parting(self.text.as_bytes()) {
            return false;
        }
        let entries: Vec<&str> = self.text.split(PARTING).map(str::trim).collect();
        let is_short = |entry: &&str| {
            entry.split_whitespace().count() <= LABEL_WORDS
                && entry.contains(|c: char| c.is_alphabetic())
        };
        // A path ends in the title, which is long.
        let is_path = self.text.contains(['›', '»', '>', '/'])
            && entries[..2.min(entries.len())].iter().all(is_short);
        let is_pair = entries.len() == 2
            && [" / ", " › ", " » "]
                .iter()
                .any(|sign| self.text.contains(sign));
        let is_list = entries.iter().all(is_short);
        (entries.len() >= 3 || (is_pair && is_list)) && !self.is_sentence() && (is_path || is_list)
    }
}

/// False for most lines without one of [`PARTING`], of which some are found by their first byte.
fn may_hold_parting(text: &[u8]) -> bool {
    memchr3(b'|', b'>', b'/', text).is_some() || memchr2(0xC2, 0xE2, text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line<'_> {
        Line::new(text, 0)
    }

    #[test]
    fn lines_know_their_place() {
        let text = " a \n\n\tb\r\nج";
        let found: Vec<_> = lines(text).iter().map(|l| (l.start, l.text)).collect();
        assert_eq!(found, [(1, "a"), (4, ""), (6, "b"), (9, "ج")]);
    }

    #[test]
    fn every_parting_sign_may_part() {
        for sign in PARTING {
            assert!(may_hold_parting(format!("قبل {sign} after").as_bytes()));
        }
        assert!(!may_hold_parting("قبل after".as_bytes()));
    }

    #[test]
    fn shapes() {
        assert!(line("قال الوزير إن الخطة نجحت.").is_sentence());
        assert!(line("He said: “The plan has worked.”").is_sentence());
        assert!(line(&"كلمة ".repeat(21)).is_sentence());
        assert!(line("انظر داخل سجن شديد الحراسة").is_title());
        assert!(line("CNN").is_label());
        assert!(line("الرئيسية » أخبار » محليات").is_trail());
        assert!(line("Home | News | Sport | Weather").is_trail());
        assert!(!line("Either this and/or that goes").is_trail());
        assert!(line("Home › News › A title that is as long as titles are").is_trail());
        assert!(!line("2024/06/11").is_trail());
        assert!(line("CYCLING / TOUR OF THE FELLS").is_trail());
        assert!(line("She crosses the line. Photo: Sport/K Isdal").ends_in_credit());
        assert!(!line("A photo: what it shows and what it does not show").ends_in_credit());
        assert!(line("رسالة بعد تنظيفها (متحف المرفأ)").ends_in_credit());
    }
}
