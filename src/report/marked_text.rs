//! A text with its words marked by their contributions to a label.

use std::ops::Range;

use anstyle::{Ansi256Color, Color, Style};

use crate::text::shown_lines;

/// Contributions of at least these shares of the largest one are marked weakly, clearly, strongly.
const STEPS: [f64; 3] = [0.1, 1.0 / 3.0, 2.0 / 3.0];

/// Backgrounds from weak to strong, from the 256 colours common to terminals: blue for the label and orange
/// against it, which most colour-blind people can distinguish.
const FOR: [u8; 3] = [195, 117, 39];
const AGAINST: [u8; 3] = [230, 222, 214];

/// Black, readable on all of them.
const INK: u8 = 16;

/// How words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    /// Coloured backgrounds.
    Colors,
    /// `[++word]` for the label, `[-word]` against it.
    Signs,
}

/// The strength of a word's contribution for a label (from 1 to 3) or against it (from −1 to −3).
fn step(contribution: f64, largest: f64) -> isize {
    let share = contribution.abs() / largest;
    let steps = STEPS.iter().filter(|&&least| share >= least).count() as isize;
    if contribution < 0.0 { -steps } else { steps }
}

impl Marking {
    /// Colours, or signs if colours are not available.
    pub fn new(in_color: bool) -> Self {
        if in_color {
            Marking::Colors
        } else {
            Marking::Signs
        }
    }

    /// `text` with `words` marked, given by their byte ranges, in order, and their contributions. Letters stay in
    /// logical order; control characters, which could control a terminal, are removed, as are direction marks.
    pub fn text(self, text: &str, words: &[(Range<usize>, f64)]) -> String {
        let sizes = words.iter().map(|(_, contribution)| contribution.abs());
        let largest = sizes.fold(0.0, f64::max);
        let mut marked = String::with_capacity(text.len() * 2);
        let mut from = 0;
        for (span, contribution) in words {
            push_shown(&mut marked, &text[from..span.start]);
            let shown = &text[span.clone()];
            match step(*contribution, largest) {
                0 => push_shown(&mut marked, shown),
                step => self.push_word(&mut marked, shown, step),
            }
            from = span.end;
        }
        push_shown(&mut marked, &text[from..]);
        marked
    }

    /// The name of a label in the colour of the words that support it, or of those against it.
    pub fn label(self, label: &str, speaks_for: bool) -> String {
        let mut marked = String::new();
        match self {
            Marking::Colors => self.push_word(&mut marked, label, if speaks_for { 3 } else { -3 }),
            Marking::Signs => push_shown(&mut marked, label),
        }
        marked
    }

    fn push_word(self, marked: &mut String, word: &str, step: isize) {
        let (open, close) = self.around(step);
        marked.push_str(&open);
        push_shown(marked, word);
        marked.push_str(&close);
    }

    fn around(self, step: isize) -> (String, String) {
        let strength = step.unsigned_abs();
        let colors = if step > 0 { FOR } else { AGAINST };
        match self {
            Marking::Colors => {
                let style = Style::new()
                    .fg_color(Some(Color::Ansi256(Ansi256Color(INK))))
                    .bg_color(Some(Color::Ansi256(Ansi256Color(colors[strength - 1]))));
                (style.render().to_string(), style.render_reset().to_string())
            }
            Marking::Signs => {
                let sign = if step > 0 { "+" } else { "-" };
                (format!("[{}", sign.repeat(strength)), "]".into())
            }
        }
    }
}

fn push_shown(marked: &mut String, text: &str) {
    marked.push_str(&shown_lines(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "فاز\u{1b} الفريق، but prices";

    fn words() -> Vec<(Range<usize>, f64)> {
        let words = [
            ("فاز", 0.9),
            ("الفريق", 0.5),
            ("but", 0.01),
            ("prices", -0.2),
        ];
        let words = words.map(|(word, contribution)| {
            let start = TEXT.find(word).unwrap();
            (start..start + word.len(), contribution)
        });
        words.to_vec()
    }

    #[test]
    fn signs_say_how_strongly_words_speak() {
        let marked = Marking::Signs.text(TEXT, &words());
        assert_eq!(marked, "[+++فاز] [++الفريق]، but [-prices]");
    }

    #[test]
    fn colours_stand_around_words_and_change_no_letter() {
        let marked = Marking::Colors.text(TEXT, &words());
        let plain = anstream::adapter::strip_str(&marked).to_string();
        assert_eq!(plain, TEXT.replace('\u{1b}', ""));
        assert!(marked.contains("\u{1b}[48;5;39mفاز\u{1b}[0m"), "{marked:?}");
        assert!(
            marked.contains("\u{1b}[48;5;230mprices\u{1b}[0m"),
            "{marked:?}"
        );
    }

    #[test]
    fn texts_without_contributions_stay_as_they_are() {
        assert_eq!(Marking::Signs.text("a\nb\u{7}", &[]), "a\nb");
        let mut words = words();
        words
            .iter_mut()
            .for_each(|(_, contribution)| *contribution = 0.0);
        assert_eq!(
            Marking::Signs.text(TEXT, &words),
            TEXT.replace('\u{1b}', "")
        );
    }
}
