//! The same model from the same documents, however they arrive and wherever their numbers stand.

use crate::common::{Folder, Run, gzip, jsonl, run, zstd};

/// Words of a language that does not exist, the first ones most frequent (Zipf's law).
fn word(rank: usize) -> String {
    let letters: &[char] = if rank.is_multiple_of(3) {
        &['a', 'e', 'k', 'n', 'r', 't']
    } else {
        &['ا', 'ب', 'ة', 'ر', 'ل', 'م', 'ن', 'ي']
    };
    let mut rest = rank + 1;
    let mut word = String::new();
    while rest > 0 {
        word.push(letters[rest % letters.len()]);
        rest /= letters.len();
    }
    word
}

/// Numbers that look random and are the same every time (Knuth's linear congruence).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// Enough documents for two batches of reading.
const DOCUMENTS: usize = 1_300;

/// Documents of three labels, each with words of its own.
fn documents() -> Vec<(&'static str, String)> {
    let mut numbers = Numbers(7);
    let labels = ["culture", "ثقافة", "sports"];
    let text = |label: usize, numbers: &mut Numbers| {
        let words: Vec<String> = (0..240)
            .map(|_| {
                let draw = numbers.next() % 4_000 + 1;
                let rank = (20_000 / draw) as usize;
                word(if numbers.next().is_multiple_of(4) {
                    rank * 3 + label
                } else {
                    rank
                })
            })
            .collect();
        words.join(" ")
    };
    (0..DOCUMENTS)
        .map(|index| (labels[index % 3], text(index % 3, &mut numbers)))
        .collect()
}

