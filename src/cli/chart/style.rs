//! Flags of colours, direction, digits and font.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::charts::{Digits, Direction, Frame, MissingGlyphs, Palette, Theme, check_font};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::output::say;
use crate::figures::Language;
use crate::report::counted;

/// Most characters without a glyph that are named.
const MOST_CHARACTERS: usize = 8;

#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Chart")]
pub(in crate::cli) struct StyleArguments {
    /// Which way the chart runs
    #[arg(long, default_value = "auto")]
    direction: DirectionArgument,
    /// Language of titles and captions
    #[arg(long, default_value = "auto")]
    language: LanguageArgument,
    /// Dark text on white, or light text on a dark ground [default: light; of a report what the reader's
    /// system is set to]
    #[arg(long)]
    theme: Option<ThemeArgument>,
    /// Colours of bars, lines and words
    #[arg(long, value_name = "NAME", default_value = "distinct")]
    palette: PaletteArgument,
    /// Digits of numbers
    #[arg(long, default_value = "latin")]
    digits: DigitsArgument,
    /// A TrueType or OpenType font to use before the built-in ones; may be given several times: of each
    /// word, the first that has all its characters is used
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum DirectionArgument {
    /// As the language of the captions
    Auto,
    /// Right to left
    Rtl,
    /// Left to right
    Ltr,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum LanguageArgument {
    /// Arabic, Persian or Urdu, by their letters, when most letters of the terms or texts are of a
    /// right-to-left script, else English
    Auto,
    #[value(alias = "ar")]
    Arabic,
    #[value(alias = "en")]
    English,
    #[value(alias = "fa")]
    Persian,
    #[value(alias = "ur")]
    Urdu,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum ThemeArgument {
    Light,
    Dark,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum PaletteArgument {
    /// Told apart by colour-blind people, legible on the ground of the theme
    Distinct,
    /// Seaborn's
    Deep,
    /// Those of Okabe and Ito, told apart by colour-blind people
    OkabeIto,
    /// Tableau's
    Tableau,
    /// For print without colour
    Grey,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum DigitsArgument {
    /// 0123456789
    Latin,
    /// ٠١٢٣٤٥٦٧٨٩
    Arabic,
    /// ۰۱۲۳۴۵۶۷۸۹, also those of Urdu
    Persian,
}

impl StyleArguments {
    /// The language that was asked for; `None` when the terms decide.
    pub(in crate::cli) fn language(&self) -> Option<Language> {
        match self.language {
            LanguageArgument::Auto => None,
            LanguageArgument::Arabic => Some(Language::Arabic),
            LanguageArgument::English => Some(Language::English),
            LanguageArgument::Persian => Some(Language::Persian),
            LanguageArgument::Urdu => Some(Language::Urdu),
        }
    }

    /// Whether a theme was asked for.
    pub(in crate::cli) fn has_theme(&self) -> bool {
        self.theme.is_some()
    }

    /// The direction that was asked for, or that of the language of the captions.
    pub(in crate::cli) fn direction(&self, language: Language) -> Direction {
        match self.direction {
            DirectionArgument::Auto => language.direction(),
            DirectionArgument::Rtl => Direction::Rtl,
            DirectionArgument::Ltr => Direction::Ltr,
        }
    }

    /// A frame in this style, without captions.
    pub(in crate::cli) fn frame(&self) -> Result<Frame, Failure> {
        let fonts: Result<_, Failure> = self.font.iter().map(|path| read_font(path)).collect();
        Ok(Frame {
            fonts: fonts?,
            theme: match self.theme {
                None | Some(ThemeArgument::Light) => Theme::Light,
                Some(ThemeArgument::Dark) => Theme::Dark,
            },
            palette: match self.palette {
                PaletteArgument::Distinct => Palette::Distinct,
                PaletteArgument::Deep => Palette::Deep,
                PaletteArgument::OkabeIto => Palette::OkabeIto,
                PaletteArgument::Tableau => Palette::Tableau,
                PaletteArgument::Grey => Palette::Grey,
            },
            digits: match self.digits {
                DigitsArgument::Latin => Digits::Latin,
                DigitsArgument::Arabic => Digits::Arabic,
                DigitsArgument::Persian => Digits::Persian,
            },
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
    if missing.is_empty() {
        return;
    }
    let named = missing.characters.iter().take(MOST_CHARACTERS);
    let named: Vec<String> = named
        .map(|&c| format!("{c} (U+{:04X})", u32::from(c)))
        .collect();
    let more = match missing.characters.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let labels = counted(missing.labels as u64, "text");
    say(
        global,
        format!(
            "no font has {}{more}: boxes stand for them in {labels} of the chart; --font FILE adds a \
             font that has them",
            named.join(", ")
        ),
    );
}
