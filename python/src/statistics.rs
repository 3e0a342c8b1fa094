//! Statistics of texts: each function runs one job of the library and returns its rows as a table.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde_json::{Map, Value, json};
use tasnif::corpus::reading::Cleaning;
use tasnif::features::TermSettings;
use tasnif::jobs::collocations::AssociationSettings;
use tasnif::jobs::concordance::{Concordance, ConcordanceSettings, Search};
use tasnif::jobs::{
    DocumentFrequencies, KeywordSettings, MeasureSettings, PhraseFinder, PhraseSettings,
    SecondReading, WordSettings,
};
use tasnif::lint::LintSettings;
use tasnif::report::{Record, ReportFormat, ReportWriter};
use tasnif::stats::{AssociationMeasure, ConcordanceLine, ContextWidth, SortKey};
use tasnif::tables::measures::MeasureRow;
use tasnif::text::{CharSpans, CleanLevel, CleanMode};
use tasnif::{Environment, Reading};

use crate::documents::{Columns, Documents};
use crate::errors::exception;
use crate::long_call::LongCall;
use crate::model::Model;
use crate::settings::{object, read};
use crate::table::Table;

/// Settings of how text becomes words.
pub const WORDS: [&str; 5] = ["profile", "hamza_seats", "stem", "clitics", "stop_words"];

/// Settings of how keywords of a comparison are ranked.
const KEYNESS: [&str; 6] = ["measure", "test", "adjustment", "smoothing", "sign", "top"];

/// Arguments of every function here: the columns beside the texts, and how the work is done.
pub struct Call {
    pub documents: Documents,
    pub long: LongCall,
    pub max_memory: Option<u64>,
    /// All other arguments.
    pub settings: Map<String, Value>,
}

impl Call {
    /// Splits keyword arguments into columns and settings; `names` are the settings.
    pub fn new<'py>(
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        arguments: Option<&Bound<'py, PyDict>>,
        names: &[&str],
    ) -> PyResult<Self> {
        let settings = match arguments {
            Some(arguments) => arguments.copy()?,
            None => PyDict::new(py),
        };
        let take = |name: &str| -> PyResult<Option<Bound<'py, PyAny>>> {
            let value = settings.get_item(name)?;
            if value.is_some() {
                settings.del_item(name)?;
            }
            Ok(value.filter(|value| !value.is_none()))
        };
        let columns = Columns {
            labels: take("labels")?,
            dates: take("dates")?,
            ids: take("ids")?,
            fields: take("fields")?
                .map(|fields| fields.cast_into::<PyDict>())
                .transpose()?,
        };
        let threads = take("threads")?
            .map(|threads| threads.extract())
            .transpose()?;
        let max_memory = take("max_memory")?
            .map(|bytes| bytes.extract())
            .transpose()?;
        let long = LongCall::new(py, threads, take("progress")?)?;
        let settings = object(Some(&settings), names)?;
        let documents = Documents::new(py, texts, &columns)?;
        Ok(Call {
            documents,
            long,
            max_memory,
            settings,
        })
    }

    /// Runs a job.
    pub fn run<T: Send>(
        &self,
        py: Python<'_>,
        job: impl FnOnce(&Environment<'_>) -> tasnif::Result<T> + Send,
    ) -> PyResult<T> {
        let watch = Arc::clone(self.long.watch());
        self.long.run(py, None, move || {
            let stop = watch.cancellation();
            job(&Environment::with_cancellation(
                &*watch,
                self.max_memory,
                stop,
            ))
        })
    }

    /// A setting, taken out of the others.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.settings.remove(name)
    }

    /// Settings of these names, taken out of the others.
    pub fn take_all(&mut self, names: &[&str]) -> Map<String, Value> {
        let taken = names
            .iter()
            .filter_map(|name| self.settings.remove_entry(*name));
        taken.collect()
    }

    /// The settings of words, taken out of the others.
    pub fn words(&mut self) -> PyResult<WordSettings> {
        read(&self.take_all(&WORDS))
    }
}

