//! Document frequencies by class, counted once for the features of all documents and of training sets among them.
//!
//! Frequencies are integers, so those of a training set are the frequencies in all documents minus those in the test
//! set: folds need no counting of their own. If terms are selected, n-grams that are too rare to be selected from all
//! documents are not counted for training sets either.

use rayon::prelude::*;

use super::fit::Fit;
use super::selection::{ClassDf, KeptCandidates};
use super::settings::{DfBound, FeatureSettings, MinDf, TermSelection};
use crate::corpus::{Selection, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::features::clitics::learning::learn_bases;
use crate::features::clitics::table::CliticTable;
use crate::features::counting::candidates::Candidates;
use crate::features::counting::classes::Classes;
use crate::features::counting::levels::{Frequency, tokens_level};
use crate::features::counting::selected::Selected;

/// Maximum number of cells of tables of terms by classes, of four bytes each: half a gigabyte for the
/// document frequencies, and for the weights of a model.
pub(super) const MAX_CLASS_CELLS: usize = 1 << 27;

/// Maximum bytes per cell: its weight, and a copy while the model is written.
const BYTES_PER_CELL: usize = 8;

/// The terms of some documents and their document frequencies by class.
pub(crate) struct FrequencyTable<'c> {
    selected: Selected<'c>,
    classes: Classes,
    candidates: Candidates<'c>,
    class_df: ClassDf,
    clitics: Option<CliticTable>,
    /// The smallest document frequency of a candidate, and the one that was asked for.
    low: (u64, u64),
}

impl<'c> FrequencyTable<'c> {
    /// Counts the terms of some documents that are frequent enough.
    ///
    /// # Errors
    /// When settings are invalid, the corpus was tokenised with other settings, or no term is left.
    pub(crate) fn new(selection: &Selection<'c>, settings: &FeatureSettings) -> Result<Self> {
        settings.check()?;
        settings.check_text(selection.corpus())?;
        let mut selected = Selected::new(selection);
        let clitics = group_forms(&mut selected, settings)?;
        let classes = Classes::new(&selected);
        let (asked, high) = settings.df_range(selected.len() as u64);
        let most_cells = most_cells(&selected, settings);
        let (candidates, low) = count_within(&selected, settings, &classes, most_cells)?;
        if candidates.len() == 0 {
            return Err(no_terms(&selected, (asked, high)));
        }
        let class_df = classes.document_frequencies(&selected, &candidates)?;
        Ok(FrequencyTable {
            selected,
            classes,
            candidates,
            class_df,
            clitics,
            low: (low, asked),
        })
    }

    /// Number of classes of the corpus.
    pub(crate) fn classes(&self) -> usize {
        self.selected.corpus.classes().len()
    }

