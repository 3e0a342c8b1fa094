//! Settings and destinations that cannot work, and the answers to wrong usage.

use crate::common::{CHINA, Folder, NEWS, Run, jsonl, run};

/// A folder with a corpus and an old model that must survive.
fn folder() -> Folder {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.write("old.tasnif", "old model");
    folder
}

#[test]
fn impossible_settings_say_what_is_possible() {
    let folder = folder();
    for alpha in ["0", "-1", "NaN", "inf"] {
        folder.refuses(
            &format!("train news.jsonl -o old.tasnif --alpha {alpha}"),
            &format!("--alpha {alpha} does not smooth; give a number above 0, such as 0.1"),
        );
    }
    for (flags, advice) in [
        (
            "--ngrams 3..1",
            "the range 3..1 is empty; give the shortest length first, from 1, such as 1..2",
        ),
        ("--ngrams 0..2", "such as 1..2"),
        (
            "--min-df x",
            "\"x\" is neither a count such as 2 nor a share from 0% to 100%",
        ),
        (
            "--max-df 101%",
            "\"101%\" is neither a count such as 2 nor a share from 0% to 100%",
        ),
        (
            "--max-features 0",
            "--max-features 0 keeps no term; give at least 1",
        ),
        (
            "--max-features few",
            "\"few\" is neither a number of terms nor none",
        ),
        (
            "--min-df 3 --max-df 2",
            "--min-df 3 is above --max-df 2: no term can pass",
        ),
        (
            "--algorithm svm",
            "[possible values: complement, weight-normalised-complement, multinomial, bernoulli]",
        ),
        (
            "--stop-words no.txt",
            "give arabic, english, persian, urdu, arabic-news, english-news, default, none, or a file with one word a line",
        ),
        (
            "--input-format xml",
            "there are jsonl, json, csv, tsv, parquet, txt, lines, fasttext, html",
        ),
        ("-j 0", "invalid value '0' for '--threads <N>'"),
    ] {
        folder.refuses_with(
            &format!("train news.jsonl -o old.tasnif {flags}"),
            &[advice],
        );
        folder.refuses_with(
            &format!("evaluate --cv 2 news.jsonl -o old.json {flags}"),
            &[advice],
        );
    }
}

#[test]
fn a_corpus_of_which_no_term_passes() {
    let folder = folder();
    folder.refuses(
        "train news.jsonl -o old.tasnif --min-df 9",
        "no term occurs in at least 9 and at most 8 of the 8 documents; lower --min-df or raise \
         --max-df",
    );
    folder.write("marks.jsonl", jsonl(&[("a", "?!"), ("b", "…")]));
    folder.refuses_with(
        "train marks.jsonl -o old.tasnif",
        &["the 2 documents hold no word; is the text in another field"],
    );
    folder.write("stop.jsonl", jsonl(&[("a", "the of"), ("b", "في من")]));
    folder.refuses_with(
        "train stop.jsonl -o old.tasnif --stop-words default",
        &["no word"],
    );
}

#[test]
fn too_few_labels_or_documents() {
    let folder = folder();
    folder.write("one.jsonl", jsonl(&CHINA[..3]));
    folder.refuses(
        "train one.jsonl -o old.tasnif",
        "all documents have the label \"china\"; training needs at least two labels",
    );
    folder.write("china.jsonl", jsonl(&CHINA));
    folder.refuses(
        "evaluate --cv 2 china.jsonl",
        "the label \"japan\" has a single document, or near-duplicates of one; cross-validation needs at least 2 \
         of each label: add one, or leave the label out",
    );
    for folds in [0, 1, 9] {
        folder.refuses(
            &format!("evaluate --cv {folds} news.jsonl"),
            &format!("--cv {folds} needs from 2 folds up to the number of documents, 8"),
        );
    }
}

