//! `tasnif chart topics`: the strongest terms of each label of a model.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::LookArguments;
use super::spelling::Spelling;
use crate::charts::{Bar, MAX_TOPIC_TERMS, MAX_TOPICS, Topic, Topics, topics};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::input::InputArguments;
use crate::cli::settings::{DEFAULT_LISTS, named_stop_lists};
use crate::figures::{Captions, DataTable, Language};
use crate::model::{Model, TopTerms, read_model};
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
    if top > MAX_TOPIC_TERMS {
        return Err(Failure::Message(format!(
            "--top {top}: too many to be drawn; use at most {MAX_TOPIC_TERMS}"
        )));
    }
    let model = read_model(&arguments.model)?;
    let classes = chosen(&model, &arguments.label)?;
    let top_terms = TopTerms::new(&model);
    let stop_list = stop_list(&model, &arguments.stop_words)?;
    let topics_of = |&class: &usize| topic(&model, &top_terms, class, top, &stop_list);
    let mut data = Topics {
        topics: classes.iter().map(topics_of).collect(),
    };
    if let Some(empty) = data.topics.iter().find(|topic| topic.terms.is_empty()) {
        return Err(Failure::Message(format!(
            "no word speaks for the label \"{}\"; leave it out with --label",
            empty.name
        )));
    }
    let terms = data.topics.iter().flat_map(|topic| &topic.terms);
    let terms = terms.map(|bar| bar.label.as_str());
    let spelling = Spelling::read(terms, &model, &arguments.input, global)?;
    for bar in data.topics.iter_mut().flat_map(|topic| &mut topic.terms) {
        bar.label = spelling.of(&bar.label, &model);
    }
    let captions = captions(&model, &data, &stop_list, look.language());
    look.save(global, topics(&data, &look.frame(captions)?), &table(&data))
}

/// The classes that were asked for, in the order of the model.
fn chosen(model: &Model, labels: &[String]) -> Result<Vec<usize>, Failure> {
    if let Some(unknown) = labels
        .iter()
        .find(|label| model.labels.index(label).is_none())
    {
        return Err(Failure::Message(format!(
            "the model has no label \"{unknown}\"; its labels are shown by info"
        )));
    }
    let asked = |&class: &usize| {
        labels.is_empty() || labels.iter().any(|label| label == model.labels.name(class))
    };
    let classes: Vec<usize> = (0..model.labels.len()).filter(asked).collect();
    if classes.len() > MAX_TOPICS {
        return Err(Failure::Message(format!(
            "{} labels are too many for one chart: name at most {MAX_TOPICS} with --label",
            classes.len()
        )));
    }
    Ok(classes)
}

/// The strongest words of a class.
fn topic(
    model: &Model,
    top_terms: &TopTerms<'_>,
    class: usize,
    top: usize,
    stop_list: &StopList,
) -> Topic {
    let is_shown = |term: &str| {
        let holds_letter = term.contains(char::is_alphabetic);
        holds_letter && !term.split(' ').any(|word| stop_list.contains(word))
    };
    let words = top_terms.words_of(class, top, is_shown);
    Topic {
        name: model.labels.name(class).to_owned(),
        terms: words
            .into_iter()
            .map(|(term, score)| Bar {
                label: term.to_owned(),
                value: score,
            })
            .collect(),
    }
}

/// The words that no term shall hold.
fn stop_list(model: &Model, names: &[String]) -> Result<StopList, Failure> {
    let tokenizer = model.features.settings.tokenizer().with_stem(None);
    let mut list = named_stop_lists(names, &tokenizer)?;
    if names.is_empty() || names.iter().any(|name| name == DEFAULT_LISTS) {
        for of_language in model.features.stop_lists() {
            list.add(StopList::built_in(&tokenizer, of_language));
        }
    }
    Ok(list)
}

fn captions(
    model: &Model,
    data: &Topics,
    stop_list: &StopList,
    language: Option<Language>,
) -> Captions {
    let terms = data.topics.iter().flat_map(|topic| &topic.terms);
    let words = model
        .features
        .vocabulary
        .iter()
        .flat_map(|term| term.split(' '));
    let language = language.unwrap_or_else(|| Language::of(terms.map(|bar| bar.label.as_str())));
    Captions {
        language,
        title: language.topics_title(),
        subtitle: language.without(
            language.trained(model.class_documents.iter().sum()),
            &stop_list.sources_of(words),
        ),
    }
}

fn table(data: &Topics) -> DataTable {
    let rows = data.topics.iter().flat_map(|topic| {
        let terms = topic.terms.iter();
        terms.map(|bar| {
            [
                topic.name.as_str().into(),
                bar.label.as_str().into(),
                bar.value.into(),
            ]
        })
    });
    DataTable::new(["label", "term", "score"], rows)
}
