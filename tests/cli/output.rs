//! Destinations that are not ordinary files, and writing that fails.

use std::os::unix::fs::FileTypeExt;
use std::process::Command;

use crate::common::{Folder, NEWS, Run, jsonl, run};

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
