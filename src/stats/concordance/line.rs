//! A line of a concordance.

use std::ops::Range;
use std::sync::Arc;

use crate::corpus::Place;

/// A hit with the text around it, in logical order, exactly as written.
#[derive(Debug, Clone)]
pub struct ConcordanceLine {
    /// Byte range of the hit in the text of its document.
    pub span: Range<usize>,
    excerpt: Arc<Excerpt>,
    /// Byte range of the hit in the excerpt.
    keyword: Range<usize>,
    /// Byte range of the hit with its contexts in the excerpt.
    around: Range<usize>,
    sort_key: Box<str>,
}

/// The parts of a document's text that its lines show: neighbouring lines share their overlap.
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

    /// The text before the hit.
    pub fn left(&self) -> &str {
        &self.excerpt.text[self.around.start..self.keyword.start]
    }

    /// The hit as written.
    pub fn keyword(&self) -> &str {
        &self.excerpt.text[self.keyword.clone()]
    }

    /// The text after the hit.
    pub fn right(&self) -> &str {
        &self.excerpt.text[self.keyword.end..self.around.end]
    }

    /// The sort key: lines are sorted by its bytes, and lines with equal keys keep their input order.
    pub fn sort_key(&self) -> &str {
        &self.sort_key
    }
}

/// Collects the lines of a document.
pub(super) struct ExcerptBuilder<'t> {
    text: &'t str,
    shown: String,
    /// End of the excerpted text so far.
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

    /// Adds a hit with the context `around`; hits must be added in order, both by start and by end.
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
