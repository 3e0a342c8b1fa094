//! The worked examples of a textbook: Manning, Raghavan and Schütze (2008), "Introduction to
//! Information Retrieval", table 13.1 and examples 13.1 (multinomial) and 13.2 (Bernoulli).

use tasnif::features::{Idf, Norm, Tf};
use tasnif::model::{Prior, train};
use tasnif::{Algorithm, Classifier, FeatureSettings, Model, ModelSettings, TokenizedCorpus};

use super::{assert_near, plain_tfidf};

/// Multinomial naive Bayes on plain counts with one added to each.
pub fn settings() -> ModelSettings {
    ModelSettings {
        features: FeatureSettings {
            idf: Idf::None,
            norm: Norm::None,
            ..plain_tfidf()
        },
        algorithm: Algorithm::Multinomial,
        alpha: 1.0,
        prior: Some(Prior::Empirical),
        balanced: false,
        refinement: None,
        calibrated: false,
        ..ModelSettings::default()
    }
}

fn model(settings: &ModelSettings) -> Model {
    let mut corpus = TokenizedCorpus::default();
    for (text, label) in [
        ("Chinese Beijing Chinese", "China"),
        ("Chinese Chinese Shanghai", "China"),
        ("Chinese Macao", "China"),
        ("Tokyo Japan Chinese", "not China"),
    ] {
        corpus.push(text, label).unwrap();
    }
    train(&corpus.all(), settings).expect("the example trains")
}

#[test]
fn probabilities_of_terms_are_the_books() {
    let model = model(&settings());
    assert_eq!(model.labels.names(), ["China", "not China"]);
    for (term, china, not_china) in [
        ("chinese", 3.0 / 7.0, 2.0 / 9.0),
        ("tokyo", 1.0 / 14.0, 2.0 / 9.0),
        ("japan", 1.0 / 14.0, 2.0 / 9.0),
        // Not in the book's working, but from the same formula: (1 + 1) / (8 + 6), (0 + 1) / (3 + 6).
        ("macao", 1.0 / 7.0, 1.0 / 9.0),
    ] {
        let index = model.features.vocabulary.index(term).expect("a known term");
        let weights = model.weights_of(index);
        assert_near(f64::from(weights[0]).exp(), china, 1e-7, term);
        assert_near(f64::from(weights[1]).exp(), not_china, 1e-7, term);
    }
}

#[test]
fn the_test_document_is_about_china() {
    let model = model(&settings());
    let prediction = Classifier::new(model.clone()).classify("Chinese Chinese Chinese Tokyo Japan");
    assert_eq!(prediction.label, Some(0));
    let china = 3.0 / 4.0 * (3.0 / 7.0_f64).powi(3) * (1.0 / 14.0_f64).powi(2);
    let not_china = 1.0 / 4.0 * (2.0 / 9.0_f64).powi(5);
    let want = china / (china + not_china);
    assert_near(prediction.probabilities[0], want, 1e-6, "China");
}

#[test]
fn by_presence_alone_the_test_document_is_not_about_china() {
    let settings = ModelSettings {
        features: FeatureSettings {
            tf: Tf::Binary,
            ..settings().features
        },
        algorithm: Algorithm::Bernoulli,
        ..settings()
    };
    let model = model(&settings);
    let prediction = Classifier::new(model.clone()).classify("Chinese Chinese Chinese Tokyo Japan");
    assert_eq!(prediction.label, Some(1));
    // P(Chinese) P(Japan) P(Tokyo) (1 - P(Beijing)) (1 - P(Shanghai)) (1 - P(Macao))
    let china = 3.0 / 4.0 * 4.0 / 5.0 * (1.0 / 5.0_f64).powi(2) * (3.0 / 5.0_f64).powi(3);
    let not_china = 1.0 / 4.0 * (2.0 / 3.0_f64).powi(3) * (2.0 / 3.0_f64).powi(3);
    let want = china / (china + not_china);
    assert_near(prediction.probabilities[0], want, 1e-6, "China");
}
