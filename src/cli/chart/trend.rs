//! `tasnif chart trend`: how often terms occur over time, or how many documents have each value of a field.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::str::FromStr;

use super::LookArguments;
use super::date_range::DateRangeArguments;
use super::occurrences::{Occurrences, TermArguments};
use crate::charts::{MAX_PERIODS, MAX_SERIES, Series, Trend, trend};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::output::say;
use crate::figures::{Captions, Cell, DataTable, Language, PeriodLength, ticks};
use crate::report::counted;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Words that relative counts refer to.
const PER_WORDS: f64 = 10_000.0;

/// Values of periods with fewer documents say little.
pub(in crate::cli) const FEW_DOCUMENTS: u64 = 5;

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
    #[arg(long, value_name = "LENGTH", value_parser = period_lengths())]
    period: Option<PeriodLength>,
    #[command(flatten)]
    range: DateRangeArguments,
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
    arguments.range.check()?;
    let top = arguments.top.get();
    let (occurrences, length, field) = match &arguments.by {
        TrendBy::Period(length) if arguments.period.is_none() => (
            arguments.terms.read(top, MAX_SERIES, global)?,
            *length,
            None,
        ),
        TrendBy::Period(_) => {
            return Err(Failure::Message(
                "--by and --period both name a period; leave one of them out".into(),
            ));
        }
        TrendBy::Field(name) => {
            let values = arguments.terms.values(name, top, MAX_SERIES, global)?;
            (
                values,
                arguments.period.unwrap_or(PeriodLength::Month),
                Some(name.as_str()),
            )
        }
    };
    let undated = occurrences.documents.iter().filter(|d| d.date.is_none());
    let undated = undated.count() as u64;
    let periods = Periods::new(&occurrences, length, field.is_some(), &arguments.range)?;
    if undated > 0 {
        let documents = counted(undated, "document");
        say(global, format!("left out {documents} without a date"));
    }
    let language = look
        .language()
        .unwrap_or_else(|| Language::of(occurrences.terms.iter().map(String::as_str)));
    let captions = Captions {
        language,
        title: match field {
            Some(name) => language.shares_title(name),
            None => language.trend_title(),
        },
        subtitle: match field {
            Some(_) => language.documents_read(periods.documents.iter().sum()),
            None => language.read(periods.documents.iter().sum(), periods.words.iter().sum()),
        },
    };
    let axis = match field {
        Some(_) => language.percent_of_documents(),
        None => language.per_ten_thousand(),
    };
    let (axis, few) =
        with_few_documents(language, axis, &periods.documents, arguments.few_documents);
    let data = Trend {
        periods: periods.names.clone(),
        ticks: ticks(length, periods.span, language),
        series: periods.series(&occurrences.terms),
        axis,
        few,
    };
    let table = periods.table(&occurrences.terms);
    look.save(global, trend(&data, &look.frame(captions)?), &table)
}

/// The caption of the axis of values, which says what is shaded, and the periods that are: those with fewer
/// than `least` documents.
pub(in crate::cli) fn with_few_documents(
    language: Language,
    axis: String,
    documents: &[u64],
    least: u64,
) -> (String, Vec<bool>) {
    let few: Vec<bool> = documents.iter().map(|&count| count < least).collect();
    match few.contains(&true) {
        true => (language.with_few(&axis, least), few),
        false => (axis, few),
    }
}

/// The values of `--period`.
fn period_lengths() -> impl TypedValueParser<Value = PeriodLength> {
    let values = [
        PossibleValue::new("day"),
        PossibleValue::new("week").help("From Monday, named by it"),
        PossibleValue::new("month"),
        PossibleValue::new("year"),
    ];
    PossibleValuesParser::new(values).try_map(|name| name.parse())
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

/// Counts by period, from the first with a document to the last.
struct Periods {
    /// Numbers of the first and the last.
    span: (i64, i64),
    names: Vec<String>,
    documents: Vec<u64>,
    /// Words, or documents where documents are counted.
    words: Vec<u64>,
    of_documents: bool,
    /// `counts[term][period]`.
    counts: Vec<Vec<u64>>,
}

impl Periods {
    fn new(
        occurrences: &Occurrences,
        by: PeriodLength,
        of_documents: bool,
        range: &DateRangeArguments,
    ) -> Result<Self, Failure> {
        let dated = || {
            let documents = occurrences.documents.iter();
            let dated = documents.filter_map(|document| Some((document.date?, document)));
            let within = dated.filter(|(date, _)| range.contains(date.day()));
            within.map(|(date, document)| (by.number(date), document))
        };
        let numbers = || dated().map(|(number, _)| number);
        let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else {
            if range.is_given() && occurrences.documents.iter().any(|d| d.date.is_some()) {
                return Err(Failure::Message(
                    "no document has a date between --from and --until; widen the range".into(),
                ));
            }
            return Err(super::no_date());
        };
        let count = (last - first) as usize + 1;
        if count > MAX_PERIODS {
            return Err(Failure::Message(format!(
                "{count} periods are too many for one chart (at most {MAX_PERIODS}); choose longer ones with {}",
                if of_documents { "--period" } else { "--by" }
            )));
        }
        let mut periods = Periods {
            span: (first, last),
            documents: vec![0; count],
            names: (first..=last).map(|number| by.name(number)).collect(),
            words: vec![0; count],
            of_documents,
            counts: vec![vec![0; count]; occurrences.terms.len()],
        };
        for (number, document) in dated() {
            let period = (number - first) as usize;
            periods.documents[period] += 1;
            periods.words[period] += document.words;
            for &(term, _) in &document.found {
                periods.counts[term][period] += 1;
            }
        }
        Ok(periods)
    }

    /// Counts per 10,000 words; nothing is known of periods without words.
    fn series(&self, terms: &[String]) -> Vec<Series> {
        let per = if self.of_documents { 100.0 } else { PER_WORDS };
        let rate =
            |(&count, &words): (&u64, &u64)| (words > 0).then(|| count as f64 * per / words as f64);
        let lines = terms.iter().zip(&self.counts);
        lines
            .map(|(term, counts)| Series {
                name: term.clone(),
                values: counts.iter().zip(&self.words).map(rate).collect(),
            })
            .collect()
    }

    fn table(&self, terms: &[String]) -> DataTable {
        let rows = terms.iter().zip(self.series(terms)).zip(&self.counts);
        let rows = rows.flat_map(|((term, series), counts)| {
            let values = series.values.into_iter().enumerate();
            values.map(|(period, value)| {
                let cells: [Cell; 6] = [
                    term.as_str().into(),
                    self.names[period].as_str().into(),
                    counts[period].into(),
                    self.words[period].into(),
                    value.into(),
                    self.documents[period].into(),
                ];
                cells
            })
        });
        if self.of_documents {
            let columns = ["value", "period", "count", "documents", "percent"];
            return DataTable::new(columns, rows.map(|[a, b, c, d, e, _]| [a, b, c, d, e]));
        }
        let columns = [
            "term",
            "period",
            "count",
            "words",
            "per_10000_words",
            "documents",
        ];
        DataTable::new(columns, rows)
    }
}
