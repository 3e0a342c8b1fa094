//! The text of word-processor documents: Word (`.docx`) and OpenDocument (`.odt`).
//!
//! Both are zip archives of XML. Paragraphs, headings and list items are separated by blank lines, cells of a
//! table by tabs, its rows by line ends. Deleted text, comments, notes, field codes, page headers and footers
//! are left out.

mod blocks;
mod odt;
mod word;

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use self::blocks::Blocks;
use super::archives::Limited;
use super::unpacking::UnpackingLimit;
use crate::corpus::Document;
use crate::error::{Error, Result};

/// Start of Microsoft's older container format, which is also used for encrypted documents.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Name of the part of an OpenDocument file that lists the others, with their encryption.
const ODT_MANIFEST: &str = "META-INF/manifest.xml";

/// `document` with the text of a Word document; `limit` is the maximum size of each part.
///
/// # Errors
/// When it is damaged, encrypted, too large, or not a Word document.
pub(super) fn word(file: &[u8], document: Document, limit: UnpackingLimit) -> Result<Document> {
    with_text(document, word_text(file, limit))
}

/// `document` with the text of an OpenDocument text; `limit` is the maximum size of each part.
///
/// # Errors
/// When it is damaged, encrypted, too large, or not an OpenDocument text.
pub(super) fn open_document(
    file: &[u8],
    document: Document,
    limit: UnpackingLimit,
) -> Result<Document> {
    with_text(document, odt_text(file, limit))
}

fn with_text(document: Document, text: Result<String, String>) -> Result<Document> {
    match text {
        Ok(text) => Ok(Document { text, ..document }),
        Err(problem) => Err(Error::record(&document.place, problem)),
    }
}

fn word_text(file: &[u8], limit: UnpackingLimit) -> Result<String, String> {
    let mut parts = Parts::open(file, "Word document (.docx)", limit)?;
    let main = match parts.read("_rels/.rels")? {
        Some(relations) => word::main_part(&relations)?,
        None => None,
    };
    let main = main.unwrap_or_else(|| "word/document.xml".into());
    let xml = parts.needed(&main)?;
    text_of(&xml, word::Word::default())
}

fn odt_text(file: &[u8], limit: UnpackingLimit) -> Result<String, String> {
    let mut parts = Parts::open(file, "OpenDocument text (.odt)", limit)?;
    let manifest = parts.read(ODT_MANIFEST)?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(encrypted());
    }
    let xml = parts.needed("content.xml")?;
    text_of(&xml, odt::OpenDocument::default())
}

/// The meaning of a format's elements for its text.
trait Markup {
    /// Whether an element and its content are not text of the document.
    fn is_left_out(name: &str) -> bool;
    fn start(&mut self, element: &BytesStart<'_>, blocks: &mut Blocks);
    fn end(&mut self, name: &str, blocks: &mut Blocks);
    fn text(&mut self, text: &str, blocks: &mut Blocks);
}

/// The text of the main part.
fn text_of<M: Markup>(xml: &str, mut markup: M) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut blocks = Blocks::default();
    // Nesting depth inside an excluded element.
    let mut left_out = 0_usize;
    let mut open = 0_usize;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(element) => {
                open += 1;
                let name = element.local_name();
                if left_out > 0 || M::is_left_out(name.as_ref()) {
                    left_out += 1;
                } else {
                    markup.start(&element, &mut blocks);
                }
            }
            Event::End(element) => {
                open = open.saturating_sub(1);
                match left_out {
                    0 => markup.end(element.local_name().as_ref(), &mut blocks),
                    _ => left_out -= 1,
                }
            }
            Event::Text(text) if left_out == 0 => markup.text(&text.xml10_content(), &mut blocks),
            Event::CData(text) if left_out == 0 => markup.text(&text.xml10_content(), &mut blocks),
            Event::GeneralRef(reference) if left_out == 0 => {
                let mut text = [0; 4];
                markup.text(character(&reference, &mut text)?, &mut blocks);
            }
            Event::Eof if open > 0 => return Err(damaged("the XML ends inside an element")),
            Event::Eof => return Ok(blocks.finish()),
            _ => {}
        }
    }
}

/// The character of a reference `&…;`.
fn character<'b>(reference: &BytesRef<'_>, buffer: &'b mut [u8; 4]) -> Result<&'b str, String> {
    match reference.resolve_char_ref().map_err(damaged)? {
        Some(character) => Ok(character.encode_utf8(buffer)),
        None => resolve_xml_entity(reference)
            .ok_or_else(|| damaged(format!("unknown entity &{};", &**reference))),
    }
}

/// Value of an attribute, by its name without a prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let unescaped = quick_xml::escape::unescape(&found.value).ok()?;
    Some(unescaped.into_owned())
}

/// The parts of a document.
struct Parts<'f> {
    zip: ZipArchive<Cursor<&'f [u8]>>,
    what: &'static str,
    limit: UnpackingLimit,
}

impl<'f> Parts<'f> {
    fn open(file: &'f [u8], what: &'static str, limit: UnpackingLimit) -> Result<Self, String> {
        if file.starts_with(COMPOUND_FILE) {
            return Err(format!(
                "expected a {what}, and found an encrypted document or one of Word's older format; \
                 save it as .docx without a password"
            ));
        }
        let zip = ZipArchive::new(Cursor::new(file))
            .map_err(|error| format!("cannot read the {what}: {error}; get the file again"))?;
        Ok(Parts { zip, what, limit })
    }

    /// A part as text, if a part with this name exists.
    fn read(&mut self, name: &str) -> Result<Option<String>, String> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(encrypted());
            }
            Err(error) => return Err(damaged(error)),
        };
        let mut bytes = Vec::new();
        let mut limited = Limited::new(part, self.limit);
        limited.read_to_end(&mut bytes).map_err(unreadable)?;
        decoded(&bytes).map(|text| Some(text.into_owned()))
    }

    fn needed(&mut self, name: &str) -> Result<String, String> {
        let what = self.what;
        self.read(name)?
            .ok_or_else(|| format!("expected a {what}, but the archive holds no {name}"))
    }
}

/// The text of a part, whose bytes are UTF-8 or start with a byte-order mark.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let (encoding, length) =
        encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    encoding
        .decode_without_bom_handling_and_without_replacement(&bytes[length..])
        .ok_or_else(|| damaged(format!("bytes that are not {}", encoding.name())))
}

fn damaged(problem: impl std::fmt::Display) -> String {
    format!("the document is damaged: {problem}; get the file again, or save it once more")
}

/// A part above a limit is not damaged.
fn unreadable(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::FileTooLarge => error.to_string(),
        _ => damaged(error),
    }
}

fn encrypted() -> String {
    "the document is encrypted; save it without a password".into()
}

#[cfg(test)]
mod tests;
