//! A line and its shape.

use memchr::{memchr, memchr2, memchr3};

/// Maximum number of words of a title.
const TITLE_WORDS: usize = 20;

/// Maximum number of words of a line that is not a paragraph.
const LINE_WORDS: usize = 25;

/// Maximum number of words of a menu entry.
const LABEL_WORDS: usize = 4;

/// Characters that separate the entries of a menu or the steps of a path on one line.
const PARTING: [char; 7] = ['|', '›', '»', '•', '·', '>', '/'];

/// Words before the source of a picture.
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

/// One line of a text, without surrounding white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub text: &'t str,
    /// Start of `text` in the whole text.
    pub start: usize,
    /// Number of its words, counted up to one more than the maximum for lines that are not paragraphs.
    words: usize,
    end: End,
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

/// Bytes in the lines of a text that are sentences.
pub(crate) fn sentence_bytes(text: &str) -> usize {
    let lines = text.lines().map(|line| Line::new(line.trim(), 0));
    let sentences = lines.filter(Line::is_sentence);
    sentences.map(|line| line.text.len()).sum()
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With a sentence-final mark.
    Sign,
    /// With a mark after which the sentence continues on the next line.
    LeadsOn,
    Open,
}

fn end(text: &str) -> End {
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
    });
    if text.ends_with(['.', '!', '?', '؟', '…', '۔']) {
        End::Sign
    } else if text.ends_with([':', '،']) {
        End::LeadsOn
    } else {
        End::Open
    }
}

impl<'t> Line<'t> {
    /// A line that starts at `start` of a text; `text` has no surrounding white space.
    pub(super) fn new(text: &'t str, start: usize) -> Self {
        let words = text.split_whitespace().take(LINE_WORDS + 1).count();
        Line {
            text,
            start,
            words,
            end: end(text),
        }
    }

    /// True when it has more words than lines that are not paragraphs.
    pub(super) fn is_paragraph(&self) -> bool {
        self.words > LINE_WORDS
    }

    /// True when it ends like a sentence, or is too long for a title.
    pub(super) fn is_sentence(&self) -> bool {
        match self.end {
            _ if self.words > TITLE_WORDS => true,
            End::Sign => self.words > 1,
            End::LeadsOn => self.words > 3,
            End::Open => false,
        }
    }

    /// True when it ends with a mark, whatever its length.
    pub(super) fn has_end(&self) -> bool {
        self.end != End::Open
    }

    /// True when more should follow, as after a colon.
    pub(super) fn leads_on(&self) -> bool {
        self.end == End::LeadsOn
    }

    /// True when it may be a title or a caption: short, and not a sentence.
    pub(super) fn is_title(&self) -> bool {
        !self.text.is_empty() && !self.is_sentence()
    }

    /// True when it may be a menu entry: no quotation, and no score.
    pub(super) fn is_label(&self) -> bool {
        let speaks = || self.text.contains(": ");
        self.is_title() && self.words <= LABEL_WORDS && !speaks() && !is_score(self.text)
    }

    /// True if it is only the address of a page.
    pub(super) fn is_address(&self) -> bool {
        self.words == 1 && (self.text.starts_with("https://") || self.text.starts_with("http://"))
    }

    /// True if it has only hashtags.
    pub(super) fn is_tags(&self) -> bool {
        let is_tag = |word: &str| word.len() > 1 && word.starts_with('#');
        self.text.starts_with('#') && self.text.split_whitespace().all(is_tag)
    }

    /// True when it ends like a caption: with a credit, or a few words in brackets.
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

    /// True for several short entries on one line: a menu or a path. Two entries may be a headline if the
    /// line is the first.
    pub(super) fn is_trail(&self, is_first: bool) -> bool {
        if !may_hold_parting(self.text.as_bytes()) {
            return false;
        }
        let entries = entries(self.text);
        let is_short = |entry: &&str| {
            entry.split_whitespace().count() <= LABEL_WORDS
                && entry.contains(|c: char| c.is_alphabetic())
        };
        // A path ends with the title, which is long.
        let is_path = self.text.contains(['›', '»', '>', '/'])
            && entries[..2.min(entries.len())].iter().all(is_short);
        let is_pair = !is_first
            && entries.len() == 2
            && [" / ", " › ", " » "]
                .iter()
                .any(|sign| self.text.contains(sign));
        let is_list = entries.iter().all(is_short);
        (entries.len() >= 3 || (is_pair && is_list)) && !self.is_sentence() && (is_path || is_list)
    }
}

/// `3-1` between two names.
fn is_score(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(char::is_numeric);
    let mut words = text.split_whitespace().skip(1);
    words.any(|word| {
        let goals = word.split_once(['-', '–', ':']);
        goals.is_some_and(|(one, other)| is_digits(one) && is_digits(other))
    })
}

/// The parts between separators. `>` and `/` separate only with a space next to them, and `>` not if it
/// closes a `<`.
fn entries(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let beside = |at: usize| bytes.get(at).is_none_or(|b| *b == b' ');
    let parts = |at: usize, sign: char| match sign {
        '>' if memchr(b'<', bytes).is_some() => false,
        '>' | '/' => beside(at + 1) || at.checked_sub(1).is_some_and(beside),
        _ => true,
    };
    let mut start = 0;
    let mut entries = Vec::new();
    for (at, sign) in text.match_indices(PARTING) {
        if parts(at, sign.chars().next().unwrap_or(' ')) {
            entries.push(text[start..at].trim());
            start = at + sign.len();
        }
    }
    entries.push(text[start..].trim());
    entries
}

/// False for most lines without one of [`PARTING`]; some of these characters are detected by their first
/// byte.
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
        assert!(line("https://news.example/x7Qm").is_address());
        assert!(line("#النفط #الرياض").is_tags() && !line("#النفط يرتفع").is_tags());
        assert!(!line("نصري: تمهلوا").is_label());
        assert!(!line("العروبة 3-2 الوحدة").is_label());
        assert!(line("الرئيسية » أخبار » محليات").is_trail(false));
        assert!(line("Home | News | Sport | Weather").is_trail(false));
        assert!(!line("Either this and/or that goes").is_trail(false));
        assert!(line("Home › News › A title that is as long as titles are").is_trail(false));
        assert!(!line("2024/06/11").is_trail(false));
        assert!(!line("UTILICORP <UCU> ACQUIRES DOMINION <D>").is_trail(false));
        assert!(!line("Qtly dividend 12-1/2 cts vs 12-1/2 cts").is_trail(false));
        assert!(!line("GAMES / Hosts win bronze").is_trail(true));
        assert!(line("CYCLING / TOUR OF THE FELLS").is_trail(false));
        assert!(line("She crosses the line. Photo: Sport/K Isdal").ends_in_credit());
        assert!(!line("A photo: what it shows and what it does not show").ends_in_credit());
        assert!(line("رسالة بعد تنظيفها (متحف المرفأ)").ends_in_credit());
    }
}
