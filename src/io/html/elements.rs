//! The block elements of a page: their purpose, and how much text of which kind they contain.

use dom_query::NodeRef;

use super::boilerplate_names::{Name, name_of};
use super::page_blocks::Block;

/// A block element that contains text.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// Position of the element around it.
    pub parent: Option<usize>,
    /// Number of block elements around it.
    pub depth: usize,
    /// Name and classes: elements with the same look serve the same purpose.
    pub look: String,
    /// What it or an element around it is, judged by name.
    pub purpose: Purpose,
    /// The text inside.
    pub totals: Totals,
}

/// What elements are for, judged by their tags and names; those of outer elements apply to inner ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Purpose {
    pub is_article: bool,
    pub is_main: bool,
    /// `nav`, `footer` and similar, by tag or role.
    pub is_border: bool,
    pub is_aside: bool,
    pub is_header: bool,
    pub is_form: bool,
    pub is_figure: bool,
    pub is_button: bool,
    pub is_hidden: bool,
    pub is_list: bool,
    pub is_table: bool,
    pub is_quotation: bool,
    /// The name means something else than the article.
    pub is_other: bool,
    /// The name often, but not always, means something else.
    pub is_ambiguous: bool,
    /// The name of the article's text.
    pub is_content: bool,
}

/// Amounts of text in an element.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub letters: usize,
    pub linked: usize,
    /// Letters of long blocks outside links.
    pub long: usize,
    pub blocks: usize,
    pub paragraphs: usize,
}

impl Element {
    /// An element with the `parent` at that position among `before`.
    pub(super) fn of(node: &NodeRef<'_>, parent: Option<usize>, before: &[Element]) -> Self {
        let around = parent.map(|at| &before[at]);
        let tag = node.node_name().unwrap_or_default();
        Element {
            parent,
            depth: around.map_or(0, |around| around.depth + 1),
            look: format!("{tag}.{}", node.attr_or("class", "")),
            purpose: around
                .map_or(Purpose::default(), |around| around.purpose)
                .within(&tag, node),
            totals: Totals::default(),
        }
    }

    /// The level of a heading, from 1 to 6.
    pub(super) fn level(&self) -> Option<u8> {
        let level = self.tag().strip_prefix('h')?;
        level.parse().ok()
    }

    /// The tag of the element.
    pub(super) fn tag(&self) -> &str {
        self.look.split('.').next().unwrap_or_default()
    }
}

impl Purpose {
    /// The purpose of an element inside one with this purpose.
    fn within(self, tag: &str, node: &NodeRef<'_>) -> Self {
        let role = node.attr("role");
        let role = role.as_deref().unwrap_or_default();
        let name = name_of(node);
        Purpose {
            is_article: self.is_article || tag == "article",
            is_main: self.is_main || tag == "main" || role == "main",
            is_border: self.is_border
                || matches!(tag, "nav" | "footer" | "menu" | "dialog")
                || matches!(role, "navigation" | "contentinfo" | "dialog" | "search"),
            is_aside: self.is_aside || tag == "aside" || role == "complementary",
            is_header: self.is_header || tag == "header" || role == "banner",
            is_form: self.is_form || matches!(tag, "form" | "select" | "textarea" | "fieldset"),
            is_figure: self.is_figure || matches!(tag, "figure" | "figcaption"),
            is_button: self.is_button || tag == "button",
            is_hidden: self.is_hidden || node.has_attr("hidden") || is_hidden(node),
            is_list: self.is_list || matches!(tag, "ul" | "ol" | "dl"),
            is_table: self.is_table || tag == "table",
            is_quotation: self.is_quotation || tag == "blockquote",
            is_other: self.is_other || name == Some(Name::Other),
            is_ambiguous: self.is_ambiguous || name == Some(Name::Ambiguous),
            is_content: self.is_content || name == Some(Name::Content),
        }
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let is_silent = |style: &str| {
        let style: String = style.chars().filter(|letter| *letter != ' ').collect();
        style.contains("display:none")
    };
    node.attr("aria-hidden").as_deref() == Some("true")
        || node.attr("style").is_some_and(|style| is_silent(&style))
}

/// Adds the text of the blocks to all elements around them.
pub(super) fn add_totals(elements: &mut [Element], blocks: &[Block]) {
    for block in blocks {
        if let Some(element) = elements.get_mut(block.element) {
            element.totals.add(Totals::of(block));
        }
    }
    for at in (0..elements.len()).rev() {
        let inside = elements[at].totals;
        if let Some(parent) = elements[at].parent {
            elements[parent].totals.add(inside);
        }
    }
}

impl Totals {
    fn of(block: &Block) -> Self {
        Totals {
            letters: block.letters,
            linked: block.linked,
            long: block.long_letters(),
            blocks: 1,
            paragraphs: usize::from(block.is_paragraph()),
        }
    }

    fn add(&mut self, other: Totals) {
        self.letters += other.letters;
        self.linked += other.linked;
        self.long += other.long;
        self.blocks += other.blocks;
        self.paragraphs += other.paragraphs;
    }
}
