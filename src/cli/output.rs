//! Flags and destinations of output, the same in every command; messages and progress.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Global;
use super::failure::Failure;
use crate::io::{AtomicFile, Source};
use crate::report::ReportFormat;
use crate::text::shown;

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArguments {
    /// table, csv, jsonl or json [default: table on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ReportFormat>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl OutputArguments {
    /// The format that was asked for, or that fits the destination.
    pub(super) fn format(&self) -> ReportFormat {
        self.format.unwrap_or(if self.is_terminal() {
            ReportFormat::Table
        } else {
            ReportFormat::JsonLines
        })
    }

    /// True when the output goes to a person.
    pub(super) fn is_terminal(&self) -> bool {
        self.output.is_none() && io::stdout().is_terminal()
    }

    /// True when the output may be coloured, by `--color`, `NO_COLOR` and the destination.
    pub(super) fn shows_color(&self) -> bool {
        let choice = match self.output {
            Some(_) => anstream::ColorChoice::global(),
            None => anstream::AutoStream::choice(&io::stdout()),
        };
        match choice {
            anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi => true,
            anstream::ColorChoice::Auto | anstream::ColorChoice::Never => false,
        }
    }

    /// Opens the destination, before long work begins.
    pub(super) fn open(&self) -> Result<Destination, Failure> {
        Ok(match &self.output {
            Some(path) => Destination::File(BufWriter::new(AtomicFile::create(path)?)),
            None => Destination::Stdout(BufWriter::new(io::stdout())),
        })
    }
}

/// Where results go.
pub(super) enum Destination {
    Stdout(BufWriter<io::Stdout>),
    File(BufWriter<AtomicFile>),
}

impl Destination {
    /// Makes the output complete.
    pub(super) fn commit(self) -> Result<(), Failure> {
        match self {
            Destination::Stdout(mut out) => Ok(out.flush()?),
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
            Destination::File(out) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Destination::Stdout(out) => out.flush(),
            Destination::File(out) => out.flush(),
        }
    }
}

/// Says something on standard error, unless told to be quiet.
pub(super) fn say(global: &Global, message: impl AsRef<str>) {
    if !global.quiet {
        to_stderr(&readable(message.as_ref()));
    }
}

/// A message without what labels, words or names of files in it would do to a terminal.
pub(super) fn readable(message: &str) -> String {
    let lines: Vec<_> = message.split('\n').map(shown).collect();
    lines.join("\n")
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

/// A bar over the bytes of `sources`, or a count of bytes when their size is not known; shown only
/// when standard error is a terminal.
pub(super) fn progress(global: &Global, sources: &[Source], what: &str) -> ProgressBar {
    let bytes: Option<u64> = sources.iter().map(Source::content_bytes).sum();
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
