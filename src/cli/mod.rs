//! What a person types: one file per command, with its arguments, its work and its tests.

mod abstaining;
mod changed_model;
mod chart;
mod check;
mod classify;
mod clean;
mod collocations;
mod command_line;
mod comparison;
mod completions;
mod concordance;
mod corpus_reader;
mod demo;
mod diff;
mod evaluate;
mod explain;
mod failure;
mod flag_names;
mod forget;
mod info;
mod input;
mod keep;
mod keywords;
mod lint;
mod measures;
mod merge;
mod model_argument;
mod next;
mod output;
mod replaced_inputs;
mod report;
mod settings;
mod sizes;
mod splitting;
mod stop_words;
mod tokenize;
mod top;
mod train;
mod tune;
mod update;
mod value_names;
mod words;

use std::process::ExitCode;

use bytesize::ByteSize;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use failure::Failure;

/// Exit code of a run that answers no, such as a missed gate.
const ANSWER_IS_NO: u8 = 1;

/// Exit code of wrong usage or input.
const WRONG: u8 = 2;

/// Text classification and keyword statistics for Arabic, English and mixed text.
#[derive(Parser)]
#[command(name = "tasnif", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

const EXAMPLES: &str = "\
Examples:
  tasnif demo                                     the main job on the sample data
  tasnif train corpus.jsonl -o news.tasnif        learn from labelled documents
  tasnif classify -m news.tasnif new/             label new articles
  tasnif chart terms articles/ -o terms.png       draw the most frequent terms";

/// Flags of every command.
#[derive(clap::Args, Debug, Clone)]
struct Global {
    /// Threads to use [default: all]
    #[arg(short = 'j', long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Memory for counting, such as 200MB or 4GiB; what does not fit stands in a temporary file
    /// meanwhile, and results are the same [default: three quarters of the machine's]
    #[arg(long, global = true, value_name = "SIZE", value_parser = sizes::size)]
    max_memory: Option<ByteSize>,
    /// Say nothing but errors on standard error
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Show no progress bar
    #[arg(long, global = true)]
    no_progress: bool,
    /// Colour of messages and of marked text
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,
    /// Whether the input is read a second time after this.
    #[arg(skip)]
    is_repetition: bool,
    #[arg(skip)]
    bar: corpus_reader::ReadingBar,
}

impl Global {
    /// For a second reading of the same input, whose messages were shown at the first.
    fn silent(&self) -> Self {
        Global {
            quiet: true,
            is_repetition: true,
            ..self.clone()
        }
    }
}

#[derive(Subcommand)]
enum Command {
    /// Learn a topic model from labelled documents
    Train(train::Arguments),
    /// Search for the best settings by cross-validation, then train
    Tune(tune::Arguments),
    /// Add documents to a model that keeps its documents, and correct labels
    Update(update::Arguments),
    /// Remove documents from a model that keeps its documents
    Forget(forget::Arguments),
    /// Merge models that keep their documents
    Merge(merge::Arguments),
    /// Label new documents
    Classify(classify::Arguments),
    /// Choose the unlabelled documents from which a model would learn most
    Next(next::Arguments),
    /// Show which words decided on the labels of documents
    Explain(explain::Arguments),
    /// Score a model, or settings by cross-validation, on labelled documents
    Evaluate(evaluate::Arguments),
    /// Tell whether texts are still like those of training
    Check(check::Arguments),
    /// Compare two models, and the labels that they give
    Diff(diff::Arguments),
    /// Which terms are frequent, and which set one part of a corpus apart
    Keywords(keywords::Arguments),
    /// Which words go together
    Collocations(collocations::Arguments),
    /// How large and how varied a corpus is
    Measures(measures::Arguments),
    /// Find what will hurt: likely wrong labels, duplicates, broken and near-empty documents
    Lint(lint::Arguments),
    /// Draw a chart, PNG or SVG
    Chart(chart::Arguments),
    /// Write a page of HTML: statistics, charts, and how good a model is
    Report(report::Arguments),
    /// Show what a model is
    Info(info::Arguments),
    /// Show the tokens that the other commands see
    Tokenize(tokenize::Arguments),
    /// Show a term in its contexts, one line a hit
    Concordance(concordance::Arguments),
    /// Take what is not the article out of web pages and scraped text
    Clean(clean::Arguments),
    /// Do the main job end to end on the sample data
    Demo(demo::Arguments),
    /// Print a stop list, or the names of all
    StopWords(stop_words::Arguments),
    /// Print completions for a shell
    Completions(completions::CompletionsArguments),
    /// Print the manual page
    Man,
}

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    let mut program = Arguments::command();
    let matches = program.get_matches_mut();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    crate::io::silence_guarded_panics();
    set_color(arguments.global.color);
    let checked = replaced_inputs::check(&program, &matches);
    match checked.and_then(|()| run(arguments)) {
        Ok(code) => ExitCode::from(code),
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Help(name)) => {
            print_help(name);
            ExitCode::from(WRONG)
        }
        Err(Failure::Message(message)) => {
            let style = anstyle::Style::new()
                .bold()
                .fg_color(Some(anstyle::AnsiColor::Red.into()));
            let message = output::readable(&flag_names::with_flags(&message));
            output::to_stderr(&format!("{style}error:{style:#} {message}"));
            ExitCode::from(WRONG)
        }
    }
}

fn run(arguments: Arguments) -> Result<u8, Failure> {
    let global = &arguments.global;
    if let Some(threads) = global.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads.into())
            .build_global()
            .map_err(|error| {
                Failure::Message(format!("cannot start {threads} threads: {error}"))
            })?;
    }
    match arguments.command {
        Command::Train(command) => train::run(&command, global),
        Command::Tune(command) => tune::run(&command, global),
        Command::Update(command) => update::run(&command, global),
        Command::Forget(command) => forget::run(&command, global),
        Command::Merge(command) => merge::run(&command, global),
        Command::Classify(command) => classify::run(&command, global),
        Command::Next(command) => next::run(&command, global),
        Command::Explain(command) => explain::run(&command, global),
        Command::Evaluate(command) => evaluate::run(&command, global),
        Command::Check(command) => check::run(&command, global),
        Command::Diff(command) => diff::run(&command, global),
        Command::Keywords(command) => keywords::run(&command, global),
        Command::Collocations(command) => collocations::run(&command, global),
        Command::Measures(command) => measures::run(&command, global),
        Command::Lint(command) => lint::run(&command, global),
        Command::Chart(command) => chart::run(&command, global),
        Command::Report(command) => report::run(&command, global),
        Command::Info(command) => info::run(&command),
        Command::Tokenize(command) => tokenize::run(&command, global),
        Command::Concordance(command) => concordance::run(&command, global),
        Command::Clean(command) => clean::run(&command, global),
        Command::Demo(command) => demo::run(&command, global),
        Command::StopWords(command) => stop_words::run(&command),
        Command::Completions(command) => completions::run(&command),
        Command::Man => completions::man(),
    }
}

fn set_color(choice: clap::ColorChoice) {
    let choice = match choice {
        clap::ColorChoice::Auto => return,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Prints the help of a command on standard error: it was asked for input that is not there.
fn print_help(name: &str) {
    let mut command = Arguments::command();
    command.build();
    if let Some(command) = command.find_subcommand_mut(name) {
        output::to_stderr(&command.render_help().to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_well_formed() {
        Arguments::command().debug_assert();
    }
}
