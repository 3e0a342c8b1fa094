//! The colours of the charts.

use plotters::style::RGBColor;

pub(super) const WHITE: RGBColor = RGBColor(0xff, 0xff, 0xff);
/// Titles and labels.
pub(super) const INK: RGBColor = RGBColor(0x1f, 0x29, 0x37);
/// Subtitles, ticks, captions and values.
pub(super) const MUTED: RGBColor = RGBColor(0x6b, 0x72, 0x80);
pub(super) const GRID: RGBColor = RGBColor(0xe5, 0xe7, 0xeb);

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

/// The blue that stands for a share between 0 and 1.
pub(super) fn blue(share: f64) -> RGBColor {
    let place = share.clamp(0.0, 1.0) * (BLUES.len() - 1) as f64;
    let lower = (place as usize).min(BLUES.len() - 2);
    let (low, high) = (BLUES[lower], BLUES[lower + 1]);
    let part = place - lower as f64;
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    RGBColor(mix(low.0, high.0), mix(low.1, high.1), mix(low.2, high.2))
}

/// White on dark colours, ink on light ones.
pub(super) fn text_on(background: RGBColor) -> RGBColor {
    let RGBColor(red, green, blue) = background;
    let luma = 0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue);
    if luma < 145.0 { WHITE } else { INK }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blues_run_from_light_to_dark() {
        assert_eq!(blue(0.0), BLUES[0]);
        assert_eq!(blue(0.5), BLUES[4]);
        assert_eq!(blue(1.0), BLUES[8]);
        assert_eq!(blue(f64::NAN.max(2.0)), BLUES[8]);
    }

    #[test]
    fn text_stands_out() {
        assert_eq!(text_on(blue(0.1)), INK);
        assert_eq!(text_on(blue(0.9)), WHITE);
    }
}
