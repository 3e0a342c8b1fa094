//! Size limits of compressed input: a small file must not fill memory.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytesize::ByteSize;

/// Maximum ratio of unpacked to compressed size beyond the limit. Text and JSON expand 3 to 20 times,
/// repetitive log files up to 100 times, a gzip bomb 1,000 times and a Zstandard bomb 30,000 times.
const MOST_TIMES: u64 = 250;

/// The limit of unpacking, in bytes; default 1 GiB.
///
/// A compressed file may have this size, or 250 times its own size if that is more; an entry of an archive,
/// and a document, line or record that must be in memory as a whole, may have this size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnpackingLimit(u64);

impl Default for UnpackingLimit {
    fn default() -> Self {
        UnpackingLimit(1 << 30)
    }
}

impl UnpackingLimit {
    /// A limit of this many bytes.
    pub fn of_bytes(bytes: u64) -> Self {
        UnpackingLimit(bytes)
    }

    /// Maximum size of a record or entry in bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }

    /// Maximum unpacked size of an input with this many compressed bytes.
    pub(super) fn of_packed(self, packed: u64) -> u64 {
        self.0.max(packed.saturating_mul(MOST_TIMES))
    }

    fn is_exceeded(self) -> io::Error {
        let limit = ByteSize(self.0);
        too_large(format!(
            "it unpacks to more than {limit} and {MOST_TIMES} times its size; if it is no decompression bomb, give `max_unpacked` a larger size than {limit}"
        ))
    }

    /// The error for an entry or record above the limit; `what` names it.
    pub(super) fn is_exceeded_by(self, what: &str) -> io::Error {
        let limit = ByteSize(self.0);
        too_large(format!(
            "{what} holds more than {limit}; give `max_unpacked` a larger size if it is meant"
        ))
    }
}

/// The error for input above a limit.
pub(super) fn too_large(problem: String) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, problem)
}

/// Counts the compressed bytes that a decoder reads.
pub(super) struct Counted<R> {
    input: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// The reader and the count.
    pub(super) fn new(input: R) -> (Self, Arc<AtomicU64>) {
        let count = Arc::<AtomicU64>::default();
        let counted = Counted {
            input,
            count: Arc::clone(&count),
        };
        (counted, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count.fetch_add(amount as u64, Ordering::Relaxed);
        self.input.consume(amount);
    }
}

/// Unpacked content that returns an error when it becomes too large.
pub(super) struct Unpacked<R> {
    pub input: R,
    /// Number of compressed bytes that were read for it.
    pub packed: Arc<AtomicU64>,
    pub unpacked: u64,
    pub limit: UnpackingLimit,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer).map_err(named)?;
        self.unpacked += count as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        match self.unpacked > self.limit.of_packed(packed) {
            true => Err(self.limit.is_exceeded()),
            false => Ok(count),
        }
    }
}

/// Adds advice about a Zstandard window that is too large.
fn named(error: io::Error) -> io::Error {
    let reason = error.to_string();
    match reason.contains("too much memory") {
        true => io::Error::other(format!(
            "{reason}; it was compressed with a longer window than `max_unpacked` allows, such as with zstd --long=31: give `max_unpacked` 2GiB"
        )),
        false => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_grows_with_what_is_compressed() {
        let limit = UnpackingLimit::of_bytes(1_000);
        assert_eq!(limit.of_packed(4), 1_000);
        assert_eq!(limit.of_packed(5), 1_250);
        assert_eq!(limit.of_packed(u64::MAX), u64::MAX);
    }
}
