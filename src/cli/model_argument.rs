//! The flag that names a model, the same in every command that may use the bundled one.

use std::path::PathBuf;

use super::failure::Failure;
use crate::model::{Model, bundled_model, read_model};

#[derive(clap::Args, Debug)]
pub(super) struct ModelArgument {
    /// The model [default: the bundled Arabic news model]
    #[arg(short, long, value_name = "MODEL")]
    model: Option<PathBuf>,
}

impl ModelArgument {
    /// The model that was asked for.
    pub(super) fn read(&self) -> Result<Model, Failure> {
        Ok(match &self.model {
            Some(path) => read_model(path)?,
            None => bundled_model(),
        })
    }
}
