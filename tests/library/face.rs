//! What other programs rely on: threads, settings in JSON, errors in place of panics.

use std::sync::Arc;

use tasnif::evaluate::train_calibrated;
use tasnif::jobs::splitting::{GroupBy, SplitMethod, SplitSettings};
use tasnif::jobs::tune::TuneSettings;
use tasnif::jobs::{DispersionParts, PhraseSettings, StopWords};
use tasnif::lint::LintSettings;
use tasnif::stats::{Adjustment, Sign};
use tasnif::text::BuiltInList;
use tasnif::{
    Choices, Classifier, ClassifySettings, Column, DocumentClassifier, ExplainSettings, Explainer,
    Groups, KeynessMeasure, KeywordSettings, KeywordTable, MeasureSettings, Model, ModelSettings,
    NgramRange, Prediction, Reading, Selection, Split, Target, TextSettings, TokenizedCorpus,
    WordSettings, cross_validate, train,
};

fn corpus(texts: &[(&str, &str)]) -> TokenizedCorpus {
    let mut corpus = TokenizedCorpus::default();
    for (text, label) in texts {
        corpus.push(text, label).unwrap();
    }
    corpus
}

#[test]
fn what_threads_share_is_send_and_sync() {
    fn shared<T: Send + Sync>() {}
    shared::<Arc<Model>>();
    shared::<Classifier>();
    shared::<DocumentClassifier>();
    shared::<Explainer>();
    shared::<TokenizedCorpus>();
    shared::<Selection<'static>>();
    shared::<Prediction>();
    shared::<KeywordTable>();
    shared::<Reading>();
}

#[test]
fn settings_are_read_from_partial_json() {
    let keywords: KeywordSettings = serde_json::from_str(
        r#"{"by": "month", "ngrams": "1..2", "dispersion": "file",
            "keyness": {"measure": "log-ratio", "adjustment": "bh", "sign": "both"},
            "comparison": {"targets": ["label:sport", "file:a.txt"]},
            "words": {"stop_words": ["default", "arabic", {"name": "own", "lines": "x"}]}}"#,
    )
    .unwrap();
    assert_eq!(keywords.by, Some(Column::Month));
    assert_eq!(keywords.ngrams, NgramRange::WORDS_AND_PAIRS);
    assert_eq!(keywords.dispersion, Some(DispersionParts::File));
    assert_eq!(keywords.keyness.measure, KeynessMeasure::LogRatio);
    assert_eq!(keywords.keyness.adjustment, Adjustment::BenjaminiHochberg);
    assert_eq!(keywords.keyness.sign, Sign::Both);
    assert_eq!(keywords.keyness.smoothing, 1.0);
    let targets = [Target::Label("sport".into()), Target::File("a.txt".into())];
    assert_eq!(keywords.comparison.targets, targets);
    let own = StopWords::Own {
        name: "own".into(),
        lines: "x".into(),
    };
    let lists = vec![
        StopWords::Default,
        StopWords::BuiltIn(BuiltInList::Arabic),
        own,
    ];
    assert_eq!(keywords.words.stop_words, Some(lists));
    let splits: SplitSettings =
        serde_json::from_str(r#"{"method": "time", "group_by": "author"}"#).unwrap();
    assert_eq!(splits.method, Some(SplitMethod::Time));
    assert_eq!(splits.group_by, Some(GroupBy::Field("author".into())));
}

#[test]
fn empty_json_gives_the_defaults() {
    macro_rules! check {
        ($($settings:ty),+) => {$(
            let read: $settings = serde_json::from_str("{}").unwrap();
            assert_eq!(format!("{read:?}"), format!("{:?}", <$settings>::default()));
            assert!(serde_json::from_str::<$settings>(r#"{"unknown": 1}"#).is_err());
        )+};
    }
    check!(
        ModelSettings,
        KeywordSettings,
        MeasureSettings,
        ClassifySettings,
        ExplainSettings,
        LintSettings,
        PhraseSettings,
        SplitSettings,
        TuneSettings,
        WordSettings
    );
}

#[test]
fn wrong_settings_in_json_are_told() {
    let told = |json: &str| ModelSettings::from_json(json).unwrap_err().to_string();
    assert!(told(r#"{"alfa": 1}"#).contains("unknown field `alfa`"));
    assert!(told(r#"{"alpha": 0}"#).contains("`alpha` 0 does not smooth"));
    assert!(told("[").contains("settings in JSON"));
    let refined = ModelSettings::from_json(r#"{"refinement": {"epochs": 3}}"#).unwrap();
    assert_eq!(refined.refinement.unwrap().start, 0.3);
}

#[test]
fn what_does_not_fit_together_is_an_error() {
    let small = corpus(&[("a b", "x"), ("c d", "y")]);
    let large = corpus(&[("a b", "x"), ("c d", "y"), ("e f", "x")]);
    let groups = Groups::copies(&small).unwrap();
    let settings = ModelSettings::default();
    let wrong = train_calibrated(&large.all(), &groups, &settings, Choices::ALL).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "these are groups of 2 documents, but the corpus has 3"
    );
    let all = large.all();
    let wrong = Split::new(&all, &all).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "document 0 is both learned from and tested"
    );
    let text = TextSettings {
        stop_words: vec!["a".into()],
        ..TextSettings::default()
    };
    let other = TokenizedCorpus::new(text, Default::default());
    let wrong = train(&other.all(), &settings, Choices::ALL, &()).unwrap_err();
    assert!(wrong.to_string().contains("another `stop_words`"));
    let wrong = tasnif::evaluate::assign_folds(&large, &groups, 2, 1).unwrap_err();
    assert!(wrong.to_string().contains("groups of 2 documents"));
    assert!(Groups::by_value(&large, &[None]).is_err());
    let of_small = Split::new(&small.select(|d| d == 0), &small.select(|d| d == 1)).unwrap();
    let copies = Groups::copies(&large).unwrap();
    let wrong = cross_validate(
        &large,
        &copies,
        &settings,
        Choices::ALL,
        &[of_small],
        |_| (),
    )
    .unwrap_err();
    assert!(wrong.to_string().contains("a split of 2 documents"));
    assert!(TokenizedCorpus::join([small, other]).is_err());
    assert!(TokenizedCorpus::join([]).is_err());
}

#[test]
fn joined_corpora_give_the_model_of_one() {
    let texts = [
        ("two goals in the match", "sport"),
        ("the bank raised its rate", "economy"),
        ("the match was lost", "sport"),
    ];
    let whole = corpus(&texts);
    let joined = TokenizedCorpus::join(texts.chunks(1).map(corpus)).unwrap();
    let bytes = |corpus: &TokenizedCorpus| {
        let model = train(&corpus.all(), &ModelSettings::default(), Choices::ALL, &()).unwrap();
        model.to_bytes().unwrap()
    };
    assert_eq!(bytes(&joined), bytes(&whole));
}
