//! Cross-validation does not leak: on labels drawn at random it scores near chance, where what leaks
//! scores far above it.

use std::collections::HashSet;

use tasnif::model::train;
use tasnif::{
    Choices, FeatureSettings, Groups, Metrics, ModelSettings, NgramRange, Split, TokenizedCorpus,
    cross_validate,
};

/// Numbers that look random and are the same every time (Knuth's linear congruence).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A text and a label that has nothing to do with it.
type Labelled = (Vec<String>, &'static str);

/// Documents of 60 words out of 4,000, all as frequent.
fn random_documents(count: usize, numbers: &mut Numbers) -> Vec<Labelled> {
    let document = |_| {
        let words = (0..60)
            .map(|_| format!("w{}", numbers.below(4_000)))
            .collect();
        (words, ["a", "b"][numbers.below(2) as usize])
    };
    (0..count).map(document).collect()
}

fn corpus(documents: &[Labelled], keep: impl Fn(&str) -> bool) -> TokenizedCorpus {
    let mut corpus = TokenizedCorpus::new(settings().features.text(), Default::default());
    for (words, label) in documents {
        let kept = words.iter().filter(|word| keep(word));
        let kept: Vec<&str> = kept.map(String::as_str).collect();
        corpus.push(&kept.join(" "), label).unwrap();
    }
    corpus
}

/// Single words, of which the 1,000 most telling are kept.
fn settings() -> ModelSettings {
    ModelSettings {
        features: FeatureSettings {
            ngrams: NgramRange::new(1, 1).unwrap(),
            max_features: Some(1_000),
            ..FeatureSettings::default()
        },
        ..ModelSettings::default()
    }
}

fn accuracy(corpus: &TokenizedCorpus, splits: &[Split]) -> f64 {
    let groups = Groups::near_duplicates(corpus).unwrap();
    let outcomes =
        cross_validate(corpus, &groups, &settings(), Choices::ALL, splits, |_| ()).unwrap();
    assert_eq!(outcomes.len(), corpus.len());
    Metrics::new(&outcomes).accuracy
}

fn folds(corpus: &TokenizedCorpus) -> Vec<Split> {
    let groups = Groups::near_duplicates(corpus).unwrap();
    Split::by_folds(corpus, &groups, 5, 1).unwrap()
}

/// Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", section 7.10.2: "the
/// wrong way to do cross-validation" selects features by the labels of all documents beforehand.
#[test]
fn the_vocabulary_is_selected_by_the_training_folds_alone() {
    let documents = random_documents(400, &mut Numbers(1));
    let whole = corpus(&documents, |_| true);
    let ours = accuracy(&whole, &folds(&whole));
    let model = train(&whole.all(), &settings()).unwrap();
    let vocabulary = &model.features.vocabulary;
    let selected: HashSet<&str> = (0..vocabulary.len())
        .map(|term| vocabulary.term(term))
        .collect();
    let selected_by_all = corpus(&documents, |token| selected.contains(token));
    let leaky = accuracy(&selected_by_all, &folds(&whole));
    // Four standard deviations of chance are 0.1.
    assert!((ours - 0.5).abs() < 0.1, "{ours} is not chance");
    assert!(leaky > 0.75, "{leaky} does not show the leak");
}

/// Each report is sent four times with a word changed; all have the label of the report.
#[test]
fn near_duplicates_lie_in_one_fold() {
    let mut numbers = Numbers(2);
    let mut documents = Vec::new();
    for (words, label) in random_documents(100, &mut numbers) {
        for _ in 0..4 {
            let mut copy = words.clone();
            copy[numbers.below(60) as usize] = format!("w{}", numbers.below(4_000));
            documents.push((copy, label));
        }
    }
    let corpus = corpus(&documents, |_| true);
    let ours = accuracy(&corpus, &folds(&corpus));
    let copies = Groups::copies(&corpus).unwrap();
    let leaky = accuracy(&corpus, &Split::by_folds(&corpus, &copies, 5, 1).unwrap());
    // One hundred independent reports: four standard deviations of chance are 0.2.
    assert!((ours - 0.5).abs() < 0.2, "{ours} is not chance");
    assert!(leaky > 0.9, "{leaky} does not show the leak");
}
