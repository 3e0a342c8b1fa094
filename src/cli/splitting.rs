//! Flags of cross-validation: what is learned from and what is tested.

use clap::ValueEnum;
use jiff::Timestamp;

use super::Global;
use super::failure::Failure;
use super::output::say;
use crate::corpus::{Document, Place, TokenizedCorpus, WrittenDate};
use crate::evaluate::{DEFAULT_SEED, Groups, Split};
use crate::report::counted;

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Cross-validation")]
pub(super) struct SplitArguments {
    /// Seed of the folds [default: 1]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// What stays in one fold: near-duplicate, copy, or a JSON key or column whose equal values do (and
    /// copies with them) [default: near-duplicate]
    #[arg(long, value_name = "WHAT")]
    pub group_by: Option<GroupBy>,
    /// How documents are parted: folds (stratified by label), or time (by date, each block is tested by
    /// what was learned from all before it)
    #[arg(long, value_name = "HOW")]
    pub split: Option<SplitArgument>,
}

/// What stays in one fold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GroupBy {
    NearDuplicate,
    Copy,
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

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SplitArgument {
    /// Stratified folds
    Folds,
    /// Blocks of time
    Time,
}

/// What splits ask of a document beside its text and label.
pub(super) struct Traits {
    date: Option<Timestamp>,
    group: Option<String>,
    place: Place,
}

impl Traits {
    pub(super) fn of(document: &Document) -> Self {
        Traits {
            date: document.date.map(WrittenDate::instant),
            group: document.group.clone(),
            place: document.place.clone(),
        }
    }
}

impl SplitArguments {
    /// Refuses flags that do not go together.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if self.is_by_time() && (self.group_by.is_some() || self.seed.is_some()) {
            return Err(Failure::Message(
                "--split time parts documents by their dates alone; leave out --group-by and --seed, or --split time"
                    .into(),
            ));
        }
        Ok(())
    }

    /// Seed of the folds.
    pub(super) fn seed(&self) -> u64 {
        self.seed.unwrap_or(DEFAULT_SEED)
    }

    /// The field that documents are to be read with.
    pub(super) fn group_field(&self) -> Option<String> {
        match &self.group_by {
            Some(GroupBy::Field(name)) => Some(name.clone()),
            _ => None,
        }
    }

    /// What groups share, where it is not nearly all words.
    pub(super) fn group_name(&self) -> Option<String> {
        match &self.group_by {
            None | Some(GroupBy::NearDuplicate) => None,
            Some(GroupBy::Copy) => Some("copy".into()),
            Some(GroupBy::Field(name)) => Some(name.clone()),
        }
    }

    /// The documents of `corpus` that are not parted; `traits` tell of them.
    pub(super) fn groups(
        &self,
        corpus: &TokenizedCorpus,
        traits: &[Traits],
        global: &Global,
    ) -> Result<Groups, Failure> {
        Ok(match &self.group_by {
            None | Some(GroupBy::NearDuplicate) => Groups::near_duplicates(corpus)?,
            Some(GroupBy::Copy) => Groups::copies(corpus)?,
            Some(GroupBy::Field(name)) => Groups::by_value(corpus, &values(traits, name, global)?)?,
        })
    }

    /// True when documents are parted by their dates.
    pub(super) fn is_by_time(&self) -> bool {
        self.split == Some(SplitArgument::Time)
    }

    /// The splits of `corpus`, of whose documents `traits` tell.
    pub(super) fn splits(
        &self,
        corpus: &TokenizedCorpus,
        traits: &[Traits],
        groups: &Groups,
        folds: usize,
    ) -> Result<Vec<Split>, Failure> {
        if self.is_by_time() {
            let splits = Split::by_time(&dates(traits)?, folds)?;
            check_earliest(corpus, &splits)?;
            return Ok(splits);
        }
        Ok(Split::by_folds(corpus, groups, folds, self.seed())?)
    }
}

/// Refuses splits of which the first learns a single label.
fn check_earliest(corpus: &TokenizedCorpus, splits: &[Split]) -> Result<(), Failure> {
    let Some(first) = splits.first() else {
        return Ok(());
    };
    let learned = (0..corpus.len()).filter(|&document| first.learned[document]);
    let mut classes: Vec<u32> = learned.map(|document| corpus.class_of(document)).collect();
    let count = classes.len() as u64;
    classes.dedup();
    match classes[..] {
        [only] => Err(Failure::Message(format!(
            "--split time learns from the earliest {} first, all of the label \"{}\", and training needs two; ask for fewer folds, or split without it",
            counted(count, "document"),
            corpus.classes().token(only)
        ))),
        _ => Ok(()),
    }
}

/// The date of each document.
pub(super) fn dates(traits: &[Traits]) -> Result<Vec<Timestamp>, Failure> {
    let undated = || traits.iter().filter(|traits| traits.date.is_none());
    if let Some(first) = undated().next() {
        return Err(Failure::Message(format!(
            "{} of {} have no date that can be read (the first: {}), and --split time needs one of each; name the field with --date-field, or leave them out",
            undated().count(),
            counted(traits.len() as u64, "document"),
            first.place
        )));
    }
    Ok(traits.iter().filter_map(|traits| traits.date).collect())
}

/// The value of the field `name` in each document.
fn values(traits: &[Traits], name: &str, global: &Global) -> Result<Vec<Option<String>>, Failure> {
    let values: Vec<_> = traits.iter().map(|traits| traits.group.clone()).collect();
    let missing = values.iter().filter(|value| value.is_none()).count();
    if missing == values.len() {
        return Err(Failure::Message(format!(
            "no document has a field \"{name}\"; --group-by takes near-duplicate, copy, or a JSON key or column"
        )));
    }
    if missing > 0 {
        let what = counted(missing as u64, "document");
        say(
            global,
            format!("{what} without \"{name}\": kept together with copies alone"),
        );
    }
    Ok(values)
}
