//! Short blocks of a page that are not sentences: captions, dates, buttons.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dom_query::{Document, Matcher, NodeId, Selection};

use super::unlinked::letters;

/// Minimum number of sentences on a page for its short blocks to be labels.
const ENOUGH_SENTENCES: usize = 3;

/// Maximum number of words of a caption or a label.
pub(super) const LABEL_WORDS: usize = 20;

/// Minimum number of sentences next to a short block, in elements of the same kind, that make it a paragraph
/// among paragraphs: an answer, a verse, a quotation.
const ENOUGH_BESIDE: usize = 2;

/// Minimum number of rows with at least two cells in a data table.
const ENOUGH_ROWS: usize = 2;

/// Selectors that are compared with every block, parsed once.
static PARAGRAPHS: LazyLock<Matcher> = LazyLock::new(|| matcher("p, div[class]"));
static WITH_BLOCKS: LazyLock<Matcher> =
    LazyLock::new(|| matcher(":has(p, div, td, ul, ol, table, blockquote, h1, h2, h3, h4)"));
static IN_LISTS: LazyLock<Matcher> =
    LazyLock::new(|| matcher("li p, li div, blockquote p, blockquote div"));

/// A selector of the program.
pub(super) fn matcher(selector: &str) -> Matcher {
    // The selectors are constants, and every page of the tests uses them.
    Matcher::new(selector).expect("a selector")
}

/// Removes blocks of few words that are not sentences: captions, dates, buttons. Headings, lists, data tables
/// and paragraphs among paragraphs are kept, as is the whole page if it does not consist of sentences, such
/// as a poem.
pub(super) fn take_out_labels(document: &Document) {
    let leaves: Vec<_> = leaves(document)
        .into_iter()
        .map(|block| {
            let text = block.text();
            (is_label(&text) && !heads_comments(&text), block)
        })
        .collect();
    let mut sentences: HashMap<Kind, usize> = HashMap::new();
    for (_, block) in leaves.iter().filter(|(is_label, _)| !is_label) {
        *sentences.entry(kind(block)).or_default() += 1;
    }
    if sentences.values().sum::<usize>() < ENOUGH_SENTENCES {
        return;
    }
    for (_, block) in leaves.iter().filter(|(is_label, _)| *is_label) {
        let beside = sentences.get(&kind(block)).copied().unwrap_or_default();
        if !block.is_matcher(&PARAGRAPHS) || beside < ENOUGH_BESIDE {
            block.remove();
        }
    }
}

/// Blocks without inner blocks, except those in lists, quotations and data tables.
fn leaves(document: &Document) -> Vec<Selection<'_>> {
    let blocks = document.select("body p, body div, body td, body center, body section");
    let data = cells_of_data(document);
    let is_of_data = |block: &Selection<'_>| {
        let node = block.nodes().first();
        node.is_some_and(|node| data.contains(&node.id))
    };
    blocks
        .iter()
        .filter(|block| !block.is_matcher(&WITH_BLOCKS))
        .filter(|block| !block.is_matcher(&IN_LISTS))
        .filter(|block| !is_of_data(block))
        .collect()
}

/// The cells of tables with data, not parts of a page: rows of several cells with words, mostly without
/// links.
fn cells_of_data(document: &Document) -> HashSet<NodeId> {
    let mut data = HashSet::new();
    let tables = document.select("body table:not(:has(table, div, form, h1, h2, ul, img))");
    for table in tables.iter() {
        let rows = table.select("tr");
        let has_cells = |row: &Selection<'_>| {
            let cells = row.select("td, th");
            let filled = cells.iter().filter(|cell| letters(&cell.text()) > 0);
            filled.count() > 1
        };
        let linked: usize = table
            .select("a[href]")
            .iter()
            .map(|link| letters(&link.text()))
            .sum();
        if rows.iter().filter(has_cells).count() >= ENOUGH_ROWS
            && linked * 2 < letters(&table.text())
        {
            let inside = table.select("td, th, td p, th p");
            data.extend(inside.nodes().iter().map(|node| node.id));
        }
    }
    data
}

/// Shared properties of the paragraphs of one text: position, type, appearance.
type Kind = (Option<NodeId>, String, String);

fn kind(block: &Selection<'_>) -> Kind {
    let node = block.nodes().first();
    let parent = node.and_then(|node| node.parent()).map(|parent| parent.id);
    let name = node.and_then(|node| node.node_name());
    let class = block.attr_or("class", "").to_string();
    (
        parent,
        name.map(|name| name.to_string()).unwrap_or_default(),
        class,
    )
}

/// True for a possible heading of comments: the start of comments must stay known.
pub(super) fn heads_comments(text: &str) -> bool {
    const WORDS: [&str; 6] = ["comment", "repl", "response", "تعليق", "نظر", "دیدگاه"];
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// True for a few words without a sentence-final mark.
fn is_label(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
    });
    let is_sentence = end.ends_with(['.', '!', '?', '؟', '…', '۔', ':', '،', ',', ';', '؛']);
    let words = text.split_whitespace().count();
    words <= LABEL_WORDS && (!is_sentence || words <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_go_and_cells_of_data_stay() {
        let sentences = "<p>One sentence of the text stands here.</p>".repeat(3);
        let page = format!(
            "{sentences}<div>Photo: a name</div>\
             <table><tr><td>Team<td>Points</tr><tr><td>Harbour<td>12</tr></table>\
             <table><tr><td><a href=/a>Sport</a><td><a href=/b>Weather</a></tr>\
             <tr><td><a href=/c>Town</a><td>News</tr></table>"
        );
        let document = Document::from(page);
        take_out_labels(&document);
        let text = document.select("body").text();
        assert!(
            text.contains("Harbour") && text.contains("Points"),
            "{text}"
        );
        assert!(
            !text.contains("Photo") && !text.contains("Weather"),
            "{text}"
        );
    }
}
