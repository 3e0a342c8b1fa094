//! The legend: a colour and a name for each class.

use plotters::style::RGBAColor;

use super::label::Label;
use super::page::Page;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

// Lengths in pixels of the default chart.
const SWATCH: f64 = 14.0;
const SWATCH_GAP: f64 = 7.0;
const ITEM_GAP: f64 = 22.0;
const LINE_HEIGHT: f64 = 25.0;
const LONGEST_NAME: f64 = 260.0;

/// A legend with as many lines as needed, the first class at the start side.
pub(super) struct Legend {
    items: Vec<(Region, Label, RGBAColor)>,
    /// End of the legend, in logical pixels.
    pub bottom: f64,
}

impl Legend {
    /// Lays out a legend at the top of a region.
    pub fn new(
        page: &Page<'_>,
        region: Region,
        names: &[String],
        colors: &[impl Copy + Into<RGBAColor>],
    ) -> Self {
        let style = TextStyle::regular(page.px(13.5));
        let (swatch, before_name) = (page.px(SWATCH), page.px(SWATCH + SWATCH_GAP));
        let longest = page.px(LONGEST_NAME).min(region.width() - before_name);
        let (mut x, mut y) = (region.left, region.top + swatch / 2.0);
        let mut items = Vec::with_capacity(names.len());
        for (name, &color) in names.iter().zip(colors) {
            let name = page.typesetter.cut(name, style, longest);
            let width = before_name + page.typesetter.width(&name, style);
            if x > region.left && x + width > region.right {
                (x, y) = (region.left, y + page.px(LINE_HEIGHT));
            }
            let square = Region {
                left: x,
                top: y - swatch / 2.0,
                right: x + swatch,
                bottom: y + swatch / 2.0,
            };
            let name = Label::new(name, style, (x + before_name, y));
            items.push((square, name, color.into()));
            x += width + page.px(ITEM_GAP);
        }
        Self {
            items,
            bottom: y + page.px(LINE_HEIGHT) / 2.0,
        }
    }

    pub fn draw(&self, sheet: &Sheet<'_>) -> DrawingResult {
        for (square, name, color) in &self.items {
            sheet.fill(*square, *color)?;
            sheet.write(name)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
    use super::super::palette::DEEP;
    use super::*;

    fn legend(names: &[&str]) -> (Legend, Region) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let frame = Frame::default();
        let page = Page::new(&frame, names.iter()).unwrap();
        let region = page.body();
        (Legend::new(&page, region, &names, &DEEP), region)
    }

    #[test]
    fn items_follow_each_other_from_the_start() {
        let (legend, region) = legend(&["سياسة", "اقتصاد"]);
        assert_eq!(legend.items[0].0.left, region.left);
        assert!(legend.items[1].0.left > legend.items[0].0.right);
    }

    #[test]
    fn many_long_names_take_several_lines_within_the_region() {
        let long = "a very long name of a class that goes on and on";
        let (legend, region) = legend(&[long; 10]);
        assert!(legend.items[9].0.top > legend.items[0].0.top);
        assert!(legend.items.iter().all(|item| item.0.right < region.right));
    }
}
