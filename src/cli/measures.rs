//! `tasnif measures`: how large and how varied a corpus is.

use std::num::NonZeroUsize;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::OutputArguments;
use super::words::WordArguments;
use crate::corpus::Column;
use crate::jobs::{MeasureSettings, Measures, measures};
use crate::report::ReportWriter;
use crate::tables::measures::MeasureRow;

/// What is measured.
#[derive(clap::Args, Debug)]
pub(super) struct MeasureArguments {
    /// Words of a window of MATTR
    #[arg(long, value_name = "N", default_value = "100")]
    window: NonZeroUsize,
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    words: WordArguments,
}

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif measures corpus.jsonl
  tasnif measures corpus.jsonl --by label --format table
  tasnif measures archive.jsonl --by month --format csv -o months.csv

Documents follow one another in the order of the input. JSON also holds Heaps' curve, as pairs of
tokens read and types among them.

ttr is types / tokens, mattr its mean over windows. mtld is the mean length of stretches whose TTR stays
above 0.72, read forwards and backwards. zipf_exponent is minus the slope of a line through the logarithms
of rank and frequency, least squares over ten bins of ranks a power of ten. Formulas and sources:
docs/methods.md.")]
pub(super) struct Arguments {
    /// One row for each label, file or month, or for each value of a field such as predicted
    #[arg(long, value_name = "WHAT")]
    by: Option<Column>,
    #[command(flatten)]
    measures: MeasureArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl MeasureArguments {
    /// Measures the documents of each label, file or month, in the order of these; without `by` all
    /// documents as one.
    pub(super) fn measured(
        &self,
        command: &'static str,
        by: Option<&Column>,
        global: &Global,
    ) -> Result<Measures, Failure> {
        let settings = MeasureSettings {
            by: by.cloned(),
            window: self.window.get(),
            words: self.words.settings()?,
        };
        let labelled = by == Some(&Column::Label);
        let reading = self.input.reading(command, labelled, AutoClean::ByKind)?;
        Ok(measures(&environment(global), reading, &settings)?)
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let mut writer = ReportWriter::new(arguments.output.open()?, arguments.output.format()?);
    let by = arguments.by.as_ref();
    let measures = arguments.measures.measured("measures", by, global)?;
    for part in &measures.parts {
        writer.write(&MeasureRow::new(measures.by.as_ref(), part))?;
    }
    writer.finish()?.commit()?;
    Ok(0)
}
