//! The amount of text in each element of a page, without links and labels.

use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashMap;

/// Minimum number of letters of a block, without links, for its text to be more than a label.
pub(super) const LONG: usize = 60;

/// Elements without visible text.
const SILENT: [&str; 6] = ["script", "style", "noscript", "template", "head", "iframe"];

/// Elements inside a line of text.
const INLINE: [&str; 30] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u", "wbr",
];

/// True for inline elements.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Number of letters of long unlinked text, by element.
#[derive(Debug, Default)]
pub(super) struct Unlinked {
    letters: FxHashMap<NodeId, usize>,
    all: usize,
}

impl Unlinked {
    /// Measures a page in one pass.
    pub(super) fn of(document: &Document) -> Self {
        let mut unlinked = Unlinked::default();
        unlinked.all = unlinked.measure(document.root());
        unlinked
    }

    /// Visits the tree without recursion, children before their parents.
    fn measure(&mut self, root: NodeRef<'_>) -> usize {
        // Letters of the line directly in a block or an inline element.
        let mut own: FxHashMap<NodeId, usize> = FxHashMap::default();
        for node in shown(root).iter().rev() {
            let name = node.node_name().unwrap_or_default();
            let texts = node.children_it(false).filter(NodeRef::is_text);
            let here = texts.map(|text| letters(&text.text())).sum::<usize>();
            let own_letters = here + own.get(&node.id).copied().unwrap_or_default();
            let parent = node.parent().map(|parent| parent.id);
            let inside = self.letters.get(&node.id).copied().unwrap_or_default();
            let (mut passed, mut line) = (inside, own_letters);
            if name.as_ref() == "a" && node.has_attr("href") {
                line = 0;
            }
            if !is_inline(&name) {
                passed += if line >= LONG { line } else { 0 };
                line = 0;
            }
            self.letters.insert(node.id, passed);
            if let Some(parent) = parent {
                *self.letters.entry(parent).or_default() += passed;
                *own.entry(parent).or_default() += line;
            }
        }
        self.of_node(&root)
    }

    /// Number of letters of long unlinked text in an element.
    pub(super) fn of_node(&self, node: &NodeRef<'_>) -> usize {
        self.letters.get(&node.id).copied().unwrap_or_default()
    }

    /// Number of letters of long unlinked text in the page.
    pub(super) fn all(&self) -> usize {
        self.all
    }

    /// An element's share of the page's long unlinked text, from 0 to 1.
    pub(super) fn share(&self, node: &NodeRef<'_>) -> f64 {
        self.of_node(node) as f64 / self.all.max(1) as f64
    }
}

/// The visible elements of a page, parents before their children.
fn shown(root: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let mut order = vec![root];
    let mut at = 0;
    while at < order.len() {
        let children = order[at].children_it(false).filter(NodeRef::is_element);
        order.extend(children.filter(|child| !is_silent(child)));
        at += 1;
    }
    order
}

fn is_silent(node: &NodeRef<'_>) -> bool {
    node.node_name()
        .is_some_and(|name| SILENT.contains(&name.as_ref()))
}

/// Number of letters and digits of a text.
pub(super) fn letters(text: &str) -> usize {
    let is_letter = |c: &char| match c.is_ascii() {
        true => c.is_ascii_alphanumeric(),
        false => c.is_alphanumeric(),
    };
    match text.is_ascii() {
        true => text.bytes().filter(u8::is_ascii_alphanumeric).count(),
        false => text.chars().filter(is_letter).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_labels_and_scripts_do_not_count() {
        let long = "word ".repeat(20);
        let page = format!(
            "<div id=a><p>{long}<p>label<p><a href=x>{long}</a></div>\
             <div id=b>{long}<b>{long}</b><br>{long}</div><script>{long}</script>"
        );
        let document = Document::from(page);
        let unlinked = Unlinked::of(&document);
        let share = |selector| unlinked.share(document.select(selector).nodes().first().unwrap());
        assert_eq!(unlinked.all, 320);
        assert_eq!((share("#a"), share("#b")), (0.25, 0.75));
    }
}
