//! `tasnif next`.

use std::collections::HashSet;

use crate::common::{Folder, NEWS, Run, jsonl, parse_lines};
use serde_json::{Value, json};

/// Texts of a pool: two about sport, three about economy, three about weather, which the model does not know.
const POOL: [&str; 8] = [
    "The team won the match with two goals",
    "فاز الفريق في المباراة وسجل اللاعب هدفين",
    "The central bank left its rate as it was",
    "رفع البنك سعر الفائدة في الأسواق",
    "The bank of the team lost the match over oil prices",
    "Heavy rain and snow in the northern mountains tomorrow",
    "Snow in the mountains and rain in the valleys",
    "Rain and strong wind in the northern valleys",
];

fn pool() -> String {
    let line = |(number, text): (usize, &&str)| {
        format!(
            "{}\n",
            json!({"id": format!("p{number}"), "text": text, "url": number})
        )
    };
    POOL.iter().enumerate().map(line).collect()
}

/// A folder with a model, its labelled documents and a pool.
fn folder() -> Folder {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.write("pool.jsonl", pool());
    let run = folder.run("train -q news.jsonl -o news.tasnif");
    assert_eq!(run, Run::new(0, "", ""));
    folder
}

fn ids(run: &Run) -> Vec<String> {
    assert_eq!(run.code, 0, "{run:?}");
    let id = |row: Value| row["id"].as_str().unwrap().to_owned();
    parse_lines(&run.stdout).into_iter().map(id).collect()
}