    /// The corpus.
    pub(crate) fn corpus(&self) -> &'c TokenizedCorpus {
        self.selected.corpus
    }

    /// Whether the smallest document frequency was raised so that tables of terms by classes fit into memory.
    pub(crate) fn is_raised(&self) -> bool {
        self.low.0 > self.low.1
    }

    /// Number of labels of the documents.
    pub(crate) fn labels(&self) -> usize {
        self.classes.labels.len()
    }

    /// The features of all documents. The settings may differ from those of counting in weights, and may leave
    /// out character n-grams.
    ///
    /// # Errors
    /// When no term is left.
    pub(crate) fn fit(mut self, settings: &FeatureSettings) -> Result<Fit<'c>> {
        let clitics = self.clitics.take();
        let all = self.selected.clone();
        let fit = self.fit_some(all, self.candidates.frequency(), settings)?;
        Ok(fit.with_clitics(clitics))
    }

    /// The features of all documents except a test set, with settings as for [`FrequencyTable::fit`].
    ///
    /// # Errors
    /// When no document or no term is left, or a temporary file cannot be read.
    pub(crate) fn fit_without(
        &mut self,
        test_set: &[usize],
        settings: &FeatureSettings,
    ) -> Result<Fit<'c>> {
        let (training_set, test_set) = self.selected.split(test_set);
        let part = self.classes.part_frequencies(&test_set, &self.candidates)?;
        let frequency = part.rest_of(self.candidates.frequency());
        self.class_df.subtract(&part);
        let fit = self.fit_some(training_set, &frequency, settings);
        self.class_df.add(&part);
        Ok(fit?.with_clitics(self.clitics.clone()))
    }

    /// The features of some documents, to which the document frequencies belong.
    fn fit_some(
        &self,
        selected: Selected<'c>,
        frequency: &[u32],
        settings: &FeatureSettings,
    ) -> Result<Fit<'c>> {
        let is_kept = self.filter(settings, selected.len());
        let kept = frequency.par_iter().enumerate();
        let kept: Vec<bool> = kept.map(|(c, &df)| is_kept(c as u32, df)).collect();
        if !kept.contains(&true) {
            return Err(no_terms(
                &selected,
                settings.df_range(selected.len() as u64),
            ));
        }
        let candidates = KeptCandidates {
            candidates: &self.candidates,
            frequency,
            kept: &kept,
        };
        let settings = effective(settings, self.low.0, self.low.1);
        Fit::of_candidates(selected, &candidates, &self.class_df.present(), &settings)
    }

    /// Whether a candidate with a document frequency is a term, out of this many documents.
    fn filter(
        &self,
        settings: &FeatureSettings,
        documents: usize,
    ) -> impl Fn(u32, u32) -> bool + Sync + use<> {
        let (_, high) = settings.df_range(documents as u64);
        let range = self.low.0..=high;
        let end = match settings.char_ngrams {
            Some(_) => u32::MAX,
            None => self.candidates.first_char_ngram(),
        };
        move |candidate, df| candidate < end && range.contains(&u64::from(df))
    }
}

/// Maximum number of cells of tables of terms by classes.
fn most_cells(selected: &Selected<'_>, settings: &FeatureSettings) -> usize {
    match settings.max_features {
        Some(_) => MAX_CLASS_CELLS,
        // If every term is requested, memory is the only limit.
        None => MAX_CLASS_CELLS.max(selected.corpus.storage().memory() / BYTES_PER_CELL),
    }
}

/// Counts candidates; with very many classes and terms, raises the minimum document frequency until tables of
/// terms by classes fit into memory. Also returns the frequency that was used.
fn count_within<'c>(
    selected: &Selected<'c>,
    settings: &FeatureSettings,
    classes: &Classes,
    most_cells: usize,
) -> Result<(Candidates<'c>, u64)> {
    let (asked, _) = settings.df_range(selected.len() as u64);
    let labels = classes.labels.len();
    let mut low = asked;
    loop {
        let (ngrams, char_ngrams) = (settings.ngrams, settings.char_ngrams);
        let min_df_of_longer =
            |words: &Candidates<'_>| min_useful_df(selected, settings, classes, words);
        let range = (low, u64::MAX);
        let candidates = Candidates::count(selected, ngrams, char_ngrams, range, min_df_of_longer)?;
        let fits = candidates.len().saturating_mul(labels) <= most_cells;
        if fits && (low == asked || candidates.len() > 0) {
            return Ok((candidates, low));
        }
        if fits || settings.max_features.is_none() || low > selected.len() as u64 {
            return Err(too_many_cells(labels, asked, most_cells));
        }
        low *= 2;
    }
}

