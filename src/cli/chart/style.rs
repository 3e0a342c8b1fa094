//! Flags of colours, direction, digits and font.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::charts::{Digits, Direction, Frame, MissingGlyphs, Palette, Theme, check_font};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::output::say;
use crate::figures::{Language, missing_glyphs};

#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Chart")]
pub(in crate::cli) struct StyleArguments {
    /// Which way the chart runs
    #[arg(long, default_value = "auto")]
    direction: Direction,
    /// Language of titles and captions
    #[arg(long, default_value = "auto", value_parser = languages())]
    language: LanguageArgument,
    /// Dark text on white, or light text on a dark ground [default: light; of a report what the reader's
    /// system is set to]
    #[arg(long)]
    theme: Option<Theme>,
    /// Colours of bars, lines and words
    #[arg(long, value_name = "NAME", default_value = "distinct")]
    palette: Palette,
    /// Digits of numbers
    #[arg(long, default_value = "latin")]
    digits: Digits,
    /// A TrueType or OpenType font to use before the built-in ones; may be given several times: of each
    /// word, the first that has all its characters is used
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
}

/// Without help on the values, which say what they are.
impl ValueEnum for Theme {
    fn value_variants<'v>() -> &'v [Self] {
        &[Theme::Light, Theme::Dark]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }))
    }
}

/// A language, or none where the terms decide.
#[derive(Debug, Clone, Copy)]
struct LanguageArgument(Option<Language>);

/// The values of `--language`.
fn languages() -> impl TypedValueParser<Value = LanguageArgument> {
    let auto = PossibleValue::new("auto").help(
        "Arabic, Persian or Urdu, by their letters, when most letters of the terms or texts are of a \
         right-to-left script, else English",
    );
    let named = [
        ("arabic", "ar"),
        ("english", "en"),
        ("persian", "fa"),
        ("urdu", "ur"),
    ];
    let named = named.map(|(name, code)| PossibleValue::new(name).alias(code));
    let values = [auto].into_iter().chain(named);
    PossibleValuesParser::new(values).map(|name| LanguageArgument(name.parse().ok()))
}

impl StyleArguments {
    /// The language that was asked for; `None` when the terms decide.
    pub(in crate::cli) fn language(&self) -> Option<Language> {
        self.language.0
    }

    /// Whether a theme was asked for.
    pub(in crate::cli) fn has_theme(&self) -> bool {
        self.theme.is_some()
    }

    /// A frame in this style, without captions.
    pub(in crate::cli) fn frame(&self) -> Result<Frame, Failure> {
        let fonts: Result<_, Failure> = self.font.iter().map(|path| read_font(path)).collect();
        Ok(Frame {
            fonts: fonts?,
            direction: self.direction,
            theme: self.theme.unwrap_or_default(),
            palette: self.palette,
            digits: self.digits,
            ..Frame::default()
        })
    }
}

fn read_font(path: &Path) -> Result<Vec<u8>, Failure> {
    let failure =
        |error: &dyn Display| Failure::Message(format!("--font {}: {error}", path.display()));
    let data = std::fs::read(path).map_err(|error| failure(&error))?;
    check_font(&data).map_err(|error| failure(&error))?;
    Ok(data)
}

/// Says which characters of a picture no font has.
pub(in crate::cli) fn say_missing(missing: &MissingGlyphs, global: &Global) {
    if let Some(message) = missing_glyphs(missing) {
        say(global, message);
    }
}
