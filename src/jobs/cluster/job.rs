//! What all work on documents in parts has in common.

use super::step::Step;
use super::tally::Tally;
use crate::corpus::Progress;
use crate::error::Result;

/// Work on documents in parts, on the machine that adds up: [`ClusterTraining`](super::ClusterTraining) and
/// [`ClusterKeywords`](super::ClusterKeywords). [`Part`](super::Part) has an example.
pub trait ClusterJob: Send {
    /// What is read of each part next; `None` at the end.
    fn step(&self) -> Option<Step>;

    /// Whether rows of this step are few and large, so that an engine need not add them up; default no.
    fn gathers(&self) -> bool {
        false
    }

    /// The fewest documents that a term must be in; default 1. An engine may leave out the rows of rarer terms, once they are
    /// added up over all labels and parts.
    fn min_df(&self) -> u64 {
        1
    }

    /// Adds a row of this step. It may be the sum of rows of several parts, or there may be more of the same.
    ///
    /// # Errors
    /// When the row does not belong to the step, or sums are too large.
    fn add(&mut self, tally: &Tally<'_>) -> Result<()>;

    /// Ends a step, of which all rows were added.
    ///
    /// # Errors
    /// When rows are missing, the documents changed, or the work cannot be done with them.
    fn advance(&mut self, progress: &dyn Progress) -> Result<()>;
}
