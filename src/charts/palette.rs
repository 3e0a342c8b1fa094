//! The colours of the charts.
//!
//! Charts are drawn in the colours of the light theme and the "deep" palette; the canvas maps each of them to
//! the frame's theme and palette. Text has a contrast of at least 4.5 to its background.

use plotters::style::RGBColor;
use plotters_backend::BackendColor;

use super::contrast::{LEAST_TEXT_CONTRAST, contrast};
use super::look::{Palette, Theme};

pub(super) const WHITE: RGBColor = RGBColor(0xff, 0xff, 0xff);
/// Titles and labels.
pub(super) const INK: RGBColor = RGBColor(0x1f, 0x29, 0x37);
/// Subtitles, ticks, captions and values.
pub(super) const MUTED: RGBColor = RGBColor(0x6b, 0x72, 0x80);
pub(super) const GRID: RGBColor = RGBColor(0xe5, 0xe7, 0xeb);

/// Text on filled areas, in either theme.
const BLACK: RGBColor = RGBColor(0, 0, 0);
/// The same on dark areas; not pure white, which the dark theme maps to its background.
const ALMOST_WHITE: RGBColor = RGBColor(0xfd, 0xfd, 0xfd);

/// The background of the dark theme.
const DARK: RGBColor = RGBColor(0x11, 0x18, 0x27);

/// The "deep" colours of seaborn, one for each class.
pub(super) const DEEP: [RGBColor; 10] = [
    RGBColor(0x4c, 0x72, 0xb0),
    RGBColor(0xdd, 0x84, 0x52),
    RGBColor(0x55, 0xa8, 0x68),
    RGBColor(0xc4, 0x4e, 0x52),
    RGBColor(0x81, 0x72, 0xb3),
    RGBColor(0x93, 0x78, 0x60),
    RGBColor(0xda, 0x8b, 0xc3),
    RGBColor(0x8c, 0x8c, 0x8c),
    RGBColor(0xcc, 0xb9, 0x74),
    RGBColor(0x64, 0xb5, 0xcd),
];

/// The nine "Blues" of ColorBrewer, light to dark.
const BLUES: [RGBColor; 9] = [
    RGBColor(0xf7, 0xfb, 0xff),
    RGBColor(0xde, 0xeb, 0xf7),
    RGBColor(0xc6, 0xdb, 0xef),
    RGBColor(0x9e, 0xca, 0xe1),
    RGBColor(0x6b, 0xae, 0xd6),
    RGBColor(0x42, 0x92, 0xc6),
    RGBColor(0x21, 0x71, 0xb5),
    RGBColor(0x08, 0x51, 0x9c),
    RGBColor(0x08, 0x30, 0x6b),
];

/// The same for the dark theme: from near its background to light.
const DARK_BLUES: [RGBColor; 9] = [
    RGBColor(0x17, 0x22, 0x35),
    RGBColor(0x12, 0x2f, 0x58),
    RGBColor(0x0d, 0x40, 0x80),
    RGBColor(0x1a, 0x56, 0x9f),
    RGBColor(0x2f, 0x74, 0xb5),
    RGBColor(0x4f, 0x93, 0xc9),
    RGBColor(0x7c, 0xb3, 0xdc),
    RGBColor(0xae, 0xd1, 0xea),
    RGBColor(0xde, 0xeb, 0xf7),
];

/// Colours that people with any colour vision can distinguish and that have a contrast of at least 3 to
/// white, found by simulated annealing from the hues of Okabe and Ito; a test checks the minimum difference.
const DISTINCT: [RGBColor; 10] = [
    RGBColor(0x55, 0x6f, 0xb7),
    RGBColor(0xc7, 0x5e, 0x0f),
    RGBColor(0x0b, 0x5e, 0x5d),
    RGBColor(0x99, 0x2f, 0x06),
    RGBColor(0xbe, 0x80, 0x9e),
    RGBColor(0x56, 0x99, 0xd6),
    RGBColor(0x8e, 0x88, 0x5f),
    RGBColor(0x5e, 0x67, 0x53),
    RGBColor(0x5e, 0x2f, 0x24),
    RGBColor(0x3c, 0x2e, 0x7c),
];

/// The same for the dark theme.
const DARK_DISTINCT: [RGBColor; 10] = [
    RGBColor(0x88, 0x8c, 0xff),
    RGBColor(0xe3, 0x83, 0x1d),
    RGBColor(0x5f, 0xbb, 0xa1),
    RGBColor(0xc8, 0x31, 0x5d),
    RGBColor(0xdc, 0xcd, 0xe9),
    RGBColor(0x87, 0xff, 0xd6),
    RGBColor(0x7a, 0x65, 0x00),
    RGBColor(0x82, 0x78, 0x81),
    RGBColor(0xf9, 0xe9, 0x49),
    RGBColor(0x9d, 0x5d, 0xa9),
];