/// The terms of texts by frequency, or those that set a part of the texts apart.
#[pyfunction]
#[pyo3(signature = (texts, *, reference=None, **arguments))]
pub fn keywords<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    reference: Option<&Bound<'py, PyAny>>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let own = [
        "by",
        "target",
        "ngrams",
        "min_count",
        "all_tokens",
        "dispersion",
        "tfidf",
    ];
    let mut call = Call::new(py, texts, arguments, &[&own[..], &KEYNESS, &WORDS].concat())?;
    let with_tfidf = call.take("tfidf") == Some(Value::Bool(true));
    let (keyness, words) = (call.take_all(&KEYNESS), call.take_all(&WORDS));
    let targets: Vec<Value> = call.take("target").into_iter().collect();
    let mut settings = call.settings.clone();
    settings.insert("keyness".into(), Value::Object(keyness));
    settings.insert("words".into(), Value::Object(words));
    settings.insert(
        "comparison".into(),
        json!({"targets": targets, "has_reference": reference.is_some()}),
    );
    let settings: KeywordSettings = read(&settings)?;
    let mut readings = vec![with_group(call.documents.reading(), settings.by.as_ref())];
    if let Some(reference) = reference {
        let columns = Columns {
            labels: None,
            dates: None,
            ids: None,
            fields: None,
        };
        readings.push(Documents::new(py, reference, &columns)?.reading());
    }
    let table = call.run(py, |environment| {
        tasnif::keywords(environment, readings, &settings)
    })?;
    Table::of_records(tasnif::tables::keywords::rows(&table, false, with_tfidf))
}

/// A reading with the field that groups documents.
fn with_group(mut reading: Reading, by: Option<&tasnif::Column>) -> Reading {
    if let Some(tasnif::Column::Field(name)) = by {
        reading.options.fields.group = Some(name.clone());
    }
    reading
}

/// The most important words and phrases of each text.
#[pyfunction]
#[pyo3(signature = (texts, *, model=None, **arguments))]
pub fn key_phrases<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    model: Option<PyRef<'py, Model>>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let own = ["lengths", "min_count", "order", "top"];
    let mut call = Call::new(py, texts, arguments, &[&own[..], &WORDS].concat())?;
    let words = call.words()?;
    let settings: PhraseSettings = read(&call.settings)?;
    let model = model.map(|model| Arc::clone(model.model()));
    let reading = call.documents.reading();
    let rows = call.run(py, |environment| {
        let frequencies = match model {
            Some(model) => DocumentFrequencies::of_model((*model).clone()),
            None => DocumentFrequencies::of_input(
                environment,
                reading.clone(),
                &words,
                settings.lengths,
            )?,
        };
        let (stop_list, reading) = words.stop_list_for(&frequencies.tokenizer(), reading)?;
        let finder = PhraseFinder::new(settings, frequencies, stop_list);
        let again = SecondReading(environment.progress);
        let mut rows = Vec::new();
        tasnif::corpus::reading::read(
            &again,
            reading,
            || (),
            |(), _, documents| {
                let of_document = |document: &tasnif::Document| {
                    let characters = CharSpans::new(&document.text);
                    let mut phrases = finder.phrases(document);
                    for span in phrases
                        .iter_mut()
                        .flat_map(|ranked| &mut ranked.phrase.spans)
                    {
                        let of_characters = characters.span(span.0..span.1);
                        *span = (of_characters.start, of_characters.end);
                    }
                    let row = |ranked| tasnif::tables::key_phrases::row(document, ranked, false);
                    phrases.iter().map(row).collect::<Vec<_>>()
                };
                documents.iter().flat_map(of_document).collect::<Vec<_>>()
            },
            |of_batch| {
                rows.extend(of_batch);
                Ok::<_, tasnif::Error>(())
            },
        )?;
        Ok(rows)
    })?;
    Table::of_records(rows)
}

/// Words that occur together.
#[pyfunction]
#[pyo3(signature = (texts, **arguments))]
pub fn collocations<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let own = [
        "window",
        "ngrams",
        "node",
        "measure",
        "min_count",
        "top",
        "all_tokens",
    ];
    let mut call = Call::new(py, texts, arguments, &[&own[..], &WORDS].concat())?;
    let words = call.words()?;
    let asked: Asked = read(&call.settings)?;
    let reading = call.documents.reading();
    let found = call.run(py, |environment| {
        let (tokenizer, mut readings) = words.tokenizer_for(vec![reading])?;
        let terms = TermSettings {
            all_tokens: asked.all_tokens,
            ..words.terms(tokenizer)
        };
        let settings = asked.settings(terms);
        tasnif::jobs::collocations::collocations(environment, readings.remove(0), &settings)
    })?;
    Table::of_records(tasnif::tables::collocation_rows(&found, false))
}

