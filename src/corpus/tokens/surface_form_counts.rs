//! Surface forms of tokens.

use super::token_table::TokenTable;
use crate::text::TokenBuffer;

/// Counts of surface forms that differ from their tokens.
///
/// A surface form that equals its token needs no entry here: its count is the remainder.
#[derive(Debug, Clone, Default)]
pub(crate) struct SurfaceFormCounts {
    forms: TokenTable,
    /// Token of each form; the first in byte order, if a form ever belongs to two.
    token_of: Vec<u32>,
    counts: Vec<u64>,
}

impl SurfaceFormCounts {
    /// Counts the surface forms in `text`; `numbers` are the ids of its tokens in `table`.
    pub(crate) fn read(
        &mut self,
        text: &str,
        tokens: &TokenBuffer,
        numbers: &[u32],
        table: &TokenTable,
    ) {
        for (index, &number) in numbers.iter().enumerate() {
            let span = tokens.span(index);
            if text[span.clone()] != *tokens.token(index) {
                let form = self.forms.insert_stretch(text, span);
                self.add(form, number, 1, table);
            }
        }
    }

    /// Counts occurrences of the surface form of a token.
    pub(crate) fn insert(&mut self, form: &str, token: u32, count: u64, tokens: &TokenTable) {
        let form = self.forms.insert(form);
        self.add(form, token, count, tokens);
    }

    fn add(&mut self, form: u32, token: u32, count: u64, tokens: &TokenTable) {
        let form = form as usize;
        if form == self.counts.len() {
            self.counts.push(0);
            self.token_of.push(token);
        }
        self.counts[form] += count;
        let have = self.token_of[form];
        if have != token && tokens.token(token) < tokens.token(have) {
            self.token_of[form] = token;
        }
    }

    /// Each form with its token and its count.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, u32, u64)> {
        let counts = self.token_of.iter().zip(&self.counts);
        let forms = self.forms.iter().zip(counts);
        forms.map(|(form, (&token, &count))| (form, token, count))
    }

    /// Adds the counts of `other`, whose token ids are `numbers` here.
    pub(crate) fn append(
        &mut self,
        other: &SurfaceFormCounts,
        number: impl Fn(u32) -> u32,
        tokens: &TokenTable,
    ) {
        for (index, form) in other.forms.iter().enumerate() {
            let token = number(other.token_of[index]);
            self.insert(form, token, other.counts[index], tokens);
        }
    }

    /// The most frequent surface form of each term, the first in byte order on ties.
    ///
    /// `counts` gives the frequency of each token, `term_of` the term to which it belongs.
    pub(crate) fn most_frequent<'s>(
        &'s self,
        tokens: &'s TokenTable,
        counts: &[u32],
        term_of: impl Fn(u32) -> u32,
    ) -> Vec<&'s str> {
        let mut best: Vec<(u64, &str)> = vec![(0, ""); tokens.len()];
        let mut consider = |term: u32, count: u64, form: &'s str| {
            let have = &mut best[term as usize];
            if count > have.0 || (count == have.0 && count > 0 && form < have.1) {
                *have = (count, form);
            }
        };
        let mut as_they_are: Vec<u64> = counts.iter().map(|&count| u64::from(count)).collect();
        for (index, form) in self.forms.iter().enumerate() {
            let (token, count) = (self.token_of[index], self.counts[index]);
            let rest = &mut as_they_are[token as usize];
            *rest = rest.saturating_sub(count);
            consider(term_of(token), count, form);
        }
        for (token, &count) in as_they_are.iter().enumerate() {
            consider(term_of(token as u32), count, tokens.token(token as u32));
        }
        best.into_iter().map(|(_, form)| form).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    #[test]
    fn forms_of_a_term_compete_with_the_token_itself() {
        let mut tokens = TokenTable::default();
        let [minister, ministers] = ["minister", "ministers"].map(|t| tokens.insert(t));
        let (mut left, mut right) = (SurfaceFormCounts::default(), SurfaceFormCounts::default());
        let read = |forms: &mut SurfaceFormCounts, text: &str, numbers: &[u32]| {
            let mut buffer = TokenBuffer::default();
            Tokenizer::default().read(text, &mut buffer);
            forms.read(text, &buffer, numbers, &tokens);
        };
        read(&mut left, "Minister, minister", &[minister, minister]);
        read(&mut right, "MINISTERS: Minister", &[ministers, minister]);
        left.append(&right, |token| token, &tokens);
        let own = left.most_frequent(&tokens, &[3, 3], |token| token);
        assert_eq!(own, ["Minister", "ministers"]);
        let together = left.most_frequent(&tokens, &[3, 2], |_| minister);
        assert_eq!(together, ["Minister", ""]);
    }
}
