//! The similarity of a text to what was learned, and texts of other topics.

use crate::common::generated::{self, Sequence};
use crate::common::{CHINA_TEST, Folder, Run, parse, parse_lines};
use serde_json::{Value, json};
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
    let classifier = Classifier::new(model.clone());
    // Chinese, Tokyo, Japan; all tokens, known tokens, known terms.
    for (text, row, tokens, known, terms) in [
        (CHINA_TEST, [3.0, 1.0, 1.0], 5.0, 5.0, 3.0),
        ("Tokyo Japan Osaka Kobe", [0.0, 1.0, 1.0], 4.0, 2.0, 2.0),
        ("Chinese", [1.0, 0.0, 0.0], 1.0, 1.0, 1.0),
    ] {
        let length = row.iter().map(|count| count * count).sum::<f64>().sqrt();
        let cosine = of_china(row).max(of_japan(row)) / length;
        // Each training document shares one term with others, so that more than two are many.
        let times = f64::max(terms / 2.0, 1.0);
        let expected = cosine * f64::sqrt(known / tokens / times) / f64::powf(terms, 0.25);
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

/// What `info` tells of a model of `news.jsonl`.
fn calibration(folder: &Folder, flags: &str) -> Value {
    let line = format!("train -q news.jsonl -o m.tasnif --ngrams 1..1 --quick {flags}");
    assert_eq!(folder.run(&line), Run::new(0, "", ""));
    let info = folder.run("info m.tasnif --format json").stdout();
    parse(&info)["calibration"].clone()
}

#[test]
fn what_may_stay_unlabelled_is_learned_by_leaving_topics_out() {
    // Their first words alone, so that topics are hard to tell.
    let mut articles = Sequence(1).articles(600);
    for (_, text) in &mut articles {
        *text = text
            .split_whitespace()
            .take(4)
            .collect::<Vec<_>>()
            .join(" ");
    }
    let folder = Folder::with("news.jsonl", generated::jsonl(&articles));
    let number = |value: &Value| value.as_f64().unwrap();
    let mut thresholds = Vec::new();
    for (most, flags) in [
        (0.04, "--max-unknown 0.04"),
        (0.1, "--max-unknown 0.1"),
        (0.4, "--max-unknown 0.4"),
    ] {
        let learned = calibration(&folder, flags);
        let topics = &learned["other_topics"];
        let lost = number(&topics["lost"]);
        assert!(lost > 0.0 && lost < most, "{flags}: {topics}");
        let told = number(&topics["unlabelled"]);
        assert!(told > lost, "other topics are less similar: {topics}");
        thresholds.push(number(&learned["min_similarity"]));
    }
    assert!(
        thresholds[0] > 0.0 && thresholds.is_sorted_by(|a, b| a < b),
        "{thresholds:?}"
    );
    // Few documents stay unlabelled by default: there is nothing to learn from topics.
    let few = calibration(&folder, "");
    assert!(few.get("other_topics").is_none() && number(&few["min_similarity"]) > 0.0);
    let none = calibration(&folder, "--max-unknown 0");
    for threshold in ["min_probability", "min_margin", "min_known"] {
        assert_eq!(none[threshold], 0.0, "{none}");
    }
    assert!(none.get("min_similarity").is_none() && none.get("other_topics").is_none());
    // Neither threads nor the order of documents matter.
    calibration(&folder, "-j 1");
    let bytes = folder.read("m.tasnif");
    let mut turned = articles;
    turned.reverse();
    turned.rotate_left(77);
    folder.write("news.jsonl", generated::jsonl(&turned));
    calibration(&folder, "-j 3");
    assert!(folder.read("m.tasnif") == bytes);
}

#[test]
fn few_documents_or_two_labels_leave_no_topic_out() {
    let mut articles = Sequence(1).articles(400);
    let folder = Folder::with("news.jsonl", generated::jsonl(&articles));
    let learned = calibration(&folder, "--max-unknown 0.1");
    assert!(learned.get("other_topics").is_none(), "{learned}");
    articles = Sequence(1).articles(900);
    articles.retain(|(label, _)| *label != "صحة");
    folder.write("news.jsonl", generated::jsonl(&articles));
    let learned = calibration(&folder, "--max-unknown 0.1");
    assert!(learned.get("other_topics").is_none(), "{learned}");
    assert!(learned["min_similarity"].as_f64() > Some(0.0), "{learned}");
}

#[test]
fn flags_that_change_nothing_are_refused() {
    let folder = Folder::with("news.jsonl", generated::jsonl(&Sequence(1).articles(60)));
    for chart in ["confusion", "reliability", "coverage"] {
        for flag in ["--max-unknown 0.2", "--min-known 0.5"] {
            folder.refuses_with(
                &format!("chart {chart} --cv 2 news.jsonl -o x.png {flag}"),
                &["shows every document with its most probable label"],
            );
        }
    }
    let both = "train news.jsonl -o x.tasnif --no-calibration --max-unknown 0.2";
    folder.refuses_with(both, &["cannot be used with"]);
}
