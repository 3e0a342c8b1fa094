//! Cleaned documents as one HTML page: what stays and what goes, with reasons.

use std::collections::BTreeMap;
use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::corpus::PageFacts;
use crate::jobs::clean::{CleanedDocument, CleanedLine};
use crate::report::counted;
use crate::text::Rule;

/// The style of the page.
const STYLE: &str = include_str!("view.css");

/// Nothing is loaded from anywhere, whatever the texts contain.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Writes the page, a section for each document.
#[derive(Debug)]
pub struct CleanedView<W: Write> {
    out: W,
    has_head: bool,
}

impl<W: Write> CleanedView<W> {
    /// A page without documents.
    pub fn new(out: W) -> Self {
        CleanedView {
            out,
            has_head: false,
        }
    }

    /// Writes the section of a document.
    pub fn write(&mut self, cleaned: &CleanedDocument) -> io::Result<()> {
        self.write_head()?;
        writeln!(self.out, "{}", section(cleaned).into_string())
    }

    /// Flushes the written output.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Ends the page and returns the destination.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_head()?;
        writeln!(self.out, "</main></body></html>")?;
        Ok(self.out)
    }

    fn write_head(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.has_head, true) {
            return Ok(());
        }
        let head = html! {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { "What cleaning keeps and removes" }
            style { (PreEscaped(STYLE)) }
        };
        let intro = html! {
            header {
                h1 { "What cleaning keeps and removes" }
                p { "Green lines stay, red lines go; beside each red line is the rule that removes it. The number "
                    "is the probability that a line is in the article." }
                label { input #hide type="checkbox"; " show only what stays" }
            }
        };
        let (head, intro) = (head.into_string(), intro.into_string());
        writeln!(
            self.out,
            "{}<html lang=\"en\"><head>{head}</head><body>{intro}<main>",
            DOCTYPE.into_string()
        )
    }
}

fn section(cleaned: &CleanedDocument) -> Markup {
    let facts = cleaned.document.page.as_ref().map(|page| &page.facts);
    html! {
        section {
            h2 dir="auto" { (cleaned.document.id) }
            p.counts { (counts(cleaned)) }
            @if let Some(facts) = facts { (fact_list(facts)) }
            @for line in &cleaned.lines { (line_row(line)) }
        }
    }
}

/// `12 lines stay, 30 go (page 28, share 2)`.
fn counts(cleaned: &CleanedDocument) -> String {
    let mut rules: BTreeMap<Rule, usize> = BTreeMap::new();
    for rule in cleaned.lines.iter().filter_map(|line| line.rule) {
        *rules.entry(rule).or_default() += 1;
    }
    let gone: usize = rules.values().sum();
    let kept = counted((cleaned.lines.len() - gone) as u64, "line");
    let names = rules.iter().map(|(rule, count)| format!("{rule} {count}"));
    let names = names.collect::<Vec<_>>().join(", ");
    let whole = match cleaned.kept_whole {
        true => "; kept whole, because too much would have gone",
        false => "",
    };
    match gone {
        0 => format!("{kept} kept, none removed{whole}"),
        gone => format!("{kept} kept, {gone} removed ({names}){whole}"),
    }
}

fn fact_list(facts: &PageFacts) -> Markup {
    html! {
        dl {
            @for (kind, fact) in facts.iter() {
                dt { (kind.name()) }
                dd dir="auto" { (fact.value) }
                span.place { (fact.source.name()) }
            }
        }
    }
}

fn line_row(line: &CleanedLine) -> Markup {
    let probability = line
        .probability
        .map(|p| format!("{:.2}", f64::from(p) / 1000.0));
    html! {
        div class=(if line.rule.is_some() { "line gone" } else { "line" }) {
            span.number { @if let Some(number) = line.line { (number) } }
            p dir="auto" { (line.text) }
            span.reason {
                @if let Some(rule) = line.rule { (rule.name()) " " }
                @if let Some(probability) = probability { small { (probability) } }
            }
        }
    }
}
