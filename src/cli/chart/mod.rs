//! `tasnif chart`: draws charts as PNG or SVG.

mod chosen_labels;
mod classes;
mod cloud;
mod confusion;
mod cooccurrence;
mod counting;
mod coverage;
mod date_range;
mod dispersion;
mod diversity;
mod drift;
mod evaluation;
mod explain;
mod keyness;
mod learning;
mod look;
mod occurrences;
mod reliability;
mod scores;
mod style;
mod terms;
mod topics;
mod trend;
mod trials;
mod zipf;

use clap::Subcommand;

use counting::CountArguments;
use look::LookArguments;
pub(super) use style::{StyleArguments, say_missing};

use super::Global;
use super::failure::Failure;

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand, Debug)]
enum Kind {
    /// The most frequent terms
    Terms(terms::Arguments),
    /// The terms that set each label apart
    Classes(classes::Arguments),
    /// The terms that set a target and its reference apart
    Keyness(keyness::Arguments),
    /// A word cloud
    Cloud(cloud::Arguments),
    /// Counts of words by rank (Zipf's law)
    Zipf(zipf::Arguments),
    /// How varied the words of each label, file or month are, and how their number grows
    Diversity(diversity::Arguments),
    /// Where in the corpus terms occur
    Dispersion(dispersion::Arguments),
    /// How often terms occur over time
    Trend(trend::Arguments),
    /// Which terms occur in the same documents
    Cooccurrence(cooccurrence::Arguments),
    /// The strongest terms of each label of a model
    Topics(topics::Arguments),
    /// Confusion matrix of a model, or of settings by cross-validation
    Confusion(confusion::Arguments),
    /// Precision and recall of each label of a model
    Scores(scores::Arguments),
    /// Which words decided on the label of a document
    Explain(explain::Arguments),
    /// How often a model that is so sure is right
    Reliability(reliability::Arguments),
    /// Accuracy on the documents that a model is surest of
    Coverage(coverage::Arguments),
    /// Accuracy against the number of labelled documents, and what to expect of twice as many
    Learning(learning::Arguments),
    /// The settings that tune tried, or that train chose from
    Trials(trials::Arguments),
    /// Whether texts are still like those of training, over time
    Drift(drift::Arguments),
}

/// Refuses more of what a flag asks for than a chart can hold, before anything is read.
fn check_most(flag: &str, wanted: usize, most: usize) -> Result<(), Failure> {
    match wanted > most {
        true => Err(Failure::Message(format!(
            "{flag} {wanted}: too many to be drawn; use at most {most}"
        ))),
        false => Ok(()),
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    match &arguments.kind {
        Kind::Terms(arguments) => terms::run(arguments, global),
        Kind::Classes(arguments) => classes::run(arguments, global),
        Kind::Keyness(arguments) => keyness::run(arguments, global),
        Kind::Cloud(arguments) => cloud::run(arguments, global),
        Kind::Zipf(arguments) => zipf::run(arguments, global),
        Kind::Diversity(arguments) => diversity::run(arguments, global),
        Kind::Dispersion(arguments) => dispersion::run(arguments, global),
        Kind::Trend(arguments) => trend::run(arguments, global),
        Kind::Cooccurrence(arguments) => cooccurrence::run(arguments, global),
        Kind::Topics(arguments) => topics::run(arguments, global),
        Kind::Confusion(arguments) => confusion::run(arguments, global),
        Kind::Scores(arguments) => scores::run(arguments, global),
        Kind::Explain(arguments) => explain::run(arguments, global),
        Kind::Reliability(arguments) => reliability::run(arguments, global),
        Kind::Coverage(arguments) => coverage::run(arguments, global),
        Kind::Learning(arguments) => learning::run(arguments, global),
        Kind::Trials(arguments) => trials::run(arguments, global),
        Kind::Drift(arguments) => drift::run(arguments, global),
    }
}
