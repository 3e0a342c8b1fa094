//! Flags of every chart: how it looks and where it goes.

use std::io::Write;
use std::path::PathBuf;

use super::style::{StyleArguments, say_missing};
use crate::charts::{Frame, PictureFormat};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::output::{OutputArguments, check_no_terminal, output_name};
use crate::figures::{Figure, FrameTexts, Language, LetterCounts};
use crate::io::{check_output_folder, is_stream, write_file};

#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Chart")]
pub(super) struct LookArguments {
    /// The picture to write, a .png or .svg file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Form of the picture [default: by the ending of the file; png on standard output]
    #[arg(long, value_name = "FORMAT")]
    format: Option<PictureFormat>,
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
        let frame = self.frame()?;
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

    /// Draws a figure, and writes its numbers where asked for.
    pub(super) fn save(&self, global: &Global, figure: &Figure) -> Result<u8, Failure> {
        let texts = FrameTexts {
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            caption: self.caption.clone(),
            source: self.source.clone(),
        };
        let frame = figure.captions.frame(&texts, self.frame()?);
        let picture = figure.draw(&frame).map_err(crate::Error::from)?;
        say_missing(&picture.missing, global);
        write_file(&self.output, &picture.bytes)?;
        if let Some(data) = self.data() {
            let mut out = data.open()?;
            out.write_all(&figure.table.written(data.format()?)?)?;
            out.commit()?;
        }
        Ok(0)
    }

    /// Where the numbers go.
    fn data(&self) -> Option<OutputArguments> {
        let path = self.data_out.clone();
        path.map(|path| OutputArguments::beside(path, self.bom))
    }

    /// The frame without captions.
    fn frame(&self) -> Result<Frame, Failure> {
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
        let by_name = PictureFormat::of_path(&self.output);
        let by_name = by_name.or(is_stream(&self.output).then_some(PictureFormat::Png));
        match (self.format.or(by_name), self.svg_text) {
            (Some(format), false) => Ok(format),
            (Some(PictureFormat::Png), true) => Err(Failure::Message(format!(
                "{name}: --svg-text is for SVG pictures; name a file that ends in .svg"
            ))),
            (Some(_), true) => Ok(PictureFormat::SvgText),
            (None, _) => Err(Failure::Message(format!(
                "{name}: charts are PNG or SVG pictures; name a file that ends in .png or .svg"
            ))),
        }
    }
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
