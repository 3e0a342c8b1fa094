//! Key terms: terms that distinguish one class of a corpus from the rest.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::contingency::{Contingency, chi_squared_p};
use super::document_test::DocumentTest;
use super::effect::{log_odds, log_ratio, simple_maths};
use super::fisher::fisher_exact;
use super::keyness_settings::{KeynessMeasure, KeynessSettings, KeynessTest, Sign};
use super::keyness_statistics::Keyness;
use super::ranking::leading;
use crate::error::{Error, Result};
use crate::features::{ClassSize, CountedTerms, TermText, Terms};

/// Maximum product of classes and terms; more would take minutes.
const MOST_TESTS: usize = 1 << 28;

/// The same when all tests are stored to be adjusted together.
const MOST_TESTS_KEPT: usize = 1 << 25;

/// p-value and adjusted p-value of each term of a class.
type Tested = Vec<(f64, f64)>;

/// A term that distinguishes a class.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyTerm {
    /// Number of the term in its [`CountedTerms`].
    pub number: u32,
    /// The term.
    pub text: TermText,
    /// Rank among the keywords of its class, from 1.
    pub rank: usize,
    /// Occurrences in the class, and documents of the class that contain it.
    pub target: (u64, u64),
    /// The same in all other classes.
    pub reference: (u64, u64),
    /// The statistics.
    pub keyness: Keyness,
    /// Documents above the median, in the class and elsewhere, with [`KeynessTest::Documents`].
    pub above_median: Option<(u64, u64)>,
    /// p-value; see [`KeynessTest`].
    pub p: f64,
    /// The same, adjusted for all terms tested.
    pub p_adjusted: f64,
}

/// The keywords of some classes of a corpus, each against all other classes: one list for each of `classes`,
/// which are numbers of [`crate::TokenizedCorpus::classes`].
///
/// Every term of `terms` is tested, including terms that do not occur in a class. Terms with equal rates on
/// both sides are omitted.
///
/// # Errors
/// When there are so many classes and terms that it would take very long.
pub fn key_terms(
    terms: &dyn CountedTerms,
    classes: &[usize],
    settings: &KeynessSettings,
) -> Result<Vec<Vec<KeyTerm>>> {
    let most = match settings.test {
        KeynessTest::Tokens => MOST_TESTS,
        KeynessTest::Documents => MOST_TESTS_KEPT,
    };
    if classes.len().saturating_mul(terms.len()) > most {
        return Err(Error::Settings(format!(
            "{} terms in each of {} classes are too many tests; raise `min_count`, or choose one class with `target`",
            terms.len(),
            classes.len()
        )));
    }
    let totals = Totals::of(terms, settings.test)?;
    let tested = totals.tested(terms, classes, settings);
    let tested_of = |index: usize| tested.as_ref().map(|tested| &tested[index]);
    let chosen: Vec<Vec<Candidate>> = classes
        .par_iter()
        .enumerate()
        .map(|(index, &class)| totals.leading(terms, class, tested_of(index), settings))
        .collect();
    let numbers: Vec<u32> = chosen.iter().flatten().map(|c| c.number).collect();
    let texts = terms.texts(&numbers);
    let key_terms = chosen.into_par_iter().zip(classes).map(|(chosen, &class)| {
        let with_text = chosen.into_iter().map(|candidate| {
            let text = texts[&candidate.number].clone();
            (candidate, text)
        });
        let ranked = ranked(with_text.collect(), settings);
        let numbered = ranked.into_iter().enumerate();
        let key_terms = numbered.map(|(index, (candidate, text))| KeyTerm {
            rank: index + 1,
            ..totals.key_term(terms, class, candidate, text, settings)
        });
        key_terms.collect()
    });
    Ok(key_terms.collect())
}

/// One term in one class.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    number: u32,
    table: Contingency,
    /// −1 for terms that are less frequent in the class, otherwise 1.
    sign: f64,
    /// The measure, then the log-likelihood: among terms of the same sign, larger means more key.
    strength: (f64, f64),
    p: f64,
    p_adjusted: f64,
}

