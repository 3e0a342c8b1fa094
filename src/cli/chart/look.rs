//! Flags of every chart: how it looks and where it goes.

use std::path::{Path, PathBuf};

use super::captions::{Captions, Language};
use super::letters::LetterCounts;
use super::style::StyleArguments;
use super::table::DataTable;
use crate::charts::{ChartError, Frame, PictureFormat};
use crate::cli::failure::Failure;
use crate::io::{check_output_folder, write_file};
use crate::report::ReportFormat;

#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Chart")]
pub(super) struct LookArguments {
    /// The picture to write, a .png or .svg file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Also write the numbers of the chart, as a .csv or .json file
    #[arg(long, value_name = "FILE")]
    data_out: Option<PathBuf>,
    /// Title [default: says what is shown, in the language of the terms]
    #[arg(long)]
    title: Option<String>,
    /// Subtitle [default: says what was counted]
    #[arg(long)]
    subtitle: Option<String>,
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
        self.format()?;
        check_output_folder(&self.output)?;
        if let Some(path) = &self.data_out {
            data_format(path)?;
            check_output_folder(path)?;
        }
        let frame = self.bare_frame()?;
        frame.check().map_err(|error| self.style.failure(error))
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
        picture: Result<Vec<u8>, ChartError>,
        table: &DataTable,
    ) -> Result<u8, Failure> {
        let picture = picture.map_err(|error| self.style.failure(error))?;
        write_file(&self.output, &picture)?;
        if let Some(path) = &self.data_out {
            write_file(path, &table.written(data_format(path)?)?)?;
        }
        Ok(0)
    }

    /// The frame, with `captions` where nothing else was asked for.
    pub(super) fn frame(&self, captions: Captions) -> Result<Frame, Failure> {
        let direction = self.style.direction(captions.language);
        let captions = captions.frame();
        Ok(Frame {
            title: self.title.clone().unwrap_or(captions.title),
            subtitle: self.subtitle.clone().unwrap_or(captions.subtitle),
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
        let name = self.output.display();
        match (ending(&self.output).as_str(), self.svg_text) {
            ("png", false) => Ok(PictureFormat::Png),
            ("svg", false) => Ok(PictureFormat::Svg),
            ("svg", true) => Ok(PictureFormat::SvgText),
            ("png", true) => Err(Failure::Message(format!(
                "{name}: --svg-text is for SVG pictures; name a file that ends in .svg"
            ))),
            _ => Err(Failure::Message(format!(
                "{name}: charts are PNG or SVG pictures; name a file that ends in .png or .svg"
            ))),
        }
    }
}

/// The form of the numbers, by the ending of their file.
fn data_format(path: &Path) -> Result<ReportFormat, Failure> {
    match ending(path).as_str() {
        "csv" => Ok(ReportFormat::Csv),
        "json" => Ok(ReportFormat::Json),
        _ => Err(Failure::Message(format!(
            "--data-out {}: numbers are written as CSV or JSON; name a file that ends in .csv or .json",
            path.display()
        ))),
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
    fn endings_name_the_form_of_numbers() {
        assert_eq!(data_format(Path::new("a.CSV")).unwrap(), ReportFormat::Csv);
        assert_eq!(
            data_format(Path::new("b.json")).unwrap(),
            ReportFormat::Json
        );
        assert!(data_format(Path::new("csv")).is_err());
    }
}
