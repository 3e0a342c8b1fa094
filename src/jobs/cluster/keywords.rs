//! The machine that finds keywords: it adds up what was counted in the parts.

use std::borrow::Cow;
use std::fmt;

use super::job::ClusterJob;
use super::keyword_counts::{FunctionWords, HoldingCounts, TermCounts};
use super::keyword_step::KeywordStep;
use super::step::{Reads, Step};
use super::tally::{Tally, changed, other_step};
use crate::corpus::{Column, Progress};
use crate::error::{Error, Result};
use crate::features::{CountedTerms, SummedTerms};
use crate::jobs::{KeywordSettings, KeywordTable, keyword_table};
use crate::stats::{KeynessTest, common_terms};
use crate::text::{HamzaSeats, Profile, StopList};

/// Keywords of documents that are in parts: frequent terms of all, or with `by` label those of each label against all
/// others. [`Part`](super::Part) reads a part. The table is that of [`keywords`](crate::jobs::keywords()) on all documents,
/// however they are divided, and the numbers of its terms are in the order of their texts.
///
/// If no profile is named, it is that of the language of most Arabic-script text in all documents; `keywords` looks at a
/// sample of them.
///
/// ```
/// use tasnif::jobs::KeywordSettings;
/// use tasnif::jobs::cluster::{ClusterJob, ClusterKeywords, Part};
///
/// let mut keywords = ClusterKeywords::new(KeywordSettings::default(), 2)?;
/// while let Some(step) = keywords.step() {
///     for text in ["rain in the north", "rain in the south"] {
///         let mut part = Part::new(&step);
///         part.push_batch(&[text], &[""])?;
///         part.finish(|tally| keywords.add(&tally))?;
///     }
///     keywords.advance(&())?;
/// }
/// assert_eq!(keywords.into_table()?.distinct_terms, 3);
/// # Ok::<(), tasnif::Error>(())
/// ```
pub struct ClusterKeywords {
    settings: KeywordSettings,
    documents: u64,
    state: State,
}

/// What is being added up, or the table.
enum State {
    FunctionWords(Box<FunctionWords>),
    Terms(Box<TermCounts>),
    Holdings(Box<HoldingCounts>),
    Found(Box<KeywordTable>),
}

impl fmt::Debug for ClusterKeywords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClusterKeywords")
            .field("documents", &self.documents)
            .finish_non_exhaustive()
    }
}

impl ClusterKeywords {
    /// Keywords of this many documents.
    ///
    /// # Errors
    /// When settings are invalid, or cannot be used for documents in parts.
    pub fn new(settings: KeywordSettings, documents: u64) -> Result<Self> {
        settings.check()?;
        check_parts(&settings)?;
        if documents == 0 {
            return Err(Error::Input("there are no documents".into()));
        }
        let words = &settings.words;
        let state = match words.profile {
            // Function words are recognised whatever the letters are folded to.
            None => State::function_words(Profile::default(), HamzaSeats::default()),
            Some(profile) if words.wants_lists_of_languages() => {
                State::function_words(profile, words.hamza_seats)
            }
            Some(profile) => State::terms(&settings, profile, &named_lists(&settings, profile)),
        };
        Ok(ClusterKeywords {
            settings,
            documents,
            state,
        })
    }

    /// Chooses the profile, then the stop lists: their languages are counted in the tokens of the profile.
    fn choose_words(&mut self, state: &FunctionWords) -> Result<State> {
        if state.documents != self.documents {
            return Err(changed(self.documents, state.documents));
        }
        let words = &mut self.settings.words;
        let languages = &state.languages;
        let profile = *words.profile.get_or_insert_with(|| languages.profile());
        let mut stop_list = named_lists(&self.settings, profile);
        let words = &self.settings.words;
        if words.wants_lists_of_languages() {
            let tokenizer = words.tokenizer().with_stem(None);
            if tokenizer != state.step.tokenizer() {
                return Ok(State::function_words(profile, words.hamza_seats));
            }
            for list in languages.lists() {
                stop_list.add(StopList::built_in(&tokenizer, list));
            }
        }
        Ok(State::terms(&self.settings, profile, &stop_list))
    }

