//! `tasnif lint`: finds what in a corpus will hurt.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::corpus_reader::{WrittenForms, storage, tokenized_with};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::{OutputArguments, say};
use super::{ANSWER_IS_NO, Global};
use crate::corpus::TokenizedCorpus;
use crate::features::DfBound;
use crate::lint::{
    DEFAULT_MIN_TOKENS, Examined, Finding, Kind, LintReport, LintSettings, WrittenIn, lint,
    lint_model,
};
use crate::report::{ReportFormat, ReportWriter, counted, percent};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Findings are wrong-label, contradiction (the same or nearly the same text with another label), test-copy (with --against),
duplicate, near-duplicate, near-empty, broken, language and imbalance. Exit code 1 when there are any.

Examples:
  tasnif lint train.jsonl
  tasnif lint train.jsonl --against test.jsonl --only test-copy
  tasnif lint train.jsonl --only wrong-label --suspects 4% --format csv -o suspects.csv
  tasnif lint data/ --skip language,imbalance --format json")]
pub(super) struct Arguments {
    /// Test documents, of which copies are looked for; may be given again
    #[arg(long, value_name = "FILE")]
    against: Vec<PathBuf>,
    /// Make these checks only
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    only: Vec<Kind>,
    /// Leave these checks out
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    skip: Vec<Kind>,
    /// List so many documents as likely to have a wrong label, the most suspect first: a count, or a
    /// share such as 4% [default: those that unseen models give another label with confidence]
    #[arg(long, value_name = "MOST")]
    suspects: Option<DfBound>,
    /// Documents with fewer words are near-empty
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_TOKENS)]
    min_tokens: u64,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl Arguments {
    fn settings(&self) -> Result<LintSettings, Failure> {
        let is_wanted = |kind: &Kind| {
            (self.only.is_empty() || self.only.contains(kind)) && !self.skip.contains(kind)
        };
        let kinds: BTreeSet<Kind> = Kind::ALL.into_iter().filter(is_wanted).collect();
        if kinds.is_empty() {
            return Err(Failure::Message(
                "--skip leaves no check of --only; leave one of them out".into(),
            ));
        }
        if self.only.contains(&Kind::TestCopy) && self.against.is_empty() {
            return Err(Failure::Message(
                "test-copy compares with test documents; name them with --against".into(),
            ));
        }
        Ok(LintSettings {
            kinds,
            suspects: self.suspects,
            min_tokens: self.min_tokens,
        })
    }

    /// Checks that standard input is not to be read twice.
    fn check_stdin(&self) -> Result<(), Failure> {
        let is_stdin = |file: &PathBuf| file.as_os_str() == "-";
        let files = &self.input.files;
        let is_own = files.is_empty() || files.iter().any(is_stdin);
        if is_own && self.against.iter().any(is_stdin) {
            return Err(Failure::Message(
                "standard input (-) is both looked at and compared with; it can be read once"
                    .into(),
            ));
        }
        Ok(())
    }

    /// The documents to look at and, after them, the test documents; and how many the first are.
    fn documents(
        &self,
        global: &Global,
    ) -> Result<(TokenizedCorpus, Vec<Examined>, usize), Failure> {
        self.check_stdin()?;
        let storage = storage(global);
        let read = |input: &InputArguments| {
            let reading = input.reading("lint", false, AutoClean::ByKind)?;
            tokenized_with(
                global,
                reading,
                &lint_model().features,
                WrittenForms::Forgotten,
                &storage,
                Examined::new,
            )
        };
        let (corpus, mut documents) = read(&self.input)?;
        let count = documents.len();
        if self.against.is_empty() {
            return Ok((corpus, documents, count));
        }
        let (test, of_test) = read(&InputArguments {
            files: self.against.clone(),
            ..self.input.clone()
        })?;
        documents.extend(of_test);
        Ok((corpus.followed_by(test)?, documents, count))
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let settings = arguments.settings()?;
    let mut out = arguments.output.open()?;
    let (corpus, documents, count) = arguments.documents(global)?;
    say_unlabelled(&documents[..count], &settings, global);
    let report = lint(&corpus, &documents, count, &settings)?;
    let format = arguments.output.format()?;
    write(&report, format, &mut out)?;
    out.commit()?;
    if let Some(reason) = &report.left_out {
        say(global, reason);
    }
    if !matches!(format, ReportFormat::Table | ReportFormat::Json) {
        say(global, languages(&report.languages));
    }
    say(global, summary(&report));
    Ok(if report.findings.is_empty() {
        0
    } else {
        ANSWER_IS_NO
    })
}

fn say_unlabelled(documents: &[Examined], settings: &LintSettings, global: &Global) {
    let of_labels = [Kind::WrongLabel, Kind::Contradiction, Kind::Imbalance];
    let without = documents.iter().filter(|document| !document.is_labelled());
    let without = without.count() as u64;
    if without > 0 && of_labels.iter().any(|kind| settings.kinds.contains(kind)) {
        let what = counted(without, "document");
        say(
            global,
            format!("{what} without a label: left out of wrong-label, contradiction and imbalance"),
        );
    }
}

/// A report as one JSON object.
#[derive(Serialize)]
struct Whole<'r> {
    documents: u64,
    counts: BTreeMap<&'static str, u64>,
    languages: &'r [WrittenIn],
    findings: &'r [Finding],
}

fn write(
    report: &LintReport,
    format: ReportFormat,
    mut out: &mut dyn Write,
) -> Result<(), Failure> {
    if format == ReportFormat::Json {
        let whole = Whole {
            documents: report.documents,
            counts: counts(report)
                .into_iter()
                .map(|(kind, count)| (kind.name(), count))
                .collect(),
            languages: &report.languages,
            findings: &report.findings,
        };
        serde_json::to_writer_pretty(&mut out, &whole).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(());
    }
    let mut writer = ReportWriter::new(&mut out, format);
    for finding in &report.findings {
        writer.write(finding)?;
    }
    writer.finish()?;
    if format == ReportFormat::Table {
        if !report.findings.is_empty() {
            writeln!(out)?;
        }
        let mut writer = ReportWriter::new(&mut out, format);
        for language in &report.languages {
            writer.write(language)?;
        }
        writer.finish()?;
    }
    Ok(())
}

fn counts(report: &LintReport) -> BTreeMap<Kind, u64> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(finding.kind).or_default() += 1;
    }
    counts
}

/// `3 findings in 120 documents: duplicate 2, broken 1`.
fn summary(report: &LintReport) -> String {
    let documents = counted(report.documents, "document");
    let counts = counts(report);
    if counts.is_empty() {
        return format!("nothing found in {documents}");
    }
    let findings = counted(report.findings.len() as u64, "finding");
    let counts: Vec<_> = counts
        .iter()
        .map(|(kind, count)| format!("{kind} {count}"))
        .collect();
    format!("{findings} in {documents}: {}", counts.join(", "))
}

/// `written in Arabic (ara) 99.20 %, Latin (eng) 0.80 %`.
fn languages(languages: &[WrittenIn]) -> String {
    let shown: Vec<_> = languages
        .iter()
        .map(|row| format!("{} ({}) {}", row.script, row.language, percent(row.share)))
        .collect();
    format!("written in {}", shown.join(", "))
}
