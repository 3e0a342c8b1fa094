//! `tasnif measures`.

use crate::common::{Folder, Run, assert_near, jsonl, parse_lines};
use serde_json::json;

const TEXTS: [(&str, &str); 3] = [
    ("b", "rain rain and heat 2024"),
    ("a", "snow, Snow and ice"),
    ("b", "heat"),
];

fn folder() -> Folder {
    Folder::with("weather.jsonl", jsonl(&TEXTS))
}

#[test]
fn a_corpus_is_measured_as_a_whole_or_in_parts() {
    let folder = folder();
    let whole = &parse_lines(&folder.run("measures weather.jsonl").stdout())[0];
    for (name, expected) in [
        ("documents", 3.0),
        ("tokens", 10.0),
        ("types", 6.0),
        ("hapaxes", 2.0),
        ("ttr", 0.6),
        ("mattr", 0.6),
    ] {
        assert_near(&whole[name], expected);
    }
    let places = [
        (1, 1),
        (2, 1),
        (3, 2),
        (4, 3),
        (5, 4),
        (6, 5),
        (8, 5),
        (10, 6),
    ];
    assert_eq!(whole["heaps"], json!(places));
    let parts = parse_lines(
        &folder
            .run("measures weather.jsonl --by label --window 3")
            .stdout(),
    );
    assert_eq!(
        (&parts[0]["label"], &parts[1]["label"]),
        (&json!("a"), &json!("b"))
    );
    assert_eq!(
        (&parts[0]["tokens"], &parts[1]["tokens"]),
        (&json!(4), &json!(6))
    );
    // rain rain and, rain and heat, and heat 2024, heat 2024 heat
    assert_near(&parts[1]["mattr"], (2.0 + 3.0 + 3.0 + 2.0) / 4.0 / 3.0);
    let words = &parse_lines(
        &folder
            .run("measures weather.jsonl --stop-words default")
            .stdout(),
    )[0];
    assert_eq!(words["tokens"], 8);
}

#[test]
fn long_labels_are_cut_in_tables_only() {
    let long = "x".repeat(10_000);
    let folder = Folder::with("long.jsonl", jsonl(&[(&long, "rain"), ("b", "rain")]));
    let table = folder.run("measures long.jsonl --by label --format table");
    let widest = table
        .stdout()
        .lines()
        .map(|line| line.chars().count())
        .max();
    assert!(widest.is_some_and(|chars| chars < 150), "{widest:?}");
    let rows = parse_lines(&folder.run("measures long.jsonl --by label").stdout());
    assert_eq!(rows[1]["label"], *long);
}

#[test]
fn texts_without_words_have_no_ratios() {
    let folder = Folder::with("none.jsonl", jsonl(&[("a", "!"), ("b", "rain")]));
    let csv = "label,documents,tokens,types,ttr,mattr,mtld,hapaxes,zipf_exponent\n\
               a,1,0,0,,,,0,\n\
               b,1,1,1,1,1,1,1,\n";
    let run = folder.run("measures none.jsonl --by label --format csv");
    assert_eq!(run, Run::new(0, csv, ""));
    let run = folder.run("measures none.jsonl --format table");
    let table = " documents  tokens  types     ttr   mattr    mtld  hapaxes  zipf_exponent
         2       1      1  1.0000  1.0000  1.0000        1
";
    assert_eq!(run, Run::new(0, table, ""));
}

#[test]
fn many_labels_take_no_more_than_their_words() {
    let texts: Vec<(String, String)> = (0..5_000)
        .map(|n| (format!("label{n:05}"), format!("word{n} rain heat")))
        .collect();
    let documents: Vec<(&str, &str)> = texts.iter().map(|(l, t)| (&**l, &**t)).collect();
    let folder = Folder::with("many.jsonl", jsonl(&documents));
    let found = parse_lines(&folder.run("measures many.jsonl --by label").stdout());
    assert_eq!(found.len(), 5_000);
    assert_eq!(
        (&found[7]["label"], &found[7]["types"]),
        (&json!("label00007"), &json!(3))
    );
}
