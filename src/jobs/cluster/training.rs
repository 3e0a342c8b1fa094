//! The machine that trains: it adds up what was read of the parts.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::job::ClusterJob;
use super::keys;
use super::step::{Reads, Step};
use super::tally::{Tally, TallyKind, changed, other_step};
use crate::corpus::tokens::token_table::TokenTable;
use crate::corpus::{KeptCorpus, Progress, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::evaluate::{Groups, HeldOut, Sample};
use crate::features::{Features, FormCounts, PartCounts};
use crate::jobs::train::{say_raised_min_df, train};
use crate::model::{Model, ModelSettings, PartRow, PartSums, Training};

/// Training on documents that are in parts; [`Part`](super::Part) has an example.
///
/// Up to [`ModelSettings::sample`] documents are gathered, tokenised, and trained from here. Of more, a sample is gathered
/// for what is chosen and calibrated, and terms and weights are added up.
pub struct ClusterTraining {
    training: Training,
    documents: u64,
    state: State,
}

/// What is being added up, or the model.
enum State {
    Documents(Box<KeptCorpus>),
    Terms(Box<TermsState>),
    Sums(Box<SumsState>),
    Trained(Box<Model>),
}

struct TermsState {
    settings: ModelSettings,
    held_out: Option<HeldOut>,
    documents: BTreeMap<String, u64>,
    /// The labels of terms, in the order in which they came.
    labels: TokenTable,
    /// Terms with the index of a label and the number of documents. There may be very many.
    terms: Vec<(String, u32, u32)>,
}

struct SumsState {
    settings: ModelSettings,
    held_out: Option<HeldOut>,
    features: Features,
    documents: BTreeMap<String, u64>,
    /// As they were read in this step.
    documents_read: BTreeMap<String, u64>,
    sums: PartSums,
    forms: FormCounts,
}

impl fmt::Debug for ClusterTraining {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClusterTraining")
            .field("documents", &self.documents)
            .finish_non_exhaustive()
    }
}

impl ClusterTraining {
    /// Training on this many documents, which all have a label.
    ///
    /// # Errors
    /// When settings are invalid, or cannot be used for documents in parts.
    pub fn new(training: Training, documents: u64) -> Result<Self> {
        training.settings.check()?;
        if documents == 0 {
            return Err(Error::Input(
                "there are no documents; training needs at least two labels".into(),
            ));
        }
        let settings = &training.settings;
        let is_gathered = documents <= settings.sample;
        if settings.features.clitics && !is_gathered {
            return Err(Error::Settings(format!(
                "`clitics` looks at the words of all documents together, and {documents} documents are counted in parts; leave it out, or gather them with a larger `sample`"
            )));
        }
        let state = match is_gathered || settings.calibrated {
            true => State::Documents(Box::default()),
            false => State::Terms(Box::new(TermsState::new(settings.clone(), None))),
        };
        Ok(ClusterTraining {
            training,
            documents,
            state,
        })
    }

    fn sample(&self) -> Sample {
        Sample::of(self.documents, self.training.settings.sample)
    }

    /// Trains from all documents, or learns from a sample what is chosen and calibrated.
    fn learn_from(&self, kept: KeptCorpus, progress: &dyn Progress) -> Result<State> {
        let sample = self.sample();
        if sample.is_all() && kept.len() as u64 != self.documents {
            return Err(changed(self.documents, kept.len() as u64));
        }
        let (settings, choices) = (&self.training.settings, self.training.choices);
        let corpus = kept.into_tokenized(settings.features.text(), Arc::default())?;
        if sample.is_all() {
            let model = train(&corpus.all(), settings, choices, progress)?;
            return Ok(State::Trained(Box::new(model)));
        }
        let held_out = self.held_out(&corpus)?;
        let settings = held_out.settings().clone();
        Ok(State::Terms(Box::new(TermsState::new(
            settings,
            Some(held_out),
        ))))
    }

    fn held_out(&self, sample: &TokenizedCorpus) -> Result<HeldOut> {
        let (settings, choices) = (&self.training.settings, self.training.choices);
        let groups = Groups::copies(sample)?;
        let (held_out, _) = HeldOut::new(&sample.all(), &groups, settings, choices)?;
        Ok(held_out)
    }

    /// The model.
    ///
    /// # Errors
    /// When a step is missing.
    pub fn into_model(self) -> Result<Model> {
        match self.state {
            State::Trained(model) => Ok(*model),
            _ => Err(Error::Input(
                "the model is not trained yet: there is a further step".into(),
            )),
        }
    }
}

impl ClusterJob for ClusterTraining {
    fn step(&self) -> Option<Step> {
        let reads = match &self.state {
            State::Documents(_) => Reads::Documents {
                settings: self.training.settings.features.clone(),
                sample: self.sample(),
            },
            State::Terms(state) => Reads::Terms(state.settings.features.clone()),
            State::Sums(state) => Reads::Sums {
                features: Box::new(state.features.clone()),
                labels: state.documents.keys().map(String::as_str).collect(),
                with_rows: state.settings.refinement.is_some(),
            },
            State::Trained(_) => return None,
        };
        Some(Step(reads))
    }

