//! Helpers of the tests that drive the program from outside.

pub mod generated;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Labels and texts of a small corpus in two languages; commas and quotes try the formats.
pub const NEWS: [(&str, &str); 8] = [
    ("sport", "فاز الفريق بالمباراة النهائية، وسجل هدفين"),
    ("sport", "سجل اللاعب هدفين في المباراة"),
    ("sport", "The team won the \"final\" match, 3-1"),
    ("sport", "A player scored twice in the league match"),
    ("economy", "رفع البنك المركزي سعر الفائدة"),
    ("economy", "تراجع سعر النفط في الأسواق، وارتفع الذهب"),
    ("economy", "The central bank raised its \"key\" rate, again"),
    ("economy", "Oil prices fell while gold prices rose"),
];

/// Training documents of the textbook example in Manning, Raghavan and Schütze (2008), table 13.1.
pub const CHINA: [(&str, &str); 4] = [
    ("china", "Chinese Beijing Chinese"),
    ("china", "Chinese Chinese Shanghai"),
    ("china", "Chinese Macao"),
    ("japan", "Tokyo Japan Chinese"),
];

/// What a message about bytes that cannot be decoded advises.
pub const ENCODING_ADVICE: &str = "name the file's encoding with --encoding, such as \
                                   windows-1256, or have such bytes replaced with --lossy";

/// The textbook's test document.
pub const CHINA_TEST: &str = "Chinese Chinese Chinese Tokyo Japan";

/// The textbook's settings: plain counts, smoothing of 1.
pub const TEXTBOOK: &str = "--algorithm multinomial --alpha 1 --ngrams 1..1 --tf raw --idf none \
                            --class-weighting none --norm none";

/// Probability of the label "china" by the textbook's equations (13.2, 13.7).
pub fn probability_of_china(text: &str) -> f64 {
    let score = |prior: f64, chinese: f64, japanese: f64| {
        text.split(' ').fold(prior, |product, word| match word {
            "Chinese" => product * chinese,
            _ => product * japanese, // Tokyo, Japan
        })
    };
    let china = score(3.0 / 4.0, 6.0 / 14.0, 1.0 / 14.0);
    let japan = score(1.0 / 4.0, 2.0 / 9.0, 2.0 / 9.0);
    china / (china + japan)
}

/// One JSON object a line, with ids `d1`, `d2`, …
pub fn jsonl(documents: &[(&str, &str)]) -> String {
    let numbered = documents.iter().enumerate();
    numbered
        .map(|(index, (label, text))| {
            let id = format!("d{}", index + 1);
            format!("{}\n", json!({"id": id, "label": label, "text": text}))
        })
        .collect()
}

pub fn parse(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// The values of JSON Lines.
pub fn parse_lines(lines: &str) -> Vec<Value> {
    lines.lines().map(parse).collect()
}

pub fn assert_near(have: &Value, want: f64) {
    let have = have.as_f64().expect("a number");
    assert!((have - want).abs() < 1e-6, "{have} is not {want}");
}

pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub fn zstd(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 1).unwrap()
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What a run of the program gave back.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn new(code: i32, stdout: &str, stderr: &str) -> Self {
        Run {
            code,
            stdout: stdout.into(),
            stderr: stderr.into(),
        }
    }

    /// The standard output of a run that went well and said nothing.
    pub fn stdout(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""));
        self.stdout
    }
}

/// A temporary folder in which the program runs, so that names in its messages are short.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    /// A folder with one file.
    pub fn with(name: &str, content: impl AsRef<[u8]>) -> Self {
        let folder = Folder::new();
        folder.write(name, content);
        folder
    }

    /// A folder with the textbook's model, `china.tasnif`.
    pub fn with_china_model() -> Self {
        let folder = Folder::with("china.jsonl", jsonl(&CHINA));
        let run = folder.run(&format!("train -q china.jsonl -o china.tasnif {TEXTBOOK}"));
        assert_eq!(run, Run::new(0, "", ""));
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn read_text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// Every file directly in the folder, hidden ones too, and its content.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.files_in("")
    }

    /// Every file directly in a folder below this one, and its content.
    pub fn files_in(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = self.path(below).read_dir().unwrap();
        entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, std::fs::read(path).unwrap())
            })
            .collect()
    }

    /// The program with the arguments of `line`, which are parted by white space.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tasnif"));
        command
            .args(line.split_whitespace())
            .current_dir(self.0.path())
            .env_remove("CLICOLOR_FORCE");
        command
    }

    /// Runs the program without standard input.
    pub fn run(&self, line: &str) -> Run {
        self.run_with(line, b"")
    }

    /// Runs the program on some standard input.
    pub fn run_with(&self, line: &str, stdin: &[u8]) -> Run {
        run(self.command(line), stdin)
    }

    /// The bytes of the model that `train` with `arguments` writes.
    pub fn model(&self, arguments: &str) -> Vec<u8> {
        let run = self.run(&format!("train -q {arguments} -o trained.tasnif"));
        assert_eq!(run, Run::new(0, "", ""), "{arguments}");
        self.read("trained.tasnif")
    }

    /// Runs the program, which must refuse with exactly this message, write nothing to standard
    /// output and leave every file as it is.
    pub fn refuses(&self, line: &str, message: &str) {
        let stderr = self.refusal(line, b"");
        assert_eq!(stderr, format!("error: {message}\n"), "{line}");
    }

    /// As [`Folder::refuses`], for messages of which only some parts are ours.
    pub fn refuses_with(&self, line: &str, parts: &[&str]) {
        let stderr = self.refusal(line, b"");
        for part in parts {
            assert!(stderr.contains(part), "{line}: no {part:?} in {stderr}");
        }
    }

    /// What the program says when it refuses.
    pub fn refusal(&self, line: &str, stdin: &[u8]) -> String {
        let before = self.files();
        let run = self.run_with(line, stdin);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{line}: {run:?}");
        assert!(run.stderr.starts_with("error: "), "{line}: {run:?}");
        assert!(self.files() == before, "{line} changed the folder");
        run.stderr
    }
}

/// Runs a command on some standard input.
pub fn run(mut command: Command, stdin: &[u8]) -> Run {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the command with nobody reading its standard output.
pub fn run_into_closed_pipe(mut command: Command) -> Run {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = command
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    Run {
        code: output.status.code().expect("an exit code"),
        stdout: String::new(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
