//! `tasnif demo`: the main job end to end on the sample data.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Global;
use super::chart::{Captions, Counted, Language, class_bars, confusion_data, count, term_bars};
use super::classify::Classified;
use super::cleaning::Cleaning;
use super::corpus_reader::{Reading, read, tokenized};
use super::failure::Failure;
use super::measured::table;
use super::output::say;
use crate::charts::{self, ChartError, Frame};
use crate::error::Error;
use crate::evaluate::{DEFAULT_SEED, Groups, Metrics, Split, cross_validate, train_calibrated};
use crate::features::{FeatureSettings, TermSettings, TokenizedCorpus};
use crate::io::{InputOptions, Per, Source, find_sources, write_file};
use crate::model::{Classifier, Model, ModelSettings, write_model};
use crate::report::{ReportFormat, ReportWriter};
use crate::text::{NgramRange, StopList, Tokenizer};

/// Folds of the demonstration's cross-validation.
const FOLDS: usize = 5;

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The sample data: a folder with paragraphs/ and articles/
    #[arg(long, value_name = "FOLDER", default_value = "data")]
    data: PathBuf,
    /// The folder for model, predictions and charts; made when missing
    #[arg(short, long, value_name = "FOLDER", default_value = "tasnif-demo")]
    output: PathBuf,
}

/// What the steps share.
struct Demo<'a> {
    arguments: &'a Arguments,
    global: &'a Global,
    tokenizer: Tokenizer,
    settings: ModelSettings,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let start = Instant::now();
    if !arguments.data.join("paragraphs").is_dir() {
        return Err(Failure::Message(format!(
            "{} is not the sample data; run the demo in the project's folder, or name the data with --data",
            arguments.data.display()
        )));
    }
    std::fs::create_dir_all(&arguments.output).map_err(|source| Error::Write {
        path: arguments.output.clone(),
        source,
    })?;
    let demo = Demo {
        arguments,
        global,
        tokenizer: Tokenizer::default(),
        settings: sample_settings(),
    };
    let corpus = demo.read_paragraphs()?;
    demo.cross_validate(&corpus)?;
    let model = demo.train(&corpus)?;
    demo.classify(&model)?;
    demo.draw_words("ar")?;
    demo.draw_words("en")?;
    say(
        global,
        format!(
            "\nThe model, the predictions and the charts are in {}/ ({:.1} s).",
            arguments.output.display(),
            start.elapsed().as_secs_f64()
        ),
    );
    Ok(0)
}

