//! Progress and messages of a reading.

/// Receives the progress of a reading and messages about its input. All methods do nothing by default;
/// `&()` ignores everything.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use tasnif::Progress;
///
/// #[derive(Default)]
/// struct Bytes(AtomicU64);
///
/// impl Progress for Bytes {
///     fn bytes(&self, count: u64) {
///         self.0.fetch_add(count, Ordering::Relaxed);
///     }
/// }
/// ```
pub trait Progress: Sync {
    /// A reading starts, with its total bytes if known.
    fn start(&self, bytes: Option<u64>) {
        let _ = bytes;
    }

    /// This many more bytes were read, on any thread.
    fn bytes(&self, count: u64) {
        let _ = count;
    }

    /// The reading has ended, or failed.
    fn end(&self) {}

    /// A message about the input: what was skipped, repaired or removed. Names of settings are in backticks.
    fn notice(&self, message: &str) {
        let _ = message;
    }

    /// Whether to stop; the reading then ends with [`Error::Cancelled`](crate::Error::Cancelled).
    fn is_cancelled(&self) -> bool {
        false
    }

    /// Whether the same input was read before, so that its bad records are already reported.
    fn is_repetition(&self) -> bool {
        false
    }
}

impl Progress for () {}
