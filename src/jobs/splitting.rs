//! How documents are split into training and test sets.

use jiff::Timestamp;

use serde::Deserialize;

use super::Environment;
use crate::corpus::{Document, Place, TokenizedCorpus, WrittenDate};
use crate::error::{Error, Result};
use crate::evaluate::{DEFAULT_SEED, Groups, Split};
use crate::report::counted;

/// Settings of splits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SplitSettings {
    /// Folds or time; default folds.
    pub method: Option<SplitMethod>,
    /// What stays in one fold; default near-duplicates.
    pub group_by: Option<GroupBy>,
    /// Seed of the folds; default 1.
    pub seed: Option<u64>,
}

/// How documents are split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum SplitMethod {
    /// Stratified folds.
    Folds,
    /// Blocks of time.
    Time,
}

/// What stays in one fold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
#[serde(from = "String")]
pub enum GroupBy {
    /// Documents with nearly the same words.
    NearDuplicate,
    /// Documents with the same words.
    Copy,
    /// Documents with the same value in this field.
    Field(String),
}

impl From<&str> for GroupBy {
    fn from(text: &str) -> Self {
        match text {
            "near-duplicate" => GroupBy::NearDuplicate,
            "copy" => GroupBy::Copy,
            field => GroupBy::Field(field.to_owned()),
        }
    }
}

impl From<String> for GroupBy {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

/// What splits use of a document besides its text and label.
#[derive(Debug)]
pub struct SplitTraits {
    date: Option<Timestamp>,
    group: Option<String>,
    place: Place,
}

impl SplitTraits {
    /// The traits of a document.
    pub fn of(document: &Document) -> Self {
        SplitTraits {
            date: document.date.map(WrittenDate::instant),
            group: document.group.clone(),
            place: document.place.clone(),
        }
    }
}

impl SplitSettings {
    /// # Errors
    /// When settings contradict each other.
    pub fn check(&self) -> Result<()> {
        if self.is_by_time() && (self.group_by.is_some() || self.seed.is_some()) {
            return Err(Error::Settings(
                "`split` time parts documents by their dates alone; leave out `group_by` and `seed`, or `split` time"
                    .into(),
            ));
        }
        Ok(())
    }

    /// Seed of the folds.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(DEFAULT_SEED)
    }

    /// The field that the reading must include.
    pub fn group_field(&self) -> Option<String> {
        match &self.group_by {
            Some(GroupBy::Field(name)) => Some(name.clone()),
            _ => None,
        }
    }

    /// What the documents of a group share, unless it is nearly all words.
    pub fn group_name(&self) -> Option<String> {
        match &self.group_by {
            None | Some(GroupBy::NearDuplicate) => None,
            Some(GroupBy::Copy) => Some("copy".into()),
            Some(GroupBy::Field(name)) => Some(name.clone()),
        }
    }

    /// The documents of `corpus` that are not separated; `traits` describe them.
    pub fn groups(
        &self,
        corpus: &TokenizedCorpus,
        traits: &[SplitTraits],
        environment: &Environment<'_>,
    ) -> Result<Groups> {
        Ok(match &self.group_by {
            None | Some(GroupBy::NearDuplicate) => Groups::near_duplicates(corpus)?,
            Some(GroupBy::Copy) => Groups::copies(corpus)?,
            Some(GroupBy::Field(name)) => {
                Groups::by_value(corpus, &values(traits, name, environment)?)?
            }
        })
    }

    /// True when documents are split by their dates.
    pub fn is_by_time(&self) -> bool {
        self.method == Some(SplitMethod::Time)
    }

    /// The splits of `corpus`; `traits` describe its documents.
    pub fn splits(
        &self,
        corpus: &TokenizedCorpus,
        traits: &[SplitTraits],
        groups: &Groups,
        folds: usize,
    ) -> Result<Vec<Split>> {
        if self.is_by_time() {
            let splits = Split::by_time(&dates(traits)?, folds)?;
            check_earliest(corpus, &splits)?;
            return Ok(splits);
        }
        Split::by_folds(corpus, groups, folds, self.seed())
    }
}

/// Refuses splits whose first training set has a single label.
fn check_earliest(corpus: &TokenizedCorpus, splits: &[Split]) -> Result<()> {
    let Some(first) = splits.first() else {
        return Ok(());
    };
    let learned = first.learned(corpus);
    let learned = learned.documents();
    let mut classes: Vec<u32> = learned.map(|document| corpus.class_of(document)).collect();
    let count = classes.len() as u64;
    classes.dedup();
    match classes[..] {
        [only] => Err(Error::Settings(format!(
            "`split` time learns from the earliest {} first, all of the label \"{}\", and training needs two; ask for fewer folds, or split without it",
            counted(count, "document"),
            corpus.classes().token(only)
        ))),
        _ => Ok(()),
    }
}

/// The date of each document.
pub fn dates(traits: &[SplitTraits]) -> Result<Vec<Timestamp>> {
    let undated = || traits.iter().filter(|traits| traits.date.is_none());
    if let Some(first) = undated().next() {
        return Err(Error::Input(format!(
            "{} of {} have no date that can be read (the first: {}), and `split` time needs one of each; name the field with `date_field`, or leave them out",
            undated().count(),
            counted(traits.len() as u64, "document"),
            first.place
        )));
    }
    Ok(traits.iter().filter_map(|traits| traits.date).collect())
}

/// The value of the field `name` in each document.
fn values(
    traits: &[SplitTraits],
    name: &str,
    environment: &Environment<'_>,
) -> Result<Vec<Option<String>>> {
    let values: Vec<_> = traits.iter().map(|traits| traits.group.clone()).collect();
    let missing = values.iter().filter(|value| value.is_none()).count();
    if missing == values.len() {
        return Err(Error::Input(format!(
            "no document has a field \"{name}\"; `group_by` takes near-duplicate, copy, or a JSON key or column"
        )));
    }
    if missing > 0 {
        let what = counted(missing as u64, "document");
        environment.progress.notice(&format!(
            "{what} without \"{name}\": kept together with copies alone"
        ));
    }
    Ok(values)
}
