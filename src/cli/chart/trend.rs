//! `tasnif chart trend`: how often terms occur over time, or how many documents have each value of a field.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::str::FromStr;

use super::LookArguments;
use super::date_range::DateRangeArguments;
use super::occurrences::TermArguments;
use crate::charts::{MAX_PERIODS, MAX_SERIES};
use crate::cli::Global;
use crate::cli::corpus_reader::environment;
use crate::cli::failure::Failure;
use crate::figures;
use crate::jobs::{FEW_DOCUMENTS, Occurrences, PeriodCounts, PeriodLength, PeriodSettings};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart trend news.jsonl --date-field published -o trend.png
  tasnif chart trend news.jsonl --by week --term election --term economy -o trend.svg
  tasnif chart trend labelled.jsonl --by predicted -o topics.png       how many documents of each topic
  tasnif chart trend news.jsonl --from 2023-07 --until 2024 -o trend.png

Days are those of UTC. Weeks belong to the month in whose first seven days their Monday lies.")]
pub(super) struct Arguments {
    /// How many of the most frequent terms, when none is named, or values of a field
    #[arg(long, value_name = "N", default_value = "5")]
    top: NonZeroUsize,
    /// Length of a period (day, week, month, year); or a field such as predicted: then the share of
    /// documents is drawn that have each of its values
    #[arg(long, value_name = "WHAT", default_value = "month")]
    by: TrendBy,
    /// Length of a period, when --by names a field [default: month]
    #[arg(long, value_name = "LENGTH")]
    period: Option<PeriodLength>,
    #[command(flatten)]
    days: DateRangeArguments,
    /// Shade periods with fewer documents than this
    #[arg(long, value_name = "N", default_value_t = FEW_DOCUMENTS)]
    few_documents: u64,
    #[command(flatten)]
    terms: TermArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let range = arguments.days.range()?;
    let (occurrences, length) = arguments.occurrences(global)?;
    let field = match &arguments.by {
        TrendBy::Period(_) => None,
        TrendBy::Field(name) => Some(name.as_str()),
    };
    let settings = PeriodSettings {
        length,
        range,
        most: MAX_PERIODS,
    };
    let counts = PeriodCounts::of_occurrences(&environment(global), occurrences, &settings)?;
    let figure = figures::trend(&counts, field, arguments.few_documents, look.language());
    look.save(global, &figure)
}

impl Arguments {
    /// What is counted, and the length of a period.
    fn occurrences(&self, global: &Global) -> Result<(Occurrences, PeriodLength), Failure> {
        let top = self.top.get();
        match &self.by {
            TrendBy::Period(_) if self.period.is_some() => Err(Failure::Message(
                "--by and --period both name a period; leave one of them out".into(),
            )),
            TrendBy::Period(length) => Ok((self.terms.read(top, MAX_SERIES, global)?, *length)),
            TrendBy::Field(name) => {
                let values = self.terms.values(name, top, MAX_SERIES, global)?;
                Ok((values, self.period.unwrap_or(PeriodLength::Month)))
            }
        }
    }
}

/// What `--by` names.
#[derive(Debug, Clone)]
enum TrendBy {
    Period(PeriodLength),
    Field(String),
}

impl FromStr for TrendBy {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.parse() {
            Ok(length) => TrendBy::Period(length),
            Err(_) => TrendBy::Field(text.to_owned()),
        })
    }
}
