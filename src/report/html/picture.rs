//! Pictures of a page, in the forms that its readers need.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};

/// What stands before a colour in the SVG files of charts; no text holds it, because quotes are escaped.
const BEFORE_COLOR: &str = "=\"#";

/// What begins and ends the elements that an SVG file of a chart refers to.
const DEFINITIONS: (&str, &str) = ("<defs>", "</defs>\n");

/// Digits of a colour such as `1d2433`.
const COLOR_DIGITS: usize = 6;

/// A picture as it stands on wide pages and on paper, and as it stands on a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlPicture {
    /// The picture.
    pub wide: Svg,
    /// The same drawn for the width of a phone; without it the wide one can be scrolled there.
    pub narrow: Option<Svg>,
}

/// The text of an SVG file whose colours follow the theme of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg {
    text: String,
    /// Colours of the dark theme that differ from those of the light one.
    dark_colors: BTreeSet<String>,
    /// Elements that the picture refers to, which stand once in a page for all pictures.
    definitions: BTreeSet<String>,
}

impl Svg {
    /// A picture that looks the same in every theme; taken as it is.
    pub fn new(svg: &str) -> Self {
        let mut definitions = BTreeSet::new();
        let mut text = svg.trim_end().to_owned();
        if let (Some(start), Some(end)) = (svg.find(DEFINITIONS.0), svg.find(DEFINITIONS.1)) {
            let elements = &svg[start + DEFINITIONS.0.len()..end];
            definitions.extend(elements.split_inclusive("/>").map(str::to_owned));
            text.replace_range(start..end + DEFINITIONS.1.len(), "");
        }
        Svg {
            text,
            dark_colors: BTreeSet::new(),
            definitions,
        }
    }

    /// One picture made of its `light` and its `dark` form, which differ in nothing but colours; `None`
    /// when they differ in more.
    pub fn in_both_themes(light: &str, dark: &str) -> Option<Self> {
        let (mut light_parts, mut dark_parts) =
            (light.split(BEFORE_COLOR), dark.split(BEFORE_COLOR));
        let first = light_parts.next()?;
        if Some(first) != dark_parts.next() {
            return None;
        }
        let (mut text, mut dark_colors) = (first.to_owned(), BTreeSet::new());
        loop {
            let (light, dark) = match (light_parts.next(), dark_parts.next()) {
                (None, None) => break,
                (light, dark) => (light?, dark?),
            };
            let (light_color, rest) = light.split_at_checked(COLOR_DIGITS)?;
            let (dark_color, dark_rest) = dark.split_at_checked(COLOR_DIGITS)?;
            if rest != dark_rest {
                return None;
            }
            if light_color == dark_color {
                text.extend([BEFORE_COLOR, light_color, rest]);
            } else {
                // The variable is named by the dark colour, and set in that theme alone.
                text.extend(["=\"var(--", dark_color, ",#", light_color, ")", rest]);
                dark_colors.insert(dark_color.to_owned());
            }
        }
        Some(Svg {
            dark_colors,
            ..Svg::new(&text)
        })
    }
}

impl HtmlPicture {
    pub(super) fn render(&self) -> Markup {
        let Some(narrow) = &self.narrow else {
            return html! { figure { (PreEscaped(&self.wide.text)) } };
        };
        html! {
            figure.fits {
                div.wide { (PreEscaped(&self.wide.text)) }
                div.narrow { (PreEscaped(&narrow.text)) }
            }
        }
    }

    /// Adds what the page must hold for its pictures.
    pub(super) fn add_to<'p>(&'p self, shared: &mut Shared<'p>) {
        let forms = [Some(&self.wide), self.narrow.as_ref()];
        for svg in forms.into_iter().flatten() {
            let colors = svg.dark_colors.iter().map(String::as_str);
            shared.dark_colors.extend(colors);
            let definitions = svg.definitions.iter().map(String::as_str);
            shared.definitions.extend(definitions);
        }
    }
}

/// What stands once in a page for all its pictures.
#[derive(Default)]
pub(super) struct Shared<'p> {
    dark_colors: BTreeSet<&'p str>,
    definitions: BTreeSet<&'p str>,
}

impl Shared<'_> {
    /// The style that sets colours of the dark theme where the reader's system asks for it.
    pub(super) fn dark_style(&self) -> String {
        if self.dark_colors.is_empty() {
            return String::new();
        }
        let colors = self.dark_colors.iter();
        let set: String = colors.map(|color| format!("--{color}:#{color};")).collect();
        format!("@media screen and (prefers-color-scheme: dark) {{ :root {{ {set} }} }}\n")
    }

    /// The elements that pictures refer to; not hidden by a style, because some browsers would then not
    /// show what refers to them.
    pub(super) fn definitions(&self) -> Markup {
        let elements: String = self.definitions.iter().copied().collect();
        html! {
            @if !elements.is_empty() {
                svg.shared width="0" height="0" aria-hidden="true" { defs { (PreEscaped(elements)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: &str = "<svg><rect fill=\"#ffffff\"/><path aria-label=\"#abc\" fill=\"#123456\" \
                         stroke=\"#1d2433\"/></svg>\n";

    #[test]
    fn themes_share_a_picture_that_differs_in_colours() {
        let dark = LIGHT
            .replace("#ffffff", "#14181f")
            .replace("#1d2433", "#e6e9ef");
        let both = Svg::in_both_themes(LIGHT, &dark).unwrap();
        assert_eq!(
            both.text,
            "<svg><rect fill=\"var(--14181f,#ffffff)\"/><path aria-label=\"#abc\" fill=\"#123456\" \
             stroke=\"var(--e6e9ef,#1d2433)\"/></svg>"
        );
        let picture = HtmlPicture {
            wide: both,
            narrow: None,
        };
        let mut shared = Shared::default();
        picture.add_to(&mut shared);
        assert_eq!(
            shared.dark_style(),
            "@media screen and (prefers-color-scheme: dark) { :root { --14181f:#14181f;--e6e9ef:#e6e9ef; } }\n"
        );
    }

    #[test]
    fn what_pictures_refer_to_stands_in_a_page_once() {
        let svg = |rest: &str| {
            let svg = "<svg>\n<defs><path id=\"r0-1\" d=\"M1 2\"/>".to_owned();
            Svg::new(&(svg + rest + "</defs>\n<use href=\"#r0-1\"/></svg>\n"))
        };
        let picture = HtmlPicture {
            wide: svg(""),
            narrow: Some(svg("<path id=\"r0-2\" d=\"M3 4\"/>")),
        };
        assert_eq!(picture.wide.text, "<svg>\n<use href=\"#r0-1\"/></svg>");
        let mut shared = Shared::default();
        picture.add_to(&mut shared);
        assert_eq!(
            shared.definitions().into_string(),
            "<svg class=\"shared\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\
             <path id=\"r0-1\" d=\"M1 2\"/><path id=\"r0-2\" d=\"M3 4\"/></defs></svg>"
        );
        assert_eq!(Shared::default().definitions().into_string(), "");
    }

    #[test]
    fn pictures_that_differ_in_more_are_not_put_together() {
        for dark in [
            "<svg><rect fill=\"#ffffff\"/>",
            "",
            &*LIGHT.replace("rect", "path"),
        ] {
            assert_eq!(Svg::in_both_themes(LIGHT, dark), None, "{dark}");
        }
        assert_eq!(Svg::in_both_themes("a fill=\"#12", "a fill=\"#12"), None);
        assert_eq!(Svg::in_both_themes("a", "a"), Some(Svg::new("a")));
    }
}
