//! Charts of texts and models, as pictures that notebooks show.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use serde_json::{Map, Value};
use tasnif::charts::{Direction, Frame, Palette, PictureFormat, Theme};
use tasnif::features::{TermSettings, Terms};
use tasnif::figures::{
    self, Figure, FrameTexts, KeynessBars, KeynessFigureSettings, KeynessRank, Language,
};
use tasnif::jobs::explain::{ExplainSettings, Explainer};
use tasnif::jobs::{
    Comparison, DateRange, FEW_DOCUMENTS, OccurrenceSettings, Occurrences, PeriodCounts,
    PeriodLength, PeriodSettings, TermCounts, TopicSettings, Topics, TwoInputs, check_words,
    occurrences, text_to_count,
};
use tasnif::report::ReportFormat;
use tasnif::stats::frequent_terms;
use tasnif::text::StopList;
use tasnif::{Document, Environment, Error, Reading};

use crate::errors::exception;
use crate::model::Model;
use crate::settings::{object, read};
use crate::statistics::{Call, WORDS};
use crate::table::Table;

/// Settings of how a chart looks.
const LOOK: [&str; 11] = [
    "title",
    "subtitle",
    "caption",
    "source",
    "width",
    "height",
    "scale",
    "language",
    "direction",
    "theme",
    "palette",
];

/// Names of palettes.
const PALETTES: [(&str, Palette); 5] = [
    ("distinct", Palette::Distinct),
    ("deep", Palette::Deep),
    ("okabe-ito", Palette::OkabeIto),
    ("tableau", Palette::Tableau),
    ("grey", Palette::Grey),
];

/// Settings of what is drawn of texts.
const DRAWN: [&str; 4] = ["top", "terms", "target", "period"];

/// A chart, as PNG and as SVG. Notebooks show it.
#[pyclass(frozen, module = "tasnif_text")]
#[derive(Debug)]
pub struct Chart {
    png: Vec<u8>,
    svg: Vec<u8>,
    /// The numbers that are drawn, as lines of JSON.
    numbers: Vec<u8>,
    title: String,
}

#[pymethods]
impl Chart {
    /// The chart as a PNG picture.
    #[getter]
    fn png<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.png)
    }

    /// The chart as an SVG picture.
    #[getter]
    fn svg<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.svg)
    }

    /// The numbers that are drawn.
    fn table(&self) -> PyResult<Table> {
        Table::of_json_lines(&self.numbers, &[])
    }

    fn _repr_png_<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        self.png(py)
    }

    fn _repr_html_(&self) -> String {
        String::from_utf8_lossy(&self.svg).into_owned()
    }

    fn __repr__(&self) -> String {
        format!("<Chart: {}>", self.title)
    }
}

/// How a chart looks.
struct Look {
    texts: FrameTexts,
    frame: Frame,
    language: Option<Language>,
}

impl Look {
    /// Takes its settings out of all others.
    fn of(settings: &mut Map<String, Value>) -> PyResult<Self> {
        let mut text = |name: &str| -> PyResult<Option<String>> {
            let Some(value) = settings.remove(name) else {
                return Ok(None);
            };
            match value {
                Value::String(text) => Ok(Some(text)),
                other => Err(PyTypeError::new_err(format!("`{name}` {other} is no text"))),
            }
        };
        let texts = FrameTexts {
            title: text("title")?,
            subtitle: text("subtitle")?,
            caption: text("caption")?,
            source: text("source")?,
        };
        let language = text("language")?.filter(|name| name != "auto");
        let language = language.map(|name| named(&name, "language", |name| name.parse().ok()));
        let direction = text("direction")?.map(|name| named(&name, "direction", direction));
        let theme = text("theme")?.map(|name| named(&name, "theme", theme));
        let palette = text("palette")?.map(|name| named(&name, "palette", palette));
        let default = Frame::default();
        let mut number = |name: &str| settings.remove(name).and_then(|number| number.as_f64());
        let frame = Frame {
            width: number("width").map_or(default.width, |width| width as u32),
            height: number("height").map_or(default.height, |height| height as u32),
            scale: number("scale").map_or(default.scale, |scale| scale as f32),
            direction: direction.transpose()?.unwrap_or_default(),
            theme: theme.transpose()?.unwrap_or_default(),
            palette: palette.transpose()?.unwrap_or_default(),
            ..default
        };
        frame
            .check()
            .map_err(|error| exception(Error::from(error)))?;
        Ok(Look {
            texts,
            frame,
            language: language.transpose()?,
        })
    }

