//! The glyphs of an SVG file that are stored once and referenced.

use std::collections::BTreeMap;

use tiny_skia::Transform;

use super::svg::{number, path_data};
use super::typesetter::PlacedGlyph;

/// Units per em in the outlines of glyphs, which have no decimals.
pub(super) const GLYPH_UNITS: f32 = 1_000.0;

/// The outlines of glyphs by their names.
#[derive(Default)]
pub(super) struct GlyphDefinitions(BTreeMap<String, String>);

impl GlyphDefinitions {
    /// An element that draws a glyph; `None` when there is nothing to draw, as for a space.
    pub fn refer(&mut self, glyph: &PlacedGlyph) -> Option<String> {
        let name = glyph.name();
        if !self.0.contains_key(&name) {
            let path = glyph.outline.clone()?;
            let path = path.transform(Transform::from_scale(GLYPH_UNITS, GLYPH_UNITS))?;
            self.0.insert(
                name.clone(),
                path_data(&path, |length| whole(length).to_string()),
            );
        }
        let place = |name: &str, ems: f32| match whole(ems * GLYPH_UNITS) {
            0.0 => String::new(),
            units => format!(" {name}=\"{units}\""),
        };
        let (x, y) = (place("x", glyph.x), place("y", glyph.y));
        Some(format!("<use href=\"#{name}\"{x}{y}/>"))
    }

    /// The element with the outlines, on one line; empty without outlines.
    pub fn element(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let glyphs = self.0.iter();
        let glyphs = glyphs.map(|(name, path)| format!("<path id=\"{name}\" d=\"{path}\"/>"));
        format!("<defs>{}</defs>\n", glyphs.collect::<String>())
    }
}

/// A length without decimals; never −0.
fn whole(length: f32) -> f32 {
    length.round() + 0.0
}

/// The transform from glyph units to device pixels, given a transform from ems.
pub(super) fn placing(ems: Transform) -> String {
    let part = |part: f32| {
        let text = format!("{:.5}", part / GLYPH_UNITS);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "-0" { "0" } else { text }.to_owned()
    };
    let [a, b, c, d] = [ems.sx, ems.ky, ems.kx, ems.sy].map(part);
    let (x, y) = (number(ems.tx), number(ems.ty));
    format!("matrix({a} {b} {c} {d} {x} {y})")
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Weight;
    use super::super::typesetter::Typesetter;
    use super::*;

    #[test]
    fn each_glyph_is_defined_once_and_spaces_are_not() {
        let typesetter = Typesetter::new(&[], false).unwrap();
        let mut definitions = GlyphDefinitions::default();
        assert_eq!(definitions.element(), "");
        let glyphs = typesetter.glyphs("l l", Weight::Regular);
        let uses: Vec<_> = glyphs
            .iter()
            .filter_map(|glyph| definitions.refer(glyph))
            .collect();
        let name = glyphs[0].name();
        assert_eq!(uses[0], format!("<use href=\"#{name}\"/>"));
        assert!(uses[1].starts_with(&format!("<use href=\"#{name}\" x=\"")));
        assert_eq!(uses.len(), 2);
        let element = definitions.element();
        assert_eq!(element.matches("<path ").count(), 1, "{element}");
        assert!(
            !element.contains('.') && !element.contains("-0 "),
            "{element}"
        );
    }

    #[test]
    fn glyphs_are_placed_as_ems_are() {
        let ems = Transform::from_scale(15.0, 15.0).post_translate(7.25, -0.001);
        assert_eq!(placing(ems), "matrix(0.015 0 0 0.015 7.25 0)");
    }
}
