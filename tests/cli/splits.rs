//! What `evaluate --cv` puts into one fold, and blocks of time.

use crate::common::{Folder, parse};
use serde_json::{Value, json};

/// Reports of six sites, four of each; every site has words of its own and one label, and there is
/// nothing else to learn a label from.
fn sites() -> Vec<Value> {
    let reports = (0..24).map(|n| {
        let site = n / 4;
        let name = ["alef", "beh", "jeem", "dal", "reh", "seen"][site];
        let label = ["a", "b"][site % 2];
        let other = ["one", "two", "three", "four"][n % 4];
        json!({
            "id": format!("{name}-{n}"),
            "label": label,
            "text": format!("{name} {name}news {name}desk {other} x{n}"),
            "site": name,
            "date": format!("2024-01-{:02}", n + 1),
        })
    });
    reports.collect()
}

fn lines(documents: &[Value]) -> String {
    documents
        .iter()
        .map(|document| format!("{document}\n"))
        .collect()
}

fn csv(documents: &[Value], columns: [&str; 5], delimiter: &str) -> String {
    let rows = documents.iter().map(|document| {
        let cells = columns.map(|column| document[column].as_str().unwrap());
        format!("{}\n", cells.join(delimiter))
    });
    format!("{}\n{}", columns.join(delimiter), rows.collect::<String>())
}

fn evaluate(folder: &Folder, flags: &str) -> Value {
    let line = format!("evaluate --format json --ngrams 1 {flags}");
    parse(&folder.run(&line).stdout())
}

#[test]
fn documents_with_the_same_value_lie_in_one_fold() {
    let folder = Folder::with("news.jsonl", lines(&sites()));
    let columns = ["id", "site", "label", "date", "text"];
    folder.write("news.csv", csv(&sites(), columns, ","));
    folder.write("news.tsv", csv(&sites(), columns, "\t"));
    folder.write("news.json", json!(sites()).to_string());
    let parted = evaluate(&folder, "--cv 3 news.jsonl --group-by copy");
    assert_eq!(
        parted["accuracy"], 1.0,
        "the words of a site tell its label"
    );
    let whole = evaluate(&folder, "--cv 3 news.jsonl --group-by site");
    assert!(whole["accuracy"].as_f64() < Some(0.7), "{whole}");
    assert_eq!(whole["documents"], 24);
    for file in ["news.csv", "news.tsv", "news.json"] {
        let same = evaluate(&folder, &format!("--cv 3 {file} --group-by site"));
        assert_eq!(same, whole, "{file}");
    }
    let with_date = evaluate(&folder, "--cv 3 news.jsonl --group-by date");
    assert_eq!(with_date, parted, "every date is another");
}

#[test]
fn paragraphs_of_a_document_can_be_kept_together() {
    let documents: Vec<Value> = sites()
        .chunks(4)
        .map(|of_site| {
            let texts: Vec<_> = of_site.iter().map(|d| d["text"].as_str().unwrap()).collect();
            json!({"id": of_site[0]["id"], "label": of_site[0]["label"], "text": texts.join("\n\n")})
        })
        .collect();
    let folder = Folder::with("news.jsonl", lines(&documents));
    let parted = evaluate(&folder, "--cv 3 news.jsonl --per paragraph");
    assert_eq!(
        (&parted["documents"], &parted["accuracy"]),
        (&json!(24), &json!(1.0))
    );
    let whole = evaluate(&folder, "--cv 3 news.jsonl --per paragraph --group-by id");
    assert!(whole["accuracy"].as_f64() < Some(0.7), "{whole}");
}

