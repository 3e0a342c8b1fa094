//! Reading inputs on all threads, with progress and a count of bad records.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Global;
use super::bad_records::{BadRecords, BadRecordsFile};
use super::cleaning::{Account, Cleaning, MOST_NAMED};
use super::failure::Failure;
use super::output::{progress, say};
use super::passed_over::say_passed_over;
use super::source_counts::SourceCounts;
use super::unspaced_texts::UnspacedTexts;
use crate::corpus::{Document, Storage, TokenizedCorpus};
use crate::error::Error;
use crate::features::FeatureSettings;
use crate::io::{
    BadDates, Batches, Conversions, InputOptions, Keep, PassedOver, Per, Source, map_in_order,
};
use crate::report::{ReportFormat, counted};
use crate::text::LineCounts;

/// What is read, and how.
#[derive(Clone)]
pub(super) struct Reading {
    pub sources: Vec<Source>,
    /// Files of folders that are not read.
    pub passed_over: PassedOver,
    pub options: InputOptions,
    pub cleaning: Cleaning,
    /// Where bad records are kept.
    pub bad: Option<BadRecordsFile>,
}

impl Reading {
    /// The same reading, which can be done more than once.
    pub(super) fn kept(self) -> Result<Self, Error> {
        let sources: Result<_, Error> = self.sources.into_iter().map(Source::kept).collect();
        Ok(Reading {
            sources: sources?,
            ..self
        })
    }

    /// The same reading of documents that are not cut into paragraphs yet, as cleaning needs them,
    /// and what a document is to be.
    pub(super) fn of_whole_documents(mut self) -> (Self, Per) {
        let per = std::mem::replace(&mut self.options.per, Per::Document);
        (self, per)
    }
}

/// Runs `work` on the cleaned documents of each batch on all threads, and `consume` on the results in
/// input order. Each thread has a worker made by `start`; `work` is told the batch's number.
///
/// # Errors
/// At the first bad record, unless bad records are passed over; when there is no document.
pub(super) fn read<W: Send, T: Send>(
    global: &Global,
    reading: Reading,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    mut consume: impl FnMut(T) -> Result<(), Failure>,
) -> Result<Vec<W>, Failure> {
    say_passed_over(&reading.passed_over, global);
    let (reading, per) = reading.of_whole_documents();
    let reading = with_counts(global, reading)?;
    let (mut account, mut unspaced) = (Account::default(), UnspacedTexts::default());
    let documents_left = AtomicUsize::new(0);
    let workers = read_raw(
        global,
        reading.sources,
        &reading.options,
        reading.bad,
        start,
        |worker, number, documents| {
            let mut account = Account::default();
            let documents = documents.into_iter();
            let cleaned = documents
                .flat_map(|document| reading.cleaning.cleaned(document, per, &mut account));
            let cleaned: Vec<Document> = cleaned.collect();
            documents_left.fetch_add(cleaned.len(), Ordering::Relaxed);
            let unspaced = UnspacedTexts::of(&cleaned);
            (work(worker, number, cleaned), account, unspaced)
        },
        |(result, of_batch, unspaced_of_batch)| {
            account.append(of_batch);
            unspaced.append(unspaced_of_batch);
            consume(result)
        },
    )?;
    if documents_left.into_inner() == 0 {
        return Err(no_document());
    }
    account.report(global);
    unspaced.report(global);
    Ok(workers)
}

/// Counts the lines that documents share, where cleaning wants to know; standard input that is
/// looked at is kept for the second reading.
pub(super) fn with_counts(global: &Global, mut reading: Reading) -> Result<Reading, Failure> {
    let format = reading.options.format;
    let mut sources = reading.cleaning.counted(&reading.sources, format);
    if sources.is_empty() {
        return Ok(reading);
    }
    if sources.iter().any(Source::is_stream) {
        reading = reading.kept()?;
        sources.clone_from(&reading.sources);
    }
    let cleaning = &reading.cleaning;
    let mut counts = LineCounts::default();
    // What is wrong is said when the documents themselves are read.
    let (parts, _) = read_unsaid(
        global,
        sources,
        &reading.options,
        None,
        LineCounts::default,
        |counts, _, documents| {
            let cleaned = documents
                .iter()
                .filter(|document| cleaning.concerns(document));
            cleaned.for_each(|document| counts.add(&document.text));
        },
        |()| Ok(()),
    )?;
    parts.into_iter().for_each(|part| counts.merge(part));
    counts.shrink();
    Ok(Reading {
        cleaning: reading.cleaning.with_counts(counts),
        ..reading
    })
}

