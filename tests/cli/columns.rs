//! The fields of records pass through `classify` and `clean`.

use crate::common::{Folder, Run, parse_lines};

/// Records whose values a parser would write in another way.
const RECORDS: &str = r#"{"id": 7, "text": "Chinese Beijing Chinese", "price": 1.10, "big": 12345678901234567890123, "label": "truth", "meta": {"z": [1, {"a": null}], "b": "\u0645\"x"}, "none": null, "yes": true}
{"id": "b", "text": "Tokyo Japan", "price": -0, "tags": []}
"#;

/// The kept part of each line of `classify`, which ends where our results begin.
fn kept(line: &str) -> &str {
    line.split(r#","predicted":"#).next().unwrap()
}

#[test]
fn json_values_stay_as_they_are_written() {
    let folder = Folder::with_china_model();
    folder.write("a.jsonl", RECORDS);
    let out = folder
        .run("classify -q -m china.tasnif a.jsonl --top 0")
        .stdout();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        kept(lines[0]),
        r#"{"id":7,"text":"Chinese Beijing Chinese","price":1.10,"big":12345678901234567890123,"label":"truth","meta":{"z": [1, {"a": null}], "b": "\u0645\"x"},"none":null,"yes":true"#
    );
    // No label: what others state as truth is never mixed with guesses.
    assert_eq!(
        kept(lines[1]),
        r#"{"id":"b","text":"Tokyo Japan","price":-0,"tags":[]"#
    );
    assert!(
        lines[0].contains(r#","predicted":"china","probability":0."#),
        "{out}"
    );
    assert!(
        lines[1].contains(r#","predicted":"japan","probability":0."#),
        "{out}"
    );
    assert!(lines[0].ends_with(r#","unknown":false}"#), "{out}");
    // An array on several lines gives the same rows.
    let array = format!(
        "[\n{}\n]",
        RECORDS
            .trim()
            .replace("}\n{", "},\n{")
            .replace("\"z\": [1,", "\"z\": [\n 1,")
    );
    folder.write("a.json", array);
    let of_array = folder
        .run("classify -q -m china.tasnif a.json --top 0")
        .stdout();
    assert_eq!(of_array.replace("[1,{\"a\"", "[1, {\"a\""), out);
}

#[test]
fn without_a_label_the_prediction_is_the_label_too() {
    let folder = Folder::with_china_model();
    let records = "{\"id\":\"a\",\"text\":\"Tokyo\"}\n\
                   {\"id\":\"b\",\"text\":\"Tokyo\",\"label\":\"truth\"}\n";
    folder.write("a.jsonl", records);
    // A file can be read twice, so that the label of a later record is known.
    let out = folder
        .run("classify -m china.tasnif a.jsonl --top 0")
        .stdout();
    assert!(
        out.starts_with(r#"{"id":"a","text":"Tokyo","predicted":"japan","#),
        "{out}"
    );
    let run = folder.run_with("classify -m china.tasnif --top 0", records.as_bytes());
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(
        lines[0].starts_with(
            r#"{"id":"a","text":"Tokyo","label":"japan","predicted":"japan","probability":"#
        ),
        "{run:?}"
    );
    assert!(
        lines[1].starts_with(
            r#"{"id":"b","text":"Tokyo","label":"truth","predicted":"japan","probability":"#
        ),
        "{run:?}"
    );
    assert_eq!(
        run.stderr,
        "kept the field \"label\" of 1 record; in the others \"label\" is the prediction, as \"predicted\" is in all\n"
    );
}

#[test]
fn tables_keep_their_columns_and_feed_the_next_command() {
    let folder = Folder::with_china_model();
    let rows = "id,text,label,price,\n1,\"Chinese, Beijing\",china,1.10,x\n2,Tokyo Japan,china,,\n3,Wien,,007,\"a \"\"b\"\"\"\n";
    folder.write("a.csv", rows);
    let run = folder.run("classify -q -m china.tasnif a.csv --format csv -o labelled.csv");
    assert_eq!(run, Run::new(0, "", ""));
    let out = folder.read_text("labelled.csv");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines[0],
        "id,text,label,price,,predicted,probability,tokens,known_tokens,best_label,reason"
    );
    assert!(
        lines[1].starts_with("1,\"Chinese, Beijing\",china,1.10,x,china,0."),
        "{out}"
    );
    assert!(
        lines[2].starts_with("2,Tokyo Japan,china,,,japan,0."),
        "{out}"
    );
    assert_eq!(
        lines[3],
        "3,Wien,,007,\"a \"\"b\"\"\",,,1,0,,few known words"
    );
    let by = "--all-tokens --stop-words none --min-count 1 --top 1 --format csv";
    let rows = folder
        .run(&format!("keywords -q labelled.csv --by predicted {by}"))
        .stdout();
    assert!(rows.starts_with("predicted,rank,term,"), "{rows}");
    assert!(rows.contains("\njapan,"), "{rows}");
    let rows = folder
        .run("measures -q labelled.csv --by predicted --format csv")
        .stdout();
    let names: Vec<&str> = rows
        .lines()
        .map(|row| row.split(',').next().unwrap())
        .collect();
    assert_eq!(names, ["predicted", "", "china", "japan"]);
    // A second model's results stand beside the first one's.
    let again = folder
        .run("classify -q -m china.tasnif labelled.csv --format csv")
        .stdout();
    assert_eq!(
        again.lines().next().unwrap(),
        "id,text,label,price,,predicted,probability,tokens,known_tokens,best_label,reason,predicted_2,probability_2,tokens_2,known_tokens_2,best_label_2,reason_2"
    );
}

#[test]
fn fields_are_dropped_or_named() {
    let folder = Folder::with_china_model();
    folder.write("a.jsonl", RECORDS);
    let out = folder
        .run("classify -q -m china.tasnif a.jsonl --top 0 --keep none")
        .stdout();
    assert!(
        out.starts_with(r#"{"id":"7","label":"china","probability":"#),
        "{out}"
    );
    assert!(!out.contains("predicted"), "{out}");
    let out = folder
        .run("classify -q -m china.tasnif a.jsonl --format csv --keep price,id")
        .stdout();
    assert!(
        out.starts_with(
            "id,price,label,predicted,probability,tokens,known_tokens,best_label,reason\n7,1.10,china,china,0."
        ),
        "{out}"
    );
    folder.refuses_with(
        "classify -m china.tasnif a.jsonl --keep a,,b",
        &["names of fields such as title,url"],
    );
}

#[test]
fn columns_of_csv_are_all_fields_of_all_records() {
    let folder = Folder::with_china_model();
    folder.write("a.jsonl", RECORDS);
    let out = folder
        .run("classify -q -m china.tasnif a.jsonl --format csv")
        .stdout();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines[0],
        "id,text,price,big,label,meta,none,yes,tags,predicted,probability,tokens,known_tokens,best_label,reason"
    );
    assert!(
        lines[2].starts_with("b,Tokyo Japan,-0,,,,,,[],japan,0."),
        "{out}"
    );
    // What comes once only cannot be looked through before.
    let run = folder.run_with(
        "classify -q -m china.tasnif --format csv",
        RECORDS.as_bytes(),
    );
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .starts_with("error: standard input, line 2: the field \"tags\" is new, "),
        "{run:?}"
    );
}

#[test]
fn clean_writes_the_record_back_with_its_text() {
    let folder = Folder::new();
    folder.write(
        "a.csv",
        "id,text,n\n1,<p>One sentence of the article.</p>,1.10\n",
    );
    let out = folder
        .run("clean -q --clean none a.csv --format csv")
        .stdout();
    assert_eq!(
        out,
        "id,text,n,script,language,kept_whole\n1,<p>One sentence of the article.</p>,1.10,Latin,eng,false\n"
    );
    folder.write(
        "b.jsonl",
        "{\"doc\":{\"body\":\"One sentence.\"},\"title\":\"T\",\"n\":1.10}\n",
    );
    let out = folder
        .run("clean -q --clean none --text-field title,doc.body b.jsonl --format jsonl")
        .stdout();
    assert!(
        out.starts_with(
            r#"{"doc":{"body":"One sentence."},"title":"T","n":1.10,"id":"b.jsonl#1","#
        ),
        "{out}"
    );
    assert!(out.contains(r#""text":"T\n\nOne sentence.""#), "{out}");
}

#[test]
fn texts_of_several_fields_and_paths_are_read() {
    let folder = Folder::new();
    folder.write("a.jsonl", concat!(
        "{\"doc\":{\"body\":\"two\",\"lines\":[\"three\",\"four\"]},\"title\":\"one\",\"m\":{\"id\":\"x\",\"l\":\"y\"}}\n",
        "{\"title\":null,\"doc\":{\"body\":\"two\"}}\n",
    ));
    let out = folder
        .run("tokenize --text-field title,doc.body,doc.lines --id-field m.id a.jsonl")
        .stdout();
    assert!(out.starts_with(r#"{"id":"x","tokens":[{"text":"one","start":0,"end":3},{"text":"two","start":5,"end":8},{"text":"three","start":10,"#), "{out}");
    assert!(
        out.contains("{\"id\":\"a.jsonl#2\",\"tokens\":[{\"text\":\"two\",\"start\":0"),
        "{out}"
    );
    folder.refuses(
        "tokenize --text-field x,y a.jsonl",
        "a.jsonl, line 1: the object has none of the fields \"x\", \"y\"; expected the text there (--text-field names others)",
    );
    folder.write("a.csv", "title,body\none,two\n,two\n");
    let out = folder
        .run("tokenize --text-field title,body a.csv")
        .stdout();
    assert_eq!(out.matches("\"two\",\"start\":5").count(), 1, "{out}");
    assert_eq!(out.matches("\"two\",\"start\":0").count(), 1, "{out}");
    folder.refuses_with(
        "tokenize --text-field title,none a.csv",
        &["there is no column \"none\" for the text"],
    );
}

#[test]
fn a_trend_shows_the_values_of_a_field() {
    let folder = Folder::new();
    let mut rows = String::new();
    for (date, predicted) in [
        ("2024-01-02", "a"),
        ("2024-01-03", "b"),
        ("2024-02-01", "a"),
    ] {
        rows +=
            &format!("{{\"text\":\"word\",\"date\":\"{date}\",\"predicted\":\"{predicted}\"}}\n");
    }
    folder.write("a.jsonl", rows);
    let run = folder.run("chart trend -q a.jsonl --by predicted -o t.png --data-out t.csv");
    assert_eq!(run, Run::new(0, "", ""));
    assert_eq!(
        folder.read_text("t.csv"),
        "value,period,count,documents,percent\na,2024-01,1,2,50\na,2024-02,1,1,100\nb,2024-01,1,2,50\nb,2024-02,0,1,0\n"
    );
    folder.refuses_with(
        "chart trend a.jsonl --clean none --by none -o t2.png",
        &["no document has a value in a field \"none\""],
    );
    folder.refuses_with(
        "keywords a.jsonl --clean none --by none",
        &["no document has a value in a field \"none\""],
    );
}

#[test]
fn a_result_has_one_name_in_all_records() {
    let folder = Folder::with_china_model();
    let records = "{\"id\":1,\"text\":\"Chinese\"}\n\
                   {\"text\":\"Tokyo Japan\",\"predicted\":\"mine\",\"tokens\":[1]}\n";
    folder.write("late.jsonl", records);
    let out = folder
        .run("classify -q -m china.tasnif late.jsonl --top 0")
        .stdout();
    let rows = crate::common::parse_lines(&out);
    assert_eq!(rows[0]["predicted_2"], "china");
    assert!(
        rows[0]["predicted"].is_null() && rows[0]["tokens"].is_null(),
        "{out}"
    );
    assert_eq!(rows[1]["predicted"], "mine");
    assert_eq!(
        (&rows[1]["predicted_2"], &rows[1]["tokens_2"]),
        (&"japan".into(), &2.into())
    );
    // A record without an id has that of its line.
    assert_eq!(
        (&rows[0]["id"], &rows[1]["id"]),
        (&1.into(), &"late.jsonl#2".into())
    );
}

#[test]
fn a_cell_that_tsv_cannot_hold_is_refused() {
    let folder = Folder::with_china_model();
    folder.write("a.jsonl", "{\"text\":\"Chinese\",\"note\":\"a\\tb\\nc\"}\n");
    folder.refuses_with(
        "classify -m china.tasnif a.jsonl -o a.tsv",
        &["a cell holds a tab and a line end, which TSV cannot hold together; write CSV or JSON Lines: a"],
    );
    assert_eq!(
        folder
            .run("classify -q -m china.tasnif a.jsonl -o a.csv")
            .code,
        0
    );
    assert_eq!(folder.run("measures -q a.csv").code, 0);
}

#[test]
fn names_that_no_record_has_are_told() {
    let folder = Folder::with_china_model();
    folder.write("a.jsonl", "{\"title\":\"Tokyo\",\"text\":\"Chinese\"}\n");
    let run = folder.run("classify -m china.tasnif a.jsonl --keep title,nope,none2");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (0, "no record has the field nope, none2 of --keep\n")
    );
    folder.refuses_with(
        "classify -m china.tasnif a.jsonl --keep none,title",
        &["expected all, none, or names of fields"],
    );
    let run = folder.run("measures a.jsonl --text-field title,bodyy --format csv");
    let said = "no record has the text field \"bodyy\" of --text-field title,bodyy\n";
    assert_eq!((run.code, run.stderr.as_str()), (0, said));
    let run = folder.run("measures a.jsonl --text-field title,text --format csv");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn cleaned_tables_start_with_a_mark_where_that_is_asked_for() {
    let folder = Folder::with("a.jsonl", "{\"id\":1,\"text\":\"one\"}\n");
    let run = folder.run("clean -q a.jsonl --format csv --bom");
    assert!(run.stdout.starts_with("\u{FEFF}id,text,"), "{run:?}");
    folder.refuses(
        "clean a.jsonl --bom",
        "--bom is for CSV and TSV; leave it out, or add --format csv",
    );
}

/// Two records with fields of every kind.
const KINDS: &str = "{\"id\":\"1\",\"text\":\"oil prices fell\",\"tags\":[\"a\",\"b\"],\"doc\":{\"a\":1}}\n\
                     {\"id\":\"2\",\"text\":\"a team wins\",\"tags\":[],\"doc\":{}}\n";

#[test]
fn lists_and_objects_put_no_documents_together() {
    let folder = Folder::with("a.jsonl", KINDS);
    for (field, found) in [
        ("tags", "a list [\"a\",\"b\"]"),
        ("doc", "an object {\"a\":1}"),
    ] {
        let problem = format!(
            "a.jsonl, line 1: the field \"{field}\" holds {found}; expected a string, a number or \
             true/false to put documents together by"
        );
        for command in [
            "keywords --by",
            "measures --by",
            "evaluate --cv 2 --group-by",
        ] {
            let by_label = format!("{command} {field} a.jsonl --label-field id");
            folder.refuses(&by_label, &problem);
        }
        let as_label = format!("keywords a.jsonl --by {field} --label-field {field}");
        folder.refuses(&as_label, &problem);
    }
    folder.refuses_with(
        "keywords a.jsonl --by none",
        &["no document has a value in a field \"none\""],
    );
}

#[test]
fn text_and_id_put_documents_together_as_any_other_field_does() {
    let folder = Folder::with("a.jsonl", KINDS);
    folder.write("a.csv", "id,text\n1,oil prices fell\n2,a team wins\n");
    for (field, groups) in [
        ("text", ["a team wins", "oil prices fell"]),
        ("id", ["1", "2"]),
    ] {
        for file in ["a.jsonl", "a.csv"] {
            let run = folder.run(&format!("measures {file} --by {field} --format jsonl"));
            let rows = parse_lines(&run.stdout());
            let mut found: Vec<_> = rows.iter().filter_map(|row| row[field].as_str()).collect();
            found.sort_unstable();
            assert_eq!(found, groups, "{file} {field}: {rows:?}");
        }
    }
}