/// What is asked of collocations.
#[derive(serde::Deserialize)]
#[serde(default)]
struct Asked {
    window: Option<usize>,
    ngrams: Option<tasnif::NgramRange>,
    node: Option<String>,
    measure: AssociationMeasure,
    min_count: u64,
    top: Option<usize>,
    all_tokens: bool,
}

impl Default for Asked {
    fn default() -> Self {
        let default = AssociationSettings::default();
        Asked {
            window: default.window,
            ngrams: None,
            node: default.node,
            measure: default.measure,
            min_count: default.min_count,
            top: None,
            all_tokens: false,
        }
    }
}

impl Asked {
    fn settings(&self, terms: TermSettings) -> AssociationSettings {
        AssociationSettings {
            terms,
            window: self.window,
            ngrams: self.ngrams.unwrap_or(AssociationSettings::default().ngrams),
            node: self.node.clone(),
            measure: self.measure,
            min_count: self.min_count,
            top: self.top,
        }
    }
}

/// A term or pattern in its contexts.
#[pyfunction]
#[pyo3(signature = (texts, term=None, *, regex=None, normalised=false, sort=None, **arguments))]
pub fn concordance<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    term: Option<String>,
    regex: Option<String>,
    normalised: bool,
    sort: Option<&Bound<'py, PyAny>>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let search = match (term, regex) {
        (Some(term), None) => Search::Term(term),
        (None, Some(pattern)) if normalised => Search::RegexOnTokens(pattern),
        (None, Some(pattern)) => Search::Regex(pattern),
        _ => {
            return Err(PyValueError::new_err(
                "give a `term` or a `regex` to search for",
            ));
        }
    };
    let own = ["width", "window", "top", "sample", "seed"];
    let mut call = Call::new(py, texts, arguments, &[&own[..], &WORDS].concat())?;
    let words = call.words()?;
    let number = |name: &str| call.settings.get(name).and_then(Value::as_u64);
    let size = |name: &str| number(name).and_then(|number| usize::try_from(number).ok());
    let default = ConcordanceSettings::default();
    let tokenizer = words.tokenizer();
    let settings = ConcordanceSettings {
        stop_list: words.stop_list(&tokenizer),
        tokenizer,
        width: match (size("window"), size("width")) {
            (Some(words), _) => ContextWidth::Words(words),
            (None, Some(characters)) => ContextWidth::Chars(characters),
            (None, None) => default.width,
        },
        sort: sort_keys(sort)?,
        top: size("top"),
        sample: size("sample"),
        seed: number("seed").unwrap_or(default.seed),
    };
    let concordance = Concordance::new(&search, settings).map_err(exception)?;
    let reading = call.documents.reading();
    let lines = call.run(py, |environment| {
        let mut all: Vec<ConcordanceLine> = Vec::new();
        concordance.run(environment, reading, |lines| {
            all.extend(lines);
            Ok::<_, tasnif::Error>(())
        })?;
        Ok(all)
    })?;
    let rows = lines.into_iter().map(|mut line| {
        let text = line
            .place()
            .line
            .and_then(|number| call.documents.text(number));
        if let Some(text) = text {
            line.span = CharSpans::new(&text).span(line.span.clone());
        }
        line
    });
    concordance_table(rows)
}

fn concordance_table(lines: impl Iterator<Item = ConcordanceLine>) -> PyResult<Table> {
    let mut writer = tasnif::tables::LineWriter::new(Vec::new(), ReportFormat::JsonLines, false);
    for line in lines {
        writer.write(line)?;
    }
    Table::of_json_lines(&writer.finish()?, &["place"])
}

