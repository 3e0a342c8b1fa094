//! WordprocessingML (ECMA-376, part 1, 17), the main part of `.docx`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::blocks::Blocks;
use super::{Markup, attribute, damaged};

/// State of a reader of the main part.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// Whether characters are text: inside `w:t`.
    in_text: bool,
}

impl Markup for Word {
    fn is_left_out(name: &str) -> bool {
        matches!(
            name,
            // Deleted text, and text at its old position before a move.
            "del" | "delText" | "moveFrom"
            // Field codes, ruby annotations, properties, the second form of a drawing.
            | "instrText" | "delInstrText" | "rt" | "pPr" | "rPr" | "sectPr" | "Fallback"
        )
    }

    fn start(&mut self, element: &BytesStart<'_>, blocks: &mut Blocks) {
        match element.local_name().as_ref() {
            "t" => self.in_text = true,
            "tab" | "ptab" => blocks.tab(),
            "br" | "cr" => blocks.line_break(),
            "noBreakHyphen" => blocks.push("\u{2011}"),
            "p" | "txbxContent" => blocks.end_paragraph(),
            "tbl" => blocks.start_table(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, blocks: &mut Blocks) {
        match name {
            "t" => self.in_text = false,
            "p" | "txbxContent" => blocks.end_paragraph(),
            "tc" => blocks.end_cell(),
            "tr" => blocks.end_row(),
            "tbl" => blocks.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, blocks: &mut Blocks) {
        if self.in_text {
            blocks.push(text);
        }
    }
}

/// Name of the main part, if the relations of the file give it.
pub(super) fn main_part(relations: &str) -> Result<Option<String>, String> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(element) | Event::Empty(element) => {
                let kind = attribute(&element, "Type").unwrap_or_default();
                if kind.ends_with("/officeDocument") {
                    let target = attribute(&element, "Target");
                    return Ok(target.map(|target| target.trim_start_matches('/').to_owned()));
                }
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}
