//! An explanation in the form for people: the text with its words marked, the terms, and the words whose
//! removal changes the label.

use std::io::{self, Write};

use super::PageStyle;
use super::rows::table_rows;
use crate::jobs::explain::{ExplainedUnit, Explanation, FlipSearch, FlipWords, LabelComparison};
use crate::model::Abstention;
use crate::report::{ReportFormat, ReportWriter, counted};
use crate::text::shown;

/// Writes the page of one document.
pub(super) fn write_page(
    explanation: &Explanation,
    style: PageStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    let reason = explanation.abstention.map(Abstention::name);
    let Some(compared) = &explanation.comparison else {
        return writeln!(
            out,
            "{}: unknown, {}",
            shown(&explanation.id),
            reason.unwrap_or_default()
        );
    };
    write!(
        out,
        "{}: {} against {}",
        shown(&explanation.id),
        style.marking.label(&compared.label, true),
        style.marking.label(&compared.runner_up, false)
    )?;
    match reason {
        Some(reason) => writeln!(out, " (unknown: {reason})")?,
        None if compared.predicted != compared.label => {
            writeln!(out, " (classified as {})", shown(&compared.predicted))?
        }
        None => writeln!(out)?,
    }
    if style.with_text {
        let text = marked(&explanation.text, compared, style);
        writeln!(out, "\n{}\n", text.trim_end())?;
    }
    write_parts(compared, explanation.unit, out)?;
    match &explanation.flip {
        FlipSearch::NotSearched => Ok(()),
        FlipSearch::NotFound => writeln!(
            out,
            "no set of up to 64 words was found without which the label changes"
        ),
        FlipSearch::Found(words) => writeln!(out, "{}", change(words)),
    }
}

fn marked(text: &str, compared: &LabelComparison, style: PageStyle) -> String {
    let words = compared.words.iter();
    let words: Vec<_> = words
        .map(|word| (word.span.clone(), word.contribution))
        .collect();
    style.marking.text(text, &words)
}

fn write_parts(
    compared: &LabelComparison,
    unit: ExplainedUnit,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut table = ReportWriter::new(Vec::new(), ReportFormat::Table);
    for row in table_rows(compared, unit) {
        table.write(&row)?;
    }
    out.write_all(&table.finish()?)
}

/// `without 2 words the label changes to sport: …`.
fn change(flip: &FlipWords) -> String {
    let words = counted(flip.words.len() as u64, "word");
    let label = shown(&flip.label);
    let change = match flip.abstention.map(Abstention::name) {
        Some(reason) => {
            format!("the text has no label ({reason}), {label} is the most probable one")
        }
        None => format!("the label changes to {label}"),
    };
    let forms = flip.forms.join(" · ");
    format!("without {words} {change}: {}", shown(&forms))
}