#[test]
fn destinations_that_cannot_be_written() {
    let folder = folder();
    std::fs::create_dir(folder.path("results")).unwrap();
    for command in [
        "train news.jsonl -o",
        "tokenize news.jsonl -o",
        "classify news.jsonl -o",
        "evaluate --cv 2 news.jsonl -o",
        "info -o",
    ] {
        folder.refuses(
            &format!("{command} no/file"),
            "cannot write no/file: the folder no does not exist; create it first",
        );
        folder.refuses(
            &format!("{command} results"),
            "results is a folder; name a file to write",
        );
    }
    folder.refuses(
        "chart terms news.jsonl -o no/terms.png",
        "cannot write no/terms.png: the folder no does not exist; create it first",
    );
    assert_eq!(folder.path("results").read_dir().unwrap().count(), 0);
}

/// Runs `line` with files limited to 8 blocks of 512 bytes, as if the disk were full.
#[cfg(target_os = "linux")]
fn run_on_full_disk(folder: &Folder, line: &str) -> Run {
    let script = format!(
        "trap '' XFSZ; ulimit -f 8; exec {} {line}",
        env!("CARGO_BIN_EXE_tasnif")
    );
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script]).current_dir(folder.path(""));
    run(command, b"")
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_file_and_nothing_else() {
    let folder = folder();
    let long: String = (0..500).map(|n| format!("word{n} ")).collect();
    folder.write("long.jsonl", jsonl(&[("a", &long), ("b", "x")]));
    let before = folder.files();
    for (line, message) in [
        (
            "train long.jsonl -o old.tasnif",
            "error: cannot write old.tasnif: File too large",
        ),
        (
            "tokenize long.jsonl -o old.tasnif --format jsonl",
            "error: cannot write ",
        ),
        (
            "chart terms news.jsonl -o terms.png",
            "error: cannot write terms.png: File too large",
        ),
    ] {
        let run = run_on_full_disk(&folder, line);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        assert!(run.stderr.starts_with(message), "{run:?}");
        assert!(folder.files() == before, "{line} changed the folder");
    }
}

#[test]
fn commands_are_explained() {
    let folder = Folder::new();
    let run = folder.run("");
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("Usage: tasnif"), "{run:?}");
    let help = folder.run("--help").stdout();
    for command in [
        "train",
        "classify",
        "explain",
        "evaluate",
        "chart",
        "info",
        "tokenize",
        "demo",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        let own = folder.run(&format!("{command} --help")).stdout();
        assert!(own.contains(&format!("Usage: tasnif {command}")), "{own}");
    }
    let version = format!("tasnif {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(folder.run("--version"), Run::new(0, &version, ""));
    folder.refuses_with(
        "trian news.jsonl",
        &["unrecognized subcommand 'trian'", "train"],
    );
    folder.refuses_with("train news.jsonl", &["--output <MODEL>"]);
    folder.refuses_with(
        "classify --format xml",
        &["there are table, csv, tsv, jsonl, json and parquet"],
    );
}

#[test]
fn completions_and_manual_are_printed() {
    let folder = Folder::new();
    for (shell, mark) in [
        ("bash", "complete -F _tasnif"),
        ("zsh", "#compdef tasnif"),
        ("fish", "complete -c tasnif"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let script = folder.run(&format!("completions {shell}")).stdout();
        assert!(
            script.contains(mark) && script.contains("max-features"),
            "{shell}"
        );
    }
    folder.refuses_with("completions tcsh", &["possible values: bash"]);
    let page = folder.run("man").stdout();
    assert!(
        page.contains(".TH tasnif 1") && page.contains("classify"),
        "{page}"
    );
    for line in ["completions bash", "man"] {
        let run = crate::common::run_into_closed_pipe(folder.command(line));
        assert_eq!(run, Run::new(0, "", ""), "{line}");
    }
}

#[test]
fn an_alpha_that_overflows_the_weights_is_refused() {
    let folder = folder();
    folder.refuses(
        "train news.jsonl -o old.tasnif --alpha 1e308",
        "the weights overflow: --alpha or --learning-rate is far too large or too small; use numbers near 0.1 and 5",
    );
}