/// The names of all fields of JSON that are kept, in the order in which they come: they are the columns
/// of a table, and no result has the name of a field in any record. Costs a reading of its own, so
/// nothing for what can be read once.
pub(super) fn field_names(
    global: &Global,
    reading: &Reading,
    format: ReportFormat,
) -> Result<Vec<Arc<str>>, Failure> {
    let sources = &reading.sources;
    let keeps = reading.options.keep != Keep::None && format != ReportFormat::Table;
    if !keeps || !sources.iter().any(Source::is_json) || sources.iter().any(Source::is_stream) {
        return Ok(Vec::new());
    }
    let mut names: Vec<Arc<str>> = Vec::new();
    read_unsaid(
        &global.silent(),
        sources.clone(),
        &reading.options,
        None,
        || (),
        |(), _, documents| {
            let mut names: Vec<Arc<str>> = Vec::new();
            for fields in documents
                .iter()
                .filter_map(|document| document.fields.as_ref())
            {
                add_new(&mut names, fields.iter().map(|(name, _)| name));
            }
            names
        },
        |of_batch| {
            add_new(&mut names, of_batch.iter());
            Ok(())
        },
    )?;
    Ok(names)
}

fn add_new<'n>(names: &mut Vec<Arc<str>>, more: impl Iterator<Item = &'n Arc<str>>) {
    for name in more {
        if !names.contains(name) {
            names.push(Arc::clone(name));
        }
    }
}

/// As [`read`], without cleaning.
pub(super) fn read_raw<W: Send, T: Send>(
    global: &Global,
    sources: Vec<Source>,
    options: &InputOptions,
    bad: Option<BadRecordsFile>,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    consume: impl FnMut(T) -> Result<(), Failure>,
) -> Result<Vec<W>, Failure> {
    let (workers, seen) = read_unsaid(global, sources, options, bad, start, work, consume)?;
    seen.report(options, global)?;
    report_missing_texts(options, &seen, global);
    Ok(workers)
}

/// As [`read_raw`], with what is to be reported.
fn read_unsaid<W: Send, T: Send>(
    global: &Global,
    sources: Vec<Source>,
    options: &InputOptions,
    bad: Option<BadRecordsFile>,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    mut consume: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(Vec<W>, Seen), Failure> {
    let bar = progress(global, &sources, "reading");
    let mut seen = Seen {
        documents: 0,
        bad: BadRecords::new(bad.filter(|_| !global.is_repetition)),
        conversions: Conversions::default(),
        bad_dates: BadDates::default(),
        found_texts: 0,
        sources: SourceCounts::default(),
    };
    let mut failure = None;
    let result = map_in_order(
        Batches::new(sources, options),
        rayon::current_num_threads(),
        start,
        |worker, batch| {
            let parsed = batch.documents(options)?;
            bar.inc(batch.bytes());
            let documents = parsed.documents.len() as u64;
            let found_texts = parsed.found_texts;
            let new_source = batch.is_first().then(|| Arc::clone(batch.source_name()));
            let named = parsed.bad.len() + parsed.conversions.unread_pages.len();
            let of_source = (new_source, documents + named as u64);
            let rest = (
                parsed.bad,
                parsed.conversions,
                parsed.bad_dates,
                found_texts,
            );
            let result = work(worker, batch.number(), parsed.documents);
            Ok((result, documents, of_source, rest))
        },
        |(result, documents, (new_source, records), (bad, conversions, bad_dates, found_texts))| {
            seen.documents += documents;
            seen.sources.add(new_source, records);
            seen.found_texts |= found_texts;
            seen.bad.append(bad)?;
            seen.conversions.add(conversions);
            seen.bad_dates.add(bad_dates);
            consume(result).map_err(|error| {
                failure = Some(error);
                Error::Input("the output ended".into())
            })
        },
    );
    bar.finish_and_clear();
    seen.sources.end();
    let workers = match failure {
        Some(failure) => return Err(failure),
        None => result?,
    };
    Ok((workers, seen))
}

fn no_document() -> Failure {
    Failure::Message("the input holds no document; give files with at least one record".into())
}

/// What was read.
struct Seen {
    documents: u64,
    bad: BadRecords,
    conversions: Conversions,
    bad_dates: BadDates,
    /// A bit for each name of several texts that a record has.
    found_texts: u64,
    sources: SourceCounts,
}

/// Names the texts that no record has, which may be misspelt.
fn report_missing_texts(options: &InputOptions, seen: &Seen, global: &Global) {
    let missing = options.fields.missing_texts(seen.found_texts);
    if !missing.is_empty() && seen.documents > 0 {
        let names: Vec<String> = missing.iter().map(|name| format!("\"{name}\"")).collect();
        let names = names.join(", ");
        say(
            global,
            format!(
                "no record has the text field {names} of --text-field {}",
                options.fields.text
            ),
        );
    }
}

impl Seen {
    fn report(&self, options: &InputOptions, global: &Global) -> Result<(), Failure> {
        self.report_conversions(options, global);
        self.bad.report(global)?;
        self.report_dates(global);
        if self.documents == 0 {
            return Err(no_document());
        }
        self.sources.report(global);
        Ok(())
    }

    /// Says how many dates could not be read, and what helps.
    fn report_dates(&self, global: &Global) {
        let dates = &self.bad_dates;
        if dates.count > 0 {
            let what = counted(dates.count, "date");
            say(global, format!("{what} could not be read"));
        }
        if let Some(example) = &dates.example {
            let what = counted(dates.ambiguous, "date");
            say(
                global,
                format!(
                    "{what} may have the day or the month first, such as {example}; give --date-format %d/%m/%Y or --date-format %m/%d/%Y"
                ),
            );
        }
    }

    /// Says what was not read as it stands.
    fn report_conversions(&self, options: &InputOptions, global: &Global) {
        let conversions = &self.conversions;
        for source in &conversions.headed_texts {
            let name = &options.fields.text;
            say(
                global,
                format!(
                    "read {source} as one text, although its first line names a column \"{name}\"; --input-format csv reads a table"
                ),
            );
        }
        for (encoding, sources) in &conversions.found {
            let what = match sources.as_slice() {
                [source] => source.to_string(),
                several => counted(several.len() as u64, "file"),
            };
            say(global, format!("read {what} as {encoding}"));
        }
        for (encoding, count) in &conversions.replaced {
            let what = counted(*count, "sequence");
            say(
                global,
                format!("replaced {what} of bytes that are not {encoding}"),
            );
        }
        for ((written, read), count) in &conversions.repaired {
            let what = counted(*count, "document");
            say(
                global,
                format!("repaired {what} whose {written} had been read as {read}"),
            );
        }
        for page in conversions.unread_pages.iter().take(MOST_NAMED) {
            say(global, format!("passed over {page}"));
        }
        let more = conversions.unread_pages.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            say(
                global,
                format!("passed over {} more", counted(more as u64, "web page")),
            );
        }
        if conversions.with_nul > 0 {
            let what = counted(conversions.with_nul, "document");
            say(
                global,
                format!("found NUL bytes in {what}: they stay, and part words"),
            );
        }
    }
}

