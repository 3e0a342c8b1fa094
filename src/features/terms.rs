//! The terms of a corpus, and how often each occurs in each class.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::candidates::Candidates;
use super::levels::token_counts;
use super::row_counter::{FirstSeen, RowCounter};
use super::selected::Selected;
use super::settings::Idf;
use super::tokenized::TokenizedCorpus;
use super::weighting::idf;
use crate::error::{Error, Result};
use crate::text::{NgramRange, StopList, Tokenizer, shown};

/// Which tokens are terms.
#[derive(Debug, Clone)]
pub struct TermSettings {
    /// Stems tokens where it is set to.
    pub tokenizer: Tokenizer,
    /// Words that are no terms, known by their normalised, unstemmed form.
    pub stop_list: StopList,
    /// Whether tokens without a letter, and single letters, are terms; default no.
    pub all_tokens: bool,
    /// Lengths of word n-grams; default single words. None holds a token that is no term.
    pub ngrams: NgramRange,
    /// Fewest occurrences of a term in the whole corpus; default 1.
    pub min_count: u64,
}

impl Default for TermSettings {
    fn default() -> Self {
        TermSettings {
            tokenizer: Tokenizer::default(),
            stop_list: StopList::default(),
            all_tokens: false,
            ngrams: NgramRange::new(1, 1).expect("1..1 is a valid range"),
            min_count: 1,
        }
    }
}

impl TermSettings {
    /// The term of a token; `None` when it is none.
    fn term<'t>(&self, token: &'t str) -> Option<Cow<'t, str>> {
        let worded = || token.chars().any(char::is_alphabetic) && token.chars().nth(1).is_some();
        let is_term = (self.all_tokens || worded()) && !self.stop_list.contains(token);
        is_term.then(|| self.tokenizer.stem(token))
    }
}

/// How often a term occurs in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassCount {
    /// Number of the term in its [`Terms`].
    pub term: u32,
    /// Documents of the class that hold it.
    pub documents: u32,
    /// Occurrences in the class.
    pub count: u64,
}

/// A class as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassSize {
    /// Its documents.
    pub documents: u64,
    /// Its tokens, those that are no terms included.
    pub tokens: u64,
}

/// A term in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermText {
    /// The normalised term; the words of an n-gram are parted by single spaces.
    pub term: String,
    /// The same in the form in which each of its words is written most often.
    pub form: String,
}

/// How a term spreads over parts of the corpus: the parts that hold it, and how often.
pub type Spread = Vec<(u32, u64)>;

/// The terms of a corpus; a term is known by its number.
pub struct Terms<'c> {
    selected: Selected<'c>,
    candidates: Candidates<'c>,
    sizes: Vec<ClassSize>,
    by_class: Vec<Vec<ClassCount>>,
    /// Most frequent written form of each token.
    forms: Vec<&'c str>,
}

impl<'c> Terms<'c> {
    /// Counts the terms of the documents of `corpus` for which `included` holds;
    /// [`TokenizedCorpus::find_terms`] has told the terms.
    ///
    /// # Errors
    /// When the corpus keeps no order of words and n-grams are asked for, or its temporary file
    /// cannot be read.
    pub fn count(
        corpus: &'c TokenizedCorpus,
        included: &[bool],
        found: FoundTerms,
    ) -> Result<Self> {
        if corpus.is_counted() && found.ngrams.high() > 1 {
            return Err(Error::Settings(
                "the corpus was read for single words and keeps no order of words".into(),
            ));
        }
        let mut selected = Selected::new(corpus, included);
        let tokens = corpus.tokens();
        let counts = token_counts(&selected, tokens.len())?;
        let term_of = |token: u32| found.term_of[token as usize];
        let forms = corpus.written().most_frequent(tokens, &counts, term_of);
        selected.group(found.term_of);
        selected.gap = Some(found.gap);
        let candidates = Candidates::occurring(&selected, found.ngrams, found.min_count)?;
        let (sizes, by_class) = count_by_class(&selected, &candidates)?;
        Ok(Terms {
            selected,
            candidates,
            sizes,
            by_class,
            forms,
        })
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.candidates.len()
    }

    /// True when there is no term.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Size of each class, by its number in [`TokenizedCorpus::classes`].
    pub fn sizes(&self) -> &[ClassSize] {
        &self.sizes
    }

