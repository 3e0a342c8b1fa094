//! `tasnif evaluate`.

use crate::common::{
    CHINA_TEST, Folder, NEWS, Run, assert_near, jsonl, parse, parse_lines, probability_of_china,
};
use serde_json::{Value, json};

/// Labelled documents for the textbook's model: right, right, wrong.
const JUDGED: [(&str, &str); 3] = [
    ("china", CHINA_TEST),
    ("japan", "Tokyo Japan"),
    ("china", "Japan Tokyo"),
];

fn folder() -> Folder {
    let folder = Folder::with_china_model();
    folder.write("test.jsonl", jsonl(&JUDGED));
    folder
}

fn cv(folder: &Folder, flags: &str) -> String {
    folder
        .run(&format!("evaluate --format json {flags}"))
        .stdout()
}

#[test]
fn metrics_are_those_worked_out_by_hand() {
    let metrics = parse(&cv(&folder(), "-m china.tasnif test.jsonl"));
    let label = |name: &str, precision: f64, recall: f64, support: u64| json!({"label": name, "precision": precision, "recall": recall, "f1": 2.0 / 3.0, "support": support});
    assert_eq!(metrics["documents"], 3);
    assert_near(&metrics["accuracy"], 2.0 / 3.0);
    assert_eq!(
        metrics["macro"],
        json!({"precision": 0.75, "recall": 0.75, "f1": 2.0 / 3.0})
    );
    assert_near(&metrics["weighted"]["precision"], 2.5 / 3.0);
    assert_near(&metrics["weighted"]["recall"], 2.0 / 3.0);
    assert_near(&metrics["weighted"]["f1"], 2.0 / 3.0);
    assert_eq!(
        metrics["labels"],
        json!([label("china", 1.0, 0.5, 2), label("japan", 0.5, 1.0, 1)])
    );
    assert_eq!(
        metrics["confusion"],
        json!({"labels": ["china", "japan"], "matrix": [[1, 1], [0, 1]], "unknown": [0, 0]})
    );
    assert_eq!(metrics["coverage"], 1.0);
}

#[test]
fn probabilities_are_judged_by_the_textbooks() {
    let metrics = parse(&cv(&folder(), "-m china.tasnif test.jsonl"));
    let (right, japan) = (
        probability_of_china(CHINA_TEST),
        1.0 - probability_of_china("Tokyo Japan"),
    );
    let of_truth = [right, japan, 1.0 - japan];
    let mean = |value: fn(f64) -> f64| of_truth.map(value).iter().sum::<f64>() / 3.0;
    assert_near(&metrics["log_loss"], mean(|p| -p.ln()));
    assert_near(&metrics["brier"], mean(|p| 2.0 * (1.0 - p) * (1.0 - p)));
    // The first document has its own bin, the other two share one in which half is right.
    assert_near(&metrics["ece"], ((1.0 - right) + (2.0 * japan - 1.0)) / 3.0);
}

#[test]
fn the_formats_say_the_same() {
    let folder = folder();
    let json = cv(&folder, "-m china.tasnif test.jsonl");
    let lines = folder.run("evaluate -m china.tasnif test.jsonl").stdout();
    assert_eq!(lines.lines().count(), 1);
    assert_eq!(parse(&lines), parse(&json));
    let csv = "label,precision,recall,f1,support\n\
               china,1,0.5,0.6666666666666666,2\n\
               japan,0.5,1,0.6666666666666666,1\n";
    let run = folder.run("evaluate -m china.tasnif test.jsonl --format csv");
    assert_eq!(run, Run::new(0, csv, ""));
    let table = " documents         3
 accuracy          66.67 %
 macro F1          0.6667
 weighted F1       0.6667
 log-loss          0.6942
 Brier score       0.4900
 calibration error 0.2790
 labelled          100.00 % (accuracy of these 66.67 %)
 accuracy at       coverage 95 % 66.67 % · 90 % 66.67 % · 80 % 66.67 % · 50 % 50.00 %

 label  precision  recall      f1  support
 china     1.0000  0.5000  0.6667        2
 japan     0.5000  1.0000  0.6667        1
";
    let run = folder.run("evaluate -m china.tasnif test.jsonl --format table");
    assert_eq!(run, Run::new(0, table, ""));
}