/// Bytes of memory that counting may take.
fn memory(global: &Global) -> usize {
    let bytes = global.max_memory.map_or_else(
        || {
            let mut system = sysinfo::System::new();
            system.refresh_memory();
            // A container may have less than the machine.
            let container = system.cgroup_limits().map(|limits| limits.total_memory);
            let total = system.total_memory();
            container.map_or(total, |container| container.min(total)) / 4 * 3
        },
        |size| size.as_u64(),
    );
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

/// Reads and tokenises labelled documents as `settings` say.
pub(super) fn tokenized(
    global: &Global,
    reading: Reading,
    settings: &FeatureSettings,
) -> Result<TokenizedCorpus, Failure> {
    let (corpus, _) = tokenized_with(
        global,
        reading,
        settings,
        WrittenForms::Remembered,
        &storage(global),
        |_| (),
    )?;
    Ok(corpus)
}

/// Whether the forms in which words are written are remembered: models that are kept show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenForms {
    Remembered,
    Forgotten,
}

/// Where numbers of tokens stand.
pub(super) fn storage(global: &Global) -> Arc<Storage> {
    Arc::new(Storage::within(memory(global)))
}

/// As [`tokenized`], in `storage` and with what `keep` makes of each document, in the same order; documents without a
/// label get an empty one.
pub(super) fn tokenized_with<K: Send>(
    global: &Global,
    reading: Reading,
    settings: &FeatureSettings,
    forms: WrittenForms,
    storage: &Arc<Storage>,
    keep: impl Fn(&Document) -> K + Sync,
) -> Result<(TokenizedCorpus, Vec<K>), Failure> {
    let tokenizer = settings.tokenizer();
    let mut kept = Vec::new();
    let parts = read(
        global,
        reading,
        || {
            let corpus = TokenizedCorpus::new(settings.ngrams, Arc::clone(storage));
            let corpus = match forms {
                WrittenForms::Remembered => corpus.with_written_forms(),
                WrittenForms::Forgotten => corpus,
            };
            (corpus, Vec::new())
        },
        |(corpus, order), number, documents| {
            order.push(number);
            for document in &documents {
                let label = document.label.as_deref().unwrap_or_default();
                corpus.push(&tokenizer, &document.text, label, |token| {
                    settings.keeps(token)
                })?;
            }
            corpus.end_chunk()?;
            Ok(documents.iter().map(&keep).collect())
        },
        |of_batch: Result<Vec<K>, Error>| {
            kept.extend(of_batch?);
            Ok(())
        },
    )?;
    Ok((TokenizedCorpus::merge(parts)?, kept))
}
