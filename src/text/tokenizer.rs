//! From text to normalised tokens with their positions.

use std::borrow::Cow;
use std::ops::Range;

use super::addresses::addresses;
use super::general::{Folding, Rules, unicode_words};
use super::hamza::HamzaSeats;
use super::letters::Letters;
use super::profile::{Profile, RuleSet};
use super::segment::Segmenter;
use super::stem::StemLanguage;
use super::token_buffer::TokenBuffer;

/// A normalised token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The token in its counted form: never empty, without white space.
    pub text: String,
    /// First byte in the original text. Spans are at character borders and in order. They do not overlap,
    /// except that all words that one character represents (½, ﷺ) have its span.
    pub start: usize,
    /// Byte after the last in the original text.
    pub end: usize,
}

/// Splits text into normalised tokens by the rules of a [`Profile`].
///
/// ```
/// use tasnif::{Profile, Tokenizer};
///
/// let tokens = Tokenizer::new(Profile::AUTO).tokens("مِصر.وقال WHO");
/// let texts: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
/// assert_eq!(texts, ["مصر", "وقال", "who"]);
/// assert_eq!((tokens[0].start, tokens[0].end), (0, 8));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tokenizer {
    profile: Profile,
    hamza_seats: HamzaSeats,
    stem: Option<StemLanguage>,
}

impl Tokenizer {
    /// A tokenizer with the rules of `profile`, without folding of hamza seats and without stemming.
    pub fn new(profile: Profile) -> Self {
        Tokenizer {
            profile,
            ..Tokenizer::default()
        }
    }

    /// The tokenizer with another setting for the hamza on waw and ya.
    #[must_use]
    pub fn with_hamza_seats(self, hamza_seats: HamzaSeats) -> Self {
        Tokenizer {
            hamza_seats,
            ..self
        }
    }

    /// The tokenizer with stemming in a language, or without.
    #[must_use]
    pub fn with_stem(self, stem: Option<StemLanguage>) -> Self {
        Tokenizer { stem, ..self }
    }

    /// The rules in use.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// The stem of a normalised token; the token itself without stemming.
    pub fn stem<'t>(&self, token: &'t str) -> Cow<'t, str> {
        self.stem
            .map_or(Cow::Borrowed(token), |language| language.stem(token))
    }

    /// All tokens of `text`, in order.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        self.kept_tokens(text, |_| true)
    }

    /// The tokens of `text` for which `keep` is true; it is called before stemming.
    pub fn kept_tokens(&self, text: &str, keep: impl Fn(&str) -> bool) -> Vec<Token> {
        let mut buffer = TokenBuffer::default();
        self.read_kept(text, &mut buffer, keep);
        let token = |index| Token {
            text: buffer.token(index).to_owned(),
            start: buffer.span(index).start,
            end: buffer.span(index).end,
        };
        (0..buffer.len()).map(token).collect()
    }

    /// Replaces the content of `buffer` with the tokens of `text`.
    pub fn read(&self, text: &str, buffer: &mut TokenBuffer) {
        self.read_unstemmed(text, buffer);
        if let Some(language) = self.stem {
            buffer.rewrite(|token| Some(language.stem(token)));
        }
    }

    /// Like [`Tokenizer::read`], without the tokens for which `keep` is false: stop words, which are given in
    /// normalised, unstemmed form.
    pub fn read_kept(&self, text: &str, buffer: &mut TokenBuffer, keep: impl Fn(&str) -> bool) {
        self.read_unstemmed(text, buffer);
        match self.stem {
            Some(language) => buffer.rewrite(|token| keep(token).then(|| language.stem(token))),
            None => buffer.retain(keep),
        }
    }

    /// Like [`Tokenizer::read`], with tokens before stemming.
    pub fn read_unstemmed(&self, text: &str, buffer: &mut TokenBuffer) {
        self.read_by_profile(text, buffer);
        if !self.hamza_seats.is_keep() {
            buffer.rewrite(|token| Some(self.reseated(token)));
        }
    }

    /// A token of the profile with its hamza seats folded if the settings say so.
    pub(super) fn reseated<'t>(&self, token: &'t str) -> Cow<'t, str> {
        let letters = self.profile.letters().unwrap_or(Letters::Arabic);
        self.hamza_seats.apply(token, letters)
    }

    /// Puts the tokens of the profile alone into `buffer`.
    pub(super) fn read_by_profile(&self, text: &str, buffer: &mut TokenBuffer) {
        buffer.clear();
        let expand = self.profile.version() > 1;
        let folding = if expand {
            Folding::Case
        } else {
            Folding::LowerCase
        };
        match self.profile.rules() {
            RuleSet::Plain => unicode_words(text, 0..text.len(), Folding::None, buffer),
            RuleSet::Latin => for_each_gap(text, |gap| unicode_words(text, gap, folding, buffer)),
            RuleSet::Auto => segment::<ARABIC>(text, false, expand, buffer),
            RuleSet::Arabic => segment::<ARABIC>(text, true, expand, buffer),
            RuleSet::Persian => segment::<PERSIAN>(text, false, expand, buffer),
            RuleSet::Urdu => segment::<URDU>(text, false, expand, buffer),
        }
    }
}

