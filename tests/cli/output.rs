//! Destinations that are not ordinary files, and writing that fails.

use std::fs::Permissions;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::process::Command;

use crate::common::{Folder, NEWS, Run, jsonl, parse, run, run_into_closed_pipe};

#[test]
fn a_pipe_as_output_is_written_to_and_stays() {
    let folder = Folder::with("a.txt", "x");
    let pipe = folder.path("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let path = pipe.clone();
    let reader = std::thread::spawn(move || std::fs::read(path));
    let run = folder.run("tokenize a.txt -o pipe --format csv");
    assert_eq!(run, Run::new(0, "", ""));
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    let read = reader.join().unwrap().unwrap();
    assert_eq!(read, b"id,text,start,end\na.txt,x,0,1\n");
}

#[test]
fn a_failed_write_names_the_file() {
    let words: String = (0..500).map(|n| format!("word{n} ")).collect();
    let folder = Folder::with("a.txt", words);
    let mut command = Command::new("sh");
    let tokenize = format!(
        "trap '' XFSZ; ulimit -f 8; exec {} tokenize a.txt -o out.jsonl",
        env!("CARGO_BIN_EXE_tasnif")
    );
    command.args(["-c", &tokenize]).current_dir(folder.path(""));
    let run = run(command, b"");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with("error: cannot write out.jsonl: "),
        "{}",
        run.stderr
    );
    assert_eq!(
        folder.files_in("").into_keys().collect::<Vec<_>>(),
        ["a.txt"]
    );
}

#[test]
fn a_standard_error_that_cannot_be_written_is_no_failure() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let mut command = Command::new("sh");
    let train = format!(
        "exec {} train news.jsonl -o m.tasnif 2>/dev/full",
        env!("CARGO_BIN_EXE_tasnif")
    );
    command.args(["-c", &train]).current_dir(folder.path(""));
    if std::path::Path::new("/dev/full").exists() {
        assert_eq!(run(command, b"").code, 0);
        assert!(folder.path("m.tasnif").exists());
    }
}

#[test]
fn the_ending_of_the_output_names_its_format() {
    let folder = Folder::with("a.txt", "Oil, \"rose\"");
    let written = |flags: &str| {
        let name = flags.split(' ').next().unwrap();
        let run = folder.run(&format!("tokenize a.txt -o {flags}"));
        assert_eq!(run, Run::new(0, "", ""), "{flags}");
        folder.read(name)
    };
    let text = |flags: &str| String::from_utf8(written(flags)).unwrap();
    let csv = "id,text,start,end\na.txt,oil,0,3\na.txt,rose,6,10\n";
    assert_eq!(text("t.csv"), csv);
    assert_eq!(text("T.CSV"), csv);
    assert_eq!(text("t.csv --bom"), format!("\u{FEFF}{csv}"));
    assert_eq!(text("t.json --format csv"), csv, "--format wins");
    assert_eq!(text("t --format csv"), csv);
    assert_eq!(text("t.tsv"), csv.replace(',', "\t"));
    let json = text("t.json");
    assert_eq!(parse(&json)[0]["tokens"][1]["text"], "rose");
    assert_eq!(text("t.jsonl"), text("t.ndjson"));
    assert_eq!(parse(&text("t.jsonl")), parse(&json)[0]);
    assert!(text("t.txt").starts_with(" id     text  start  end\n"));
    let parquet = written("t.parquet");
    assert_eq!(
        (&parquet[..4], &parquet[parquet.len() - 4..]),
        (&b"PAR1"[..], &b"PAR1"[..])
    );
}

