//! `tasnif diff`.

use crate::common::generated::{self, Sequence};
use crate::common::{CHINA, Folder, NEWS, Run, TEXTBOOK, assert_near, jsonl, parse, parse_lines};

/// A folder with two models of the textbook: `b.tasnif` has one more document, one more label and other smoothing.
fn folder() -> Folder {
    let folder = Folder::with_china_model();
    let more = [
        &CHINA[..],
        &[("japan", "Tokyo Osaka"), ("korea", "Seoul Seoul Chinese")],
    ]
    .concat();
    folder.write("more.jsonl", jsonl(&more));
    let textbook = TEXTBOOK.replace("--alpha 1", "--alpha 0.5");
    let run = folder.run(&format!("train -q more.jsonl -o b.tasnif {textbook}"));
    assert_eq!(run, Run::new(0, "", ""));
    folder
}

#[test]
fn identical_models_are_said_to_be_identical() {
    let folder = folder();
    let run = folder.run("diff b.tasnif b.tasnif --format table");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(
        run.stdout
            .starts_with("The models are identical (checksum "),
        "{run:?}"
    );
    let object = parse(&folder.run("diff b.tasnif b.tasnif --format json").stdout());
    assert_eq!(object["identical"], true);
    for list in ["settings", "moved"] {
        assert_eq!(object[list].as_array().unwrap().len(), 0, "{list}");
    }
}

#[test]
fn settings_labels_and_terms_are_compared() {
    let run = folder().run("diff china.tasnif b.tasnif --format table");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let expected = " documents  4 → 6
 terms      6 → 8: 2 added, 0 removed
 labels     2 → 3: added korea

Settings that differ:
 setting  a     b
 alpha    1.00  0.5000

Labels with other numbers of training documents:
 label  documents_a  documents_b
 japan            1            2
 korea                         1
";
    assert!(run.stdout.starts_with(expected), "{}", run.stdout);
    for title in [
        "Strongest terms of B that A does not have:",
        "Terms whose weights differ most (nats",
    ] {
        assert!(run.stdout.contains(title), "{title}: {}", run.stdout);
    }
    assert!(
        !run.stdout.contains("Strongest terms of A"),
        "{}",
        run.stdout
    );
}

/// Weights of multinomial naive Bayes are logarithms of the textbook's estimates (13.7).
#[test]
fn weights_are_centred_log_probabilities() {
    let object = parse(
        &folder()
            .run("diff china.tasnif b.tasnif --format json")
            .stdout(),
    );
    let moved = object["moved"].as_array().unwrap();
    let tokyo = moved.iter().find(|term| term["term"] == "tokyo").unwrap();
    // Of 8 tokens of china and 3 of japan, 6 terms; then 8 and 5 tokens, 8 terms.
    let half = |china: f64, japan: f64| (japan / china).ln() / 2.0;
    let sign = if tokyo["label"] == "japan" { 1.0 } else { -1.0 };
    assert_near(&tokyo["weight_a"], sign * half(1.0 / 14.0, 2.0 / 9.0));
    assert_near(&tokyo["weight_b"], sign * half(0.5 / 12.0, 2.5 / 9.0));
    let change = tokyo["weight_b"].as_f64().unwrap() - tokyo["weight_a"].as_f64().unwrap();
    assert_near(&tokyo["change"], change);
    assert_eq!(
        (&tokyo["documents_a"], &tokyo["documents_b"]),
        (&1.into(), &2.into())
    );
}

#[test]
fn documents_that_are_labelled_differently_are_listed() {
    let folder = folder();
    folder.write(
        "new.jsonl",
        jsonl(&[
            ("korea", "Seoul Seoul"),
            ("china", "Chinese"),
            ("japan", "Tokyo"),
        ]),
    );
    let rows = folder
        .run("diff china.tasnif b.tasnif new.jsonl --format csv")
        .stdout();
    let mut lines = rows.lines();
    assert_eq!(
        lines.next(),
        Some("id,label,label_a,probability_a,label_b,probability_b")
    );
    let row = lines.next().unwrap();
    assert!(row.starts_with("d1,korea,,,korea,0."), "{row}");
    assert_eq!(lines.next(), None);
    let object = parse(&folder.run("diff china.tasnif b.tasnif new.jsonl").stdout());
    let all = &object["all"];
    assert_eq!(
        (&all["documents"], &all["changed"], &all["labelled"]),
        (&3.into(), &1.into(), &3.into())
    );
    assert_eq!(
        (&all["only_a_correct"], &all["only_b_correct"]),
        (&0.into(), &1.into())
    );
    assert_near(&all["accuracy_a"], 2.0 / 3.0);
    assert_near(&all["p"], 1.0);
    assert_eq!(object["changes"][0]["label_a"], serde_json::Value::Null);
}

