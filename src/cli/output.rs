//! Flags and destinations of output, the same in every command; messages and progress.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Global;
use super::failure::Failure;
use super::flag_names::with_flags;
use crate::io::{AtomicFile, TerminalText, check_output_folder, is_stdout, is_stream};
use crate::jobs::UnlabelledCounts;
use crate::report::ReportFormat;
use crate::text::shown_lines;

#[derive(clap::Args, Debug, Clone, Default)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArguments {
    /// table, csv, tsv, jsonl, json or parquet [default: by the ending of the output file; on
    /// standard output table for a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ReportFormat>,
    /// Write to a file, in the format of its ending; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Start CSV and TSV with a byte-order mark, by which Excel reads them as UTF-8. Cells are
    /// written as they are: one that starts with =, +, - or @ is a formula for a spreadsheet, so
    /// import columns of text as text (in Excel Data > From Text/CSV, column type Text)
    #[arg(long)]
    pub bom: bool,
    /// Whether the ending alone names the format: the file is beside the output of the command.
    #[arg(skip)]
    pub only_ending: bool,
}

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl OutputArguments {
    /// A file beside the output of a command, in the format of its ending.
    pub(super) fn beside(path: PathBuf, bom: bool) -> Self {
        OutputArguments {
            format: None,
            output: Some(path),
            bom,
            only_ending: true,
        }
    }

    /// The format that was asked for, or that the ending of the file stands for, or that fits the
    /// destination.
    pub(super) fn format(&self) -> Result<ReportFormat, Failure> {
        let format = self.any_format()?;
        if self.bom && format.separator().is_none() {
            return Err(bom_without_table());
        }
        Ok(format)
    }

    /// This output and a file beside it; `--bom` is for those of them that are CSV or TSV.
    ///
    /// # Errors
    /// When neither is, or a format cannot be told.
    pub(super) fn with_beside(&self, path: PathBuf) -> Result<(Self, Self), Failure> {
        let beside = OutputArguments::beside(path, self.bom);
        let here = self.any_format()?.separator().is_some();
        let there = beside.any_format()?.separator().is_some();
        if self.bom && !here && !there {
            return Err(bom_without_table());
        }
        let with = |output: &Self, is_table: bool| OutputArguments {
            bom: self.bom && is_table,
            ..output.clone()
        };
        Ok((with(self, here), with(&beside, there)))
    }

    /// As [`OutputArguments::format`], whatever `--bom` says.
    fn any_format(&self) -> Result<ReportFormat, Failure> {
        if let Some(path) = &self.output {
            check_output_folder(path)?;
        }
        let format = match (self.format, &self.output) {
            (Some(format), _) => format,
            (None, Some(path)) if !is_stream(path) => ReportFormat::of_path(path)
                .ok_or_else(|| unknown_ending(path, !self.only_ending))?,
            (None, _) if self.is_terminal() => ReportFormat::Table,
            (None, _) => ReportFormat::JsonLines,
        };
        format.check()?;
        if format.is_binary() {
            check_no_terminal(self.output.as_deref(), "a Parquet file")?;
        }
        Ok(format)
    }

    /// True when the output goes to a person.
    pub(super) fn is_terminal(&self) -> bool {
        is_terminal(self.output.as_deref())
    }

    /// True when the output may be coloured, by `--color`, `NO_COLOR` and the destination.
    pub(super) fn shows_color(&self) -> bool {
        let choice = match &self.output {
            Some(path) if path.as_os_str() != "-" => anstream::ColorChoice::global(),
            _ => anstream::AutoStream::choice(&io::stdout()),
        };
        match choice {
            anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi => true,
            anstream::ColorChoice::Auto | anstream::ColorChoice::Never => false,
        }
    }

    /// Checks format and destination, before long work begins.
    pub(super) fn check(&self) -> Result<(), Failure> {
        self.format().map(drop)
    }

    /// Opens the destination, before long work begins.
    pub(super) fn open(&self) -> Result<Destination, Failure> {
        let format = self.format()?;
        let path = self.output.as_deref();
        let mut destination = match format {
            // Its cells are made fit to be shown one by one, and it may be coloured.
            ReportFormat::Table => Destination::open(path)?,
            _ => Destination::open_text(path)?,
        };
        if self.bom {
            destination.write_all(BYTE_ORDER_MARK)?;
        }
        Ok(destination)
    }
}

