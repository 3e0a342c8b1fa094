//! Sequences of numbers: in memory while they fit, then in a temporary file.
//!
//! The file has no name, so it is gone after any exit.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::error::{Error, Result};

/// Bytes of a number in the file, little-endian.
const WIDTH: usize = size_of::<u32>();

/// One part in this many of the memory may be token ids; the rest is for words, counting and weights.
const SHARE_OF_NUMBERS: usize = 8;

/// One part in this many of the memory may be tables for counting n-grams.
const SHARE_OF_TABLES: usize = 4;

/// Stores sequences of token ids; shared by all threads.
#[derive(Debug)]
pub struct Storage {
    /// Memory limit of counting, in bytes.
    memory: usize,
    taken: Arc<Mutex<Taken>>,
    file: OnceLock<io::Result<File>>,
    /// Set when work on the sequences should stop.
    is_cancelled: Arc<AtomicBool>,
}

/// Space that sequences use; each sequence frees its space when it is dropped.
#[derive(Debug, Default)]
struct Taken {
    /// Bytes in memory.
    memory: usize,
    /// Unused ranges of the file before `end`, in order; no two are adjacent.
    gaps: Vec<Range<u64>>,
    /// End of the file, in bytes.
    end: u64,
}

/// A sequence of numbers in a [`Storage`].
#[derive(Debug)]
pub(crate) struct Numbers {
    place: Place,
    /// How many there are.
    length: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug)]
enum Place {
    Memory(Vec<u32>),
    /// From this byte of the file on.
    File(u64),
}

impl Numbers {
    /// How many there are.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    fn bytes(&self) -> usize {
        self.length * WIDTH
    }
}

impl Drop for Numbers {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        match self.place {
            Place::Memory(_) => taken.memory -= self.bytes(),
            Place::File(start) => taken.give_back(start..start + self.bytes() as u64),
        }
    }
}

/// Continues if another thread panicked: the data is always consistent.
fn lock(taken: &Mutex<Taken>) -> std::sync::MutexGuard<'_, Taken> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Taken {
    /// A position in the file for this many bytes: the first gap that is large enough, or the end.
    fn place(&mut self, bytes: u64) -> u64 {
        let length = |gap: &Range<u64>| gap.end - gap.start;
        let Some(index) = self.gaps.iter().position(|gap| length(gap) >= bytes) else {
            self.end += bytes;
            return self.end - bytes;
        };
        let gap = &mut self.gaps[index];
        gap.start += bytes;
        let start = gap.start - bytes;
        if gap.is_empty() {
            self.gaps.remove(index);
        }
        start
    }

    fn give_back(&mut self, mut gap: Range<u64>) {
        if gap.is_empty() {
            return;
        }
        let mut index = self.gaps.partition_point(|other| other.start < gap.start);
        if let Some(next) = self.gaps.get(index).filter(|next| next.start == gap.end) {
            gap.end = next.end;
            self.gaps.remove(index);
        }
        if let Some(before) = index.checked_sub(1).map(|before| self.gaps[before].clone())
            && before.end == gap.start
        {
            index -= 1;
            gap.start = before.start;
            self.gaps.remove(index);
        }
        match gap.end == self.end {
            true => self.end = gap.start,
            false => self.gaps.insert(index, gap),
        }
    }
}

impl Default for Storage {
    /// All in memory.
    fn default() -> Self {
        Storage::within(usize::MAX)
    }
}

impl Storage {
    /// Keeps the memory of counting within about `bytes`: token ids that do not fit go to a temporary file,
    /// in the temporary folder of the environment (`TMPDIR`).
    pub fn within(bytes: usize) -> Self {
        Storage {
            memory: bytes,
            taken: Arc::default(),
            file: OnceLock::new(),
            is_cancelled: Arc::default(),
        }
    }

    /// Ends every reading of the corpora in this storage with [`Error::Cancelled`] once `is_cancelled` is set. This
    /// stops training, which reads the corpus many times.
    #[must_use]
    pub fn cancelled_by(self, is_cancelled: Arc<AtomicBool>) -> Self {
        Storage {
            is_cancelled,
            ..self
        }
    }

    /// # Errors
    /// When the work should stop.
    pub(super) fn check_cancelled(&self) -> Result<()> {
        match self.is_cancelled.load(Ordering::Relaxed) {
            true => Err(Error::Cancelled),
            false => Ok(()),
        }
    }

