//! What a terminal gets: nothing of a document that it would obey.

use std::process::{Command, Stdio};

use crate::common::{Folder, NEWS, Run, jsonl};

/// An escape that clears the screen, also as one character, a title, a bell, and marks that turn text.
const HOSTILE: &str = "oil\u{1b}[2J \u{9b}2J \u{1b}]0;title\u{7} prices \u{202E}fell\u{2066} today";

/// What the program writes to a terminal, its two outputs together; `None` without util-linux.
fn on_terminal(folder: &Folder, line: &str) -> Option<String> {
    let command = format!("{} {line}", env!("CARGO_BIN_EXE_tasnif"));
    let run = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .current_dir(folder.path(""))
        .env("TERM", "xterm")
        .stdin(Stdio::null())
        .output();
    let shown = String::from_utf8(run.ok()?.stdout).unwrap();
    Some(shown.replace("\r\n", "\n"))
}

fn is_obeyed(c: char) -> bool {
    let turns = ('\u{202A}'..='\u{202E}').contains(&c);
    turns || (c.is_control() && c != '\n' && c != '\t')
}

#[test]
fn nothing_of_a_document_is_obeyed() {
    let folder = Folder::new();
    folder.write(
        "a.jsonl",
        jsonl(&[("a", HOSTILE), ("b", "gold")]).replace("d1", "\\u001b[31md\\u202e"),
    );
    folder.write("a\u{1b}[31m.txt", HOSTILE);
    for line in [
        "clean a.jsonl --color never",
        "clean a.jsonl --show-removed --color never",
        "clean a.jsonl --format jsonl",
        "clean a*.txt",
        "explain a.jsonl --color never",
        "explain a.jsonl --format csv",
        "explain a.jsonl --format json",
        "tokenize a.jsonl --format tsv",
        "tokenize a.jsonl",
        "tokenize no\u{1b}[31m.txt --color never",
        "classify a.jsonl",
        "classify a.jsonl --format jsonl -o -",
        "keywords a.jsonl",
        "collocations a.jsonl --min-count 1",
        "concordance a.jsonl oil --color never",
        "measures a.jsonl --by label",
        "lint a.jsonl --color never",
    ] {
        let Some(shown) = on_terminal(&folder, line) else {
            return;
        };
        assert!(
            !shown.is_empty() && !shown.contains(is_obeyed),
            "{line}: {shown:?}"
        );
    }
}

#[test]
fn files_and_pipes_get_the_text_as_it_is() {
    let folder = Folder::with("a.txt", HOSTILE);
    let text = format!("{HOSTILE}\n");
    assert_eq!(
        folder.run("clean a.txt --clean none"),
        Run::new(0, &text, "")
    );
    assert_eq!(
        folder.run("clean a.txt --clean none -o b.txt"),
        Run::new(0, "", "")
    );
    assert_eq!(folder.read_text("b.txt"), text);
}

#[test]
fn explanations_are_fit_to_print_everywhere() {
    let folder = Folder::with(
        "a.jsonl",
        jsonl(&[("a", HOSTILE)]).replace("d1", "\\u001b[31md"),
    );
    let page = folder.run("explain a.jsonl --highlight").stdout();
    assert!(!page.contains(is_obeyed), "{page:?}");
}

#[test]
fn a_terminal_gets_no_binary_file() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    for (line, what) in [
        ("train news.jsonl -o -", "a model"),
        ("tune news.jsonl -o /dev/stdout", "a model"),
        ("chart terms news.jsonl -o -", "a PNG picture"),
        ("tokenize news.jsonl --format parquet", "a Parquet file"),
        ("clean news.jsonl --format parquet", "a Parquet file"),
    ] {
        let Some(shown) = on_terminal(&folder, &format!("{line} --color never")) else {
            return;
        };
        let message = format!(
            "error: {what} is no text for a terminal; name a file with -o, or send standard output to a file \
             or a pipe\n"
        );
        assert_eq!(shown, message, "{line}");
    }
}
