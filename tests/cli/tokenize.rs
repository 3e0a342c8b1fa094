//! `tasnif tokenize`.

use crate::common::{Folder, Run, parse, parse_lines, repository};
use serde_json::{Value, json};

/// Four Arabic characters, the fatha among them, take 8 bytes.
const TEXT: &str = "قالَ News.";

fn text_folder() -> Folder {
    Folder::with("a.txt", TEXT)
}

#[test]
fn every_text_case_has_its_tokens_and_sound_spans() {
    for (file, profile, count) in [
        ("text-cases.jsonl", "auto", 30),
        ("text-cases-persian.jsonl", "persian", 22),
        ("text-cases-urdu.jsonl", "urdu", 25),
    ] {
        let path = repository("tests/data").join(file);
        let cases = parse_lines(&std::fs::read_to_string(&path).unwrap());
        assert_eq!(cases.len(), count);
        let line = format!("tokenize {} --profile {profile}", path.display());
        let results = parse_lines(&Folder::new().run(&line).stdout());
        assert_eq!(results.len(), cases.len());
        for (case, result) in cases.iter().zip(&results) {
            check_case(case, result);
        }
    }
}

fn check_case(case: &Value, result: &Value) {
    let tokens = result["tokens"].as_array().unwrap();
    let texts: Vec<&Value> = tokens.iter().map(|token| &token["text"]).collect();
    let expected: Vec<&Value> = case["tokens"].as_array().unwrap().iter().collect();
    assert_eq!(texts, expected, "{case}");
    let text = case["text"].as_str().unwrap();
    let mut last_end = 0;
    for token in tokens {
        let [start, end] = ["start", "end"].map(|key| token[key].as_u64().unwrap() as usize);
        assert!(last_end <= start && start < end, "{case}: {token}");
        assert!(text.get(start..end).is_some(), "{case}: {token}");
        last_end = end;
    }
}

#[test]
fn json_lines_are_the_default_away_from_a_terminal() {
    let expected = "{\"id\":\"a.txt\",\"tokens\":[{\"text\":\"قال\",\"start\":0,\"end\":8},\
                    {\"text\":\"news\",\"start\":9,\"end\":13}]}\n";
    let folder = text_folder();
    assert_eq!(folder.run("tokenize a.txt"), Run::new(0, expected, ""));
    let run = folder.run("tokenize a.txt --format jsonl");
    assert_eq!(run, Run::new(0, expected, ""));
}

#[test]
fn json_is_one_array() {
    let folder = text_folder();
    folder.write("b.txt", "!");
    let json = parse(&folder.run("tokenize a.txt b.txt --format json").stdout());
    assert_eq!(
        json[0]["tokens"][1],
        json!({"text": "news", "start": 9, "end": 13})
    );
    assert_eq!(json[1], json!({"id": "b.txt", "tokens": []}));
    assert_eq!(json.as_array().unwrap().len(), 2);
}

#[test]
fn csv_and_table_have_a_row_for_each_token() {
    let folder = text_folder();
    let csv = folder.run("tokenize a.txt --format csv").stdout();
    assert_eq!(csv, "id,text,start,end\na.txt,قال,0,8\na.txt,news,9,13\n");
    let table = folder.run("tokenize a.txt --format table").stdout();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|l| l.split_whitespace().collect())
        .collect();
    assert_eq!(
        rows,
        [
            ["id", "text", "start", "end"],
            ["a.txt", "\u{2068}قال\u{2069}", "0", "8"],
            ["a.txt", "news", "9", "13"]
        ]
    );
}

#[test]
fn terms_are_ngrams_with_their_spans() {
    let folder = Folder::with("a.txt", "the old bank");
    let of = |flags: &str| {
        let run = folder.run(&format!("tokenize a.txt --terms {flags}"));
        parse(&run.stdout())["terms"].clone()
    };
    let term = |text: &str, start: u64, end: u64| json!({"text": text, "start": start, "end": end});
    let words = [term("the", 0, 3), term("old", 4, 7), term("bank", 8, 12)];
    let pairs = [term("the old", 0, 7), term("old bank", 4, 12)];
    assert_eq!(
        of(""),
        Value::from_iter(words.iter().chain(&pairs).cloned())
    );
    assert_eq!(of("--ngrams 2"), Value::from_iter(pairs));
    assert_eq!(of("--ngrams 3..3"), json!([term("the old bank", 0, 12)]));
    let without_stop_words = of("--ngrams 1 --stop-words default");
    assert_eq!(
        without_stop_words,
        Value::from_iter(words[1..].iter().cloned())
    );
    let with_chars = of("--ngrams 1 --char-ngrams 4");
    let chars = with_chars.as_array().unwrap()[3..].iter();
    let texts: Vec<&str> = chars.map(|term| term["text"].as_str().unwrap()).collect();
    let expected = [
        "~_the", "~the_", "~_old", "~old_", "~_ban", "~bank", "~ank_",
    ];
    assert_eq!(texts, expected);
    assert_eq!(with_chars[8], term("~bank", 8, 12));
}

