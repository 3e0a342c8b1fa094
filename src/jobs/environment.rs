//! The environment of a job.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::corpus::{Progress, Storage};

/// What a job uses: a receiver of progress and messages, and storage for its corpora.
#[derive(Clone)]
pub struct Environment<'p> {
    /// Receives progress and messages about the input.
    pub progress: &'p dyn Progress,
    /// Where token ids are stored: in memory or in a temporary file.
    pub storage: Arc<Storage>,
}

impl<'p> Environment<'p> {
    /// Counting may use this many bytes of memory, by default three quarters of the machine's. Data that does
    /// not fit is kept in a temporary file.
    pub fn new(progress: &'p dyn Progress, bytes: Option<u64>) -> Self {
        Environment::with_cancellation(progress, bytes, Arc::default())
    }

    /// Like [`Environment::new`]; also work that reads a corpus again and again, such as training, ends with
    /// [`Error::Cancelled`](crate::Error::Cancelled) once `is_cancelled` is set.
    pub fn with_cancellation(
        progress: &'p dyn Progress,
        bytes: Option<u64>,
        is_cancelled: Arc<AtomicBool>,
    ) -> Self {
        let bytes = bytes.unwrap_or_else(|| machine_bytes() / 4 * 3);
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        Environment {
            progress,
            storage: Arc::new(Storage::within(bytes).cancelled_by(is_cancelled)),
        }
    }
}

/// Memory of the machine, or of the container in which this program runs.
fn machine_bytes() -> u64 {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    let container = system.cgroup_limits().map(|limits| limits.total_memory);
    let total = system.total_memory();
    container.map_or(total, |container| container.min(total))
}

impl fmt::Debug for Environment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

/// Progress and messages are discarded; three quarters of the machine's memory may be used.
impl Default for Environment<'static> {
    fn default() -> Self {
        Environment::new(&(), None)
    }
}

/// Progress of a second reading of the same input: messages were shown during the first.
#[derive(Clone, Copy)]
pub struct SecondReading<'p>(pub &'p dyn Progress);

impl fmt::Debug for SecondReading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondReading").finish_non_exhaustive()
    }
}

impl Progress for SecondReading<'_> {
    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    fn is_repetition(&self) -> bool {
        true
    }
}
