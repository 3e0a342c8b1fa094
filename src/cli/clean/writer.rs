//! Writing cleaned documents.

use std::io::Write;

use super::document::CleanedDocument;
use super::{Arguments, CleanFormat};
use crate::cli::failure::Failure;
use crate::cli::output::{Destination, readable, to_stderr};
use crate::report::{ReportFormat, ReportWriter};

/// Writes cleaned documents.
pub(super) enum Writer {
    Text {
        out: Destination,
        show_removed: bool,
        first: First,
    },
    Json(Box<ReportWriter<Destination>>, bool),
}

/// The first document, which is named when there is a second one.
pub(super) enum First {
    ToCome,
    /// Its name and text.
    Held(String, String),
    Written,
}

fn write_named(out: &mut Destination, document: &CleanedDocument) -> Result<(), Failure> {
    writeln!(out, "\n==> {} <==\n{}", document.id, document.text)?;
    Ok(())
}

impl Writer {
    pub(super) fn new(arguments: &Arguments, format: CleanFormat) -> Result<Self, Failure> {
        let out = Destination::open_text(arguments.output.as_deref())?;
        let json = |out, format| {
            Writer::Json(
                Box::new(ReportWriter::new(out, format)),
                arguments.show_removed,
            )
        };
        Ok(match format {
            CleanFormat::Text => Writer::Text {
                out,
                show_removed: arguments.show_removed,
                first: First::ToCome,
            },
            CleanFormat::Jsonl => json(out, ReportFormat::JsonLines),
            CleanFormat::Json => json(out, ReportFormat::Json),
            CleanFormat::Parquet => json(out, ReportFormat::Parquet),
        })
    }

    pub(super) fn write(&mut self, document: &CleanedDocument) -> Result<(), Failure> {
        match self {
            Writer::Text {
                out,
                show_removed,
                first,
            } => {
                match std::mem::replace(first, First::Written) {
                    First::ToCome => {
                        *first = First::Held(document.id.clone(), document.text.clone());
                    }
                    First::Held(id, text) => {
                        writeln!(out, "==> {id} <==\n{text}")?;
                        write_named(out, document)?;
                    }
                    First::Written => write_named(out, document)?,
                }
                if *show_removed {
                    show(document);
                }
            }
            Writer::Json(writer, show_removed) => {
                let mut value = serde_json::to_value(document).map_err(std::io::Error::from)?;
                if !*show_removed && let Some(fields) = value.as_object_mut() {
                    fields.remove("removed");
                }
                writer.write_json(&value)?;
            }
        }
        Ok(())
    }

    /// Hands on what was written; the first of several texts waits for the second one.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Writer::Text { out, .. } => Ok(out.flush()?),
            Writer::Json(writer, _) => Ok(writer.flush()?),
        }
    }

    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Writer::Text { mut out, first, .. } => {
                if let First::Held(_, text) = first {
                    writeln!(out, "{text}")?;
                }
                out.commit()
            }
            Writer::Json(writer, _) => writer.finish()?.commit(),
        }
    }
}

/// Says on standard error what went, or what was kept for being too much.
fn show(document: &CleanedDocument) {
    let kept = if document.kept_whole { " (kept)" } else { "" };
    for line in &document.removed {
        let number = line.line.map(|number| format!("{number}:"));
        let shown = format!(
            "{}:{} {}{kept}: {}",
            document.id,
            number.unwrap_or_default(),
            line.rule,
            line.text
        );
        to_stderr(&readable(&shown));
    }
}
