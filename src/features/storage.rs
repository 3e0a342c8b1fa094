//! Sequences of numbers: in memory as long as they fit, then in a temporary file.
//!
//! The file has no name, so nothing of it is left on any exit.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::error::{Error, Result};

/// Bytes of a number in the file, little-endian.
const WIDTH: usize = size_of::<u32>();

/// Share of the memory in which numbers of tokens may stand; the rest is for the words, for
/// counting and for weights.
const SHARE_OF_NUMBERS: usize = 8;

/// Share of the memory for tables in which n-grams are counted.
const SHARE_OF_TABLES: usize = 4;

/// Holds sequences of token numbers; shared by all threads.
#[derive(Debug)]
pub struct Storage {
    /// Memory that counting may take in all, in bytes.
    memory: usize,
    held: AtomicUsize,
    file: OnceLock<io::Result<File>>,
    /// End of the file, in bytes.
    end: AtomicU64,
}

/// A sequence of numbers in a [`Storage`].
#[derive(Debug, Clone)]
pub(super) enum Numbers {
    Memory(Vec<u32>),
    /// From that byte of the file on.
    File {
        start: u64,
        length: usize,
    },
}

impl Default for Storage {
    /// All in memory.
    fn default() -> Self {
        Storage::within(usize::MAX)
    }
}

impl Storage {
    /// Keeps the memory of counting within about `bytes`: numbers of tokens that do not fit stand
    /// in a temporary file, in the folder that the environment names for such files (`TMPDIR`).
    pub fn within(bytes: usize) -> Self {
        Storage {
            memory: bytes,
            held: AtomicUsize::new(0),
            file: OnceLock::new(),
            end: AtomicU64::new(0),
        }
    }

    /// Bytes for tables in which n-grams are counted.
    pub(super) fn table_bytes(&self) -> usize {
        self.memory / SHARE_OF_TABLES
    }

    /// Takes a sequence in.
    pub(super) fn store(&self, mut numbers: Vec<u32>) -> Result<Numbers> {
        let length = numbers.len();
        let before = self.held.fetch_add(length, Ordering::Relaxed);
        if before.saturating_add(length) <= self.memory / SHARE_OF_NUMBERS / WIDTH {
            numbers.shrink_to_fit();
            return Ok(Numbers::Memory(numbers));
        }
        self.held.fetch_sub(length, Ordering::Relaxed);
        let bytes = (length * WIDTH) as u64;
        let start = self.end.fetch_add(bytes, Ordering::Relaxed);
        self.write(start, &numbers)?;
        Ok(Numbers::File { start, length })
    }

    /// The numbers in `range` of a sequence; `buffer` is where they are read to.
    pub(super) fn read<'n>(
        &self,
        numbers: &'n Numbers,
        range: Range<usize>,
        buffer: &'n mut Vec<u32>,
    ) -> Result<&'n [u32]> {
        match numbers {
            Numbers::Memory(numbers) => Ok(&numbers[range]),
            Numbers::File { start, .. } => {
                let mut bytes = vec![0; range.len() * WIDTH];
                let offset = start + (range.start * WIDTH) as u64;
                read_at(self.file()?, &mut bytes, offset).map_err(unusable)?;
                let (words, _) = bytes.as_chunks::<WIDTH>();
                buffer.clear();
                buffer.extend(words.iter().map(|word| u32::from_le_bytes(*word)));
                Ok(buffer)
            }
        }
    }

    /// Lets `change` change the numbers of a sequence.
    pub(super) fn replace(
        &self,
        numbers: &mut Numbers,
        change: impl FnOnce(&mut [u32]),
    ) -> Result<()> {
        let (start, length) = match numbers {
            Numbers::Memory(numbers) => {
                change(numbers);
                return Ok(());
            }
            Numbers::File { start, length } => (*start, *length),
        };
        let mut buffer = Vec::new();
        self.read(numbers, 0..length, &mut buffer)?;
        change(&mut buffer);
        self.write(start, &buffer)
    }

    fn write(&self, start: u64, numbers: &[u32]) -> Result<()> {
        let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        write_at(self.file()?, &bytes, start).map_err(unusable)
    }

    fn file(&self) -> Result<&File> {
        let made = self.file.get_or_init(tempfile::tempfile);
        made.as_ref()
            .map_err(|error| unusable(io::Error::new(error.kind(), error.to_string())))
    }
}

/// An error of the temporary file.
fn unusable(error: io::Error) -> Error {
    Error::Input(format!(
        "the temporary file in {} cannot be used: {error}; name another folder in the environment variable TMPDIR, or give more --max-memory",
        std::env::temp_dir().display()
    ))
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[count..];
        offset += count as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_write(file, bytes, offset)?;
        bytes = &bytes[count..];
        offset += count as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_past_the_limit_come_back_from_the_file() {
        for bytes in [usize::MAX, 16 * SHARE_OF_NUMBERS, 0] {
            let storage = Storage::within(bytes);
            let mut stored: Vec<Numbers> = [vec![1, 2, 3], vec![4, u32::MAX], vec![]]
                .map(|numbers| storage.store(numbers).unwrap())
                .into();
            let in_memory = stored
                .iter()
                .filter(|numbers| matches!(numbers, Numbers::Memory(_)))
                .count();
            assert_eq!(
                in_memory,
                if bytes == usize::MAX {
                    3
                } else {
                    1 + usize::from(bytes > 0)
                }
            );
            let changed = storage.replace(&mut stored[0], |all| all[1] = 20);
            changed.unwrap();
            storage.replace(&mut stored[1], |all| all[0] -= 1).unwrap();
            let mut buffer = Vec::new();
            let read = storage.read(&stored[0], 1..3, &mut buffer).unwrap();
            assert_eq!(read, [20, 3]);
            let read = storage.read(&stored[1], 0..2, &mut buffer).unwrap();
            assert_eq!(read, [3, u32::MAX]);
            let read = storage.read(&stored[2], 0..0, &mut buffer).unwrap();
            assert!(read.is_empty());
        }
    }
}
