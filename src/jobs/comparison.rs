//! A target corpus and its reference.

use serde::Deserialize;

use super::target::{Target, not_found};
use super::{DocumentColumns, Environment, counted_corpus};
use crate::corpus::reading::Reading;
use crate::corpus::tokens::values::Values;
use crate::corpus::{Column, Selection, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::features::Terms;
use crate::text::TextSettings;

/// Name of the class of the target.
const TARGET: &str = "target";

/// Name of the class of the reference.
const REFERENCE: &str = "reference";

/// What is compared. The target is the documents of `targets`, by default the whole input. The reference is
/// the second input, by default all other documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Comparison {
    /// Which documents of the input are the target.
    pub targets: Vec<Target>,
    /// Whether the reference is a separate input.
    pub has_reference: bool,
}

/// Two classes of a corpus.
#[derive(Debug)]
pub struct Compared {
    /// Whether each document belongs to one of them.
    is_compared: Vec<bool>,
    /// The class of the target; all other compared documents are the reference.
    pub target: usize,
}

impl Compared {
    /// The documents of both classes.
    pub fn documents<'c>(&self, corpus: &'c TokenizedCorpus) -> Selection<'c> {
        corpus.select(|document| self.is_compared[document])
    }
}

/// The documents of the input, followed by those of the reference.
#[derive(Debug)]
pub struct TwoInputs {
    /// The documents of both.
    pub corpus: TokenizedCorpus,
    /// How many documents come from the input.
    pub first_of_reference: usize,
}

impl TwoInputs {
    /// Reads the input and, if there is a second reading, the reference.
    pub fn read(
        environment: &Environment<'_>,
        readings: Vec<Reading>,
        text: &TextSettings,
        columns: &[Column],
    ) -> Result<Self> {
        let columns = DocumentColumns {
            class: None,
            kept: columns.to_vec(),
        };
        let mut both: Option<TwoInputs> = None;
        for reading in readings {
            let text = text.clone();
            let (corpus, _) = counted_corpus(environment, reading, text, &columns, |_| ())?;
            both = Some(match both {
                None => TwoInputs {
                    first_of_reference: corpus.len(),
                    corpus,
                },
                Some(input) => TwoInputs {
                    corpus: TokenizedCorpus::join([input.corpus, corpus])?,
                    ..input
                },
            });
        }
        both.ok_or_else(|| Error::Input("there is nothing to read".into()))
    }
}

impl Comparison {
    /// Whether a comparison is requested.
    pub fn is_asked(&self) -> bool {
        self.has_reference || !self.targets.is_empty()
    }

    /// The document columns that decide between target and reference.
    pub fn columns(&self) -> &'static [Column] {
        match self.targets.is_empty() {
            true => &[],
            false => &[Column::Label, Column::File],
        }
    }

    /// Assigns documents, which have [`Comparison::columns`], to the classes of target and reference.
    ///
    /// # Errors
    /// When a target has no document, or no document is left for the reference.
    pub fn compare(&self, inputs: &mut TwoInputs) -> Result<Compared> {
        let in_target = self.in_target(inputs)?;
        let first_of_reference = inputs.first_of_reference;
        let all = !self.has_reference;
        let is_reference = |document: usize| all || document >= first_of_reference;
        let documents = (0..).zip(&in_target);
        let compared = documents.map(|(document, &target)| target || is_reference(document));
        let is_compared = compared.collect();
        let sides = in_target.iter();
        let sides = sides.map(|&target| if target { TARGET } else { REFERENCE });
        inputs.corpus.set_classes(sides);
        let number = |name| inputs.corpus.classes().get(name).map(|n| n as usize);
        match (number(TARGET), number(REFERENCE)) {
            (Some(target), Some(_)) => Ok(Compared {
                is_compared,
                target,
            }),
            _ => Err(Error::Input(
                "every document is in the target, so there is nothing to compare it with; name \
                 other documents with `reference`"
                    .into(),
            )),
        }
    }

    /// Whether each document is in the target.
    fn in_target(&self, inputs: &TwoInputs) -> Result<Vec<bool>> {
        let of_input = 0..inputs.first_of_reference;
        let corpus = &inputs.corpus;
        let mut in_target = vec![false; corpus.len()];
        let columns = (corpus.column(&Column::Label), corpus.column(&Column::File));
        let (Some(labels), Some(files)) = columns else {
            in_target[of_input].fill(true);
            return Ok(in_target);
        };
        for target in &self.targets {
            let holds = |values: &Values, holds: &dyn Fn(&str) -> bool| -> Vec<bool> {
                values.names().iter().map(holds).collect()
            };
            let of_label = holds(labels, &|label| target.holds_label(label));
            let of_file = holds(files, &|file| target.holds_file(file));
            let mut found = false;
            for document in of_input.clone() {
                if of_label[labels.number_of(document) as usize]
                    || of_file[files.number_of(document) as usize]
                {
                    in_target[document] = true;
                    found = true;
                }
            }
            if !found {
                return Err(not_found(target, labels, files, of_input));
            }
        }
        Ok(in_target)
    }
}

/// Refuses a comparison in which the target or the reference has no word.
pub fn check_words(terms: &Terms<'_>, target: usize) -> Result<()> {
    let sizes = terms.sizes();
    let all: u64 = sizes.iter().map(|size| size.tokens).sum();
    let words = sizes[target].tokens;
    let side = match (words, all - words) {
        (0, 1..) => "the target holds",
        (1.., 0) => "what the target is compared with holds",
        _ => return Ok(()),
    };
    Err(Error::Input(format!(
        "{side} no word, so there is nothing to compare"
    )))
}
