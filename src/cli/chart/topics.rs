//! `tasnif chart topics`: the strongest terms of each label of a model.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::{LookArguments, check_most};
use crate::charts::{MAX_TOPIC_TERMS, MAX_TOPICS};
use crate::cli::Global;
use crate::cli::corpus_reader::environment;
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::settings::stop_words;
use crate::figures;
use crate::jobs::{TopicSettings, Topics, WordSettings};
use crate::model::{Model, read_model};
use crate::text::StopList;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart topics -m news.tasnif -o topics.png
  tasnif chart topics -m news.tasnif news.jsonl -o topics.png     in the spelling of news.jsonl
  tasnif chart topics -m news.tasnif --label sport --label economy --top 15 -o two.png

Terms are shown as the documents of training write them most often (مدرسة for the term مدرسه); with FILES,
as these write them. Models of older versions keep normalised terms only.")]
pub(super) struct Arguments {
    /// The model
    #[arg(short, long, value_name = "MODEL")]
    model: PathBuf,
    /// A label to show; may be given several times [default: all]
    #[arg(long, value_name = "NAME")]
    label: Vec<String>,
    /// How many terms of each label
    #[arg(long, value_name = "N", default_value = "8")]
    top: NonZeroUsize,
    /// Terms with a word of these lists are not shown: arabic, english, persian, urdu, a file with one word a
    /// line, default, or none; give it again to add lists. default is the lists of the languages of
    /// the model's terms [default: default]
    #[arg(long, value_name = "LIST", value_hint = clap::ValueHint::FilePath)]
    stop_words: Vec<String>,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let top = arguments.top.get();
    check_most("--top", top, MAX_TOPIC_TERMS)?;
    let model = read_model(&arguments.model)?;
    let settings = TopicSettings {
        labels: arguments.label.clone(),
        top,
        stop_list: stop_list(&model, &arguments.stop_words)?,
    };
    let topics = Topics::of(&model, &settings)?;
    let labels = topics.topics.len();
    if labels > MAX_TOPICS {
        return Err(Failure::Message(format!(
            "{labels} labels are too many for one chart: name at most {MAX_TOPICS} with --label"
        )));
    }
    let input = &arguments.input;
    let reading = || input.reading("chart", false, AutoClean::As(&model));
    let reading = (!input.files.is_empty()).then(reading).transpose()?;
    let topics = topics.with_surface_forms(&environment(global), &model, reading)?;
    look.save(global, &figures::topics(topics, look.language()))
}

/// The words that no term shall hold.
fn stop_list(model: &Model, names: &[String]) -> Result<StopList, Failure> {
    let tokenizer = model.features.settings.tokenizer().with_stem(None);
    let words = WordSettings {
        stop_words: stop_words(names)?,
        ..WordSettings::default()
    };
    let mut list = words.named_stop_lists(&tokenizer);
    if words.wants_lists_of_languages() {
        for of_language in model.features.stop_lists() {
            list.add(StopList::built_in(&tokenizer, of_language));
        }
    }
    Ok(list)
}