    fn gathers(&self) -> bool {
        matches!(self.state, State::Documents(_))
    }

    fn min_df(&self) -> u64 {
        match &self.state {
            State::Terms(state) => state.settings.features.df_range(self.documents).0,
            _ => 1,
        }
    }

    fn add(&mut self, tally: &Tally<'_>) -> Result<()> {
        match &mut self.state {
            State::Documents(kept) => add_kept(kept, tally),
            State::Terms(state) => state.add(tally),
            State::Sums(state) => state.add(tally),
            State::Trained(_) => Err(other_step()),
        }
    }

    fn advance(&mut self, progress: &dyn Progress) -> Result<()> {
        let empty = State::Documents(Box::default());
        self.state = match std::mem::replace(&mut self.state, empty) {
            State::Documents(kept) => self.learn_from(*kept, progress)?,
            State::Terms(state) => State::Sums(Box::new(state.learned(self.documents)?)),
            State::Sums(state) => {
                let model = state.trained()?;
                say_raised_min_df(&model, &self.training.settings, progress);
                State::Trained(Box::new(model))
            }
            State::Trained(model) => State::Trained(model),
        };
        Ok(())
    }
}

/// Adds the documents of a row, as often as they were read.
fn add_kept(kept: &mut KeptCorpus, tally: &Tally<'_>) -> Result<()> {
    match tally.kind {
        TallyKind::Kept => {
            let documents = KeptCorpus::from_bytes(tally.key)?;
            for _ in 1..tally.count {
                kept.append(documents.clone());
            }
            kept.append(documents);
            Ok(())
        }
        _ => Err(other_step()),
    }
}

impl TermsState {
    fn new(settings: ModelSettings, held_out: Option<HeldOut>) -> Self {
        TermsState {
            settings,
            held_out,
            documents: BTreeMap::new(),
            labels: TokenTable::default(),
            terms: Vec::new(),
        }
    }

    fn add(&mut self, tally: &Tally<'_>) -> Result<()> {
        match tally.kind {
            TallyKind::Documents => tally.add_documents(&mut self.documents),
            TallyKind::Term => {
                let count = u32::try_from(tally.count).map_err(|_| too_many())?;
                let (term, label) = (keys::text(tally.key)?, self.labels.insert(tally.label));
                self.terms.push((term.to_owned(), label, count));
                Ok(())
            }
            _ => Err(other_step()),
        }
    }

    /// The features of all documents.
    fn learned(self, documents: u64) -> Result<SumsState> {
        let read = self.documents.values().sum();
        if read != documents {
            return Err(changed(documents, read));
        }
        let counts = PartCounts::from_rows(self.documents, self.labels.iter(), self.terms)?;
        let features = counts.features(&self.settings.features)?;
        Ok(SumsState {
            sums: PartSums::of_terms(features.vocabulary.len()),
            documents: counts.label_documents().clone(),
            documents_read: BTreeMap::new(),
            settings: self.settings,
            held_out: self.held_out,
            features,
            forms: FormCounts::default(),
        })
    }
}

impl SumsState {
    fn add(&mut self, tally: &Tally<'_>) -> Result<()> {
        match tally.kind {
            TallyKind::Documents => tally.add_documents(&mut self.documents_read),
            TallyKind::Sum => {
                let term = keys::number(tally.key)?;
                let is_term = (term as usize) < self.features.vocabulary.len();
                match is_term {
                    true => self.sums.add_sum(tally.label, term, tally.count),
                    false => Err(other_step()),
                }
            }
            TallyKind::Row => {
                let row = PartRow {
                    label: tally.label.to_owned(),
                    entries: keys::numbers(tally.key)?,
                };
                for _ in 1..tally.count {
                    self.sums.add_sampled(row.clone());
                }
                self.sums.add_sampled(row);
                Ok(())
            }
            TallyKind::Token => {
                let count = tally.count.unsigned_abs();
                self.forms.add_token(keys::text(tally.key)?, count);
                Ok(())
            }
            TallyKind::Form => {
                let (token, form) = keys::form(tally.key)?;
                self.forms.add_form(token, form, tally.count.unsigned_abs());
                Ok(())
            }
            _ => Err(other_step()),
        }
    }

    fn trained(self) -> Result<Model> {
        if self.documents_read != self.documents {
            let of = |documents: &BTreeMap<String, u64>| documents.values().sum();
            return Err(changed(of(&self.documents), of(&self.documents_read)));
        }
        let mut sums = self.sums;
        for (label, &documents) in &self.documents {
            sums.add_documents(label, documents);
        }
        let model = sums.model(self.features, &self.settings)?;
        let model = match self.held_out {
            Some(held_out) => held_out.finish(model),
            None => model,
        };
        Ok(model.with_counted_forms(&self.forms))
    }
}

fn too_many() -> Error {
    Error::Input(
        "a term is in more than 4,294,967,295 documents, more than a model can count".into(),
    )
}
