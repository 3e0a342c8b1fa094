//! How does a result become rows? Columns of each capability, for every format of a report.

mod calibrated;
mod classified;
mod cleaned;
mod collocations;
mod concordance;
mod evaluation;
mod explanations;
mod findings;
pub(crate) mod key_phrases;
pub(crate) mod keywords;
pub(crate) mod measures;
pub(crate) mod model_info;
pub(crate) mod tokens;
mod trials;
mod wrong_labels;

pub(crate) use classified::Classified;
pub(crate) use cleaned::{CleanedColumns, CleanedWriter};
pub(crate) use collocations::collocation_rows;
pub(crate) use concordance::LineWriter;
pub(crate) use evaluation::{EvaluationMetrics, PerLabel, write_evaluation, write_metrics_table};
pub(crate) use explanations::{ExplanationWriter, PageStyle};
pub(crate) use findings::{finding_counts, write_findings};
pub(crate) use trials::{TrialRow, TuningSummary, write_trials};
pub(crate) use wrong_labels::wrong_labels;
