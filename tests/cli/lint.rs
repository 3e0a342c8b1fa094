//! `tasnif lint`.

use std::collections::BTreeSet;

use crate::common::{Folder, Run, jsonl, parse, parse_lines};
use serde_json::{Value, json};

/// Clubs, players and matches.
const SPORT: [&str; 8] = [
    "the goalkeeper saved a penalty in the last match",
    "their striker scored twice and the team won the match",
    "fans of the club sang when the captain lifted the cup",
    "the coach praised his players after the league match",
    "a late goal gave the visiting team a draw in the league",
    "the striker left the club after a season without a goal",
    "the referee showed the captain a red card for the penalty",
    "players of both clubs ran for every ball in the cup final",
];

/// Banks, prices and shares.
const ECONOMY: [&str; 8] = [
    "the central bank raised interest rates against inflation",
    "oil prices fell and shares of the refinery lost value",
    "exports grew while the currency lost against the dollar",
    "the ministry sold bonds to pay for the budget deficit",
    "shares of the bank rose after profits beat forecasts",
    "prices in most shops rose by four percent within a year",
    "the budget cuts subsidies and raises a tax on imports",
    "investors bought bonds because the currency was stable",
];

/// Reports of two sentences each, 24 a label, in turn: the sport of ids d1, d3, … and the economy of d2,
/// d4, …
fn news() -> Vec<(&'static str, String)> {
    let pairs = (1..4).flat_map(|apart| (0..8).map(move |n| (n, (n + apart) % 8)));
    let report = |sentences: [&str; 8], (a, b): (usize, usize)| {
        format!(
            "{}. At the same time, everybody knows that {}, which they said this week.",
            sentences[a], sentences[b]
        )
    };
    pairs
        .flat_map(|pair| {
            [
                ("sport", report(SPORT, pair)),
                ("economy", report(ECONOMY, pair)),
            ]
        })
        .collect()
}

/// The report with the id `d<number>`.
fn report(number: usize) -> String {
    news().remove(number - 1).1
}

