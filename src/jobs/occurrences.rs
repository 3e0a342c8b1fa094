//! Positions of terms, document by document.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Environment, SecondReading, TermCounts, no_term};
use crate::corpus::reading::{Reading, read};
use crate::corpus::{Document, WrittenDate};
use crate::error::{Error, Result};
use crate::features::TermSettings;
use crate::stats::{TermPositions, frequent_terms};

/// Which terms are searched for, and how.
#[derive(Debug, Clone)]
pub struct OccurrenceSettings {
    /// Terms of one or more words; if empty, the most frequent ones.
    pub terms: Vec<String>,
    /// How many of the most frequent terms.
    pub top: usize,
    /// How text becomes tokens, and which of them are counted for the most frequent terms. With `clitics`, a
    /// term is also found with attached clitics.
    pub words: TermSettings,
}

impl Default for OccurrenceSettings {
    /// The ten most frequent terms.
    fn default() -> Self {
        OccurrenceSettings {
            terms: Vec::new(),
            top: 10,
            words: TermSettings::default(),
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedUnit {
    /// Occurrences of terms; the total is the number of words.
    Words,
    /// Documents with a value of a field; the total is the number of documents.
    Documents,
}

/// Terms and their occurrences in all documents, in input order.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrences {
    /// Terms, or values of a field.
    pub terms: Vec<String>,
    /// All documents.
    pub documents: Vec<DocumentOccurrences>,
    /// What is counted.
    pub unit: CountedUnit,
}

/// The occurrences of the terms in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentOccurrences {
    /// Words of the document; 1 where documents are counted.
    pub words: u64,
    /// Its date.
    pub date: Option<WrittenDate>,
    /// Its label.
    pub label: Option<String>,
    /// For each occurrence: index of the term, and number of words of the document before it.
    pub found: Vec<(usize, u64)>,
}

impl Occurrences {
    /// Words of all documents.
    pub fn words(&self) -> u64 {
        self.documents.iter().map(|document| document.words).sum()
    }

    /// For each term, the number of corpus words before each of its occurrences.
    pub fn positions(&self) -> Vec<Vec<u64>> {
        let mut positions = vec![Vec::new(); self.terms.len()];
        let mut before = 0;
        for document in &self.documents {
            for &(term, at) in &document.found {
                positions[term].push(before + at);
            }
            before += document.words;
        }
        positions
    }

    /// For each pair of terms, the number of documents that contain both; on the diagonal, those that contain
    /// the term.
    pub fn cooccurrence(&self) -> Vec<Vec<u64>> {
        let side = self.terms.len();
        let mut counts = vec![vec![0; side]; side];
        for document in &self.documents {
            let terms: BTreeSet<usize> = document.found.iter().map(|&(term, _)| term).collect();
            for &row in &terms {
                for &column in &terms {
                    counts[row][column] += 1;
                }
            }
        }
        counts
    }

    /// Refuses a result without any occurrence, and reports terms that do not occur.
    fn check_found(&self, environment: &Environment<'_>) -> Result<()> {
        let found = self.documents.iter().flat_map(|document| &document.found);
        let found: BTreeSet<usize> = found.map(|&(term, _)| term).collect();
        let missing = self.terms.iter().enumerate();
        let missing = missing.filter(|(term, _)| !found.contains(term));
        let missing: Vec<&str> = missing.map(|(_, name)| name.as_str()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let message = format!("the text does not hold \"{}\"", missing.join("\" or \""));
        if missing.len() < self.terms.len() {
            environment.progress.notice(&message);
            return Ok(());
        }
        Err(Error::Input(format!(
            "{message}; tokenize shows its words as they are compared"
        )))
    }
}

/// Finds terms in all documents of a reading.
///
/// # Errors
/// When documents cannot be read, a term has no word, there is no word to choose from, or no term occurs.
pub fn occurrences(
    environment: &Environment<'_>,
    mut reading: Reading,
    settings: &OccurrenceSettings,
) -> Result<Occurrences> {
    let mut counts = None;
    if settings.terms.is_empty() || settings.words.clitics {
        reading = reading.kept()?;
        counts = Some(first_counts(environment, reading.clone(), &settings.words)?);
    }
    let terms = match &counts {
        Some(counts) if settings.terms.is_empty() => most_frequent(counts, settings.top)?,
        _ => settings.terms.clone(),
    };
    let bases = match &counts {
        Some(counts) if settings.words.clitics => counts.bases(),
        _ => HashMap::new(),
    };
    let positions = TermPositions::new(&settings.words.tokenizer, bases, &terms);
    if let Some(empty) = positions.without_word() {
        return Err(Error::Settings(format!(
            "`term` \"{}\" holds no word; give a word such as peace",
            terms[empty]
        )));
    }
    let documents = find(environment, reading, &positions)?;
    let occurrences = Occurrences {
        terms,
        documents,
        unit: CountedUnit::Words,
    };
    occurrences.check_found(environment)?;
    Ok(occurrences)
}

/// Counts all words in a separate reading; the second reading reports the notices.
fn first_counts(
    environment: &Environment<'_>,
    reading: Reading,
    words: &TermSettings,
) -> Result<TermCounts> {
    let environment = Environment {
        progress: &SecondReading(environment.progress),
        storage: Arc::clone(&environment.storage),
    };
    TermCounts::read(&environment, reading, words)
}

/// The most frequent terms, as surface forms.
fn most_frequent(counts: &TermCounts, top: usize) -> Result<Vec<String>> {
    let terms = counts.terms()?;
    let ranked = frequent_terms(&terms, Some(top));
    if ranked.is_empty() {
        return Err(no_term(terms.token_count()));
    }
    Ok(ranked.into_iter().map(|term| term.text.form).collect())
}

fn find(
    environment: &Environment<'_>,
    reading: Reading,
    positions: &TermPositions<'_>,
) -> Result<Vec<DocumentOccurrences>> {
    let of_document = |document: Document| {
        let mut found = Vec::new();
        let words = positions.find(&document.text, |term, at| found.push((term, at as u64)));
        DocumentOccurrences {
            words: words as u64,
            date: document.date,
            label: document.label,
            found,
        }
    };
    let mut all = Vec::new();
    read(
        environment.progress,
        reading,
        || (),
        |(), _, documents| documents.into_iter().map(of_document).collect::<Vec<_>>(),
        |batch| {
            all.extend(batch);
            Ok::<_, Error>(())
        },
    )?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents of ten words each.
    fn found(documents: &[&[(usize, u64)]]) -> Occurrences {
        let document = |found: &&[(usize, u64)]| DocumentOccurrences {
            words: 10,
            date: None,
            label: None,
            found: found.to_vec(),
        };
        Occurrences {
            terms: ["oil", "gas"].map(str::to_owned).to_vec(),
            documents: documents.iter().map(document).collect(),
            unit: CountedUnit::Words,
        }
    }

    #[test]
    fn positions_count_the_words_of_the_documents_before() {
        let occurrences = found(&[&[(0, 1), (1, 3)], &[], &[(0, 0)]]);
        assert_eq!(occurrences.positions(), [vec![1, 20], vec![3]]);
        assert_eq!(occurrences.words(), 30);
    }

    #[test]
    fn terms_occur_together_once_in_a_document() {
        let occurrences = found(&[&[(0, 1), (0, 2), (1, 3)], &[(0, 0)], &[]]);
        assert_eq!(occurrences.cooccurrence(), [vec![2, 1], vec![1, 1]]);
    }
}