    /// Memory limit of counting, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.memory
    }

    /// Bytes for tables in which n-grams are counted.
    pub(crate) fn table_bytes(&self) -> usize {
        self.memory / SHARE_OF_TABLES
    }

    /// Stores a sequence.
    pub(crate) fn store(&self, mut numbers: Vec<u32>) -> Result<Numbers> {
        let bytes = numbers.len() * WIDTH;
        let stored = |place, length| Numbers {
            place,
            length,
            taken: Arc::clone(&self.taken),
        };
        let mut taken = lock(&self.taken);
        if taken.memory.saturating_add(bytes) <= self.memory / SHARE_OF_NUMBERS {
            taken.memory += bytes;
            drop(taken);
            numbers.shrink_to_fit();
            let length = numbers.len();
            return Ok(stored(Place::Memory(numbers), length));
        }
        let start = taken.place(bytes as u64);
        drop(taken);
        let in_file = stored(Place::File(start), numbers.len());
        self.write(start, &numbers)?;
        Ok(in_file)
    }

    /// The numbers in `range` of a sequence; they are read into `buffer` if needed.
    pub(crate) fn read<'n>(
        &self,
        numbers: &'n Numbers,
        range: Range<usize>,
        buffer: &'n mut Vec<u32>,
    ) -> Result<&'n [u32]> {
        match &numbers.place {
            Place::Memory(numbers) => Ok(&numbers[range]),
            Place::File(start) => {
                let mut bytes = vec![0; range.len() * WIDTH];
                let offset = start + (range.start * WIDTH) as u64;
                read_at(self.file()?, &mut bytes, offset).map_err(Error::temporary_file)?;
                let (words, _) = bytes.as_chunks::<WIDTH>();
                buffer.clear();
                buffer.extend(words.iter().map(|word| u32::from_le_bytes(*word)));
                Ok(buffer)
            }
        }
    }

    /// Changes the numbers of a sequence with `change`.
    pub(crate) fn replace(
        &self,
        numbers: &mut Numbers,
        change: impl FnOnce(&mut [u32]),
    ) -> Result<()> {
        let start = match &mut numbers.place {
            Place::Memory(numbers) => {
                change(numbers);
                return Ok(());
            }
            Place::File(start) => *start,
        };
        let mut buffer = Vec::new();
        self.read(numbers, 0..numbers.length, &mut buffer)?;
        change(&mut buffer);
        self.write(start, &buffer)
    }

    fn write(&self, start: u64, numbers: &[u32]) -> Result<()> {
        let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        write_at(self.file()?, &bytes, start).map_err(Error::temporary_file)
    }

    fn file(&self) -> Result<&File> {
        let made = self.file.get_or_init(tempfile::tempfile);
        made.as_ref()
            .map_err(|error| Error::temporary_file(io::Error::new(error.kind(), error.to_string())))
    }
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
        if count == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
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
                .filter(|numbers| matches!(numbers.place, Place::Memory(_)))
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

    #[test]
    fn what_is_dropped_makes_room() {
        let storage = Storage::within(4 * WIDTH * SHARE_OF_NUMBERS);
        let store = |length: u32| storage.store((0..length).collect()).unwrap();
        let place = |numbers: &Numbers| match numbers.place {
            Place::Memory(_) => None,
            Place::File(start) => Some(start / WIDTH as u64),
        };
        let kept = store(3);
        for _ in 0..10 {
            assert_eq!(place(&store(1)), None);
            assert_eq!(place(&store(2)), Some(0));
        }
        let mut stored: Vec<Numbers> = [2, 5, 3, 4].map(store).into();
        let places = |stored: &[Numbers]| stored.iter().map(place).collect::<Vec<_>>();
        assert_eq!(places(&stored), [Some(0), Some(2), Some(7), Some(10)]);
        // Adjacent gaps are merged; a sequence that does not fit goes to the end.
        stored.remove(2);
        stored.remove(1);
        assert_eq!(place(&store(9)), Some(14));
        stored.push(store(8));
        assert_eq!(places(&stored), [Some(0), Some(10), Some(2)]);
        for (numbers, last) in stored.iter().zip([1, 3, 7]) {
            let mut buffer = Vec::new();
            let all = storage.read(numbers, 0..numbers.length, &mut buffer);
            assert_eq!(all.unwrap().last(), Some(&last));
        }
        drop((kept, stored));
        assert_eq!(lock(&storage.taken).end, 0);
        assert_eq!(lock(&storage.taken).memory, 0);
    }
}
