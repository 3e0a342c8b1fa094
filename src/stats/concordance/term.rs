//! A sequence of words, each normalised or with `*`.

use std::ops::Range;

use crate::error::{Error, Result};
use crate::text::{StopList, TokenBuffer, Tokenizer};

/// Matches any letters.
const ANY: char = '*';

/// A sequence of words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TermPattern(Vec<WordPattern>);

/// A normalised word: the pieces before, between and after its `*`; a single piece without one.
#[derive(Debug, PartialEq, Eq)]
struct WordPattern(Vec<String>);

impl TermPattern {
    pub(super) fn new(tokenizer: &Tokenizer, stop_list: &StopList, term: &str) -> Result<Self> {
        let mut words: Vec<WordPattern> = Vec::new();
        for chunk in term.split_whitespace() {
            words.extend(words_of(tokenizer, chunk));
        }
        if words.is_empty() {
            return Err(Error::Settings(
                "the term holds no word; give letters or digits, or `regex` to look for other \
                 characters"
                    .into(),
            ));
        }
        words.retain(|word| !word.is_in(stop_list));
        if words.is_empty() {
            return Err(Error::Settings(
                "the term holds only stop words; look for it with `stop_words` none".into(),
            ));
        }
        words.iter_mut().for_each(|word| word.stem(tokenizer));
        Ok(TermPattern(words))
    }

    /// Byte ranges of all token sequences that match these words.
    pub(super) fn find(&self, tokens: &TokenBuffer) -> Vec<Range<usize>> {
        let starts = (tokens.len() + 1).saturating_sub(self.0.len());
        let spans = tokens.spans();
        (0..starts)
            .filter(|&start| self.is_at(tokens, start))
            .map(|start| spans[start].0..spans[start + self.0.len() - 1].1)
            .collect()
    }

    fn is_at(&self, tokens: &TokenBuffer, start: usize) -> bool {
        let mut words = self.0.iter().enumerate();
        words.all(|(index, word)| word.matches(tokens.token(start + index)))
    }
}

impl WordPattern {
    fn matches(&self, token: &str) -> bool {
        match self.0.as_slice() {
            [] => false,
            [whole] => token == whole,
            [first, between @ .., last] => token
                .strip_prefix(first.as_str())
                .and_then(|rest| rest.strip_suffix(last.as_str()))
                .is_some_and(|rest| holds_in_order(rest, between)),
        }
    }

    /// The word itself, unless it has a `*`.
    fn whole(&self) -> Option<&str> {
        match self.0.as_slice() {
            [whole] => Some(whole),
            _ => None,
        }
    }

    fn is_in(&self, stop_list: &StopList) -> bool {
        self.whole().is_some_and(|word| stop_list.contains(word))
    }

    /// Stems a whole word; a word with a `*` is compared with stems without stemming.
    fn stem(&mut self, tokenizer: &Tokenizer) {
        if let [whole] = self.0.as_mut_slice() {
            *whole = tokenizer.stem(whole).into_owned();
        }
    }
}

/// Whether `pieces` occur in `text` in this order. The first occurrence of each is used, because it leaves
/// the most text for the others.
fn holds_in_order(text: &str, pieces: &[String]) -> bool {
    let mut rest = text;
    pieces.iter().all(|piece| match rest.find(piece.as_str()) {
        Some(at) => {
            rest = &rest[at + piece.len()..];
            true
        }
        None => false,
    })
}

/// The words of a part without white space; a `*` belongs to the adjacent words.
fn words_of(tokenizer: &Tokenizer, chunk: &str) -> Vec<WordPattern> {
    let mut tokens = TokenBuffer::default();
    let mut words: Vec<Vec<String>> = vec![Vec::new()];
    for piece in chunk.split(ANY) {
        tokenizer.read_unstemmed(piece, &mut tokens);
        let mut pieces = tokens.iter().map(str::to_owned);
        // The text after a `*` continues the word before it.
        if let Some(open) = words.last_mut() {
            open.push(pieces.next().unwrap_or_default());
        }
        words.extend(pieces.map(|piece| vec![piece]));
    }
    let words = words.into_iter().map(WordPattern);
    words.filter(|word| word.whole() != Some("")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::StemLanguage;

    fn pieces(term: &str) -> Vec<Vec<String>> {
        let pattern = TermPattern::new(&Tokenizer::default(), &StopList::default(), term);
        pattern.unwrap().0.into_iter().map(|word| word.0).collect()
    }

    fn found(term: &str, text: &str) -> Vec<String> {
        let tokenizer = Tokenizer::default();
        let pattern = TermPattern::new(&tokenizer, &StopList::default(), term).unwrap();
        let mut tokens = TokenBuffer::default();
        tokenizer.read(text, &mut tokens);
        let spans = pattern.find(&tokens).into_iter();
        spans.map(|span| text[span].to_owned()).collect()
    }

    #[test]
    fn stars_belong_to_the_words_beside_them() {
        assert_eq!(pieces("مِصرَ"), [["مصر"]]);
        assert_eq!(pieces("Co-OP*"), [vec!["co"], vec!["op", ""]]);
        assert_eq!(pieces("*ing"), [["", "ing"]]);
        assert_eq!(pieces("a*B*c"), [["a", "b", "c"]]);
        assert_eq!(
            pieces("the * bank,"),
            [vec!["the"], vec!["", ""], vec!["bank"]]
        );
        assert_eq!(pieces("x*y-z*"), [vec!["x", "y"], vec!["z", ""]]);
    }

    #[test]
    fn stars_stand_for_any_letters_even_none() {
        assert_eq!(found("ال*", "البنك مال الْ"), ["البنك", "الْ"]);
        assert_eq!(found("*ing", "Banking sings ing"), ["Banking", "ing"]);
        assert_eq!(
            found("b*n*g", "banking bang bng bgn"),
            ["banking", "bang", "bng"]
        );
        // The start and the end of a pattern do not share letters of a word.
        assert_eq!(found("aba*aba", "aba ababa abaaba"), ["abaaba"]);
        assert_eq!(found("old *", "old bank old"), ["old bank"]);
    }

    #[test]
    fn every_beginning_is_a_hit() {
        assert_eq!(found("a a", "a A a. b a"), ["a A", "A a"]);
        assert!(found("a b c d", "a b c").is_empty());
    }

    #[test]
    fn stop_words_and_endings_are_treated_as_in_texts() {
        let tokenizer = Tokenizer::default().with_stem(Some(StemLanguage::English));
        let stop_list = StopList::from_lines(&tokenizer, "own", "of");
        let pattern = |term| TermPattern::new(&tokenizer, &stop_list, term);
        let ministers = pattern("Ministers of state*").unwrap();
        let words = [vec!["minist".into()], vec!["state".into(), String::new()]];
        assert_eq!(ministers, TermPattern(words.map(WordPattern).into()));
        let message = pattern("Of").unwrap_err().to_string();
        assert!(message.contains("holds only stop words"), "{message}");
    }

    #[test]
    fn a_term_needs_a_word() {
        for term in ["", " ", "…", "http://a.example/"] {
            let tokenizer = Tokenizer::default();
            let result = TermPattern::new(&tokenizer, &StopList::default(), term);
            let message = result.unwrap_err().to_string();
            assert!(message.contains("holds no word"), "{message}");
        }
    }
}
