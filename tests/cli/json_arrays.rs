//! Arrays of JSON objects: the same model as from JSON Lines, and errors with line and column.

use crate::common::{Folder, NEWS, Run, gzip, jsonl, parse, parse_lines, zstd};
use serde_json::{Value, json};

/// The corpus as an array, on one line or indented.
fn arrays() -> [String; 2] {
    let records: Vec<Value> = parse_lines(&jsonl(&NEWS));
    let array = Value::from(records);
    [array.to_string(), format!("{array:#}\n")]
}

fn expected() -> Vec<u8> {
    Folder::with("news.jsonl", jsonl(&NEWS)).model("news.jsonl")
}

fn ids(output: &str) -> Vec<String> {
    let ids = parse_lines(output).into_iter();
    ids.map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn arrays_give_the_same_model_as_lines() {
    let folder = Folder::new();
    for array in arrays() {
        for (name, content) in [
            ("news.json", array.clone().into_bytes()),
            ("news.json.gz", gzip(array.as_bytes())),
            ("news.json.zst", zstd(array.as_bytes())),
            ("bom.json", format!("\u{FEFF}\r\n{array}\r\n").into_bytes()),
        ] {
            folder.write(name, content);
            assert!(folder.model(name) == expected(), "{name}");
        }
        let run = folder.run_with("train -q - -o stdin.tasnif", array.as_bytes());
        assert_eq!(run, Run::new(0, "", ""));
        assert!(folder.read("stdin.tasnif") == expected());
        folder.write("news.data", &array);
        assert!(folder.model("news.data --input-format json") == expected());
    }
}

#[test]
fn lines_with_the_ending_of_an_array_are_lines() {
    let folder = Folder::with("news.json", jsonl(&NEWS));
    assert!(folder.model("news.json") == expected());
}

#[test]
fn records_are_named_by_their_number_and_a_single_object_by_its_file() {
    let folder = Folder::with(
        "a.json",
        r#"[{"text": "x"}, {"id": 7, "text": "y"}, {"text": "z"}]"#,
    );
    folder.write("one.json", "{\n  \"text\": \"one\\n\\ntwo\"\n}\n");
    folder.write("line.json", "{\"text\": \"one\"}\n");
    let output = folder.run("tokenize a.json one.json line.json").stdout();
    assert_eq!(
        ids(&output),
        ["a.json#1", "7", "a.json#3", "one.json", "line.json"]
    );
    let output = folder
        .run("tokenize one.json a.json --per paragraph")
        .stdout();
    assert_eq!(
        ids(&output)[..3],
        ["one.json#1", "one.json#2", "a.json#1#1"]
    );
}

#[test]
fn long_arrays_are_cut_between_elements() {
    // Quotes, brackets and commas in strings and inner values must not be taken for borders.
    let rest = json!({"a": [[], {"b": ",]}"}], "c": "\\\"],[{".repeat(100)});
    let records: Vec<Value> = (0..4000)
        .map(|number| json!({"text": format!("word {number} ],\"\\"), "rest": rest}))
        .collect();
    let array = Value::from(records);
    let folder = Folder::with("dense.json", array.to_string());
    folder.write("wide.json", format!("{array:#}"));
    for name in ["dense.json", "wide.json"] {
        assert!(folder.read(name).len() > 2 << 20, "more than two batches");
        let output = folder.run(&format!("tokenize {name} -j 2")).stdout();
        let wanted: Vec<_> = (1..=4000).map(|n| format!("{name}#{n}")).collect();
        assert!(ids(&output) == wanted, "{name}");
        let last = parse(output.lines().last().unwrap());
        assert_eq!(last["tokens"][1]["text"], json!("3999"));
    }
    let broken = array.to_string();
    let at = broken.len();
    folder.write("dense.json", format!("{},{{}} ]", &broken[..at - 1]));
    folder.refuses(
        "tokenize dense.json -o out.jsonl",
        &format!(
            "dense.json, line 1: element 4001 of the array, at column {}: the object has no field \
             \"text\"; expected the text there (--text-field names another)",
            at + 1
        ),
    );
}

#[test]
fn bad_records_of_arrays_are_named_or_passed_over() {
    for (array, message) in [
        (
            "[{\"text\": \"x\"},\n  {\"body\": 1}]",
            "a.json, line 2: element 2 of the array, at column 3: the object has no field \
             \"text\"; expected the text there (--text-field names another)",
        ),
        (
            "[\"x\", \"y\"]",
            "a.json, line 1: element 1 of the array, at column 2: invalid type: string \"x\", \
             expected an object with a field \"text\"",
        ),
        (
            "[\n[{\"text\": \"x\"}]]",
            "a.json, line 2: element 1 of the array, at column 1: invalid type: sequence, \
             expected an object with a field \"text\"",
        ),
        (
            "[{\"text\": null}]",
            "a.json, line 1: element 1 of the array, at column 2: the field \"text\" is null; expected \
             a string, or a list of strings",
        ),
        (
            "5",
            "a.json, line 1: expected an array of objects or one object, but at column 1: invalid \
             type: integer `5`, expected an object with a field \"text\" (one object a line is \
             --input-format jsonl)",
        ),
    ] {
        Folder::with("a.json", array).refuses("tokenize a.json -o out.jsonl", message);
    }
    let mixed = r#"[{"text": "x"}, 5, [{"text": "no"}], {"body": "b"}, {"text": "y"}]"#;
    let run = Folder::with("a.json", mixed).run("tokenize a.json --skip-bad --format csv");
    let rows = "id,text,start,end\na.json#1,x,0,1\na.json#5,y,0,1\n";
    let said = "passed over 3 bad records:\n  \
        a.json, line 1: element 2 of the array, at column 17: invalid type: integer `5`, expected \
        an object with a field \"text\"\n  \
        a.json, line 1: element 3 of the array, at column 20: invalid type: sequence, expected an \
        object with a field \"text\"\n  \
        a.json, line 1: element 4 of the array, at column 38: the object has no field \"text\"; \
        expected the text there (--text-field names another)\n";
    assert_eq!(run, Run::new(0, rows, said));
}

#[test]
fn broken_arrays_are_refused_as_a_whole() {
    let cut = "the file ends inside the array; expected ] at its end, it may be cut short";
    let empty = "element 2 of the array is missing; expected an object there";
    for (array, message) in [
        ("[", format!("a.json, line 1, column 2: {cut}")),
        (
            "[{\"text\": \"x\"}\n,",
            format!("a.json, line 2, column 2: {cut}"),
        ),
        (
            "[{\"text\": \"x\"}, {\"te",
            format!("a.json, line 1, column 21: {cut}"),
        ),
        (
            "[{\"text\": \"x\"}",
            format!("a.json, line 1, column 15: {cut}"),
        ),
        (
            "[{\"text\": \"x\"},]",
            format!("a.json, line 1, column 16: {empty}"),
        ),
        (
            "[{\"text\": \"x\"},,{}]",
            format!("a.json, line 1, column 16: {empty}"),
        ),
        (
            "[{\"text\": \"x\"}}",
            "a.json, line 1, column 15: expected ] at the end of the array, found }".into(),
        ),
        (
            "[{\"text\": \"x\"}] {}",
            "a.json, line 1, column 17: expected nothing after the array's closing ]".into(),
        ),
        (
            "[{\"text\": \"x\"},\n {\"text\": y}]",
            "a.json, line 2, column 11: element 2 of the array is no JSON: expected value".into(),
        ),
    ] {
        for flags in ["", "--skip-bad"] {
            Folder::with("a.json", array)
                .refuses(&format!("tokenize a.json -o out.jsonl {flags}"), &message);
        }
    }
    for empty in ["", " \n", "[]", " [ \n ] "] {
        Folder::with("a.json", empty).refuses(
            "tokenize a.json",
            "the input holds no document; give files with at least one record",
        );
    }
}

#[test]
fn dates_that_cannot_be_read_are_counted_when_they_are_asked_for() {
    let lines = "{\"text\": \"a\", \"date\": \"2024-03-15\", \"when\": \"yesterday\"}\n\
                 {\"text\": \"b\", \"date\": \"no\", \"when\": 5.5}\n\
                 {\"text\": \"c\", \"when\": \"٢٠٢٤-٠٣-١٥\"}\n\
                 {\"text\": \"d\", \"when\": [2024]}\n\
                 {\"text\": \"e\", \"when\": 1710538200}\n";
    let folder = Folder::with("a.jsonl", lines);
    folder.write("b.csv", "text,when\nf,\ng,Fri 15 March\n");
    let silent = folder.run("tokenize a.jsonl b.csv").stdout();
    for (flags, said) in [
        ("--date-field when", "4 dates could not be read\n"),
        ("--date-field date", "1 date could not be read\n"),
        ("--date-field none", ""),
        ("-q --date-field when", ""),
    ] {
        let run = folder.run(&format!("tokenize a.jsonl b.csv {flags}"));
        assert_eq!(run, Run::new(0, &silent, said), "{flags}");
    }
}

#[test]
fn documents_have_the_date_of_their_record() {
    let folder = Folder::with(
        "a.json",
        r#"[{"text": "a\n\nb", "on": "2024-03-15T12:00+03:00"}]"#,
    );
    folder.write("b.csv", "text,on\nc,١710538200\nd,\n");
    let paths = ["a.json", "b.csv"].map(|name| folder.path(name));
    let options = tasnif::InputOptions {
        fields: tasnif::Fields {
            date: "on".into(),
            ..Default::default()
        },
        per: tasnif::Per::Paragraph,
        ..Default::default()
    };
    let mut batches = tasnif::io::Batches::new(
        tasnif::io::find_sources(&paths, &options).unwrap().sources,
        &options,
    );
    let mut dates = Vec::new();
    while let Some(batch) = batches.next_batch().unwrap() {
        let documents = batch.documents(&options).unwrap().documents.into_iter();
        dates.extend(documents.map(|document| document.date.map(|date| date.to_string())));
    }
    let dates: Vec<_> = dates.iter().map(Option::as_deref).collect();
    let noon = Some("2024-03-15T12:00:00+03:00");
    assert_eq!(dates, [noon, noon, Some("2024-03-15T21:30:00Z"), None]);
}
