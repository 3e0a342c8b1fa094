//! Which texts are cleaned: one rule for all commands.

use crate::common::{Folder, Run, jsonl, parse_lines};

/// Documents of each input.
const DOCUMENTS: usize = 4;

/// A text with a line that is not the article, and that line's word in a sentence.
fn text(number: usize) -> String {
    let place = ["harbour", "valley", "island", "forest"][number];
    format!(
        "The council of the {place} opened one bank on Monday and told everybody in the {place}.\n\n\
         Advertisement\n\n\
         It paid for an advertisement in the paper of the {place}, which nobody there had read.\n"
    )
}

/// The same texts in each kind of input.
fn folder() -> Folder {
    let folder = Folder::new();
    let texts: Vec<String> = (0..DOCUMENTS).map(text).collect();
    let documents: Vec<(&str, &str)> = texts.iter().map(|text| ("x", text.as_str())).collect();
    folder.write("records.jsonl", jsonl(&documents));
    let mut csv = "id,text\n".to_owned();
    for (number, text) in texts.iter().enumerate() {
        csv += &format!("{number},\"{text}\"\n");
        folder.write(&format!("texts/{number}.txt"), text);
        let paragraphs: String = text
            .split("\n\n")
            .map(|part| format!("<p>{part}</p>"))
            .collect();
        folder.write(
            &format!("pages/{number}.html"),
            format!("<html><body><article>{paragraphs}</article></body></html>"),
        );
    }
    folder.write("records.csv", csv);
    folder
}

fn run(folder: &Folder, line: &str) -> String {
    let run = folder.run(&format!("{line} -q"));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}");
    run.stdout
}

/// How often a word is counted, by each command that counts.
fn counts_of_a_word(folder: &Folder, input: &str) -> Vec<u64> {
    let keywords = run(
        folder,
        &format!("keywords {input} --top all --format jsonl"),
    );
    let keyword = parse_lines(&keywords)
        .into_iter()
        .find(|row| row["normalised"] == "advertisement");
    let hits = run(
        folder,
        &format!("concordance {input} advertisement --format jsonl"),
    );
    let tokens = run(folder, &format!("tokenize {input} --format csv"));
    run(
        folder,
        &format!("chart terms {input} -o c.svg --data-out c.json"),
    );
    let bars: serde_json::Value = serde_json::from_str(&folder.read_text("c.json")).unwrap();
    let bar = bars.as_array().unwrap().iter();
    let bar = bar
        .filter(|row| row["term"] == "Advertisement" || row["term"] == "advertisement")
        .map(|row| row["count"].as_u64().unwrap());
    vec![
        keyword.map_or(0, |row| row["count"].as_u64().unwrap()),
        hits.lines().count() as u64,
        tokens.matches(",advertisement,").count() as u64,
        bar.sum(),
    ]
}

/// How many words there are, by each command that counts them.
fn counts_of_all_words(folder: &Folder, input: &str) -> Vec<u64> {
    let measured = run(folder, &format!("measures {input} --format jsonl"));
    let keywords = run(
        folder,
        &format!("keywords {input} --top all --stop-words none --format jsonl"),
    );
    let keywords = parse_lines(&keywords).into_iter();
    let tokens = run(folder, &format!("tokenize {input} --format csv"));
    run(
        folder,
        &format!("report {input} -o r.html --language english"),
    );
    let page = dom_query::Document::from(folder.read_text("r.html"));
    let header = page.select("header p").text().to_string();
    let words = header
        .split_once("documents, ")
        .and_then(|(_, words)| words.strip_suffix(" words"));
    vec![
        parse_lines(&measured)[0]["tokens"].as_u64().unwrap(),
        keywords.map(|row| row["count"].as_u64().unwrap()).sum(),
        tokens.lines().count() as u64 - 1,
        words.unwrap().parse().unwrap(),
    ]
}

/// 16 and 16 words of sentences, and one of the line that is not the article.
#[test]
fn counts_of_one_input_agree_between_commands() {
    let folder = folder();
    let documents = DOCUMENTS as u64;
    for (input, times, words) in [
        ("records.jsonl", 2, 33),
        ("records.csv", 2, 33),
        ("texts", 1, 32),
        ("pages", 1, 32),
    ] {
        assert_eq!(
            counts_of_a_word(&folder, input),
            [times * documents; 4],
            "{input}"
        );
        assert_eq!(
            counts_of_all_words(&folder, input),
            [words * documents; 4],
            "{input}"
        );
    }
}

/// The flag says otherwise in the same way everywhere.
#[test]
fn records_are_cleaned_and_texts_are_not_when_asked() {
    let folder = folder();
    for (input, times) in [
        ("records.jsonl --clean text", 1),
        ("records.csv --clean text", 1),
        ("records.jsonl --clean html", 1),
        ("texts --clean none", 2),
        ("texts --clean text", 1),
    ] {
        let counts = counts_of_a_word(&folder, input);
        assert_eq!(counts, [times * DOCUMENTS as u64; 4], "{input}");
    }
}

