//! Refinement: from naive Bayes towards logistic regression.

use crate::common::generated::{self, Sequence};
use crate::common::{Folder, NEWS, Run, jsonl, parse};
use serde_json::json;
use tasnif::model::train;
use tasnif::write_model;
use tasnif::{Classifier, ModelSettings, Refinement, TokenizedCorpus, read_model};

const REFINED: &str = "--refine 3 --ngrams 1..1";

fn corpus(articles: &[(&'static str, String)]) -> TokenizedCorpus {
    let mut corpus = TokenizedCorpus::default();
    for (label, text) in articles {
        corpus.push(text, label).unwrap();
    }
    corpus
}

#[test]
fn models_do_not_follow_threads_or_the_order_of_documents() {
    let mut articles = Sequence(1).articles(90);
    let folder = Folder::with("news.jsonl", generated::jsonl(&articles));
    let model = folder.model(&format!("news.jsonl {REFINED} -j 1"));
    for threads in [2, 8] {
        let line = format!("news.jsonl {REFINED} -j {threads}");
        assert!(folder.model(&line) == model, "-j {threads}");
    }
    for seed in 1..=3 {
        Sequence(seed).shuffle(&mut articles);
        folder.write("shuffled.jsonl", generated::jsonl(&articles));
        let line = format!("shuffled.jsonl {REFINED} -j 2");
        assert!(folder.model(&line) == model, "{seed}");
    }
    // The model is calibrated too, so its calibration did not change either.
    let info = parse(&folder.run("info trained.tasnif --format json").stdout());
    assert!(info["calibration"].is_object());
    assert_eq!(info["format_version"], 4);
}

#[test]
fn no_epochs_are_naive_bayes() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let plain = folder.model("news.jsonl");
    let zero = folder.model("news.jsonl --refine 0 --learning-rate 3 --refine-start 0.7");
    assert!(zero == plain);
    assert!(folder.model("news.jsonl --refine 1") != plain);
}

#[test]
fn a_refined_model_predicts_the_same_after_it_is_saved() {
    let corpus = corpus(&Sequence(2).articles(60));
    let folder = Folder::new();
    for algorithm in ["complement", "multinomial"] {
        let settings = ModelSettings {
            algorithm: serde_json::from_value(json!(algorithm)).unwrap(),
            refinement: Some(Refinement::new(2)),
            ..ModelSettings::default()
        };
        let model = train(&corpus.all(), &settings).unwrap();
        write_model(&folder.path("refined.tasnif"), &model).unwrap();
        let read = read_model(&folder.path("refined.tasnif")).unwrap();
        assert_eq!(read, model);
        for (_, text) in Sequence(3).articles(5) {
            let before = Classifier::new(model.clone()).classify(&text);
            assert_eq!(Classifier::new(read.clone()).classify(&text), before);
        }
    }
}

#[test]
fn training_documents_get_their_own_labels() {
    // Naive Bayes cannot learn an exclusive or of words; with pairs of words refinement can.
    let folder = Folder::new();
    let texts = [("a", "x x"), ("a", "y y"), ("b", "x y"), ("b", "y x")];
    folder.write("xor.jsonl", jsonl(&texts));
    folder.model("xor.jsonl --refine 200");
    let line = "evaluate -m trained.tasnif xor.jsonl --format json";
    let metrics = parse(&folder.run(line).stdout());
    assert_eq!(metrics["accuracy"], 1.0);
    assert!(metrics["log_loss"].as_f64().unwrap() < 0.05, "{metrics}");
}

#[test]
fn info_tells_the_settings() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.model("news.jsonl --refine 4 --learning-rate 2.5 --refine-start 0.5");
    let info = parse(&folder.run("info trained.tasnif --format json").stdout());
    assert_eq!(
        info["settings"]["refinement"],
        json!({"epochs": 4, "learning_rate": 2.5, "start": 0.5})
    );
    // Terms that are spread over the labels weigh as much as others by default.
    assert_eq!(info["settings"]["features"]["class_weighting"], "none");
    folder.model("news.jsonl --refine 4 --class-weighting entropy");
    let info = parse(&folder.run("info trained.tasnif --format json").stdout());
    assert_eq!(info["settings"]["features"]["class_weighting"], "entropy");
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    for (flags, message) in [
        (
            "--refine 1000000",
            "--refine 1000000 takes too long; give at most 1000 epochs, such as 10",
        ),
        (
            "--refine 2 --learning-rate 0",
            "--learning-rate 0 is no step; give a number above 0, such as 5",
        ),
        (
            "--refine 2 --learning-rate NaN",
            "--learning-rate NaN is no step; give a number above 0, such as 5",
        ),
        (
            "--refine 2 --learning-rate inf",
            "--learning-rate inf is no step; give a number above 0, such as 5",
        ),
        (
            "--refine 2 --refine-start NaN",
            "--refine-start NaN is below 0; give 0 or a number above it, such as 0.3",
        ),
        (
            "--refine 2 --refine-start 1e300",
            "the weights overflow: --alpha or --learning-rate is far too large or too small; use numbers near 0.1 and 5",
        ),
        (
            "--refine 2 --learning-rate 1e300",
            "the weights overflow: --alpha or --learning-rate is far too large or too small; use numbers near 0.1 and 5",
        ),
    ] {
        folder.refuses(&format!("train news.jsonl -o m.tasnif {flags}"), message);
    }
    for flags in ["--refine -1", "--refine 1.5", "--refine 99999999999"] {
        let line = format!("train news.jsonl -o m.tasnif {flags}");
        assert_eq!(folder.run(&line).code, 2, "{flags}");
    }
}

#[test]
fn many_epochs_on_few_documents_end() {
    let folder = Folder::with("two.jsonl", jsonl(&[("a", "x"), ("b", "y")]));
    let run = folder.run("train -q two.jsonl -o m.tasnif --refine 1000");
    assert_eq!(run, Run::new(0, "", ""));
}
