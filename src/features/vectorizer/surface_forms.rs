//! Surface forms of a model's words in the training documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::Selection;
use crate::error::Result;
use crate::features::clitics::table::CliticTable;
use crate::features::counting::levels::token_counts;
use crate::features::counting::selected::Selected;

impl Selection<'_> {
    /// The most frequent surface form of each of `words`, if it differs from the normalised word; the first
    /// in byte order on ties. With `clitics`, a word includes all its forms.
    ///
    /// Without [`TokenizedCorpus::with_written_forms`] the result is empty. Surface forms are counted over
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
        let of_word = |word: &&str| tokens.get(word).map(|token| forms[token as usize]);
        let found = words
            .iter()
            .filter_map(|word| Some((*word, of_word(word)?)));
        Ok(found
            .filter(|(word, form)| !form.is_empty() && word != form)
            .map(|(word, form)| (word.to_owned(), form.to_owned()))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;

    fn corpus(texts: &[&str]) -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default().with_written_forms();
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
