//! Training on parts of the documents has the bytes of training on all of them.

use std::collections::BTreeMap;

use tasnif::features::PartCounts;
use tasnif::jobs::TrainingSettings;
use tasnif::jobs::cluster::{ClusterJob, ClusterTraining, Part, Step, Tally, TallyKind};
use tasnif::model::{PartSums, Training};
use tasnif::{ModelSettings, TokenizedCorpus, train};

/// 400 texts of three labels in Arabic and English, with copies and words in several forms.
pub(super) fn texts() -> Vec<(String, &'static str)> {
    // A sign that stands for several words is a form of each of them.
    let common = ["في", "the", "على", "Minister", "minister", "2026", "ﷺ", "½"];
    let topics = [
        ("economy", ["سعر", "أسعار", "البنك", "rate", "bank", "oil"]),
        ("sport", ["مباراة", "goal", "match", "هدف", "team", "كأس"]),
        ("culture", ["مسرح", "film", "رواية", "poem", "book", "لوحة"]),
    ];
    let text = |number: usize| {
        // Some texts are copies, and some have words of another topic.
        let seed = (number % 350) * 2_654_435_761 % 1_000_003;
        let (label, words) = topics[number % 3];
        let other = topics[(number + seed % 3) % 3].1;
        let word = |place: usize| match (seed >> (place % 13)) % 4 {
            0 => common[(seed + place) % common.len()],
            1 => other[(seed / 7 + place * 3) % other.len()],
            _ => words[(seed / 3 + place * place) % words.len()],
        };
        let words: Vec<&str> = (0..8 + seed % 9).map(word).collect();
        (words.join(" "), label)
    };
    (0..400).map(text).collect()
}

fn training(json: &str) -> Training {
    let settings: TrainingSettings = serde_json::from_str(json).unwrap();
    Training {
        settings: settings.model_settings().unwrap(),
        choices: settings.choices(),
    }
}

fn of_all(texts: &[(String, &str)], training: &Training) -> Vec<u8> {
    let text = training.settings.features.text();
    let mut corpus = TokenizedCorpus::new(text, Default::default()).with_surface_forms();
    for (text, label) in texts {
        corpus.push(text, label).unwrap();
    }
    let model = train(&corpus.all(), &training.settings, training.choices, &()).unwrap();
    model.to_bytes().unwrap()
}

/// Adds up the rows of all parts, as an engine does.
pub(super) fn summed(
    step: &Step,
    parts: &[&[(String, &str)]],
) -> BTreeMap<(u8, String, Vec<u8>), i64> {
    let step = Step::from_bytes(&step.to_bytes().unwrap()).unwrap();
    let mut sums = BTreeMap::new();
    for part in parts {
        let mut read = Part::new(&step);
        for batch in part.chunks(7) {
            let texts: Vec<&str> = batch.iter().map(|(text, _)| text.as_str()).collect();
            let labels: Vec<&str> = batch.iter().map(|(_, label)| *label).collect();
            read.push_batch(&texts, &labels).unwrap();
        }
        let add = |tally: Tally<'_>| {
            let row = (
                tally.kind.number(),
                tally.label.to_owned(),
                tally.key.to_vec(),
            );
            *sums.entry(row).or_default() += tally.count;
            Ok(())
        };
        read.finish(add).unwrap();
    }
    sums
}

/// Adds a row of sums.
pub(crate) fn add(job: &mut impl ClusterJob, (kind, label, key): (u8, &str, &[u8]), count: i64) {
    let kind = TallyKind::of_number(kind).unwrap();
    let tally = Tally {
        kind,
        label,
        key,
        count,
    };
    job.add(&tally).unwrap();
}

fn of_parts(parts: &[&[(String, &str)]], training: &Training) -> (Vec<u8>, usize) {
    let documents = parts.iter().map(|part| part.len() as u64).sum();
    let mut cluster = ClusterTraining::new(training.clone(), documents).unwrap();
    let mut steps = 0;
    while let Some(step) = cluster.step() {
        let (rows, low) = (summed(&step, parts), cluster.min_df() as i64);
        let mut of_term: BTreeMap<&[u8], i64> = BTreeMap::new();
        for ((kind, _, key), count) in &rows {
            if *kind == TallyKind::Term.number() {
                *of_term.entry(key).or_default() += count;
            }
        }
        for ((kind, label, key), count) in &rows {
            if of_term.get(key.as_slice()).is_some_and(|&df| df < low) {
                continue;
            }
            add(&mut cluster, (*kind, label, key), *count);
        }
        cluster.advance(&()).unwrap();
        steps += 1;
    }
    (cluster.into_model().unwrap().to_bytes().unwrap(), steps)
}

