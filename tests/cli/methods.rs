//! `docs/methods.md` names every statistic that commands print, and tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{Folder, NEWS, jsonl};

/// Columns that are no statistics.
const NAMES: [&str; 16] = [
    "id",
    "label",
    "term",
    "normalised",
    "first",
    "second",
    "third",
    "fourth",
    "first_normalised",
    "second_normalised",
    "words",
    "spans",
    "file",
    "month",
    "labels",
    "matrix",
];

fn methods() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/methods.md");
    fs::read_to_string(path).unwrap()
}

#[test]
fn every_column_is_defined() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let methods = methods();
    let mut columns = BTreeSet::new();
    for command in [
        "keywords news.jsonl --by label --test documents --tfidf --dispersion",
        "keywords news.jsonl --per-document --idf-from input",
        "collocations news.jsonl --min-count 1 --window 3",
        "collocations news.jsonl --min-count 1 --ngrams 2..4",
        "measures news.jsonl",
    ] {
        let csv = folder.run(&format!("{command} --format csv")).stdout();
        columns.extend(csv.lines().next().unwrap().split(',').map(str::to_owned));
    }
    let json = folder.run("measures news.jsonl --format jsonl").stdout();
    columns.extend(keys(&serde_json::from_str(&json).unwrap()));
    let json = folder
        .run("evaluate --cv 2 news.jsonl --format jsonl")
        .stdout();
    let metrics: Value = serde_json::from_str(&json).unwrap();
    columns.extend(keys(&metrics));
    columns.extend(keys(&metrics["labels"][0]));
    columns.extend(keys(&metrics["accuracy_at_coverage"][0]));
    for column in columns
        .iter()
        .filter(|name| !NAMES.contains(&name.as_str()))
    {
        assert!(methods.contains(&format!("`{column}`")), "{column}");
    }
    assert!(columns.len() > 50);
}

fn keys(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_test_that_is_named_exists() {
    let methods = methods();
    let named = methods.split('`').filter(|code| code.contains(".rs::"));
    let mut tests = 0;
    for name in named {
        let (file, test) = name.split_once("::").unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let source = fs::read_to_string(&path).unwrap_or_default();
        assert!(source.contains(&format!("fn {test}(")), "{name}");
        tests += 1;
    }
    assert!(tests > 40);
}