#[test]
fn an_ending_that_says_no_format_is_refused() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    for command in [
        "tokenize news.jsonl",
        "classify news.jsonl",
        "explain news.jsonl",
        "evaluate --cv 2 news.jsonl",
        "keywords news.jsonl",
        "keywords news.jsonl --per-document",
        "collocations news.jsonl",
        "measures news.jsonl",
        "lint news.jsonl",
        "concordance news.jsonl oil",
        "info",
    ] {
        for name in ["t", "t.xlsx", "t.csv.gz"] {
            folder.refuses(
                &format!("{command} -o {name}"),
                &format!(
                    "{name}: the ending says no format; name a file that ends in .csv, .tsv, .jsonl, \
                     .ndjson, .json, .parquet or .txt, or name the format with --format"
                ),
            );
        }
    }
    folder.refuses(
        "tokenize news.jsonl -o t.json --bom",
        "--bom is for CSV and TSV; leave it out, or add --format csv",
    );
}

#[test]
fn a_parquet_file_is_an_input_again() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let run = folder.run("clean news.jsonl -o news.parquet");
    assert_eq!(run.code, 0, "{run:?}");
    let tokens = |file: &str| {
        folder
            .run(&format!("tokenize {file} --format jsonl"))
            .stdout()
    };
    assert_eq!(tokens("news.parquet"), tokens("news.jsonl"));
    for command in [
        "classify",
        "explain",
        "keywords",
        "measures",
        "lint --min-tokens 20",
    ] {
        let run = folder.run(&format!(
            "{command} news.jsonl -o {}.parquet",
            &command[..4]
        ));
        assert!(run.code < 2, "{command}: {run:?}");
        let again = folder.run(&format!(
            "tokenize {}.parquet --text-field no",
            &command[..4]
        ));
        assert!(again.stderr.contains("column"), "{command}: {again:?}");
    }
}

#[test]
fn a_dash_is_standard_output() {
    let folder = Folder::with("a.txt", "oil");
    let expected = Run::new(0, "id,text,start,end\na.txt,oil,0,3\n", "");
    for output in ["-", "/dev/stdout", "/dev/fd/1"] {
        assert_eq!(
            folder.run(&format!("tokenize a.txt --format csv -o {output}")),
            expected
        );
    }
    assert_eq!(folder.files().len(), 1);
}

#[test]
fn models_pictures_and_pages_go_to_standard_output() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let bytes = |line: &str| {
        let output = folder.command(line).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        output.stdout
    };
    for (command, file) in [
        ("train news.jsonl", "m.tasnif"),
        ("tune news.jsonl --time-budget 0.1s", "t.tasnif"),
        ("chart terms news.jsonl --size 400x300", "c.png"),
        (
            "chart terms news.jsonl --size 400x300 --format svg",
            "c.svg",
        ),
        ("report news.jsonl", "r.html"),
    ] {
        let written = bytes(&format!("{command} -o -"));
        bytes(&format!("{command} -o {file}"));
        assert!(written == folder.read(file), "{command}");
    }
    let output = folder.command("train news.jsonl -o -").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("; wrote standard output ("), "{said}");
    let closed = run_into_closed_pipe(folder.command("train -q news.jsonl -o -"));
    assert_eq!(closed, Run::new(0, "", ""));
}

#[test]
fn numbers_of_a_chart_follow_the_ending() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let chart = |flags: &str| {
        let line = format!("chart terms news.jsonl --size 400x300 -o c.png --data-out {flags}");
        assert_eq!(folder.run(&line), Run::new(0, "", ""), "{flags}");
        folder.read(flags.split(' ').next().unwrap())
    };
    let csv = String::from_utf8(chart("n.csv")).unwrap();
    assert!(csv.starts_with("term,"), "{csv}");
    assert_eq!(chart("n.csv --bom"), format!("\u{FEFF}{csv}").into_bytes());
    assert_eq!(chart("n.tsv"), csv.replace(',', "\t").into_bytes());
    assert!(chart("n.jsonl").starts_with(b"{\"term\":"));
    assert!(chart("n.parquet").starts_with(b"PAR1"));
    folder.refuses(
        "chart terms news.jsonl -o c2.png --data-out n.xlsx",
        "n.xlsx: the ending says no format; name a file that ends in .csv, .tsv, .jsonl, .ndjson, .json, \
         .parquet or .txt",
    );
}