/// The eight of Okabe and Ito (2008), and two more that are as different from these as these are from each
/// other.
const OKABE_ITO: [RGBColor; 10] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0xcc, 0x79, 0xa7),
    RGBColor(0x56, 0xb4, 0xe9),
    RGBColor(0xf0, 0xe4, 0x42),
    RGBColor(0x00, 0x00, 0x00),
    RGBColor(0x77, 0x22, 0x00),
    RGBColor(0x00, 0x00, 0x99),
];

/// The same with near-white instead of black, which would be invisible on the dark background.
const DARK_OKABE_ITO: [RGBColor; 10] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0xcc, 0x79, 0xa7),
    RGBColor(0x56, 0xb4, 0xe9),
    RGBColor(0xf0, 0xe4, 0x42),
    RGBColor(0xf5, 0xf5, 0xf5),
    RGBColor(0xbb, 0xff, 0xbb),
    RGBColor(0x66, 0x66, 0x66),
];

const TABLEAU: [RGBColor; 10] = [
    RGBColor(0x4e, 0x79, 0xa7),
    RGBColor(0xf2, 0x8e, 0x2b),
    RGBColor(0x59, 0xa1, 0x4f),
    RGBColor(0xe1, 0x57, 0x59),
    RGBColor(0xb0, 0x7a, 0xa1),
    RGBColor(0x9c, 0x75, 0x5f),
    RGBColor(0xff, 0x9d, 0xa7),
    RGBColor(0xba, 0xb0, 0xac),
    RGBColor(0xed, 0xc9, 0x48),
    RGBColor(0x76, 0xb7, 0xb2),
];

/// Adjacent colours differ most.
const GREYS: [u8; 10] = [0x50, 0xa8, 0x78, 0xc0, 0x64, 0x94, 0x3c, 0xb4, 0x88, 0x70];

/// Number of steps towards the ink colour when searching for a legible colour.
const LETTERING_STEPS: u32 = 20;

/// The colours of a theme and a palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colors {
    theme: Theme,
    palette: Palette,
}

impl Colors {
    pub fn new(theme: Theme, palette: Palette) -> Self {
        Self { theme, palette }
    }

    /// The mapping of a colour of the light theme and the "deep" palette; other colours are unchanged.
    pub fn painted(&self, color: BackendColor) -> BackendColor {
        let (red, green, blue) = color.rgb;
        let RGBColor(red, green, blue) = self.of(RGBColor(red, green, blue));
        BackendColor {
            rgb: (red, green, blue),
            ..color
        }
    }

    /// The text form of a colour on the background of the picture: a palette colour with too little contrast
    /// moves towards the ink colour.
    pub fn lettering(&self, color: RGBColor) -> RGBColor {
        let painted = self.of(color);
        if !DEEP.contains(&color) {
            return painted;
        }
        let (ground, ink) = (self.background(), self.of(INK));
        let steps = (0..=LETTERING_STEPS).map(|step| {
            let part = f64::from(step) / f64::from(LETTERING_STEPS);
            between(painted, ink, part)
        });
        let mut legible = steps.filter(|&color| contrast(color, ground) >= LEAST_TEXT_CONTRAST);
        legible.next().unwrap_or(ink)
    }

    /// The colour of text on the shade of a share: black or white, whichever has more contrast.
    pub fn text_on_shade(&self, share: f64) -> RGBColor {
        let shade = self.shade(share);
        if contrast(BLACK, shade) >= contrast(ALMOST_WHITE, shade) {
            BLACK
        } else {
            ALMOST_WHITE
        }
    }

    /// The background of the picture.
    pub fn background(&self) -> RGBColor {
        self.of(WHITE)
    }

    /// The colour of a cell of a heat map, by a share between 0 and 1.
    pub fn shade(&self, share: f64) -> RGBColor {
        let scale = match self.theme {
            Theme::Light => &BLUES,
            Theme::Dark => &DARK_BLUES,
        };
        let color = mixed(scale, share);
        match self.palette {
            Palette::Grey => {
                let grey = luma(color).round() as u8;
                RGBColor(grey, grey, grey)
            }
            _ => color,
        }
    }

    /// A grey with the given contrast to white, or the same contrast to a dark background.
    fn grey(&self, on_white: u8) -> RGBColor {
        let grey = match self.theme {
            Theme::Light => on_white,
            Theme::Dark => DARK.1 + (0xff - on_white),
        };
        RGBColor(grey, grey, grey)
    }

    fn of(&self, color: RGBColor) -> RGBColor {
        if let Some(index) = DEEP.iter().position(|&deep| deep == color) {
            return match (self.palette, self.theme) {
                (Palette::Distinct, Theme::Light) => DISTINCT[index],
                (Palette::Distinct, Theme::Dark) => DARK_DISTINCT[index],
                (Palette::Deep, _) => color,
                (Palette::OkabeIto, Theme::Light) => OKABE_ITO[index],
                (Palette::OkabeIto, Theme::Dark) => DARK_OKABE_ITO[index],
                (Palette::Tableau, _) => TABLEAU[index],
                (Palette::Grey, _) => self.grey(GREYS[index]),
            };
        }
        match (self.theme, color) {
            (Theme::Dark, WHITE) => DARK,
            (Theme::Dark, INK) => RGBColor(0xf3, 0xf4, 0xf6),
            (Theme::Dark, MUTED) => RGBColor(0x9c, 0xa3, 0xaf),
            (Theme::Dark, GRID) => RGBColor(0x2b, 0x35, 0x45),
            _ => color,
        }
    }
}

