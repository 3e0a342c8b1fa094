//! Counts and sums of parts of the documents give the model of all of them at once.

use tasnif::features::{DfBound, PartCounts};
use tasnif::model::{PartSums, train};
use tasnif::{Algorithm, MinDf, ModelSettings, NgramRange, Refinement, TokenizedCorpus};

/// Paragraphs of three labels, in which words repeat.
fn texts() -> Vec<(String, &'static str)> {
    let words = [
        "سعر",
        "البنك",
        "goal",
        "match",
        "مباراة",
        "rate",
        "film",
        "مسرح",
        "the",
        "في",
    ];
    let labels = ["economy", "sport", "culture"];
    let text = |number: usize| {
        let word =
            |place: usize| words[(number * 7 + place * place * (number % 5 + 1)) % words.len()];
        let text: Vec<&str> = (0..12 + number % 9).map(word).collect();
        (text.join(" "), labels[number % labels.len()])
    };
    (0..90).map(text).collect()
}

fn corpus(texts: &[(String, &str)], settings: &ModelSettings) -> TokenizedCorpus {
    let mut corpus = TokenizedCorpus::new(settings.features.text(), Default::default());
    for (text, label) in texts {
        corpus.push(text, label).unwrap();
    }
    corpus
}

/// The model of parts that are counted apart and added up from the last to the first.
fn of_parts(parts: &[TokenizedCorpus], settings: &ModelSettings) -> Vec<u8> {
    let mut counts = PartCounts::default();
    for part in parts.iter().rev() {
        counts.add(PartCounts::of(&part.all(), &settings.features).unwrap());
    }
    let features = counts.features(&settings.features).unwrap();
    let mut sums = PartSums::default();
    for part in parts.iter().rev() {
        sums.add(PartSums::of(&part.all(), &features).unwrap())
            .unwrap();
    }
    let model = sums.model(features, settings).unwrap();
    model.to_bytes().unwrap()
}

fn variants() -> Vec<ModelSettings> {
    let mut variants = vec![ModelSettings::default(); 6];
    variants[1].features.ngrams = NgramRange::WORDS;
    variants[2].features.char_ngrams = Some(NgramRange::new(2, 3).unwrap());
    variants[2].algorithm = Algorithm::Multinomial;
    variants[3].features.max_features = Some(20);
    variants[3].balanced = true;
    variants[4].features.min_df = MinDf::Bound(DfBound::Count(3));
    variants[4].features.max_df = DfBound::Share(0.6);
    variants[5].features = tasnif::FeatureSettings::presence();
    variants[5].algorithm = Algorithm::Bernoulli;
    variants
}

#[test]
fn any_parts_give_the_bytes_of_training_on_all() {
    let texts = texts();
    for settings in variants() {
        let all = train(&corpus(&texts, &settings).all(), &settings).unwrap();
        let all = all.to_bytes().unwrap();
        // A part of one label, and one that lacks a label, are among them.
        for size in [1, 4, 37, 90] {
            let parts = texts.chunks(size).map(|part| corpus(part, &settings));
            let parts: Vec<TokenizedCorpus> = parts.collect();
            assert!(of_parts(&parts, &settings) == all, "{size} {settings:?}");
        }
    }
}

#[test]
fn counts_and_sums_can_travel() {
    let settings = ModelSettings::default();
    let corpus = corpus(&texts(), &settings);
    let counts = PartCounts::of(&corpus.all(), &settings.features).unwrap();
    let sent = serde_json::to_string(&counts).unwrap();
    assert_eq!(serde_json::from_str::<PartCounts>(&sent).unwrap(), counts);
    let features = counts.features(&settings.features).unwrap();
    let sums = PartSums::of(&corpus.all(), &features).unwrap();
    let sent = serde_json::to_string(&sums).unwrap();
    assert_eq!(serde_json::from_str::<PartSums>(&sent).unwrap(), sums);
}

#[test]
fn what_parts_cannot_give_is_told() {
    let mut settings = ModelSettings::default();
    let corpus = corpus(&texts(), &settings);
    let all = corpus.all();
    let counts = PartCounts::of(&all, &settings.features).unwrap();
    let features = counts.features(&settings.features).unwrap();
    let sums = PartSums::of(&all, &features).unwrap();
    settings.features.max_features = Some(9);
    let fewer = counts.features(&settings.features).unwrap();
    let of_fewer = PartSums::of(&all, &fewer).unwrap();
    let told = sums.clone().add(of_fewer).unwrap_err().to_string();
    assert!(told.contains("with the same features"), "{told}");
    settings.refinement = Some(Refinement::new(3));
    let told = sums.model(features, &settings).unwrap_err().to_string();
    assert!(told.contains("`refinement`"), "{told}");
    settings.features.clitics = true;
    let told = PartCounts::of(&all, &settings.features).unwrap_err();
    assert!(told.to_string().contains("`clitics`"), "{told}");
    assert!(
        PartCounts::default()
            .features(&ModelSettings::default().features)
            .is_err()
    );
}
