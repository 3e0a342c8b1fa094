//! Vocabulary and rows against scikit-learn's `TfidfVectorizer`.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde::Deserialize;
use tasnif::features::{
    ClassWeighting, DfBound, Fit, Idf, Norm, TermSelection, Tf, Transformer, TransformerCache,
    Vocabulary,
};
use tasnif::{FeatureSettings, MinDf};

use super::{
    assert_near, documents, near, ngrams, parse, plain_tfidf, sublinear_bigrams, training_corpus,
};

/// For numbers that are 64 bits wide all the way.
const EXACT: f64 = 1e-12;

/// For numbers that go through a class weight, which has 32 bits.
const SINGLE: f64 = 1e-6;

/// Weights by term.
type TermWeights = BTreeMap<String, f64>;

#[derive(Deserialize)]
struct Expected {
    vocabulary: Vec<String>,
    class_weights: Option<Vec<f64>>,
    /// Of every document, the held-out one last.
    rows: Vec<TermWeights>,
}

/// Compares everything that `settings` give with the case of that name.
#[track_caller]
fn check(name: &str, settings: &FeatureSettings, tolerance: f64) {
    let mut cases: BTreeMap<String, Expected> = parse(include_str!("features.json"));
    let expected = cases.remove(name).expect("a case of features.json");
    let corpus = training_corpus();
    let fit = Fit::new(&corpus.all(), settings).expect("the settings are possible");
    let features = fit.features();
    let vocabulary: Vec<_> = features.vocabulary.iter().collect();
    assert_eq!(vocabulary, expected.vocabulary);
    check_class_weights(&features.class_weight, expected.class_weights.as_deref());
    check_alone(&fit, &expected.rows, tolerance);
    check_in_training(&fit, &expected.rows, tolerance);
}

#[track_caller]
fn check_class_weights(have: &[f32], want: Option<&[f64]>) {
    let want = want.unwrap_or_default();
    assert_eq!(have.len(), want.len(), "class weights");
    for (&have, &want) in have.iter().zip(want) {
        assert_near(f64::from(have), want, SINGLE, "class weight");
    }
}

/// Each document as if it came alone.
#[track_caller]
fn check_alone(fit: &Fit<'_>, expected: &[TermWeights], tolerance: f64) {
    let features = fit.features();
    let shared = TransformerCache::default();
    let mut transformer = Transformer::new(features, &shared);
    let documents = documents();
    assert_eq!(documents.len(), expected.len());
    for (document, expected) in documents.iter().zip(expected) {
        let row = by_term(&transformer.row(&document.text).weights, fit);
        assert!(
            same(&row, expected, tolerance),
            "\"{}\": {row:?}, not {expected:?}",
            document.text
        );
    }
}

/// The rows of the training documents as they enter class sums. They come in no order, so each
/// expected row strikes out one row of its label, and none may be left.
#[track_caller]
fn check_in_training(fit: &Fit<'_>, expected: &[TermWeights], tolerance: f64) {
    let rows = Mutex::new(Vec::new());
    fit.for_each_row(|label, row| {
        let row = (label, by_term(row, fit));
        rows.lock().expect("no thread panicked").push(row);
    })
    .unwrap();
    let mut rows = rows.into_inner().expect("no thread panicked");
    for (document, expected) in documents().iter().zip(expected) {
        let Some(name) = &document.label else {
            continue;
        };
        let label = fit.labels().index(name).expect("a label of the corpus");
        let position = rows
            .iter()
            .position(|(have, row)| *have == label && same(row, expected, tolerance))
            .unwrap_or_else(|| panic!("\"{}\": no row is {expected:?}", document.text));
        rows.swap_remove(position);
    }
    assert!(rows.is_empty(), "more rows than documents: {rows:?}");
}

fn by_term(row: &[(u32, f64)], fit: &Fit<'_>) -> TermWeights {
    let vocabulary: &Vocabulary = &fit.features().vocabulary;
    let terms: TermWeights = row
        .iter()
        .map(|&(term, weight)| (vocabulary.term(term as usize).to_owned(), weight))
        .collect();
    assert_eq!(terms.len(), row.len(), "a term stands twice in {row:?}");
    terms
}

