//! Keywords and key phrases of one article, with their positions.

use rustc_hash::FxHashMap;

use super::yake::{Phrase, Word, WordFeatures, WordKind, phrases};
use crate::corpus::TokenTable;
use crate::text::{StopList, Token, Tokenizer, shown};

/// Words with fewer characters count as stop words, as in YAKE.
const SHORTEST: usize = 3;

/// A keyword or key phrase of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyphrase {
    /// The normalised words, separated by single spaces.
    pub term: String,
    /// The phrase as first written in the text.
    pub form: String,
    /// Byte range of each occurrence in the text, as start and end.
    pub spans: Vec<(usize, usize)>,
    /// YAKE's score: the smaller, the more important.
    pub yake: f64,
    /// YAKE's features of a single word.
    pub features: Option<WordFeatures>,
}

/// All keywords and key phrases of up to `longest` words of `text`, by YAKE's rules, the most important
/// first, ties broken by term. Sentences end with `.`, `!`, `?`, `؟`, `۔`, `…` or a blank line; any other
/// punctuation separates phrases.
///
/// A phrase that was found once is counted wherever its words are adjacent, even across punctuation. The
/// n-grams of a model and their document frequencies are counted in the same way.
pub fn keyphrases(
    text: &str,
    tokenizer: &Tokenizer,
    stop_list: &StopList,
    longest: usize,
) -> Vec<Keyphrase> {
    let tokens = tokenizer.with_stem(None).tokens(text);
    let mut table = TokenTable::default();
    let words = words(text, &tokens, tokenizer, stop_list, &mut table);
    let phrases = phrases(&words, longest);
    let places = places(&words, &phrases, longest);
    let found = phrases.into_iter().zip(places).map(|(phrase, places)| {
        let terms: Vec<&str> = phrase.words.iter().map(|&word| table.token(word)).collect();
        let last = phrase.words.len() - 1;
        let span = |&place: &usize| (tokens[place].start, tokens[place + last].end);
        let (start, end) = span(&phrase.places[0]);
        let form = text[start..end].split_whitespace().map(shown);
        Keyphrase {
            term: terms.join(" "),
            form: form.collect::<Vec<_>>().join(" "),
            spans: places.iter().map(span).collect(),
            yake: phrase.score,
            features: phrase.features,
        }
    });
    let mut found: Vec<Keyphrase> = found.collect();
    found.sort_by(|a, b| a.yake.total_cmp(&b.yake).then_with(|| a.term.cmp(&b.term)));
    found
}

/// Positions where the words of each phrase are adjacent.
fn places(words: &[Word], phrases: &[Phrase], longest: usize) -> Vec<Vec<usize>> {
    let numbers: Vec<u32> = words.iter().map(|word| word.number).collect();
    let known = phrases.iter().enumerate();
    let known: FxHashMap<&[u32], usize> = known.map(|(i, p)| (&p.words[..], i)).collect();
    let mut places = vec![Vec::new(); phrases.len()];
    for length in 1..=longest {
        for (place, window) in numbers.windows(length).enumerate() {
            if let Some(&phrase) = known.get(window) {
                places[phrase].push(place);
            }
        }
    }
    places
}

fn words(
    text: &str,
    tokens: &[Token],
    tokenizer: &Tokenizer,
    stop_list: &StopList,
    table: &mut TokenTable,
) -> Vec<Word> {
    let mut end = 0;
    let words = tokens.iter().map(|token| {
        let gap = &text[end..token.start];
        let starts_sentence = end == 0 || ends_sentence(gap);
        end = token.end;
        Word {
            number: table.insert(&tokenizer.stem(&token.text)),
            kind: kind(&text[token.start..token.end], starts_sentence),
            is_stop: stop_list.contains(&token.text)
                || token.text.chars().nth(SHORTEST - 1).is_none(),
            starts_sentence,
            starts_block: starts_sentence || !gap.chars().all(char::is_whitespace),
        }
    });
    words.collect()
}

fn ends_sentence(gap: &str) -> bool {
    let mark = |c: char| matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…');
    gap.contains(mark) || gap.chars().filter(|&c| c == '\n').nth(1).is_some()
}

fn kind(form: &str, starts_sentence: bool) -> WordKind {
    let upper = form.chars().filter(|c| c.is_uppercase()).count();
    let has_lower = form.chars().any(char::is_lowercase);
    if form.chars().any(char::is_numeric) || !form.chars().any(char::is_alphabetic) {
        WordKind::Number
    } else if upper > 0 && !has_lower {
        WordKind::Acronym
    } else if !starts_sentence && upper == 1 && form.starts_with(char::is_uppercase) {
        WordKind::Name
    } else {
        WordKind::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_know_their_places() {
        let text = "زار الوزيرُ ميناء صلالة، وقال: ميناء\nصلالة كبير. UN 2024";
        let tokenizer = Tokenizer::default();
        let stop_list = StopList::arabic_and_english(&tokenizer);
        let found = keyphrases(text, &tokenizer, &stop_list, 2);
        let port = found.iter().find(|phrase| phrase.term == "ميناء صلاله");
        let port = port.unwrap();
        assert_eq!(port.form, "ميناء صلالة");
        let texts: Vec<&str> = port.spans.iter().map(|&(a, b)| &text[a..b]).collect();
        assert_eq!(texts, ["ميناء صلالة", "ميناء\nصلالة"]);
        let terms: Vec<&str> = found.iter().map(|phrase| &*phrase.term).collect();
        assert!(!terms.contains(&"صلاله ميناء") && !terms.contains(&"un"));
        assert!(found.is_sorted_by(|a, b| a.yake <= b.yake));
    }

    #[test]
    fn a_phrase_counts_wherever_its_words_stand_in_a_row() {
        let text = "Port Salalah grows. The port, Salalah says, is full; salalah port.";
        let tokenizer = Tokenizer::default();
        let stop_list = StopList::arabic_and_english(&tokenizer);
        let found = keyphrases(text, &tokenizer, &stop_list, 2);
        let port = found.iter().find(|phrase| phrase.term == "port salalah");
        let port = port.unwrap();
        let texts: Vec<&str> = port.spans.iter().map(|&(a, b)| &text[a..b]).collect();
        assert_eq!(texts, ["Port Salalah", "port, Salalah"]);
        assert!(!found.iter().any(|phrase| phrase.term == "full salalah"));
    }

    #[test]
    fn words_look_like_names_acronyms_or_numbers() {
        for (form, starts_sentence, expected) in [
            ("Salma", false, WordKind::Name),
            ("Salma", true, WordKind::Plain),
            ("McKay", false, WordKind::Plain),
            ("UN", true, WordKind::Acronym),
            ("3rd", false, WordKind::Number),
            ("٢٠٢٤", false, WordKind::Number),
            ("وزير", false, WordKind::Plain),
        ] {
            assert_eq!(kind(form, starts_sentence), expected, "{form}");
        }
    }
}
