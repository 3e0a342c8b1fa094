//! The most frequent terms of a corpus.

use super::ranking::leading;
use crate::features::{CountedTerms, TermText, Terms};

/// A term and its frequency in the whole corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrequentTerm {
    /// Number of the term in its [`CountedTerms`].
    pub number: u32,
    /// The term.
    pub text: TermText,
    /// Rank by frequency, from 1.
    pub rank: usize,
    /// Occurrences.
    pub count: u64,
    /// Documents that contain it.
    pub documents: u64,
}

/// The order of terms of a whole corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermOrder {
    /// Occurrences.
    Count,
    /// Occurrences times [`Terms::idf`]: the sum of a column of scikit-learn's `TfidfVectorizer` with
    /// `norm=None`.
    Tfidf,
}

/// The `top` most frequent terms, or all; ties broken by term.
pub fn frequent_terms(terms: &dyn CountedTerms, top: Option<usize>) -> Vec<FrequentTerm> {
    ranked_terms(terms, TermOrder::Count, top)
}

/// The first `top` terms, or all; ties broken by term.
pub fn ranked_terms(
    terms: &dyn CountedTerms,
    order: TermOrder,
    top: Option<usize>,
) -> Vec<FrequentTerm> {
    let totals = terms.totals();
    let all: Vec<u32> = (0..terms.len() as u32).collect();
    let count = |number: u32| totals[number as usize].0;
    let size = terms.document_count();
    let score = |number: u32| match order {
        TermOrder::Count => count(number) as f64,
        TermOrder::Tfidf => count(number) as f64 * Terms::idf(totals[number as usize].1, size),
    };
    let chosen = leading(all, top, |&a, &b| score(b).total_cmp(&score(a)));
    let mut texts = terms.texts(&chosen);
    let texts = chosen
        .into_iter()
        .filter_map(|number| texts.remove_entry(&number));
    let mut texts: Vec<(u32, TermText)> = texts.collect();
    texts.sort_unstable_by(|a, b| {
        let by_score = score(b.0).total_cmp(&score(a.0));
        by_score.then_with(|| a.1.cmp(&b.1))
    });
    texts.truncate(top.unwrap_or(usize::MAX));
    let numbered = texts.into_iter().enumerate();
    numbered
        .map(|(index, (number, text))| FrequentTerm {
            number,
            text,
            rank: index + 1,
            count: count(number),
            documents: totals[number as usize].1,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;
    use crate::features::TermSettings;
    use crate::text::{StemLanguage, StopList, TextSettings, Tokenizer};

    /// Ranked terms of texts with labels, as surface forms, with their counts in each class.
    fn ranked(texts: &[(&str, &str)], settings: &TermSettings) -> Vec<(String, u64, Vec<u64>)> {
        let text = TextSettings {
            tokenizer: settings.tokenizer.with_stem(None),
            ..TextSettings::default()
        };
        let mut corpus = TokenizedCorpus::new(text, Default::default()).with_surface_forms();
        for (label, text) in texts {
            corpus.push(text, label).unwrap();
        }
        let found = corpus.find_terms(settings).unwrap();
        let terms = Terms::count(&corpus.all(), found).unwrap();
        let by_class = |number: u32| {
            let classes = terms.classes().into_iter();
            let count = |class: usize| {
                let found = terms.in_class(class).iter().find(|c| c.term == number);
                found.map_or(0, |found| found.count)
            };
            classes.map(|(_, class)| count(class)).collect()
        };
        let ranked = frequent_terms(&terms, None).into_iter();
        ranked
            .map(|term| (term.text.form, term.count, by_class(term.number)))
            .collect()
    }

    #[test]
    fn terms_are_ranked_and_shown_as_written_most_often() {
        let tokenizer = Tokenizer::default();
        let settings = TermSettings {
            stop_list: StopList::arabic_and_english(&tokenizer),
            ..TermSettings::default()
        };
        let texts = [
            ("b", "مدرسة المدرسة مدرسه مدرسة في 2024 x"),
            ("a", "مدرسة UNESCO the unesco UNESCO"),
        ];
        let expected = [
            ("مدرسة", 4, vec![1, 3]),
            ("UNESCO", 3, vec![3, 0]),
            ("المدرسة", 1, vec![0, 1]),
        ];
        let expected = expected.map(|(form, count, by_class)| (form.to_owned(), count, by_class));
        assert_eq!(ranked(&texts, &settings), expected);
    }

    #[test]
    fn stems_count_together_and_stop_words_are_known_unstemmed() {
        let tokenizer = Tokenizer::default().with_stem(Some(StemLanguage::English));
        let settings = TermSettings {
            stop_list: StopList::from_lines(&tokenizer, "own", "having"),
            tokenizer,
            ..TermSettings::default()
        };
        let found = ranked(&[("", "ministers minister ministers having")], &settings);
        assert_eq!(found, [("ministers".to_owned(), 3, vec![3])]);
    }

    #[test]
    fn word_forms_count_together_and_are_shown_as_written_most_often() {
        let texts = ["مدينة المدينة", "المدينة والمدينة", "بالمدينة مدينة"];
        let texts = texts.map(|text| ("", text));
        assert_eq!(ranked(&texts, &TermSettings::default()).len(), 4);
        let settings = TermSettings {
            clitics: true,
            ..TermSettings::default()
        };
        // Two forms occur twice; the first in byte order names the group.
        assert_eq!(
            ranked(&texts, &settings),
            [("المدينة".to_owned(), 6, vec![6])]
        );
    }
}
