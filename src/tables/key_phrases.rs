//! Key phrases of documents as rows.

use crate::corpus::Document;
use crate::jobs::RankedPhrase;
use crate::report::Row;
use crate::stats::WordFeatures;

/// The row of a phrase of a document; with `is_short` only the columns for people.
pub fn row(document: &Document, ranked: &RankedPhrase, is_short: bool) -> Row {
    let phrase = &ranked.phrase;
    let mut row = Row::default();
    row.text("id", &*document.id);
    row.count("rank", ranked.rank as u64);
    row.text("term", &*phrase.form);
    if !is_short {
        row.text("normalised", &*phrase.term);
    }
    row.count("count", phrase.spans.len() as u64);
    row.number("tfidf", ranked.tfidf);
    row.count("reference_documents", ranked.documents);
    row.number("yake", phrase.yake);
    if !is_short {
        add_features(&mut row, phrase.features.as_ref());
    }
    row.spans("spans", phrase.spans.clone());
    row
}

/// YAKE's features; phrases of several words have none.
fn add_features(row: &mut Row, features: Option<&WordFeatures>) {
    row.number("case", features.map(|features| features.case));
    row.number("position", features.map(|features| features.position));
    row.number("frequency", features.map(|features| features.frequency));
    row.number("relatedness", features.map(|features| features.relatedness));
    row.number("spread", features.map(|features| features.spread));
}
