//! Detects the languages of documents from a sample before all are read.

use super::Reading;
use crate::corpus::Document;
use crate::io::{Batches, InputOptions, Per, Source};
use crate::text::{CorpusLanguages, Tokenizer};

/// Maximum number of sources in the sample.
const SOURCES: usize = 32;

/// Maximum number of documents in the sample.
const DOCUMENTS: usize = 512;

/// Characters per document in the sample.
const CHARACTERS: usize = 2_000;

/// The languages of the first documents of some sources, evenly spread over all. Read errors are ignored
/// here; they are reported when everything is read.
pub fn sampled_languages(readings: &[Reading]) -> CorpusLanguages {
    let tokenizer = Tokenizer::default();
    let mut languages = CorpusLanguages::new(&tokenizer);
    let sources = readings.iter().flat_map(|reading| {
        reading
            .sources
            .iter()
            .map(|source| (source, &reading.options))
    });
    let sources: Vec<_> = sources.filter(|(source, _)| !source.is_stream()).collect();
    let chosen = spread(&sources, SOURCES);
    let most = DOCUMENTS / chosen.len().max(1);
    for (source, options) in chosen {
        for document in spread(&beginning(source, options), most) {
            let characters = document.text.char_indices();
            let end = characters.map(|(at, _)| at).nth(CHARACTERS);
            let text = &document.text[..end.unwrap_or(document.text.len())];
            for token in tokenizer.tokens(text) {
                languages.add(&token.text, 1);
            }
        }
    }
    languages
}

/// The documents of the first batch of a source.
fn beginning(source: &Source, options: &InputOptions) -> Vec<Document> {
    let options = InputOptions {
        per: Per::Document,
        labelled: false,
        skip_bad: true,
        ..options.clone()
    };
    let first = Batches::new(vec![source.clone()], &options).next_batch();
    let parsed = first.ok().flatten().map(|batch| batch.documents(&options));
    parsed.and_then(Result::ok).unwrap_or_default().documents
}

/// At most `most` of `items`, evenly spread.
fn spread<T>(items: &[T], most: usize) -> Vec<&T> {
    let count = items.len().min(most);
    (0..count)
        .map(|place| &items[place * items.len() / count])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_at_is_spread_over_all() {
        assert_eq!(spread(&[1, 2, 3, 4, 5, 6], 3), [&1, &3, &5]);
        assert_eq!(spread(&[1, 2], 3), [&1, &2]);
        assert!(spread(&[0; 0], 3).is_empty());
    }
}
