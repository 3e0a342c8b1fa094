//! Outputs that are also inputs are refused, by whatever path, and before any work.

use std::os::unix::fs::symlink;

use crate::common::{Folder, NEWS, Run, gzip, jsonl, run};

fn folder() -> Folder {
    let folder = Folder::with("a.jsonl", jsonl(&NEWS));
    folder.write("sub/b.jsonl", jsonl(&NEWS));
    folder.write("a.jsonl.gz", gzip(jsonl(&NEWS).as_bytes()));
    symlink("a.jsonl", folder.path("link.jsonl")).unwrap();
    std::fs::hard_link(folder.path("a.jsonl"), folder.path("hard.jsonl")).unwrap();
    folder
}

fn message(output: &str, input: &str) -> String {
    format!(
        "{output} is also read: it is {input}, and would be replaced; name another file to write"
    )
}

#[test]
fn every_command_refuses_to_replace_its_input() {
    let folder = folder();
    for command in [
        "train a.jsonl",
        "tune a.jsonl",
        "evaluate --cv 2 a.jsonl",
        "classify a.jsonl",
        "explain a.jsonl",
        "keywords a.jsonl",
        "keywords --per-document a.jsonl",
        "collocations a.jsonl",
        "measures a.jsonl",
        "concordance a.jsonl oil",
        "tokenize a.jsonl",
        "clean a.jsonl",
        "lint a.jsonl",
        "report a.jsonl",
        "chart terms a.jsonl",
    ] {
        folder.refuses(
            &format!("{command} -o a.jsonl"),
            &message("-o a.jsonl", "the input a.jsonl"),
        );
    }
}

#[test]
fn every_path_to_the_file_is_found() {
    let folder = folder();
    for output in ["./a.jsonl", "sub/../a.jsonl", "link.jsonl", "hard.jsonl"] {
        let line = format!("tokenize a.jsonl -o {output}");
        folder.refuses(
            &line,
            &message(&format!("-o {output}"), "the input a.jsonl"),
        );
        let line = format!("tokenize {output} -o a.jsonl");
        folder.refuses(
            &line,
            &message("-o a.jsonl", &format!("the input {output}")),
        );
    }
    folder.refuses(
        "tokenize sub -o sub/b.jsonl",
        &message("-o sub/b.jsonl", "the input sub/b.jsonl"),
    );
    symlink("../a.jsonl", folder.path("sub/c.jsonl")).unwrap();
    folder.refuses(
        "tokenize sub -o a.jsonl",
        &message("-o a.jsonl", "the input sub/c.jsonl"),
    );
    folder.refuses(
        "tokenize a.jsonl.gz --format csv -o a.jsonl.gz",
        &message("-o a.jsonl.gz", "the input a.jsonl.gz"),
    );
}

#[test]
fn other_files_that_are_read_count_as_well() {
    let folder = folder();
    folder.run("train -q a.jsonl -o m.tasnif");
    folder.write("words.txt", "the\n");
    for (line, output, input) in [
        (
            "classify -m m.tasnif a.jsonl --format csv -o m.tasnif",
            "-o m.tasnif",
            "-m m.tasnif",
        ),
        ("info m.tasnif --format csv -o m.tasnif", "-o m.tasnif", ""),
        (
            "tokenize a.jsonl --stop-words words.txt -o words.txt",
            "-o words.txt",
            "--stop-words words.txt",
        ),
        (
            "keywords a.jsonl --reference sub -o sub/b.jsonl",
            "-o sub/b.jsonl",
            "sub",
        ),
        (
            "lint a.jsonl --against link.jsonl -o hard.jsonl",
            "-o hard.jsonl",
            "--against link.jsonl",
        ),
        (
            "chart terms a.jsonl -o t.png --data-out hard.jsonl",
            "--data-out hard.jsonl",
            "a.jsonl",
        ),
    ] {
        folder.refuses_with(
            line,
            &[&format!("error: {output} is also read: it is "), input],
        );
    }
}

#[test]
fn redirected_standard_input_and_output_are_looked_at() {
    let folder = folder();
    let shell = |line: &str| {
        let line = line.replace("tasnif", env!("CARGO_BIN_EXE_tasnif"));
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &line]).current_dir(folder.path(""));
        run(command, b"")
    };
    let before = folder.files();
    let refused = shell("tasnif clean --input-format jsonl -o a.jsonl < a.jsonl");
    let expected = message("-o a.jsonl", "standard input");
    assert_eq!(refused, Run::new(2, "", &format!("error: {expected}\n")));
    let refused = shell("tasnif tokenize a.jsonl >> a.jsonl");
    let expected = message("standard output", "the input a.jsonl");
    assert_eq!(refused, Run::new(2, "", &format!("error: {expected}\n")));
    assert!(folder.files() == before);
    let other = shell("tasnif tokenize a.jsonl -o out.csv < a.jsonl");
    assert_eq!(other.code, 0, "standard input is not read: {other:?}");
}

#[test]
fn two_outputs_are_two_files() {
    let folder = folder();
    folder.refuses(
        "chart terms a.jsonl -o t.png --data-out sub/../t.png",
        "-o t.png and --data-out sub/../t.png are the same file; name two",
    );
    folder.refuses(
        "chart terms a.jsonl -o - --data-out /dev/stdout",
        "-o - and --data-out /dev/stdout are the same file; name two",
    );
}

#[test]
fn files_that_are_not_read_are_replaced() {
    let folder = folder();
    folder.write("oil/hits.csv", "old");
    let run = folder.run("concordance -q a.jsonl oil -o oil/hits.csv");
    assert_eq!(run, Run::new(0, "", ""), "the term is no folder");
    folder.write("sub/m.tasnif", "old");
    let run = folder.run("train -q sub a.jsonl -o sub/m.tasnif");
    assert_eq!(
        run,
        Run::new(0, "", ""),
        "of a folder only files of known endings are read"
    );
    let run = folder.run("tokenize a.jsonl -o /dev/null --format csv");
    assert_eq!(run.code, 0, "a device is not replaced: {run:?}");
}