/// The colour at a position from 0 to 1 of a scale.
fn mixed(scale: &[RGBColor; 9], share: f64) -> RGBColor {
    let place = share.clamp(0.0, 1.0) * (scale.len() - 1) as f64;
    let lower = (place as usize).min(scale.len() - 2);
    let (low, high) = (scale[lower], scale[lower + 1]);
    between(low, high, place - lower as f64)
}

/// The colour at a fraction of the way from one colour to another.
fn between(low: RGBColor, high: RGBColor, part: f64) -> RGBColor {
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    RGBColor(mix(low.0, high.0), mix(low.1, high.1), mix(low.2, high.2))
}

fn luma(RGBColor(red, green, blue): RGBColor) -> f64 {
    0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue)
}

#[cfg(test)]
mod tests {
    use super::super::tests::vision::least_difference;
    use super::*;

    const LIGHT: Colors = Colors {
        theme: Theme::Light,
        palette: Palette::Deep,
    };

    #[test]
    fn shades_run_from_light_to_dark() {
        assert_eq!(LIGHT.shade(0.0), BLUES[0]);
        assert_eq!(LIGHT.shade(0.5), BLUES[4]);
        assert_eq!(LIGHT.shade(f64::NAN.max(2.0)), BLUES[8]);
    }

    const PALETTES: [Palette; 5] = [
        Palette::Distinct,
        Palette::Deep,
        Palette::OkabeIto,
        Palette::Tableau,
        Palette::Grey,
    ];

    fn all() -> impl Iterator<Item = Colors> {
        let of = |theme| PALETTES.map(|palette| Colors::new(theme, palette));
        [Theme::Light, Theme::Dark].into_iter().flat_map(of)
    }

    #[test]
    fn text_stands_out_on_every_shade() {
        for colors in all() {
            for step in 0..=1_000 {
                let share = f64::from(step) / 1_000.0;
                let text = colors.of(colors.text_on_shade(share));
                let found = contrast(text, colors.shade(share));
                assert!(found >= LEAST_TEXT_CONTRAST, "{colors:?} {share} {found}");
            }
        }
    }

    #[test]
    fn text_stands_out_from_the_ground_in_every_colour() {
        for colors in all() {
            for color in DEEP.into_iter().chain([INK, MUTED]) {
                let found = contrast(colors.lettering(color), colors.background());
                assert!(found >= LEAST_TEXT_CONTRAST, "{colors:?} {color:?} {found}");
            }
        }
    }

    /// Difference and simulation: see `tests/vision.rs`.
    #[test]
    fn colour_blind_people_tell_colours_apart_as_well_as_those_of_okabe_and_ito() {
        let published = least_difference(&OKABE_ITO[..8]);
        assert!((published - 10.87).abs() < 0.005, "{published}");
        for theme in [Theme::Light, Theme::Dark] {
            for palette in [Palette::Distinct, Palette::OkabeIto] {
                let colors = Colors::new(theme, palette);
                let found = least_difference(&DEEP.map(|color| colors.of(color)));
                assert!(found >= published, "{colors:?} {found}");
            }
        }
    }

    /// Bars, lines and points: success criterion 1.4.11 of WCAG 2.2.
    #[test]
    fn default_colours_stand_out_from_their_ground() {
        for theme in [Theme::Light, Theme::Dark] {
            let colors = Colors::new(theme, Palette::default());
            for color in DEEP {
                let found = contrast(colors.of(color), colors.background());
                assert!(found >= 3.0, "{theme:?} {color:?} {found}");
            }
        }
    }

    #[test]
    fn greys_stand_out_from_their_ground() {
        for theme in [Theme::Light, Theme::Dark] {
            let colors = Colors::new(theme, Palette::Grey);
            for color in DEEP {
                let distance = luma(colors.of(color)) - luma(colors.background());
                assert!(distance.abs() > 60.0, "{theme:?} {distance}");
            }
        }
    }

    #[test]
    fn palettes_and_themes_change_their_own_colours() {
        let dark = Colors::new(Theme::Dark, Palette::OkabeIto);
        assert_eq!(dark.of(DEEP[3]), OKABE_ITO[3]);
        assert!(luma(dark.background()) < luma(dark.of(INK)));
        assert_eq!(LIGHT.of(INK), INK);
        assert_eq!(dark.of(RGBColor(1, 2, 3)), RGBColor(1, 2, 3));
    }
}
