//! The look of charts: theme, palette, digits and picture format.

use std::path::Path;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark text on white.
    #[default]
    Light,
    /// Light text on a dark background.
    Dark,
}

/// The colours of bars, lines and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Palette {
    /// Told apart by colour-blind people, legible on the ground of the theme.
    #[default]
    Distinct,
    /// Seaborn's.
    Deep,
    /// Those of Okabe and Ito, told apart by colour-blind people.
    OkabeIto,
    /// Tableau's.
    Tableau,
    /// For print without colour.
    Grey,
}

/// The digits of numbers in a chart; digits in Latin words are unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Digits {
    /// 0123456789.
    #[default]
    Latin,
    /// ٠١٢٣٤٥٦٧٨٩.
    Arabic,
    /// ۰۱۲۳۴۵۶۷۸۹, also those of Urdu.
    Persian,
}

/// The format of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum PictureFormat {
    /// Pixels.
    #[default]
    Png,
    /// SVG with text as outlines: looks the same everywhere.
    #[cfg_attr(feature = "cli", value(help = "Shapes"))]
    Svg,
    /// SVG with text as text: can be searched and changed, needs fonts where it is shown.
    #[cfg_attr(feature = "cli", value(skip))]
    SvgText,
    /// SVG with text as outlines. Each glyph is stored once in a `defs` element and referenced, so the file
    /// is a third as large or less. Glyph names are the same in all pictures with the same fonts.
    #[cfg_attr(feature = "cli", value(skip))]
    SvgGlyphs,
}

impl PictureFormat {
    /// The format for a file name ending, in any case.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "png" => Some(PictureFormat::Png),
            "svg" => Some(PictureFormat::Svg),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_read_in_any_case() {
        let format = |name| PictureFormat::of_path(Path::new(name));
        assert_eq!(format("a.PNG"), Some(PictureFormat::Png));
        assert_eq!(format("a.b.svg"), Some(PictureFormat::Svg));
        assert_eq!(format("png"), None);
    }
}