#[test]
fn what_is_replaced_keeps_its_permissions_and_links() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.write("real/m.tasnif", "old");
    let mode = || {
        folder
            .path("real/m.tasnif")
            .metadata()
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    for kept in [0o600, 0o640, 0o444, 0o664] {
        std::fs::set_permissions(folder.path("real/m.tasnif"), Permissions::from_mode(kept))
            .unwrap();
        assert_eq!(
            folder.run("train -q news.jsonl -o real/m.tasnif"),
            Run::new(0, "", "")
        );
        assert_eq!(mode(), kept);
    }
    let model = folder.read("real/m.tasnif");
    folder.write("real/m.tasnif", "old");
    symlink("real/m.tasnif", folder.path("link")).unwrap();
    symlink("link", folder.path("to-link")).unwrap();
    assert_eq!(
        folder.run("train -q news.jsonl -o to-link"),
        Run::new(0, "", "")
    );
    assert!(folder.path("link").is_symlink() && folder.path("to-link").is_symlink());
    assert!(folder.read("real/m.tasnif") == model);
    assert_eq!(folder.files_in("real").len(), 1);
    symlink("real/new.tasnif", folder.path("dangling")).unwrap();
    assert_eq!(
        folder.run("train -q news.jsonl -o dangling"),
        Run::new(0, "", "")
    );
    assert!(folder.path("dangling").is_symlink() && folder.read("real/new.tasnif") == model);
    symlink("round", folder.path("round")).unwrap();
    folder.refuses(
        "train -q news.jsonl -o round",
        "cannot write round: its symbolic links go in a circle; name the file itself",
    );
}

#[test]
fn open_files_are_written_to_as_they_are() {
    let folder = Folder::with("a.txt", "oil");
    let line = format!(
        "echo before > out; {} tokenize a.txt --format csv -o /dev/fd/3 3>> out; echo after >> out",
        env!("CARGO_BIN_EXE_tasnif")
    );
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(folder.path(""));
    assert_eq!(run(command, b""), Run::new(0, "", ""));
    let rows = "id,text,start,end\na.txt,oil,0,3\n";
    assert_eq!(folder.read_text("out"), format!("before\n{rows}after\n"));
}

#[test]
fn a_byte_order_mark_is_for_every_table_that_is_written() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let starts = |name: &str| folder.read(name).starts_with("\u{FEFF}".as_bytes());
    let evaluate = "evaluate -q --cv 2 news.jsonl --bom";
    for (flags, marked) in [
        ("-o a.json --errors e.csv", vec!["e.csv"]),
        ("-o a.csv --errors e.jsonl", vec!["a.csv"]),
        ("-o a.tsv --errors e.tsv", vec!["a.tsv", "e.tsv"]),
    ] {
        let run = folder.run(&format!("{evaluate} {flags}"));
        assert_eq!(run, Run::new(0, "", ""), "{flags}");
        let files = flags.split(' ').filter(|word| word.contains('.'));
        let found: Vec<&str> = files.filter(|name| starts(name)).collect();
        assert_eq!(found, marked, "{flags}");
    }
    folder.refuses(
        &format!("{evaluate} -o b.json --errors e.jsonl"),
        "--bom is for CSV and TSV; leave it out, or add --format csv",
    );
}

#[test]
fn sizes_that_are_none_say_what_is_expected() {
    let folder = Folder::with("a.txt", "Oil");
    for flag in ["--max-unpacked", "--max-memory"] {
        for size in ["0", "abc", "1e3", "5XB"] {
            let expected = "expected a number of bytes above 0, such as 500000, 200MB or 4GiB";
            let said = format!("error: invalid value '{size}' for '{flag} <SIZE>': {expected}\n");
            let stderr = folder.refusal(&format!("tokenize a.txt {flag} {size}"), b"");
            assert!(stderr.starts_with(&said), "{stderr}");
        }
    }
}
