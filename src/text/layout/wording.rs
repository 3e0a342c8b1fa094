//! How a line is written: marks, digits, capital letters. No words of any language.

use super::row::{Row, log, share};

/// Counts of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Wording {
    pub words: usize,
    /// Letters and digits.
    pub letters: usize,
    pub digits: usize,
    pub capitals: usize,
    /// Marks that end sentences.
    pub ends: usize,
    /// Commas and semicolons.
    pub commas: usize,
    /// Signs of menus and notices: `|`, `»`, `©`, `>`, `/`.
    pub signs: usize,
    pub quotes: usize,
    pub ends_sentence: bool,
    pub ends_colon: bool,
    pub ends_question: bool,
    /// Ends with three dots, as shortened texts do.
    pub ends_dots: bool,
    pub starts_lower: bool,
    pub starts_digit: bool,
    /// Starts with a dash or a bullet.
    pub starts_bullet: bool,
}

impl Wording {
    pub(crate) fn of(text: &str) -> Self {
        let mut found = Wording {
            words: text.split_whitespace().count(),
            ..Wording::default()
        };
        for letter in text.chars() {
            found.count(letter);
        }
        found.judge_ends(text);
        found
    }

    /// Adds the features that lines and blocks share.
    pub(crate) fn describe(&self, row: &mut Row) {
        let marks = self.letters + self.ends + self.commas + self.signs;
        row.add("digits", share(self.digits, self.letters));
        row.add("capitals", share(self.capitals, self.words));
        row.add("ends", log(self.ends));
        row.add("end_rate", share(self.ends, self.words));
        row.add("commas", share(self.commas, self.words));
        row.add("signs", share(self.signs, marks));
        row.add("quotes", share(self.quotes, self.words));
        row.flag("ends_sentence", self.ends_sentence);
        row.flag("ends_colon", self.ends_colon);
        row.flag("ends_question", self.ends_question);
        row.flag("ends_dots", self.ends_dots);
        row.flag("starts_lower", self.starts_lower);
        row.flag("starts_digit", self.starts_digit);
        row.flag("starts_bullet", self.starts_bullet);
    }

    fn count(&mut self, letter: char) {
        match letter {
            '.' | '!' | '?' | '؟' | '۔' | '…' | '。' | '！' | '？' => self.ends += 1,
            ',' | ';' | '،' | '؛' | '、' | '，' => self.commas += 1,
            '|' | '»' | '«' | '©' | '>' | '<' | '/' | '•' | '·' => self.signs += 1,
            '"' | '“' | '”' | '„' => self.quotes += 1,
            _ if letter.is_numeric() => {
                self.digits += 1;
                self.letters += 1;
            }
            _ if letter.is_alphabetic() => {
                self.capitals += usize::from(letter.is_uppercase());
                self.letters += 1;
            }
            _ => {}
        }
    }

    fn judge_ends(&mut self, text: &str) {
        let end = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']);
        self.ends_sentence = end.ends_with(['.', '!', '?', '؟', '…', '۔', '。', '！', '？']);
        self.ends_colon = end.ends_with([':', '：']);
        self.ends_question = end.ends_with(['?', '؟', '？']);
        self.ends_dots = end.ends_with('…') || end.ends_with("...");
        let first = text.chars().next().unwrap_or(' ');
        self.starts_lower = first.is_lowercase();
        self.starts_digit = first.is_numeric();
        self.starts_bullet = matches!(first, '-' | '–' | '—' | '•' | '*' | '·' | '▪' | '●');
    }
}
