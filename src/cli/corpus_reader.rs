//! Reading inputs into a corpus, as the flags say.

use std::sync::Arc;

use indicatif::ProgressBar;

use super::Global;
use super::failure::Failure;
use super::output::{progress_bar, say};
use crate::corpus::reading::{self, Reading, Tokenization, token_corpus};
use crate::corpus::{Document, Progress, Storage, TokenizedCorpus};
use crate::features::FeatureSettings;
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

/// Bytes of memory that counting may take.
fn memory(global: &Global) -> usize {
    let bytes = global.max_memory.map_or_else(
        || {
            let mut system = sysinfo::System::new();
            system.refresh_memory();
            // A container may have less than the machine.
            let container = system.cgroup_limits().map(|limits| limits.total_memory);
            let total = system.total_memory();
            container.map_or(total, |container| container.min(total)) / 4 * 3
        },
        |size| size.as_u64(),
    );
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

/// Runs `work` on the cleaned documents of each batch on all threads, and `consume` on the results in
/// input order; see [`reading::read`].
pub(super) fn read<W: Send, T: Send>(
    global: &Global,
    reading: Reading,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    consume: impl FnMut(T) -> Result<(), Failure>,
) -> Result<Vec<W>, Failure> {
    reading::read(global, reading, start, work, consume)
}

/// Whether the forms in which words are written are remembered: models that are kept show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenForms {
    Remembered,
    Forgotten,
}

/// What jobs run in.
pub(super) fn environment(global: &Global) -> Environment<'_> {
    Environment {
        progress: global,
        storage: storage(global),
    }
}

/// Where numbers of tokens stand.
pub(super) fn storage(global: &Global) -> Arc<Storage> {
    Arc::new(Storage::within(memory(global)))
}

/// Reads and tokenises documents as `settings` say, in `storage` and with what `keep` makes of each document, in the same order; documents without a
/// label get an empty one.
pub(super) fn tokenized_with<K: Send>(
    global: &Global,
    reading: Reading,
    settings: &FeatureSettings,
    forms: WrittenForms,
    storage: &Arc<Storage>,
    keep: impl Fn(&Document) -> K + Sync,
) -> Result<(TokenizedCorpus, Vec<K>), Failure> {
    let how = Tokenization {
        tokenizer: settings.tokenizer(),
        ngrams: settings.ngrams,
        with_written_forms: forms == WrittenForms::Remembered,
        storage: Arc::clone(storage),
    };
    let label = |document: &Document| document.label.clone().unwrap_or_default();
    let keeps = |token: &str| settings.keeps(token);
    Ok(token_corpus(global, reading, &how, label, keeps, keep)?)
}
