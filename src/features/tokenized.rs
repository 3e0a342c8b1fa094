//! A corpus as sequences of token numbers: read once, counted as often as needed.

use std::ops::Range;

use rayon::prelude::*;

use super::token_table::TokenTable;
use crate::text::{TokenBuffer, Tokenizer};

/// Tokenised documents, each with a class.
///
/// Four bytes a token; n-grams, document frequencies and rows of any subset of the documents are
/// counted from it without reading text again.
#[derive(Debug, Clone, Default)]
pub struct TokenizedCorpus {
    tokens: TokenTable,
    classes: TokenTable,
    chunks: Vec<Vec<u32>>,
    documents: Vec<Stretch>,
    class_of: Vec<u32>,
    token_count: usize,
    /// Working memory.
    buffer: TokenBuffer,
}

/// Where the tokens of a document stand.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    chunk: u32,
    start: u32,
    end: u32,
    /// Tokens of all documents before.
    position: usize,
}

/// A chunk on its way into a merged corpus, with the places and classes of its documents.
struct Chunk {
    number: usize,
    tokens: Vec<u32>,
    documents: Vec<(Stretch, u32)>,
}

impl TokenizedCorpus {
    /// Adds a document; tokens for which `keep` is false are left out.
    pub fn push(
        &mut self,
        tokenizer: &Tokenizer,
        text: &str,
        label: &str,
        keep: impl Fn(&str) -> bool,
    ) {
        // Ends in a chunk are 32-bit numbers.
        if self
            .chunks
            .last()
            .is_none_or(|chunk| chunk.len() > u32::MAX as usize / 2)
        {
            self.start_chunk();
        }
        let chunk = self.chunks.len() - 1;
        let numbers = &mut self.chunks[chunk];
        let start = numbers.len();
        tokenizer.read(text, &mut self.buffer);
        let kept = self.buffer.iter().filter(|token| keep(token));
        numbers.extend(kept.map(|token| self.tokens.insert(token)));
        let end = numbers.len();
        self.documents.push(Stretch {
            chunk: chunk as u32,
            start: start as u32,
            end: end as u32,
            position: self.token_count,
        });
        self.token_count += end - start;
        self.class_of.push(self.classes.insert(label));
    }

    /// Lets the next documents stand in a chunk of their own; see [`TokenizedCorpus::merge`].
    pub(crate) fn start_chunk(&mut self) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.shrink_to_fit();
        }
        self.chunks.push(Vec::new());
    }

    /// Joins corpora that were filled side by side: chunk `i` of corpus `c` gets the place
    /// `order[c][i]` among all chunks.
    pub(crate) fn merge(parts: Vec<(TokenizedCorpus, Vec<usize>)>) -> TokenizedCorpus {
        let mut merged = TokenizedCorpus::default();
        let mut chunks: Vec<Chunk> = Vec::new();
        for (mut part, order) in parts {
            let classes: Vec<u32> = part
                .classes
                .iter()
                .map(|c| merged.classes.insert(c))
                .collect();
            part.renumber(&mut merged.tokens);
            let mut documents: Vec<Vec<(Stretch, u32)>> = vec![Vec::new(); part.chunks.len()];
            for (place, class) in part.documents.into_iter().zip(part.class_of) {
                documents[place.chunk as usize].push((place, classes[class as usize]));
            }
            let numbered = order.into_iter().zip(part.chunks).zip(documents);
            chunks.extend(numbered.map(|((number, tokens), documents)| Chunk {
                number,
                tokens,
                documents,
            }));
        }
        chunks.sort_unstable_by_key(|chunk| chunk.number);
        for chunk in chunks {
            merged.push_chunk(chunk);
        }
        merged
    }

    /// Replaces token numbers by those of `tokens`, to which missing ones are added.
    fn renumber(&mut self, tokens: &mut TokenTable) {
        if tokens.is_empty() {
            *tokens = std::mem::take(&mut self.tokens);
            return;
        }
        let numbers: Vec<u32> = self.tokens.iter().map(|t| tokens.insert(t)).collect();
        self.chunks.par_iter_mut().for_each(|chunk| {
            for number in chunk {
                *number = numbers[*number as usize];
            }
        });
    }

    fn push_chunk(&mut self, chunk: Chunk) {
        for (place, class) in chunk.documents {
            self.documents.push(Stretch {
                chunk: self.chunks.len() as u32,
                position: self.token_count,
                ..place
            });
            self.token_count += (place.end - place.start) as usize;
            self.class_of.push(class);
        }
        self.chunks.push(chunk.tokens);
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True when there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Number of tokens in all documents.
    pub fn token_count(&self) -> usize {
        self.token_count
    }

    /// The distinct tokens.
    pub fn tokens(&self) -> &TokenTable {
        &self.tokens
    }

    /// The distinct labels.
    pub fn classes(&self) -> &TokenTable {
        &self.classes
    }

    /// Number of the label of `document` in [`TokenizedCorpus::classes`].
    pub fn class_of(&self, document: usize) -> u32 {
        self.class_of[document]
    }

    /// Where the tokens of `document` stand among the tokens of all documents.
    pub fn span(&self, document: usize) -> Range<usize> {
        let place = self.documents[document];
        place.position..place.position + (place.end - place.start) as usize
    }

    /// The first document that starts at or after token `position`; with `all`, one past the last.
    pub(super) fn first_document_from(&self, position: usize, all: bool) -> usize {
        if all {
            return self.len();
        }
        self.documents
            .partition_point(|place| place.position < position)
    }

    /// Token numbers of `document`, in order.
    #[inline]
    pub fn document(&self, document: usize) -> &[u32] {
        let place = self.documents[document];
        &self.chunks[place.chunk as usize][place.start as usize..place.end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(corpus: &mut TokenizedCorpus, documents: &[(&str, &str)]) {
        for (text, label) in documents {
            corpus.push(&Tokenizer::default(), text, label, |token| token != "the");
        }
    }

    fn shown(corpus: &TokenizedCorpus) -> Vec<(String, &str)> {
        let documents = 0..corpus.len();
        documents
            .map(|document| {
                let numbers = corpus.document(document).iter();
                let words: Vec<_> = numbers.map(|&n| corpus.tokens().token(n)).collect();
                (
                    words.join(" "),
                    corpus.classes().token(corpus.class_of(document)),
                )
            })
            .collect()
    }

    #[test]
    fn corpora_filled_side_by_side_are_joined_in_order() {
        let mut left = TokenizedCorpus::default();
        left.start_chunk();
        add(&mut left, &[("a b the a", "x"), ("c", "y")]);
        left.start_chunk();
        add(&mut left, &[("b", "y")]);
        let mut right = TokenizedCorpus::default();
        right.start_chunk();
        add(&mut right, &[("d b", "z"), ("", "x")]);
        let merged = TokenizedCorpus::merge(vec![(left, vec![0, 2]), (right, vec![1])]);
        let expected = [
            ("a b a", "x"),
            ("c", "y"),
            ("d b", "z"),
            ("", "x"),
            ("b", "y"),
        ];
        let expected = expected.map(|(text, label)| (text.to_owned(), label));
        assert_eq!(shown(&merged), expected);
        assert_eq!((merged.len(), merged.token_count()), (5, 7));
        assert_eq!((merged.span(2), merged.span(4)), (4..6, 6..7));
    }
}