/// Where results go.
pub(super) enum Destination {
    Stdout(BufWriter<io::Stdout>),
    /// Standard output, without what a terminal would obey.
    Terminal(TerminalText),
    File(BufWriter<AtomicFile>),
}

impl Destination {
    /// A file, or standard output without one.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        Ok(match path {
            Some(path) => Destination::File(BufWriter::new(AtomicFile::create(path)?)),
            None => Destination::Stdout(BufWriter::new(io::stdout())),
        })
    }

    /// As [`Destination::open`], for text of documents: a terminal does not get the control characters
    /// in it, files and pipes get the text as it is.
    pub(super) fn open_text(path: Option<&Path>) -> Result<Self, Failure> {
        if is_terminal(path) {
            Ok(Destination::Terminal(TerminalText::new()))
        } else {
            Destination::open(path)
        }
    }

    /// Makes the output complete.
    pub(super) fn commit(self) -> Result<(), Failure> {
        match self {
            Destination::Stdout(mut out) => Ok(out.flush()?),
            Destination::Terminal(mut out) => Ok(out.flush()?),
            Destination::File(out) => {
                let file = out.into_inner().map_err(|error| error.into_error())?;
                Ok(file.commit()?)
            }
        }
    }
}

impl Write for Destination {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Destination::Stdout(out) => out.write(buffer),
            Destination::Terminal(out) => out.write(buffer),
            Destination::File(out) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Destination::Stdout(out) => out.flush(),
            Destination::Terminal(out) => out.flush(),
            Destination::File(out) => out.flush(),
        }
    }
}

/// The failure of a byte-order mark for what is neither CSV nor TSV.
pub(super) fn bom_without_table() -> Failure {
    Failure::Message("--bom is for CSV and TSV; leave it out, or add --format csv".into())
}

/// The failure of an output file whose ending says no format; `or_flag` says that --format may.
pub(super) fn unknown_ending(path: &Path, or_flag: bool) -> Failure {
    Failure::Message(format!(
        "{}: the ending says no format; name a file that ends in {}{}",
        path.display(),
        ReportFormat::ENDINGS,
        if or_flag {
            ", or name the format with --format"
        } else {
            ""
        }
    ))
}

/// True when what is written to `path`, or to standard output without one, goes to a person.
pub(super) fn is_terminal(path: Option<&Path>) -> bool {
    path.is_none_or(is_stdout) && io::stdout().is_terminal()
}

/// What messages call an output.
pub(super) fn output_name(path: &Path) -> String {
    if is_stdout(path) {
        "standard output".into()
    } else {
        path.display().to_string()
    }
}

/// Refuses to write `what`, which is no text, to a terminal.
pub(super) fn check_no_terminal(path: Option<&Path>, what: &str) -> Result<(), Failure> {
    if is_terminal(path) {
        return Err(Failure::Message(format!(
            "{what} is no text for a terminal; name a file with -o, or send standard output to a file or a pipe"
        )));
    }
    Ok(())
}

/// Says something on standard error, unless told to be quiet.
pub(super) fn say(global: &Global, message: impl AsRef<str>) {
    if !global.quiet {
        to_stderr(&readable(&with_flags(message.as_ref())));
    }
}

/// Says how many documents stay unlabelled, and why, if any does.
pub(super) fn say_unlabelled(global: &Global, documents: &UnlabelledCounts) {
    if !documents.is_empty() {
        say(global, documents.to_string());
    }
}

/// A message without what labels, words or names of files in it would do to a terminal.
pub(super) fn readable(message: &str) -> String {
    shown_lines(message).into_owned()
}

/// Writes text to standard output.
pub(super) fn print_text(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a line to standard error; when that fails there is nowhere left to say so.
pub(super) fn to_stderr(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Inputs that are read in less than about a tenth of a second show no bar.
const BYTES_WORTH_A_BAR: u64 = 8_000_000;

/// A bar over so many bytes, or a count of bytes when that is not known; shown only
/// when standard error is a terminal.
pub(super) fn progress_bar(global: &Global, bytes: Option<u64>, what: &str) -> ProgressBar {
    if global.quiet || global.no_progress || bytes.is_some_and(|bytes| bytes < BYTES_WORTH_A_BAR) {
        return ProgressBar::hidden();
    }
    let template = match bytes {
        Some(_) => "{msg} {wide_bar} {bytes}/{total_bytes} {eta}",
        None => "{msg} {bytes}",
    };
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
    bar.set_style(style);
    bar.set_message(what.to_owned());
    bar
}