impl Candidate {
    /// A term that occurs in `documents.0` of `documents.1`.
    fn new(
        number: u32,
        table: Contingency,
        documents: (u64, u64),
        settings: &KeynessSettings,
    ) -> Self {
        let log_likelihood = table.log_likelihood();
        let by_log_likelihood = |score| (score, chi_squared_p(log_likelihood));
        let (score, p) = match settings.measure {
            KeynessMeasure::LogLikelihood => by_log_likelihood(log_likelihood),
            KeynessMeasure::ChiSquared => {
                let statistic = table.chi_squared();
                (statistic, chi_squared_p(statistic))
            }
            KeynessMeasure::ChiSquaredYates => {
                let statistic = table.chi_squared_yates();
                (statistic, chi_squared_p(statistic))
            }
            KeynessMeasure::Fisher => {
                let p = fisher_exact(&table);
                (-table.sign() * libm::log(p), p)
            }
            KeynessMeasure::LogRatio => {
                by_log_likelihood(log_ratio(&table).map_or(0.0, |ratio| ratio.value))
            }
            KeynessMeasure::LogOdds => {
                by_log_likelihood(log_odds(&table).map_or(0.0, |odds| odds.z))
            }
            KeynessMeasure::SimpleMaths => {
                let ratio = simple_maths(&table, settings.smoothing).unwrap_or(1.0);
                by_log_likelihood(libm::log(ratio))
            }
            KeynessMeasure::Tfidf => {
                by_log_likelihood(table.both as f64 * Terms::idf(documents.0, documents.1))
            }
        };
        let sign = match settings.measure {
            KeynessMeasure::Tfidf if table.both == 0 => -1.0,
            KeynessMeasure::Tfidf => 1.0,
            _ => table.sign(),
        };
        Candidate {
            number,
            table,
            sign,
            strength: (sign * score, sign * log_likelihood),
            p,
            p_adjusted: p,
        }
    }

    /// Terms with equal rates have no sign; TF-IDF does not compare with the rest.
    fn is_key(&self, measure: KeynessMeasure) -> bool {
        measure == KeynessMeasure::Tfidf || self.strength.1 != 0.0
    }

    fn is_negative(&self) -> bool {
        self.sign < 0.0
    }

    /// Sorts by keyness, among candidates of the same sign.
    fn by_strength(&self, other: &Self) -> Ordering {
        let (ours, theirs) = (self.strength, other.strength);
        theirs
            .0
            .total_cmp(&ours.0)
            .then(theirs.1.total_cmp(&ours.1))
    }
}

/// Counts of the whole corpus.
struct Totals {
    counts: Vec<(u64, u64)>,
    documents: u64,
    tokens: u64,
    document_test: Option<DocumentTest>,
}

impl Totals {
    fn of(terms: &dyn CountedTerms, test: KeynessTest) -> Result<Self> {
        let counts = terms.totals();
        let document_test = match test {
            KeynessTest::Tokens => None,
            KeynessTest::Documents => Some(DocumentTest::new(terms, &counts)?),
        };
        Ok(Totals {
            document_test,
            counts,
            documents: terms.document_count(),
            tokens: terms.token_count(),
        })
    }

    /// The document tests of all classes, adjusted together: the level applies to all of them.
    fn tested(
        &self,
        terms: &dyn CountedTerms,
        classes: &[usize],
        settings: &KeynessSettings,
    ) -> Option<Vec<Tested>> {
        let test = self.document_test.as_ref()?;
        let p = classes
            .par_iter()
            .map(|&class| self.p_of_documents(test, terms, class));
        let p = p.collect::<Vec<_>>().concat();
        let tested: Tested = p
            .iter()
            .copied()
            .zip(settings.adjustment.adjust(&p))
            .collect();
        let by_class = tested.chunks(terms.len().max(1)).map(<[_]>::to_vec);
        Some(by_class.collect())
    }

