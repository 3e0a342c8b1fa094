//! Which tokens of a corpus are terms.

use std::borrow::Cow;
use std::collections::HashMap;

use super::levels::{Frequency, token_counts, tokens_level};
use super::selected::Selected;
use crate::corpus::tokens::tokenized::TokenizedCorpus;
use crate::error::Result;
use crate::features::clitics::learning::learn_bases;
use crate::text::{CorpusLanguages, NgramRange, StopList, StopListSource, Tokenizer};

/// Which tokens are terms.
#[derive(Debug, Clone)]
pub struct TermSettings {
    /// Stems tokens if it is configured to.
    pub tokenizer: Tokenizer,
    /// Words that are not terms, in their normalised, unstemmed form.
    pub stop_list: StopList,
    /// Whether the stop lists of the documents' languages ([`CorpusLanguages::lists`]) are added; default no.
    pub stop_lists_of_languages: bool,
    /// Whether tokens without a letter, and single letters, are terms; default no.
    pub all_tokens: bool,
    /// Whether Arabic words that differ only in clitics are one term, if the documents contain the word
    /// without them, as in models ([`crate::FeatureSettings::clitics`]); default no.
    pub clitics: bool,
    /// Lengths of word n-grams; default single words. N-grams never contain non-terms.
    pub ngrams: NgramRange,
    /// Minimum number of occurrences of a term in the whole corpus; default 1.
    pub min_count: u64,
}

impl Default for TermSettings {
    fn default() -> Self {
        TermSettings {
            tokenizer: Tokenizer::default(),
            stop_list: StopList::default(),
            stop_lists_of_languages: false,
            all_tokens: false,
            clitics: false,
            ngrams: NgramRange::WORDS,
            min_count: 1,
        }
    }
}

impl TermSettings {
    /// The term of a token; `None` for a non-term.
    pub(crate) fn term<'t>(&self, token: &'t str, stop_list: &StopList) -> Option<Cow<'t, str>> {
        let worded = || token.chars().any(char::is_alphabetic) && token.chars().nth(1).is_some();
        let is_term = (self.all_tokens || worded()) && !stop_list.contains(token);
        is_term.then(|| self.tokenizer.stem(token))
    }
}

/// The terms of a corpus.
#[derive(Debug, Clone)]
pub struct FoundTerms {
    /// Token id of the term of each token.
    pub(crate) term_of: Vec<u32>,
    /// Placeholder token id for non-terms.
    pub(crate) gap: u32,
    pub(crate) ngrams: NgramRange,
    pub(crate) min_count: u64,
    pub(crate) stop_lists: Vec<StopListSource>,
    stop_list: StopList,
}

impl FoundTerms {
    /// The term under which a normalised word of the corpus is counted.
    pub fn base<'c>(&self, corpus: &'c TokenizedCorpus, word: &str) -> Option<&'c str> {
        let tokens = corpus.tokens();
        let term = self.term_of[tokens.get(word)? as usize];
        (term != self.gap).then(|| tokens.token(term))
    }

    /// The words that are not terms.
    pub fn stop_list(&self) -> &StopList {
        &self.stop_list
    }

    /// The term of each token that is counted as another token.
    pub fn bases(&self, corpus: &TokenizedCorpus) -> HashMap<String, String> {
        let tokens = corpus.tokens();
        let terms = self.term_of.iter().enumerate();
        let others = terms.filter(|&(token, &term)| term != self.gap && term as usize != token);
        let text = |token| tokens.token(token).to_owned();
        others
            .map(|(token, &term)| (text(token as u32), text(term)))
            .collect()
    }
}

impl TokenizedCorpus {
    /// Determines which tokens are terms; stems are added to the tokens.
    ///
    /// # Errors
    /// When word forms are grouped and the corpus's temporary file cannot be read.
    pub fn find_terms(&mut self, settings: &TermSettings) -> Result<FoundTerms> {
        let stop_list = self.stop_list(settings)?;
        let stop_lists = stop_list.sources_of(self.tokens().iter());
        let tokens = self.tokens_mut();
        // No token is empty, so this string is unique.
        let gap = tokens.insert("");
        let before = tokens.len() as u32;
        let mut term_of: Vec<u32> = (0..before)
            .map(|token| {
                let text = tokens.token(token);
                match settings.term(text, &stop_list).map(Cow::into_owned) {
                    None => gap,
                    Some(term) if term == text => token,
                    Some(term) => tokens.insert(&term),
                }
            })
            .collect();
        // A stem that was not a token before is its own term.
        term_of.extend(before..tokens.len() as u32);
        if settings.clitics {
            self.group_forms(&mut term_of, gap)?;
        }
        Ok(FoundTerms {
            term_of,
            gap,
            ngrams: settings.ngrams,
            min_count: settings.min_count,
            stop_lists,
            stop_list,
        })
    }

    /// The stop words: those of `settings`, and of the languages found.
    fn stop_list(&self, settings: &TermSettings) -> Result<StopList> {
        let mut stop_list = settings.stop_list.clone();
        if settings.stop_lists_of_languages {
            let tokenizer = settings.tokenizer.with_stem(None);
            for list in self.languages(&tokenizer)?.lists() {
                stop_list.add(StopList::built_in(&tokenizer, list));
            }
        }
        Ok(stop_list)
    }

    /// The languages of the documents; `tokenizer` was used to read them.
    pub(crate) fn languages(&self, tokenizer: &Tokenizer) -> Result<CorpusLanguages> {
        let selected = Selected::new(&self.all());
        let counts = token_counts(&selected, self.tokens().len())?;
        let mut languages = CorpusLanguages::new(tokenizer);
        for (token, count) in self.tokens().iter().zip(counts) {
            languages.add(token, count.into());
        }
        Ok(languages)
    }

    /// Replaces each term with its base form; non-terms are no evidence for base forms.
    fn group_forms(&self, term_of: &mut [u32], gap: u32) -> Result<()> {
        let mut selected = Selected::new(&self.all());
        selected.group(term_of.to_vec());
        selected.gap = Some(gap);
        let df = tokens_level(&selected, Frequency::Documents)?.frequency;
        let base_of = learn_bases(self.tokens(), &df, self.len() as u64);
        for term in term_of {
            *term = base_of[*term as usize];
        }
        Ok(())
    }
}