    fn draw(&self, figure: &Figure) -> tasnif::Result<Chart> {
        let frame = figure.captions.frame(&self.texts, self.frame.clone());
        let picture = |format| -> tasnif::Result<Vec<u8>> {
            let frame = Frame {
                format,
                ..frame.clone()
            };
            Ok(figure.draw(&frame)?.bytes)
        };
        let numbers = figure.table.written(ReportFormat::JsonLines);
        Ok(Chart {
            png: picture(PictureFormat::Png)?,
            svg: picture(PictureFormat::Svg)?,
            numbers: numbers.map_err(|error| Error::Input(error.to_string()))?,
            title: frame.title,
        })
    }
}

fn named<T>(name: &str, setting: &str, of: impl Fn(&str) -> Option<T>) -> PyResult<T> {
    of(name).ok_or_else(|| PyValueError::new_err(format!("`{setting}`: there is no \"{name}\"")))
}

fn direction(name: &str) -> Option<Direction> {
    match name {
        "auto" => Some(Direction::Auto),
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    }
}

fn theme(name: &str) -> Option<Theme> {
    match name {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

fn palette(name: &str) -> Option<Palette> {
    PALETTES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|&(_, palette)| palette)
}

/// Draws a chart of texts.
#[pyfunction]
#[pyo3(signature = (kind, texts, **arguments))]
pub fn draw_chart<'py>(
    py: Python<'py>,
    kind: &str,
    texts: &Bound<'py, PyAny>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Chart> {
    let draw = match kind {
        "terms" => terms,
        "classes" => classes,
        "cloud" => cloud,
        "zipf" => zipf,
        "keyness" => keyness,
        "dispersion" => dispersion,
        "cooccurrence" => cooccurrence,
        "trend" => trend,
        _ => {
            return Err(PyValueError::new_err(format!(
                "there is no chart \"{kind}\""
            )));
        }
    };
    let mut call = Call::new(py, texts, arguments, &[&LOOK[..], &DRAWN, &WORDS].concat())?;
    let look = Look::of(&mut call.settings)?;
    let words = call.words()?;
    let asked: Asked = read(&call.settings)?;
    let reading = call.documents.reading();
    call.run(py, |environment| {
        let (tokenizer, mut readings) = words.tokenizer_for(vec![reading])?;
        let job = Job {
            environment,
            all_words: words.all_words(tokenizer),
            terms: words.terms(tokenizer),
            asked,
            language: look.language,
        };
        look.draw(&draw(&job, readings.remove(0))?)
    })
}

/// What is to be drawn.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    top: Option<usize>,
    terms: Vec<String>,
    target: Option<String>,
    period: Option<String>,
}

/// What the charts of texts have in common.
struct Job<'e> {
    environment: &'e Environment<'e>,
    terms: TermSettings,
    all_words: TermSettings,
    asked: Asked,
    language: Option<Language>,
}

fn terms(job: &Job<'_>, mut reading: Reading) -> tasnif::Result<Figure> {
    reading.options.labelled = false;
    let counted = TermCounts::read(job.environment, reading, &job.terms)?;
    figures::terms(&counted.terms()?, job.asked.top.unwrap_or(20), job.language)
}

fn classes(job: &Job<'_>, reading: Reading) -> tasnif::Result<Figure> {
    let counted = TermCounts::read(job.environment, reading, &job.terms)?;
    let top = job.asked.top.unwrap_or(8);
    figures::classes(&counted.terms()?, &[], top, job.language)
}

fn cloud(job: &Job<'_>, mut reading: Reading) -> tasnif::Result<Figure> {
    reading.options.labelled = false;
    let counted = TermCounts::read(job.environment, reading, &job.terms)?;
    figures::cloud(
        &counted.terms()?,
        job.asked.top.unwrap_or(100),
        job.language,
    )
}

fn zipf(job: &Job<'_>, mut reading: Reading) -> tasnif::Result<Figure> {
    reading.options.labelled = false;
    let settings = TermSettings {
        all_tokens: true,
        ..job.all_words.clone()
    };
    let counted = TermCounts::read(job.environment, reading, &settings)?;
    let terms = counted.terms()?;
    figures::zipf(&frequent_terms(&terms, None), &terms, job.language)
}

