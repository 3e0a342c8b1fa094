//! Flags of training.

use crate::common::{Folder, NEWS, jsonl, parse};
use serde_json::json;
use tasnif::ModelSettings;

#[test]
fn flags_default_to_the_librarys_defaults() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.model("news.jsonl --quick");
    let info = parse(&folder.run("info trained.tasnif --format json").stdout());
    let defaults = serde_json::to_value(ModelSettings::default()).unwrap();
    assert_eq!(info["settings"], defaults);
}

#[test]
fn flags_reach_the_settings() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.model(
        "news.jsonl --algorithm multinomial --alpha 0.5 --prior uniform --ngrams 2 --char-ngrams 3..5 --tf raw \
         --idf none --norm l1 --min-df 1% --max-df 90% --max-features none --select document-frequency \
         --class-weighting none --profile arabic --stop-words default --clitics --hamza-seats fold \
         --stem english --max-unknown 0.2",
    );
    let info = parse(&folder.run("info trained.tasnif --format json").stdout());
    let settings = &info["settings"];
    for (name, value) in [
        ("algorithm", json!("multinomial")),
        ("alpha", json!(0.5)),
        ("prior", json!("uniform")),
        ("max_unknown", json!(0.2)),
    ] {
        assert_eq!(settings[name], value, "{name}");
    }
    let features = &settings["features"];
    for (name, value) in [
        ("ngrams", json!("2..2")),
        ("char_ngrams", json!("3..5")),
        ("tf", json!("raw")),
        ("idf", json!("none")),
        ("norm", json!("l1")),
        ("min_df", json!("1%")),
        ("max_df", json!("90%")),
        ("max_features", json!(null)),
        ("selection", json!("document-frequency")),
        ("class_weighting", json!("none")),
        ("clitics", json!(true)),
        ("hamza_seats", json!("fold")),
        ("stem", json!("english")),
    ] {
        assert_eq!(features[name], value, "{name}");
    }
    assert!(features["profile"].as_str().unwrap().starts_with("arabic"));
    assert!(features["stop_words"].as_array().unwrap().len() > 500);
}

#[test]
fn impossible_settings_are_refused_with_advice() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    for (flags, advice) in [
        ("--alpha 0", "above 0"),
        ("--alpha -1", "above 0"),
        ("--alpha NaN", "above 0"),
        ("--ngrams 3..1", "such as 1..2"),
        ("--max-features 0", "at least 1"),
        ("--min-df x", "a share"),
        ("--stop-words /no/such/file", "one word a line"),
    ] {
        folder.refuses_with(&format!("train news.jsonl -o m.tasnif {flags}"), &[advice]);
    }
}
