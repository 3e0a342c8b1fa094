//! Explains tokens: the steps from each written word to its token.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::addresses::addresses;
use super::arabic::is_mark;
use super::expansion::expansion;
use super::general::{ascii_digit, fold_case, is_control, punctuation};
use super::letters::Letters;
use super::profile::{Profile, RuleSet};
use super::step::{Explanation, Step, StepKind};
use super::token_buffer::TokenBuffer;
use super::tokenizer::Tokenizer;

/// Every token of `text` with the steps that led to it, and every word that is not a token: addresses, and
/// stop words, for which `keep` is false.
///
/// ```
/// use tasnif::text::explain;
/// use tasnif::{Tokenizer};
///
/// let words = explain(&Tokenizer::default(), "أحمدُ", |_| true);
/// let steps: Vec<_> = words[0].steps.iter().map(|step| step.kind.name()).collect();
/// assert_eq!(steps, ["marks", "alef"]);
/// assert_eq!(words[0].token.as_deref(), Some("احمد"));
/// ```
pub fn explain(tokenizer: &Tokenizer, text: &str, keep: impl Fn(&str) -> bool) -> Vec<Explanation> {
    let mut tokens = TokenBuffer::default();
    tokenizer.read_by_profile(text, &mut tokens);
    let words = (0..tokens.len()).map(|index| {
        let mut word = Word::new(text, tokens.span(index));
        word.by_profile(tokenizer.profile(), place_in_character(&tokens, index));
        word.by_settings(tokenizer, &keep);
        word.into_explanation()
    });
    let mut explained: Vec<Explanation> = words.collect();
    if tokenizer.profile().rules() != RuleSet::Plain {
        explained.extend(addresses(text).into_iter().map(passed_over));
        explained.sort_by_key(|word| word.start);
    }
    explained
}

/// How many tokens before the one at `index` come from the same character.
fn place_in_character(tokens: &TokenBuffer, index: usize) -> usize {
    let before = (0..index).rev();
    before
        .take_while(|&other| tokens.span(other) == tokens.span(index))
        .count()
}

fn passed_over(address: Range<usize>) -> Explanation {
    Explanation {
        start: address.start,
        end: address.end,
        steps: vec![Step {
            kind: StepKind::Address,
            result: None,
        }],
        token: None,
    }
}

/// A word during its steps.
struct Word {
    span: Range<usize>,
    now: Option<String>,
    steps: Vec<Step>,
}

impl Word {
    fn new(text: &str, span: Range<usize>) -> Self {
        Word {
            now: Some(text[span.clone()].to_owned()),
            span,
            steps: Vec::new(),
        }
    }

    /// Applies a step, which is recorded if it changes the word.
    fn step(&mut self, kind: StepKind, change: impl FnOnce(&str) -> Option<String>) {
        let Some(before) = &self.now else { return };
        let after = change(before);
        if after != self.now {
            self.steps.push(Step {
                kind,
                result: after.clone(),
            });
            self.now = after;
        }
    }

    /// `place` is the index of the word among those of its character.
    fn by_profile(&mut self, profile: Profile, place: usize) {
        if profile.rules() == RuleSet::Plain {
            return;
        }
        if profile.version() > 1 {
            self.step(StepKind::Composition, |word| {
                Some(expanded(word, profile, place))
            });
        }
        match profile.letters() {
            Some(letters) => {
                self.step(StepKind::Composition, |word| Some(composed(word)));
                for kind in StepKind::BY_CHARACTER {
                    let change = |c: char| character(kind, c, letters);
                    self.step(kind, |word| Some(word.chars().filter_map(change).collect()));
                }
            }
            None => {
                self.step(StepKind::Composition, |word| Some(word.nfkc().collect()));
                let kept = |c: &char| !is_control(*c) && !c.is_whitespace();
                self.step(StepKind::Controls, |word| {
                    Some(word.chars().filter(kept).collect())
                });
            }
        }
        self.step(StepKind::Case, |word| {
            if profile.version() == 1 {
                return Some(word.chars().flat_map(char::to_lowercase).collect());
            }
            let mut folded = String::with_capacity(word.len());
            fold_case(word.chars(), |c| folded.push(c));
            Some(folded)
        });
    }

    fn by_settings(&mut self, tokenizer: &Tokenizer, keep: impl Fn(&str) -> bool) {
        let owned = |word: Cow<'_, str>| Some(word.into_owned());
        self.step(StepKind::HamzaSeats, |word| owned(tokenizer.reseated(word)));
        self.step(StepKind::StopWord, |word| {
            keep(word).then(|| word.to_owned())
        });
        self.step(StepKind::Stem, |word| owned(tokenizer.stem(word)));
    }

    fn into_explanation(self) -> Explanation {
        Explanation {
            start: self.span.start,
            end: self.span.end,
            steps: self.steps,
            token: self.now,
        }
    }
}

/// The word at `place` among those of a single character; any other text unchanged.
fn expanded(word: &str, profile: Profile, place: usize) -> String {
    let mut chars = word.chars();
    let words = match (chars.next(), chars.next()) {
        (Some(c), None) => expansion(c, profile.rules() == RuleSet::Arabic),
        _ => Vec::new(),
    };
    words
        .into_iter()
        .nth(place)
        .unwrap_or_else(|| word.to_owned())
}