    /// The terms that occur in a class, by number.
    pub fn in_class(&self, class: usize) -> &[ClassCount] {
        &self.by_class[class]
    }

    /// Occurrences of each term in the whole corpus, and documents that hold it.
    pub fn totals(&self) -> Vec<(u64, u64)> {
        let mut sums = vec![(0, 0); self.len()];
        for count in self.by_class.iter().flatten() {
            let sum = &mut sums[count.term as usize];
            sum.0 += count.count;
            sum.1 += u64::from(count.documents);
        }
        sums
    }

    /// The terms in words.
    pub fn texts(&self, terms: &[u32]) -> FxHashMap<u32, TermText> {
        let wanted = marked(terms, self.len());
        let written = |token: u32| self.forms[token as usize];
        let tokens = self.selected.corpus.tokens();
        let words = |tokens_of: &[u32], text: &dyn Fn(u32) -> String| {
            let words: Vec<String> = tokens_of.iter().map(|&token| text(token)).collect();
            words.join(" ")
        };
        let mut texts = FxHashMap::default();
        self.candidates.for_each_word_term(|term, tokens_of| {
            if wanted[term as usize] {
                let text = TermText {
                    term: words(tokens_of, &|token| tokens.token(token).to_owned()),
                    form: words(tokens_of, &|token| shown(written(token)).into_owned()),
                };
                texts.insert(term, text);
            }
        });
        texts
    }

    /// How often each of `terms` occurs in each part of a class; `part_of` tells the part of each
    /// document. Parts of a spread come in ascending order.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub fn spreads(
        &self,
        class: Option<u32>,
        terms: &[u32],
        part_of: &[u32],
    ) -> Result<Vec<Spread>> {
        let mut place = vec![u32::MAX; self.len()];
        for (index, &term) in terms.iter().enumerate() {
            place[term as usize] = index as u32;
        }
        let parts = self.selected.for_each(
            || {
                (
                    RowCounter::new(terms.len()),
                    vec![Spread::new(); terms.len()],
                )
            },
            |(counter, spreads), reader, document| {
                let of_document = self.selected.corpus.class_of(document);
                if class.is_some_and(|class| class != of_document) {
                    return Ok(());
                }
                self.candidates.for_each(reader, document, |term, count| {
                    if place[term as usize] != u32::MAX {
                        counter.add(place[term as usize], count);
                    }
                })?;
                counter.drain(|index, count| {
                    let part = (part_of[document], u64::from(count));
                    spreads[index as usize].push(part);
                });
                Ok(())
            },
        )?;
        let mut joined = vec![Spread::new(); terms.len()];
        for (_, spreads) in parts {
            for (sum, spread) in joined.iter_mut().zip(spreads) {
                sum.extend(spread);
            }
        }
        joined.iter_mut().for_each(add_up);
        Ok(joined)
    }

    /// Tokens of each part of a class, those that are no terms included; see [`Terms::spreads`].
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub fn part_tokens(&self, class: Option<u32>, part_of: &[u32]) -> Result<Vec<u64>> {
        let parts = part_of.iter().max().map_or(0, |&last| last as usize + 1);
        let mut tokens = vec![0; parts];
        let found = self
            .selected
            .for_each(Vec::new, |found, reader, document| {
                let of_document = self.selected.corpus.class_of(document);
                if class.is_none_or(|class| class == of_document) {
                    let counts = reader.occurrences(document)?;
                    let sum: u64 = counts.map(|(_, count)| u64::from(count)).sum();
                    found.push((part_of[document], sum));
                }
                Ok(())
            })?;
        for (part, sum) in found.into_iter().flatten() {
            tokens[part as usize] += sum;
        }
        Ok(tokens)
    }

    /// Inverse document frequency of a term that `documents` of `all` hold: ln((1 + all) / (1 +
    /// documents)) + 1, as in scikit-learn.
    pub fn idf(documents: u64, all: u64) -> f64 {
        idf(Idf::Smooth, documents, all)
    }
}

/// What is a term in a corpus.
#[derive(Debug, Clone)]
pub struct FoundTerms {
    /// Token that stands for the term of each token.
    term_of: Vec<u32>,
    /// Token that stands for all that are no terms.
    gap: u32,
    ngrams: NgramRange,
    min_count: u64,
}

