//! TF-IDF of `tasnif keywords`, by the documents that are read, against scikit-learn's.

use std::collections::BTreeMap;

use crate::common::{Folder, jsonl, parse_lines};
use serde::Deserialize;
use serde_json::Value;

/// Made by `tests/reference/tfidf.py`.
#[derive(Deserialize)]
struct Expected {
    documents: Vec<BTreeMap<String, f64>>,
    labels: BTreeMap<String, BTreeMap<String, f64>>,
    corpus: BTreeMap<String, f64>,
}

fn expected() -> Expected {
    serde_json::from_str(include_str!("../reference/tfidf.json")).expect("what the script prints")
}

/// The documents with a label, whose tokens are what stands between blanks.
fn folder() -> Folder {
    let corpus = include_str!("../reference/corpus.jsonl").lines();
    let labelled = corpus.filter(|line| !line.contains("\"label\":null"));
    let lines: Vec<String> = labelled.map(|line| format!("{line}\n")).collect();
    assert_eq!(lines.len(), 12);
    Folder::with("corpus.jsonl", lines.concat())
}

fn rows(flags: &str) -> Vec<Value> {
    let run = folder().run(&format!("keywords corpus.jsonl --stop-words none {flags}"));
    parse_lines(&run.stdout())
}

/// Terms with their TF-IDF, which falls from row to row.
fn weights<'r>(rows: impl Iterator<Item = &'r Value>) -> BTreeMap<String, f64> {
    let weight = |row: &Value| row["tfidf"].as_f64().expect("a number");
    let rows: Vec<&Value> = rows.collect();
    assert!(rows.is_sorted_by(|a, b| weight(a) >= weight(b)));
    let term = |row: &Value| row["normalised"].as_str().expect("a term").to_owned();
    rows.iter().map(|row| (term(row), weight(row))).collect()
}

#[track_caller]
fn assert_same(have: &BTreeMap<String, f64>, want: &BTreeMap<String, f64>) {
    assert_eq!(
        have.keys().collect::<Vec<_>>(),
        want.keys().collect::<Vec<_>>()
    );
    for (term, want) in want {
        let have = have[term];
        assert!(
            (have - want).abs() <= 1e-12 * want,
            "{term}: {have}, not {want}"
        );
    }
}

#[test]
fn documents_are_held_against_each_other() {
    let rows = rows("--per-document --idf-from input --ngrams 1..3 --top all");
    for (number, want) in expected().documents.into_iter().enumerate() {
        // No phrase begins or ends with a word of less than three letters.
        let is_long = |word: &str| word.chars().nth(2).is_some();
        let ends = |term: &str| term.split(' ').next_back().is_some_and(is_long);
        let phrases = want.into_iter().filter(|(term, _)| {
            let words: Vec<&str> = term.split(' ').collect();
            is_long(words[0]) && ends(term)
        });
        let id = format!("corpus.jsonl#{}", number + 1);
        let of_document = rows.iter().filter(|row| row["id"] == id.as_str());
        assert_same(&weights(of_document), &phrases.collect());
    }
}

#[test]
fn labels_and_the_corpus_are_ranked_by_tfidf() {
    let expected = expected();
    let by_label = rows("--all-tokens --by label --measure tfidf --top all");
    for (label, want) in &expected.labels {
        let of_label = by_label.iter().filter(|row| row["label"] == label.as_str());
        assert_same(&weights(of_label), want);
    }
    let all = rows("--all-tokens --measure tfidf --top all");
    assert_same(&weights(all.iter()), &expected.corpus);
    let best = rows("--all-tokens --measure tfidf --top 2");
    assert_eq!(best, all[..2]);
}

#[test]
fn the_input_can_be_standard_input_and_stemmed() {
    let texts = [("", "ministers and a minister; ministers"), ("", "a port")];
    let folder = Folder::with("a.jsonl", jsonl(&texts));
    let flags = "--per-document --idf-from input --stem english --ngrams 1 --format jsonl";
    let found = folder.run_with(
        &format!("keywords - --input-format jsonl {flags}"),
        jsonl(&texts).as_bytes(),
    );
    let found = found.stdout();
    let rows = parse_lines(&found);
    let shown: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {}",
                row["term"], row["count"], row["reference_documents"]
            )
        })
        .collect();
    assert_eq!(shown, ["\"ministers\" 3 1", "\"port\" 1 1"]);
    assert_eq!(
        folder
            .run(&format!("keywords a.jsonl {flags} -j 3"))
            .stdout(),
        found
    );
}

#[test]
fn what_cannot_be_is_said() {
    let folder = Folder::with(
        "stop.jsonl",
        jsonl(&[("", "the of في من"), ("", "على 2024 a")]),
    );
    for flags in ["--per-document", "--per-document --idf-from input"] {
        folder.refuses(
            &format!("keywords stop.jsonl {flags}"),
            "no document has a keyword: each holds only stop words, numbers and words of one or two \
             letters, or nothing that occurs --min-count times; --stop-words none keeps stop words",
        );
    }
    folder.refuses(
        "keywords stop.jsonl --measure log-odds",
        "--measure ranks what is compared, and nothing is: name a side with --by, --target or \
         --reference; the terms of a whole corpus are ranked by count or --measure tfidf",
    );
    folder.refuses(
        "keywords stop.jsonl --per-document --idf-from input -m x.tasnif",
        "--model does not go with --idf-from input, which counts the documents that are read; leave \
         out one of them",
    );
}