fn lines(documents: &[(&'static str, String)]) -> String {
    let borrowed: Vec<_> = documents.iter().map(|(l, t)| (*l, t.as_str())).collect();
    jsonl(&borrowed)
}

/// A clean corpus with some documents more, which begin with d49.
fn folder(more: &[(&'static str, &str)]) -> Folder {
    let more = more
        .iter()
        .map(|(label, text)| (*label, (*text).to_owned()));
    let documents: Vec<_> = news().into_iter().chain(more).collect();
    Folder::with("news.jsonl", lines(&documents))
}

/// Findings of the kinds `only`; the exit code must fit.
fn findings(folder: &Folder, line: &str) -> Vec<Value> {
    let run = folder.run(&format!("lint -q --format jsonl {line}"));
    let findings = parse_lines(&run.stdout);
    assert_eq!(run.code, i32::from(!findings.is_empty()), "{run:?}");
    assert_eq!(run.stderr, "");
    findings
}

/// Kind, id and other of each finding.
fn short(findings: &[Value]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    findings
        .iter()
        .map(|f| [&f["kind"], &f["id"], &f["other"]].map(text).join(" "))
        .collect()
}

/// Two reports with the label of the other topic.
const WRONG: [(&str, &str); 2] = [
    (
        "economy",
        "The striker scored a late goal. The club won the league match after a penalty.",
    ),
    (
        "sport",
        "The bank raised interest rates against inflation. Bonds and shares lost value.",
    ),
];

#[test]
fn a_clean_corpus_has_no_finding() {
    let folder = folder(&[]);
    let run = folder.run("lint news.jsonl");
    let said = "written in Latin (eng) 100.00 %\nnothing found in 48 documents\n";
    assert_eq!(run, Run::new(0, "", said));
    let run = folder.run("lint -q news.jsonl --format json");
    assert_eq!(run.code, 0);
    assert_eq!(
        parse(&run.stdout),
        json!({
            "documents": 48,
            "counts": {},
            "languages": [{"script": "Latin", "language": "eng", "documents": 48, "share": 1.0}],
            "findings": [],
        })
    );
}

#[test]
fn wrong_labels_are_listed_with_the_likely_one() {
    let found = findings(&folder(&WRONG), "news.jsonl");
    let mut names = short(&found);
    names.sort();
    assert_eq!(names, ["wrong-label d49 sport", "wrong-label d50 economy"]);
    let lines = found.iter().map(|f| f["place"].as_str().unwrap());
    assert!(lines.clone().all(|place| place.starts_with("news.jsonl:")));
    assert!(found[0]["score"].as_f64() >= found[1]["score"].as_f64());
    let message = found[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("a model that has not seen it gives \""),
        "{message}"
    );
}

#[test]
fn the_most_suspect_are_listed_in_order_as_many_as_asked() {
    let folder = folder(&WRONG);
    let suspects = |most: &str| {
        findings(
            &folder,
            &format!("news.jsonl --only wrong-label --suspects {most}"),
        )
    };
    let all = suspects("100%");
    assert_eq!(all.len(), 50);
    let margins: Vec<f64> = all.iter().map(|f| f["score"].as_f64().unwrap()).collect();
    assert!(margins.is_sorted_by(|a, b| a >= b), "{margins:?}");
    assert_eq!(suspects("2"), all[..2]);
    assert_eq!(suspects("5%"), all[..3]);
    let mut first = short(&all[..2]);
    first.sort();
    assert_eq!(first, ["wrong-label d49 sport", "wrong-label d50 economy"]);
    assert!(suspects("0").is_empty());
}

#[test]
fn copies_are_named_with_what_they_copy() {
    let spaced = format!("  {}\n", report(1).replace(' ', "  "));
    let near = report(3).replace("twice", "thrice");
    let shouted = report(1).to_uppercase().replace(' ', " - ");
    let folder = folder(&[
        ("sport", &spaced),
        ("sport", &near),
        ("sport", &report(2)),
        ("economy", &shouted),
    ]);
    let kinds = "contradiction,duplicate,near-duplicate";
    let found = findings(&folder, &format!("news.jsonl --only {kinds}"));
    let expected = [
        "contradiction d51 d2",
        "contradiction d52 d1",
        "duplicate d49 d1",
        "near-duplicate d50 d3",
    ];
    assert_eq!(short(&found), expected);
    let scores: Vec<_> = found.iter().map(|f| f["score"].as_f64().unwrap()).collect();
    assert_eq!(scores[..3], [1.0, 1.0, 1.0]);
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split_whitespace();
        words
            .map(|w| w.trim_matches(['.', ',']).to_lowercase())
            .collect()
    };
    let (copied, copy) = (words(&report(3)), words(&near));
    let common = copied.intersection(&copy).count() as f64;
    assert_eq!(scores[3], common / copied.union(&copy).count() as f64);
    assert_eq!(
        found[0]["message"],
        "same text as d2, which has the label \"economy\""
    );
    assert_eq!(found[3]["message"], "nearly the same words as d3");
    assert_eq!(found[3]["place"], "news.jsonl:50");
}

#[test]
fn copies_of_test_documents_are_found() {
    let folder = folder(&[]);
    let near = report(8).replace("bonds", "paper");
    folder.write(
        "test.jsonl",
        jsonl(&[
            ("economy", near.as_str()),
            (
                "sport",
                "a fresh report of the marathon through the old town",
            ),
            ("sport", &report(5)),
            ("sport", &report(5)),
        ]),
    );
    let found = findings(&folder, "news.jsonl --against test.jsonl");
    let names: Vec<_> = short(&found);
    let expected = ["test-copy d1 d8", "test-copy d3 d5", "test-copy d4 d5"];
    assert_eq!(names, expected);
    assert_eq!(found[0]["place"], "test.jsonl:1");
    assert_eq!(found[1]["score"], 1.0);
    assert_eq!(
        found[1]["message"],
        "same text as d5, which is learned from"
    );
    let twice = findings(
        &folder,
        "news.jsonl --against test.jsonl --against test.jsonl --only test-copy",
    );
    assert_eq!(twice.len(), 6);
    folder.refuses(
        "lint news.jsonl --only test-copy",
        "test-copy compares with test documents; name them with --against",
    );
}

#[test]
fn nearly_empty_and_broken_documents() {
    let folder = folder(&[
        ("sport", ""),
        ("sport", "Goal!"),
        ("sport", "a goal again"),
        ("economy", "the pr\u{FFFD}ce of cof\u{0}fee"),
        ("economy", "les prix baissÃ©s, dÃ©jÃ\u{A0} annoncÃ©s"),
        (
            "economy",
            "<div class=\"ad\"><a href=\"/buy\">shares</a></div> now",
        ),
    ]);
    let found = findings(&folder, "news.jsonl --only near-empty,broken");
    let shown: Vec<_> = found
        .iter()
        .map(|f| {
            format!(
                "{} {}",
                f["id"].as_str().unwrap(),
                f["message"].as_str().unwrap()
            )
        })
        .collect();
    let expected = [
        "d49 the text holds no word",
        "d50 the text holds a single word",
        "d52 1 replacement character, 1 control character",
        "d53 4 misread letters",
        "d54 mostly markup",
    ];
    assert_eq!(shown, expected);
    let found = findings(&folder, "news.jsonl --only near-empty --min-tokens 4");
    assert_eq!(found.len(), 3);
    assert!(findings(&folder, "news.jsonl --only near-empty --min-tokens 0").is_empty());
}

#[test]
fn texts_whose_misreading_was_undone_are_named() {
    let arabic = "أعلن البنك المركزي خفض سعر الفائدة بعد اجتماع طويل";
    let misread: String = arabic.bytes().map(char::from).collect();
    let folder = folder(&[("economy", arabic), ("economy", &misread)]);
    let found = findings(&folder, "news.jsonl --only broken");
    let shown: Vec<_> = found.iter().map(|f| (&f["id"], &f["message"])).collect();
    let message = "UTF-8 that had been read as windows-1252";
    assert_eq!(shown, [(&"d50".into(), &message.into())]);
}

#[test]
fn a_rare_language_or_script_is_out_of_place() {
    // A hundred and fifty different texts in English.
    let texts: Vec<String> = (0..150)
        .map(|n| format!("{} Report {n}.", report(n % 48 + 1)))
        .collect();
    let mut documents: Vec<_> = texts.iter().map(|text| ("sport", text.as_str())).collect();
    documents.push((
        "sport",
        "La banque centrale a relevé son taux directeur pour la troisième fois cette année",
    ));
    documents.push(("sport", "فاز الفريق بالمباراة النهائية وسجل اللاعب هدفين"));
    documents.push(("sport", "12:30 – 3:1"));
    let folder = Folder::with("news.jsonl", jsonl(&documents));
    let found = findings(&folder, "news.jsonl --only language");
    assert_eq!(short(&found), ["language d151 eng", "language d152 Latin"]);
    assert_eq!(found[1]["script"], "Arabic");
    assert_eq!(
        (&found[0]["language"], &found[1]["language"]),
        (&json!("fra"), &json!("ara"))
    );
    let run = folder.run("lint -q news.jsonl --only broken --format json");
    let languages = &parse(&run.stdout)["languages"];
    let rows: Vec<_> = languages.as_array().unwrap().iter().collect();
    let documents: u64 = rows
        .iter()
        .map(|row| row["documents"].as_u64().unwrap())
        .sum();
    assert_eq!(documents, 153);
    let last = rows.iter().find(|row| row["script"] == "none").unwrap();
    assert_eq!(
        (&last["language"], &last["documents"]),
        (&json!("zxx"), &json!(1))
    );
}

#[test]
fn labels_with_too_few_documents_are_named() {
    let folder = folder(&[
        ("weather", "rain in the north"),
        ("weather", "sunny and warm"),
    ]);
    let found = findings(&folder, "news.jsonl --only imbalance");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["label"], "weather");
    assert_eq!(found[0]["id"], Value::Null);
    assert_eq!(
        found[0]["message"],
        "the label has 2 documents; 5 folds need one in each"
    );
    let many: Vec<String> = (0..110).map(|n| format!("match {n}")).collect();
    let mut documents: Vec<_> = many.iter().map(|text| ("sport", text.as_str())).collect();
    documents.extend(ECONOMY[..5].iter().map(|text| ("economy", *text)));
    folder.write("ratio.jsonl", jsonl(&documents));
    let found = findings(&folder, "ratio.jsonl --only imbalance");
    assert_eq!(
        found[0]["message"],
        "\"sport\" has 22 times the documents of \"economy\" (110 and 5)"
    );
}

#[test]
fn without_labels_the_checks_of_labels_are_left_out() {
    let texts = SPORT.iter().chain([&SPORT[0]]);
    let lines: String = texts.map(|text| format!("{text}\n")).collect();
    let folder = Folder::with("news.txt", lines);
    let run = folder.run("lint news.txt --input-format lines");
    assert_eq!(run.code, 1);
    assert_eq!(
        short(&parse_lines(&run.stdout)),
        ["duplicate news.txt#9 news.txt#1"]
    );
    for said in [
        "9 documents without a label: left out of wrong-label, contradiction and imbalance",
        "wrong-label was not checked: that takes two labels with two different documents each",
        "1 finding in 9 documents: duplicate 1",
    ] {
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
}

#[test]
fn checks_can_be_chosen() {
    let folder = folder(&[("sport", "Goal!"), ("sport", &report(1))]);
    let kinds = |flags: &str| -> Vec<String> {
        let found = findings(&folder, &format!("news.jsonl {flags}"));
        found
            .iter()
            .map(|f| f["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(kinds(""), ["duplicate", "near-empty"]);
    assert_eq!(kinds("--skip duplicate"), ["near-empty"]);
    assert_eq!(kinds("--only duplicate,broken"), ["duplicate"]);
    assert_eq!(
        kinds("--only duplicate,near-empty --skip near-empty"),
        ["duplicate"]
    );
    assert!(kinds("--skip duplicate --skip near-empty").is_empty());
    folder.refuses(
        "lint news.jsonl --only broken --skip broken",
        "--skip leaves no check of --only; leave one of them out",
    );
    folder.refuses_with(
        "lint news.jsonl --only typos",
        &["no finding is called \"typos\"; there are wrong-label, contradiction, test-copy, "],
    );
}

#[test]
fn the_formats_say_the_same() {
    let folder = folder(&[("economy", &report(1))]);
    let lines = findings(&folder, "news.jsonl --only contradiction");
    let json = folder.run("lint -q news.jsonl --only contradiction --format json");
    let json = parse(&json.stdout);
    assert_eq!(json["findings"], json!(lines));
    assert_eq!(json["counts"], json!({"contradiction": 1}));
    let csv = folder.run("lint -q news.jsonl --only contradiction --format csv");
    let expected = "kind,id,place,label,other,score,script,language,message\n\
        contradiction,d49,news.jsonl:49,economy,d1,1,Latin,eng,\
        \"same text as d1, which has the label \"\"sport\"\"\"\n";
    assert_eq!(csv, Run::new(1, expected, ""));
    let table = folder.run("lint -q news.jsonl --only contradiction --format table");
    let expected = "
 kind           id   place          label    other   score  script  language  message
 contradiction  d49  news.jsonl:49  economy  d1     1.0000  Latin   eng       same text as d1, which has the label \"sport\"

 script  language  documents     share
 Latin   eng              49  100.00 %
";
    assert_eq!(table, Run::new(1, &expected[1..], ""));
    let run = folder.run("lint -q news.jsonl --only contradiction --format csv -o found.csv");
    assert_eq!(run, Run::new(1, "", ""));
    assert_eq!(folder.read_text("found.csv"), csv.stdout);
}

#[test]
fn neither_the_order_of_documents_nor_threads_matter() {
    let mut documents = news();
    let more = WRONG.map(|(label, text)| (label, text.to_owned()));
    documents.extend(more);
    documents.extend([("sport", report(2)), ("sport", "no goal".into())]);
    let folder = Folder::with("news.jsonl", lines(&documents));
    let margins = |flags: &str| {
        let line = format!("{flags} --only wrong-label --suspects 100%");
        let found = findings(&folder, &line);
        let mut margins: Vec<_> = found
            .iter()
            .map(|f| {
                (
                    f["score"].to_string(),
                    f["label"].to_string(),
                    f["other"].to_string(),
                )
            })
            .collect();
        margins.sort();
        margins
    };
    let expected = margins("news.jsonl -j 1");
    assert_eq!(margins("news.jsonl -j 7"), expected);
    documents.reverse();
    folder.write("reversed.jsonl", lines(&documents));
    assert_eq!(margins("reversed.jsonl"), expected);
    let all = |threads| folder.run(&format!("lint news.jsonl -j {threads}"));
    assert_eq!(all(1), all(5));
}

#[test]
fn small_and_strange_corpora_are_no_trouble() {
    let folder = Folder::with("one.jsonl", jsonl(&[("sport", SPORT[0])]));
    assert_eq!(
        short(&findings(&folder, "one.jsonl")),
        ["imbalance - -", "imbalance - -"],
        "too few documents, and a single label"
    );
    folder.write(
        "same.jsonl",
        jsonl(&[("a", "x y z"), ("b", "x y z"), ("a", "x y z")]),
    );
    let found = findings(&folder, "same.jsonl --skip imbalance");
    assert_eq!(short(&found), ["contradiction d2 d1", "duplicate d3 d1"]);
    folder.write("empty.jsonl", jsonl(&[("a", ""), ("b", ""), ("a", "?")]));
    let found = findings(&folder, "empty.jsonl --skip imbalance");
    let expected = ["near-empty d1 -", "near-empty d2 -", "near-empty d3 -"];
    assert_eq!(short(&found), expected);
    folder.write(
        "pairs.jsonl",
        jsonl(&[("a", "x"), ("a", "y"), ("b", "z"), ("b", "w")]),
    );
    findings(&folder, "pairs.jsonl --only wrong-label --suspects 100%");
    folder.write("none.jsonl", "");
    folder.refuses(
        "lint none.jsonl",
        "the input holds no document; give files with at least one record",
    );
    folder.refuses_with(
        "lint one.jsonl --against no.jsonl",
        &["cannot read no.jsonl: "],
    );
    folder.refuses(
        "lint --against -",
        "standard input (-) is both looked at and compared with; it can be read once",
    );
}

#[test]
fn nobody_reading_is_no_error() {
    let folder = folder(&[("sport", "Goal!")]);
    for format in ["jsonl", "json", "csv", "table"] {
        let line = format!("lint -q news.jsonl --format {format}");
        let run = crate::common::run_into_closed_pipe(folder.command(&line));
        assert_eq!(run, Run::new(0, "", ""), "{format}");
    }
}

#[test]
fn copies_are_found_behind_one_without_a_label_and_with_one_check_alone() {
    let documents = [("", "a"), ("x", "b"), ("y", "c"), ("x", "d")];
    let lines = documents.map(|(label, id)| {
        format!("{{\"id\":\"{id}\",\"label\":\"{label}\",\"text\":\"one and the same text\"}}\n")
    });
    let folder = Folder::with("copies.jsonl", lines.concat());
    let found = |flags: &str| short(&findings(&folder, &format!("copies.jsonl {flags}")));
    let copies = ["contradiction c b", "duplicate b a", "duplicate d a"];
    let all = found("--only contradiction,duplicate");
    assert_eq!(all, copies);
    let copies = ["duplicate b a", "duplicate c a", "duplicate d a"];
    assert_eq!(found("--only duplicate"), copies);
    assert_eq!(found("--skip contradiction,wrong-label,imbalance"), copies);
    folder.write(
        "test.jsonl",
        "{\"id\":\"t\",\"label\":\"y\",\"text\":\"one and the same text\"}\n",
    );
    folder.write("train.jsonl", &lines[1]);
    let found = findings(&folder, "train.jsonl --against test.jsonl --only test-copy");
    assert_eq!(
        found[0]["message"],
        "same text as b, which is learned from and has the label \"x\""
    );
}
