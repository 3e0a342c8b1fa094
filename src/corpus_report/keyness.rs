//! The keywords of each label.

use super::corpus::{Corpus, Label};
use super::view::View;
use crate::error::Result;
use crate::features::{ClassSize, Terms};
use crate::figures;
use crate::report::{HtmlBlock, HtmlSection, Row};
use crate::stats::{KeyTerm, KeynessSettings, KeynessTest, key_terms, per_million};

/// Number of terms in the chart of all labels.
const BARS: usize = 8;

/// A chart of all labels, and the keywords of each label.
pub(super) fn section(
    corpus: &Corpus,
    terms: &Terms<'_>,
    top: usize,
    view: &View,
) -> Result<HtmlSection> {
    let labels = corpus.labels(terms);
    let numbers: Vec<usize> = labels.iter().map(|label| label.class).collect();
    let settings = KeynessSettings {
        test: KeynessTest::Documents,
        top: Some(top),
        ..KeynessSettings::default()
    };
    let found = key_terms(terms, &numbers, &settings)?;
    let mut blocks = vec![HtmlBlock::Text(view.language.keyness_note())];
    if let Ok(figure) = figures::classes(terms, &[], BARS, Some(view.language)) {
        blocks.push(view.figure(&figure));
    }
    for (index, (label, found)) in labels.iter().zip(&found).enumerate() {
        blocks.push(HtmlBlock::Folded {
            summary: view.label(label.name),
            open: index == 0,
            blocks: of_label(terms, label, found, view),
        });
    }
    Ok(HtmlSection {
        id: "keyness",
        title: view.language.keyness(),
        blocks,
    })
}

fn of_label(
    terms: &Terms<'_>,
    label: &Label<'_>,
    found: &[KeyTerm],
    view: &View,
) -> Vec<HtmlBlock> {
    let tokens: u64 = terms.sizes().iter().map(|size| size.tokens).sum();
    let size = &terms.sizes()[label.class];
    let rows = found.iter().map(|term| row(term, size, tokens));
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        return vec![HtmlBlock::Text(view.language.no_key_term())];
    }
    let caption = view.language.key_terms(&view.label(label.name));
    vec![view.table(caption, &rows)]
}

fn row(term: &KeyTerm, size: &ClassSize, tokens: u64) -> Row {
    let (target, reference) = (term.target.0, term.reference.0);
    let mut row = Row::default();
    row.count("rank", term.rank as u64);
    row.text("term", &*term.text.form);
    row.count("target_count", target);
    row.count("target_documents", term.target.1);
    row.number("target_per_million", per_million(target, size.tokens));
    row.count("reference_count", reference);
    row.count("reference_documents", term.reference.1);
    row.number(
        "reference_per_million",
        per_million(reference, tokens - size.tokens),
    );
    row.number("log_likelihood", term.keyness.log_likelihood);
    row.p_value("p_adjusted", term.p_adjusted);
    row.number("log_ratio", term.keyness.log_ratio.map(|ratio| ratio.value));
    row
}
