//! Reads documents into a corpus that is kept with a model, on all threads.

use super::{Progress, Reading, read};
use crate::corpus::KeptCorpus;
use crate::error::{Error, Result};
use crate::text::TextSettings;

/// Reads all documents, tokenised with the settings `text`, in input order.
///
/// # Errors
/// As [`read`].
pub fn kept_corpus(
    progress: &dyn Progress,
    reading: Reading,
    text: &TextSettings,
) -> Result<KeptCorpus> {
    let parts = read(
        progress,
        reading,
        || (KeptCorpus::default(), Vec::new()),
        |(corpus, numbers), batch, documents| {
            for (index, document) in documents.iter().enumerate() {
                corpus.push(document, text);
                numbers.push((batch, index));
            }
        },
        |()| Ok::<_, Error>(()),
    )?;
    Ok(KeptCorpus::join(parts))
}