fn lines(documents: &[(&'static str, String)]) -> Vec<u8> {
    let borrowed: Vec<_> = documents.iter().map(|(l, t)| (*l, t.as_str())).collect();
    jsonl(&borrowed).into_bytes()
}

/// Calibration would train up to six times as often; `calibration.rs` tries it on fewer documents.
const SETTINGS: [&str; 4] = [
    "--no-calibration --ngrams 1..1",
    "--no-calibration --ngrams 1..1 --char-ngrams 3..3",
    "--no-calibration --ngrams 1..2 --max-features 5000",
    "--no-calibration --ngrams 2..3",
];

fn corpus() -> (Folder, Vec<u8>) {
    let mut documents = documents();
    let plain = lines(&documents);
    assert!(plain.len() > 5 << 18, "two batches");
    let folder = Folder::with("plain.jsonl", &plain);
    folder.write("packed.jsonl.gz", gzip(&plain));
    folder.write("packed.jsonl.zst", zstd(&plain));
    documents.sort_by_key(|(_, text)| text.chars().rev().collect::<String>());
    folder.write("shuffled.jsonl", lines(&documents));
    (folder, plain)
}

#[test]
fn threads_order_compression_and_memory_leave_no_trace_in_a_model() {
    let (folder, plain) = corpus();
    for (index, settings) in SETTINGS.iter().enumerate() {
        let expected = folder.model(&format!("plain.jsonl -j 1 {settings}"));
        let mut ways = vec!["plain.jsonl -j 2", "shuffled.jsonl -j 8 --max-memory 100KB"];
        // How bytes arrive has nothing to do with the settings.
        if index == 0 {
            ways.extend([
                "plain.jsonl -j 8",
                "shuffled.jsonl -j 2",
                "packed.jsonl.gz -j 8",
                "packed.jsonl.zst -j 2",
                "plain.jsonl -j 2 --max-memory 1MB",
            ]);
        }
        for way in ways {
            let model = folder.model(&format!("{way} {settings}"));
            assert!(model == expected, "{way} {settings}");
        }
        if index == 0 {
            let line = format!("train -q - --max-memory 1MB {settings} -o piped.tasnif");
            assert_eq!(folder.run_with(&line, &plain), Run::new(0, "", ""));
            assert!(folder.read("piped.tasnif") == expected, "standard input");
        }
    }
}

#[test]
fn folds_and_little_memory_go_together() {
    let (folder, _) = corpus();
    for settings in &SETTINGS[..3] {
        let evaluate = |memory: &str| {
            let line = format!("evaluate --cv 2 plain.jsonl -q {settings} {memory}");
            folder.run(&line).stdout()
        };
        assert_eq!(evaluate(""), evaluate("--max-memory 1MB"), "{settings}");
    }
}

#[test]
fn the_temporary_file_is_gone_when_the_program_ends() {
    let (folder, plain) = corpus();
    std::fs::create_dir(folder.path("temporary")).unwrap();
    let broken = [plain, b"{\n".to_vec()].concat();
    folder.write("broken.jsonl", broken);
    for (input, code) in [("plain.jsonl", 0), ("broken.jsonl", 2)] {
        let line = format!("train -q {input} --no-calibration --max-memory 100KB -o m.tasnif");
        let mut command = folder.command(&line);
        command.env("TMPDIR", folder.path("temporary"));
        assert_eq!(run(command, b"").code, code, "{input}");
        let left: Vec<_> = folder.path("temporary").read_dir().unwrap().collect();
        assert!(left.is_empty(), "{input}: {left:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_takes_no_temporary_file_is_named() {
    let (folder, _) = corpus();
    let mut command = folder.command("train -q plain.jsonl --max-memory 100KB -o m.tasnif");
    command.env("TMPDIR", "/nowhere");
    let run = run(command, b"");
    assert_eq!(run.code, 2);
    for part in [
        "the temporary folder /nowhere cannot be used",
        "TMPDIR",
        "--max-memory",
    ] {
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    assert!(!folder.path("m.tasnif").exists());
}

#[test]
fn calibrated_and_tuned_models_do_not_follow_where_numbers_stand() {
    let folder = Folder::with("few.jsonl", lines(&documents()[..150]));
    for (command, flags) in [("train", ""), ("tune", "--time-budget 0.2s --folds 3")] {
        let models = ["", "--max-memory 100KB"].map(|memory| {
            let line = format!("{command} -q few.jsonl -o m.tasnif {flags} {memory}");
            assert_eq!(folder.run(&line).code, 0, "{line}");
            folder.read("m.tasnif")
        });
        assert!(models[0] == models[1], "{command}");
        let info = folder.run("info m.tasnif --format json").stdout();
        assert!(info.contains("\"temperature\""), "{info}");
    }
}

/// With less room for files than the numbers of the folds of calibration take, but enough for those of
/// the documents, a run must not end with a model that is not calibrated.
#[test]
#[cfg(unix)]
fn a_temporary_file_that_cannot_grow_ends_the_run() {
    let folder = Folder::with("few.jsonl", lines(&documents()[..150]));
    let run_within = |blocks: u32| {
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &line]).arg(env!("CARGO_BIN_EXE_tasnif"));
        shell
            .args("train -q few.jsonl --max-memory 100KB --max-features 50 -o m.tasnif".split(' '));
        shell.current_dir(folder.path(""));
        run(shell, b"")
    };
    let mut codes = std::collections::BTreeSet::new();
    // In blocks of 512 bytes.
    for blocks in (200..=800).step_by(100) {
        let run = run_within(blocks);
        codes.insert(run.code);
        if run.code == 0 {
            let info = folder.run("info m.tasnif --format json").stdout();
            assert!(info.contains("\"temperature\""), "{blocks}: {info}");
        } else {
            assert!(
                run.stderr.contains("the temporary folder "),
                "{}",
                run.stderr
            );
        }
    }
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn a_size_of_memory_is_a_number_with_a_unit() {
    let folder = Folder::new();
    for wrong in ["much", "5XB", ""] {
        let run = folder
            .command("train plain.jsonl -o m.tasnif --max-memory")
            .arg(wrong)
            .output();
        let run = run.unwrap();
        assert_eq!(run.status.code(), Some(2), "{wrong}");
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(said.contains("--max-memory"), "{said}");
    }
}
