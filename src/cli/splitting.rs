//! Flags of cross-validation: what is learned from and what is tested.

use super::failure::Failure;
use crate::jobs::splitting::{GroupBy, SplitMethod, SplitSettings};

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Cross-validation")]
pub(super) struct SplitArguments {
    /// Seed of the folds [default: 1]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// What stays in one fold: near-duplicate, copy, or a JSON key or column whose equal values do (and
    /// copies with them) [default: near-duplicate]
    #[arg(long, value_name = "WHAT")]
    group_by: Option<GroupBy>,
    /// How documents are parted: folds (stratified by label), or time (by date, each block is tested by
    /// what was learned from all before it)
    #[arg(long, value_name = "HOW")]
    split: Option<SplitMethod>,
}

impl SplitArguments {
    /// The settings, checked.
    pub(super) fn settings(&self) -> Result<SplitSettings, Failure> {
        let settings = SplitSettings {
            method: self.split,
            group_by: self.group_by.clone(),
            seed: self.seed,
        };
        settings.check()?;
        Ok(settings)
    }
}
