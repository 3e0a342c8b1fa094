//! What a job runs in.

use std::fmt;
use std::sync::Arc;

use crate::corpus::{Progress, Storage};

/// Who hears of a job's progress, and where its corpora stand.
#[derive(Clone)]
pub(crate) struct Environment<'p> {
    /// Hears how far a job is and what it has to say of its input.
    pub progress: &'p dyn Progress,
    /// Where numbers of tokens stand: in memory or in a temporary file.
    pub storage: Arc<Storage>,
}

impl fmt::Debug for Environment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

/// Progress of reading the same input again, of which everything was told at the first reading.
pub(crate) struct SecondReading<'p>(pub &'p dyn Progress);

impl Progress for SecondReading<'_> {
    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    fn is_repetition(&self) -> bool {
        true
    }
}
