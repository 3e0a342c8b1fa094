//! Patterns whose letters are normalised like tokens.

use std::collections::BTreeSet;

use regex_syntax::ast::{self, Ast, ClassBracketed, ClassSet, ClassSetItem, Span, Visitor};
use unicode_normalization::UnicodeNormalization;

use crate::text::{Profile, TokenBuffer, Tokenizer};

/// Ranges with more characters are not expanded; they usually include the normalised letters.
const LARGEST_RANGE: u32 = 0x1000;

/// Letters of two scripts; a character is normalised between them to see its form inside a word.
const NEIGHBOURS: [char; 2] = ['ب', 'b'];

/// The pattern with its letters normalised by `tokenizer`: أ and ٱ become ا, A becomes a, vowel marks match
/// nothing. Classes also contain their normalised letters; escapes such as `\w` and `\p{Lu}` are unchanged.
/// An invalid pattern is returned unchanged.
pub(super) fn normalised(pattern: &str, tokenizer: &Tokenizer) -> String {
    if tokenizer.profile().is_same_name(Profile::PLAIN) {
        return pattern.to_owned();
    }
    let pattern: String = pattern.nfc().collect();
    let Ok(ast) = ast::parse::Parser::new().parse(&pattern) else {
        return pattern;
    };
    let edits = Edits {
        tokenizer,
        found: Vec::new(),
    };
    let Ok(edits) = ast::visit(&ast, edits);
    applied(&pattern, edits)
}

/// Applies replacements, which are sorted and do not overlap, to the pattern.
fn applied(pattern: &str, edits: Vec<(Span, String)>) -> String {
    let mut result = String::new();
    let mut end = 0;
    for (span, replacement) in edits {
        result.push_str(&pattern[end..span.start.offset]);
        result.push_str(&replacement);
        end = span.end.offset;
    }
    result + &pattern[end..]
}

/// Finds the replacements.
struct Edits<'t> {
    tokenizer: &'t Tokenizer,
    found: Vec<(Span, String)>,
}

impl Visitor for Edits<'_> {
    type Output = Vec<(Span, String)>;
    type Err = std::convert::Infallible;

    fn finish(self) -> Result<Self::Output, Self::Err> {
        Ok(self.found)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Self::Err> {
        match ast {
            Ast::Literal(literal) => {
                if let Some(letters) = self.normalised(literal.c) {
                    self.found.push((literal.span, as_one(&letters)));
                }
            }
            Ast::ClassBracketed(class) if self.is_of_marks(class) => {
                self.found.push((class.span, "(?:)".to_owned()));
            }
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Self::Err> {
        match item {
            ClassSetItem::Literal(literal) => self.add(literal.span, literal.c..=literal.c),
            ClassSetItem::Range(range) => {
                let (start, end) = (range.start.c, range.end.c);
                if u32::from(end).saturating_sub(u32::from(start)) <= LARGEST_RANGE {
                    self.add(range.span, start..=end);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Edits<'_> {
    /// The form of a character in a token, if it differs; empty if the character is removed.
    fn normalised(&self, c: char) -> Option<String> {
        let mut tokens = TokenBuffer::default();
        let mut only_token_of = |text: &str| {
            self.tokenizer.read_unstemmed(text, &mut tokens);
            (tokens.len() == 1).then(|| tokens.token(0).to_owned())
        };
        let inside = |token: String, neighbour: char| {
            let inside = token.strip_prefix(neighbour)?.strip_suffix(neighbour)?;
            Some(inside.to_owned())
        };
        let alone = only_token_of(&c.to_string());
        let found = alone.or_else(|| {
            NEIGHBOURS.into_iter().find_map(|neighbour| {
                inside(
                    only_token_of(&format!("{neighbour}{c}{neighbour}"))?,
                    neighbour,
                )
            })
        });
        found.filter(|found| !found.chars().eq([c]))
    }

    /// Adds the normalised forms of a class item's characters to it.
    fn add(&mut self, span: Span, characters: impl Iterator<Item = char>) {
        let single = |letters: String| {
            let mut letters = letters.chars();
            let letter = letters.next().filter(|letter| letter.is_alphanumeric())?;
            letters.next().is_none().then_some(letter)
        };
        let letters = characters.filter_map(|c| self.normalised(c).and_then(single));
        let letters: BTreeSet<char> = letters.collect();
        if !letters.is_empty() {
            let end = Span::splat(span.end);
            self.found.push((end, letters.into_iter().collect()));
        }
    }

    /// Whether a class has only marks that tokens never contain: it then matches the empty string.
    fn is_of_marks(&self, class: &ClassBracketed) -> bool {
        let is_mark = |item: &ClassSetItem| match item {
            ClassSetItem::Literal(mark) => self.normalised(mark.c).is_some_and(|n| n.is_empty()),
            _ => false,
        };
        !class.negated
            && match &class.kind {
                ClassSet::Item(ClassSetItem::Union(union)) => union.items.iter().all(is_mark),
                ClassSet::Item(item) => is_mark(item),
                ClassSet::BinaryOp(_) => false,
            }
    }
}

/// Letters as a single unit of a pattern, which `?` or `*` may follow.
fn as_one(letters: &str) -> String {
    let mut characters = letters.chars();
    match (characters.next(), characters.next()) {
        (Some(_), None) => regex_syntax::escape(letters),
        _ => format!("(?:{})", regex_syntax::escape(letters)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(pattern: &str) -> String {
        normalised(pattern, &Tokenizer::default())
    }

    #[test]
    fn letters_are_those_of_tokens() {
        for (pattern, expected) in [
            ("مصر", "مصر"),
            ("أحمد|Ünited", "احمد|ünited"),
            ("مِصر", "م(?:)صر"),
            ("مِ?صر", "م(?:)?صر"),
            ("ا\u{654}حمد", "احمد"),
            ("\u{623}", "ا"),
            ("ﷲ+", "(?:الله)+"),
            ("Straße", "straße"),
            ("^٣\\.٥$", "^3\\.5$"),
            ("مدر(سة|سه)", "مدر(سه|سه)"),
            ("\\bA\\w+\\p{Lu}", "\\ba\\w+\\p{Lu}"),
        ] {
            assert_eq!(auto(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn classes_hold_the_letters_of_tokens_too() {
        for (pattern, expected) in [
            ("[أإآ]حمد", "[أاإاآا]حمد"),
            ("[^أب]", "[^أاب]"),
            ("[A-C_]", "[A-Cabc_]"),
            ("[َُِ]?", "(?:)?"),
            ("[َب]", "[َب]"),
            ("[^َ]", "[^َ]"),
            ("[[:alpha:]&&[^ة]]", "[[:alpha:]&&[^ةه]]"),
        ] {
            assert_eq!(auto(pattern), expected, "{pattern}");
        }
        let all = "[\0-\u{10FFFF}]";
        assert_eq!(auto(all), all);
    }

    #[test]
    fn the_profile_decides() {
        let pattern = "کتاب|Book|مِصر";
        let by = |profile| normalised(pattern, &Tokenizer::new(profile));
        assert_eq!(by(Profile::AUTO), "كتاب|book|م(?:)صر");
        assert_eq!(by(Profile::PERSIAN), "کتاب|book|م(?:)صر");
        assert_eq!(by(Profile::LATIN), "کتاب|book|مِصر");
        assert_eq!(by(Profile::PLAIN), pattern);
        assert_eq!(auto("a(b"), "a(b");
    }
}
