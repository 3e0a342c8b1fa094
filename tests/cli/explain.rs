//! `tasnif explain` and `tasnif chart explain`.

use crate::common::generated::{self, Sequence};
use crate::common::{CHINA, CHINA_TEST, Folder, NEWS, Run, assert_near, jsonl, parse, parse_lines};
use serde_json::{Value, json};

/// A folder with the textbook's model and its test document.
fn folder() -> Folder {
    let folder = Folder::with_china_model();
    let document = json!({"id": "d5", "text": CHINA_TEST});
    folder.write("d5.jsonl", document.to_string());
    folder
}

/// A folder with a model of two languages.
fn news_folder(settings: &str) -> Folder {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.model(&format!("news.jsonl {settings}"));
    folder
}

fn explained(folder: &Folder, line: &str) -> Value {
    let results = parse_lines(&folder.run(&format!("explain {line}")).stdout());
    assert_eq!(results.len(), 1, "{line}");
    results[0].clone()
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

fn assert_adds_up(result: &Value) {
    let terms = result["terms"].as_array().unwrap().iter();
    let shown: f64 = terms.map(|term| number(&term["contribution"])).sum();
    let others = result["other_terms"]["contribution"].as_f64();
    let sum = number(&result["prior"]) + shown + others.unwrap_or(0.0);
    assert!((sum - number(&result["log_odds"])).abs() < 1e-9, "{result}");
}

#[test]
fn json_lines_follow_the_contract_with_the_textbooks_numbers() {
    let line = folder().run("explain -m china.tasnif d5.jsonl").stdout();
    let start =
        r#"{"id":"d5","label":"china","runner_up":"japan","predicted":"china","log_odds":0.79"#;
    assert!(line.starts_with(start), "{line}");
    let result = parse(&line);
    // Manning, Raghavan and Schütze (2008), example 13.1: P(china) = 3/4 and P(japan) = 1/4;
    // P(Chinese) = 3/7 and 2/9; P(Tokyo) = P(Japan) = 1/14 and 2/9.
    let chinese = 3.0 * (27.0_f64 / 14.0).ln();
    let tokyo = (9.0_f64 / 28.0).ln();
    assert_near(&result["prior"], 3.0_f64.ln());
    assert_near(&result["log_odds"], 3.0_f64.ln() + chinese + 2.0 * tokyo);
    let expected = [
        ("chinese", 3.0, chinese, json!([[0, 7], [8, 15], [16, 23]])),
        ("japan", 1.0, tokyo, json!([[30, 35]])),
        ("tokyo", 1.0, tokyo, json!([[24, 29]])),
    ];
    let terms = result["terms"].as_array().unwrap();
    assert_eq!(terms.len(), expected.len());
    for (have, (term, weight, contribution, spans)) in terms.iter().zip(expected) {
        assert_eq!((&have["term"], &have["spans"]), (&json!(term), &spans));
        assert_near(&have["weight"], weight);
        assert_near(&have["contribution"], contribution);
    }
    assert_adds_up(&result);
    // Without Chinese, Tokyo and Japan are left.
    let spans = [[0, 7], [8, 15], [16, 23]];
    let flip = json!({"words": ["chinese"], "spans": spans, "label": "japan"});
    assert_eq!(result["flip"], flip);
}

#[test]
fn csv_has_a_row_for_each_part_of_the_sum() {
    let folder = folder();
    let csv = folder
        .run("explain -m china.tasnif d5.jsonl --format csv")
        .stdout();
    let rows: Vec<Vec<&str>> = csv.lines().map(|row| row.split(',').collect()).collect();
    let columns = "id,label,runner_up,part,term,weight,contribution,spans,best_label,reason";
    assert_eq!(rows[0].join(","), columns);
    let parts: Vec<_> = rows[1..]
        .iter()
        .map(|row| (row[3], row[4], row[7]))
        .collect();
    let expected = [
        ("term", "chinese", "0-7 8-15 16-23"),
        ("term", "japan", "30-35"),
        ("term", "tokyo", "24-29"),
        ("prior", "", ""),
        ("log_odds", "", ""),
    ];
    assert_eq!(parts, expected);
    let values: Vec<f64> = rows[1..]
        .iter()
        .map(|row| row[6].parse().unwrap())
        .collect();
    let (log_odds, parts) = values.split_last().unwrap();
    assert!((parts.iter().sum::<f64>() - log_odds).abs() < 1e-9);
}

#[test]
fn a_table_is_what_a_person_reads() {
    let folder = folder();
    let table = "d5: china against japan
 term             weight  contribution  count
 Chinese          3.0000       +1.9703      3
 (2 other terms)               -2.2700
 (prior)                       +1.0986
 (log-odds)                    +0.7990
without 1 word the label changes to japan: Chinese
";
    let run = folder.run("explain -m china.tasnif d5.jsonl --format table --top 1");
    assert_eq!(run, Run::new(0, table, ""));
    let run = folder.run("explain -m china.tasnif d5.jsonl --highlight --top 0 --no-flip");
    let table = "d5: china against japan

[++Chinese] [++Chinese] [++Chinese] [---Tokyo] [---Japan]

 term             weight  contribution  count
 (3 other terms)               -0.2996
 (prior)                       +1.0986
 (log-odds)                    +0.7990
";
    assert_eq!(run, Run::new(0, table, ""));
}

#[test]
fn colour_is_shown_where_it_is_asked_for() {
    let folder = folder();
    let line = "explain -m china.tasnif d5.jsonl --highlight --format table";
    let colored = folder.run(&format!("{line} --color always")).stdout();
    assert!(
        colored.contains("\u{1b}[48;5;214mTokyo\u{1b}[0m"),
        "{colored}"
    );
    for flag in ["--color auto", "--color never", "-o out.txt"] {
        let run = folder.run(&format!("{line} {flag}"));
        assert_eq!(
            (run.code, run.stdout.contains('\u{1b}')),
            (0, false),
            "{flag}"
        );
    }
    assert!(folder.read_text("out.txt").contains("[---Tokyo]"));
    folder
        .run(&format!("{line} -o colored.txt --color always"))
        .stdout();
    assert_eq!(folder.read_text("colored.txt"), colored);
    let forced = |no_color: &str| {
        let mut command = folder.command(line);
        command.env("CLICOLOR_FORCE", "1").env("NO_COLOR", no_color);
        crate::common::run(command, b"").stdout()
    };
    assert_eq!(forced(""), colored);
    assert!(!forced("1").contains('\u{1b}'));
    let plain = folder
        .run("explain -m china.tasnif d5.jsonl --color always")
        .stdout();
    assert!(!plain.contains('\u{1b}'), "JSON is never coloured: {plain}");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let folder = folder();
    let line = "explain -m china.tasnif --highlight --color never";
    let page = folder
        .run_with(line, "\u{1b}[31m Tokyo\u{7}\u{9b}1m\tمصر".as_bytes())
        .stdout();
    assert!(page.contains("\n[31m [+++Tokyo]1m\tمصر\n"), "{page}");
}

#[test]
fn labels_can_be_named() {
    let folder = news_folder("--ngrams 1..2");
    folder.write("a.txt", "سعر النفط والمباراة");
    let result = |flags: &str| explained(&folder, &format!("-m trained.tasnif a.txt {flags}"));
    let predicted = result("");
    assert_eq!(
        (&predicted["label"], &predicted["runner_up"]),
        (&json!("economy"), &json!("sport"))
    );
    assert!(number(&predicted["log_odds"]) > 0.0);
    // The other way round every number changes its sign.
    let other = result("--target sport");
    assert_eq!(
        (&other["label"], &other["predicted"]),
        (&json!("sport"), &json!("economy"))
    );
    assert_eq!(number(&other["log_odds"]), -number(&predicted["log_odds"]));
    assert_eq!(number(&other["prior"]), -number(&predicted["prior"]));
    assert_adds_up(&other);
    assert_eq!(other, result("--target sport --against economy"));
    // A label cannot be compared with itself: the runner-up stands in.
    assert_eq!(predicted, result("--against economy"));
    assert_eq!(predicted, result("--against sport"));
    folder.refuses(
        "explain -m trained.tasnif a.txt --target art",
        "--target \"art\": the model has no such label; it has economy, sport",
    );
    folder.refuses(
        "explain -m trained.tasnif a.txt --target sport --against sport",
        "--target and --against name the same label; name two, or leave one out",
    );
}

#[test]
fn top_leaves_the_rest_as_a_sum() {
    let folder = news_folder("--ngrams 1..2 --char-ngrams 3..4");
    let all = parse_lines(&folder.run("explain -m trained.tasnif news.jsonl").stdout());
    let top = parse_lines(
        &folder
            .run("explain -m trained.tasnif news.jsonl --top 3")
            .stdout(),
    );
    for (all, top) in all.iter().zip(&top) {
        let terms = all["terms"].as_array().unwrap();
        assert_eq!(top["terms"].as_array().unwrap(), &terms[..3]);
        assert_eq!(top["other_terms"]["terms"], terms.len() - 3);
        assert!(all.get("other_terms").is_none());
        assert_adds_up(all);
        assert_adds_up(top);
    }
    assert_eq!(all.len(), NEWS.len());
}

#[test]
fn whole_words_gather_what_their_terms_say() {
    let folder = news_folder("--ngrams 1..2 --char-ngrams 3..4");
    folder.write("two.txt", "هدف الفريق، ثم هدف");
    let line = "explain -m trained.tasnif two.txt --no-flip";
    let terms = parse(&folder.run(line).stdout());
    let words = parse(&folder.run(&format!("{line} --words")).stdout());
    assert!(words.get("terms").is_none() && terms.get("words").is_none());
    assert_eq!(words["log_odds"], terms["log_odds"]);
    let of_words = words["words"].as_array().unwrap();
    let sum: f64 = of_words
        .iter()
        .map(|word| number(&word["contribution"]))
        .sum();
    assert!((number(&words["prior"]) + sum - number(&words["log_odds"])).abs() < 1e-9);
    let goal = of_words.iter().find(|word| word["word"] == "هدف").unwrap();
    assert_eq!(goal["spans"], serde_json::json!([[0, 6], [27, 33]]));
    // Parts of words are for programs, unless they are asked for.
    let table = folder.run(&format!("{line} --format table")).stdout();
    assert!(table.contains(" word ") && !table.contains('~'), "{table}");
    let parts = folder
        .run(&format!("{line} --format table --terms"))
        .stdout();
    assert!(parts.contains(" term ") && parts.contains('~'), "{parts}");
    let csv = folder
        .run(&format!("{line} --format csv --words --top 1"))
        .stdout();
    let kinds: Vec<_> = csv
        .lines()
        .skip(1)
        .map(|row| row.split(',').nth(3).unwrap())
        .collect();
    assert_eq!(kinds, ["word", "other_words", "prior", "log_odds"]);
}

#[test]
fn spans_of_grouped_and_stemmed_forms_are_those_of_the_words() {
    let forms = [
        ("school", "مدرسة الحي جديدة وتلميذ المدرسة نجح"),
        ("school", "تلميذ في مدرستهم والمدرسة كبيرة"),
        ("market", "سعر النفط والذهب مرتفع"),
        ("market", "النفط والسعر والذهب"),
    ];
    let folder = Folder::with("forms.jsonl", jsonl(&forms));
    let spans = |result: &Value, term: &str, text: &str| -> Vec<String> {
        let mut terms = result["terms"].as_array().unwrap().iter();
        let term = terms
            .find(|found| found["term"] == term)
            .unwrap_or_else(|| panic!("{result}"));
        let spans = term["spans"].as_array().unwrap().iter();
        let bytes = |span: &Value, at: usize| number(&span[at]) as usize;
        spans
            .map(|span| text[bytes(span, 0)..bytes(span, 1)].to_owned())
            .collect()
    };
    folder.model("forms.jsonl --clitics --ngrams 1");
    let text = "والمَدرسة قرب مدرسةٍ";
    folder.write("a.txt", text);
    let grouped = explained(&folder, "-m trained.tasnif a.txt");
    assert_eq!(spans(&grouped, "مدرسه", text), ["والمَدرسة", "مدرسةٍ"]);
    let english = [("a", "playing games"), ("b", "selling houses")];
    folder.write("english.jsonl", jsonl(&english));
    folder.model("english.jsonl --stem english --ngrams 1..2");
    let text = "They PLAYED the game; a house sells";
    folder.write("a.txt", text);
    let stemmed = explained(&folder, "-m trained.tasnif a.txt");
    assert_eq!(spans(&stemmed, "play", text), ["PLAYED"]);
    assert_eq!(spans(&stemmed, "hous", text), ["house"]);
}

#[test]
fn unknown_documents_have_no_reasons() {
    let folder = folder();
    folder.write("empty.txt", "\n");
    folder.write("foreign.txt", "برلين؟!");
    let unknown = json!({
        "label": null, "runner_up": null, "predicted": null, "log_odds": null, "prior": null,
        "terms": [], "flip": null, "unknown": true
    });
    for (name, reason) in [
        ("empty.txt", "no words"),
        ("foreign.txt", "few known words"),
    ] {
        let run = folder.run(&format!("explain -m china.tasnif {name} --target japan"));
        let said = format!("1 document unknown: {reason}\n");
        assert_eq!((run.code, run.stderr), (0, said));
        let mut expected = unknown.clone();
        expected["reason"] = json!(reason);
        expected["id"] = json!(name);
        assert_eq!(parse(&run.stdout), expected);
    }
    let run = folder.run("explain -q -m china.tasnif foreign.txt d5.jsonl --format csv --top 0");
    let rows: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(rows[1], "foreign.txt,,,unknown,,,,,,few known words");
    assert!(
        rows[2].starts_with("d5,china,japan,other_terms,,,"),
        "{rows:?}"
    );
    let run = folder.run("explain -q -m china.tasnif empty.txt d5.jsonl --format table --no-flip");
    let table = "empty.txt: unknown, no words\n\nd5: china against japan\n";
    assert!(run.stdout.starts_with(table), "{run:?}");
}

#[test]
fn documents_that_stay_unlabelled_are_explained_and_told() {
    let news = Sequence(1).articles(300);
    let folder = Folder::with("news.jsonl", generated::jsonl(&news));
    folder.model("news.jsonl");
    let word = "zz qq ".repeat(20);
    folder.write(
        "a.txt",
        format!("{} {word}", news[0].1.split(' ').next().unwrap()),
    );
    let classified = parse(&folder.run("classify -q -m trained.tasnif a.txt").stdout());
    assert_eq!(classified["unknown"], true, "{classified}");
    let run = folder
        .run("explain -q -m trained.tasnif a.txt --format table")
        .stdout();
    assert!(run.contains("(unknown: few known words)"), "{run}");
    assert_eq!(
        explained(&folder, "-q -m trained.tasnif a.txt")["unknown"],
        true
    );
    let best = classified["best_label"].as_str().unwrap();
    for (format, sign) in [("csv", ","), ("tsv", "\t")] {
        let run = folder.run(&format!(
            "explain -q -m trained.tasnif a.txt --format {format}"
        ));
        let end = format!("{sign}{best}{sign}few known words");
        let rows: Vec<String> = run.stdout().lines().skip(1).map(str::to_owned).collect();
        assert!(
            rows.len() > 2 && rows.iter().all(|row| row.ends_with(&end)),
            "{rows:?}"
        );
    }
    let object = explained(&folder, "-q -m trained.tasnif a.txt");
    assert_eq!(object["best_label"], best);
    folder.write("b.txt", &news[0].1);
    assert!(
        explained(&folder, "-q -m trained.tasnif b.txt")
            .get("unknown")
            .is_none()
    );
}

#[test]
fn a_text_without_words_for_another_label_keeps_its_label() {
    let folder = folder();
    let table = |text: &str| {
        let run = folder.run_with("explain -m china.tasnif --format table", text.as_bytes());
        run.stdout()
    };
    let none = "no set of up to 64 words was found without which the label changes\n";
    assert!(table("Chinese Beijing").ends_with(none));
    // Without Tokyo nothing is left that says anything.
    assert!(table("Tokyo").ends_with(none));
    let flip = "without 1 word the label changes to china: Tokyo\n";
    assert!(table("Tokyo Chinese Tokyo").ends_with(flip));
}

#[test]
fn texts_of_many_words_are_explained_in_bounded_time() {
    let folder = Folder::with("china.jsonl", jsonl(&CHINA));
    folder.model("china.jsonl --ngrams 1..2 --char-ngrams 2..4");
    let words: Vec<String> = (0..6_000)
        .map(|n| format!("Chinese Tokyo w{n} مصر{n}"))
        .collect();
    let result = folder.run_with("explain -m trained.tasnif", words.join(" ").as_bytes());
    let result = parse(&result.stdout());
    assert_eq!(result["flip"], Value::Null);
    assert_adds_up(&result);
    let shorter = folder.run_with(
        "explain -m trained.tasnif",
        words[..100].join(" ").as_bytes(),
    );
    assert_adds_up(&parse(&shorter.stdout()));
}

#[test]
fn explanations_do_not_follow_the_number_of_threads() {
    let folder = news_folder("--ngrams 1..2");
    for number in 0..40 {
        let (_, text) = NEWS[number * 3 % NEWS.len()];
        let (_, other) = NEWS[number * 5 % NEWS.len()];
        folder.write(&format!("new/{number}.txt"), format!("{text} {other}"));
    }
    let run = |threads: usize| folder.run(&format!("explain -m trained.tasnif new -j {threads}"));
    let expected = run(1).stdout();
    assert_eq!(expected.lines().count(), 40);
    for threads in [2, 8] {
        assert_eq!(run(threads).stdout(), expected, "-j {threads}");
    }
}

#[test]
fn the_bundled_model_explains_arabic_news() {
    let text = "فاز المنتخب بهدفين في المباراة، وأعلن البنك المركزي سعر الفائدة";
    let run = Folder::new().run_with("explain", text.as_bytes());
    let result = parse(&run.stdout());
    assert!(result["terms"].as_array().unwrap().len() > 8);
    assert_adds_up(&result);
    assert_ne!(result["flip"]["label"], result["label"]);
    assert!(result["flip"]["words"].is_array(), "{result}");
}

#[test]
fn highlighted_text_is_no_csv() {
    folder().refuses(
        "explain -m china.tasnif d5.jsonl --highlight --format csv",
        "--highlight goes with --format table; the other formats tell the spans of words",
    );
}

#[test]
fn charts_explain_one_document() {
    let folder = news_folder("--ngrams 1..2");
    let chart = |flags: &str| {
        let line = format!("chart explain -m trained.tasnif {flags} --size 480x360 -o why.png");
        assert_eq!(folder.run(&line), Run::new(0, "", ""), "{flags}");
        folder.read("why.png")
    };
    folder.write("a.txt", "سعر النفط والمباراة");
    let arabic = chart("a.txt");
    assert!(arabic.starts_with(b"\x89PNG") && arabic == chart("a.txt --direction rtl"));
    let turned = chart("a.txt --target sport");
    assert!(arabic != turned && arabic != chart("a.txt --top 1"));
    assert!(turned == chart("a.txt --target sport --against economy"));
    assert!(chart("news.jsonl --id d3") != chart("news.jsonl --id d4"));
    for (flags, message) in [
        (
            "news.jsonl",
            "the input holds 8 documents, and a chart explains one: name it with --id",
        ),
        (
            "news.jsonl --id d9",
            "--id d9: 0 documents of that name; name one that is there once",
        ),
        (
            "news.jsonl news.jsonl --id d1",
            "--id d1: 2 documents of that name; name one that is there once",
        ),
    ] {
        let line = format!("chart explain -m trained.tasnif {flags} -o other.png");
        folder.refuses(&line, message);
    }
    folder.write("b.txt", "؟");
    folder.refuses(
        "chart explain -m trained.tasnif b.txt -o other.png",
        "b.txt: the model knows no word of it, so there is nothing to draw",
    );
}

#[test]
fn spans_of_a_page_are_places_in_the_text_that_is_given_with_them() {
    let folder = folder();
    let page =
        "<html><body><p>Tokyo &amp; Chinese مصر in Japan</p><p>Chinese Beijing</p></body></html>";
    folder.write("page.html", page);
    let explained = parse(&folder.run("explain -q -m china.tasnif page.html").stdout());
    let text = explained["text"].as_str().unwrap();
    assert_eq!(text.trim(), text);
    let terms = explained["terms"].as_array().unwrap();
    assert!(terms.len() > 2, "{explained}");
    for term in terms {
        for span in term["spans"].as_array().unwrap() {
            let place = |end: usize| span[end].as_u64().unwrap() as usize;
            let written = text[place(0)..place(1)].to_lowercase();
            assert_eq!(written, term["term"].as_str().unwrap());
        }
    }
    let plain = folder.run_with("explain -q -m china.tasnif", text.as_bytes());
    let plain = parse(&plain.stdout());
    assert_eq!(plain["terms"], explained["terms"]);
    assert_eq!(plain.get("text"), None);
}
