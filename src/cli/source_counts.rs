//! Inputs in which no document was found.

use std::path::PathBuf;
use std::sync::Arc;

use super::Global;
use super::output::say;
use super::passed_over::named_files;

/// Counts the records of each input.
#[derive(Debug, Default)]
pub(super) struct SourceCounts {
    /// The input that is being read, and its records.
    current: Option<(Arc<str>, u64)>,
    /// Inputs without a record.
    empty: Vec<PathBuf>,
}

impl SourceCounts {
    /// Adds the records of a batch; `new` is the name of an input that starts with it.
    pub(super) fn add(&mut self, new: Option<Arc<str>>, records: u64) {
        if let Some(name) = new {
            self.end();
            self.current = Some((name, 0));
        }
        if let Some((_, count)) = &mut self.current {
            *count += records;
        }
    }

    /// The last input has ended.
    pub(super) fn end(&mut self) {
        if let Some((name, 0)) = self.current.take() {
            self.empty.push(PathBuf::from(&*name));
        }
    }

    /// Names the inputs that hold no document.
    pub(super) fn report(&self, global: &Global) {
        if !self.empty.is_empty() {
            let files = named_files(&self.empty, "without a document");
            say(global, format!("passed over {files}"));
        }
    }
}
