//! Size and lexical diversity of the corpus and its labels.

use super::corpus::{Corpus, Label};
use super::view::View;
use crate::error::Result;
use crate::features::Terms;
use crate::figures;
use crate::report::{HtmlBlock, HtmlSection, Row, significant, thousands};
use crate::stats::{Diversity, frequent_terms};

/// Numbers and charts of all words.
pub(super) fn section(corpus: &Corpus, window: usize, view: &View) -> Result<HtmlSection> {
    let words = corpus.words()?;
    let labels = corpus.labels(&words);
    let whole = Diversity::of(&words.whole_sequence()?, window);
    let mut blocks = vec![HtmlBlock::Figures(figures(&words, &whole, view))];
    if labels.len() > 1 {
        blocks.extend(of_labels(&words, &labels, window, view)?);
    }
    let ranked = frequent_terms(&words, None);
    let figure = figures::zipf(&ranked, &words, Some(view.language))?;
    blocks.push(view.figure(&figure));
    Ok(HtmlSection {
        id: "overview",
        title: view.language.overview(),
        blocks,
    })
}

fn figures(words: &Terms<'_>, found: &Diversity, view: &View) -> Vec<(String, String)> {
    let documents: u64 = words.sizes().iter().map(|size| size.documents).sum();
    let labels = words
        .classes()
        .into_iter()
        .filter(|label| !label.0.is_empty());
    let measure = |value: Option<f64>| value.map(significant).unwrap_or_default();
    let numbers = [
        ("documents", thousands(documents)),
        ("labels", thousands(labels.count() as u64)),
        ("tokens", thousands(found.tokens)),
        ("types", thousands(found.types)),
        ("ttr", measure(found.ttr)),
        ("mattr", measure(found.mattr)),
        ("mtld", measure(found.mtld)),
        ("hapaxes", thousands(found.hapaxes)),
        ("zipf_exponent", measure(found.zipf_exponent)),
    ];
    let named = numbers.map(|(name, value)| (view.language.heading(name).text, value));
    named.to_vec()
}

/// A table of the labels.
fn of_labels(
    words: &Terms<'_>,
    labels: &[Label<'_>],
    window: usize,
    view: &View,
) -> Result<Vec<HtmlBlock>> {
    let mut rows = Vec::new();
    for label in labels {
        let found = Diversity::of(&words.sequence(label.class as u32)?, window);
        rows.push(row(
            view,
            label,
            words.sizes()[label.class].documents,
            &found,
        ));
    }
    let mut blocks = vec![view.table(view.language.labels(), &rows)];
    let all = words.classes().len();
    if labels.len() < all {
        blocks.push(HtmlBlock::Text(
            view.language.largest_labels(labels.len(), all),
        ));
    }
    Ok(blocks)
}

fn row(view: &View, label: &Label<'_>, documents: u64, found: &Diversity) -> Row {
    let mut row = Row::default();
    row.text("label", view.label(label.name));
    row.count("documents", documents);
    row.count("tokens", found.tokens);
    row.count("types", found.types);
    row.number("ttr", found.ttr);
    row.number("mattr", found.mattr);
    row.number("mtld", found.mtld);
    row.count("hapaxes", found.hapaxes);
    row.number("zipf_exponent", found.zipf_exponent);
    row
}
