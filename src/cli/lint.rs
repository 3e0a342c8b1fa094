//! `tasnif lint`: finds what in a corpus will hurt.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::{OutputArguments, say};
use super::{ANSWER_IS_NO, Global};
use crate::corpus::reading::Reading;
use crate::features::DfBound;
use crate::jobs::lint::lint_documents;
use crate::lint::{DEFAULT_MIN_TOKENS, Kind, LintReport, LintSettings, WrittenIn};
use crate::report::{ReportFormat, counted, percent};
use crate::tables::{finding_counts, write_findings};

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

    /// What is looked at, and the test documents.
    fn readings(&self) -> Result<(Reading, Option<Reading>), Failure> {
        self.check_stdin()?;
        let read = |input: &InputArguments| input.reading("lint", false, AutoClean::ByKind);
        let test = InputArguments {
            files: self.against.clone(),
            ..self.input.clone()
        };
        let against = (!self.against.is_empty()).then(|| read(&test));
        Ok((read(&self.input)?, against.transpose()?))
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let settings = arguments.settings()?;
    let mut out = arguments.output.open()?;
    let format = arguments.output.format()?;
    let (reading, against) = arguments.readings()?;
    let report = lint_documents(&environment(global), reading, against, &settings)?;
    write_findings(&report, format, &mut out)?;
    out.commit()?;
    if let Some(reason) = &report.left_out {
        say(global, reason);
    }
    if !matches!(format, ReportFormat::Table | ReportFormat::Json) {
        say(global, languages(&report.languages));
    }
    say(global, summary(&report));
    Ok(match report.findings.is_empty() {
        true => 0,
        false => ANSWER_IS_NO,
    })
}

/// `3 findings in 120 documents: duplicate 2, broken 1`.
fn summary(report: &LintReport) -> String {
    let documents = counted(report.documents, "document");
    let counts = finding_counts(report);
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
