//! Inputs without documents.

use std::path::PathBuf;
use std::sync::Arc;

use super::progress::Progress;
use super::skipped_files::named_files;

/// Counts the records of each input.
#[derive(Debug, Default)]
pub struct SourceCounts {
    /// The input that is being read, and its number of records.
    current: Option<(Arc<str>, u64)>,
    /// Inputs without a record.
    empty: Vec<PathBuf>,
}

impl SourceCounts {
    /// Adds the records of a batch; `new` is the name of an input whose first batch this is.
    pub fn add(&mut self, new: Option<Arc<str>>, records: u64) {
        if let Some(name) = new {
            self.end();
            self.current = Some((name, 0));
        }
        if let Some((_, count)) = &mut self.current {
            *count += records;
        }
    }

    /// The last input has ended.
    pub fn end(&mut self) {
        if let Some((name, 0)) = self.current.take() {
            self.empty.push(PathBuf::from(&*name));
        }
    }

    /// Names the inputs without documents.
    pub fn report(&self, progress: &dyn Progress) {
        if !self.empty.is_empty() {
            let files = named_files(&self.empty, "without a document");
            progress.notice(&format!("passed over {files}"));
        }
    }
}