/// Sort keys: names separated by commas, or a list of them.
fn sort_keys(sort: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<SortKey>> {
    let names: Vec<String> = match sort {
        None => Vec::new(),
        Some(one) if one.is_instance_of::<PyString>() => one
            .extract::<String>()?
            .split(',')
            .map(str::to_owned)
            .collect(),
        Some(several) => several.extract()?,
    };
    let key = |name: &String| {
        let key: Result<SortKey, _> = name.trim().parse();
        key.map_err(|problem| PyValueError::new_err(format!("`sort`: {problem}")))
    };
    names.iter().map(key).collect()
}

/// Size and lexical diversity of texts.
#[pyfunction]
#[pyo3(signature = (texts, **arguments))]
pub fn measures<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let mut call = Call::new(
        py,
        texts,
        arguments,
        &[&["by", "window"][..], &WORDS].concat(),
    )?;
    let words = call.take_all(&WORDS);
    let mut settings = call.settings.clone();
    settings.insert("words".into(), Value::Object(words));
    let settings: MeasureSettings = read(&settings)?;
    let reading = with_group(call.documents.reading(), settings.by.as_ref());
    let measured = call.run(py, |environment| {
        tasnif::measures(environment, reading, &settings)
    })?;
    let rows = measured
        .parts
        .iter()
        .map(|part| MeasureRow::new(measured.by.as_ref(), part));
    Table::of_records(rows)
}

/// Problems in labelled texts.
#[pyfunction]
#[pyo3(signature = (texts, *, against=None, only=None, **arguments))]
pub fn lint<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    against: Option<&Bound<'py, PyAny>>,
    only: Option<&Bound<'py, PyList>>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let call = Call::new(py, texts, arguments, &["suspects", "min_tokens"])?;
    let mut settings = call.settings.clone();
    if let Some(suspects) = settings.get_mut("suspects")
        && let Some(count) = suspects.as_u64()
    {
        *suspects = Value::from(count.to_string());
    }
    if let Some(only) = only {
        settings.insert("kinds".into(), Value::from(only.extract::<Vec<String>>()?));
    }
    let settings: LintSettings = read(&settings)?;
    let mut reading = call.documents.reading();
    // Texts without a label are left out of the checks that need one.
    reading.options.labelled = false;
    let none = Columns {
        labels: None,
        dates: None,
        ids: None,
        fields: None,
    };
    let against = against
        .map(|against| Documents::new(py, against, &none))
        .transpose()?;
    let against = against.map(|documents| documents.reading());
    let report = call.run(py, |environment| {
        tasnif::jobs::lint::lint_documents(environment, reading, against, &settings)
    })?;
    let mut lines = Vec::new();
    let mut writer = ReportWriter::new(&mut lines, ReportFormat::JsonLines);
    for finding in &report.findings {
        writer.write(finding)?;
    }
    writer.finish()?;
    Table::of_json_lines(&lines, &["place"])
}

/// A cleaned text.
#[derive(Debug, serde::Serialize)]
struct CleanedText {
    id: String,
    text: String,
    removed: Vec<RemovedLine>,
    kept_whole: bool,
}

/// A line that was removed.
#[derive(Debug, serde::Serialize)]
struct RemovedLine {
    line: Option<usize>,
    rule: &'static str,
    text: String,
}

impl Record for CleanedText {
    fn columns(&self) -> Vec<String> {
        ["id", "text", "removed", "kept_whole"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.text.clone(),
            self.removed.len().to_string(),
            self.kept_whole.to_string(),
        ]
    }
}

/// Texts without boilerplate.
#[pyfunction]
#[pyo3(signature = (texts, *, level="balanced", cues="", **arguments))]
pub fn clean<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    level: &str,
    cues: &str,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let call = Call::new(py, texts, arguments, &[])?;
    let level: CleanLevel = serde_json::from_value(Value::from(level)).map_err(|_| {
        PyValueError::new_err(format!(
            "`level` \"{level}\" is none of careful, balanced and strict"
        ))
    })?;
    let cleaning = Cleaning::new(CleanMode::Text, cues)
        .map_err(exception)?
        .with_level(level);
    let reading = Reading {
        cleaning,
        ..call.documents.reading()
    };
    let mut reading = reading;
    reading.options.labelled = false;
    let rows = call.run(py, |environment| {
        let mut rows = Vec::new();
        let settings = tasnif::jobs::clean::CleanSettings::default();
        tasnif::jobs::clean::clean(environment, reading, settings, |documents| {
            rows.extend(documents.into_iter().map(|cleaned| {
                CleanedText {
                    id: cleaned.document.id,
                    text: cleaned.document.text,
                    kept_whole: cleaned.kept_whole,
                    removed: cleaned
                        .removed
                        .into_iter()
                        .map(|line| RemovedLine {
                            line: line.line,
                            rule: line.rule.name(),
                            text: line.text,
                        })
                        .collect(),
                }
            }));
            Ok::<_, tasnif::Error>(())
        })?;
        Ok(rows)
    })?;
    Table::of_records(rows)
}
