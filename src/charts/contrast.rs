//! Contrast of colours as defined by WCAG 2.2.

use plotters::style::RGBColor;

/// Minimum contrast between text and background (WCAG 2.2, success criterion 1.4.3).
pub(super) const LEAST_TEXT_CONTRAST: f64 = 4.5;

/// The contrast ratio of two colours, from 1 to 21.
pub(super) fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of a colour, from 0 to 1.
fn luminance(color: RGBColor) -> f64 {
    let [red, green, blue] = linear(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Linear red, green and blue of an sRGB colour, proportional to light (IEC 61966-2-1).
pub(super) fn linear(RGBColor(red, green, blue): RGBColor) -> [f64; 3] {
    [red, green, blue].map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            libm::pow((value + 0.055) / 1.055, 2.4)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ratios of WebAIM's contrast checker, which truncates them to two decimals.
    #[test]
    fn contrast_is_that_of_wcag() {
        let white = RGBColor(255, 255, 255);
        for (color, ratio) in [
            (RGBColor(0, 0, 0), 21.0),
            (RGBColor(0x77, 0x77, 0x77), 4.47),
            (RGBColor(0x76, 0x76, 0x76), 4.54),
            (RGBColor(0xff, 0, 0), 3.99),
            (RGBColor(0, 0, 0xff), 8.59),
        ] {
            let found = contrast(color, white);
            assert!((found - ratio).abs() < 0.01, "{color:?} {found}");
        }
    }
}
