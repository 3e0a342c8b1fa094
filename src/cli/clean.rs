//! `tasnif clean`: takes what is not the article out of web pages and scraped text.

use std::path::PathBuf;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::keep::KeepArgument;
use super::output::{
    Destination, OutputArguments, bom_without_table, check_no_terminal, print_text, readable, say,
    to_stderr, unknown_ending,
};
use crate::corpus::reading::{Reading, field_names};
use crate::io::{Per, is_stream};
use crate::jobs::clean::{CleanSettings, CleanedDocument, clean};
use crate::report::{KeptColumns, Own, ReportFormat};
use crate::tables::{CleanedColumns, CleanedFormat, CleanedWriter};
use crate::text::CUES;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
A JSON, CSV or Parquet record keeps its fields: the cleaned text stands in the field of the text, and
language, kept_whole and the like come after the others. Where the text is joined from several fields
or lies inside an object, these stay as they are, and the cleaned text is the field text.

Examples:
  tasnif clean page.html
  tasnif clean scraped/ --format jsonl -o clean.jsonl      a JSON object a document
  tasnif clean article.txt --show-removed > article.clean.txt
  tasnif clean pages/ -o view.html                         what stays and what goes, in colour
  tasnif clean page.html --explain                         the probability of each block
  tasnif clean --list-cues > cues.tsv                      what lines are known by")]
pub(super) struct Arguments {
    /// Show each line that goes, and by which rule
    #[arg(long)]
    show_removed: bool,
    /// Instead of texts, a row for each line or block: whether it is kept, the rule that removes it,
    /// the probability that it is in the article
    #[arg(long)]
    explain: bool,
    /// Print the built-in list of lines that are not the article
    #[arg(long)]
    list_cues: bool,
    /// How cleaned documents are written [default: by the ending of the output file, .txt is text;
    /// else text, with --explain a table]
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<CleanedFormat>,
    /// Write to a file, in the format of its ending; - is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Start CSV and TSV with a byte-order mark, by which Excel reads them as UTF-8
    #[arg(long, help_heading = "Output")]
    bom: bool,
    #[command(flatten)]
    keep: KeepArgument,
    #[command(flatten)]
    input: InputArguments,
}

impl Arguments {
    /// The format that was asked for, or that the ending of the output file stands for.
    fn format(&self) -> Result<CleanedFormat, Failure> {
        let format = match (self.format, &self.output) {
            (Some(format), _) => format,
            (None, Some(path)) if !is_stream(path) => {
                CleanedFormat::of_path(path).ok_or_else(|| unknown_ending(path, true))?
            }
            _ => CleanedFormat::Text,
        };
        if format == CleanedFormat::Parquet {
            ReportFormat::Parquet.check()?;
            check_no_terminal(self.output.as_deref(), "a Parquet file")?;
        }
        Ok(format)
    }

    /// The destination of texts, or of rows in a format.
    fn open(&self, rows: Option<ReportFormat>) -> Result<Destination, Failure> {
        let output = OutputArguments {
            format: rows,
            output: self.output.clone(),
            bom: self.bom,
            ..OutputArguments::default()
        };
        match rows {
            Some(_) => output.open(),
            None if self.bom => Err(bom_without_table()),
            None => Destination::open_text(self.output.as_deref()),
        }
    }

    fn writer(
        &self,
        format: CleanedFormat,
        reading: &Reading,
    ) -> Result<CleanedWriter<Destination>, Failure> {
        let rows = format.rows();
        if format == CleanedFormat::Html {
            return Ok(CleanedWriter::view(self.open(None)?)?);
        }
        if self.explain {
            let rows = rows.unwrap_or(ReportFormat::Table);
            return Ok(CleanedWriter::lines(self.open(Some(rows))?, rows));
        }
        let Some(format) = rows else {
            return Ok(CleanedWriter::texts(self.open(rows)?));
        };
        let names = field_names(reading)?;
        let is_whole = reading.options.per == Per::Document;
        let own = Own {
            stated: match self.input.id_field == "id" && is_whole {
                true => &["id", "label", "date"],
                false => &["label", "date"],
            },
            guess: None,
        };
        let columns = KeptColumns::new(self.open(rows)?, format, own);
        let settings = CleanedColumns {
            text_field: self.input.text_field.clone(),
            with_removed: self.show_removed,
        };
        Ok(CleanedWriter::rows(
            columns.with_keep(&reading.options.keep).with_names(names),
            settings,
        ))
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    if arguments.list_cues {
        print_text(CUES)?;
        return Ok(0);
    }
    let mut reading = arguments.input.reading("clean", false, AutoClean::Text)?;
    let format = arguments.format()?;
    let with_lines = arguments.explain || format == CleanedFormat::Html;
    if with_lines && reading.options.per == Per::Paragraph {
        let problem =
            "--explain and the format html show whole documents; leave out --per paragraph";
        return Err(Failure::Message(problem.into()));
    }
    let rows = format.rows();
    reading.options.keep = arguments.keep.of(rows.unwrap_or(ReportFormat::Table));
    let mut writer = arguments.writer(format, &reading)?;
    let settings = CleanSettings {
        with_language: rows.is_some() && !with_lines,
        with_lines,
    };
    let shows_removed = arguments.show_removed && rows.is_none() && !with_lines;
    let account = clean(&environment(global), reading, settings, |documents| {
        for document in documents {
            if shows_removed {
                show_removed(&document);
            }
            writer.write(document)?;
        }
        Ok::<_, Failure>(writer.flush()?)
    })?;
    let (out, notices) = writer.finish()?;
    out.commit()?;
    notices.iter().for_each(|notice| say(global, notice));
    account.report(global);
    Ok(0)
}

/// Prints what was removed, or what was kept for being too much, on standard error.
fn show_removed(cleaned: &CleanedDocument) {
    let kept = if cleaned.kept_whole { " (kept)" } else { "" };
    for line in &cleaned.removed {
        let number = line.line.map(|number| format!("{number}:"));
        let shown = format!(
            "{}:{} {}{kept}: {}",
            cleaned.document.id,
            number.unwrap_or_default(),
            line.rule.name(),
            line.text
        );
        to_stderr(&readable(&shown));
    }
}
