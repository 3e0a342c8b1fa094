//! `tasnif classify`.

use crate::common::{
    CHINA_TEST, Folder, Run, assert_near, parse, parse_lines, probability_of_china,
};
use serde_json::{Value, json};

/// A folder with the textbook's model and two documents: one to label, one unknown.
fn folder() -> Folder {
    let folder = Folder::with_china_model();
    let documents = [
        json!({"id": "d5", "text": CHINA_TEST}),
        json!({"id": "d6", "text": "Berlin, Wien"}),
    ];
    folder.write("new.jsonl", format!("{}\n{}\n", documents[0], documents[1]));
    folder
}

const ONE_UNKNOWN: &str = "1 document unknown: few known words\n";

#[test]
fn json_lines_follow_the_contract_with_the_textbooks_probability() {
    let run = folder().run("classify -m china.tasnif new.jsonl");
    assert_eq!((run.code, run.stderr.as_str()), (0, ONE_UNKNOWN));
    let [known, unknown]: [Value; 2] = parse_lines(&run.stdout).try_into().unwrap();
    check_known(&known);
    // Nothing is known of it, so the priors stay.
    assert_eq!(
        (&unknown["id"], &unknown["label"]),
        (&json!("d6"), &Value::Null)
    );
    assert_eq!(unknown["probability"], Value::Null);
    assert_near(&unknown["labels"][0]["probability"], 0.75);
    assert_eq!(
        (&unknown["tokens"], &unknown["known_tokens"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(unknown["unknown"], true);
    let (known, _) = run.stdout.split_once('\n').unwrap();
    let ours = r#","label":"china","predicted":"china","probability":0.68"#;
    assert!(
        known.starts_with(r#"{"id":"d5","text":"#) && known.contains(ours),
        "{known}"
    );
}

fn check_known(result: &Value) {
    let probability = probability_of_china(CHINA_TEST);
    let keys: Vec<&String> = result.as_object().unwrap().keys().collect();
    let mut expected = [
        "id",
        "text",
        "label",
        "predicted",
        "probability",
        "labels",
        "tokens",
        "known_tokens",
        "similarity",
        "unknown",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(
        (&result["id"], &result["label"]),
        (&json!("d5"), &json!("china"))
    );
    assert_near(&result["probability"], probability);
    assert_eq!(result["labels"][0]["label"], "china");
    assert_near(&result["labels"][0]["probability"], probability);
    assert_eq!(result["labels"][1]["label"], "japan");
    assert_near(&result["labels"][1]["probability"], 1.0 - probability);
    assert_eq!(result["labels"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&result["tokens"], &result["known_tokens"]),
        (&json!(5), &json!(5))
    );
    assert_eq!(result["unknown"], false);
}

#[test]
fn csv_and_table_show_the_same() {
    let folder = folder();
    let run = folder.run("classify -m china.tasnif new.jsonl --format csv --keep none");
    let rows: Vec<Vec<&str>> = run
        .stdout
        .lines()
        .map(|row| row.split(',').collect())
        .collect();
    let columns = "id,label,probability,tokens,known_tokens,best_label,reason";
    assert_eq!(rows[0].join(","), columns);
    assert_eq!((rows[1][0], rows[1][1]), ("d5", "china"));
    assert_near(
        &json!(rows[1][2].parse::<f64>().unwrap()),
        probability_of_china(CHINA_TEST),
    );
    assert_eq!(rows[2].join(","), "d6,,,2,0,,few known words");
    assert_eq!((run.code, run.stderr.as_str()), (0, ONE_UNKNOWN));
    let table = " id  label    probability  tokens  known_tokens  reason
 d5  china        68.98 %       5             5
 d6  unknown                    2             0  few known words
";
    let run = folder.run("classify -m china.tasnif new.jsonl --format table");
    assert_eq!(run, Run::new(0, table, ONE_UNKNOWN));
}

#[test]
fn json_is_one_array_of_the_same_objects() {
    let folder = folder();
    let json = folder
        .run("classify -q -m china.tasnif new.jsonl --format json")
        .stdout();
    let lines = folder
        .run("classify -q -m china.tasnif new.jsonl --format jsonl")
        .stdout();
    assert_eq!(parse(&json), Value::from(parse_lines(&lines)));
    assert_eq!(parse(&json).as_array().unwrap().len(), 2);
}

#[test]
fn top_limits_the_labels() {
    let folder = folder();
    for (top, count) in [("0", 0), ("1", 1), ("2", 2), ("9", 2)] {
        let line = format!("classify -q -m china.tasnif new.jsonl --top {top}");
        let results = parse_lines(&folder.run(&line).stdout());
        assert_eq!(
            results[0]["labels"].as_array().unwrap().len(),
            count,
            "{top}"
        );
        assert_eq!(results[0]["label"], "china");
    }
}

#[test]
fn an_output_file_and_standard_input_give_the_same_bytes() {
    let folder = folder();
    let expected = folder.run("classify -q -m china.tasnif new.jsonl").stdout();
    let run = folder.run("classify -q -m china.tasnif new.jsonl -o results.jsonl");
    assert_eq!(run, Run::new(0, "", ""));
    assert_eq!(folder.read_text("results.jsonl"), expected);
    let stdin = folder.read("new.jsonl");
    for input in ["", "-"] {
        let run = folder.run_with(&format!("classify -q -m china.tasnif {input}"), &stdin);
        assert_eq!(run, Run::new(0, &expected, ""));
    }
    assert_eq!(folder.files().len(), 4);
}

#[test]
fn results_come_in_input_order() {
    let folder = Folder::with_china_model();
    for number in [3, 1, 2, 10] {
        folder.write(&format!("new/{number}.txt"), format!("Tokyo {number}"));
    }
    folder.write("z.txt", "Macao");
    let ids = |line: &str| {
        let run = folder.run_with(&format!("classify -q -m china.tasnif {line}"), b"Japan");
        let results = parse_lines(&run.stdout()).into_iter();
        results
            .map(|result| result["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // A folder is sorted by name; inputs come as they are given.
    let expected = ["z.txt", "-", "1.txt", "10.txt", "2.txt", "3.txt"];
    assert_eq!(ids("z.txt - new"), expected);
    assert_eq!(ids("z.txt - new -j 8"), expected);
    assert_eq!(ids("new/2.txt z.txt"), ["new/2.txt", "z.txt"]);
}

#[test]
fn one_document_alone_or_among_others_gives_the_same_bytes() {
    let folder = Folder::with_china_model();
    let texts = [
        "Tokyo",
        "",
        "Chinese Macao",
        "Wien",
        "Shanghai Japan Chinese",
    ];
    let lines: Vec<String> = (0..)
        .zip(texts)
        .map(|(id, text)| format!("{}\n", json!({"id": id, "text": text})))
        .collect();
    let classify = |input: &str| {
        folder
            .run_with("classify -q -m china.tasnif", input.as_bytes())
            .stdout()
    };
    let together = classify(&lines.concat());
    let alone: String = lines.iter().map(|line| classify(line)).collect();
    assert_eq!(together, alone);
    assert_eq!(together.lines().count(), 5);
}

#[test]
fn documents_without_a_known_word_are_unknown() {
    let folder = Folder::with_china_model();
    folder.write("blank.txt", "\n");
    folder.write("marks.txt", "؟!…—«»");
    folder.write("foreign.txt", "برلين");
    folder.write("empty.jsonl", "{\"text\": \"\"}\n");
    let run = folder.run("classify -m china.tasnif blank.txt marks.txt foreign.txt empty.jsonl");
    let said = "4 documents unknown: few known words 1, no words 3\n";
    assert_eq!((run.code, run.stderr.as_str()), (0, said));
    let results = parse_lines(&run.stdout);
    assert_eq!(results.len(), 4);
    for result in results {
        assert_eq!(
            (&result["label"], &result["probability"]),
            (&Value::Null, &Value::Null)
        );
        assert_eq!(
            (&result["unknown"], &result["known_tokens"]),
            (&json!(true), &json!(0))
        );
    }
}

#[test]
fn the_bundled_model_labels_arabic_news() {
    let text = "فاز المنتخب في المباراة النهائية وسجل اللاعب هدفين أمام جماهير الملعب";
    let run = Folder::new().run_with("classify", text.as_bytes());
    let result = parse(&run.stdout());
    assert_eq!(
        (&result["id"], &result["label"]),
        (&json!("-"), &json!("Sports"))
    );
    assert!(result["probability"].as_f64().unwrap() > 0.5, "{result}");
    assert_eq!(result["labels"].as_array().unwrap().len(), 7);
}

#[test]
fn nobody_reading_is_no_error() {
    let folder = folder();
    for format in ["jsonl", "json", "csv", "table"] {
        let line = format!("classify -q -m china.tasnif new.jsonl --format {format}");
        let run = crate::common::run_into_closed_pipe(folder.command(&line));
        assert_eq!(run, Run::new(0, "", ""), "{format}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_is_an_error() {
    let folder = folder();
    let mut command = folder.command("classify -m china.tasnif new.jsonl");
    command.stdout(
        std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap(),
    );
    let output = command
        .stderr(std::process::Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.starts_with("error: cannot write the output: "),
        "{stderr}"
    );
}

#[test]
fn an_empty_file_among_others_is_an_unknown_document() {
    let folder = Folder::with_china_model();
    folder.write("a.txt", "");
    folder.write("b.txt", "Chinese");
    let run = folder.run("classify -q -m china.tasnif a.txt b.txt");
    let results = parse_lines(&run.stdout());
    assert_eq!(results.len(), 2);
    assert_eq!(
        (&results[0]["id"], &results[0]["unknown"]),
        (&json!("a.txt"), &json!(true))
    );
    assert_eq!(
        (&results[1]["id"], &results[1]["unknown"]),
        (&json!("b.txt"), &json!(false))
    );
}
