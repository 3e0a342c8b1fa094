//! Input that arrives in small pieces through a pipe.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// Bytes per read.
const CHUNK_BYTES: usize = 1 << 16;

/// How many chunks may be queued.
const AHEAD: usize = 16;

/// How long arrived bytes wait for more to share a batch: too short to be noticed, long enough that a fast
/// writer of short lines causes few batches.
const PATIENCE: Duration = Duration::from_millis(10);

/// How often a waiting reader checks whether to stop.
const LOOK: Duration = Duration::from_millis(50);

/// Bytes of a pipe, read by a separate thread, so that the lack of further data is detected.
pub(super) struct Arriving {
    chunks: Receiver<io::Result<Vec<u8>>>,
    /// Remaining bytes of a chunk.
    left: Vec<u8>,
    /// Set when no more input is needed.
    stop: Arc<AtomicBool>,
}

impl Arriving {
    /// Starts to read `input`; after `stop` is set, the input counts as ended.
    ///
    /// # Errors
    /// When the system cannot create a thread.
    pub(super) fn new(input: Box<dyn Read + Send>, stop: &Arc<AtomicBool>) -> io::Result<Self> {
        let (sender, chunks) = sync_channel(AHEAD);
        // Not joined: it may wait for a writer that sends nothing more.
        std::thread::Builder::new().spawn(move || send_all(input, &sender))?;
        Ok(Arriving {
            chunks,
            left: Vec::new(),
            stop: Arc::clone(stop),
        })
    }

    /// Appends up to `want` bytes: at least one, and then those that arrive soon after; true at the end of
    /// the input.
    pub(super) fn read_soon(&mut self, bytes: &mut Vec<u8>, want: usize) -> io::Result<bool> {
        let full = bytes.len().saturating_add(want);
        if self.take(bytes, full, None)? {
            return Ok(true);
        }
        let deadline = Instant::now() + PATIENCE;
        while bytes.len() < full && Instant::now() < deadline {
            if self.take(bytes, full, Some(deadline))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Appends `want` bytes; true when the input ends earlier.
    pub(super) fn read(&mut self, bytes: &mut Vec<u8>, want: usize) -> io::Result<bool> {
        let full = bytes.len().saturating_add(want);
        while bytes.len() < full {
            if self.take(bytes, full, None)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Appends the next chunk, up to the length `full`, or nothing when none arrives before `deadline`; true
    /// at the end.
    fn take(
        &mut self,
        bytes: &mut Vec<u8>,
        full: usize,
        deadline: Option<Instant>,
    ) -> io::Result<bool> {
        if self.left.is_empty() {
            match self.next_chunk(deadline) {
                Ok(chunk) => self.left = chunk?,
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => return Ok(true),
            }
        }
        let count = self.left.len().min(full - bytes.len());
        bytes.extend(self.left.drain(..count));
        Ok(false)
    }

    fn next_chunk(
        &self,
        deadline: Option<Instant>,
    ) -> Result<io::Result<Vec<u8>>, RecvTimeoutError> {
        if let Some(deadline) = deadline {
            let left = deadline.saturating_duration_since(Instant::now());
            return self.chunks.recv_timeout(left);
        }
        loop {
            match self.chunks.recv_timeout(LOOK) {
                Err(RecvTimeoutError::Timeout) if self.stop.load(Ordering::Relaxed) => {
                    return Err(RecvTimeoutError::Disconnected);
                }
                Err(RecvTimeoutError::Timeout) => {}
                arrived => return arrived,
            }
        }
    }
}

/// Reads the input and sends each piece on, until the input ends or the receiver is gone.
fn send_all(mut input: Box<dyn Read + Send>, sender: &SyncSender<io::Result<Vec<u8>>>) {
    let mut buffer = vec![0; CHUNK_BYTES];
    loop {
        let chunk = match input.read(&mut buffer) {
            Ok(0) => return,
            Ok(count) => Ok(buffer[..count].to_vec()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let failed = chunk.is_err();
        if sender.send(chunk).is_err() || failed {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn arriving(input: impl Read + Send + 'static) -> (Arriving, Arc<AtomicBool>) {
        let stop = Arc::new(AtomicBool::new(false));
        (Arriving::new(Box::new(input), &stop).unwrap(), stop)
    }

    #[test]
    fn what_has_arrived_is_handed_on_before_more_comes() {
        let (reader, mut writer) = io::pipe().unwrap();
        let (mut input, _) = arriving(reader);
        let mut bytes = Vec::new();
        writer.write_all(b"one\n").unwrap();
        assert!(!input.read_soon(&mut bytes, 1 << 20).unwrap());
        assert_eq!(bytes, b"one\n");
        writer.write_all(b"two\n").unwrap();
        drop(writer);
        while !input.read_soon(&mut bytes, 1 << 20).unwrap() {}
        assert_eq!(bytes, b"one\ntwo\n");
    }

    #[test]
    fn all_bytes_come_in_order_and_never_more_than_wanted() {
        let all: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
        let (mut input, _) = arriving(io::Cursor::new(all.clone()));
        let mut bytes = Vec::new();
        assert!(!input.read(&mut bytes, 100_001).unwrap());
        assert_eq!(bytes.len(), 100_001);
        assert!(!input.read_soon(&mut bytes, 7).unwrap());
        assert_eq!(bytes.len(), 100_008);
        assert!(input.read(&mut bytes, usize::MAX).unwrap());
        assert!(bytes == all);
    }

    #[test]
    fn a_stop_ends_the_wait() {
        let (reader, _writer) = io::pipe().unwrap();
        let (mut input, stop) = arriving(reader);
        stop.store(true, Ordering::Relaxed);
        assert!(input.read_soon(&mut Vec::new(), 1).unwrap());
    }
}
