//! `tasnif tune`: searches for the best settings, then trains.

use std::path::PathBuf;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Global;
use super::abstaining::MaxUnknownArgument;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::flag_names::{trials_with_flags, with_flags};
use super::input::{AutoClean, InputArguments};
use super::output::{OutputArguments, check_no_terminal, output_name, say};
use super::settings::TextArguments;
use super::splitting::SplitArguments;
use crate::evaluate::{Tuned, TuningMetric, TuningProgress};
use crate::io::{check_output_folder, is_stdout};
use crate::jobs::tune::{Search, TuneSettings};
use crate::model::{Tuning, write_model};
use crate::report::{ReportFormat, counted, percent};
use crate::tables::write_trials;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif tune corpus.jsonl -o best.tasnif
  tasnif tune corpus.jsonl -o best.tasnif --effort 5m --metric macro-f1
  tasnif tune corpus.jsonl -o best.tasnif --group-by site       no site is both learned and tested
  tasnif tune corpus.jsonl -o best.tasnif --split time          learn from the past, test what came later
  tasnif tune corpus.jsonl -o small.tasnif --size-budget 5MB --format csv > trials.csv

The search starts from what train would choose. The effort is counted by an estimate of the work, not
by the clock: the same documents and flags give the same model on every machine.")]
pub(super) struct Arguments {
    /// The model file to write; - is standard output, which then has no table of what was tried
    #[arg(short, long, value_name = "MODEL")]
    output: PathBuf,
    /// What is to be best: accuracy, macro-f1 or log-loss
    #[arg(long, value_name = "METRIC", default_value_t = TuningMetric::Accuracy)]
    metric: TuningMetric,
    /// Effort of the search: what two cores of an ordinary machine do in this time, such as 60s or 5m
    #[arg(long, visible_alias = "time-budget", value_name = "TIME", default_value = "60s", value_parser = seconds)]
    effort: f64,
    /// Largest model file, such as 5MB
    #[arg(long, value_name = "SIZE", value_parser = crate::cli::sizes::size)]
    size_budget: Option<bytesize::ByteSize>,
    /// Folds of cross-validation, or blocks of time that are tested
    #[arg(long, value_name = "K", default_value_t = 5)]
    folds: usize,
    /// Check input and settings, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Form of the table of what was tried: table, csv, tsv, jsonl, json or parquet [default: table on
    /// a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<ReportFormat>,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    split: SplitArguments,
    #[command(flatten)]
    unknown: MaxUnknownArgument,
    #[command(flatten)]
    text: TextArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let start = Instant::now();
    check_output_folder(&arguments.output)?;
    if is_stdout(&arguments.output) {
        check_no_terminal(None, "a model")?;
    } else {
        arguments.table().check()?;
    }
    let settings = arguments.settings()?;
    let reading = arguments.input.reading("tune", true, AutoClean::ByKind)?;
    let search = Search::read(&environment(global), reading, &settings)?;
    if arguments.dry_run {
        return dry_run(&search, global);
    }
    let bar = search_bar(global);
    let tuned = search.run(|progress| show(&bar, progress));
    bar.finish_and_clear();
    let Tuned { mut model, tuning } = tuned?;
    model.settings.clean = arguments.input.clean_mode(AutoClean::ByKind);
    model.settings.clean_level = arguments.input.clean_level(AutoClean::ByKind);
    write_model(&arguments.output, &model)?;
    // Standard output may hold the model.
    if !is_stdout(&arguments.output) {
        arguments.write_trials(&tuning)?;
    }
    say(
        global,
        format!(
            "tried {}; wrote {} with {} in {:.1} s",
            counted(tuning.trials.len() as u64, "setting"),
            output_name(&arguments.output),
            counted(model.features.vocabulary.len() as u64, "term"),
            start.elapsed().as_secs_f64()
        ),
    );
    Ok(0)
}

/// Says what would be learned from and tested.
fn dry_run(search: &Search, global: &Global) -> Result<u8, Failure> {
    let (corpus, splits) = (search.corpus(), search.splits()?);
    let tested: usize = splits.iter().map(|split| split.tested.len()).sum();
    say(
        global,
        format!(
            "{} of {}; {} would be tested in {}; nothing was written",
            counted(corpus.len() as u64, "document"),
            counted(corpus.classes().len() as u64, "label"),
            counted(tested as u64, "document"),
            counted(splits.len() as u64, "part"),
        ),
    );
    Ok(0)
}

impl Arguments {
    /// Prints what was tried.
    fn write_trials(&self, tuning: &Tuning) -> Result<(), Failure> {
        let mut out = self.table().open()?;
        let trials = trials_with_flags(&tuning.trials);
        write_trials(&trials, self.table().format()?, &mut out)?;
        out.commit()
    }

    fn table(&self) -> OutputArguments {
        OutputArguments {
            format: self.format,
            ..OutputArguments::default()
        }
    }

    fn settings(&self) -> Result<TuneSettings, Failure> {
        Ok(TuneSettings {
            metric: self.metric,
            splitting: self.split.settings()?,
            folds: self.folds,
            seconds: self.effort,
            bytes: self.size_budget.map(|size| size.as_u64()),
            words: self.text.words()?,
            max_unknown: self.unknown.max_unknown,
        })
    }
}

/// A line that says how far the search is; shown only when standard error is a terminal.
fn search_bar(global: &Global) -> ProgressBar {
    if global.quiet || global.no_progress {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{spinner} {elapsed} {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar
}

fn show(bar: &ProgressBar, progress: &TuningProgress) {
    let best = progress.best.as_ref().map(|best| {
        format!(
            "; best so far: accuracy {}, {}",
            percent(best.accuracy),
            with_flags(&best.settings)
        )
    });
    let trained = counted(progress.done as u64, "model");
    bar.set_message(format!("{trained}{}", best.unwrap_or_default()));
    bar.tick();
}

/// Reads a time such as `60s`, `5m` or `1h`; a bare number is seconds.
fn seconds(text: &str) -> Result<f64, String> {
    let (number, unit) = match text.char_indices().last() {
        Some((at, 's')) => (&text[..at], 1.0),
        Some((at, 'm')) => (&text[..at], 60.0),
        Some((at, 'h')) => (&text[..at], 3600.0),
        _ => (text, 1.0),
    };
    number
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number > 0.0)
        .map(|number| number * unit)
        .ok_or_else(|| format!("\"{text}\" is not a time such as 60s, 5m or 1h"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        assert_eq!(seconds("60s"), Ok(60.0));
        assert_eq!(seconds("5m"), Ok(300.0));
        assert_eq!(seconds("1.5h"), Ok(5400.0));
        assert_eq!(seconds("20"), Ok(20.0));
        for wrong in ["", "s", "0", "-1s", "5d", "NaN", "infs"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
