//! The comparison of texts with what a model expects, in every format.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;

use crate::jobs::check::{Check, CheckedMeasure, LabelShare, Measure};
use crate::report::{
    Record, ReportFormat, Row, counted, decimals, percent, thousands, write_records,
};
use crate::text::shown;

/// Number of labels and words that a sentence names.
const NAMED: usize = 5;

/// Writes the comparison: text for people, one JSON object, or a row for each measure.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_check(check: &Check, format: ReportFormat, mut out: &mut dyn Write) -> io::Result<()> {
    match format {
        ReportFormat::Table => text(check, out),
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &object(check))?;
            writeln!(out)
        }
        ReportFormat::JsonLines => {
            serde_json::to_writer(&mut out, &object(check))?;
            writeln!(out)
        }
        format => write_records(check.measures.iter().map(MeasureRow), format, out).map(|_| ()),
    }
}

fn object(check: &Check) -> serde_json::Value {
    let labels: Vec<Row> = check.labels.iter().map(label_row).collect();
    let words: Vec<Row> = check.unknown_words.iter().map(word_row).collect();
    json!({
        "changed": check.is_changed(),
        "documents": check.documents,
        "expected_documents": check.expected_documents,
        "measures": check.measures.iter().map(MeasureRow).collect::<Vec<_>>(),
        "labels": labels,
        "unknown_words": words,
        "sentences": sentences(check),
    })
}

/// A measure as a record.
struct MeasureRow<'c>(&'c CheckedMeasure);

impl MeasureRow<'_> {
    fn row(&self) -> Row {
        let measure = self.0;
        let mut row = Row::default();
        row.text("measure", measure.measure.name());
        row.number("expected", measure.expected);
        row.number("observed", measure.observed);
        row.number("change", measure.change);
        row.number("limit", measure.limit);
        row.p_value("p", measure.p);
        row.p_value("p_adjusted", measure.p_adjusted);
        row
    }
}

impl Serialize for MeasureRow<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Whole {
            #[serde(flatten)]
            row: Row,
            changed: bool,
        }
        let whole = Whole {
            row: self.row(),
            changed: self.0.is_changed,
        };
        whole.serialize(serializer)
    }
}

impl Record for MeasureRow<'_> {
    fn columns(&self) -> Vec<String> {
        [self.row().columns(), vec!["changed".into()]].concat()
    }

    fn cells(&self) -> Vec<String> {
        [self.row().cells(), vec![self.0.is_changed.to_string()]].concat()
    }

    fn shown(&self) -> Vec<String> {
        let mut cells = self.row().shown();
        let share = |share: Option<f64>| share.map(percent).unwrap_or_default();
        cells[1] = share(self.0.expected);
        cells[2] = share(self.0.observed);
        cells.push(if self.0.is_changed { "yes" } else { "no" }.into());
        cells
    }

    fn is_numeric(&self, column: usize) -> bool {
        (1..=6).contains(&column)
    }
}

fn label_row(label: &LabelShare) -> Row {
    let mut row = Row::default();
    row.text("label", &label.label);
    row.number("expected", label.shares[0]);
    row.number("observed", label.shares[1]);
    row.count("expected_documents", label.documents[0]);
    row.count("documents", label.documents[1]);
    row
}

fn word_row((word, documents): &(String, u64)) -> Row {
    let mut row = Row::default();
    row.text("unknown_word", word);
    row.count("documents", *documents);
    row
}

/// Text for people: the answer, what changed, and the numbers.
fn text(check: &Check, out: &mut dyn Write) -> io::Result<()> {
    for sentence in sentences(check) {
        writeln!(out, "{sentence}")?;
    }
    writeln!(out)?;
    write_records(
        check.measures.iter().map(MeasureRow),
        ReportFormat::Table,
        &mut *out,
    )?;
    writeln!(out)?;
    write_records(
        check.labels.iter().map(label_row),
        ReportFormat::Table,
        &mut *out,
    )?;
    if !check.unknown_words.is_empty() {
        writeln!(out)?;
        write_records(
            check.unknown_words.iter().map(word_row),
            ReportFormat::Table,
            &mut *out,
        )?;
    }
    Ok(())
}

/// The answer, and a sentence for each measure that changed.
fn sentences(check: &Check) -> Vec<String> {
    let documents = counted(check.documents, "document");
    let verdict = match check.is_changed() {
        true => "differ from",
        false => "are like",
    };
    let answer = format!(
        "The texts {verdict} those that the model expects ({documents}, compared with {}).",
        thousands(check.expected_documents)
    );
    let changed = check.measures.iter().filter(|measure| measure.is_changed);
    let said = changed.map(|measure| sentence(measure, check));
    [answer].into_iter().chain(said).collect()
}

fn sentence(measure: &CheckedMeasure, check: &Check) -> String {
    let share = |share: Option<f64>| share.map(percent).unwrap_or_default();
    let from_to = format!("{} → {}", share(measure.expected), share(measure.observed));
    match measure.measure {
        Measure::Labels => format!(
            "The shares of the labels changed (stability index {}): {}.",
            decimals(measure.change),
            changed_labels(check)
        ),
        Measure::Unlabelled => format!("More documents stay unlabelled: {from_to}."),
        Measure::KnownWords => format!(
            "Fewer words are known: {from_to} on average; frequent unknown words: {}.",
            unknown_words(check)
        ),
        Measure::Probability => {
            format!("The probabilities of the labels are lower: {from_to} on average.")
        }
    }
}

fn changed_labels(check: &Check) -> String {
    let labels = check.labels.iter().take(NAMED).map(|label| {
        let [expected, observed] = label.shares.map(percent);
        format!("{} {expected} → {observed}", shown(&label.label))
    });
    labels.collect::<Vec<_>>().join(", ")
}

fn unknown_words(check: &Check) -> String {
    let words = check.unknown_words.iter().take(NAMED);
    let words: Vec<_> = words.map(|(word, _)| shown(word)).collect();
    words.join(", ")
}
