//! An explanation as a person reads it: the text with its words marked, the terms, the words without
//! which the label changes.

use std::io::{self, Write};

use super::explained::{Explained, Flipped};
use super::highlight::Marking;
use super::rows::table_rows;
use crate::report::{ReportFormat, ReportWriter, counted};
use crate::text::shown;

/// Writes what is said of one document.
pub(super) fn write_page(
    explained: &Explained,
    marking: Marking,
    out: &mut impl Write,
) -> io::Result<()> {
    let (Some(label), Some(runner_up)) = (&explained.label, &explained.runner_up) else {
        return writeln!(
            out,
            "{}: unknown, {}",
            shown(&explained.id),
            explained.reason.unwrap_or_default()
        );
    };
    write!(
        out,
        "{}: {} against {}",
        shown(&explained.id),
        marking.label(label, true),
        marking.label(runner_up, false)
    )?;
    match &explained.predicted {
        _ if explained.unknown => {
            let reason = explained.reason.unwrap_or_default();
            writeln!(out, " (unknown: {reason})")?
        }
        Some(predicted) if predicted != label => {
            writeln!(out, " (classified as {})", shown(predicted))?
        }
        _ => writeln!(out)?,
    }
    if let Some(text) = &explained.marked {
        writeln!(out, "\n{}\n", text.trim_end())?;
    }
    write_terms(explained, out)?;
    match &explained.flip {
        Some(flip) => writeln!(out, "{}", said(flip.as_ref())),
        None => Ok(()),
    }
}

fn write_terms(explained: &Explained, out: &mut impl Write) -> io::Result<()> {
    let mut table = ReportWriter::new(Vec::new(), ReportFormat::Table);
    for row in table_rows(explained) {
        table.write(&row)?;
    }
    out.write_all(&table.finish()?)
}

fn said(flip: Option<&Flipped>) -> String {
    let Some(flip) = flip else {
        return "no set of up to 64 words was found without which the label changes".into();
    };
    let words = counted(flip.words.len() as u64, "word");
    let written = flip.written.join(" · ");
    let change = match (&flip.label, &flip.best_label, flip.reason) {
        (None, Some(best), Some(reason)) => format!(
            "the text has no label ({reason}), {} is the most probable one",
            shown(best)
        ),
        (label, ..) => {
            let label = label.as_deref().unwrap_or_default();
            format!("the label changes to {}", shown(label))
        }
    };
    format!("without {words} {change}: {}", shown(&written))
}
