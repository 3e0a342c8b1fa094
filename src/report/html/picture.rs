//! Pictures of a page, in several forms for its readers.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};

/// The text before a colour in the SVG files of charts; normal text cannot contain it, because quotation
/// marks are escaped.
const BEFORE_COLOR: &str = "=\"#";

/// Start and end of the shared elements in an SVG file of a chart.
const DEFINITIONS: (&str, &str) = ("<defs>", "</defs>\n");

/// Digits of a colour such as `1d2433`.
const COLOR_DIGITS: usize = 6;

/// A picture for wide pages and paper, and one for phones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlPicture {
    /// The picture.
    pub wide: Svg,
    /// The same drawn for the width of a phone; without it the wide one can be scrolled.
    pub narrow: Option<Svg>,
}

/// The text of an SVG file whose colours follow the theme of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg {
    text: String,
    /// Colours of the dark theme that differ from those of the light one.
    dark_colors: BTreeSet<String>,
    /// Elements that the picture references, which are stored once per page for all pictures.
    definitions: BTreeSet<String>,
}

impl Svg {
    /// A picture that looks the same in every theme; used unchanged.
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

    /// One picture from its `light` and `dark` forms, which may differ only in colours; `None` when they have
    /// other differences.
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
                // The variable is named after the dark colour, and set only in that theme.
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

    /// Adds the page-level content that its pictures need.
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

/// The content of a page that all its pictures share.
#[derive(Default)]
pub(super) struct Shared<'p> {
    dark_colors: BTreeSet<&'p str>,
    definitions: BTreeSet<&'p str>,
}

impl Shared<'_> {
    /// The style with the colours of the dark theme, used if the reader's system asks for it.
    pub(super) fn dark_style(&self) -> String {
        if self.dark_colors.is_empty() {
            return String::new();
        }
        let colors = self.dark_colors.iter();
        let set: String = colors.map(|color| format!("--{color}:#{color};")).collect();
        format!("@media screen and (prefers-color-scheme: dark) {{ :root {{ {set} }} }}\n")
    }

    /// The elements that pictures reference; not hidden by a style, because some browsers would then not show
    /// the references.
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
