//! `tasnif report`: one page of HTML about a corpus, and about a model's labels for it.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::Global;
use super::chart::{StyleArguments, say_missing};
use super::command_line::command_line;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::{output_name, say};
use super::words::WordArguments;
use crate::corpus_report::{CorpusReadings, Origin, ReportSettings, corpus_report, day};
use crate::io::{check_output_folder, is_stream, write_file};
use crate::model::{Model, read_model};
use crate::text::shown;

/// The variable that says when something is built: seconds since the start of 1970.
const BUILT: &str = "SOURCE_DATE_EPOCH";

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif report corpus.jsonl -o corpus.html
  tasnif report data/paragraphs --per paragraph --title 'News of May' -o may.html
  tasnif report test.jsonl -m news.tasnif -o news.html      also how good the model is on test.jsonl

The page loads nothing from anywhere and can be read without a network. A click on the head of a
column sorts its table.")]
pub(super) struct Arguments {
    /// Tell also how this model labels the documents, and how good it is on those with a label
    #[arg(short, long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// The page to write, a .html file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Title [default: in the language of the terms]
    #[arg(long)]
    title: Option<String>,
    /// How many terms tables show; of each label a quarter of it
    #[arg(long, value_name = "N", default_value = "100")]
    top: NonZeroUsize,
    /// Words of a window of MATTR
    #[arg(long, value_name = "N", default_value = "100")]
    window: NonZeroUsize,
    /// Date of the report, such as 2024-03-15, to stand at its end [default: that of SOURCE_DATE_EPOCH, else
    /// none: the same input gives the same page]
    #[arg(long)]
    date: Option<Date>,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    style: StyleArguments,
    #[command(flatten)]
    words: WordArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    check_output(&arguments.output)?;
    let settings = arguments.settings()?;
    settings.frame.check().map_err(crate::Error::from)?;
    let model = arguments
        .model
        .as_deref()
        .map(read_model)
        .transpose()?
        .map(Arc::new);
    let readings = arguments.readings(model.as_deref())?;
    let report = corpus_report(&environment(global), readings, model.as_ref(), &settings)?;
    write_file(&arguments.output, report.page.render().as_bytes())?;
    say_missing(&report.missing, global);
    say(global, format!("wrote {}", output_name(&arguments.output)));
    Ok(0)
}

impl Arguments {
    fn settings(&self) -> Result<ReportSettings, Failure> {
        Ok(ReportSettings {
            origin: Origin {
                inputs: self.input.files.clone(),
                date: report_date(self.date)?,
                command: Some(command_line(std::env::args_os().skip(1))),
            },
            title: self.title.clone(),
            top: self.top.get(),
            window: self.window.get(),
            language: self.style.language(),
            frame: self.style.frame()?,
            follows_reader: !self.style.has_theme(),
            words: self.words.settings()?,
        })
    }

    /// The documents as they are counted, and as a model reads them.
    fn readings(&self, model: Option<&Model>) -> Result<CorpusReadings, Failure> {
        let as_model = model.map_or(AutoClean::ByKind, AutoClean::As);
        let reading = |auto| self.input.reading("report", false, auto);
        Ok(CorpusReadings {
            counted: reading(AutoClean::ByKind)?,
            for_model: reading(as_model)?,
            model_cleans_otherwise: self.input.clean_mode(as_model)
                != self.input.clean_mode(AutoClean::ByKind),
        })
    }
}

fn check_output(path: &Path) -> Result<(), Failure> {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if ending != "html" && ending != "htm" && !is_stream(path) {
        return Err(Failure::Message(format!(
            "{}: a report is a page of HTML; name a file that ends in .html",
            path.display()
        )));
    }
    Ok(check_output_folder(path)?)
}

/// The date of the report: that which was asked for, or that of the environment. Never that of the clock,
/// so that the same input gives the same page.
fn report_date(asked: Option<Date>) -> Result<Option<Date>, Failure> {
    let Some(seconds) = std::env::var_os(BUILT).filter(|_| asked.is_none()) else {
        return Ok(asked);
    };
    let seconds = seconds.to_string_lossy();
    let date = seconds.trim().parse().ok().and_then(day);
    date.map(Some).ok_or_else(|| {
        Failure::Message(format!(
            "{BUILT} is \"{}\"; expected the seconds since 1970-01-01, or name the date with --date",
            shown(&seconds)
        ))
    })
}