/// The smallest document frequency with which an n-gram can be selected: if there are more words than are
/// selected, it must be able to tell more about the class than the last of the best words.
fn min_useful_df(
    selected: &Selected<'_>,
    settings: &FeatureSettings,
    classes: &Classes,
    words: &Candidates<'_>,
) -> Result<u64> {
    let (low, high) = settings.df_range(selected.len() as u64);
    let most = match settings.selection {
        TermSelection::MutualInformation => settings.max_features.unwrap_or(usize::MAX),
        TermSelection::ChiSquared | TermSelection::DocumentFrequency => usize::MAX,
    };
    if words.len() < most {
        return Ok(low);
    }
    let class_df = classes.document_frequencies(selected, words)?;
    let within = |df: u32| u64::from(df) <= high;
    let least = class_df.information_threshold(words.frequency(), within, most);
    // The bound is a little larger for rounding.
    let can_be_selected = |df: &u64| class_df.information_bound(*df) * (1.0 + 1e-9) >= least;
    let all = selected.len() as u64;
    Ok((low..all).find(can_be_selected).unwrap_or(all))
}

pub(super) fn too_many_cells(classes: usize, low: u64, most_cells: usize) -> Error {
    let most = most_cells / classes.max(1);
    let size = bytesize::ByteSize((most_cells * size_of::<f32>()) as u64);
    Error::Settings(format!(
        "{classes} labels leave room for {most} terms (a weight for each label and term, {size} in all), \
         and more occur in at least {low} documents; merge labels, or raise `min_df`"
    ))
}

fn no_terms(selected: &Selected<'_>, (low, high): (u64, u64)) -> Error {
    let documents = selected.len();
    if selected.corpus.token_count() == 0 {
        return Error::Input(format!(
            "the {documents} documents hold no word; is the text in another field, or is the profile wrong?"
        ));
    }
    none_within(documents as u64, (low, high))
}

/// The error when no term has a document frequency within a range.
pub(crate) fn none_within(documents: u64, (low, high): (u64, u64)) -> Error {
    Error::Settings(format!(
        "no term occurs in at least {low} and at most {high} of the {documents} documents; lower `min_df` or raise `max_df`"
    ))
}

/// The settings that were used, after the requested minimum document frequency was raised to `low`.
pub(super) fn effective(settings: &FeatureSettings, low: u64, asked: u64) -> FeatureSettings {
    FeatureSettings {
        min_df: match low > asked {
            true => MinDf::Bound(DfBound::Count(low)),
            false => settings.min_df,
        },
        ..settings.clone()
    }
}

