//! Replaces the tokens of many texts with their base forms.

use super::table::CliticTable;
use crate::corpus::tokens::token_table::TokenTable;
use crate::features::counting::ngram_key::NONE;
use crate::text::TokenBuffer;

/// How many distinct tokens are cached.
const MOST_REMEMBERED: usize = 1 << 20;

/// Finds the base forms of tokens and caches them: most words of a text occurred in earlier texts.
pub(crate) struct BaseForms<'t> {
    table: &'t CliticTable,
    seen: TokenTable,
    /// Index of the base form of each cached token, or [`NONE`].
    bases: Vec<u32>,
    /// Working memory.
    spare: TokenBuffer,
}

impl<'t> BaseForms<'t> {
    pub(crate) fn new(table: &'t CliticTable) -> Self {
        BaseForms {
            table,
            seen: TokenTable::default(),
            bases: Vec::new(),
            spare: TokenBuffer::default(),
        }
    }

    /// Replaces `tokens` with their base forms; spans are unchanged.
    pub(crate) fn replace(&mut self, tokens: &mut TokenBuffer) {
        if self.seen.len() > MOST_REMEMBERED {
            self.seen = TokenTable::default();
            self.bases.clear();
        }
        std::mem::swap(tokens, &mut self.spare);
        tokens.clear();
        for index in 0..self.spare.len() {
            let seen = self.seen.insert_from(&self.spare, index) as usize;
            let token = self.spare.token(index);
            if seen == self.bases.len() {
                let base = self.table.find(token);
                self.bases.push(base.map_or(NONE, |word| word as u32));
            }
            let text = match self.bases[seen] {
                NONE => token,
                base => self.table.word(base as usize),
            };
            tokens.push(text, self.spare.span(index));
        }
    }
}