const ARABIC: usize = Letters::Arabic as usize;
const PERSIAN: usize = Letters::Persian as usize;
const URDU: usize = Letters::Urdu as usize;

fn segment<const LETTERS: usize>(
    text: &str,
    part_all: bool,
    expand: bool,
    buffer: &mut TokenBuffer,
) {
    let rules = Rules {
        letters: Letters::ALL[LETTERS],
        part_all,
        expand,
    };
    let mut segmenter = Segmenter::<LETTERS>::new(text, rules, buffer);
    for_each_gap(text, |gap| segmenter.read(gap));
}

/// The parts of `text` between addresses.
fn for_each_gap(text: &str, mut read: impl FnMut(Range<usize>)) {
    let mut from = 0;
    for address in addresses(text) {
        read(from..address.start);
        from = address.end;
    }
    read(from..text.len());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::general;
    use super::*;

    fn texts(profile: Profile, text: &str) -> Vec<String> {
        let tokens = Tokenizer::new(profile).tokens(text);
        tokens.into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn profiles_differ_where_they_say_so() {
        let text = "Don't مِصرَ 3rd أحمد";
        assert_eq!(texts(Profile::AUTO, text), ["don't", "مصر", "3rd", "احمد"]);
        assert_eq!(
            texts(Profile::ARABIC, text),
            ["don", "t", "مصر", "3", "rd", "احمد"]
        );
        assert_eq!(texts(Profile::LATIN, text), ["don't", "مِصرَ", "3rd", "أحمد"]);
        assert_eq!(texts(Profile::PLAIN, text), ["Don't", "مِصرَ", "3rd", "أحمد"]);
    }

    #[test]
    fn compatibility_forms_of_latin_fold() {
        assert_eq!(texts(Profile::AUTO, "ＷＨＯ ﬁne ①"), ["who", "fine", "1"]);
        assert_eq!(texts(Profile::AUTO, "cafe\u{301} Don’t"), ["café", "don't"]);
    }

    #[test]
    fn characters_that_stand_for_several_words_are_several_tokens() {
        let auto = |text| texts(Profile::AUTO, text);
        assert_eq!(
            auto("½ كوب و 2½ لتر و ¾kg"),
            [
                "1", "2", "كوب", "و", "2", "1", "2", "لتر", "و", "3", "4", "kg"
            ]
        );
        assert_eq!(
            auto("محمد ﷺ قال"),
            ["محمد", "صلي", "الله", "عليه", "وسلم", "قال"]
        );
        assert_eq!(auto("⑴ أولا ⒈ 1⁄2 25℃"), ["1", "اولا", "1", "1", "2", "25"]);
        assert_eq!(texts(Profile::LATIN, "⑴ 2½"), ["1", "2", "1", "2"]);
        let spans: Vec<_> = Tokenizer::default()
            .tokens("a½b")
            .iter()
            .map(|t| (t.start, t.end))
            .collect();
        assert_eq!(spans, [(0, 1), (1, 3), (1, 3), (3, 4)]);
        assert_eq!(
            texts("auto@1".parse().unwrap(), "½ ﷺ"),
            ["12", "صلياللهعليهوسلم"]
        );
    }

    #[test]
    fn final_sigma_and_dotted_i_fold() {
        for profile in [Profile::AUTO, Profile::LATIN] {
            assert_eq!(texts(profile, "ΟΔΥΣΣΕΥΣ οδυσσευς"), ["οδυσσευσ"; 2]);
            assert_eq!(
                texts(profile, "İstanbul istanbul I\u{307}stanbul"),
                ["istanbul"; 3]
            );
        }
        assert_eq!(texts("latin@1".parse().unwrap(), "ς"), ["ς"]);
    }

    #[test]
    fn seats_fold_and_stems_are_cut_after_stop_words() {
        let seats = |profile| Tokenizer::new(profile).with_hamza_seats(HamzaSeats::Fold);
        let texts = |tokenizer: Tokenizer, text: &str| -> Vec<String> {
            let tokens = tokenizer.kept_tokens(text, |token| token != "being");
            tokens.into_iter().map(|token| token.text).collect()
        };
        assert_eq!(
            texts(seats(Profile::AUTO), "سؤال رئيس شيء"),
            ["سوال", "رييس", "شيء"]
        );
        assert_eq!(texts(seats(Profile::PERSIAN), "مسئول"), ["مسیول"]);
        assert_eq!(texts(seats(Profile::URDU), "گئے گۓ"), ["گیے", "گے"]);
        assert_eq!(texts(seats(Profile::PLAIN), "رئيسُ"), ["رييسُ"]);
        let english = Tokenizer::default().with_stem(Some(StemLanguage::English));
        assert_eq!(texts(english, "Being ministers مدارس"), ["minist", "مدارس"]);
        assert_eq!(english.kept_tokens("x Ministers", |_| true)[1].start, 2);
    }

    fn agree<const LETTERS: usize>(text: &str, part_all: bool) -> Result<(), TestCaseError> {
        let letters = Letters::ALL[LETTERS];
        let rules = Rules {
            letters,
            part_all,
            expand: true,
        };
        let mut fast = TokenBuffer::default();
        Segmenter::<LETTERS>::new(text, rules, &mut fast).read(0..text.len());
        let mut general = TokenBuffer::default();
        general::read(text, 0..text.len(), rules, &mut general);
        prop_assert_eq!(fast, general);
        Ok(())
    }

    proptest! {
        #[test]
        fn fast_and_general_paths_agree(
            text in "([a-zA-Z0-9_.,:;'/ \\-]|[ءآأإابةتثجىيکی]|[پچژگكهہۂۃۀھٹڈڑںےۓئؤ]|[\u{64B}-\u{655}ـ]|[٠-٩۰-۹٫٬]|[،؛؟۔]|[«»“”’—…]|[éçñ]|\u{200C}|\u{200F}){0,40}"
        ) {
            for part_all in [false, true] {
                agree::<ARABIC>(&text, part_all)?;
                agree::<PERSIAN>(&text, part_all)?;
                agree::<URDU>(&text, part_all)?;
            }
        }

        #[test]
        fn spans_are_ordered_and_lie_inside_any_text(text in "\\PC{0,60}") {
            for profile in Profile::ALL {
                let mut last = 0..0;
                for token in Tokenizer::new(profile).tokens(&text) {
                    let span = token.start..token.end;
                    let of_one_character = span == last && text[span].chars().count() == 1;
                    prop_assert!(token.start >= last.end || of_one_character);
                    prop_assert!(token.end > token.start);
                    prop_assert!(text.get(token.start..token.end).is_some());
                    prop_assert!(!token.text.is_empty());
                    prop_assert!(!token.text.contains(char::is_whitespace));
                    last = token.start..token.end;
                }
            }
        }
    }
}
