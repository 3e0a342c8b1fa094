//! What a reading tells whoever waits for it.

/// Hears how far a reading is and what is worth knowing of its input; all methods do nothing by
/// default, and `&()` is a progress that nobody looks at.
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
    /// A reading starts, of so many bytes where that is known.
    fn start(&self, bytes: Option<u64>) {
        let _ = bytes;
    }

    /// So many bytes more were read, on any thread.
    fn bytes(&self, count: u64) {
        let _ = count;
    }

    /// The reading has ended, or failed.
    fn end(&self) {}

    /// Something that whoever gave the input should know: what was passed over, repaired or taken out.
    /// Settings stand between backticks.
    fn notice(&self, message: &str) {
        let _ = message;
    }

    /// Whether to stop; the reading then ends with [`Error::Cancelled`](crate::Error::Cancelled).
    fn is_cancelled(&self) -> bool {
        false
    }

    /// Whether the same input was read before, so that its bad records were told and kept then.
    fn is_repetition(&self) -> bool {
        false
    }
}

impl Progress for () {}
