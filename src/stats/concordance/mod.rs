//! Concordance lines: every occurrence of a term in its context (keyword in context).

mod context;
mod line;
mod normalised;
mod query;
mod regular;
mod sample;
mod sort;
mod term;

use std::ops::Range;

pub use context::ContextWidth;
pub use line::ConcordanceLine;
pub use query::Query;
pub use sample::Sample;
pub use sort::SortKey;

use crate::corpus::Document;
use crate::text::{StopList, TokenBuffer, Tokenizer};
use context::Surroundings;
use line::ExcerptBuilder;

/// Finds every hit of a query, with the text around it.
///
/// ```
/// use tasnif::stats::{Concordancer, ContextWidth, Query};
/// use tasnif::{Document, StopList, Tokenizer};
///
/// let (tokenizer, stop_list) = (Tokenizer::default(), StopList::default());
/// let query = Query::term(&tokenizer, &stop_list, "مصر")?;
/// let concordancer = Concordancer::new(tokenizer, stop_list, query, ContextWidth::Words(1), &[]);
/// let lines = concordancer.session().lines(Document::new("d", "فازت بعثة مِصرَ أمس"));
/// let line = &lines[0];
/// assert_eq!((line.left(), line.keyword(), line.right()), ("بعثة ", "مِصرَ", " أمس"));
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug)]
pub struct Concordancer {
    tokenizer: Tokenizer,
    stop_list: StopList,
    query: Query,
    width: ContextWidth,
    sort: Vec<SortKey>,
}

impl Concordancer {
    /// Searches for `query` in texts. They are tokenised with `tokenizer` and `stop_list`, which must be
    /// those of the query. Lines can be sorted by `sort`, the first key first.
    pub fn new(
        tokenizer: Tokenizer,
        stop_list: StopList,
        query: Query,
        width: ContextWidth,
        sort: &[SortKey],
    ) -> Self {
        Concordancer {
            tokenizer,
            stop_list,
            query,
            width,
            sort: sort::deciding(sort).to_vec(),
        }
    }

    /// Working memory for documents read one after another; each thread needs its own.
    pub fn session(&self) -> ConcordanceSession<'_> {
        ConcordanceSession {
            concordancer: self,
            tokens: TokenBuffer::default(),
            words: TokenBuffer::default(),
        }
    }

    /// Whether contexts or sorting depend on the words around a hit.
    fn needs_words(&self) -> bool {
        matches!(self.width, ContextWidth::Words(_)) || !self.sort.is_empty()
    }
}

/// Reads documents one after another.
#[derive(Debug)]
pub struct ConcordanceSession<'c> {
    concordancer: &'c Concordancer,
    /// The tokens that are compared with the query.
    tokens: TokenBuffer,
    /// All words of a text, including stop words, before stemming.
    words: TokenBuffer,
}

impl ConcordanceSession<'_> {
    /// The hits in `document`, by start position.
    pub fn lines(&mut self, document: Document) -> Vec<ConcordanceLine> {
        let concordancer = self.concordancer;
        let text = &document.text;
        let hits = self.hits(text);
        if hits.is_empty() {
            return Vec::new();
        }
        if concordancer.needs_words() {
            concordancer.tokenizer.read_unstemmed(text, &mut self.words);
        }
        let surroundings = Surroundings::new(text, concordancer.width, &self.words);
        let mut excerpt = ExcerptBuilder::new(text);
        for hit in hits {
            let around = surroundings.of(&hit);
            let key = sort::key(
                &concordancer.sort,
                &concordancer.tokenizer,
                text,
                &self.words,
                &hit,
            );
            excerpt.add(hit, around, key);
        }
        excerpt.finish(document.id, document.place)
    }

    fn hits(&mut self, text: &str) -> Vec<Range<usize>> {
        let concordancer = self.concordancer;
        if concordancer.query.needs_tokens() {
            concordancer
                .tokenizer
                .read_kept(text, &mut self.tokens, |token| {
                    !concordancer.stop_list.contains(token)
                });
        }
        concordancer.query.find(text, &self.tokens)
    }
}

#[cfg(test)]
mod tests;