    /// p-values of all terms in one class.
    fn p_of_documents(
        &self,
        test: &DocumentTest,
        terms: &dyn CountedTerms,
        class: usize,
    ) -> Vec<f64> {
        let size = &terms.sizes()[class];
        let mut in_class = terms.in_class(class).iter().peekable();
        let p = (0..)
            .zip(&self.counts)
            .map(|(number, &(total, documents))| {
                let here = in_class.next_if(|count| count.term == number);
                let (count, holding) = here.map_or((0, 0), |c| (c.count, u64::from(c.documents)));
                let above = test.above(number, class, (holding, documents));
                test.p(above, size.documents, self.table(count, total, size).sign())
            });
        p.collect()
    }

    /// The most key terms of a class, including all that tie with the last.
    fn leading(
        &self,
        terms: &dyn CountedTerms,
        class: usize,
        tested: Option<&Tested>,
        settings: &KeynessSettings,
    ) -> Vec<Candidate> {
        let size = &terms.sizes()[class];
        let mut in_class = terms.in_class(class).iter().peekable();
        let all = self.counts.iter().enumerate();
        let mut all: Vec<Candidate> = all
            .map(|(number, &(total, documents))| {
                let number = number as u32;
                let here = in_class.next_if(|count| count.term == number);
                let count = here.map_or(0, |count| count.count);
                let table = self.table(count, total, size);
                Candidate::new(number, table, (documents, self.documents), settings)
            })
            .collect();
        let of_tokens = || {
            let p: Vec<f64> = all.iter().map(|candidate| candidate.p).collect();
            let adjusted = settings.adjustment.adjust(&p);
            p.into_iter().zip(adjusted).collect()
        };
        let p = tested.cloned().unwrap_or_else(of_tokens);
        for (candidate, (p, adjusted)) in all.iter_mut().zip(p) {
            (candidate.p, candidate.p_adjusted) = (p, adjusted);
        }
        let is_key = |candidate: &Candidate| candidate.is_key(settings.measure);
        let (negative, positive): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(is_key)
            .partition(Candidate::is_negative);
        let leading_of = |candidates| leading(candidates, settings.top, Candidate::by_strength);
        match settings.sign {
            Sign::Positive => leading_of(positive),
            Sign::Negative => leading_of(negative),
            Sign::Both => [leading_of(positive), leading_of(negative)].concat(),
        }
    }

    fn table(&self, count: u64, total: u64, size: &ClassSize) -> Contingency {
        Contingency::of_parts(count, size.tokens, total - count, self.tokens - size.tokens)
    }

    fn key_term(
        &self,
        terms: &dyn CountedTerms,
        class: usize,
        candidate: Candidate,
        text: TermText,
        settings: &KeynessSettings,
    ) -> KeyTerm {
        let (count, documents) = self.counts[candidate.number as usize];
        let in_class = terms.in_class(class);
        let here = in_class.binary_search_by_key(&candidate.number, |count| count.term);
        let target = here.map_or((0, 0), |place| {
            (in_class[place].count, u64::from(in_class[place].documents))
        });
        KeyTerm {
            number: candidate.number,
            text,
            rank: 0,
            target,
            reference: (count - target.0, documents - target.1),
            above_median: self
                .document_test
                .as_ref()
                .map(|test| test.above(candidate.number, class, (target.1, documents))),
            keyness: Keyness::of(&candidate.table, settings.smoothing),
            p: candidate.p,
            p_adjusted: candidate.p_adjusted,
        }
    }
}

/// Sorted candidates, positive ones first, limited to `top` for each requested sign.
fn ranked(
    candidates: Vec<(Candidate, TermText)>,
    settings: &KeynessSettings,
) -> Vec<(Candidate, TermText)> {
    let (mut negative, mut positive): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|(candidate, _)| candidate.is_negative());
    for candidates in [&mut positive, &mut negative] {
        candidates.sort_unstable_by(|a, b| a.0.by_strength(&b.0).then_with(|| a.1.cmp(&b.1)));
        candidates.truncate(settings.top.unwrap_or(usize::MAX));
    }
    positive.append(&mut negative);
    positive
}