#[test]
fn an_output_file_has_the_same_bytes() {
    let folder = folder();
    let expected = cv(&folder, "-m china.tasnif test.jsonl");
    let run = folder.run("evaluate -m china.tasnif test.jsonl --format json -o metrics.json");
    assert_eq!(run, Run::new(0, "", ""));
    assert_eq!(folder.read_text("metrics.json"), expected);
}

#[test]
fn a_missed_gate_is_exit_code_1_and_the_metrics_are_shown_all_the_same() {
    let folder = folder();
    let shown = cv(&folder, "-m china.tasnif test.jsonl");
    for (gate, code) in [("0", 0), ("0.66", 0), ("0.67", 1), ("1", 1)] {
        let line =
            format!("evaluate -m china.tasnif test.jsonl --format json --min-accuracy {gate}");
        assert_eq!(folder.run(&line), Run::new(code, &shown, ""), "{gate}");
    }
}

#[test]
fn unknown_documents_count_as_wrong_and_unknown_labels_are_shown() {
    let folder = Folder::with_china_model();
    let documents = [
        ("china", "Chinese"),
        ("china", "Wien"),
        ("austria", "Macao"),
    ];
    folder.write("test.jsonl", jsonl(&documents));
    let run = folder.run("evaluate -m china.tasnif test.jsonl --format json --errors wrong.csv");
    let said = "1 document with labels that the model does not have count as errors: austria\n";
    assert_eq!((run.code, run.stderr.as_str()), (0, said));
    let wrong = folder.read_text("wrong.csv");
    let rows: Vec<&str> = wrong.lines().collect();
    assert_eq!(
        rows[0],
        "id,label,predicted,probability,probability_of_label,unknown"
    );
    // The surest first; a document without a known word is given no label.
    assert!(
        rows[1].starts_with("d3,austria,china,0.") && rows[1].ends_with(",0,false"),
        "{wrong}"
    );
    assert!(
        rows[2].starts_with("d2,china,,,0.") && rows[2].ends_with(",true"),
        "{wrong}"
    );
    assert_eq!(rows.len(), 3);
    let metrics = parse(&run.stdout);
    assert_eq!(
        metrics["confusion"],
        json!({"labels": ["austria", "china"], "matrix": [[0, 1], [0, 1]], "unknown": [0, 1]})
    );
    assert_near(&metrics["accuracy"], 1.0 / 3.0);
    assert_near(&metrics["coverage"], 2.0 / 3.0);
    assert_eq!(metrics["labels"][1]["support"], 2);
}

#[test]
fn labels_of_which_the_model_has_none_are_refused() {
    let folder = Folder::with_china_model();
    folder.write(
        "test.jsonl",
        jsonl(&[("peking", "Chinese"), ("osaka", "Tokyo")]),
    );
    folder.refuses(
        "evaluate -m china.tasnif test.jsonl",
        "no document has a label of the model: found osaka, peking; the model has china, japan",
    );
    folder.refuses_with(
        "evaluate -m china.tasnif test.jsonl --errors test.jsonl",
        &["--errors test.jsonl is also read"],
    );
}

#[test]
fn errors_of_folds_are_named() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let metrics = parse(&cv(&folder, "--cv 4 news.jsonl --errors wrong.jsonl"));
    let wrong = parse_lines(&folder.read_text("wrong.jsonl"));
    let documents = metrics["documents"].as_f64().unwrap();
    let errors = documents * (1.0 - metrics["accuracy"].as_f64().unwrap());
    assert_eq!(wrong.len(), errors.round() as usize);
    assert!(!wrong.is_empty());
    let probabilities: Vec<f64> = wrong
        .iter()
        // Null where the document stays unlabelled.
        .map(|row| row["probability"].as_f64().unwrap_or(0.0))
        .collect();
    assert!(
        probabilities.is_sorted_by(|a, b| a >= b),
        "{probabilities:?}"
    );
    for row in &wrong {
        assert_ne!(row["label"], row["predicted"], "{row}");
    }
}