fn keyness(job: &Job<'_>, reading: Reading) -> tasnif::Result<Figure> {
    let Some(target) = &job.asked.target else {
        return Err(Error::Settings(
            "`target` names the label that is compared with all others".into(),
        ));
    };
    let comparison = Comparison {
        targets: vec![target.clone().into()],
        has_reference: false,
    };
    let text = text_to_count(&job.terms.tokenizer, job.terms.ngrams);
    let mut inputs = TwoInputs::read(job.environment, vec![reading], &text, comparison.columns())?;
    let compared = comparison.compare(&mut inputs)?;
    let mut corpus = inputs.corpus;
    let found = corpus.find_terms(&job.terms)?;
    let terms = Terms::count(&compared.documents(&corpus), found)?;
    check_words(&terms, compared.target)?;
    let settings = KeynessFigureSettings {
        rank: KeynessRank::default(),
        bars: KeynessBars::default(),
        top: job.asked.top.unwrap_or(15),
        min_count: 1,
        target: target.clone(),
        reference: None,
    };
    figures::keyness(&terms, compared.target, &settings, job.language)
}

impl Job<'_> {
    fn occurrences(&self, reading: Reading, top: usize) -> tasnif::Result<Occurrences> {
        let settings = OccurrenceSettings {
            terms: self.asked.terms.clone(),
            top: self.asked.top.unwrap_or(top),
            words: self.terms.clone(),
        };
        occurrences(self.environment, reading, &settings)
    }
}

fn dispersion(job: &Job<'_>, reading: Reading) -> tasnif::Result<Figure> {
    Ok(figures::dispersion(
        &job.occurrences(reading, 8)?,
        job.language,
    ))
}

fn cooccurrence(job: &Job<'_>, reading: Reading) -> tasnif::Result<Figure> {
    Ok(figures::cooccurrence(
        job.occurrences(reading, 12)?,
        job.language,
    ))
}

fn trend(job: &Job<'_>, reading: Reading) -> tasnif::Result<Figure> {
    let length = job.asked.period.as_deref().unwrap_or("month");
    let length: PeriodLength = length.parse().map_err(|_| {
        Error::Settings(format!(
            "`period` \"{length}\" is none of day, week, month and year"
        ))
    })?;
    let settings = PeriodSettings {
        length,
        range: DateRange {
            from: None,
            until: None,
        },
        most: tasnif::charts::MAX_PERIODS,
    };
    let occurrences = job.occurrences(reading, 5)?;
    let counts = PeriodCounts::of_occurrences(job.environment, occurrences, &settings)?;
    Ok(figures::trend(&counts, None, FEW_DOCUMENTS, job.language))
}

/// A chart of the strongest terms of each label.
pub fn topics(model: &Model, look: Option<&Bound<'_, PyDict>>) -> PyResult<Chart> {
    let mut settings = object(look, &[&LOOK[..], &["labels", "top"]].concat())?;
    let look = Look::of(&mut settings)?;
    let model = model.model();
    let tokenizer = model.features.settings.tokenizer().with_stem(None);
    let mut stop_list = StopList::default();
    for of_language in model.features.stop_lists() {
        stop_list.add(StopList::built_in(&tokenizer, of_language));
    }
    let labels = settings.get("labels").cloned().map(serde_json::from_value);
    let settings = TopicSettings {
        labels: labels.transpose().map_err(value_error)?.unwrap_or_default(),
        top: settings.get("top").and_then(Value::as_u64).unwrap_or(8) as usize,
        stop_list,
    };
    let topics = Topics::of(model, &settings).map_err(exception)?;
    let topics = topics.with_surface_forms(&Environment::default(), model, None);
    let topics = topics.map_err(exception)?;
    look.draw(&figures::topics(topics, look.language))
        .map_err(exception)
}

/// A chart of the words that decide on the label of a text.
pub fn explanation(
    py: Python<'_>,
    model: &Model,
    text: String,
    settings: ExplainSettings,
    look: Option<&Bound<'_, PyDict>>,
) -> PyResult<Chart> {
    let look = Look::of(&mut object(look, &LOOK)?)?;
    let explainer = Explainer::of(model.classifier(py, None)?, settings).map_err(exception)?;
    let explanation = explainer.explain_document(Document::new("text", text));
    let figure = figures::explanation(&explanation, look.language).map_err(exception)?;
    look.draw(&figure).map_err(exception)
}

fn value_error(error: serde_json::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}
