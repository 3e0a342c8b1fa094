//! OpenDocument text (ODF 1.3, part 3), the part `content.xml` of `.odt`.

use quick_xml::events::BytesStart;

use super::blocks::Blocks;
use super::{Markup, attribute};

/// Maximum number of spaces from one `text:s`: a hostile count would fill memory.
const MOST_SPACES: usize = 256;

/// State of a reader of the content.
#[derive(Debug, Default)]
pub(super) struct OpenDocument {
    /// Number of open paragraphs and headings, which nest through text boxes.
    paragraphs: usize,
}

impl Markup for OpenDocument {
    fn is_left_out(name: &str) -> bool {
        matches!(
            name,
            // Deleted text.
            "tracked-changes"
            // Comments, notes, ruby annotations, descriptions of drawings, forms, scripts.
            | "annotation" | "note" | "ruby-text" | "title" | "desc" | "forms" | "script"
            // Styles; page headers and footers are in another part.
            | "automatic-styles" | "font-face-decls" | "scripts"
        )
    }

    fn start(&mut self, element: &BytesStart<'_>, blocks: &mut Blocks) {
        match element.local_name().as_ref() {
            "p" | "h" => {
                self.paragraphs += 1;
                blocks.end_paragraph();
            }
            "s" => {
                let count = attribute(element, "c").and_then(|count| count.parse().ok());
                let count = count.unwrap_or(1).min(MOST_SPACES);
                blocks.push(&" ".repeat(count));
            }
            "tab" => blocks.tab(),
            "line-break" => blocks.line_break(),
            "table" => blocks.start_table(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, blocks: &mut Blocks) {
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                blocks.end_paragraph();
            }
            "table-cell" => blocks.end_cell(),
            "table-row" => blocks.end_row(),
            "table" => blocks.end_table(),
            _ => {}
        }
    }

    /// White space counts as one space (ODF 1.3, part 3, 6.1.2).
    fn text(&mut self, text: &str, blocks: &mut Blocks) {
        if self.paragraphs == 0 {
            return;
        }
        let is_space = |character| matches!(character, ' ' | '\t' | '\r' | '\n');
        let mut words = text.split(is_space);
        if let Some(word) = words.next() {
            blocks.push(word);
        }
        for word in words {
            blocks.collapsed_space();
            blocks.push(word);
        }
    }
}
