//! Builds a kept corpus from texts in memory, on all threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::KeptCorpus;
use crate::corpus::{Document, Place};
use crate::error::{Error, Result};
use crate::text::TextSettings;

/// Documents that a thread takes at a time.
const PIECE: usize = 64;

/// A [`KeptCorpus`] that is built from batches of texts: each batch is tokenised on all threads. The result does not
/// depend on the number of threads, nor on how the documents are divided into batches.
///
/// ```
/// use tasnif::TextSettings;
/// use tasnif::corpus::KeptCorpusBuilder;
///
/// let mut builder = KeptCorpusBuilder::new(TextSettings::default());
/// builder.push_batch(&["two goals", "oil is cheaper"], &["sport", "economy"], &[Some("7"), None])?;
/// let corpus = builder.build();
/// let ids: Vec<_> = corpus.documents().map(|document| document.id).collect();
/// assert_eq!(ids, [Some("7"), None]);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug)]
pub struct KeptCorpusBuilder {
    text: TextSettings,
    /// One for each thread, with the index of each document among all.
    parts: Vec<(KeptCorpus, Vec<usize>)>,
    /// Documents so far.
    documents: usize,
}

impl KeptCorpusBuilder {
    /// An empty corpus, whose texts are tokenised with the settings `text`.
    pub fn new(text: TextSettings) -> Self {
        let parts = (0..rayon::current_num_threads()).map(|_| Default::default());
        KeptCorpusBuilder {
            text,
            parts: parts.collect(),
            documents: 0,
        }
    }

    /// Adds texts with their labels, which are empty for unlabelled texts, and their ids, if they have ids. Texts that
    /// were once decoded wrongly are repaired ([`repaired`]), as in files. Messages call the first text of all `text 0`.
    ///
    /// [`repaired`]: crate::io::repaired
    ///
    /// # Errors
    /// When there are not as many labels and ids as texts.
    pub fn push_batch(
        &mut self,
        texts: &[&str],
        labels: &[&str],
        ids: &[Option<&str>],
    ) -> Result<()> {
        if [labels.len(), ids.len()] != [texts.len(); 2] {
            return Err(Error::Input(format!(
                "there are {} texts, {} labels and {} ids; give a label and an id for each text",
                texts.len(),
                labels.len(),
                ids.len()
            )));
        }
        let next = AtomicUsize::new(0);
        let (first, settings) = (self.documents, &self.text);
        self.parts.par_iter_mut().for_each(|(corpus, numbers)| {
            loop {
                let start = next.fetch_add(PIECE, Ordering::Relaxed);
                if start >= texts.len() {
                    return;
                }
                for index in start..texts.len().min(start + PIECE) {
                    let number = first + index;
                    let document = document(number, texts[index], labels[index], ids[index]);
                    corpus.push(&document, settings);
                    numbers.push(number);
                }
            }
        });
        self.documents += texts.len();
        Ok(())
    }

    /// The corpus of all batches, in their order.
    pub fn build(self) -> KeptCorpus {
        KeptCorpus::join(self.parts)
    }
}

fn document(number: usize, text: &str, label: &str, id: Option<&str>) -> Document {
    let name = format!("text {number}");
    let repaired = crate::io::repaired(text);
    let text = repaired.map_or_else(|| text.to_owned(), |(text, ..)| text);
    let document = Document::new(id.unwrap_or(&name), text).with_label(label);
    Document {
        has_own_id: id.is_some(),
        place: Place {
            source: Arc::from(name),
            line: None,
        },
        ..document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_keep_their_order_whatever_the_batches() {
        let texts: Vec<String> = (0..500).map(|number| format!("Text {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let labels: Vec<&str> = (0..500).map(|n| ["a", "b", ""][n % 3]).collect();
        let ids: Vec<Option<&str>> = (0..500).map(|n| (n % 2 == 0).then_some(texts[n])).collect();
        let mut expected = KeptCorpus::default();
        for number in 0..500 {
            let document = document(number, texts[number], labels[number], ids[number]);
            expected.push(&document, &TextSettings::default());
        }
        for batch in [1, 7, 64, 100, 500] {
            let mut builder = KeptCorpusBuilder::new(TextSettings::default());
            for start in (0..500).step_by(batch) {
                let of_batch = start..500.min(start + batch);
                let (labels, ids) = (&labels[of_batch.clone()], &ids[of_batch.clone()]);
                builder.push_batch(&texts[of_batch], labels, ids).unwrap();
            }
            let corpus = builder.build();
            let of = |corpus: &KeptCorpus| corpus.documents().map(|it| format!("{it:?}")).collect();
            let (found, expected): (Vec<String>, Vec<String>) = (of(&corpus), of(&expected));
            assert_eq!(found, expected, "{batch}");
            assert_eq!(corpus.document(3).to_string(), "text 3");
        }
    }

    #[test]
    fn texts_are_repaired_as_in_files() {
        let mut builder = KeptCorpusBuilder::new(TextSettings::default());
        let texts = ["Ù…ØµØ± Ø§Ù„ÙŠÙˆÙ…", "مصر اليوم"];
        builder
            .push_batch(&texts, &["a", "a"], &[None, None])
            .unwrap();
        let corpus = builder.build();
        assert_eq!(corpus.document(0).digest, corpus.document(1).digest);
    }

    #[test]
    fn a_label_too_few_is_an_error() {
        let mut builder = KeptCorpusBuilder::new(TextSettings::default());
        let pushed = builder.push_batch(&["a", "b"], &["x"], &[None, None]);
        let message = pushed.unwrap_err().to_string();
        assert!(
            message.starts_with("there are 2 texts, 1 labels and 2 ids"),
            "{message}"
        );
    }
}
