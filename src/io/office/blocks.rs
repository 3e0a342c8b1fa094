//! Text built block by block.

/// A text of blocks separated by blank lines; cells of a row are separated by tabs.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    text: String,
    /// Start of the current block or cell.
    start: usize,
    /// Number of open nested tables.
    tables: usize,
    /// The gap before the next word, if there is a word before it.
    gap: Gap,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    /// Paragraphs of one cell.
    Space,
    Cell,
    Row,
    Block,
}

impl Blocks {
    pub(super) fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let gap = std::mem::take(&mut self.gap);
        if gap != Gap::None && !self.text.is_empty() {
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Cell => "\t",
                Gap::Row => "\n",
                Gap::Block => "\n\n",
            });
        }
        if gap != Gap::None {
            self.start = self.text.len();
        }
        self.text.push_str(text);
    }

    /// A line break inside a paragraph: in a table a space, because rows are lines.
    pub(super) fn line_break(&mut self) {
        self.push(if self.tables > 0 { " " } else { "\n" });
    }

    /// A tab inside a paragraph: in a table a space, because tabs separate cells.
    pub(super) fn tab(&mut self) {
        self.push(if self.tables > 0 { " " } else { "\t" });
    }

    /// A space, unless there is white space before it.
    pub(super) fn collapsed_space(&mut self) {
        let before = self.text[self.start..].chars().next_back();
        if self.gap == Gap::None && before.is_some_and(|before| !before.is_whitespace()) {
            self.text.push(' ');
        }
    }

    /// The end or the start of a paragraph.
    pub(super) fn end_paragraph(&mut self) {
        self.widen(if self.tables > 0 {
            Gap::Space
        } else {
            Gap::Block
        });
    }

    pub(super) fn start_table(&mut self) {
        self.end_paragraph();
        self.tables += 1;
    }

    pub(super) fn end_cell(&mut self) {
        self.widen(if self.tables > 1 {
            Gap::Space
        } else {
            Gap::Cell
        });
    }

    pub(super) fn end_row(&mut self) {
        self.widen(if self.tables > 1 {
            Gap::Space
        } else {
            Gap::Row
        });
    }

    pub(super) fn end_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
        self.end_paragraph();
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    pub(super) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }
}