#[test]
fn unlabelled_documents_are_compared_without_accuracy() {
    let folder = folder();
    folder.write(
        "new.jsonl",
        "{\"text\": \"Seoul\"}\n{\"text\": \"Tokyo\"}\n",
    );
    let table = folder
        .run("diff china.tasnif b.tasnif new.jsonl --format table")
        .stdout();
    assert!(
        table.contains("\n1 of 2 documents labelled differently (50.00 %).\n"),
        "{table}"
    );
    assert!(!table.contains("Accuracy"), "{table}");
    let object = parse(&folder.run("diff china.tasnif b.tasnif new.jsonl").stdout());
    assert_eq!(object["all"]["accuracy_a"], serde_json::Value::Null);
    // Labels of which neither model has one are no truth.
    folder.write("foreign.jsonl", jsonl(&NEWS));
    let run = folder.run("diff china.tasnif b.tasnif foreign.jsonl");
    assert!(
        run.stderr
            .contains("no document has a label of one of the models"),
        "{run:?}"
    );
    assert_eq!(parse(&run.stdout)["all"]["p"], serde_json::Value::Null);
}

#[test]
fn several_files_are_data_sets() {
    let folder = folder();
    let names: Vec<String> = (0..6).map(|n| format!("{n}.jsonl")).collect();
    for (n, name) in names.iter().enumerate() {
        let mut documents = vec![("china", "Chinese"); n];
        documents.push(("korea", "Seoul"));
        folder.write(name, jsonl(&documents));
    }
    let object = parse(
        &folder
            .run(&format!("diff china.tasnif b.tasnif {}", names.join(" ")))
            .stdout(),
    );
    assert_eq!(object["files"].as_array().unwrap().len(), 6);
    assert_eq!(object["files"][3]["documents"], 4);
    // B is better on all of six data sets: 2 of 2⁶ assignments of signs are as extreme.
    assert_near(&object["signed_rank_p"], 2.0 / 64.0);
    let five = folder.run(&format!(
        "diff china.tasnif b.tasnif {} --format table",
        names[..5].join(" ")
    ));
    assert!(
        five.stdout.contains("if at least 6 are labelled"),
        "{}",
        five.stdout
    );
}

#[test]
fn output_does_not_depend_on_threads() {
    let folder = Folder::new();
    folder.write("a.jsonl", generated::jsonl(&Sequence(1).articles(150)));
    folder.write("b.jsonl", generated::jsonl(&Sequence(2).articles(150)));
    for name in ["a", "b"] {
        assert_eq!(
            folder.run(&format!("train -q {name}.jsonl -o {name}.tasnif")),
            Run::new(0, "", "")
        );
    }
    let diff = |threads: u8| {
        folder
            .run(&format!(
                "diff a.tasnif b.tasnif a.jsonl b.jsonl -j {threads}"
            ))
            .stdout()
    };
    let one = diff(1);
    assert_eq!(diff(3), one);
    assert_eq!(parse_lines(&one).len(), 1);
}

#[test]
fn wrong_input_is_refused() {
    let folder = folder();
    folder.write("empty.jsonl", "");
    folder.refuses_with(
        "diff china.tasnif more.jsonl",
        &["more.jsonl: not a tasnif model"],
    );
    folder.refuses_with("diff no.tasnif b.tasnif", &["cannot read no.tasnif"]);
    folder.refuses_with(
        "diff china.tasnif b.tasnif empty.jsonl",
        &["the input holds no document"],
    );
    folder.refuses_with(
        "diff china.tasnif b.tasnif -o b.tasnif --format csv",
        &["is also read"],
    );
}
