//! `tasnif chart reliability`: how often a model that is so sure is right.

use std::num::NonZeroUsize;

use super::captions::{Captions, Language};
use super::judged::JudgedChartArguments;
use super::table::DataTable;
use crate::charts::{MAX_BINS, Reliability, ReliabilityBin, reliability};
use crate::cli::Global;
use crate::cli::evaluate::Judged;
use crate::cli::failure::Failure;
use crate::evaluate::{self, CalibrationBin, ECE_BINS, expected_calibration_error};
use crate::stats::wilson_interval;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart reliability -m news.tasnif test.jsonl -o reliability.png
  tasnif chart reliability --cv 5 data/paragraphs --per paragraph -o reliability.svg

A point stands at the mean probability and the accuracy of the documents of a bin, with the 95 %
confidence interval of Wilson (1927); the more documents, the larger it is.")]
pub(super) struct Arguments {
    /// How many bins of equal width [default: 15, as for the calibration error of evaluate]
    #[arg(long, value_name = "N", default_value_t = NonZeroUsize::new(ECE_BINS).unwrap_or(NonZeroUsize::MIN), hide_default_value = true)]
    bins: NonZeroUsize,
    #[command(flatten)]
    chart: JudgedChartArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.chart.look;
    let bins = arguments.bins.get();
    if bins > MAX_BINS {
        return Err(Failure::Message(format!(
            "--bins {bins}: too many to be drawn; use at most {MAX_BINS}"
        )));
    }
    let Judged {
        outcomes, letters, ..
    } = arguments
        .chart
        .judged("chart reliability", global, |_| Ok(()))?;
    let bins = evaluate::reliability(&outcomes, bins);
    let language = look.language_of(letters);
    let (data, captions) = reliability_data(&bins, language);
    look.save(
        global,
        reliability(&data, &look.frame(captions)?),
        &table(&bins),
    )
}

/// The bins and their captions.
pub(in crate::cli) fn reliability_data(
    bins: &[CalibrationBin],
    language: Language,
) -> (Reliability, Captions) {
    let drawn = bins.iter().map(|bin| ReliabilityBin {
        range: bin.range,
        documents: bin.documents,
        confidence: bin.confidence,
        accuracy: bin.accuracy,
        interval: wilson_interval(bin.correct, bin.documents),
    });
    let data = Reliability {
        bins: drawn.collect(),
        confidence: language.confidence(),
        accuracy: language.with_interval(&language.accuracy_axis()),
        documents: language.documents(),
    };
    let documents = bins.iter().map(|bin| bin.documents).sum();
    let captions = Captions {
        language,
        title: language.reliability_title(),
        subtitle: language.calibration_error(expected_calibration_error(bins), documents),
    };
    (data, captions)
}

fn table(bins: &[CalibrationBin]) -> DataTable {
    let rows = bins.iter().map(|bin| {
        let known = |value| (bin.documents > 0).then_some(value);
        let (low, high) = wilson_interval(bin.correct, bin.documents);
        [
            bin.range.0.into(),
            bin.range.1.into(),
            bin.documents.into(),
            bin.correct.into(),
            known(bin.confidence).into(),
            known(bin.accuracy).into(),
            known(low).into(),
            known(high).into(),
        ]
    });
    let columns = [
        "from",
        "to",
        "documents",
        "correct",
        "confidence",
        "accuracy",
        "accuracy_low",
        "accuracy_high",
    ];
    DataTable::new(columns, rows)
}
