//! Writing cleaned documents.

use std::io::Write;
use std::sync::Arc;

use super::document::CleanedDocument;
use super::{Arguments, CleanFormat};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::keep::finish_rows;
use crate::cli::output::{Destination, OutputArguments, bom_without_table, readable, to_stderr};
use crate::io::Keep;
use crate::report::{KeptColumns, Own};

/// Writes cleaned documents.
pub(super) enum Writer {
    Text {
        out: Destination,
        show_removed: bool,
        first: First,
    },
    Rows(Box<KeptColumns<Destination>>),
}

/// The first document, which is named when there is a second one.
pub(super) enum First {
    ToCome,
    /// Its name and text.
    Held(String, String),
    Written,
}

fn write_named(out: &mut Destination, document: &CleanedDocument) -> Result<(), Failure> {
    let text = document.text.as_deref().unwrap_or_default();
    writeln!(out, "\n==> {} <==\n{text}", document.id)?;
    Ok(())
}

impl Writer {
    pub(super) fn new(
        arguments: &Arguments,
        format: CleanFormat,
        is_part: bool,
        names: Vec<Arc<str>>,
        keep: &Keep,
    ) -> Result<Self, Failure> {
        let output = OutputArguments {
            format: format.rows(),
            output: arguments.output.clone(),
            bom: arguments.bom,
            ..OutputArguments::default()
        };
        let out = match format {
            CleanFormat::Text if !arguments.bom => {
                Destination::open_text(arguments.output.as_deref())?
            }
            CleanFormat::Text => return Err(bom_without_table()),
            _ => output.open()?,
        };
        let Some(format) = format.rows() else {
            return Ok(Writer::Text {
                out,
                show_removed: arguments.show_removed,
                first: First::ToCome,
            });
        };
        let own = Own {
            stated: match arguments.input.id_field == "id" && !is_part {
                true => &["id", "label", "date"],
                false => &["label", "date"],
            },
            guess: None,
        };
        let columns = KeptColumns::new(out, format, own);
        Ok(Writer::Rows(Box::new(
            columns.with_keep(keep).with_names(names),
        )))
    }

    pub(super) fn write(&mut self, mut document: CleanedDocument) -> Result<(), Failure> {
        match self {
            Writer::Text {
                out,
                show_removed,
                first,
            } => {
                match std::mem::replace(first, First::Written) {
                    First::ToCome => {
                        *first = First::Held(
                            document.id.clone(),
                            document.text.take().unwrap_or_default(),
                        );
                    }
                    First::Held(id, text) => {
                        writeln!(out, "==> {id} <==\n{text}")?;
                        write_named(out, &document)?;
                    }
                    First::Written => write_named(out, &document)?,
                }
                if *show_removed {
                    show(&document);
                }
            }
            Writer::Rows(writer) => {
                let kept = document.kept.take();
                writer.write(kept, &document)?;
            }
        }
        Ok(())
    }

    /// Hands on what was written; the first of several texts waits for the second one.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Writer::Text { out, .. } => Ok(out.flush()?),
            Writer::Rows(writer) => Ok(writer.flush()?),
        }
    }

    pub(super) fn finish(self, global: &Global) -> Result<(), Failure> {
        match self {
            Writer::Text { mut out, first, .. } => {
                if let First::Held(_, text) = first {
                    writeln!(out, "{text}")?;
                }
                out.commit()
            }
            Writer::Rows(writer) => finish_rows(*writer, global),
        }
    }
}

/// Says on standard error what went, or what was kept for being too much.
fn show(document: &CleanedDocument) {
    let kept = if document.kept_whole { " (kept)" } else { "" };
    for line in document.removed.iter().flatten() {
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
