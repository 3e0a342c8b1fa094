//! Builds a corpus from texts in memory, on all threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::storage::Storage;
use super::tokenized::TokenizedCorpus;
use crate::error::{Error, Result};
use crate::text::TextSettings;

/// Documents that a thread takes at a time.
const PIECE: usize = 64;

/// A corpus that is built from batches of texts: each batch is tokenised on all threads. The result does not depend
/// on the number of threads, nor on how the documents are divided into batches.
///
/// ```
/// use tasnif::corpus::CorpusBuilder;
/// use tasnif::{Choices, ModelSettings, train};
///
/// let settings = ModelSettings::default();
/// let mut builder = CorpusBuilder::new(settings.features.text(), Default::default());
/// builder.push_batch(&["two goals in the match"], &["sport"])?;
/// builder.push_batch(&["the bank raised its rate", "oil is cheaper"], &["economy", "economy"])?;
/// let corpus = builder.build()?;
/// let model = train(&corpus.all(), &settings, Choices::ALL, &())?;
/// assert_eq!(model.class_documents, [2, 1]);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug)]
pub struct CorpusBuilder {
    /// One for each thread, with the numbers of its chunks among those of all.
    parts: Vec<(TokenizedCorpus, Vec<usize>)>,
    /// Chunks so far.
    chunks: usize,
}

impl CorpusBuilder {
    /// An empty corpus in `storage`, whose texts are tokenised with the settings `text`. It keeps surface forms, which
    /// models show.
    pub fn new(text: TextSettings, storage: Arc<Storage>) -> Self {
        let empty =
            || TokenizedCorpus::new(text.clone(), Arc::clone(&storage)).with_surface_forms();
        let parts = (0..rayon::current_num_threads()).map(|_| (empty(), Vec::new()));
        CorpusBuilder {
            parts: parts.collect(),
            chunks: 0,
        }
    }

    /// Adds texts with their labels. Texts that were once decoded wrongly are repaired ([`repaired`]), as in files.
    ///
    /// [`repaired`]: crate::io::repaired
    ///
    /// # Errors
    /// When there are not as many labels as texts, or a temporary file is needed and cannot be used.
    pub fn push_batch(&mut self, texts: &[&str], labels: &[&str]) -> Result<()> {
        if texts.len() != labels.len() {
            return Err(Error::Input(format!(
                "there are {} texts and {} labels; give one label for each text",
                texts.len(),
                labels.len()
            )));
        }
        let pieces = texts.len().div_ceil(PIECE);
        let next = AtomicUsize::new(0);
        let first = self.chunks;
        self.parts.par_iter_mut().try_for_each(|(corpus, order)| {
            loop {
                let piece = next.fetch_add(1, Ordering::Relaxed);
                if piece >= pieces {
                    return Ok::<_, Error>(());
                }
                let documents = piece * PIECE..texts.len().min((piece + 1) * PIECE);
                let labels = &labels[documents.clone()];
                push(corpus, &texts[documents], labels)?;
                order.push(first + piece);
            }
        })?;
        self.chunks += pieces;
        Ok(())
    }

    /// The corpus of all batches.
    ///
    /// # Errors
    /// When a temporary file cannot be used.
    pub fn build(self) -> Result<TokenizedCorpus> {
        TokenizedCorpus::merge(self.parts)
    }
}

/// Adds documents to a corpus, as a chunk of their own.
fn push(corpus: &mut TokenizedCorpus, texts: &[&str], labels: &[&str]) -> Result<()> {
    for (text, label) in texts.iter().zip(labels) {
        match crate::io::repaired(text) {
            Some((repaired, ..)) => corpus.push(&repaired, label)?,
            None => corpus.push(text, label)?,
        }
    }
    corpus.end_chunk()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(corpus: &TokenizedCorpus) -> Vec<(String, String)> {
        let mut reader = corpus.reader();
        let documents = 0..corpus.len();
        documents
            .map(|document| {
                let words: Vec<&str> = reader.tokens(document).unwrap().collect();
                let label = corpus.classes().token(corpus.class_of(document));
                (words.join(" "), label.to_owned())
            })
            .collect()
    }

    #[test]
    fn documents_keep_their_order_whatever_the_batches() {
        let texts: Vec<String> = (0..1_000).map(|number| format!("text {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let labels: Vec<&str> = (0..1_000).map(|n| ["a", "b", "c"][n % 3]).collect();
        let expected: Vec<(String, String)> = texts
            .iter()
            .zip(&labels)
            .map(|(text, label)| ((*text).to_owned(), (*label).to_owned()))
            .collect();
        for batch in [1, 7, 64, 100, 1_000] {
            let mut builder = CorpusBuilder::new(TextSettings::default(), Arc::default());
            for (texts, labels) in texts.chunks(batch).zip(labels.chunks(batch)) {
                builder.push_batch(texts, labels).unwrap();
            }
            assert_eq!(shown(&builder.build().unwrap()), expected, "{batch}");
        }
    }

    #[test]
    fn texts_are_repaired_as_in_files() {
        let mut builder = CorpusBuilder::new(TextSettings::default(), Arc::default());
        builder.push_batch(&["Ù…ØµØ± Ø§Ù„ÙŠÙˆÙ…"], &["a"]).unwrap();
        let corpus = builder.build().unwrap();
        assert_eq!(shown(&corpus)[0].0, "مصر اليوم");
    }

    #[test]
    fn a_label_too_few_is_an_error() {
        let mut builder = CorpusBuilder::new(TextSettings::default(), Arc::default());
        let error = builder.push_batch(&["a", "b"], &["x"]).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("there are 2 texts and 1 labels")
        );
    }

    #[test]
    fn cancelled_storage_ends_the_work() {
        let flag = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let storage = Storage::default().cancelled_by(Arc::clone(&flag));
        let mut builder = CorpusBuilder::new(TextSettings::default(), Arc::new(storage));
        builder.push_batch(&["a b", "c d"], &["x", "y"]).unwrap();
        flag.store(true, Ordering::Relaxed);
        let pushed = builder.push_batch(&["a b"], &["x"]);
        assert!(matches!(pushed, Err(Error::Cancelled)));
        let corpus = builder.build().unwrap();
        let settings = crate::ModelSettings::default();
        let trained = crate::train(&corpus.all(), &settings, crate::Choices::ALL, &());
        assert!(matches!(trained, Err(Error::Cancelled)));
    }
}
