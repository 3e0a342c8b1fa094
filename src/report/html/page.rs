//! The page around tables and pictures.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::picture::{HtmlPicture, Shared};
use super::table::HtmlTable;

/// The style of the page.
const STYLE: &str = include_str!("page.css");

/// The script that sorts the tables.
const SCRIPT: &str = include_str!("page.js");

/// Nothing is loaded from anywhere, whatever the page contains.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// A page.
#[derive(Debug, Clone, Default)]
pub struct HtmlPage {
    /// Language of the page's own texts, such as `ar` or `en`.
    pub language: &'static str,
    /// Whether it is right to left.
    pub right_to_left: bool,
    /// Its theme.
    pub theme: PageTheme,
    /// The title.
    pub title: String,
    /// The text under the title.
    pub subtitle: String,
    /// The sections, which are linked from a list at the top.
    pub sections: Vec<HtmlSection>,
    /// The text at the end.
    pub footer: String,
    /// Labels of the controls of tables.
    pub words: PageWords,
}

/// The theme of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageTheme {
    /// Dark text on white.
    #[default]
    Light,
    /// Light text on a dark background.
    Dark,
    /// The setting of the reader's system.
    OfReader,
}

impl PageTheme {
    fn name(self) -> &'static str {
        match self {
            PageTheme::Light => "light",
            PageTheme::Dark => "dark",
            PageTheme::OfReader => "auto",
        }
    }
}

/// Labels of the controls of tables, in the language of the page.
#[derive(Debug, Clone, Default)]
pub struct PageWords {
    /// Summary of the list of columns and their meanings.
    pub columns: String,
    /// The button that saves a table as CSV.
    pub download: String,
    /// The search field of a table.
    pub search: String,
}

/// A section of a page.
#[derive(Debug, Clone)]
pub struct HtmlSection {
    /// Its name in addresses: ASCII letters, unique for each section.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// Its content.
    pub blocks: Vec<HtmlBlock>,
}

/// A part of a section.
#[derive(Debug, Clone)]
pub enum HtmlBlock {
    /// A paragraph.
    Text(String),
    /// Important numbers, each with its name.
    Figures(Vec<(String, String)>),
    /// Facts, each with its name, one below another.
    Facts(Vec<(String, Fact)>),
    /// A table that can be sorted.
    Table(HtmlTable),
    /// A picture.
    Picture(HtmlPicture),
    /// Parts that are shown when the summary is clicked, or initially.
    Folded {
        /// Their subject.
        summary: String,
        /// Whether they are shown initially.
        open: bool,
        /// The parts.
        blocks: Vec<HtmlBlock>,
    },
}

/// A fact of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// In the language and digits of the page.
    Said(String),
    /// Lines as typed, such as paths and commands.
    Verbatim(Vec<String>),
}

impl Fact {
    fn render(&self) -> Markup {
        match self {
            Fact::Said(text) => html! { dd { bdi { (text) } } },
            Fact::Verbatim(lines) => {
                html! { dd { @for line in lines { code dir="ltr" { (line) } } } }
            }
        }
    }
}

impl HtmlPage {
    /// The page with `write` applied to its own texts and numbers, but not to names, terms, pictures, or the
    /// sort keys of tables.
    #[must_use]
    pub fn rewritten(mut self, write: &dyn Fn(&str) -> String) -> Self {
        self.subtitle = write(&self.subtitle);
        for section in &mut self.sections {
            section.title = write(&section.title);
            section.blocks = rewritten(std::mem::take(&mut section.blocks), write);
        }
        self
    }

    /// The content that all pictures share.
    fn shared(&self) -> Shared<'_> {
        let mut shared = Shared::default();
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.for_each(|block| block.add_to(&mut shared));
        shared
    }

    /// The page as the text of a file.
    pub fn render(&self) -> String {
        let shared = self.shared();
        let direction = if self.right_to_left { "rtl" } else { "ltr" };
        let page = html! {
            (DOCTYPE)
            html lang=(self.language) dir=(direction) data-theme=(self.theme.name()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) (PreEscaped(shared.dark_style())) }
                }
                body {
                    (shared.definitions())
                    header { h1 { (self.title) } p dir="auto" { (self.subtitle) } }
                    nav { @for section in &self.sections { (section.link()) } }
                    main { @for section in &self.sections { (section.render(&self.words)) } }
                    footer { (self.footer) }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        page.into_string() + "\n"
    }
}

