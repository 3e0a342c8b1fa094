//! Counts of terms by class, labelled by their most frequent written form.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::features::{TokenTable, learn_bases};
use crate::text::{StopList, TokenBuffer, Tokenizer};

/// One term's counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermCount {
    /// The normalised term.
    pub term: String,
    /// The form in which it is written most often in the text; the first in byte order on ties.
    pub form: String,
    /// Occurrences.
    pub count: u64,
    /// Occurrences in each class.
    pub by_class: Vec<u64>,
}

/// Counts single-word terms and the forms in which they are written.
#[derive(Debug, Default)]
pub struct TermFrequencies {
    terms: TokenTable,
    forms: TokenTable,
    classes: TokenTable,
    /// Occurrences of each written form of each term.
    written: HashMap<(u32, u32), u64, FxBuildHasher>,
    /// Occurrences of each term in each class.
    in_class: HashMap<(u32, u32), u64, FxBuildHasher>,
    class_tokens: Vec<u64>,
    documents: u64,
    /// Documents that hold each term.
    document_frequency: Vec<u32>,
    /// The last document that held each term, counted from 1.
    last_in: Vec<u64>,
    /// Working memory.
    buffer: TokenBuffer,
}

impl TermFrequencies {
    /// Counts the tokens of `text` that are not in `stop_list` and hold a letter; stemmed ones
    /// together.
    pub fn add(&mut self, tokenizer: &Tokenizer, stop_list: &StopList, text: &str, class: &str) {
        let class = self.classes.insert(class);
        self.class_tokens.resize(self.classes.len(), 0);
        self.documents += 1;
        let mut tokens = std::mem::take(&mut self.buffer);
        tokenizer.read_unstemmed(text, &mut tokens);
        self.class_tokens[class as usize] += tokens.len() as u64;
        for (index, token) in tokens.iter().enumerate() {
            let worded = token.chars().any(char::is_alphabetic);
            if worded && token.chars().nth(1).is_some() && !stop_list.contains(token) {
                let term = self.terms.insert(&tokenizer.stem(token));
                let form = self.forms.insert(&text[tokens.span(index)]);
                *self.written.entry((term, form)).or_default() += 1;
                *self.in_class.entry((term, class)).or_default() += 1;
                self.see(term);
            }
        }
        self.buffer = tokens;
    }

    /// Counts the document under way for `term`, once.
    fn see(&mut self, term: u32) {
        let terms = self.terms.len();
        self.document_frequency.resize(terms, 0);
        self.last_in.resize(terms, 0);
        let last = &mut self.last_in[term as usize];
        if *last != self.documents {
            *last = self.documents;
            self.document_frequency[term as usize] += 1;
        }
    }

    /// Counts Arabic word forms that differ only in clitics as one term, where the documents attest
    /// the word without them, as models do ([`FeatureSettings::clitics`](crate::FeatureSettings)).
    pub fn group_clitics(&mut self) {
        let base_of = learn_bases(&self.terms, &self.document_frequency, self.documents);
        let written = std::mem::take(&mut self.written);
        for ((term, form), count) in written {
            *self
                .written
                .entry((base_of[term as usize], form))
                .or_default() += count;
        }
        let in_class = std::mem::take(&mut self.in_class);
        for ((term, class), count) in in_class {
            *self
                .in_class
                .entry((base_of[term as usize], class))
                .or_default() += count;
        }
    }

    /// Adds all counts of `other`.
    pub fn append(&mut self, other: &TermFrequencies) {
        let terms: Vec<u32> = other.terms.iter().map(|t| self.terms.insert(t)).collect();
        let forms: Vec<u32> = other.forms.iter().map(|f| self.forms.insert(f)).collect();
        let classes: Vec<u32> = other
            .classes
            .iter()
            .map(|c| self.classes.insert(c))
            .collect();
        self.class_tokens.resize(self.classes.len(), 0);
        self.documents += other.documents;
        self.document_frequency.resize(self.terms.len(), 0);
        for (&term, df) in terms.iter().zip(&other.document_frequency) {
            self.document_frequency[term as usize] += df;
        }
        for (class, tokens) in classes.iter().zip(&other.class_tokens) {
            self.class_tokens[*class as usize] += tokens;
        }
        for (&(term, form), count) in &other.written {
            let key = (terms[term as usize], forms[form as usize]);
            *self.written.entry(key).or_default() += count;
        }
        for (&(term, class), count) in &other.in_class {
            let key = (terms[term as usize], classes[class as usize]);
            *self.in_class.entry(key).or_default() += count;
        }
    }