impl Demo<'_> {
    fn read_paragraphs(&self) -> Result<TokenizedCorpus, Failure> {
        let paragraphs = self.arguments.data.join("paragraphs");
        let sources = find_sources(&[paragraphs], false)?;
        tokenized(
            self.global,
            reading(sources, paragraph_options()),
            &self.settings.features,
        )
    }

    fn cross_validate(&self, corpus: &TokenizedCorpus) -> Result<(), Failure> {
        let groups = Groups::near_duplicates(corpus)?;
        let splits = Split::by_folds(corpus, &groups, FOLDS, DEFAULT_SEED)?;
        let outcomes = cross_validate(corpus, &groups, &self.settings, &splits, |_| ())?;
        let metrics = Metrics::new(&outcomes);
        let mut shown = format!("Cross-validation, {FOLDS} folds:\n\n").into_bytes();
        table(&metrics, &mut shown)?;
        print(&shown)?;
        let json = serde_json::to_vec_pretty(&metrics).map_err(std::io::Error::from)?;
        write_file(&self.path("metrics.json"), &json)?;
        let labels = metrics.confusion.labels.iter().map(String::as_str);
        let (data, captions) = confusion_data(&metrics, Language::of(labels));
        self.draw("confusion.png", captions, |frame| {
            charts::confusion(&data, frame)
        })
    }

    fn train(&self, corpus: &TokenizedCorpus) -> Result<Model, Failure> {
        let groups = Groups::copies(corpus)?;
        let all = vec![true; corpus.len()];
        let model = train_calibrated(corpus, &groups, &all, &self.settings)?;
        write_model(&self.path("topics.tasnif"), &model)?;
        Ok(model)
    }

    fn classify(&self, model: &Model) -> Result<(), Failure> {
        let sources = find_sources(&[self.arguments.data.join("articles")], false)?;
        let classifier = Classifier::new(model);
        let mut classified = Vec::new();
        read(
            self.global,
            reading(sources, InputOptions::default()),
            || classifier.session(),
            |session, _, documents| {
                let classify = |document: crate::corpus::Document| {
                    let prediction = session.classify(&document.text);
                    Classified::new(document.id, &prediction, model, usize::MAX)
                };
                documents.into_iter().map(classify).collect::<Vec<_>>()
            },
            |batch| {
                classified.extend(batch);
                Ok(())
            },
        )?;
        let predictions = write_all(&classified, ReportFormat::JsonLines, Vec::new())?;
        write_file(&self.path("predictions.jsonl"), &predictions)?;
        let heading = b"\nNew articles:\n\n".to_vec();
        print(&write_all(&classified, ReportFormat::Table, heading)?)
    }

    /// Charts of the paragraphs in one language.
    fn draw_words(&self, code: &str) -> Result<(), Failure> {
        let counted = self.count(code)?;
        let counted = counted.terms()?;
        let (data, captions) = term_bars(&counted, 20, None)?;
        let name = format!("terms-{code}.png");
        self.draw(&name, captions, |frame| charts::terms(&data, frame))?;
        let (data, captions) = class_bars(&counted, 8, None)?;
        let name = format!("classes-{code}.png");
        self.draw(&name, captions, |frame| charts::classes(&data, frame))
    }

    fn count(&self, code: &str) -> Result<Counted, Failure> {
        let mut sources = find_sources(&[self.arguments.data.join("paragraphs")], false)?;
        let file = format!("{code}.txt");
        sources.retain(|source| Path::new(source.name().as_ref()).ends_with(&file));
        let settings = TermSettings {
            tokenizer: self.tokenizer,
            stop_list: StopList::arabic_and_english(&self.tokenizer),
            ..TermSettings::default()
        };
        count(
            self.global,
            reading(sources, paragraph_options()),
            &settings,
        )
    }

    fn draw(
        &self,
        name: &str,
        captions: Captions,
        chart: impl FnOnce(&Frame) -> Result<Vec<u8>, ChartError>,
    ) -> Result<(), Failure> {
        let picture = chart(&captions.frame()).map_err(Error::from)?;
        Ok(write_file(&self.path(name), &picture)?)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.arguments.output.join(name)
    }
}

/// Settings for a few hundred short paragraphs: character n-grams help where words are few.
fn sample_settings() -> ModelSettings {
    ModelSettings {
        features: FeatureSettings {
            char_ngrams: NgramRange::new(3, 5).ok(),
            max_features: Some(30_000),
            ..FeatureSettings::default()
        },
        ..ModelSettings::default()
    }
}

/// Files of the sample data, read as a user would without flags.
fn reading(sources: Vec<Source>, options: InputOptions) -> Reading {
    Reading {
        sources,
        options,
        cleaning: Cleaning::of_pages(),
        bad: None,
    }
}

fn paragraph_options() -> InputOptions {
    InputOptions {
        per: Per::Paragraph,
        labelled: true,
        ..InputOptions::default()
    }
}

/// Prints; when nobody reads, the demo goes on and leaves its files.
fn print(shown: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    match out.write_all(shown).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn write_all<W: Write>(
    classified: &[Classified],
    format: ReportFormat,
    out: W,
) -> Result<W, Failure> {
    let mut writer = ReportWriter::new(out, format);
    for record in classified {
        writer.write(record)?;
    }
    Ok(writer.finish()?)
}
