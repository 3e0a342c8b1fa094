//! Input that is made to hurt: it is refused or read, in bounded time, without a panic.

use crate::common::{Folder, jsonl, parse_lines};
use serde_json::json;

#[test]
fn a_page_nested_without_end_is_refused() {
    let run = Folder::with("a.html", "<b><i>".repeat(20_000)).run("tokenize a.html");
    let said = "passed over a.html: tags are nested more than 1000 deep; expected a web page\n";
    assert_eq!((run.code, &*run.stdout), (2, ""));
    assert!(run.stderr.starts_with(said), "{}", run.stderr);
    let folder = Folder::with("b.html", "<div>".repeat(100_000));
    folder.write("c.txt", "word");
    let run = folder.run("tokenize --skip-bad b.html c.txt --format csv");
    assert_eq!(run.stdout, "id,text,start,end\nc.txt,word,0,4\n");
    let said = "passed over b.html: tags are nested more than 1000 deep; expected a web page\n";
    assert_eq!(run.stderr, said);
}

#[test]
fn addresses_in_addresses_are_read_once() {
    let text = format!("{} end {}", "www.".repeat(250_000), "a://".repeat(250_000));
    let run = Folder::with("a.txt", text).run("tokenize a.txt --format csv");
    assert_eq!(run.stdout, "id,text,start,end\na.txt,end,1000001,1000004\n");
}

#[test]
fn standard_input_is_read_once() {
    Folder::new().refuses(
        "tokenize - -",
        "standard input (-) is given twice; it can be read once",
    );
}

#[test]
fn a_label_that_nobody_needs_may_be_anything() {
    let folder = Folder::with(
        "a.jsonl",
        "{\"text\":\"word\",\"label\":[1],\"id\":99999999999999999999}\n",
    );
    let rows = parse_lines(&folder.run("tokenize a.jsonl --format jsonl").stdout());
    assert_eq!(rows[0]["id"], json!("a.jsonl#1"));
    folder.refuses_with(
        "train a.jsonl -o m",
        &["a.jsonl, line 1: the label is a list [1]; expected a string, a number or true/false"],
    );
}

#[test]
#[cfg(unix)]
fn links_in_folders_are_followed() {
    let folder = Folder::with("real.txt", "word");
    std::fs::create_dir(folder.path("in")).unwrap();
    std::os::unix::fs::symlink(folder.path("real.txt"), folder.path("in/link.txt")).unwrap();
    let run = folder.run("tokenize in --format csv");
    assert_eq!(run.stdout, "id,text,start,end\nlink.txt,word,0,4\n");
}

#[test]
fn copies_do_not_help_cross_validation() {
    // Labels say nothing of the texts: only a model that has seen a copy could know them.
    let texts: Vec<String> = (0..60).map(|n| format!("w{n} v{n} u{n}")).collect();
    let documents: Vec<(&str, &str)> = texts
        .iter()
        .enumerate()
        .flat_map(|(n, text)| [(["a", "b", "c"][n % 3], text.as_str()); 4])
        .collect();
    let folder = Folder::with("copies.jsonl", jsonl(&documents));
    let run = folder.run("evaluate --cv 4 copies.jsonl --char-ngrams none --format json");
    let metrics = crate::common::parse(&run.stdout());
    assert_eq!(
        metrics["coverage"],
        json!(0.0),
        "no word of a fold is known to the others"
    );
}

#[test]
fn more_threads_than_sense_are_refused() {
    Folder::with("a.txt", "word").refuses_with("tokenize a.txt -j 99999", &["1..=256"]);
}

#[test]
fn stop_words_that_can_be_read_once_are_enough() {
    let folder = Folder::with("news.jsonl", jsonl(&crate::common::CHINA));
    folder.write("stop.txt", "chinese\n");
    let file = folder.run("train -q news.jsonl -o file.tasnif --stop-words stop.txt");
    assert_eq!(file.code, 0);
    let piped = folder.run_with(
        "train -q news.jsonl -o piped.tasnif --stop-words /dev/stdin",
        b"chinese\n",
    );
    assert_eq!(piped.code, 0);
    assert!(folder.read("file.tasnif") == folder.read("piped.tasnif"));
}

#[test]
fn messages_do_nothing_to_a_terminal() {
    let label = "\u{202E}evil\u{7}\u{1b}[2J";
    let folder = Folder::with(
        "odd.jsonl",
        jsonl(&[(label, "rain"), ("a", "sun"), ("a", "oil price")]),
    );
    folder.refuses_with(
        "evaluate --cv 2 odd.jsonl",
        &["the label \"evil[2J\" has a single document"],
    );
}