#[test]
fn rows_have_the_record_room_for_the_answer_and_the_guess() {
    let folder = folder();
    let run = folder.run("next -m news.tasnif pool.jsonl --count 3");
    assert_eq!((run.code, &*run.stderr), (0, "proposed 3 of 8 documents\n"));
    let rows = parse_lines(&run.stdout);
    let columns = [
        "id",
        "text",
        "url",
        "label",
        "rank",
        "predicted",
        "probability",
        "runner_up",
        "runner_up_probability",
        "reason",
        "words_for",
        "words_against",
    ];
    for (rank, row) in (1..).zip(&rows) {
        let names: HashSet<&str> = row
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(names, columns.into_iter().collect());
        assert_eq!((&row["rank"], &row["label"]), (&json!(rank), &json!("")));
        let number = row["url"].as_u64().unwrap() as usize;
        assert_eq!(row["text"], POOL[number]);
        assert!(["unknown", "uncertain", "typical"].contains(&row["reason"].as_str().unwrap()));
    }
    // The model knows nothing of the weather.
    let weather = rows.iter().filter(|row| row["url"].as_u64() >= Some(5));
    assert!(weather.count() >= 1, "{rows:?}");
    let first = run.stdout.lines().next().unwrap();
    assert!(
        first.contains(r#","label":"","rank":1,"predicted":""#),
        "{first}"
    );
}

#[test]
fn answers_are_read_by_training_once_they_are_filled_in() {
    let folder = folder();
    for (name, bom) in [
        ("answers.csv", " --bom"),
        ("answers.jsonl", ""),
        ("answers.tsv", ""),
    ] {
        let line = format!("next -m news.tasnif pool.jsonl --count 4 -q -o {name}{bom}");
        assert_eq!(folder.run(&line), Run::new(0, "", ""));
        let train = format!("train -q news.jsonl {name} -o new.tasnif");
        folder.refuses_with(
            &train,
            &[
                name,
                "the label is empty; write it into the field \"label\"",
                "--skip-bad",
            ],
        );
        let answers = folder.read_text(name);
        let filled = match name {
            "answers.jsonl" => answers.replace(r#""label":"""#, r#""label":"weather""#),
            // An empty cell is the only one.
            "answers.csv" => answers.replace(",,", ",weather,"),
            _ => answers.replace("\t\t", "\tweather\t"),
        };
        assert_ne!(filled, answers, "{answers}");
        folder.write(name, filled);
        assert_eq!(folder.run(&train), Run::new(0, "", ""), "{name}");
        let info = folder.run("info new.tasnif --format json");
        assert!(info.stdout.contains("\"weather\""), "{name}");
    }
}

#[test]
fn labelled_documents_and_copies_are_not_proposed() {
    let folder = folder();
    let copies = format!("{}{}", pool(), pool().replace("\"p", "\"q"));
    folder.write("twice.jsonl", copies);
    let run = folder.run("next -m news.tasnif twice.jsonl");
    assert_eq!(run.stderr, "proposed 8 of 16 documents (8 near copies)\n");
    assert!(
        ids(&run).iter().all(|id| id.starts_with('p')),
        "the first copy"
    );
    // Three of the pool are labelled: one in the file itself, two in another, one of them nearly the same.
    let labelled = [("weather", POOL[5]), ("sport", &*POOL[0].to_uppercase())];
    folder.write("labelled.jsonl", jsonl(&labelled));
    let own = pool().replacen("\"id\":\"p1\"", "\"label\":\"sport\",\"id\":\"p1\"", 1);
    folder.write("own.jsonl", own);
    let run = folder.run("next -m news.tasnif own.jsonl --labelled labelled.jsonl");
    assert_eq!(
        run.stderr,
        "proposed 5 of 8 documents (3 labelled already)\n"
    );
    let proposed: HashSet<String> = ids(&run).into_iter().collect();
    let expected = ["p2", "p3", "p4", "p6", "p7"].map(str::to_owned);
    assert_eq!(proposed, HashSet::from(expected));
    let run = folder.run("next -m news.tasnif pool.jsonl --labelled pool.jsonl --format csv");
    assert_eq!(
        run,
        Run::new(0, "", "proposed 0 of 8 documents (8 labelled already)\n")
    );
}

#[test]
fn the_choice_is_the_same_for_any_number_of_threads_and_of_later_rows() {
    let folder = folder();
    let text = |n: usize| format!("w{} v{} u{} {}", n % 7, n % 11, n % 5, POOL[n % 8]);
    let line = |n| format!("{}\n", json!({"id": format!("d{n}"), "text": text(n)}));
    folder.write("many.jsonl", (0..500).map(line).collect::<String>());
    let one = folder.run("next -m news.tasnif many.jsonl --count 30 -j 1");
    assert_eq!(one.stdout.lines().count(), 30);
    for threads in [2, 5] {
        let more = folder.run(&format!(
            "next -m news.tasnif many.jsonl --count 30 -j {threads}"
        ));
        assert_eq!(more, one);
    }
    // The first of thirty are the first ten.
    let ten = folder.run("next -m news.tasnif many.jsonl --count 10");
    let first: Vec<&str> = one.stdout.lines().take(10).collect();
    assert_eq!(ten.stdout.lines().collect::<Vec<_>>(), first);
    let stdin = folder.run_with("next -m news.tasnif --count 30", &folder.read("many.jsonl"));
    assert_eq!(ids(&stdin), ids(&one));
}

#[test]
fn texts_of_files_and_paragraphs_can_be_labelled_too() {
    let folder = folder();
    folder.write("in/a/one.txt", POOL[5]);
    folder.write("in/b/two.txt", format!("{}\n\n{}", POOL[6], POOL[2]));
    let run = folder.run("next -m news.tasnif in --per paragraph --format csv");
    let mut rows: Vec<&str> = run.stdout.lines().collect();
    let header = "id,text,label,rank,predicted,probability,runner_up,runner_up_probability,reason,\
                  words_for,words_against";
    assert_eq!((run.code, rows.remove(0)), (0, header));
    rows.sort_unstable();
    let starts = [
        format!("a/one.txt#1,{},,", POOL[5]),
        format!("b/two.txt#1,{},,", POOL[6]),
        format!("b/two.txt#2,{},,", POOL[2]),
    ];
    for (row, start) in rows.iter().zip(starts) {
        assert!(row.starts_with(&start), "{row}");
    }
    let table = folder.run("next -m news.tasnif in/a --format table").stdout;
    assert!(
        table.contains(" reason ") && !table.contains("label"),
        "{table}"
    );
}

#[test]
fn fields_of_other_names_are_used_and_written() {
    let folder = folder();
    let other = pool()
        .replace("\"text\"", "\"body\"")
        .replace("\"id\"", "\"nr\"");
    folder.write("other.jsonl", other);
    let flags = "--text-field body --id-field nr --label-field topic";
    let run = folder.run(&format!(
        "next -m news.tasnif other.jsonl {flags} --count 1 --keep none"
    ));
    let row = &parse_lines(&run.stdout)[0];
    let names: Vec<&String> = row.as_object().unwrap().keys().collect();
    for name in ["body", "nr", "topic", "rank"] {
        assert!(names.iter().any(|found| *found == name), "{names:?}");
    }
    assert!(!names.iter().any(|found| *found == "url"), "{names:?}");
}

#[test]
fn hostile_pools() {
    let folder = folder();
    folder.write("empty.jsonl", "");
    folder.refuses(
        "next -m news.tasnif empty.jsonl",
        "the input holds no document; give files with at least one record",
    );
    folder.refuses_with("next -m news.tasnif pool.jsonl --count 0", &["--count"]);
    folder.refuses_with(
        "next -m news.tasnif - --labelled -",
        &["standard input (-) is both"],
    );
    folder.refuses_with(
        "next -m news.tasnif pool.jsonl -o pool.jsonl",
        &["-o pool.jsonl is also read"],
    );
    // More than there are, none of which the model knows, and one without a word.
    folder.write(
        "foreign.jsonl",
        "{\"text\":\"αβγ δεζ\"}\n{\"text\":\"?!\"}\n{\"text\":\"ηθι\"}\n",
    );
    let run = folder.run("next -m news.tasnif foreign.jsonl --count 1000000000000");
    assert_eq!(run.stderr, "proposed 2 of 3 documents (1 without words)\n");
    for row in parse_lines(&run.stdout) {
        assert_eq!(
            (&row["predicted"], &row["reason"]),
            (&json!(""), &json!("unknown"))
        );
        assert_eq!(
            (&row["probability"], &row["words_for"]),
            (&Value::Null, &json!(""))
        );
    }
    folder.write("broken.jsonl", format!("{{\n{}[]\n", pool()));
    folder.refuses_with(
        "next -m news.tasnif broken.jsonl",
        &["broken.jsonl, line 1"],
    );
    let run = folder.run("next -m news.tasnif broken.jsonl --skip-bad");
    assert!(
        run.stderr.starts_with("passed over 2 bad records:\n"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.matches("passed over").count() == 1,
        "{}",
        run.stderr
    );
    assert_eq!(ids(&run).len(), 8);
    let huge = json!({"id": "huge", "text": "word rain bank ".repeat(200_000)});
    folder.write("huge.jsonl", format!("{huge}\n{}", pool()));
    assert_eq!(ids(&folder.run("next -m news.tasnif huge.jsonl")).len(), 9);
}
