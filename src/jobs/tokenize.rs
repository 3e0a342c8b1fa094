//! The tokens and terms of texts, as the other jobs see them.

use crate::features::{CliticTable, FeatureSettings};
use crate::model::Model;
use crate::text::{NgramRange, Token, Tokenizer, for_each_char_ngram};

/// How texts are tokenised.
#[derive(Debug, Clone)]
pub struct TextReading {
    /// How text becomes tokens.
    pub tokenizer: Tokenizer,
    /// Which tokens are kept, and the lengths of n-grams.
    pub settings: FeatureSettings,
    /// The word forms that a model groups.
    clitics: Option<CliticTable>,
}

impl TextReading {
    /// With these settings.
    pub fn new(settings: FeatureSettings) -> Self {
        TextReading {
            tokenizer: settings.tokenizer(),
            settings,
            clitics: None,
        }
    }

    /// As a model tokenises texts.
    pub fn of_model(model: Model) -> Self {
        TextReading {
            clitics: model.features.clitics,
            ..TextReading::new(model.settings.features)
        }
    }

    /// The tokens of a text.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let keep = |token: &str| self.settings.keeps(token);
        let mut tokens = self.tokenizer.kept_tokens(text, keep);
        for token in &mut tokens {
            if let Some(base) = self.base(&token.text) {
                token.text = base.to_owned();
            }
        }
        tokens
    }

    /// The terms that these tokens form.
    pub fn terms(&self, tokens: &[Token]) -> Vec<Token> {
        terms(tokens, self.settings.ngrams, self.settings.char_ngrams)
    }

    /// The token under which a token is counted, if it is grouped with others.
    pub fn base(&self, token: &str) -> Option<&str> {
        self.clitics.as_ref()?.base(token)
    }
}

/// Word n-grams, shorter ones first, then character n-grams.
fn terms(tokens: &[Token], ngrams: NgramRange, chars: Option<NgramRange>) -> Vec<Token> {
    let mut terms = Vec::new();
    for length in ngrams.low()..=ngrams.high() {
        for window in tokens.windows(length) {
            let words: Vec<_> = window.iter().map(|token| token.text.as_str()).collect();
            terms.push(Token {
                text: words.join(" "),
                start: window[0].start,
                end: window[length - 1].end,
            });
        }
    }
    for token in tokens {
        if let Some(range) = chars {
            for_each_char_ngram(&token.text, range, |ngram| {
                terms.push(Token {
                    text: ngram.to_owned(),
                    start: token.start,
                    end: token.end,
                });
            });
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    #[test]
    fn terms_span_their_tokens() {
        let tokens = Tokenizer::default().tokens("a bc");
        let found = terms(
            &tokens,
            NgramRange::new(1, 2).unwrap(),
            Some(NgramRange::new(3, 3).unwrap()),
        );
        let found: Vec<_> = found
            .iter()
            .map(|t| (t.text.as_str(), t.start, t.end))
            .collect();
        assert_eq!(
            found,
            [
                ("a", 0, 1),
                ("bc", 2, 4),
                ("a bc", 0, 4),
                ("~_a_", 0, 1),
                ("~_bc", 2, 4),
                ("~bc_", 2, 4)
            ]
        );
    }
}