/// Learns base forms if the settings require it, and then counts base forms.
fn group_forms(
    selected: &mut Selected<'_>,
    settings: &FeatureSettings,
) -> Result<Option<CliticTable>> {
    if !settings.clitics {
        return Ok(None);
    }
    let tokens = selected.corpus.tokens();
    let df = tokens_level(selected, Frequency::Documents)?.frequency;
    let base_of = learn_bases(tokens, &df, selected.len() as u64);
    let table = CliticTable::learned(tokens, &df, &base_of)?;
    selected.group(base_of);
    Ok(Some(table))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::PartCounts;

    fn corpus() -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for (text, label) in [
            ("a b c d", "x"),
            ("a b c e", "y"),
            ("a f", "z"),
            ("a g", "z"),
        ] {
            corpus.push(text, label).unwrap();
        }
        corpus
    }

    fn counted(most_cells: usize) -> Result<(usize, u64)> {
        let corpus = corpus();
        let selected = Selected::new(&corpus.all());
        let settings = FeatureSettings {
            ngrams: crate::text::NgramRange::WORDS,
            ..FeatureSettings::default()
        };
        let classes = Classes::new(&selected);
        let counted = count_within(&selected, &settings, &classes, most_cells);
        counted.map(|(candidates, low)| (candidates.len(), low))
    }

    #[test]
    fn rare_terms_give_way_to_many_labels() {
        // Seven words; a, b and c are in two documents or more, a in all four.
        assert_eq!(counted(21).unwrap(), (7, 1));
        assert_eq!(counted(20).unwrap(), (3, 2));
        assert_eq!(counted(8).unwrap(), (1, 4));
        let error = counted(2).unwrap_err().to_string();
        assert_eq!(
            error,
            "3 labels leave room for 0 terms (a weight for each label and term, 8 B in all), \
             and more occur in at least 1 documents; merge labels, or raise `min_df`"
        );
    }

    /// Texts of a few words that repeat, with three labels.
    fn varied(documents: usize) -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for n in 0..documents {
            let words = [n % 5, n % 7, n % 3, n % 11, (n * n) % 13];
            let text = words.map(|word| format!("w{word}")).join(" ");
            let label = ["x", "y", "z"][(n / 2) % 3];
            corpus.push(&text, label).unwrap();
        }
        corpus
    }

    #[test]
    fn features_of_a_training_set_are_those_of_its_documents_alone() {
        let corpus = varied(60);
        let settings = |most, high, chars: bool| FeatureSettings {
            max_features: most,
            max_df: high,
            char_ngrams: chars.then(|| crate::text::NgramRange::new(2, 3).unwrap()),
            ..FeatureSettings::default()
        };
        // The last test set has all documents of "z".
        let of_z = |d: &usize| (d / 2) % 3 == 2;
        let test_sets: [Vec<usize>; 3] = [
            vec![],
            (0..60).step_by(4).collect(),
            (0..60).filter(of_z).collect(),
        ];
        for (most, high, chars) in [
            (None, DfBound::Share(1.0), false),
            (Some(40), DfBound::Share(1.0), true),
            (Some(25), DfBound::Share(0.2), false),
        ] {
            let settings = settings(most, high, chars);
            let mut table = FrequencyTable::new(&corpus.all(), &settings).unwrap();
            for test_set in &test_sets {
                let training_set = corpus.select(|document| !test_set.contains(&document));
                let alone = Fit::new(&training_set, &settings).unwrap();
                let part = table.fit_without(test_set, &settings).unwrap();
                assert_eq!(part.features(), alone.features());
                assert_eq!(part.labels(), alone.labels());
                assert_eq!(part.class_documents(), alone.class_documents());
                let documents: Vec<usize> = (0..60).collect();
                let rows = |fit: &Fit<'_>| fit.rows_of(&documents).unwrap();
                assert_eq!(rows(&part), rows(&alone));
            }
            let all = Fit::new(&corpus.all(), &settings).unwrap();
            assert_eq!(table.fit(&settings).unwrap().features(), all.features());
        }
    }

    #[test]
    fn rare_pairs_that_cannot_be_selected_change_nothing() {
        let corpus = varied(90);
        for most in 1..60 {
            let settings = FeatureSettings {
                max_features: Some(most),
                ..FeatureSettings::default()
            };
            let counts = PartCounts::of(&corpus.all(), &settings).unwrap();
            let fit = Fit::new(&corpus.all(), &settings).unwrap();
            assert_eq!(
                fit.features(),
                &counts.features(&settings).unwrap(),
                "{most}"
            );
        }
    }

    #[test]
    fn character_ngrams_can_be_left_out_after_they_were_counted() {
        let corpus = varied(30);
        let plain = FeatureSettings::default();
        let with_chars = FeatureSettings {
            char_ngrams: crate::text::NgramRange::new(2, 3).ok(),
            ..plain.clone()
        };
        let table = FrequencyTable::new(&corpus.all(), &with_chars).unwrap();
        let alone = Fit::new(&corpus.all(), &plain).unwrap();
        assert_eq!(table.fit(&plain).unwrap().features(), alone.features());
    }

    #[test]
    fn a_training_set_without_terms_is_refused() {
        let corpus = corpus();
        let settings = FeatureSettings {
            min_df: MinDf::Bound(DfBound::Count(3)),
            ..FeatureSettings::default()
        };
        let mut table = FrequencyTable::new(&corpus.all(), &settings).unwrap();
        // "a" is in all four documents.
        assert!(table.fit_without(&[0], &settings).is_ok());
        let error = table
            .fit_without(&[0, 1], &settings)
            .unwrap_err()
            .to_string();
        assert!(error.contains("no term occurs in at least 3"), "{error}");
        // The counts are whole again.
        assert!(table.fit_without(&[3], &settings).is_ok());
    }
}