#[test]
fn standard_input_that_is_a_text_is_cleaned_and_records_are_not() {
    let folder = Folder::new();
    let lines = |run: Run| run.stdout().lines().count();
    let term = "concordance - --term advertisement --format jsonl -q";
    assert_eq!(lines(folder.run_with(term, text(0).as_bytes())), 1);
    let record = jsonl(&[("x", &text(0))]);
    assert_eq!(lines(folder.run_with(term, record.as_bytes())), 2);
    let plain = "Advertisement\nThe advertisement was read by everybody in the valley.\n";
    let as_lines = format!("{term} --input-format lines");
    assert_eq!(lines(folder.run_with(&as_lines, plain.as_bytes())), 2);
}

/// `clean` is asked to clean: records, too.
#[test]
fn clean_cleans_records() {
    let folder = folder();
    let cleaned = run(&folder, "clean records.jsonl --format jsonl");
    assert_eq!(cleaned.matches("dvertisement").count(), DOCUMENTS);
    let untouched = run(&folder, "clean records.jsonl --format jsonl --clean none");
    assert_eq!(untouched.matches("dvertisement").count(), 2 * DOCUMENTS);
}

/// Records that hold pages are read as pages when asked, and plain text beside them stays whole.
#[test]
fn records_that_hold_pages_are_pages_when_asked() {
    let sentences = "The council of the valley opened a bank on Monday. ".repeat(4);
    let page = format!(
        "<html><body><nav><a href=/>menu</a></nav><article><p>{sentences}</p></article></body></html>"
    );
    let plain = "If 3 < 4, the council of the valley opens a bank.\n\nIt closes on Tuesday.";
    let folder = Folder::with("a.jsonl", jsonl(&[("x", &page), ("x", plain)]));
    let rows = parse_lines(&run(&folder, "clean a.jsonl --clean html --format jsonl"));
    assert_eq!(rows[0]["text"], sentences.trim());
    assert_eq!(rows[1]["text"], plain);
}

/// What was cleaned in training is cleaned afterwards: the same text of the same kind of input gives
/// a document of the same words, and another model is the same as one of texts cleaned before.
#[test]
fn training_and_classifying_see_the_same_text() {
    let folder = Folder::new();
    let kinds = ["jsonl", "txt"];
    for (label, word) in [("sport", "match"), ("economy", "bank")] {
        for number in 0..4 {
            let text = format!("{}\nThe {word} was number {number}.\n", text(number));
            folder.write(&format!("txt/{label}/{number}.txt"), &text);
            let record = serde_json::json!({"label": label, "text": text});
            let before = std::fs::read_to_string(folder.path("news.jsonl")).unwrap_or_default();
            folder.write("news.jsonl", format!("{before}{record}\n"));
        }
    }
    let input = |kind: &str| if kind == "txt" { "txt" } else { "news.jsonl" };
    for (mode, cleaned) in [
        ("auto", [false, true]),
        ("text", [true, true]),
        ("none", [false, false]),
    ] {
        for (kind, cleaned) in kinds.into_iter().zip(cleaned) {
            let input = input(kind);
            run(
                &folder,
                &format!("train {input} -o {mode}.tasnif --clean {mode}"),
            );
            let tokens = |command: &str| {
                let rows = run(&folder, &format!("{command} {input} --format jsonl"));
                parse_lines(&rows)[0]["tokens"].clone()
            };
            let followed = tokens(&format!("classify -m {mode}.tasnif"));
            let asked = tokens(&format!("classify -m {mode}.tasnif --clean {mode}"));
            let whole = tokens(&format!("classify -m {mode}.tasnif --clean none"));
            assert_eq!(followed, asked, "{mode}, {kind}");
            assert_eq!(followed != whole, cleaned, "{mode}, {kind}");
            let seen = tokens(&format!("tokenize -m {mode}.tasnif"));
            assert_eq!(
                seen.as_array().unwrap().len() as u64,
                followed.as_u64().unwrap()
            );
        }
    }
}

/// Records were never cleaned by train: `--clean auto` and `none` learn the same from them, and
/// `auto` is not stored, so that models keep their bytes.
#[test]
fn models_of_records_are_those_of_texts_as_they_are() {
    let folder = folder();
    folder.write(
        "two.jsonl",
        jsonl(&[
            ("x", &text(0)),
            ("y", &text(1)),
            ("x", &text(2)),
            ("y", &text(3)),
        ]),
    );
    let weights = |flags: &str| {
        run(&folder, &format!("train two.jsonl -o m.tasnif {flags}"));
        run(&folder, "info m.tasnif --format json")
    };
    let auto = weights("");
    assert!(!auto.contains("\"clean\""), "{auto}");
    let none = weights("--clean none");
    assert!(none.contains("\"clean\": \"none\""), "{none}");
    assert!(weights("--clean text") != none);
}

/// A line repeated in texts and pages goes in every command that reads them.
#[test]
fn lines_that_texts_share_are_taken_out_everywhere() {
    let folder = Folder::new();
    for number in 0..DOCUMENTS {
        let text = format!("{}\nThe Valley Herald of the coast\n", text(number));
        folder.write(&format!("in/{number}.txt"), text);
    }
    let hits = folder.run("concordance in herald -q");
    assert_eq!((hits.code, hits.stdout.as_str()), (1, ""));
    let keywords = run(&folder, "keywords in --top all --format csv");
    assert!(!keywords.contains("herald"), "{keywords}");
    let one = folder.run("concordance in/0.txt herald --format jsonl -q");
    assert_eq!(one.stdout.lines().count(), 1);
}
