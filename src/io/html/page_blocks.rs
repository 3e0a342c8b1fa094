//! The lines of text that a page shows, with the properties for classifying them.

use dom_query::{Document, NodeId, NodeRef};

use super::elements::{Element, add_totals};
use super::one_line;
use super::unlinked::{LONG, is_inline, letters};
use crate::io::site_blocks::{BlockDigest, digest};

/// A line of text: a paragraph, a list entry, a table row, or text between two line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Words separated by single spaces.
    pub text: String,
    /// Number of letters and digits.
    pub letters: usize,
    /// Number of those in links.
    pub linked: usize,
    /// Number of those in bold text.
    pub emphasised: usize,
    /// Names and classes of its element and of two elements around it.
    pub kind: String,
    /// True after a line break inside a paragraph, a table row or a list entry.
    pub is_close: bool,
    /// True for table rows and list entries.
    pub is_listed: bool,
    /// Its first node with letters, which it keeps when other parts of the page are removed.
    pub first: Option<NodeId>,
    /// Position of its element among the elements of the page.
    pub element: usize,
}

impl Block {
    /// True for text longer than a label, most of it outside links.
    pub(super) fn is_long(&self) -> bool {
        self.letters >= LONG && self.linked * 2 < self.letters
    }

    /// What identifies it among the blocks of its site.
    pub(super) fn digest(&self, host: &str) -> BlockDigest {
        digest(host, &self.kind, &self.text)
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

    /// Letters outside links of long text.
    pub(super) fn long_letters(&self) -> usize {
        if self.is_long() {
            self.letters - self.linked
        } else {
            0
        }
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

/// The blocks of a page and the elements around them.
#[derive(Debug, Default)]
pub(super) struct PageBlocks {
    pub blocks: Vec<Block>,
    /// Parents before their children; the first one is the page.
    pub elements: Vec<Element>,
}

impl PageBlocks {
    /// The blocks and elements of a page, with the totals of its elements.
    pub(super) fn of(document: &Document) -> Self {
        let mut page = page_blocks(document);
        add_totals(&mut page.elements, &page.blocks);
        page
    }

    /// Positions of the elements around a block, innermost first. The page itself is around itself, so there is
    /// no end.
    pub(super) fn positions_around(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |at: &usize| Some(self.elements[*at].parent.unwrap_or(*at));
        std::iter::successors(Some(self.blocks[at].element), parent)
    }

    /// The elements around a block, innermost first.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = &Element> {
        self.positions_around(at).map(|at| &self.elements[at])
    }
}

/// The next step in the traversal of the tree.
enum Step<'d> {
    Enter(NodeRef<'d>),
    Leave(NodeRef<'d>),
}

/// The blocks of a page in order.
pub(super) fn blocks(document: &Document) -> Vec<Block> {
    page_blocks(document).blocks
}

/// The blocks of a page in order, with the elements around them. Does not recurse, because pages may be deep.
fn page_blocks(document: &Document) -> PageBlocks {
    let mut writer = Writer::default();
    let body = document.select("body");
    let mut steps: Vec<Step<'_>> = body.nodes().iter().map(|node| Step::Enter(*node)).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) if node.is_text() => writer.push(&node),
            Step::Enter(node) if node.is_element() && !is_silent(&node) => {
                writer.enter(&node);
                steps.push(Step::Leave(node));
                steps.extend(node.children_it(true).map(Step::Enter));
            }
            Step::Enter(_) => {}
            Step::Leave(node) => writer.leave(&node),
        }
    }
    writer.end_line(false);
    writer.page
}

/// True for elements without visible text.
fn is_silent(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    matches!(name.as_ref(), "script" | "style" | "template" | "head")
}

#[derive(Default)]
struct Writer {
    page: PageBlocks,
    line: String,
    /// The first text of the line.
    first: Option<NodeId>,
    linked: usize,
    emphasised: usize,
    /// Number of open links.
    links: usize,
    /// Number of open emphasised elements.
    emphases: usize,
    /// Positions of the open block elements.
    open: Vec<usize>,
    is_close: bool,
}

impl Writer {
    fn push(&mut self, node: &NodeRef<'_>) {
        let text = node.text();
        let letters = letters(&text);
        if self.links > 0 {
            self.linked += letters;
        }
        if self.emphases > 0 {
            self.emphasised += letters;
        }
        if self.first.is_none() && letters > 0 {
            self.first = Some(node.id);
        }
        self.line.push_str(&text);
    }

    fn enter(&mut self, node: &NodeRef<'_>) {
        let name = node.node_name().unwrap_or_default();
        match name.as_ref() {
            "a" => self.links += usize::from(node.has_attr("href")),
            "b" | "strong" => self.emphases += 1,
            "br" => self.end_line(true),
            "td" | "th" if is_cell(node) => self.line.push(' '),
            name if is_inline(name) => {}
            name => {
                self.end_line(is_entry(name));
                let parent = self.open.last().copied();
                let element = Element::of(node, parent, &self.page.elements);
                self.open.push(self.page.elements.len());
                self.page.elements.push(element);
            }
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let name = node.node_name().unwrap_or_default();
        match name.as_ref() {
            "a" => self.links -= usize::from(node.has_attr("href")),
            "b" | "strong" => self.emphases -= 1,
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
        let emphasised = std::mem::take(&mut self.emphasised);
        let first = self.first.take();
        self.line.clear();
        if text.is_empty() {
            self.is_close &= is_close;
            return;
        }
        let elements = &self.page.elements;
        let around = self.open.iter().rev().map(|at| elements[*at].look.as_str());
        let kind: Vec<_> = around.clone().take(3).collect();
        let is_listed = around.take(2).any(|look| {
            ["li.", "tr.", "dt.", "dd."]
                .iter()
                .any(|name| look.starts_with(name))
        });
        self.page.blocks.push(Block {
            letters: letters(&text),
            linked,
            emphasised,
            kind: kind.join(" "),
            is_close: self.is_close,
            is_listed,
            first,
            element: self.open.last().copied().unwrap_or_default(),
            text,
        });
        self.is_close = is_close;
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
