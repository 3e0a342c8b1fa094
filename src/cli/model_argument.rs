//! The flag that names a model, the same in every command that may use the bundled one.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::error::Result;
use crate::model::{Model, read_model};

#[derive(clap::Args, Debug)]
pub(super) struct ModelArgument {
    /// The model [default: the bundled Arabic news model]
    #[arg(short, long, value_name = "MODEL")]
    model: Option<PathBuf>,
}

impl ModelArgument {
    /// The model that was asked for.
    pub(super) fn read(&self) -> Result<Model, Failure> {
        model_or_bundled(self.model.as_deref())
    }
}

/// The model at a path, the bundled one without.
pub(super) fn model_or_bundled(path: Option<&Path>) -> Result<Model, Failure> {
    Ok(match path {
        Some(path) => read_model(path)?,
        None => bundled()?,
    })
}

#[cfg(feature = "bundled-model")]
fn bundled() -> Result<Model> {
    Ok(crate::model::bundled_model())
}

#[cfg(not(feature = "bundled-model"))]
fn bundled() -> Result<Model> {
    Err(crate::error::Error::MissingFeature {
        lacks: "has no bundled model",
        feature: "bundled-model",
    })
}