impl TokenizedCorpus {
    /// Tells which tokens are terms; stems are added to the tokens.
    pub fn find_terms(&mut self, settings: &TermSettings) -> FoundTerms {
        let tokens = self.tokens_mut();
        // No token is empty, so nothing else is written so.
        let gap = tokens.insert("");
        let mut term_of: Vec<u32> = (0..tokens.len() as u32).collect();
        for token in 0..term_of.len() {
            let text = tokens.token(token as u32);
            match settings.term(text) {
                None => term_of[token] = gap,
                Some(term) if term != text => {
                    let term = term.into_owned();
                    term_of[token] = tokens.insert(&term);
                }
                Some(_) => {}
            }
        }
        // A stem that was no token of its own counts as itself.
        term_of.extend(term_of.len() as u32..tokens.len() as u32);
        FoundTerms {
            term_of,
            gap,
            ngrams: settings.ngrams,
            min_count: settings.min_count,
        }
    }
}

/// Counts of one class under way.
struct ClassCounter {
    counts: Vec<u64>,
    documents: Vec<u32>,
    seen: FirstSeen,
    touched: Vec<u32>,
    size: ClassSize,
}

impl ClassCounter {
    fn new(terms: usize) -> Self {
        ClassCounter {
            counts: vec![0; terms],
            documents: vec![0; terms],
            seen: FirstSeen::new(terms),
            touched: Vec::new(),
            size: ClassSize::default(),
        }
    }

    #[inline]
    fn add(&mut self, term: u32, count: u32, document: usize) {
        let sum = &mut self.counts[term as usize];
        if *sum == 0 {
            self.touched.push(term);
        }
        *sum += u64::from(count);
        self.documents[term as usize] += u32::from(self.seen.is_first(term, document));
    }

    /// The counts of the class, by term; the next class starts anew.
    fn take(&mut self) -> (ClassSize, Vec<ClassCount>) {
        self.touched.sort_unstable();
        let counts = self.touched.iter().map(|&term| ClassCount {
            term,
            documents: std::mem::take(&mut self.documents[term as usize]),
            count: std::mem::take(&mut self.counts[term as usize]),
        });
        let counts = counts.collect();
        self.touched.clear();
        (std::mem::take(&mut self.size), counts)
    }
}

fn count_by_class(
    selected: &Selected<'_>,
    candidates: &Candidates<'_>,
) -> Result<(Vec<ClassSize>, Vec<Vec<ClassCount>>)> {
    let counted = selected.for_each_class(
        || ClassCounter::new(candidates.len()),
        |counter, reader, document| {
            counter.size.documents += 1;
            let tokens = reader.occurrences(document)?;
            counter.size.tokens += tokens.map(|(_, count)| u64::from(count)).sum::<u64>();
            candidates.for_each(reader, document, |term, count| {
                counter.add(term, count, document);
            })
        },
        ClassCounter::take,
    )?;
    let classes = selected.corpus.classes().len();
    let mut sizes = vec![ClassSize::default(); classes];
    let mut by_class = vec![Vec::new(); classes];
    for (class, (size, counts)) in counted {
        let class = class as usize;
        sizes[class].documents += size.documents;
        sizes[class].tokens += size.tokens;
        if by_class[class].is_empty() {
            by_class[class] = counts;
        } else {
            by_class[class] = merged(&by_class[class], &counts);
        }
    }
    Ok((sizes, by_class))
}

/// Counts of a class that two threads counted.
fn merged(left: &[ClassCount], right: &[ClassCount]) -> Vec<ClassCount> {
    let mut all = [left, right].concat();
    all.sort_unstable_by_key(|count| count.term);
    all.dedup_by(|next, have| {
        let same = next.term == have.term;
        if same {
            have.count += next.count;
            have.documents += next.documents;
        }
        same
    });
    all
}

/// Puts the parts of a spread in order, each once.
fn add_up(spread: &mut Spread) {
    spread.sort_unstable();
    spread.dedup_by(|next, have| {
        let same = next.0 == have.0;
        if same {
            have.1 += next.1;
        }
        same
    });
}

fn marked(terms: &[u32], size: usize) -> Vec<bool> {
    let mut marked = vec![false; size];
    for &term in terms {
        marked[term as usize] = true;
    }
    marked
}
