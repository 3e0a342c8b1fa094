//! A cell of a table in a terminal.

use anstyle::Style;
use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthChar;

use crate::text::holds_right_to_left;

/// Characters that separate the order of letters inside a cell from that of its line (UAX #9, X5).
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// Joiners are letters of Persian spelling.
const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// The direction of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The direction of most letters; left to right on ties.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut balance = 0i64;
        for c in texts.into_iter().flat_map(str::chars) {
            balance += match bidi_class(c) {
                BidiClass::R | BidiClass::AL => 1,
                BidiClass::L => -1,
                _ => 0,
            };
        }
        if balance > 0 {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }
}

/// The side of a column where a cell is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A text prepared for a terminal.
#[derive(Debug)]
pub(super) struct Cell {
    text: String,
    /// Needed for right-to-left letters, or a right-to-left text with spaces and signs.
    isolate: Option<char>,
}

impl Cell {
    /// A part of a text with this `direction`.
    pub(super) fn new(text: &str, direction: Direction) -> Self {
        let text = printable(text);
        let isolate = match direction {
            Direction::RightToLeft => Some(RIGHT_TO_LEFT_ISOLATE),
            Direction::LeftToRight => holds_right_to_left(&text).then_some(LEFT_TO_RIGHT_ISOLATE),
        };
        Cell { text, isolate }
    }

    /// A name, which has its own direction.
    pub(super) fn name(name: &str) -> Self {
        let text = printable(name);
        let isolate = holds_right_to_left(&text).then_some(FIRST_STRONG_ISOLATE);
        Cell { text, isolate }
    }

    /// Number of terminal columns of the text: letter by letter, because terminals do not draw لا in one
    /// column.
    pub(super) fn width(&self) -> usize {
        self.text.chars().filter_map(char::width).sum()
    }

    /// The text on one side of a column of this width.
    pub(super) fn filled(&self, width: usize, side: Side, style: Style) -> String {
        let space = " ".repeat(width.saturating_sub(self.width()));
        let isolate = self.isolate.filter(|_| !self.text.is_empty());
        let (open, close) = match isolate {
            Some(open) => (String::from(open), String::from(POP_ISOLATE)),
            None => (String::new(), String::new()),
        };
        let text = format!("{style}{open}{}{close}{style:#}", self.text);
        match side {
            Side::Left => text + &space,
            Side::Right => space + &text,
        }
    }
}

/// `text` on one line, without characters that control a terminal or reorder or hide letters.
fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !printable.is_empty() && !printable.ends_with(' ') {
                printable.push(' ');
            }
        } else if is_printable(c) {
            printable.push(c);
        }
    }
    printable.truncate(printable.trim_end().len());
    printable
}

/// Control and format characters have no width and are neither marks nor letters.
fn is_printable(c: char) -> bool {
    c.width().is_some_and(|width| width > 0)
        || is_combining_mark(c)
        || c.is_alphabetic()
        || JOINERS.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_left_out() {
        let text = "\u{1b}[31m a\t\r\nb\u{200F}\u{202E}\u{0}\u{FEFF}\u{AD}c\u{2066} ";
        assert_eq!(printable(text), "[31m a bc");
        assert_eq!(
            printable("مِصر می\u{200C}روم e\u{301} 한"),
            "مِصر می\u{200C}روم e\u{301} 한"
        );
        assert_eq!(
            printable("\u{1112}\u{1161}\u{11AB}"),
            "\u{1112}\u{1161}\u{11AB}"
        );
    }

    #[test]
    fn columns_are_counted_as_terminals_do() {
        let width = |text| Cell::name(text).width();
        assert_eq!(width("مِصْر"), 3);
        assert_eq!(width("لا"), 2);
        assert_eq!(width("日本"), 4);
        assert_eq!(width("e\u{301}\u{7}"), 1);
    }

    #[test]
    fn cells_are_filled_outside_of_isolates() {
        let plain = Style::new();
        let filled = |text, direction, side| Cell::new(text, direction).filled(5, side, plain);
        use {Direction::*, Side::*};
        assert_eq!(filled("ab", LeftToRight, Left), "ab   ");
        assert_eq!(filled("ab", LeftToRight, Right), "   ab");
        assert_eq!(filled("مص", LeftToRight, Left), "\u{2066}مص\u{2069}   ");
        assert_eq!(filled("مص", RightToLeft, Right), "   \u{2067}مص\u{2069}");
        assert_eq!(filled("ab", RightToLeft, Right), "   \u{2067}ab\u{2069}");
        assert_eq!(filled(" ", RightToLeft, Right), "     ");
        let name = Cell::name("خبر").filled(2, Left, plain);
        assert_eq!(name, "\u{2068}خبر\u{2069}");
    }

    #[test]
    fn direction_is_that_of_most_letters() {
        assert_eq!(Direction::of(["زار WHO", "مصر"]), Direction::RightToLeft);
        assert_eq!(
            Direction::of(["The word مصر", "is"]),
            Direction::LeftToRight
        );
        assert_eq!(Direction::of(["12 %", ""]), Direction::LeftToRight);
    }
}