    /// Class names, sorted.
    pub fn classes(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.classes.iter().collect();
        names.sort_unstable();
        names
    }

    /// Tokens of each class, stop words included, in the order of [`TermFrequencies::classes`].
    pub fn class_tokens(&self) -> Vec<u64> {
        let names = self.classes().into_iter();
        names
            .filter_map(|name| self.classes.get(name))
            .map(|class| self.class_tokens[class as usize])
            .collect()
    }

    /// All terms, most frequent first, ties by term.
    pub fn ranked(&self) -> Vec<TermCount> {
        let classes: Vec<u32> = self
            .classes()
            .into_iter()
            .filter_map(|name| self.classes.get(name))
            .collect();
        let forms = self.most_frequent_forms();
        let mut ranked: Vec<TermCount> = (0..self.terms.len() as u32)
            .map(|term| {
                let count = |&class: &u32| self.in_class.get(&(term, class)).copied();
                let by_class: Vec<u64> = classes
                    .iter()
                    .map(|class| count(class).unwrap_or(0))
                    .collect();
                TermCount {
                    term: self.terms.token(term).to_owned(),
                    form: forms[term as usize].to_owned(),
                    count: by_class.iter().sum(),
                    by_class,
                }
            })
            .filter(|term| term.count > 0)
            .collect();
        ranked.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.term.cmp(&b.term)));
        ranked
    }

    fn most_frequent_forms(&self) -> Vec<&str> {
        let mut best: Vec<(u64, &str)> = vec![(0, ""); self.terms.len()];
        for (&(term, form), &count) in &self.written {
            let form = self.forms.token(form);
            let have = &mut best[term as usize];
            if count > have.0 || (count == have.0 && form < have.1) {
                *have = (count, form);
            }
        }
        best.into_iter().map(|(_, form)| form).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::StemLanguage;

    #[test]
    fn stems_count_together_and_stop_words_are_known_unstemmed() {
        let tokenizer = Tokenizer::default().with_stem(Some(StemLanguage::English));
        let stop_list = StopList::from_lines(&tokenizer, "having");
        let mut counts = TermFrequencies::default();
        let text = "ministers minister ministers having";
        counts.add(&tokenizer, &stop_list, text, "");
        let ranked = counts.ranked();
        let shown = ranked.iter().map(|t| (&*t.term, &*t.form, t.count));
        assert_eq!(shown.collect::<Vec<_>>(), [("minist", "ministers", 3)]);
    }

    #[test]
    fn word_forms_count_together_and_are_shown_as_written_most_often() {
        let (tokenizer, stop_list) = (Tokenizer::default(), StopList::default());
        let mut counts = TermFrequencies::default();
        for text in ["مدينة المدينة", "المدينة والمدينة", "بالمدينة مدينة"]
        {
            let mut more = TermFrequencies::default();
            more.add(&tokenizer, &stop_list, text, "");
            counts.append(&more);
        }
        assert_eq!(counts.ranked().len(), 4);
        counts.group_clitics();
        let ranked = counts.ranked();
        let shown: Vec<_> = ranked
            .iter()
            .map(|t| (&*t.term, &*t.form, t.count))
            .collect();
        // Two forms are written twice; the first in byte order names the group.
        assert_eq!(shown, [("مدينه", "المدينة", 6)]);
    }

    #[test]
    fn terms_are_ranked_and_shown_as_written_most_often() {
        let tokenizer = Tokenizer::default();
        let stop_list = StopList::arabic_and_english(&tokenizer);
        let mut counts = TermFrequencies::default();
        counts.add(
            &tokenizer,
            &stop_list,
            "مدرسة المدرسة مدرسه مدرسة في 2024 x",
            "b",
        );
        let mut more = TermFrequencies::default();
        more.add(
            &tokenizer,
            &stop_list,
            "مدرسة UNESCO the unesco UNESCO",
            "a",
        );
        counts.append(&more);
        let ranked = counts.ranked();
        let shown: Vec<_> = ranked
            .iter()
            .map(|t| (t.form.as_str(), t.count, t.by_class.clone()))
            .collect();
        assert_eq!(
            shown,
            [
                ("مدرسة", 4, vec![1, 3]),
                ("UNESCO", 3, vec![3, 0]),
                ("المدرسة", 1, vec![0, 1])
            ]
        );
        assert_eq!(counts.classes(), ["a", "b"]);
        assert_eq!(counts.class_tokens(), [5, 7]);
    }
}