#[test]
fn near_duplicates_lie_in_one_fold_unless_told_otherwise() {
    // Twelve reports whose copies differ in a word; nothing in common between reports.
    let copies = (0..48).map(|n| {
        let report = n / 4;
        let words: Vec<String> = (0..12).map(|word| format!("w{report}x{word}")).collect();
        let label = ["a", "b"][report % 2];
        json!({"label": label, "text": format!("{} c{n}", words.join(" "))})
    });
    let folder = Folder::with("news.jsonl", lines(&copies.collect::<Vec<_>>()));
    let parted = evaluate(&folder, "--cv 4 news.jsonl --group-by copy");
    assert_eq!(parted["accuracy"], 1.0);
    let whole = evaluate(&folder, "--cv 4 news.jsonl");
    assert!(whole["accuracy"].as_f64() < Some(0.6), "{whole}");
    let named = evaluate(&folder, "--cv 4 news.jsonl --group-by near-duplicate");
    assert_eq!(named, whole);
    folder.refuses(
        "evaluate --cv 13 news.jsonl",
        "--cv 13 needs as many groups of documents that may be parted, and there are 12; give at \
         most --cv 12, or group otherwise with --group-by",
    );
}

#[test]
fn time_is_cut_into_blocks_and_the_past_is_learned() {
    // From the seventh day on, labels are the other way round.
    let documents: Vec<Value> = (0..12)
        .map(|n| {
            let word = ["rain", "snow"][n % 2];
            let label = if n < 6 { ["a", "b"][n % 2] } else { ["b", "a"][n % 2] };
            json!({"label": label, "text": format!("{word} x{n}"), "day": format!("2024-03-{:02}", n + 1)})
        })
        .collect();
    let mut shuffled = documents.clone();
    shuffled.rotate_left(5);
    shuffled.swap(0, 7);
    let folder = Folder::with("news.jsonl", lines(&shuffled));
    let two = evaluate(&folder, "--cv 1 news.jsonl --split time --date-field day");
    assert_eq!(
        (&two["documents"], &two["accuracy"]),
        (&json!(6), &json!(0.0))
    );
    // Blocks of four: days 5 and 6 follow days 1 to 4, the next six days are the other way round.
    let three = evaluate(&folder, "--cv 2 news.jsonl --split time --date-field day");
    assert_eq!(
        (&three["documents"], &three["accuracy"]),
        (&json!(8), &json!(0.25))
    );
}

#[test]
fn documents_without_a_date_or_group_say_what_to_do() {
    let mut documents = sites();
    documents[3].as_object_mut().unwrap().remove("date");
    documents[5]["date"] = json!("soon");
    documents[7].as_object_mut().unwrap().remove("site");
    let folder = Folder::with("news.jsonl", lines(&documents));
    folder.refuses(
        "evaluate --cv 3 news.jsonl --split time",
        "2 of 24 documents have no date that can be read (the first: news.jsonl, line 4), and \
         --split time needs one of each; name the field with --date-field, or leave them out",
    );
    folder.refuses(
        "evaluate --cv 3 news.jsonl --group-by sight",
        "no document has a field \"sight\"; --group-by takes near-duplicate, copy, or a JSON key \
         or column",
    );
    let run = folder.run("evaluate --cv 3 news.jsonl --group-by site");
    assert_eq!(run.code, 0);
    assert_eq!(
        run.stderr,
        "1 document without \"site\": kept together with copies alone\n"
    );
    folder.write(
        "day.jsonl",
        lines(&sites()).replace("2024-01-", "2024-01-01T00:00:"),
    );
    folder.refuses_with(
        "evaluate --cv 24 day.jsonl --split time",
        &[
            "--split time needs at least 25 different dates for as many blocks, and there are 24; ask \
           for fewer folds",
        ],
    );
}

#[test]
fn flags_of_splits_need_folds() {
    let folder = Folder::with_china_model();
    for flags in ["--group-by site", "--split time", "--seed 3"] {
        folder.refuses_with(
            &format!("evaluate -m china.tasnif china.jsonl {flags}"),
            &["cannot be used with"],
        );
    }
    folder.refuses_with(
        "evaluate --cv 2 china.jsonl --split time --group-by copy",
        &["--split time parts documents by their dates alone"],
    );
}
