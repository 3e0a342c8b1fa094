//! Flags of every chart: how it looks and where it goes.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::style::{StyleArguments, say_missing};
use crate::charts::{ChartError, Frame, Picture, PictureFormat};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::output::{OutputArguments, check_no_terminal, output_name};
use crate::figures::{Captions, DataTable, Figure, Language, LetterCounts};
use crate::io::{check_output_folder, is_stream, write_file};

#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Chart")]
pub(super) struct LookArguments {
    /// The picture to write, a .png or .svg file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Form of the picture [default: by the ending of the file; png on standard output]
    #[arg(long, value_name = "FORMAT")]
    format: Option<PictureArgument>,
    /// Also write the numbers of the chart, in the format of the ending: .csv, .tsv, .jsonl, .ndjson,
    /// .json, .parquet or .txt
    #[arg(long, value_name = "FILE")]
    data_out: Option<PathBuf>,
    /// Start numbers in CSV and TSV with a byte-order mark, by which Excel reads them as UTF-8
    #[arg(long, requires = "data_out")]
    bom: bool,
    /// Title [default: says what is shown, in the language of the terms]
    #[arg(long)]
    title: Option<String>,
    /// Subtitle [default: says what was counted]
    #[arg(long)]
    subtitle: Option<String>,
    /// A note under the chart
    #[arg(long, value_name = "TEXT")]
    caption: Option<String>,
    /// Where the data come from; shown under the chart after "Source:", in the language of its captions
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Width and height in logical pixels
    #[arg(long, value_name = "WxH", default_value = "1200x800", value_parser = size)]
    size: (u32, u32),
    /// Pixels per logical pixel
    #[arg(long, value_name = "N", default_value_t = 2.0)]
    scale: f32,
    /// In .svg files, keep text as text [default: outlines, which look the same everywhere]
    #[arg(long)]
    svg_text: bool,
    #[command(flatten)]
    style: StyleArguments,
}

/// Form of a picture.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum PictureArgument {
    /// Pixels
    Png,
    /// Shapes
    Svg,
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
    /// Checks destinations, size and font, before long work begins.
    pub(super) fn check(&self) -> Result<(), Failure> {
        check_output_folder(&self.output)?;
        if self.format()? == PictureFormat::Png {
            check_no_terminal(Some(&self.output), "a PNG picture")?;
        }
        if let Some(data) = self.data() {
            data.check()?;
        }
        let frame = self.bare_frame()?;
        frame
            .check()
            .map_err(|error| crate::Error::from(error).into())
    }

    /// The language that was asked for; `None` when the terms decide.
    pub(super) fn language(&self) -> Option<Language> {
        self.style.language()
    }

    /// The language that was asked for, or that of the letters of what is shown.
    pub(super) fn language_of(&self, letters: LetterCounts) -> Language {
        self.language().unwrap_or_else(|| letters.language())
    }

    /// Writes the picture of a chart that could be drawn, and its numbers where asked for.
    pub(super) fn save(
        &self,
        global: &Global,
        picture: Result<Picture, ChartError>,
        table: &DataTable,
    ) -> Result<u8, Failure> {
        let picture = picture.map_err(crate::Error::from)?;
        say_missing(&picture.missing, global);
        write_file(&self.output, &picture.bytes)?;
        if let Some(data) = self.data() {
            let mut out = data.open()?;
            out.write_all(&table.written(data.format()?)?)?;
            out.commit()?;
        }
        Ok(0)
    }

    /// Draws a figure, and writes its numbers where asked for.
    pub(super) fn save_figure(&self, global: &Global, figure: &Figure) -> Result<u8, Failure> {
        let frame = self.frame(figure.captions.clone())?;
        self.save(global, figure.draw(&frame), &figure.table)
    }

    /// Where the numbers go.
    fn data(&self) -> Option<OutputArguments> {
        let path = self.data_out.clone();
        path.map(|path| OutputArguments::beside(path, self.bom))
    }

    /// The frame, with `captions` where nothing else was asked for.
    pub(super) fn frame(&self, captions: Captions) -> Result<Frame, Failure> {
        let direction = self.style.direction(captions.language);
        let source = self
            .source
            .as_deref()
            .map(|text| captions.language.source(text));
        let captions = captions.frame();
        Ok(Frame {
            title: self.title.clone().unwrap_or(captions.title),
            subtitle: self.subtitle.clone().unwrap_or(captions.subtitle),
            caption: self.caption.clone().unwrap_or_default(),
            source: source.unwrap_or_default(),
            direction,
            captions: captions.captions,
            ..self.bare_frame()?
        })
    }

    /// The frame without captions.
    fn bare_frame(&self) -> Result<Frame, Failure> {
        Ok(Frame {
            width: self.size.0,
            height: self.size.1,
            scale: self.scale,
            format: self.format()?,
            ..self.style.frame()?
        })
    }

    /// The form of the picture, by its ending.
    fn format(&self) -> Result<PictureFormat, Failure> {
        let name = output_name(&self.output);
        let asked = self.format.or_else(|| match ending(&self.output).as_str() {
            "png" => Some(PictureArgument::Png),
            "svg" => Some(PictureArgument::Svg),
            _ => is_stream(&self.output).then_some(PictureArgument::Png),
        });
        match (asked, self.svg_text) {
            (Some(PictureArgument::Png), false) => Ok(PictureFormat::Png),
            (Some(PictureArgument::Svg), false) => Ok(PictureFormat::Svg),
            (Some(PictureArgument::Svg), true) => Ok(PictureFormat::SvgText),
            (Some(PictureArgument::Png), true) => Err(Failure::Message(format!(
                "{name}: --svg-text is for SVG pictures; name a file that ends in .svg"
            ))),
            (None, _) => Err(Failure::Message(format!(
                "{name}: charts are PNG or SVG pictures; name a file that ends in .png or .svg"
            ))),
        }
    }
}

/// The ending of a file's name in small letters; empty without one.
fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(size("800x600"), Ok((800, 600)));
        assert!(size("800").is_err() && size("ax1").is_err() && size("1x-1").is_err());
    }

    #[test]
    fn endings_are_read_in_small_letters() {
        assert_eq!(ending(Path::new("a.CSV")), "csv");
        assert_eq!(ending(Path::new("csv")), "");
    }
}