/// The default and others, of all documents and with a sample that is smaller.
const SETTINGS: [&str; 8] = [
    "{}",
    r#"{"ngrams": "1..1", "refine": "5"}"#,
    r#"{"char_ngrams": "2..3", "algorithm": "multinomial", "min_df": "3"}"#,
    r#"{"max_features": "60", "balanced": true}"#,
    r#"{"algorithm": "bernoulli"}"#,
    r#"{"stem": "english", "stop_words": ["arabic", "english"], "profile": "arabic"}"#,
    r#"{"no_calibration": true, "refine": "3", "refine_blend": 0.3}"#,
    r#"{"quick": true, "select": "chi-squared", "max_df": "60%"}"#,
];

#[test]
fn any_parts_have_the_bytes_of_all_documents() {
    let mut texts = texts();
    let by_label = texts.clone();
    for settings in SETTINGS {
        for sample in [200_000, 250] {
            let mut training = training(settings);
            training.settings.sample = sample;
            let all = of_all(&by_label, &training);
            texts.reverse();
            for size in [400, 133, 37] {
                let parts: Vec<&[(String, &str)]> = texts.chunks(size).collect();
                let (bytes, steps) = of_parts(&parts, &training);
                assert!(bytes == all, "{settings} {sample} {size}");
                let is_calibrated = training.settings.calibrated;
                let expected = match sample {
                    250 => 2 + usize::from(is_calibrated),
                    _ => 1,
                };
                assert_eq!(steps, expected);
            }
        }
    }
}

#[test]
fn a_part_may_have_one_label_or_one_document() {
    let mut texts = texts();
    texts.sort_by_key(|(_, label)| *label);
    let mut training = training("{}");
    training.settings.sample = 100;
    let all = of_all(&texts, &training);
    let labels: Vec<&[(String, &str)]> = texts.chunk_by(|a, b| a.1 == b.1).collect();
    assert_eq!(of_parts(&labels, &training).0, all);
    let mut parts: Vec<&[(String, &str)]> = vec![&[]];
    parts.extend(texts.chunks(1));
    assert_eq!(of_parts(&parts, &training).0, all);
}

#[test]
fn what_cannot_be_trained_on_parts_is_told() {
    let told = |training: Training, documents| {
        let error = ClusterTraining::new(training, documents).unwrap_err();
        error.to_string()
    };
    let mut clitics = training(r#"{"clitics": true}"#);
    clitics.settings.sample = 100;
    assert!(told(clitics, 101).starts_with("`clitics` looks at the words of all"));
    assert!(told(training("{}"), 0).starts_with("there are no documents"));
    let mut small = training("{}");
    small.settings.sample = 10;
    assert!(told(small, 20).starts_with("`sample` 10 leaves too few"));
}

#[test]
fn documents_that_change_between_steps_are_noticed() {
    let texts = texts();
    let mut training = training("{}");
    training.settings.sample = 100;
    for step_of_change in 0..3 {
        let mut cluster = ClusterTraining::new(training.clone(), 400).unwrap();
        let mut failed = None;
        for number in 0..3 {
            let step = cluster.step().unwrap();
            let documents = 400 - usize::from(number == step_of_change);
            for ((kind, label, key), count) in &summed(&step, &[&texts[..documents]]) {
                add(&mut cluster, (*kind, label, key), *count);
            }
            if let Err(error) = cluster.advance(&()) {
                failed = Some((number, error.to_string()));
                break;
            }
        }
        match step_of_change {
            // A sample that lacks a document shows nothing.
            0 => assert!(failed.is_none()),
            _ => {
                let (number, error) = failed.expect("the change is noticed");
                assert_eq!(number, step_of_change);
                assert!(
                    error.contains("400 documents") && error.contains("399"),
                    "{error}"
                );
            }
        }
    }
}

#[test]
fn rows_of_another_step_are_refused() {
    let mut cluster = ClusterTraining::new(training("{}"), 400).unwrap();
    let row = |kind, key| Tally {
        kind,
        label: "sport",
        key,
        count: 1,
    };
    assert!(cluster.add(&row(TallyKind::Term, b"goal")).is_err());
    assert!(cluster.add(&row(TallyKind::Kept, b"not a corpus")).is_err());
    assert!(cluster.into_model().is_err());
    assert_eq!(
        ModelSettings::default().sample,
        tasnif::model::DEFAULT_SAMPLE
    );
}

#[test]
fn more_documents_than_sums_have_room_for_are_refused() {
    let settings = ModelSettings::default();
    let mut corpus = TokenizedCorpus::default();
    corpus.push("goal", "sport").unwrap();
    corpus.push("bank", "economy").unwrap();
    let counts = PartCounts::of(&corpus.all(), &settings.features).unwrap();
    let mut features = counts.features(&settings.features).unwrap();
    features.documents = 1 << 30;
    assert!(PartSums::of(&corpus.all(), &features).is_ok());
    features.documents += 1;
    let error = PartSums::of(&corpus.all(), &features)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("there is room for 1,073,741,824 documents"),
        "{error}"
    );
}
