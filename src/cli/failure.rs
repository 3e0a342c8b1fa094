//! Why a command ends without its result.

use std::io;

use crate::error::Error;

/// What ends a command early.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something is wrong: say it and end with code 2.
    Message(String),
    /// Input is needed and standard input is a terminal: show the help of the command.
    Help(&'static str),
    /// Whoever read the output has seen enough.
    ClosedPipe,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match &error {
            Error::Write { source, .. } if source.kind() == io::ErrorKind::BrokenPipe => {
                Failure::ClosedPipe
            }
            _ => Failure::Message(error.to_string()),
        }
    }
}

/// An error of writing output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => match error.downcast::<Error>() {
                Ok(named) => named.into(),
                Err(error) => Failure::Message(format!("cannot write the output: {error}")),
            },
        }
    }
}
