//! From results to rows: the columns of each job, for every format of a report.

mod calibrated;
mod check;
mod classified;
mod cleaned;
mod collocations;
mod concordance;
mod difference;
mod evaluation;
mod explanations;
mod findings;
pub mod key_phrases;
pub mod keywords;
pub mod measures;
pub mod model_info;
mod next;
pub mod tokens;
mod trials;
mod unlabelled_text;
mod updated_documents;
mod wrong_labels;

pub use check::write_check;
pub use classified::Classified;
pub use cleaned::{CleanedColumns, CleanedFormat, CleanedWriter};
pub use collocations::collocation_rows;
pub use concordance::LineWriter;
pub use difference::{DifferenceReport, LabelChangeRow, write_difference};
pub use evaluation::{EvaluationMetrics, PerLabel, write_evaluation, write_metrics_table};
pub use explanations::{ExplanationWriter, PageStyle};
pub use findings::{finding_counts, write_findings};
pub use next::{add_answer_fields, field_names_of, next_row};
pub use trials::{ChoiceSummary, TrialRow, TuningSummary, write_trials};
pub use unlabelled_text::{seeding_sentence, unlabelled_sentence};
pub use updated_documents::updated_sentence;
pub use wrong_labels::wrong_labels;