fn rewritten(blocks: Vec<HtmlBlock>, write: &dyn Fn(&str) -> String) -> Vec<HtmlBlock> {
    blocks
        .into_iter()
        .map(|block| block.rewritten(write))
        .collect()
}

impl HtmlSection {
    fn link(&self) -> Markup {
        html! { a href={ "#" (self.id) } { (self.title) } }
    }

    fn render(&self, words: &PageWords) -> Markup {
        html! {
            section id=(self.id) {
                h2 { (self.title) }
                @for block in &self.blocks { (block.render(words)) }
            }
        }
    }
}

impl HtmlBlock {
    fn rewritten(self, write: &dyn Fn(&str) -> String) -> Self {
        match self {
            HtmlBlock::Text(text) => HtmlBlock::Text(write(&text)),
            HtmlBlock::Figures(figures) => HtmlBlock::Figures(
                figures
                    .into_iter()
                    .map(|(name, value)| (write(&name), write(&value)))
                    .collect(),
            ),
            HtmlBlock::Facts(facts) => HtmlBlock::Facts(
                facts
                    .into_iter()
                    .map(|(name, fact)| match fact {
                        Fact::Said(text) => (write(&name), Fact::Said(write(&text))),
                        Fact::Verbatim(_) => (write(&name), fact),
                    })
                    .collect(),
            ),
            HtmlBlock::Table(table) => HtmlBlock::Table(table.rewritten(write)),
            HtmlBlock::Picture(picture) => HtmlBlock::Picture(picture),
            HtmlBlock::Folded {
                summary,
                open,
                blocks,
            } => HtmlBlock::Folded {
                summary: write(&summary),
                open,
                blocks: rewritten(blocks, write),
            },
        }
    }

    /// Adds the page-level content that its pictures need.
    fn add_to<'p>(&'p self, shared: &mut Shared<'p>) {
        match self {
            HtmlBlock::Picture(picture) => picture.add_to(shared),
            HtmlBlock::Folded { blocks, .. } => {
                blocks.iter().for_each(|block| block.add_to(shared));
            }
            HtmlBlock::Text(_)
            | HtmlBlock::Figures(_)
            | HtmlBlock::Facts(_)
            | HtmlBlock::Table(_) => {}
        }
    }

    fn render(&self, words: &PageWords) -> Markup {
        match self {
            HtmlBlock::Text(text) => html! { p { (text) } },
            HtmlBlock::Figures(figures) => html! {
                dl { @for (name, value) in figures { div { dt { (name) } dd { bdi { (value) } } } } }
            },
            HtmlBlock::Facts(facts) => html! {
                dl.facts { @for (name, fact) in facts { div { dt { (name) } (fact.render()) } } }
            },
            HtmlBlock::Table(table) => table.render(words),
            HtmlBlock::Picture(picture) => picture.render(),
            HtmlBlock::Folded {
                summary,
                open,
                blocks,
            } => html! {
                details open[*open] {
                    summary { bdi { (summary) } }
                    @for block in blocks { (block.render(words)) }
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_loads_nothing_and_escapes_what_it_says() {
        let page = HtmlPage {
            language: "ar",
            right_to_left: true,
            title: "<تقرير>".into(),
            sections: vec![HtmlSection {
                id: "terms",
                title: "A & B".into(),
                blocks: vec![HtmlBlock::Folded {
                    summary: "<script>".into(),
                    open: true,
                    blocks: vec![HtmlBlock::Figures(vec![("n".into(), "<1>".into())])],
                }],
            }],
            ..HtmlPage::default()
        };
        let text = page.render();
        assert!(
            text.starts_with("<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\" data-theme=\"light\">")
        );
        assert!(text.contains("<h1>&lt;تقرير&gt;</h1>"));
        assert!(text.contains("<a href=\"#terms\">A &amp; B</a>"));
        assert!(text.contains(
            "<details open><summary><bdi>&lt;script&gt;</bdi></summary>\
             <dl><div><dt>n</dt><dd><bdi>&lt;1&gt;</bdi></dd></div></dl></details>"
        ));
        assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("src="));
    }
}
