//! Signals end the program at once, and leave nothing.

use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::common::{Folder, NEWS, generated, jsonl};

/// Numbers that POSIX and Linux give the signals.
const SIGNALS: [(&str, i32); 5] = [
    ("INT", 2),
    ("TERM", 15),
    ("HUP", 1),
    ("XFSZ", 25),
    ("KILL", 9),
];

/// The signals that end a program which the tests start: those that the tests were not told to ignore, as `nohup` and shells
/// in the background do. What is ignored stays ignored, which has a test of its own.
#[cfg(target_os = "linux")]
fn ending() -> Vec<(&'static str, i32)> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = u64::from_str_radix(ignored.unwrap().trim(), 16).unwrap();
    let signals = SIGNALS.into_iter();
    signals
        .filter(|(_, number)| ignored >> (number - 1) & 1 == 0)
        .collect()
}

fn send(signal: &str, child: &Child) {
    let mut kill = std::process::Command::new("kill");
    let status = kill.args(["-s", signal, &child.id().to_string()]).status();
    assert!(status.unwrap().success());
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_leaves_the_old_file_and_nothing_else() {
    let folder = Folder::new();
    for (signal, number) in ending() {
        folder.write("out.csv", "old");
        // It waits for standard input, its output already begun.
        let mut child = folder
            .command("tokenize --input-format lines -o out.csv")
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(200));
        send(signal, &child);
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), Some(number), "{signal}: {status:?}");
        let files = folder.files();
        assert_eq!(files.len(), 1, "{signal}: {:?}", files.keys());
        assert_eq!(folder.read("out.csv"), b"old", "{signal}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn signals_in_the_midst_of_training_tear_nothing() {
    let articles = generated::Sequence(7).articles(400);
    let folder = Folder::with("news.jsonl", generated::jsonl(&articles));
    let new = folder.model("news.jsonl");
    let signals = ending();
    for run in 0..20u64 {
        let (signal, number) = signals[run as usize % signals.len()];
        folder.write("trained.tasnif", "old");
        let mut child = folder
            .command("train -q news.jsonl -o trained.tasnif")
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(run * 10));
        send(signal, &child);
        let status = child.wait().unwrap();
        assert!(
            status.success() || status.signal() == Some(number),
            "{status:?}"
        );
        let files = folder.files();
        assert_eq!(files.len(), 2, "{signal}: {:?}", files.keys());
        let content = &files["trained.tasnif"];
        assert!(content == b"old" || *content == new, "{signal}: torn");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_ignored_stays_ignored() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.write("m.tasnif", "old");
    let line = format!(
        "trap '' HUP; {} train -q news.jsonl -o m.tasnif & kill -HUP $!; wait $!",
        env!("CARGO_BIN_EXE_tasnif")
    );
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &line]).current_dir(folder.path(""));
    assert_eq!(command.status().unwrap().code(), Some(0));
    assert_ne!(folder.read("m.tasnif"), b"old");
}

#[test]
#[cfg(target_os = "linux")]
fn a_limit_of_the_size_of_files_tears_nothing() {
    let words: String = (0..500).map(|n| format!("word{n} ")).collect();
    let folder = Folder::with("a.txt", words);
    folder.write("out.jsonl", "old");
    let line = format!(
        "ulimit -c 0; ulimit -f 8; exec {} tokenize a.txt -o out.jsonl",
        env!("CARGO_BIN_EXE_tasnif")
    );
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &line]).current_dir(folder.path(""));
    assert_eq!(command.status().unwrap().signal(), Some(25));
    assert_eq!(folder.files().len(), 2);
    assert_eq!(folder.read("out.jsonl"), b"old");
}
