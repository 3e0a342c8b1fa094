//! Putting base forms in the place of the tokens of many texts.

use super::table::CliticTable;
use crate::corpus::tokens::token_table::TokenTable;
use crate::features::counting::ngram_key::NONE;
use crate::text::TokenBuffer;

/// Distinct tokens that are remembered.
const MOST_REMEMBERED: usize = 1 << 20;

/// Finds the base forms of tokens and remembers them: most words of a text were in those before.
pub(crate) struct BaseForms<'t> {
    table: &'t CliticTable,
    seen: TokenTable,
    /// Index of the base form of each token that was seen, or [`NONE`].
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

    /// Puts base forms in the place of `tokens`; spans stay.
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
