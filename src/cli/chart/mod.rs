//! `tasnif chart`: draws charts as PNG.

mod captions;
mod classes;
mod confusion;
mod explain;
mod terms;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

pub(super) use captions::Captions;
use captions::Language;
pub(super) use classes::class_bars;
pub(super) use confusion::confusion_data;
pub(super) use terms::term_bars;

use super::Global;
use super::corpus_reader::{Reading, read};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::settings::TextArguments;
use crate::charts::{ChartError, Frame};
use crate::features::FeatureSettings;
use crate::io::{check_output_folder, write_file};
use crate::stats::TermFrequencies;
use crate::text::{StopList, Tokenizer};

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand, Debug)]
enum Kind {
    /// The most frequent terms
    Terms(terms::Arguments),
    /// Terms by label
    Classes(classes::Arguments),
    /// Confusion matrix of a model, or of settings by cross-validation
    Confusion(confusion::Arguments),
    /// Which words decided on the label of a document
    Explain(explain::Arguments),
}

/// Flags of every chart.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Chart")]
struct LookArguments {
    /// The picture to write, a .png file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Title [default: says what is shown, in the language of the terms]
    #[arg(long)]
    title: Option<String>,
    /// Subtitle [default: says what was counted]
    #[arg(long)]
    subtitle: Option<String>,
    /// Which way the chart runs
    #[arg(long, default_value = "auto")]
    direction: DirectionArgument,
    /// Width and height in logical pixels
    #[arg(long, value_name = "WxH", default_value = "1200x800", value_parser = size)]
    size: (u32, u32),
    /// Pixels per logical pixel
    #[arg(long, default_value_t = 2.0)]
    scale: f32,
    /// A TrueType or OpenType font to use before the built-in ones
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum DirectionArgument {
    /// By the script of most letters
    Auto,
    /// Right to left
    Rtl,
    /// Left to right
    Ltr,
}

/// Flags of charts that count words.
#[derive(clap::Args, Debug)]
struct CountArguments {
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    text: TextArguments,
    /// Count Arabic words that differ only in clitics as one, under the form written most often
    #[arg(long)]
    clitics: bool,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    match &arguments.kind {
        Kind::Terms(arguments) => terms::run(arguments, global),
        Kind::Classes(arguments) => classes::run(arguments, global),
        Kind::Confusion(arguments) => confusion::run(arguments, global),
        Kind::Explain(arguments) => explain::run(arguments, global),
    }
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let parts = text
        .split_once('x')
        .map(|(width, height)| (width.parse(), height.parse()));
    match parts {
        Some((Ok(width), Ok(height))) => Ok((width, height)),
        _ => Err(format!("\"{text}\" is not a size such as 1200x800")),
    }
}

impl LookArguments {
    /// Checks the destination, before long work begins.
    fn check(&self) -> Result<(), Failure> {
        let is_png = self
            .output
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
        if !is_png {
            return Err(Failure::Message(format!(
                "{}: charts are PNG pictures; name a file that ends in .png",
                self.output.display()
            )));
        }
        Ok(check_output_folder(&self.output)?)
    }

    /// The direction that was asked for; `None` when the labels decide.
    fn language(&self) -> Option<Language> {
        match self.direction {
            DirectionArgument::Auto => None,
            DirectionArgument::Rtl => Some(Language::Arabic),
            DirectionArgument::Ltr => Some(Language::English),
        }
    }

    /// Writes the picture of a chart that could be drawn.
    fn save(&self, picture: Result<Vec<u8>, ChartError>) -> Result<u8, Failure> {
        let picture = picture.map_err(|error| self.failure(error))?;
        write_file(&self.output, &picture)?;
        Ok(0)
    }

    /// The failure of a chart; one of the font names its file.
    fn failure(&self, error: ChartError) -> Failure {
        match (&error, &self.font) {
            (ChartError::Font, Some(path)) => {
                Failure::Message(format!("--font {}: {error}", path.display()))
            }
            _ => crate::Error::from(error).into(),
        }
    }

    /// The frame, with `captions` where nothing else was asked for.
    fn frame(&self, captions: Captions) -> Result<Frame, Failure> {
        let font = match &self.font {
            Some(path) => Some(std::fs::read(path).map_err(|error| {
                Failure::Message(format!("--font {}: {error}", path.display()))
            })?),
            None => None,
        };
        let frame = captions.frame();
        Ok(Frame {
            title: self.title.clone().unwrap_or(frame.title),
            subtitle: self.subtitle.clone().unwrap_or(frame.subtitle),
            direction: frame.direction,
            width: self.size.0,
            height: self.size.1,
            scale: self.scale,
            font,
        })
    }
}

/// The failure of a chart of terms when there is none.
fn no_term() -> Failure {
    Failure::Message(
        "no term is left to draw: the text holds only stop words, numbers or single letters; \
         --stop-words none keeps stop words"
            .into(),
    )
}

/// Counts of terms, and of the documents they come from.
pub(super) struct Counted {
    pub frequencies: TermFrequencies,
    pub documents: u64,
}

impl CountArguments {
    fn count(
        &self,
        command: &'static str,
        labelled: bool,
        global: &Global,
    ) -> Result<Counted, Failure> {
        let stop_list = self.text.stop_list("default")?;
        let settings = FeatureSettings {
            profile: self.text.profile,
            stem: self.text.stem.map(Into::into),
            clitics: self.clitics,
            ..FeatureSettings::default()
        };
        settings.check()?;
        let reading = self.input.reading(command, labelled, AutoClean::TextToo)?;
        let mut counted = count(global, reading, &self.text.tokenizer(), &stop_list)?;
        if self.clitics {
            counted.frequencies.group_clitics();
        }
        Ok(counted)
    }
}

/// Counts the terms of all documents.
pub(super) fn count(
    global: &Global,
    reading: Reading,
    tokenizer: &Tokenizer,
    stop_list: &StopList,
) -> Result<Counted, Failure> {
    // Without need, counts are not kept apart by label.
    let labelled = reading.options.labelled;
    let mut documents = 0;
    let parts = read(
        global,
        reading,
        TermFrequencies::default,
        |frequencies, _, documents| {
            for document in &documents {
                let label = document.label.as_deref().filter(|_| labelled);
                frequencies.add(
                    tokenizer,
                    stop_list,
                    &document.text,
                    label.unwrap_or_default(),
                );
            }
            documents.len() as u64
        },
        |count| {
            documents += count;
            Ok(())
        },
    )?;
    let mut frequencies = TermFrequencies::default();
    for part in &parts {
        frequencies.append(part);
    }
    Ok(Counted {
        frequencies,
        documents,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(size("800x600"), Ok((800, 600)));
        assert!(size("800").is_err() && size("ax1").is_err() && size("1x-1").is_err());
    }
}
