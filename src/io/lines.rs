//! Formats with one record per line.

use super::batches::{Batch, utf8};
use super::line_ends;
use super::record::Raw;
use crate::corpus::{Document, Place};
use crate::error::{Error, Result};

/// fastText's prefix of a label.
const LABEL_MARK: &str = "__label__";

/// Passes each line that is not blank, or is not valid text, with its place to `take`.
pub(super) fn for_each<'b>(
    batch: &'b Batch,
    mut take: impl FnMut(Result<Line<'b>>, Place, Raw<'b>) -> Result<()>,
) -> Result<()> {
    let bytes = batch.raw();
    for (number, range) in (batch.first_line()..).zip(line_ends::lines(bytes)) {
        let line = &bytes[range.clone()];
        let place = Place {
            source: batch.source().name().clone(),
            line: Some(number),
        };
        match utf8(line, batch.offset() + range.start as u64, &place) {
            Ok(text) if text.trim().is_empty() => {}
            text => {
                let line = text.map(|text| Line {
                    text,
                    number,
                    source_id: batch.source().id(),
                });
                let raw = Raw {
                    bytes: Some(&bytes[range]),
                    line: Some(number),
                };
                take(line, place, raw)?;
            }
        }
    }
    Ok(())
}

/// One line of a source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'b> {
    /// Without its line end.
    pub text: &'b str,
    number: u64,
    source_id: &'b str,
}

impl Line<'_> {
    /// The name of a record without an id: `file#line`.
    pub(super) fn id(&self) -> String {
        format!("{}#{}", self.source_id, self.number)
    }
}

/// The line is the text.
pub(super) fn plain(line: Line<'_>, place: Place) -> Document {
    Document {
        misread: None,
        is_file: false,
        id: line.id(),
        has_own_id: false,
        label: None,
        text: line.text.to_owned(),
        date: None,
        group: None,
        place,
        fields: None,
        page: None,
    }
}

/// `__label__X text`; a line without the prefix has no label.
pub(super) fn fasttext(line: Line<'_>, place: Place) -> Result<Document> {
    let Some(rest) = line.text.trim_start().strip_prefix(LABEL_MARK) else {
        return Ok(plain(line, place));
    };
    let (label, text) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    if text.trim_start().starts_with(LABEL_MARK) {
        return Err(Error::record(
            &place,
            "the line has several labels; expected one __label__X and the text after it",
        ));
    }
    Ok(Document {
        misread: None,
        is_file: false,
        id: line.id(),
        has_own_id: false,
        label: Some(label.to_owned()),
        text: text.to_owned(),
        date: None,
        group: None,
        place,
        fields: None,
        page: None,
    })
}
