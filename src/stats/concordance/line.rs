//! A line of a concordance.

use std::ops::Range;
use std::sync::Arc;

use crate::corpus::Place;

/// A hit and the text around it, in logical order, exactly as it is written.
#[derive(Debug, Clone)]
pub struct ConcordanceLine {
    /// Bytes of the hit in the text of its document.
    pub span: Range<usize>,
    excerpt: Arc<Excerpt>,
    /// Bytes of the hit in the excerpt.
    keyword: Range<usize>,
    /// Bytes of the hit and its contexts in the excerpt.
    around: Range<usize>,
    sort_key: Box<str>,
}

/// What the lines of a document show of its text: neighbours share what they both show.
#[derive(Debug)]
struct Excerpt {
    id: String,
    place: Place,
    text: String,
}

impl ConcordanceLine {
    /// Name of the document.
    pub fn id(&self) -> &str {
        &self.excerpt.id
    }

    /// Where the document was read.
    pub fn place(&self) -> &Place {
        &self.excerpt.place
    }

    /// What stands before the hit.
    pub fn left(&self) -> &str {
        &self.excerpt.text[self.around.start..self.keyword.start]
    }

    /// The hit as it is written.
    pub fn keyword(&self) -> &str {
        &self.excerpt.text[self.keyword.clone()]
    }

    /// What stands after the hit.
    pub fn right(&self) -> &str {
        &self.excerpt.text[self.keyword.end..self.around.end]
    }

    /// What lines are sorted by: of two lines the one whose key is first in byte order is first,
    /// and of lines with equal keys the one that was read first.
    pub fn sort_key(&self) -> &str {
        &self.sort_key
    }
}

/// Gathers the lines of a document.
pub(super) struct ExcerptBuilder<'t> {
    text: &'t str,
    shown: String,
    /// Where what is shown so far ends in the text.
    shown_to: usize,
    lines: Vec<Placed>,
}

struct Placed {
    span: Range<usize>,
    keyword: Range<usize>,
    around: Range<usize>,
    sort_key: String,
}

impl<'t> ExcerptBuilder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        ExcerptBuilder {
            text,
            shown: String::new(),
            shown_to: 0,
            lines: Vec::new(),
        }
    }

    /// Adds a hit that stands in `around`; neither begins or ends before that of the hit before.
    pub(super) fn add(&mut self, span: Range<usize>, around: Range<usize>, sort_key: String) {
        let from = self.shown_to.max(around.start);
        self.shown.push_str(&self.text[from..around.end]);
        self.shown_to = around.end;
        let end = self.shown.len();
        let in_excerpt =
            |range: &Range<usize>| end - (around.end - range.start)..end - (around.end - range.end);
        self.lines.push(Placed {
            keyword: in_excerpt(&span),
            around: in_excerpt(&around),
            span,
            sort_key,
        });
    }

    pub(super) fn finish(self, id: String, place: Place) -> Vec<ConcordanceLine> {
        let excerpt = Arc::new(Excerpt {
            id,
            place,
            text: self.shown,
        });
        let lines = self.lines.into_iter().map(|line| ConcordanceLine {
            span: line.span,
            excerpt: Arc::clone(&excerpt),
            keyword: line.keyword,
            around: line.around,
            sort_key: line.sort_key.into(),
        });
        lines.collect()
    }
}
