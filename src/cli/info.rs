//! `tasnif info`: what a model is.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::calibrated::{Calibrated, told};
use super::failure::Failure;
use super::output::OutputArguments;
use crate::features::{CliticTable, ScriptShare, WordForm};
use crate::model::{
    Model, ModelSettings, TopTerms, bundled_model, checksum, format_version, read_model,
};
use crate::report::{Record, ReportFormat, ReportWriter, percent, thousands};
use crate::tables::{TuningSummary, write_trials};
use crate::text::shown;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif info news.tasnif
  tasnif info news.tasnif --format json --top 50
  tasnif info news.tasnif --clitics                  the word forms that it groups
  tasnif info                                        the bundled Arabic news model")]
pub(super) struct Arguments {
    /// The model [default: the bundled Arabic news model]
    #[arg(value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How many terms to show for each label
    #[arg(long, value_name = "N", default_value_t = 8)]
    top: usize,
    /// List the base forms of a model trained with --clitics, and the word forms of each
    #[arg(long, conflicts_with = "top")]
    clitics: bool,
    /// List the settings that were tried before the model was trained by tune
    #[arg(long, conflicts_with_all = ["top", "clitics"])]
    trials: bool,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Serialize)]
struct Info<'m> {
    format_version: u32,
    checksum: String,
    documents: u64,
    terms: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    grouped_forms: Option<usize>,
    scripts: Vec<ScriptShare>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration: Option<Calibrated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tuning: Option<TuningSummary<'m>>,
    settings: &'m ModelSettings,
    labels: Vec<LabelInfo<'m>>,
}

#[derive(Serialize)]
struct LabelInfo<'m> {
    label: &'m str,
    documents: u64,
    top_terms: Vec<TopTerm<'m>>,
}

#[derive(Serialize)]
struct TopTerm<'m> {
    term: &'m str,
    /// As the training documents write it most often.
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

/// A base form and the forms that count as it.
#[derive(Serialize)]
struct Group<'m> {
    base: &'m str,
    /// Training documents that held the base form itself.
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

pub(super) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let model = match &arguments.model {
        Some(path) => read_model(path)?,
        None => bundled_model(),
    };
    if arguments.clitics {
        return clitics(&model, &arguments.output);
    }
    if arguments.trials {
        let Some(tuning) = &model.tuning else {
            return Err(Failure::Message(
                "the settings of the model were not searched for; train it with tune".into(),
            ));
        };
        let mut out = arguments.output.open()?;
        write_trials(tuning, arguments.output.format()?, &mut out)?;
        out.commit()?;
        return Ok(0);
    }
    let info = info(&model, arguments.top)?;
    let mut out = arguments.output.open()?;
    match arguments.output.format()? {
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &info).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ReportFormat::JsonLines => {
            serde_json::to_writer(&mut out, &info).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ReportFormat::Table => text(&info, &mut out)?,
        format => labels(&info, format, &mut out)?,
    }
    out.commit()?;
    Ok(0)
}

/// Lists every grouped word form.
fn clitics(model: &Model, output: &OutputArguments) -> Result<u8, Failure> {
    let Some(table) = &model.features.clitics else {
        return Err(Failure::Message(
            "the model groups no word forms; train it with --clitics".into(),
        ));
    };
    let mut out = output.open()?;
    let mut writer = ReportWriter::new(&mut out, output.format()?);
    for group in table.groups() {
        if let [base, forms @ ..] = group.as_slice() {
            writer.write(&Group {
                base: base.form,
                documents: base.documents,
                forms,
            })?;
        }
    }
    writer.finish()?;
    out.commit()?;
    Ok(0)
}

fn info(model: &Model, top: usize) -> Result<Info<'_>, Failure> {
    let names = model.labels.names().iter().enumerate();
    let clitics = model.features.clitics.as_ref();
    let top_terms = TopTerms::new(model);
    Ok(Info {
        format_version: format_version(model),
        checksum: checksum(model)?,
        documents: model.features.documents,
        terms: model.features.vocabulary.len(),
        grouped_forms: clitics.map(CliticTable::grouped),
        scripts: model.features.scripts(),
        calibration: model.calibration.as_ref().map(Calibrated::of),
        tuning: model.tuning.as_ref().map(TuningSummary::of),
        settings: &model.settings,
        labels: names
            .map(|(class, label)| LabelInfo {
                label,
                documents: model.class_documents[class],
                top_terms: top_terms
                    .of(class, top)
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

/// A term as the training documents write it; models of older versions know the normalised forms of
/// grouped words only.
fn shown_form(model: &Model, term: &str) -> String {
    match &model.features.clitics {
        Some(clitics) if model.surface_forms.is_empty() => clitics.shown(term),
        _ => model.surface_form(term).into_owned(),
    }
}

fn text(info: &Info<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, " format version  {}", info.format_version)?;
    writeln!(out, " checksum        {}", info.checksum)?;
    writeln!(out, " documents       {}", thousands(info.documents))?;
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
    if let Some(tuning) = &info.tuning {
        writeln!(out, " tuned           {}", tuning.shown())?;
    }
    let settings = serde_json::to_value(info.settings).map_err(std::io::Error::from)?;
    settings_lines(&settings, out)?;
    writeln!(out)?;
    labels(info, ReportFormat::Table, out)
}

fn written_in(script: &ScriptShare) -> String {
    let language = script.language.map(|code| format!(", {code}"));
    let language = language.unwrap_or_default();
    format!("{}{language} {}", script.script, percent(script.share))
}

/// One line for each setting, the groups flattened.
fn settings_lines(settings: &serde_json::Value, out: &mut dyn Write) -> Result<(), Failure> {
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

fn labels(info: &Info<'_>, format: ReportFormat, mut out: &mut dyn Write) -> Result<(), Failure> {
    let mut writer = ReportWriter::new(&mut out, format);
    for label in &info.labels {
        writer.write(label)?;
    }
    writer.finish()?;
    Ok(())
}