fn same(have: &TermWeights, want: &TermWeights, tolerance: f64) -> bool {
    have.keys().eq(want.keys())
        && have
            .values()
            .zip(want.values())
            .all(|(&have, &want)| near(have, want, tolerance))
}

#[test]
fn unigrams() {
    check("unigrams", &plain_tfidf(), EXACT);
}

#[test]
fn bigrams() {
    let settings = FeatureSettings {
        ngrams: ngrams("1..2"),
        ..plain_tfidf()
    };
    check("bigrams", &settings, EXACT);
}

#[test]
fn trigrams_alone() {
    let settings = FeatureSettings {
        ngrams: ngrams("3"),
        ..plain_tfidf()
    };
    check("trigrams alone", &settings, EXACT);
}

#[test]
fn term_frequencies() {
    for (name, tf) in [("sublinear", Tf::Sublinear), ("binary", Tf::Binary)] {
        let settings = FeatureSettings {
            tf,
            ..plain_tfidf()
        };
        check(name, &settings, EXACT);
    }
    check("sublinear bigrams", &sublinear_bigrams(), EXACT);
}

#[test]
fn norms() {
    for (name, norm) in [("norm l1", Norm::L1), ("norm none", Norm::None)] {
        let settings = FeatureSettings {
            norm,
            ..plain_tfidf()
        };
        check(name, &settings, EXACT);
    }
}

#[test]
fn without_inverse_document_frequency() {
    let settings = FeatureSettings {
        idf: Idf::None,
        ..plain_tfidf()
    };
    check("idf none", &settings, EXACT);
}

#[test]
fn smallest_document_frequency() {
    let settings = FeatureSettings {
        min_df: MinDf::Bound(DfBound::Count(2)),
        ngrams: ngrams("1..2"),
        ..plain_tfidf()
    };
    check("min df 2", &settings, EXACT);
    let settings = FeatureSettings {
        min_df: MinDf::Bound(DfBound::Share(0.2)),
        ..plain_tfidf()
    };
    check("min df 20%", &settings, EXACT);
}

#[test]
fn largest_document_frequency() {
    let settings = FeatureSettings {
        max_df: DfBound::Share(0.5),
        ..plain_tfidf()
    };
    check("max df 50%", &settings, EXACT);
    let settings = FeatureSettings {
        max_df: DfBound::Count(5),
        ngrams: ngrams("1..2"),
        ..plain_tfidf()
    };
    check("max df 5", &settings, EXACT);
}

#[test]
fn character_ngrams() {
    for range in ["3..4", "4..5"] {
        let settings = FeatureSettings {
            char_ngrams: Some(ngrams(range)),
            ..plain_tfidf()
        };
        check(&format!("chars {range}"), &settings, EXACT);
    }
}

#[test]
fn selection_by_document_frequency() {
    let settings = FeatureSettings {
        max_features: Some(20),
        selection: TermSelection::DocumentFrequency,
        ..plain_tfidf()
    };
    check("20 by document frequency", &settings, EXACT);
}

#[test]
fn selection_by_mutual_information() {
    let settings = FeatureSettings {
        max_features: Some(14),
        selection: TermSelection::MutualInformation,
        ..plain_tfidf()
    };
    check("14 by mutual information", &settings, EXACT);
    let settings = FeatureSettings {
        max_features: Some(20),
        ngrams: ngrams("1..2"),
        ..settings
    };
    check("20 bigrams by mutual information", &settings, EXACT);
}

#[test]
fn selection_by_chi_squared() {
    let settings = FeatureSettings {
        max_features: Some(14),
        selection: TermSelection::ChiSquared,
        ..plain_tfidf()
    };
    check("14 by chi-squared", &settings, EXACT);
    let settings = FeatureSettings {
        max_features: Some(20),
        ngrams: ngrams("1..2"),
        ..settings
    };
    check("20 bigrams by chi-squared", &settings, EXACT);
}

#[test]
fn entropy_of_the_classes() {
    for (name, settings) in [
        ("entropy", plain_tfidf()),
        ("entropy sublinear bigrams", sublinear_bigrams()),
    ] {
        let settings = FeatureSettings {
            class_weighting: ClassWeighting::Entropy,
            ..settings
        };
        check(name, &settings, SINGLE);
    }
}
