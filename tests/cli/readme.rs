//! The commands of the README print what the README shows.

use std::path::Path;
use std::process::Command;

use crate::common::{Folder, repository};

/// A command of the README and the lines that it shows.
struct Shown {
    command: String,
    lines: Vec<String>,
}

/// The commands in blocks of a console.
fn commands(readme: &str) -> Vec<Shown> {
    let mut commands: Vec<Shown> = Vec::new();
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for line in block.replace("\\\n", "").lines().map(str::trim_end) {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push(Shown {
                    command: command.to_owned(),
                    lines: Vec::new(),
                }),
                None if line.is_empty() => {}
                None => commands.last_mut().unwrap().lines.push(line.to_owned()),
            }
        }
    }
    commands
}

/// The lines without how long something took, sorted: what goes to standard error may stand before or
/// after the rest.
fn told(lines: impl Iterator<Item = String>) -> Vec<String> {
    let seconds = regex::Regex::new(r"\d+\.\d s").unwrap();
    let lines = lines.filter(|line| !line.is_empty());
    let mut told: Vec<String> = lines
        .map(|line| seconds.replace_all(&line, "… s").into_owned())
        .collect();
    told.sort();
    told
}

/// What a shell prints for `command` in `folder`.
fn printed(command: &str, folder: &Folder) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_tasnif")).parent().unwrap();
    let paths = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder.path("."))
        .env("PATH", format!("{}:{paths}", program.display()))
        .output()
        .unwrap();
    let both = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(both).unwrap();
    told(text.lines().map(|line| line.trim_end().to_owned()))
}

#[test]
fn commands_print_what_is_shown() {
    let folder = Folder::with(
        "articles.csv",
        "id,title,text,price\n1,Derby,فاز المنتخب بهدفين في المباراة النهائية,1.10\n",
    );
    std::os::unix::fs::symlink(repository("data"), folder.path("data")).unwrap();
    let readme = std::fs::read_to_string(repository("README.md")).unwrap();
    let commands = commands(&readme);
    assert!(commands.len() > 15, "{}", commands.len());
    for Shown { command, lines } in commands {
        assert_eq!(
            printed(&command, &folder),
            told(lines.into_iter()),
            "{command}"
        );
    }
}
