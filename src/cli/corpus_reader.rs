//! Reading inputs into a corpus, as the flags say.

use std::sync::Arc;

use indicatif::ProgressBar;

use super::Global;
use super::output::{progress_bar, say};
use crate::corpus::Progress;
use crate::jobs::Environment;

/// The bar of the reading that is under way.
#[derive(Debug, Clone, Default)]
pub(super) struct ReadingBar(Arc<std::sync::Mutex<Option<ProgressBar>>>);

impl ReadingBar {
    fn set(&self, bar: Option<ProgressBar>) -> Option<ProgressBar> {
        let mut current = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        std::mem::replace(&mut *current, bar)
    }

    fn get(&self) -> Option<ProgressBar> {
        let current = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        current.clone()
    }
}

impl Progress for Global {
    fn start(&self, bytes: Option<u64>) {
        self.bar.set(Some(progress_bar(self, bytes, "reading")));
    }

    fn bytes(&self, count: u64) {
        if let Some(bar) = self.bar.get() {
            bar.inc(count);
        }
    }

    fn end(&self) {
        if let Some(bar) = self.bar.set(None) {
            bar.finish_and_clear();
        }
    }

    fn notice(&self, message: &str) {
        say(self, message);
    }

    fn is_repetition(&self) -> bool {
        self.is_repetition
    }
}

/// What jobs run in.
pub(super) fn environment(global: &Global) -> Environment<'_> {
    Environment::new(global, global.max_memory.map(|size| size.as_u64()))
}
