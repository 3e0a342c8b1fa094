//! The command of a report as it was typed, fit to be shown and typed again.

use std::ffi::OsString;

use crate::text::shown;

/// Flags that take a value and do not change the page, long and short.
const WITHOUT_EFFECT: [(&str, Option<char>); 4] = [
    ("--output", Some('o')),
    ("--threads", Some('j')),
    ("--max-memory", None),
    ("--color", None),
];

/// The same without a value.
const SWITCHES: [&str; 2] = ["--quiet", "--no-progress"];

/// The short form of the first of these.
const QUIET: char = 'q';

/// The command of these arguments of the program, without flags that do not change the page, so that the
/// same input gives the same page for any number of threads and any name.
pub(super) fn command_line(arguments: impl Iterator<Item = OsString>) -> String {
    let mut words = vec!["tasnif".to_owned()];
    let mut arguments = arguments.map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            words.push(argument);
            words.extend(arguments.by_ref().map(|argument| quoted(&argument)));
            break;
        }
        match effect(&argument) {
            Effect::None => {}
            Effect::NoneWithNext => drop(arguments.next()),
            Effect::Some(rest) => words.push(quoted(&rest)),
        }
    }
    words.join(" ")
}

/// What an argument does to the page.
enum Effect {
    None,
    /// Nor does the next, which is its value.
    NoneWithNext,
    /// This part of it does something.
    Some(String),
}

fn effect(argument: &str) -> Effect {
    if SWITCHES.contains(&argument) {
        return Effect::None;
    }
    for (long, short) in WITHOUT_EFFECT {
        if let Some(value) = argument.strip_prefix(long) {
            return match value.chars().next() {
                None => Effect::NoneWithNext,
                Some('=') => Effect::None,
                Some(_) => continue,
            };
        }
        // Short switches may stand before it in the same argument.
        let flags = argument
            .strip_prefix('-')
            .map(|rest| rest.trim_start_matches(QUIET));
        let value = flags
            .zip(short)
            .and_then(|(flags, short)| flags.strip_prefix(short));
        match value {
            Some("") => return Effect::NoneWithNext,
            Some(_) => return Effect::None,
            None => {}
        }
    }
    match argument.strip_prefix("-q") {
        Some(rest) => match rest.trim_start_matches(QUIET) {
            "" => Effect::None,
            rest => Effect::Some(format!("-{rest}")),
        },
        None => Effect::Some(argument.to_owned()),
    }
}

/// An argument as a shell takes it for one word.
fn quoted(argument: &str) -> String {
    let argument = shown(argument);
    let is_plain = |c: char| c.is_alphanumeric() || "_-./:=,@%+".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        return argument.into_owned();
    }
    format!("'{}'", argument.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(arguments: &[&str]) -> String {
        command_line(arguments.iter().map(OsString::from))
    }

    #[test]
    fn arguments_are_words_of_a_shell() {
        assert_eq!(
            command(&[
                "report",
                "a b.jsonl",
                "it's",
                "أخبار.csv",
                "",
                "--title=News of May"
            ]),
            r"tasnif report 'a b.jsonl' 'it'\''s' أخبار.csv '' '--title=News of May'"
        );
        assert!(!command(&["x\u{202E}y\u{7}"]).contains(['\u{202E}', '\u{7}']));
    }

    #[test]
    fn what_does_not_change_the_page_is_left_out() {
        for same in [
            &["report", "a", "-o", "x.html", "-j", "2", "-q"][..],
            &["report", "-qj2", "-ox.html", "a"],
            &[
                "-qq",
                "report",
                "--threads=8",
                "--no-progress",
                "--output=y",
                "a",
            ],
            &[
                "--color",
                "never",
                "report",
                "a",
                "--output",
                "z",
                "--max-memory",
                "1GB",
            ],
        ] {
            assert_eq!(command(same), "tasnif report a", "{same:?}");
        }
        assert_eq!(
            command(&["report", "--top", "5", "-qm", "m", "--", "-o", "-q"]),
            "tasnif report --top 5 -m m -- -o -q"
        );
    }
}
