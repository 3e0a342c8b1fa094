//! Surface forms of a model's words in the training documents.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::corpus::Selection;
use crate::corpus::tokens::surface_form_counts::SurfaceFormCounts;
use crate::corpus::tokens::token_table::TokenTable;
use crate::error::Result;
use crate::features::clitics::table::CliticTable;
use crate::features::counting::levels::token_counts;
use crate::features::counting::selected::Selected;

impl Selection<'_> {
    /// The most frequent surface form of each of `words`, if it differs from the normalised word; the first
    /// in byte order on ties. With `clitics`, a word includes all its forms.
    ///
    /// Without [`TokenizedCorpus::with_surface_forms`] the result is empty. Surface forms are counted over
    /// all documents of the corpus.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub(crate) fn surface_forms(
        &self,
        words: &BTreeSet<&str>,
        clitics: Option<&CliticTable>,
    ) -> Result<BTreeMap<String, String>> {
        let Some(written) = self.corpus().known_forms() else {
            return Ok(BTreeMap::new());
        };
        let tokens = self.corpus().tokens();
        let counts = token_counts(&Selected::new(self), tokens.len())?;
        let base = |token: &str| clitics.and_then(|clitics| clitics.base(token));
        let term_of: Vec<u32> = (0..tokens.len() as u32)
            .map(|token| {
                let base = base(tokens.token(token)).and_then(|base| tokens.get(base));
                base.unwrap_or(token)
            })
            .collect();
        let forms = written.most_frequent(tokens, &counts, |token| term_of[token as usize]);
        Ok(differing(words, tokens, &forms))
    }

    /// Adds the counts of the surface forms of some tokens of the corpus: all occurrences of a token, and those in each
    /// form that differs from it.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub(crate) fn count_forms(
        &self,
        is_counted: impl Fn(&str) -> bool,
        found: &mut FormCounts,
    ) -> Result<()> {
        let tokens = self.corpus().tokens();
        let counts = token_counts(&Selected::new(self), tokens.len())?;
        for (token, count) in tokens.iter().zip(counts) {
            if count > 0 && is_counted(token) {
                found.add_token(token, count.into());
            }
        }
        for (form, token, count) in self.corpus().surface_form_counts().iter() {
            let token = tokens.token(token);
            if is_counted(token) {
                found.add_form(token, form, count);
            }
        }
        Ok(())
    }
}

/// The words whose form differs from them; `forms` has that of each token, which may be empty.
fn differing(
    words: &BTreeSet<&str>,
    tokens: &TokenTable,
    forms: &[&str],
) -> BTreeMap<String, String> {
    let of_word = |word: &&str| tokens.get(word).map(|token| forms[token as usize]);
    let found = words
        .iter()
        .filter_map(|word| Some((*word, of_word(word)?)));
    found
        .filter(|(word, form)| !form.is_empty() && word != form)
        .map(|(word, form)| (word.to_owned(), form.to_owned()))
        .collect()
}

/// Counts of surface forms, which can be added up.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormCounts {
    tokens: TokenTable,
    counts: Vec<u64>,
    written: SurfaceFormCounts,
}

impl FormCounts {
    /// Adds occurrences of a token, in whatever form.
    pub(crate) fn add_token(&mut self, token: &str, count: u64) {
        let number = self.number(token);
        self.counts[number as usize] += count;
    }

    /// Adds occurrences of a token in a form that differs from it. They are among those of the token.
    pub(crate) fn add_form(&mut self, token: &str, form: &str, count: u64) {
        let number = self.number(token);
        self.written.insert(form, number, count, &self.tokens);
    }

    fn number(&mut self, token: &str) -> u32 {
        let number = self.tokens.insert(token);
        if number as usize == self.counts.len() {
            self.counts.push(0);
        }
        number
    }

    /// Each token with its occurrences.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = (&str, u64)> {
        self.tokens.iter().zip(self.counts.iter().copied())
    }

    /// Each form with its token and its occurrences.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        let forms = self.written.iter();
        forms.map(|(form, token, count)| (self.tokens.token(token), form, count))
    }

    /// The most frequent surface form of each of `words`, as [`Selection::surface_forms`] finds it.
    pub(crate) fn surface_forms(&self, words: &BTreeSet<&str>) -> BTreeMap<String, String> {
        let forms = self.most_frequent(|token| token);
        differing(words, &self.tokens, &forms)
    }

    /// The most frequent surface form of each term that differs from it, as [`Terms`](crate::Terms) finds it; `term_of`
    /// gives the term of a token. Tokens without a term have no form.
    pub(crate) fn term_forms(
        mut self,
        term_of: impl Fn(&str) -> Option<String>,
    ) -> HashMap<String, String> {
        // No token is empty, so this string is unique.
        let gap = self.number("");
        let mut terms = Vec::with_capacity(self.tokens.len());
        for token in 0..self.tokens.len() as u32 {
            let term = term_of(self.tokens.token(token));
            terms.push(term.map_or(gap, |term| self.tokens.insert(&term)));
        }
        // Stems that were no tokens before.
        terms.extend(terms.len() as u32..self.tokens.len() as u32);
        self.counts.resize(self.tokens.len(), 0);
        let forms = self.most_frequent(|token| terms[token as usize]);
        let terms = self.tokens.iter().zip(forms);
        let differing = terms.filter(|(term, form)| !form.is_empty() && term != form);
        differing
            .map(|(term, form)| (term.to_owned(), form.to_owned()))
            .collect()
    }

    fn most_frequent(&self, term_of: impl Fn(u32) -> u32) -> Vec<&str> {
        let saturated = |&count: &u64| u32::try_from(count).unwrap_or(u32::MAX);
        let counts: Vec<u32> = self.counts.iter().map(saturated).collect();
        self.written.most_frequent(&self.tokens, &counts, term_of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;

    fn corpus(texts: &[&str]) -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default().with_surface_forms();
        for text in texts {
            corpus.push(text, "a").unwrap();
        }
        corpus
    }

    fn forms(corpus: &TokenizedCorpus, words: &[&str]) -> BTreeMap<String, String> {
        let words = words.iter().copied().collect();
        corpus.all().surface_forms(&words, None).unwrap()
    }

    #[test]
    fn the_most_frequent_form_is_kept_where_it_differs() {
        let texts = ["مدرسة مدرسه أحمد", "مدرسة احمد Minister minister", "كتاب"];
        let corpus = corpus(&texts);
        let words = ["مدرسه", "احمد", "minister", "كتاب", "غائب"];
        let expected = [
            // Once each: the first in byte order.
            ("minister", "Minister"),
            ("احمد", "أحمد"),
            ("مدرسه", "مدرسة"),
        ];
        let expected = expected.map(|(word, form)| (word.to_owned(), form.to_owned()));
        assert_eq!(forms(&corpus, &words), BTreeMap::from(expected));
    }

    #[test]
    fn without_written_forms_none_are_known() {
        let mut corpus = TokenizedCorpus::default();
        corpus.push("مدرسة", "a").unwrap();
        assert!(forms(&corpus, &["مدرسه"]).is_empty());
    }
}
