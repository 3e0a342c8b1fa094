//! `tasnif demo`: the main job end to end on the sample data.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::output::say;
use crate::charts::{CellText, Frame};
use crate::corpus::TokenizedCorpus;
use crate::corpus::reading::Reading;
use crate::error::Error;
use crate::evaluate::{DEFAULT_SEED, Groups, Metrics, Split, cross_validate};
use crate::features::{FeatureSettings, TermSettings};
use crate::figures::{self, ConfusionExcerpt, Figure, FrameTexts, Language};
use crate::io::{InputOptions, Per, is_stream, write_file};
use crate::jobs::TermCounts;
use crate::jobs::classify::{ClassifiedDocument, ClassifySettings, DocumentClassifier};
use crate::jobs::train::{train, training_corpus};
use crate::model::{Choices, Model, ModelSettings, write_model};
use crate::report::{ReportFormat, write_records};
use crate::tables::{Classified, write_metrics_table};
use crate::text::{NgramRange, Tokenizer};

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

impl Arguments {
    /// Whether files in this folder are read.
    fn reads(&self, folder: &Path) -> bool {
        let read = ["paragraphs", "articles"].map(|name| self.data.join(name).canonicalize());
        read.iter().flatten().any(|data| folder.starts_with(data))
    }

    /// Checks that no file of the data is replaced, and no result becomes data of the next run.
    fn check_folder(&self) -> Result<(), Failure> {
        let refused = |reason: &str| {
            let output = self.output.display();
            Err(Failure::Message(format!(
                "-o {output}: {reason}; name another folder"
            )))
        };
        if is_stream(&self.output) && !self.output.is_dir() {
            return refused("the demo writes several files into a folder");
        }
        // The output may not exist yet, but the folder above it does.
        let existing = self.output.ancestors().find_map(|path| {
            let path = if path.as_os_str().is_empty() {
                Path::new(".")
            } else {
                path
            };
            path.canonicalize().ok()
        });
        match existing {
            Some(folder) if self.reads(&folder) => {
                refused("the folder is in the sample data, which is read")
            }
            _ => Ok(()),
        }
    }
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
    arguments.check_folder()?;
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
    demo.classify(model)?;
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
        let reading = self.reading("paragraphs", paragraph_options())?;
        let environment = environment(self.global);
        Ok(training_corpus(
            &environment,
            reading,
            &self.settings.features,
        )?)
    }

    fn cross_validate(&self, corpus: &TokenizedCorpus) -> Result<(), Failure> {
        let groups = Groups::near_duplicates(corpus)?;
        let splits = Split::by_folds(corpus, &groups, FOLDS, DEFAULT_SEED)?;
        let outcomes = cross_validate(
            corpus,
            &groups,
            &self.settings,
            Choices::ALL,
            &splits,
            |_| (),
        )?;
        let metrics = Metrics::new(&outcomes);
        let mut shown = format!("Cross-validation, {FOLDS} folds:\n\n").into_bytes();
        write_metrics_table(&metrics, &mut shown)?;
        print(&shown)?;
        let json = serde_json::to_vec_pretty(&metrics).map_err(std::io::Error::from)?;
        write_file(&self.path("metrics.json"), &json)?;
        let labels = metrics.confusion.labels.iter().map(String::as_str);
        let excerpt = ConfusionExcerpt::from(&metrics.confusion);
        let language = Language::of(labels);
        let figure = figures::confusion(&excerpt, (&metrics).into(), CellText::Both, language);
        self.draw("confusion.png", &figure)
    }

    fn train(&self, corpus: &TokenizedCorpus) -> Result<Model, Failure> {
        let model = train(&corpus.all(), &self.settings, Choices::ALL, self.global)?;
        write_model(&self.path("topics.tasnif"), &model)?;
        Ok(model)
    }

    fn classify(&self, model: Model) -> Result<(), Failure> {
        let model = Arc::new(model);
        let classifier = DocumentClassifier::new(Arc::clone(&model), &ClassifySettings::default())?;
        let reading = self.reading("articles", InputOptions::default())?;
        let mut documents: Vec<ClassifiedDocument> = Vec::new();
        classifier.run(&environment(self.global), reading, |batch| {
            documents.extend(batch);
            Ok::<_, Error>(())
        })?;
        let rows = || documents.iter().map(|d| Classified::new(d, &model, false));
        let predictions = write_records(rows(), ReportFormat::JsonLines, Vec::new())?;
        write_file(&self.path("predictions.jsonl"), &predictions)?;
        let heading = b"\nNew articles:\n\n".to_vec();
        print(&write_records(rows(), ReportFormat::Table, heading)?)
    }

    /// Charts of the paragraphs in one language.
    fn draw_words(&self, code: &str) -> Result<(), Failure> {
        let counted = self.count(code)?;
        let counted = counted.terms()?;
        let terms = figures::terms(&counted, 20, None)?;
        self.draw(&format!("terms-{code}.png"), &terms)?;
        let classes = figures::classes(&counted, &[], 8, None)?;
        self.draw(&format!("classes-{code}.png"), &classes)
    }

    fn count(&self, code: &str) -> Result<TermCounts, Failure> {
        let mut reading = self.reading("paragraphs", paragraph_options())?;
        let file = format!("{code}.txt");
        reading
            .sources
            .retain(|source| Path::new(source.name().as_ref()).ends_with(&file));
        let settings = TermSettings {
            tokenizer: self.tokenizer,
            stop_lists_of_languages: true,
            ..TermSettings::default()
        };
        Ok(TermCounts::read(
            &environment(self.global),
            reading,
            &settings,
        )?)
    }

    /// A folder of the sample data, read as a user would without flags.
    fn reading(&self, folder: &str, options: InputOptions) -> Result<Reading, Failure> {
        Ok(Reading::new(&[self.arguments.data.join(folder)], options)?)
    }

    fn draw(&self, name: &str, figure: &Figure) -> Result<(), Failure> {
        let frame = figure
            .captions
            .frame(&FrameTexts::default(), Frame::default());
        let picture = figure.draw(&frame).map_err(Error::from)?;
        Ok(write_file(&self.path(name), &picture.bytes)?)
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
