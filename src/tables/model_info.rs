//! Description of a model, as text, rows and one object.

use std::io::{self, Write};

use serde::Serialize;

use super::calibrated::{Calibrated, told};
use super::{ChoiceSummary, TuningSummary, seeding_sentence, unlabelled_sentence};
use crate::error::Result;
use crate::features::{CliticTable, ScriptShare, WordForm};
use crate::model::{Model, ModelSettings, TopTerms, UnlabelledText, checksum, format_version};
use crate::report::{Record, ReportFormat, ReportWriter, percent, thousands};
use crate::text::shown;

/// Description of a model.
#[derive(Debug, Serialize)]
pub struct ModelInfo<'m> {
    format_version: u32,
    checksum: String,
    documents: u64,
    /// Size of the documents that the model keeps.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_corpus_bytes: Option<u64>,
    terms: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    grouped_forms: Option<usize>,
    scripts: Vec<ScriptShare>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration: Option<Calibrated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<ChoiceSummary<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tuning: Option<TuningSummary<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unlabelled: Option<&'m UnlabelledText>,
    settings: &'m ModelSettings,
    labels: Vec<LabelInfo<'m>>,
}

#[derive(Debug, Serialize)]
struct LabelInfo<'m> {
    label: &'m str,
    documents: u64,
    top_terms: Vec<TopTerm<'m>>,
}

#[derive(Debug, Serialize)]
struct TopTerm<'m> {
    term: &'m str,
    /// Its most frequent surface form in the training documents.
    form: String,
    score: f64,
}

impl Record for LabelInfo<'_> {
    fn columns(&self) -> Vec<String> {
        ["label", "documents", "top_terms"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        let terms = self.top_terms.iter();
        let terms: Vec<_> = terms.map(|t| t.form.as_str()).collect();
        vec![
            self.label.into(),
            thousands(self.documents),
            terms.join(" · "),
        ]
    }

    fn is_numeric(&self, column: usize) -> bool {
        column == 1
    }
}

/// A base form and the forms that are counted as it.
#[derive(Debug, Serialize)]
pub struct Group<'m> {
    base: &'m str,
    /// Training documents that contain the base form itself.
    documents: u32,
    forms: &'m [WordForm<'m>],
}

impl Record for Group<'_> {
    fn columns(&self) -> Vec<String> {
        ["base", "documents", "forms"].map(str::to_owned).to_vec()
    }

    fn cells(&self) -> Vec<String> {
        let forms = self.forms.iter();
        let forms: Vec<_> = forms
            .map(|form| format!("{} {}", form.form, form.documents))
            .collect();
        vec![
            self.base.into(),
            self.documents.to_string(),
            forms.join(" · "),
        ]
    }

    fn is_numeric(&self, column: usize) -> bool {
        column == 1
    }
}

impl<'m> ModelInfo<'m> {
    /// Describes a model, with the `top` strongest terms of each label.
    ///
    /// # Errors
    /// When the model cannot be serialised, so that it has no checksum.
    pub fn of(model: &'m Model, top: usize) -> Result<Self> {
        let names = model.labels.names().iter().enumerate();
        let clitics = model.features.clitics.as_ref();
        let top_terms = TopTerms::new(model);
        Ok(ModelInfo {
            format_version: format_version(model),
            checksum: checksum(model)?,
            documents: model.features.documents,
            kept_corpus_bytes: None,
            terms: model.features.vocabulary.len(),
            grouped_forms: clitics.map(CliticTable::grouped),
            scripts: model.features.scripts(),
            calibration: model.calibration.as_ref().map(Calibrated::of),
            choice: model.choice.as_ref().and_then(ChoiceSummary::of),
            tuning: model.tuning.as_ref().map(TuningSummary::of),
            unlabelled: model.unlabelled.as_ref(),
            settings: &model.settings,
            labels: names
                .map(|(class, label)| LabelInfo {
                    label,
                    documents: model.class_documents[class],
                    top_terms: strongest(model, class, top, &top_terms)
                        .into_iter()
                        .map(|(term, score)| TopTerm {
                            term,
                            form: shown_form(model, term),
                            score,
                        })
                        .collect(),
                })
                .collect(),
        })
    }

    /// The same description of a model that keeps its documents in this many bytes; 0 means that it does not.
    #[must_use]
    pub fn with_kept_corpus(mut self, bytes: u64) -> Self {
        self.kept_corpus_bytes = (bytes > 0).then_some(bytes);
        self
    }

