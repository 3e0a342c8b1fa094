//! The lines of text that a page shows, with the properties for classifying them.

use dom_query::{Document, NodeRef};

use super::one_line;
use super::unlinked::{LONG, is_inline, letters};

/// A line of text: a paragraph, a list entry, a table row, or text between two line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Words separated by single spaces.
    pub text: String,
    /// Number of letters and digits.
    pub letters: usize,
    /// Number of those in links.
    pub linked: usize,
    /// Names and classes of its element and of two elements around it.
    pub kind: String,
    /// True after a line break inside a paragraph, a table row or a list entry.
    pub is_close: bool,
    /// True for table rows and list entries.
    pub is_listed: bool,
}

impl Block {
    /// True for text longer than a label, most of it outside links.
    pub(super) fn is_long(&self) -> bool {
        self.letters >= LONG && self.linked * 2 < self.letters
    }

    /// True for a heading of any level.
    pub(super) fn is_heading(&self) -> bool {
        let mut name = self.kind.bytes();
        name.next() == Some(b'h') && name.next().is_some_and(|level| level.is_ascii_digit())
    }

    /// True for long text that ends a sentence, with hardly any links.
    pub(super) fn is_paragraph(&self) -> bool {
        self.is_long() && self.is_sentence() && self.linked * 5 < self.letters
    }

    /// True for text that ends a sentence, most of it outside links.
    pub(super) fn is_sentence(&self) -> bool {
        let end = self
            .text
            .trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
        let ends = end.ends_with(['.', '!', '?', '؟', '…', '۔', ':', '؛']);
        ends && self.letters >= 15 && self.linked * 2 < self.letters
    }
}

/// The next step in the traversal of the tree.
enum Step<'d> {
    Enter(NodeRef<'d>),
    Leave(NodeRef<'d>),
}

/// The blocks of a page in order. Does not recurse, because pages may be deep.
pub(super) fn blocks(document: &Document) -> Vec<Block> {
    let mut writer = Writer::default();
    let body = document.select("body");
    let mut steps: Vec<Step<'_>> = body.nodes().iter().map(|node| Step::Enter(*node)).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) if node.is_text() => writer.push(&node.text()),
            Step::Enter(node) if node.is_element() => {
                writer.enter(&node);
                steps.push(Step::Leave(node));
                let children: Vec<_> = node.children_it(true).collect();
                steps.extend(children.into_iter().map(Step::Enter));
            }
            Step::Enter(_) => {}
            Step::Leave(node) => writer.leave(&node),
        }
    }
    writer.end_line(false);
    writer.blocks
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    line: String,
    linked: usize,
    /// Number of open links.
    links: usize,
    /// Appearances of the open blocks.
    open: Vec<String>,
    is_close: bool,
}

impl Writer {
    fn push(&mut self, text: &str) {
        if self.links > 0 {
            self.linked += letters(text);
        }
        self.line.push_str(text);
    }

    fn enter(&mut self, node: &NodeRef<'_>) {
        let name = node.node_name().unwrap_or_default();
        match name.as_ref() {
            "a" => self.links += usize::from(node.has_attr("href")),
            "br" => self.end_line(true),
            "td" | "th" if is_cell(node) => self.line.push(' '),
            name if is_inline(name) => {}
            name => {
                self.end_line(is_entry(name));
                self.open
                    .push(format!("{name}.{}", node.attr_or("class", "")));
            }
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let name = node.node_name().unwrap_or_default();
        match name.as_ref() {
            "a" => self.links -= usize::from(node.has_attr("href")),
            "td" | "th" if is_cell(node) => self.line.push(' '),
            name if is_inline(name) => {}
            name => {
                self.end_line(is_entry(name));
                self.open.pop();
            }
        }
    }

    /// Ends a line; `is_close` says whether the next one directly follows it.
    fn end_line(&mut self, is_close: bool) {
        let text = one_line(&self.line);
        let linked = std::mem::take(&mut self.linked);
        self.line.clear();
        if !text.is_empty() {
            let around = self.open.iter().rev();
            let kind: Vec<_> = around.clone().take(3).map(String::as_str).collect();
            let is_listed = around.take(2).any(|look| {
                ["li.", "tr.", "dt.", "dd."]
                    .iter()
                    .any(|name| look.starts_with(name))
            });
            self.blocks.push(Block {
                letters: letters(&text),
                linked,
                kind: kind.join(" "),
                is_close: self.is_close,
                is_listed,
                text,
            });
            self.is_close = is_close;
        } else {
            self.is_close &= is_close;
        }
    }
}

/// True for list entries and table rows.
fn is_entry(name: &str) -> bool {
    matches!(name, "li" | "tr" | "dt" | "dd")
}

/// True for a table cell with words, not parts of a page.
fn is_cell(cell: &NodeRef<'_>) -> bool {
    cell.descendants_it().all(|node| {
        !node.is_element()
            || node
                .node_name()
                .is_some_and(|name| is_inline(&name) && &*name != "br")
    })
}

/// Blocks as a text: paragraphs separated by blank lines.
pub(super) fn text_of<'b>(blocks: impl Iterator<Item = &'b Block>) -> String {
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            text.push_str(if block.is_close { "\n" } else { "\n\n" });
        }
        text.push_str(&block.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_element_parts_words() {
        for name in [
            "p",
            "div",
            "dt",
            "dd",
            "summary",
            "legend",
            "address",
            "header",
            "figcaption",
            "option",
            "li",
            "blockquote",
            "main",
            "hgroup",
            "details",
            "fieldset",
            "h6",
            "pre",
            "center",
        ] {
            let page = format!("one<{name}>two</{name}>three <b>fo</b>ur<br>five<hr>six");
            let blocks = blocks(&Document::from(page));
            let texts: Vec<_> = blocks.iter().map(|block| block.text.as_str()).collect();
            assert_eq!(texts, ["one", "two", "three four", "five", "six"], "{name}");
        }
        let page = "<table><tr><td>a</td><td>b</td></tr><tr><th>c<td><p>d</p></table>";
        let texts: Vec<_> = blocks(&Document::from(page));
        let texts: Vec<_> = texts.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["a b", "c", "d"]);
    }
}
