//! Input that comes slowly, through a pipe.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::common::Folder;

/// Long enough for a busy machine; a run that waits for the end of its input waits longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program, whose input is given and whose output is read line by line.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    fn start(folder: &Folder, line: &str) -> Self {
        let mut command = folder.command(line);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines() {
                if sender.send(line.unwrap()).is_err() {
                    return;
                }
            }
        });
        Running { child, lines }
    }

    fn send(&mut self, text: impl AsRef<[u8]>) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(text.as_ref()).unwrap();
    }

    /// The next line of the output, while the input stays open.
    fn line(&self) -> String {
        let line = self.lines.recv_timeout(PATIENCE);
        line.expect("a row before the input ends")
    }

    /// Ends the input; the lines that follow.
    fn end(mut self) -> Vec<String> {
        drop(self.child.stdin.take());
        let lines = self.lines.iter().collect();
        assert!(self.child.wait().unwrap().success());
        lines
    }
}

fn record(id: u32) -> String {
    format!("{{\"id\": \"d{id}\", \"text\": \"Chinese Tokyo مصر\"}}")
}

#[test]
fn a_row_leaves_before_the_next_record_comes() {
    let folder = Folder::with_china_model();
    for command in [
        "classify -q -m china.tasnif",
        "tokenize",
        "clean --clean none --format jsonl",
        "explain -q -m china.tasnif",
        "concordance -q --term chinese",
    ] {
        let mut running = Running::start(&folder, command);
        for id in 1..=3 {
            running.send(record(id) + "\n");
            let row = running.line();
            assert!(row.contains(&format!("\"d{id}\"")), "{command}: {row}");
        }
        // A record whose line has not ended yet may go on.
        let (start, rest) = (record(4), record(5));
        running.send(&start[..20]);
        running.send(format!("{}\n{rest}", &start[20..]));
        assert!(running.line().contains("\"d4\""), "{command}");
        let last = running.end();
        assert!(last[0].contains("\"d5\""), "{command}: {last:?}");
    }
}

#[test]
fn rows_of_a_table_leave_as_they_come() {
    let folder = Folder::with_china_model();
    for separator in [",", ";", "\t"] {
        let mut running = Running::start(&folder, "classify -q -m china.tasnif");
        running.send(format!("id{separator}text\n"));
        for id in 1..=3 {
            running.send(format!("d{id}{separator}Chinese Tokyo\n"));
            let row = running.line();
            assert!(row.contains(&format!("\"d{id}\"")), "{row}");
        }
        assert!(running.end().is_empty());
    }
}

#[test]
fn elements_of_an_array_leave_when_the_next_one_starts() {
    let folder = Folder::with_china_model();
    let mut running = Running::start(&folder, "classify -q -m china.tasnif");
    running.send(format!("[{}\n, {}\n,", record(1), record(2)));
    assert!(running.line().contains("\"d1\""));
    running.send(format!("{}]", record(3)));
    let last = running.end();
    let ids: Vec<bool> = (2..)
        .zip(&last)
        .map(|(id, row)| row.contains(&format!("\"d{id}\"")))
        .collect();
    assert_eq!(ids, [true, true]);
}

#[test]
fn a_bad_record_is_told_before_the_input_ends() {
    let folder = Folder::with_china_model();
    let mut command = folder.command("classify -q -m china.tasnif");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"id\": 1}\n").unwrap();
    let mut message = String::new();
    BufReader::new(child.stderr.take().unwrap())
        .read_line(&mut message)
        .unwrap();
    assert!(
        message.starts_with("error: standard input, line 1: "),
        "{message}"
    );
    assert_eq!(child.wait().unwrap().code(), Some(2));
    drop(stdin);
}

#[test]
fn slow_input_gives_the_bytes_of_a_file() {
    let folder = Folder::with_china_model();
    let records: Vec<String> = (0..200).map(|id| record(id) + "\n").collect();
    folder.write("all.jsonl", records.concat());
    let expected = folder.run("classify -q -m china.tasnif all.jsonl").stdout();
    let mut running = Running::start(&folder, "classify -q -m china.tasnif");
    for chunk in records.concat().as_bytes().chunks(777) {
        running.send(chunk);
    }
    assert_eq!(running.end().join("\n") + "\n", expected);
}
