//! What labels may be, in every format.

use crate::common::{CHINA, Folder, Run, parse_lines};
use serde_json::{Value, json};

/// The textbook's corpus with the labels that `label` makes of "china" or not.
fn corpus(label: impl Fn(bool) -> Value) -> String {
    let line = |(of, text): (&str, &str)| json!({"text": text, "label": label(of == "china")});
    CHINA
        .map(|document| format!("{}\n", line(document)))
        .concat()
}

#[test]
fn numbers_of_one_value_and_truth_values_are_labels() {
    let model = |label: fn(bool) -> Value| {
        let lines = corpus(label);
        let folder = Folder::with("a.jsonl", &lines);
        folder.write(
            "a.json",
            format!("[{}]", lines.trim_end().replace('\n', ",")),
        );
        let model = folder.model("a.jsonl");
        assert!(folder.model("a.json") == model);
        model
    };
    let names = model(|is| json!(if is { "1" } else { "0" }));
    assert!(model(|is| json!(u8::from(is))) == names);
    assert!(model(|is| json!(if is { 1.0 } else { 0.0 })) == names);
    assert!(model(|is| json!(if is { 1.0 } else { -0.0 })) == names);
    let truth = model(|is| json!(if is { "true" } else { "false" }));
    assert!(model(|is| json!(is)) == truth);
}

#[test]
fn a_target_takes_every_number_of_its_value() {
    let folder = Folder::new();
    let lines = "{\"text\":\"goal team\",\"label\":1.0}\n{\"text\":\"goal coach\",\"label\":1}\n\
                 {\"text\":\"bank loss\",\"label\":0.0}\n";
    folder.write("a.jsonl", lines);
    folder.write("b.jsonl", lines.replace(".0", ""));
    let keywords = |name: &str| {
        folder.run(&format!(
            "keywords {name} --target 1 --min-count 1 --format csv"
        ))
    };
    let found = keywords("a.jsonl");
    assert_eq!(found.code, 0, "{found:?}");
    assert!(found.stdout.contains("goal"), "{found:?}");
    assert_eq!(found, keywords("b.jsonl"));
}

#[test]
fn other_values_are_named_where_a_label_is_needed() {
    for (label, found) in [
        ("[\"a\",\"b\"]", "a list [\"a\",\"b\"]"),
        ("{\"name\":\"a\"}", "an object {\"name\":\"a\"}"),
        (
            "1e30",
            "the number 1e+30, which has more digits than can be told apart",
        ),
    ] {
        let line = format!("{{\"text\": \"x\", \"label\": {label}}}\n");
        let folder = Folder::with("a.jsonl", &line);
        let problem = format!("the label is {found}; expected a string, a number or true/false");
        folder.refuses(
            "train a.jsonl -o out",
            &format!("a.jsonl, line 1: {problem}"),
        );
        let run = folder.run("tokenize a.jsonl --format csv");
        assert_eq!(run, Run::new(0, "id,text,start,end\na.jsonl#1,x,0,1\n", ""));
    }
}

#[test]
fn ids_follow_the_same_rule() {
    let folder = Folder::with(
        "a.jsonl",
        "{\"id\":1.0,\"text\":\"x\"}\n{\"id\":2,\"text\":\"x\"}\n{\"id\":true,\"text\":\"x\"}\n\
         {\"id\":[3],\"text\":\"x\"}\n{\"id\":null,\"text\":\"x\"}\n{\"id\":1.5,\"text\":\"x\"}\n",
    );
    let run = folder.run("tokenize a.jsonl --format jsonl");
    let ids: Vec<_> = parse_lines(&run.stdout())
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(ids, ["1", "2", "true", "a.jsonl#4", "a.jsonl#5", "1.5"]);
}

#[test]
fn cells_of_delimited_tables_are_text() {
    let folder = Folder::with("a.csv", "text,label\nx,1.0\ny,1\n");
    folder.model("a.csv --no-calibration");
    let info = folder.run("info trained.tasnif --format json").stdout();
    assert!(info.contains("\"1.0\"") && info.contains("\"1\""), "{info}");
}
