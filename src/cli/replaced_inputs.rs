//! Refuses outputs that are also inputs, in every command.
//!
//! It looks at the arguments alone, before a command begins: all that take paths, those of a new
//! command, too. An argument that names a file by other means than a path has a `value_hint`.

use std::ffi::OsStr;
use std::path::Path;

use clap::{Arg, ArgMatches, Command, ValueHint};

use super::failure::Failure;
use crate::io::{FileIdentity, is_stdout, output_place};

/// Arguments that name a file to write.
const OUTPUTS: [&str; 4] = ["output", "data_out", "bad", "errors"];

/// An argument and a path that it was given.
struct Named<'a> {
    argument: &'a Arg,
    path: &'a Path,
}

impl Named<'_> {
    /// `-o a.csv`, or `a.csv` of an argument without a flag.
    fn shown(&self) -> String {
        let path = self.path.display();
        match (self.argument.get_short(), self.argument.get_long()) {
            (Some(short), _) => format!("-{short} {path}"),
            (None, Some(long)) => format!("--{long} {path}"),
            (None, None) => path.to_string(),
        }
    }

    fn is_file(&self) -> bool {
        self.argument.get_id() == "files"
    }

    fn is_output(&self) -> bool {
        OUTPUTS.contains(&self.argument.get_id().as_str())
    }
}

/// Checks the arguments of the command that was asked for.
///
/// # Errors
/// When it would write to a file that it reads, or twice to the same file.
pub(super) fn check(program: &Command, matches: &ArgMatches) -> Result<(), Failure> {
    let (mut command, mut matches) = (program, matches);
    while let Some((name, of_subcommand)) = matches.subcommand() {
        let Some(subcommand) = command.find_subcommand(name) else {
            break;
        };
        (command, matches) = (subcommand, of_subcommand);
    }
    let named = command.get_arguments().filter(|arg| takes_path(arg));
    let (outputs, mut inputs): (Vec<_>, Vec<_>) = named
        .flat_map(|argument| paths(argument, matches))
        .partition(Named::is_output);
    if ends_with_term(command, matches)
        && let Some(term) = inputs.iter().rposition(Named::is_file)
    {
        inputs.remove(term);
    }
    check_outputs(&outputs)?;
    let any_ending = values("input_format", matches).next().is_some();
    let reads_stdin = reads_stdin(command, &inputs);
    let written = outputs.iter().filter(|named| !is_stdout(named.path));
    let written = written.map(|named| (named.shown(), FileIdentity::of(named.path)));
    let goes_elsewhere =
        |named: &Named<'_>| named.argument.get_id() == "output" && !is_stdout(named.path);
    let to_stdout = !outputs.iter().any(goes_elsewhere);
    let stdout = to_stdout.then(|| ("standard output".to_owned(), FileIdentity::of_stdout()));
    for (shown, identity) in written.chain(stdout) {
        let Some(identity) = identity else { continue };
        if let Some(input) = find(&identity, &inputs, any_ending, reads_stdin) {
            return Err(Failure::Message(format!(
                "{shown} is also read: it is {input}, and would be replaced; name another file to write"
            )));
        }
    }
    Ok(())
}

fn takes_path(argument: &Arg) -> bool {
    let hint = argument.get_value_hint();
    matches!(
        hint,
        ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath
    )
}

fn values<'a>(id: &str, matches: &'a ArgMatches) -> impl Iterator<Item = &'a OsStr> {
    let values = matches.try_get_raw(id).ok().flatten();
    values.into_iter().flatten()
}

fn paths<'a>(argument: &'a Arg, matches: &'a ArgMatches) -> impl Iterator<Item = Named<'a>> {
    let values = values(argument.get_id().as_str(), matches);
    values.map(move |path| Named {
        argument,
        path: Path::new(path),
    })
}

/// Whether the last of the files is none, but the term that is looked for.
fn ends_with_term(command: &Command, matches: &ArgMatches) -> bool {
    let mut flags = ["term", "regex"].into_iter();
    command.get_name() == "concordance" && !flags.any(|flag| values(flag, matches).next().is_some())
}

/// Whether the command reads standard input: `-` among its files, or no file.
fn reads_stdin(command: &Command, inputs: &[Named<'_>]) -> bool {
    let mut files = inputs.iter().filter(|named| named.is_file()).peekable();
    let takes_files = command.get_arguments().any(|arg| arg.get_id() == "files");
    takes_files && (files.peek().is_none() || files.any(|named| named.path.as_os_str() == "-"))
}

/// Says which input the file is, if it is one.
fn find(
    identity: &FileIdentity,
    inputs: &[Named<'_>],
    any_ending: bool,
    reads_stdin: bool,
) -> Option<String> {
    if reads_stdin && FileIdentity::of_stdin().as_ref() == Some(identity) {
        return Some("standard input".into());
    }
    inputs.iter().find_map(|input| {
        if FileIdentity::of(input.path).as_ref() == Some(identity) {
            return Some(match input.argument.get_long() {
                Some(_) => format!("the file of {}", input.shown()),
                None => format!("the input {}", input.shown()),
            });
        }
        let file = identity.found_in(input.path, any_ending)?;
        Some(format!("the input {}", file.display()))
    })
}

/// Checks that no two outputs are the same file, whether it exists or not.
fn check_outputs(outputs: &[Named<'_>]) -> Result<(), Failure> {
    for (index, output) in outputs.iter().enumerate() {
        let place = output_place(output.path);
        let same = |other: &&Named<'_>| place.is_some() && output_place(other.path) == place;
        if let Some(other) = outputs[..index].iter().find(same) {
            return Err(Failure::Message(format!(
                "{} and {} are the same file; name two",
                other.shown(),
                output.shown()
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    /// An argument that takes a path is an output or an input: a new one belongs into one of these lists.
    #[test]
    fn every_path_is_known_as_output_or_input() {
        let inputs = [
            "against",
            "baseline",
            "cues",
            "data",
            "files",
            "first",
            "font",
            "ids",
            "labelled",
            "labels",
            "map_labels",
            "model",
            "models",
            "reference",
            "second",
            "seeds",
            "stop_words",
            "unlabelled",
        ];
        let known: BTreeSet<_> = OUTPUTS
            .iter()
            .chain(&inputs)
            .map(|id| (*id).to_owned())
            .collect();
        let mut found = BTreeSet::new();
        let mut commands = vec![crate::cli::Arguments::command()];
        while let Some(command) = commands.pop() {
            let paths = command.get_arguments().filter(|arg| takes_path(arg));
            found.extend(paths.map(|arg| arg.get_id().to_string()));
            commands.extend(command.get_subcommands().cloned());
        }
        assert_eq!(found, known);
    }
}
