//! Documents to label next as rows: the fields of a record, an empty label, and what the model says.

use std::sync::Arc;

use crate::corpus::{Document, FieldValue};
use crate::io::Fields;
use crate::jobs::explain::ExplainedPart;
use crate::jobs::next::NextDocument;
use crate::report::{ReportFormat, Row};

/// How many words a row lists for the most probable label, and how many against it.
const LISTED: usize = 5;

/// Gives a document the fields that training reads: its id, its text and an empty label, unless its record has
/// them. A paragraph gets its own id and text.
pub fn add_answer_fields(document: &mut Document, names: &Fields, is_part: bool) {
    let mut fields = document.fields.take().unwrap_or_default();
    let mut add = |name: &str, text: &str, replace: bool| {
        if replace || !fields.has(name) {
            fields.set(name, FieldValue::json_text(text));
        }
    };
    add(&names.id, &document.id, is_part);
    let text = match names.text.contains(',') {
        true => "text",
        false => &names.text,
    };
    add(text, &document.text, is_part);
    add(&names.label, "", false);
    document.fields = Some(fields);
}

/// The names of all fields of these documents, in order of first occurrence.
pub fn field_names_of(documents: &[NextDocument]) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = Vec::new();
    let fields = documents
        .iter()
        .filter_map(|next| next.document.fields.as_ref());
    for (name, _) in fields.flat_map(|fields| fields.iter()) {
        if !names.contains(name) {
            names.push(Arc::clone(name));
        }
    }
    names
}

/// What the model says about a document, and why it should be labelled. Tables for people also have its id and
/// the start of its text.
pub fn next_row(rank: u64, next: &NextDocument, format: ReportFormat) -> Row {
    let is_table = format == ReportFormat::Table;
    let label = |place: usize| next.ranked.get(place).map(|(label, _)| label.clone());
    let probability = |place: usize| next.ranked.get(place).map(|&(_, probability)| probability);
    let [words_for, words_against] = words(next);
    let mut row = Row::default();
    row.count("rank", rank);
    if is_table {
        row.text("id", &*next.document.id);
    }
    row.text("predicted", label(0).unwrap_or_default());
    row.number("probability", probability(0));
    row.text("runner_up", label(1).unwrap_or_default());
    row.number("runner_up_probability", probability(1));
    row.text("reason", next.reason.name());
    row.text("words_for", words_for);
    row.text("words_against", words_against);
    if is_table {
        row.keep(|name| name != "runner_up_probability");
        row.text("text", &*next.document.text);
    }
    row
}

/// The words with the largest contributions for the most probable label, and those against it.
fn words(next: &NextDocument) -> [String; 2] {
    let compared = next.explanation.comparison.as_ref();
    let parts = compared.map_or(&[][..], |compared| &compared.parts);
    let listed = |is_meant: fn(&ExplainedPart) -> bool| {
        let meant = parts.iter().filter(|part| is_meant(part));
        let forms = meant.take(LISTED).map(|part| part.form.as_str());
        forms.collect::<Vec<_>>().join(" · ")
    };
    [
        listed(|part| part.contribution > 0.0),
        listed(|part| part.contribution < 0.0),
    ]
}