    /// Writes the description: as one object, as text for people, or one row per label.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&self, format: ReportFormat, mut out: &mut dyn Write) -> io::Result<()> {
        match format {
            ReportFormat::Json => {
                serde_json::to_writer_pretty(&mut out, self)?;
                writeln!(out)
            }
            ReportFormat::JsonLines => {
                serde_json::to_writer(&mut out, self)?;
                writeln!(out)
            }
            ReportFormat::Table => text(self, out),
            format => labels(self, format, out),
        }
    }
}

/// The strongest terms of a class; without parts of words, if words were counted, too.
fn strongest<'m>(
    model: &'m Model,
    class: usize,
    count: usize,
    terms: &TopTerms<'m>,
) -> Vec<(&'m str, f64)> {
    let features = &model.features.settings;
    match features.char_ngrams.is_some() && features.ngrams.low() == 1 {
        true => terms.words_of(class, count, |_| true),
        false => terms.of(class, count),
    }
}

/// The base forms of a model and the word forms of each.
pub fn word_groups<'m>(groups: &'m [Vec<WordForm<'m>>]) -> impl Iterator<Item = Group<'m>> {
    groups.iter().filter_map(|group| match group.as_slice() {
        [base, forms @ ..] => Some(Group {
            base: base.form,
            documents: base.documents,
            forms,
        }),
        [] => None,
    })
}

/// A term in its surface form in the training documents; models of older versions have only the normalised
/// forms of grouped words.
fn shown_form(model: &Model, term: &str) -> String {
    match &model.features.clitics {
        Some(clitics) if model.surface_forms.is_empty() => clitics.shown(term),
        _ => model.surface_form(term).into_owned(),
    }
}

fn text(info: &ModelInfo<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, " format version  {}", info.format_version)?;
    writeln!(out, " checksum        {}", info.checksum)?;
    writeln!(out, " documents       {}", thousands(info.documents))?;
    if let Some(bytes) = info.kept_corpus_bytes {
        writeln!(out, " kept documents  {:.1} MB", bytes as f64 / 1e6)?;
    }
    writeln!(out, " terms           {}", thousands(info.terms as u64))?;
    if let Some(forms) = info.grouped_forms {
        writeln!(out, " grouped forms   {}", thousands(forms as u64))?;
    }
    let scripts: Vec<String> = info.scripts.iter().map(written_in).collect();
    writeln!(out, " written in      {}", scripts.join(" · "))?;
    if let Some(calibration) = &info.calibration {
        writeln!(out, " calibrated      {}", calibration.shown())?;
        if let Some(topics) = &calibration.other_topics {
            writeln!(out, " other topics    {}", told(topics))?;
        }
    }
    if let Some(choice) = &info.choice {
        writeln!(out, " chosen          {}", choice.shown())?;
    }
    if let Some(tuning) = &info.tuning {
        writeln!(out, " tuned           {}", tuning.shown())?;
    }
    if let Some(text) = info.unlabelled {
        writeln!(out, " unlabelled      {}", unlabelled_sentence(text))?;
        if let Some(seeds) = &text.seeds {
            writeln!(out, " seeds           {}", seeding_sentence(seeds))?;
        }
    }
    let settings = serde_json::to_value(info.settings)?;
    settings_lines(&settings, out)?;
    writeln!(out)?;
    labels(info, ReportFormat::Table, out)
}

fn written_in(script: &ScriptShare) -> String {
    let language = script.language.map(|code| format!(", {code}"));
    let language = language.unwrap_or_default();
    format!("{}{language} {}", script.script, percent(script.share))
}

/// One line for each setting, with nested groups flattened.
fn settings_lines(settings: &serde_json::Value, out: &mut dyn Write) -> io::Result<()> {
    for (name, value) in settings.as_object().into_iter().flatten() {
        match value {
            serde_json::Value::Object(_) => settings_lines(value, out)?,
            serde_json::Value::Array(words) => {
                writeln!(out, " {:<15} {} words", name.replace('_', "-"), words.len())?;
            }
            serde_json::Value::String(text) => {
                writeln!(out, " {:<15} {}", name.replace('_', "-"), shown(text))?;
            }
            serde_json::Value::Null => writeln!(out, " {:<15} –", name.replace('_', "-"))?,
            other => writeln!(out, " {:<15} {other}", name.replace('_', "-"))?,
        }
    }
    Ok(())
}

fn labels(info: &ModelInfo<'_>, format: ReportFormat, mut out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ReportWriter::new(&mut out, format);
    for label in &info.labels {
        writer.write(label)?;
    }
    writer.finish()?;
    Ok(())
}
