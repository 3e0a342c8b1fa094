//! `tasnif info`.

use crate::common::{Folder, Run, jsonl, parse};
use serde_json::{Value, json};

/// The checksum of the model in the folder.
fn checksum(folder: &Folder) -> String {
    let info = parse(&folder.run("info china.tasnif --format json").stdout());
    let checksum = info["checksum"].as_str().unwrap().to_owned();
    assert_eq!(checksum.len(), 64);
    assert!(checksum.bytes().all(|byte| byte.is_ascii_hexdigit()));
    checksum
}

#[test]
fn a_table_for_a_person() {
    let folder = Folder::with_china_model();
    let expected = format!(
        " format version  1
 checksum        {}
 documents       4
 terms           6
 written in      Latin 100.00 %
 algorithm       multinomial
 alpha           1.0
 char-ngrams     –
 class-weighting none
 idf             none
 max-df          100%
 max-features    150000
 min-df          auto
 ngrams          1..1
 norm            none
 profile         auto@2
 selection       mutual-information
 stop-words      0 words
 tf              raw
 prior           –

 label  documents  top_terms
 china          3  Chinese · Beijing
 japan          1  Japan · Tokyo
",
        checksum(&folder)
    );
    let run = folder.run("info china.tasnif --top 2 --format table");
    assert_eq!(run, Run::new(0, &expected, ""));
}

#[test]
fn csv_has_a_row_for_each_label() {
    let folder = Folder::with_china_model();
    let expected = "label,documents,top_terms\nchina,3,Chinese\njapan,1,Japan\n";
    let run = folder.run("info china.tasnif --top 1 --format csv");
    assert_eq!(run, Run::new(0, expected, ""));
}

#[test]
fn json_names_settings_labels_and_top_terms() {
    let folder = Folder::with_china_model();
    let info = parse(
        &folder
            .run("info china.tasnif --format json --top 6")
            .stdout(),
    );
    assert_eq!(info["format_version"], 1);
    assert_eq!((&info["documents"], &info["terms"]), (&json!(4), &json!(6)));
    assert_eq!(info["settings"]["algorithm"], "multinomial");
    assert_eq!(info["settings"]["features"]["ngrams"], "1..1");
    let china = &info["labels"][0];
    assert_eq!(
        (&china["label"], &china["documents"]),
        (&json!("china"), &json!(3))
    );
    let terms: Vec<&Value> = china["top_terms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|top| &top["term"])
        .collect();
    assert_eq!(
        terms,
        ["chinese", "beijing", "macao", "shanghai", "japan", "tokyo"]
    );
    let lines = folder
        .run("info china.tasnif --format jsonl --top 6")
        .stdout();
    assert_eq!(lines.lines().count(), 1);
    assert_eq!(parse(&lines), info);
}

#[test]
fn the_checksum_follows_the_content() {
    let folder = Folder::with_china_model();
    let before = checksum(&folder);
    assert_eq!(checksum(&folder), before);
    folder.run("train china.jsonl -o china.tasnif --alpha 0.25");
    assert_ne!(checksum(&folder), before);
}

#[test]
fn an_output_file_has_the_same_bytes() {
    let folder = Folder::with_china_model();
    let expected = folder.run("info china.tasnif --format json").stdout();
    let run = folder.run("info china.tasnif --format json -o info.json");
    assert_eq!(run, Run::new(0, "", ""));
    assert_eq!(folder.read_text("info.json"), expected);
}

#[test]
fn without_a_file_it_is_the_bundled_model() {
    let info = parse(&Folder::new().run("info --format json --top 3").stdout());
    let labels: Vec<&Value> = info["labels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| &label["label"])
        .collect();
    let expected = [
        "Culture", "Finance", "Medical", "Politics", "Religion", "Sports", "Tech",
    ];
    assert_eq!(labels, expected);
    assert_eq!(info["format_version"], 4);
    let shares = info["labels"].as_array().unwrap().iter();
    let documents: u64 = shares
        .map(|label| label["documents"].as_u64().unwrap())
        .sum();
    assert_eq!(info["documents"], documents);
}

#[test]
fn nobody_reading_is_no_error() {
    let folder = Folder::with_china_model();
    for format in ["jsonl", "json", "csv", "table"] {
        let command = folder.command(&format!("info china.tasnif --format {format}"));
        assert_eq!(
            crate::common::run_into_closed_pipe(command),
            Run::new(0, "", "")
        );
    }
}

#[test]
fn away_from_a_terminal_it_is_json_lines() {
    let run = Folder::with_china_model().run("info china.tasnif");
    assert!(
        run.stdout.starts_with("{\"format_version\":1,"),
        "{}",
        run.stdout
    );
}

#[test]
fn scripts_and_their_languages_are_told_by_the_terms() {
    let documents = [
        (
            "council",
            "the council of the town met in the hall and talked about the repair of the bridge",
        ),
        (
            "council",
            "the mayor said that the bridge would be open again in the spring of this year",
        ),
        (
            "الاقتصاد",
            "رفع البنك المركزي سعر الفائدة للمرة الثالثة هذا العام بعد ارتفاع الأسعار في البلاد",
        ),
        (
            "الاقتصاد",
            "قال الوزير إن الحكومة ستدعم أسعار الخبز والوقود في السنة المقبلة",
        ),
    ];
    let folder = Folder::with("mixed.jsonl", jsonl(&documents));
    assert_eq!(folder.run("train -q mixed.jsonl -o m.tasnif").code, 0);
    let info = parse(&folder.run("info m.tasnif --format json").stdout());
    let scripts = info["scripts"].as_array().unwrap();
    let named = scripts
        .iter()
        .map(|s| (s["script"].as_str().unwrap(), s["language"].as_str()));
    assert_eq!(
        named.collect::<Vec<_>>(),
        [("Latin", Some("eng")), ("Arabic", Some("ara"))]
    );
    let shares = scripts.iter().map(|s| s["share"].as_f64().unwrap());
    assert_eq!(shares.sum::<f64>(), 1.0);
}