    /// The keywords, or the terms of which more must be known.
    fn find(&self, state: TermCounts) -> Result<State> {
        let read = state.documents.values().sum();
        if read != self.documents {
            return Err(changed(self.documents, read));
        }
        let term_settings = state.step.term_settings();
        let term_of = |token: &str| {
            let term = term_settings.term(token, &term_settings.stop_list);
            term.map(Cow::into_owned)
        };
        let forms = state.forms.term_forms(term_of);
        let terms = state.rows.summed(self.settings.min_count, forms)?;
        self.check_labels(&terms)?;
        let tests_documents = self.settings.keyness.test == KeynessTest::Documents;
        if self.settings.by.is_some() && tests_documents {
            let common = common_terms(&terms.totals(), self.documents);
            if !common.is_empty() {
                let (step, documents) = (state.step, state.documents);
                let state = HoldingCounts::new(step, documents, terms, common);
                return Ok(State::Holdings(Box::new(state)));
            }
        }
        self.table(&terms)
    }

    /// Refuses a comparison of documents that have one label; there is a document.
    fn check_labels(&self, terms: &SummedTerms) -> Result<()> {
        match self.settings.by.is_some() && terms.sizes().len() < 2 {
            false => Ok(()),
            true => Err(Error::Input(format!(
                "all documents have the same label, \"{}\", so there is nothing to compare; leave out `by`",
                terms.class_name(0)
            ))),
        }
    }

    fn table(&self, terms: &SummedTerms) -> Result<State> {
        let labels = 0..terms.sizes().len();
        let classes: Option<Vec<usize>> = self.settings.by.is_some().then(|| labels.collect());
        let table = keyword_table(terms, classes.as_deref(), &self.settings)?;
        Ok(State::Found(Box::new(table)))
    }

    /// The keywords.
    ///
    /// # Errors
    /// When a step is missing.
    pub fn into_table(self) -> Result<KeywordTable> {
        match self.state {
            State::Found(table) => Ok(*table),
            _ => Err(Error::Input(
                "the keywords are not found yet: there is a further step".into(),
            )),
        }
    }
}

impl ClusterJob for ClusterKeywords {
    fn step(&self) -> Option<Step> {
        let step = match &self.state {
            State::FunctionWords(state) => &state.step,
            State::Terms(state) => &state.step,
            State::Holdings(state) => &state.step,
            State::Found(_) => return None,
        };
        Some(Step(Reads::Keywords(step.clone())))
    }

    fn add(&mut self, tally: &Tally<'_>) -> Result<()> {
        match &mut self.state {
            State::FunctionWords(state) => state.add(tally),
            State::Terms(state) => state.add(tally),
            State::Holdings(state) => state.add(tally),
            State::Found(_) => Err(other_step()),
        }
    }

    fn advance(&mut self, _progress: &dyn Progress) -> Result<()> {
        let empty = State::function_words(Profile::default(), HamzaSeats::default());
        self.state = match std::mem::replace(&mut self.state, empty) {
            State::FunctionWords(state) => self.choose_words(&state)?,
            State::Terms(state) => self.find(*state)?,
            State::Holdings(state) => self.table(&(*state).counted()?)?,
            State::Found(table) => State::Found(table),
        };
        Ok(())
    }
}

/// Refuses settings that need more than counts.
fn check_parts(settings: &KeywordSettings) -> Result<()> {
    let problem = if settings.words.clitics {
        "`clitics` looks at the words of all documents together, and the documents are counted in parts; leave it out"
    } else if settings.dispersion.is_some() {
        "`dispersion` looks at each document or file, and the documents are counted in parts; leave it out"
    } else if settings.comparison.is_asked() {
        "documents in parts are compared by label; give `by` label instead of a target or a reference"
    } else if settings.by.as_ref().is_some_and(|by| *by != Column::Label) {
        "documents in parts are grouped only by label; give `by` label, and as labels the values that are compared"
    } else {
        return Ok(());
    };
    Err(Error::Settings(problem.into()))
}

/// The named stop lists, in the letters of a profile.
fn named_lists(settings: &KeywordSettings, profile: Profile) -> StopList {
    let words = &settings.words;
    words.named_stop_lists(&words.tokenizer_of(profile))
}

impl State {
    fn function_words(profile: Profile, hamza_seats: HamzaSeats) -> Self {
        let step = KeywordStep::function_words(profile, hamza_seats);
        State::FunctionWords(Box::new(FunctionWords::new(step)))
    }

    fn terms(settings: &KeywordSettings, profile: Profile, stop_list: &StopList) -> Self {
        let step = KeywordStep::terms(settings, profile, stop_list);
        State::Terms(Box::new(TermCounts::new(step)))
    }
}
