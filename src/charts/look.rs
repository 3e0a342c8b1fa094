//! How charts look: theme, palette, digits and form of the picture.

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark text on white.
    #[default]
    Light,
    /// Light text on a dark ground.
    Dark,
}

/// The colours of bars, lines and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// Colours that colour-blind people can tell apart and that stand out from the ground of their
    /// theme.
    #[default]
    Distinct,
    /// The "deep" colours of seaborn.
    Deep,
    /// The colours of Okabe and Ito (2008), which colour-blind people can tell apart, with two more.
    OkabeIto,
    /// The ten colours of Tableau.
    Tableau,
    /// Greys, for print without colour.
    Grey,
}

/// The digits of numbers in a chart; digits in Latin words stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digits {
    /// 0123456789.
    #[default]
    Latin,
    /// ٠١٢٣٤٥٦٧٨٩.
    Arabic,
    /// ۰۱۲۳۴۵۶۷۸۹, those of Persian and Urdu.
    Persian,
}

/// The form of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PictureFormat {
    /// Pixels.
    #[default]
    Png,
    /// SVG with text as outlines: looks the same everywhere.
    Svg,
    /// SVG with text as text: can be searched and changed, needs fonts where it is shown.
    SvgText,
    /// SVG with text as outlines that stand in a `defs` element, each glyph once, and are referred to:
    /// a third as large or less. The names of glyphs are the same in all pictures with the same fonts.
    SvgGlyphs,
}
