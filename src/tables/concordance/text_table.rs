//! Lines in the form for people: the keyword in its own column, with its contexts on both sides.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::cell::{Cell, Direction, Side};
use crate::stats::ConcordanceLine;

/// Names and keywords are padded to at most this many columns, so that a single long one does not move all
/// others.
const WIDEST_FILLED: usize = 40;

/// A line, its cells from the left of the screen to the right.
struct TextRow {
    direction: Direction,
    id: Cell,
    before: Cell,
    keyword: Cell,
    after: Cell,
}

impl TextRow {
    /// The text before the keyword is on its left in left-to-right text, and on its right in right-to-left
    /// text.
    fn new(line: &ConcordanceLine) -> Self {
        let direction = Direction::of([line.left(), line.keyword(), line.right()]);
        let (before, after) = match direction {
            Direction::LeftToRight => (line.left(), line.right()),
            Direction::RightToLeft => (line.right(), line.left()),
        };
        TextRow {
            direction,
            id: Cell::name(line.id()),
            before: Cell::new(before, direction),
            keyword: Cell::new(line.keyword(), direction),
            after: Cell::new(after, direction),
        }
    }
}

/// Widths of the cells of a table.
#[derive(Default)]
struct Widths {
    id: usize,
    before: usize,
    keyword: usize,
}

impl Widths {
    fn widen(&mut self, row: &TextRow) {
        self.id = self.id.max(row.id.width().min(WIDEST_FILLED));
        self.before = self.before.max(row.before.width());
        self.keyword = self.keyword.max(row.keyword.width().min(WIDEST_FILLED));
    }
}

/// Writes a table of `lines`; without lines, nothing.
///
/// Rows are built twice, once for their widths, because contexts may be huge.
pub(super) fn write_table(
    lines: &[ConcordanceLine],
    in_color: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let Some(header) = header(lines) else {
        return Ok(());
    };
    let mut widths = Widths::default();
    widths.widen(&header);
    lines
        .iter()
        .for_each(|line| widths.widen(&TextRow::new(line)));
    write_row(&header, &widths, Style::new(), out)?;
    let style = if in_color {
        AnsiColor::Red.on_default().bold()
    } else {
        Style::new()
    };
    for line in lines {
        write_row(&TextRow::new(line), &widths, style, out)?;
    }
    Ok(())
}

/// Names of the columns. If texts have both directions, a column contains the text before the keyword in some
/// lines and the text after it in others.
fn header(lines: &[ConcordanceLine]) -> Option<TextRow> {
    let mut directions = lines.iter().map(|line| TextRow::new(line).direction);
    let first = directions.next()?;
    let (before, after) = match first {
        _ if directions.any(|direction| direction != first) => ("context", "context"),
        Direction::LeftToRight => ("left", "right"),
        Direction::RightToLeft => ("right", "left"),
    };
    Some(TextRow {
        direction: first,
        id: Cell::name("id"),
        before: Cell::name(before),
        keyword: Cell::name("keyword"),
        after: Cell::name(after),
    })
}

fn write_row(row: &TextRow, widths: &Widths, style: Style, out: &mut impl Write) -> io::Result<()> {
    // The keyword is aligned towards the text that precedes it.
    let side = match row.direction {
        Direction::LeftToRight => Side::Left,
        Direction::RightToLeft => Side::Right,
    };
    let (id, before) = (widths.id, widths.before);
    let line = format!(
        " {}  {}  {}  {}",
        row.id.filled(id, Side::Left, Style::new()),
        row.before.filled(before, Side::Right, Style::new()),
        row.keyword.filled(widths.keyword, side, style),
        row.after.filled(0, Side::Left, Style::new()),
    );
    writeln!(out, "{}", line.trim_end())
}
