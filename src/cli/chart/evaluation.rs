//! What charts of a model's quality share: the documents that are tested, and the look of the chart.

use super::LookArguments;
use crate::cli::Global;
use crate::cli::evaluate::EvaluationArguments;
use crate::cli::failure::Failure;
use crate::cli::settings::SettingArguments;
use crate::jobs::evaluate::Evaluation;

#[derive(clap::Args, Debug)]
pub(super) struct EvaluationChartArguments {
    #[command(flatten)]
    evaluated: EvaluationArguments,
    #[command(flatten)]
    pub look: LookArguments,
    #[command(flatten)]
    settings: SettingArguments,
}

impl EvaluationChartArguments {
    /// Predicts the label of every document for the chart `name`, when the look is possible;
    /// `check_labels` is told of how many labels folds are to learn.
    pub(super) fn evaluation(
        &self,
        name: &str,
        global: &Global,
        check_labels: impl Fn(usize) -> Result<(), Failure>,
    ) -> Result<Evaluation, Failure> {
        self.look.check()?;
        self.evaluated
            .charted(name, &self.settings, global, check_labels)
    }
}
