//! `tasnif chart confusion`: where a model errs.

use super::LookArguments;
use super::captions::{Captions, Language};
use crate::charts::{Confusion, confusion};
use crate::cli::Global;
use crate::cli::evaluate::JudgedArguments;
use crate::cli::failure::Failure;
use crate::cli::settings::SettingArguments;
use crate::evaluate::Metrics;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart confusion -m news.tasnif test.jsonl -o confusion.png
  tasnif chart confusion --cv 5 data/paragraphs --per paragraph -o confusion.png")]
pub(super) struct Arguments {
    #[command(flatten)]
    judged: JudgedArguments,
    #[command(flatten)]
    look: LookArguments,
    #[command(flatten)]
    settings: SettingArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let outcomes = arguments
        .judged
        .outcomes("chart", &arguments.settings, global)?;
    let (data, captions) = confusion_data(&Metrics::new(&outcomes), look.language());
    look.save(confusion(&data, &look.frame(captions)?))
}

/// The matrix and its captions.
///
/// Documents that were left unlabelled get a column of their own.
pub(in crate::cli) fn confusion_data(
    metrics: &Metrics,
    language: Option<Language>,
) -> (Confusion, Captions) {
    let counts = &metrics.confusion;
    let names = counts.labels.iter().map(String::as_str);
    let language = language.unwrap_or_else(|| Language::of(names));
    let (truth, prediction) = language.confusion_axes();
    let mut data = Confusion {
        labels: counts.labels.clone(),
        matrix: counts.matrix.clone(),
        truth,
        prediction,
    };
    if counts.unknown.iter().any(|&unknown| unknown > 0) {
        data.labels.push(language.unknown());
        for (row, unknown) in data.matrix.iter_mut().zip(&counts.unknown) {
            row.push(*unknown);
        }
        data.matrix.push(vec![0; data.labels.len()]);
    }
    let captions = Captions {
        language,
        title: language.confusion_title(),
        subtitle: language.accuracy(metrics.accuracy, metrics.documents),
    };
    (data, captions)
}
