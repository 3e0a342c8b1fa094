//! Skipped bad records: reported on standard error, and kept in a file.

use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::SpooledTempFile;

use super::progress::Progress;
use crate::error::Error;
use crate::io::{AtomicFile, BadRecord, check_output_folder};
use crate::report::counted;

/// How many bad records are reported individually.
const MOST_SAID: usize = 5;

/// Bytes of bad records that are kept in memory; more go to a temporary file.
const IN_MEMORY: usize = 1 << 20;

/// A file for bad records, one JSON object per line.
///
/// Clones write to the same file, because a command may read several inputs in sequence.
#[derive(Debug, Clone)]
pub struct BadRecordsFile {
    path: PathBuf,
    worded: fn(&str) -> String,
    kept: Arc<Mutex<SpooledTempFile>>,
}

impl BadRecordsFile {
    /// A file at `path`; `worded` rewrites a problem in the terms of its readers.
    ///
    /// # Errors
    /// When the folder of the file does not exist or cannot be written.
    pub fn new(path: PathBuf, worded: fn(&str) -> String) -> Result<Self, Error> {
        check_output_folder(&path)?;
        Ok(BadRecordsFile {
            path,
            worded,
            kept: Arc::new(Mutex::new(SpooledTempFile::new(IN_MEMORY))),
        })
    }

    fn keep(&self, records: &[BadRecord]) -> Result<(), Error> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let written = records.iter().try_for_each(|record| {
            let record = BadRecord {
                problem: (self.worded)(&record.problem),
                ..record.clone()
            };
            serde_json::to_writer(&mut *kept, &record)?;
            kept.write_all(b"\n")
        });
        written.map_err(|error| write_error(&self.path, error))
    }

    /// Writes everything that was kept so far.
    fn write(&self) -> Result<(), Error> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = AtomicFile::create(&self.path)?;
        let copied = kept.rewind().and_then(|()| {
            io::copy(&mut *kept, &mut file)?;
            kept.seek(SeekFrom::End(0))
        });
        copied.map_err(|error| write_error(&self.path, error))?;
        file.commit()
    }
}

fn write_error(path: &Path, source: io::Error) -> Error {
    Error::Write {
        path: path.to_path_buf(),
        source,
    }
}

/// The bad records of one reading.
pub struct BadRecords {
    file: Option<BadRecordsFile>,
    count: u64,
    first: Vec<BadRecord>,
}

impl BadRecords {
    /// `file` also receives the records.
    pub fn new(file: Option<BadRecordsFile>) -> Self {
        BadRecords {
            file,
            count: 0,
            first: Vec::new(),
        }
    }

    /// Adds those of a batch; batches come in input order.
    pub fn append(&mut self, records: Vec<BadRecord>) -> Result<(), Error> {
        if let Some(file) = &self.file {
            file.keep(&records)?;
        }
        self.count += records.len() as u64;
        let missing = MOST_SAID - self.first.len();
        self.first.extend(records.into_iter().take(missing));
        Ok(())
    }

    /// Reports the skipped records, and writes the file.
    pub fn report(&self, progress: &dyn Progress) -> Result<(), Error> {
        if let Some(file) = &self.file {
            file.write()?;
        }
        if self.count > 0 {
            progress.notice(&self.message());
        }
        Ok(())
    }

    fn message(&self) -> String {
        let mut message = format!("passed over {}:", counted(self.count, "bad record"));
        for record in &self.first {
            message += &format!("\n  {record}");
        }
        let more = self.count - self.first.len() as u64;
        match (&self.file, more) {
            (None, 1..) => message += &format!("\n  and {more} more; `bad` FILE keeps all of them"),
            (Some(_), 1..) => message += &format!("\n  and {more} more"),
            (_, 0) => {}
        }
        message
    }
}