/// A word under NFKC, unless that only reorders marks, which are removed anyway.
fn composed(word: &str) -> String {
    let composed: String = word.nfkc().collect();
    let unmarked = |c: &char| !is_mark(*c);
    if word
        .chars()
        .filter(unmarked)
        .eq(composed.chars().filter(unmarked))
    {
        return word.to_owned();
    }
    composed
}

/// The result of a step for one character, in profiles that know Arabic script.
fn character(kind: StepKind, c: char, letters: Letters) -> Option<char> {
    let tatweel = c == '\u{640}';
    match kind {
        StepKind::Controls => (!is_control(c)).then_some(c),
        StepKind::Tatweel => (!tatweel).then_some(c),
        StepKind::Marks => (!is_mark(c) || tatweel).then_some(c),
        StepKind::Punctuation => punctuation(c),
        StepKind::Digits => Some(ascii_digit(c).unwrap_or(c)),
        _ if unifies(kind, letters.fold(c)) => Some(letters.fold(c)),
        _ => Some(c),
    }
}

/// Whether a step maps other forms to `letter`.
fn unifies(kind: StepKind, letter: char) -> bool {
    match letter {
        '\u{627}' => kind == StepKind::Alef,
        '\u{64A}' | '\u{6CC}' => kind == StepKind::Ya,
        '\u{643}' | '\u{6A9}' => kind == StepKind::Kaf,
        '\u{647}' | '\u{6C1}' | '\u{6C3}' => kind == StepKind::Ha,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::hamza::HamzaSeats;
    use super::super::stem::StemLanguage;
    use super::*;

    fn steps(tokenizer: Tokenizer, text: &str) -> Vec<(&'static str, Option<String>)> {
        let words = explain(&tokenizer, text, |token| token != "the");
        assert_eq!(words.len(), 1, "{text}");
        let steps = words.into_iter().flat_map(|word| word.steps);
        steps.map(|step| (step.kind.name(), step.result)).collect()
    }

    fn change(name: &'static str, result: &str) -> (&'static str, Option<String>) {
        (name, Some(result.to_owned()))
    }

    #[test]
    fn each_step_that_changes_a_word_is_told() {
        let auto = Tokenizer::default();
        for (text, expected) in [
            ("الرَّئيسُ", vec![change("marks", "الرئيس")]),
            ("أحمد", vec![change("alef", "احمد")]),
            (
                "ا\u{653}ل",
                vec![change("composition", "آل"), change("alef", "ال")],
            ),
            ("ﻻ", vec![change("composition", "لا")]),
            ("مـــصر", vec![change("tatweel", "مصر")]),
            (
                "١٢٫٥",
                vec![change("punctuation", "١٢.٥"), change("digits", "12.5")],
            ),
            ("مدرسة", vec![change("ha", "مدرسه")]),
            ("علىٰ", vec![change("marks", "على"), change("ya", "علي")]),
            (
                "می\u{200C}روم",
                vec![change("controls", "میروم"), change("ya", "ميروم")],
            ),
            ("Straße", vec![change("case", "straße")]),
            ("The", vec![change("case", "the"), ("stop-word", None)]),
            ("http://a.example/", vec![("address", None)]),
            ("مصر", vec![]),
        ] {
            assert_eq!(steps(auto, text), expected, "{text}");
        }
        let persian = Tokenizer::new(Profile::PERSIAN).with_hamza_seats(HamzaSeats::Fold);
        let expected = [change("kaf", "مسئولک"), change("hamza-seats", "مسیولک")];
        assert_eq!(steps(persian, "مسئولك"), expected);
        let english = auto.with_stem(Some(StemLanguage::English));
        let expected = [change("case", "ministers"), change("stem", "minist")];
        assert_eq!(steps(english, "Ministers"), expected);
    }

    fn check(tokenizer: &Tokenizer, text: &str) -> Result<(), TestCaseError> {
        let keep = |token: &str| token.len() != 4;
        let mut kept = tokenizer.kept_tokens(text, keep).into_iter();
        for word in explain(tokenizer, text, keep) {
            let original = Some(text[word.start..word.end].to_owned());
            let last = word
                .steps
                .last()
                .map_or(original, |step| step.result.clone());
            prop_assert_eq!(&last, &word.token);
            if let Some(token) = word.token {
                let expected = kept.next().map(|kept| (kept.text, kept.start, kept.end));
                prop_assert_eq!(Some((token, word.start, word.end)), expected);
            }
        }
        prop_assert_eq!(kept.next(), None);
        Ok(())
    }

    proptest! {
        #[test]
        fn steps_lead_to_the_tokens(
            text in "([a-zA-Z0-9_.,:;'@/ -]|[ءآأؤإئابةتثجىيکیكهہۂۃۀھےۓ]|[\u{64B}-\u{655}ـٰ]|[٠-٩۰-۹٫٬]|[،؛؟۔«»“”’]|[éçßİŞﬁ①Ａ½⑴℃ΣςÅ\u{301}\u{307}⁄]|[\u{FB50}-\u{FDFF}\u{FE70}-\u{FEFC}]|[\u{200C}\u{200F}\u{AD}]|(www\\.|://)){0,30}",
            any in "\\PC{0,30}",
        ) {
            for profile in Profile::ALL {
                let plain = Tokenizer::new(profile);
                let full = plain.with_hamza_seats(HamzaSeats::Fold);
                for language in [None, Some(StemLanguage::Arabic), Some(StemLanguage::English)] {
                    check(&full.with_stem(language), &text)?;
                    check(&plain.with_stem(language), &any)?;
                }
            }
        }
    }
}
