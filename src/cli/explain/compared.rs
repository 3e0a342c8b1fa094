//! Which labels are compared.

use crate::cli::failure::Failure;
use crate::model::{LabelExplanation, Model, Session};

#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Explanation")]
pub(in crate::cli) struct ComparedArguments {
    /// Explain this label [default: the label that the document gets]
    #[arg(long, value_name = "LABEL")]
    target: Option<String>,
    /// Compare with this label, or with the runner-up where it is the one explained [default: the
    /// runner-up, which is the most probable other label]
    #[arg(long, value_name = "LABEL")]
    against: Option<String>,
}

/// The labels that were named, as classes of a model.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Compared {
    label: Option<usize>,
    against: Option<usize>,
}

impl ComparedArguments {
    /// The classes of `model` that are meant.
    pub(in crate::cli) fn of(&self, model: &Model) -> Result<Compared, Failure> {
        let label = class("--target", self.target.as_deref(), model)?;
        let against = class("--against", self.against.as_deref(), model)?;
        if label.is_some() && label == against {
            return Err(Failure::Message(
                "--target and --against name the same label; name two, or leave one out".into(),
            ));
        }
        Ok(Compared { label, against })
    }
}

impl Compared {
    /// The explanation of a text; `None` when it has no known term.
    pub(in crate::cli) fn explain(
        self,
        session: &mut Session<'_>,
        text: &str,
    ) -> Option<LabelExplanation> {
        session.explain(text, self.label, self.against)
    }
}

fn class(flag: &str, name: Option<&str>, model: &Model) -> Result<Option<usize>, Failure> {
    let Some(name) = name else { return Ok(None) };
    let class = model.labels.index(name).ok_or_else(|| {
        let labels = model.labels.names().join(", ");
        Failure::Message(format!(
            "{flag} \"{name}\": the model has no such label; it has {labels}"
        ))
    })?;
    Ok(Some(class))
}
