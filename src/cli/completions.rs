//! `tasnif completions` and `tasnif man`.

use std::io::{self, Write};

use clap::CommandFactory;

use super::failure::Failure;

#[derive(clap::Args, Debug)]
pub(super) struct CompletionsArguments {
    /// The shell to complete for
    shell: clap_complete::Shell,
}

pub(super) fn run(arguments: &CompletionsArguments) -> Result<u8, Failure> {
    let mut script = Vec::new();
    let mut command = super::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "tasnif", &mut script);
    io::stdout().write_all(&script)?;
    Ok(0)
}

pub(super) fn man() -> Result<u8, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(super::Arguments::command()).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(0)
}
