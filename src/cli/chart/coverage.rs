//! `tasnif chart coverage`: accuracy on the documents that a model is surest of.

use super::captions::{Captions, Language};
use super::judged::JudgedChartArguments;
use super::table::DataTable;
use crate::charts::{Coverage, CoveragePoint, MAX_POINTS, coverage};
use crate::cli::Global;
use crate::cli::evaluate::Judged;
use crate::cli::failure::Failure;
use crate::evaluate::{CoverageStep, Outcome, coverage_curve};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart coverage -m news.tasnif test.jsonl -o coverage.png
  tasnif chart coverage --cv 5 data/paragraphs --per paragraph -o coverage.png --data-out coverage.csv")]
pub(super) struct Arguments {
    #[command(flatten)]
    chart: JudgedChartArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.chart.look;
    let Judged {
        outcomes, letters, ..
    } = arguments
        .chart
        .judged("chart coverage", global, |_| Ok(()))?;
    let curve = coverage_curve(&outcomes);
    if curve.is_empty() {
        return Err(Failure::Message(
            "no document was given a label, so there is no accuracy to draw: the model knows no \
             word of them; check that they are in the language of its training"
                .into(),
        ));
    }
    let language = look.language_of(letters);
    let (data, captions) = coverage_data(&outcomes, &curve, language);
    look.save(
        global,
        coverage(&data, &look.frame(captions)?),
        &table(&curve),
    )
}

/// The curve and its captions.
pub(in crate::cli) fn coverage_data(
    outcomes: &[Outcome],
    curve: &[CoverageStep],
    language: Language,
) -> (Coverage, Captions) {
    // Steps that lie closer than pixels are passed over, but the last.
    let stride = curve.len().div_ceil(MAX_POINTS / 2);
    let kept = curve.iter().enumerate().filter_map(|(index, step)| {
        (index % stride == 0 || index + 1 == curve.len()).then_some(step)
    });
    let data = Coverage {
        points: kept
            .map(|step| CoveragePoint {
                coverage: step.coverage,
                accuracy: step.accuracy,
            })
            .collect(),
        coverage: language.coverage(),
        accuracy: language.accuracy_axis(),
    };
    let right = outcomes
        .iter()
        .filter(|o| o.predicted.as_ref() == Some(&o.truth));
    let accuracy = right.count() as f64 / outcomes.len() as f64;
    let captions = Captions {
        language,
        title: language.coverage_title(),
        subtitle: language.accuracy(accuracy, outcomes.len() as u64),
    };
    (data, captions)
}

fn table(curve: &[CoverageStep]) -> DataTable {
    let rows = curve.iter().map(|step| {
        [
            step.coverage.into(),
            step.accuracy.into(),
            step.labelled.into(),
            step.probability.into(),
        ]
    });
    let columns = ["coverage", "accuracy", "documents", "least_probability"];
    DataTable::new(columns, rows)
}
