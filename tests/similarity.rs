//! The similarity of a text to what was learned, and texts of other topics.

mod common;

use common::generated::{self, Sequence};
use common::{CHINA_TEST, Folder, Run, parse_lines};
use serde_json::json;
use tasnif::{Classifier, read_model};

/// Manning, Raghavan, Schütze (2008, "Introduction to Information Retrieval"), example 13.1: each
/// weight is the logarithm of a fraction.
#[test]
fn the_similarity_is_that_of_the_formula() {
    let folder = Folder::with_china_model();
    let model = read_model(&folder.path("china.tasnif")).unwrap();
    let ln = f64::ln;
    let (chinese, other) = (2.0 * ln(27.0 / 14.0), ln(9.0 / 7.0));
    let of_china =
        |row: [f64; 3]| row[0] * chinese / (chinese * chinese + 3.0 * other * other).sqrt();
    let of_japan = |row: [f64; 3]| (row[1] + row[2]) / 2f64.sqrt();
    let classifier = Classifier::new(&model);
    // Chinese, Tokyo, Japan; all tokens, known tokens, known terms.
    for (text, row, tokens, known, terms) in [
        (CHINA_TEST, [3.0, 1.0, 1.0], 5.0, 5.0, 3.0),
        ("Tokyo Japan Osaka Kobe", [0.0, 1.0, 1.0], 4.0, 2.0, 2.0),
        ("Chinese", [1.0, 0.0, 0.0], 1.0, 1.0, 1.0),
    ] {
        let length = row.iter().map(|count| count * count).sum::<f64>().sqrt();
        let cosine = of_china(row).max(of_japan(row)) / length;
        let expected = cosine * f64::sqrt(known / tokens) / f64::powf(terms, 0.25);
        let have = classifier.classify(text).similarity;
        // Weights are kept as 32-bit floats.
        assert!((have - expected).abs() < 1e-6, "{text}: {have} {expected}");
    }
    for nothing in ["", "Osaka"] {
        assert_eq!(classifier.classify(nothing).similarity, 0.0);
    }
}

/// Of 150 articles without the topic, and the articles of the topic, how many stay unlabelled.
fn unknown(flags: &str) -> (usize, usize) {
    let is_other = |label: &str| label == "صحة";
    let parted = |seed, other: bool| {
        let articles = Sequence(seed).articles(600).into_iter();
        let articles = articles.filter(|(label, _)| is_other(label) == other);
        articles.take(150).collect::<Vec<_>>()
    };
    let folder = Folder::with("news.jsonl", generated::jsonl(&parted(1, false)));
    let run = folder.run("train -q news.jsonl -o news.tasnif --ngrams 1..1");
    assert_eq!(run, Run::new(0, "", ""));
    let unknown = |other| {
        let texts = parted(9, other).into_iter();
        let lines: Vec<String> = texts
            .map(|(_, text)| json!({"text": text}).to_string())
            .collect();
        let line = format!("classify -q -m news.tasnif {flags}");
        let run = folder.run_with(&line, lines.join("\n").as_bytes());
        let documents = parse_lines(&run.stdout());
        documents.iter().filter(|d| d["unknown"] == true).count()
    };
    (unknown(false), unknown(true))
}

#[test]
fn the_threshold_of_similarity_tells_another_topic() {
    let (lost, told) = unknown("");
    assert!(lost <= 9, "{lost} of 150");
    let (_, without) = unknown("--min-similarity 0");
    assert!(told > without, "{told} {without}");
}