#[test]
fn metrics_fit_the_confusion_matrix() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let metrics = parse(&cv(&folder, "--cv 4 news.jsonl"));
    let counts = |value: &Value| -> Vec<u64> {
        value
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_u64().unwrap())
            .collect()
    };
    let confusion = &metrics["confusion"];
    let rows: Vec<Vec<u64>> = confusion["matrix"]
        .as_array()
        .unwrap()
        .iter()
        .map(counts)
        .collect();
    let unknown = counts(&confusion["unknown"]);
    let all: u64 = rows.iter().flatten().chain(&unknown).sum();
    assert_eq!(all, 8);
    assert_eq!(metrics["documents"], 8);
    let right: u64 = (0..rows.len()).map(|label| rows[label][label]).sum();
    assert_near(&metrics["accuracy"], right as f64 / 8.0);
    for (label, row) in rows.iter().enumerate() {
        let of_label = &metrics["labels"][label];
        let support = row.iter().sum::<u64>() + unknown[label];
        assert_eq!(of_label["label"], confusion["labels"][label]);
        assert_eq!(of_label["support"], support);
        assert_near(&of_label["recall"], row[label] as f64 / support as f64);
        let given: u64 = rows.iter().map(|row| row[label]).sum();
        assert_near(
            &of_label["precision"],
            row[label] as f64 / given.max(1) as f64,
        );
    }
}

#[test]
fn folds_follow_the_seed() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let of = |seed: u64| cv(&folder, &format!("--cv 3 news.jsonl --seed {seed}"));
    let first: Vec<String> = (1..=4).map(of).collect();
    let second: Vec<String> = (1..=4).map(of).collect();
    assert_eq!(first, second);
    assert_eq!(
        cv(&folder, "--cv 3 news.jsonl"),
        first[0],
        "the seed is 1 unless given"
    );
    assert!(
        first.iter().any(|metrics| *metrics != first[0]),
        "the seed has no effect"
    );
    let with_threads = cv(&folder, "--cv 3 news.jsonl -j 8");
    assert_eq!(with_threads, first[0]);
}

#[test]
fn a_model_and_folds_exclude_each_other() {
    let folder = folder();
    folder.refuses_with(
        "evaluate -m china.tasnif --cv 2 test.jsonl",
        &["--cv", "cannot be used"],
    );
    folder.refuses_with("evaluate test.jsonl", &["--model", "required"]);
}

#[test]
fn nobody_reading_is_no_error() {
    let folder = folder();
    for format in ["jsonl", "json", "csv", "table"] {
        let line = format!("evaluate -m china.tasnif test.jsonl --format {format}");
        let run = crate::common::run_into_closed_pipe(folder.command(&line));
        assert_eq!(run, Run::new(0, "", ""), "{format}");
    }
}

#[test]
fn metrics_do_not_follow_the_order_of_documents() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let mut reversed = NEWS;
    reversed.reverse();
    folder.write("reversed.jsonl", jsonl(&reversed));
    for seed in 1..=5 {
        let [forward, backward] = ["news", "reversed"].map(|name| {
            let run = folder.run(&format!("evaluate --cv 3 {name}.jsonl --seed {seed}"));
            run.stdout()
        });
        assert_eq!(forward, backward);
    }
}

#[test]
fn a_gate_is_a_share() {
    folder().refuses_with(
        "evaluate -m china.tasnif test.jsonl --min-accuracy NaN",
        &["is not a share from 0 to 1"],
    );
}

#[test]
fn training_flags_do_not_go_with_a_model() {
    folder().refuses_with(
        "evaluate -m china.tasnif test.jsonl --alpha 5",
        &["settings of training do not go with --model"],
    );
}

#[test]
fn charts_that_thresholds_do_not_change_refuse_them() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.model("news.jsonl");
    for kind in ["confusion", "reliability"] {
        let line = format!("chart {kind} -m trained.tasnif news.jsonl -o c.png --min-known 0.5");
        folder.refuses_with(
            &line,
            &["so thresholds such as --min-probability change nothing"],
        );
    }
}