#[test]
fn stop_words_of_a_file_are_left_out() {
    let folder = Folder::with("a.txt", "the old bank, البنك");
    folder.write("stop.txt", "OLD\nالبَنك\n");
    let run = folder.run("tokenize a.txt --stop-words stop.txt --format csv");
    assert_eq!(
        run.stdout(),
        "id,text,start,end\na.txt,the,0,3\na.txt,bank,8,12\n"
    );
}

#[test]
fn profiles_differ() {
    let folder = Folder::with("a.txt", "أحمد");
    let csv = |profile: &str| {
        let run = folder.run(&format!("tokenize a.txt --format csv --profile {profile}"));
        run.stdout()
    };
    assert!(csv("arabic").ends_with("a.txt,احمد,0,8\n"));
    assert!(csv("auto").ends_with("a.txt,احمد,0,8\n"));
    assert!(csv("plain").ends_with("a.txt,أحمد,0,8\n"));
    folder.write("a.txt", "كيهة");
    assert!(csv("auto").ends_with("a.txt,كيهه,0,8\n"));
    assert!(csv("persian").ends_with("a.txt,کیهه,0,8\n"));
    assert!(csv("urdu").ends_with("a.txt,کیہۃ,0,8\n"));
}

#[test]
fn hamza_seats_fold_and_endings_are_cut_when_asked() {
    let folder = Folder::with("a.txt", "سؤال الرئيس: the ministers");
    let csv = |flags: &str| {
        let run = folder.run(&format!("tokenize a.txt --format csv {flags}"));
        run.stdout().replace("id,text,start,end\n", "")
    };
    assert_eq!(csv("--hamza-seats keep"), csv(""));
    let folded = csv("--hamza-seats fold");
    assert!(folded.starts_with("a.txt,سوال,0,8\na.txt,الرييس,9,21\na.txt,the,"));
    let stemmed = csv("--stem english --stop-words default");
    assert!(stemmed.ends_with("الرئيس,9,21\na.txt,minist,27,36\n"));
    let arabic = csv("--stem arabic --hamza-seats fold");
    assert!(arabic.ends_with("a.txt,رييس,9,21\na.txt,the,23,26\na.txt,ministers,27,36\n"));
    folder.refuses_with(
        "tokenize a.txt --stem klingon",
        &["klingon", "arabic, danish"],
    );
}

#[test]
fn steps_are_explained() {
    let folder = Folder::with("a.txt", "أحمَدُ مصر The https://a.example/");
    folder.write("stop.txt", "the\n");
    let run = |format: &str| {
        let line = format!("tokenize a.txt --explain --stop-words stop.txt --format {format}");
        folder.run(&line).stdout()
    };
    let csv = "\
id,original,start,end,step,result
a.txt,أحمَدُ,0,12,marks,أحمد
a.txt,أحمَدُ,0,12,alef: أ → ا,احمد
a.txt,مصر,13,19,,مصر
a.txt,The,20,23,case,the
a.txt,The,20,23,stop-word,
a.txt,https://a.example/,24,42,address,
";
    assert_eq!(run("csv"), csv);
    let json = parse(&run("jsonl"));
    let expected = json!({"text": "احمد", "start": 0, "end": 12, "original": "أحمَدُ", "steps": [
        {"step": "marks", "result": "أحمد"}, {"step": "alef", "result": "احمد"}
    ]});
    assert_eq!(json["tokens"][0], expected);
    assert_eq!(json["tokens"][1]["steps"], json!([]));
    assert_eq!(json["tokens"][2]["text"], Value::Null);
    assert_eq!(
        json["tokens"][3]["steps"],
        json!([{"step": "address", "result": null}])
    );
    folder.refuses_with("tokenize a.txt --explain --terms", &["cannot be used with"]);
}

#[test]
fn standard_input_and_an_output_file() {
    let folder = Folder::new();
    let expected = "id,text,start,end\n-,news,0,4\n";
    for line in ["tokenize --format csv", "tokenize - --format csv"] {
        assert_eq!(folder.run_with(line, b"News"), Run::new(0, expected, ""));
    }
    let run = folder.run_with("tokenize --format csv -o out.csv", b"News");
    assert_eq!(run, Run::new(0, "", ""));
    assert_eq!(folder.read_text("out.csv"), expected);
    assert_eq!(folder.files().len(), 1);
}

#[test]
fn nobody_reading_is_no_error() {
    let folder = text_folder();
    let run = crate::common::run_into_closed_pipe(folder.command("tokenize a.txt"));
    assert_eq!(run, Run::new(0, "", ""));
}
