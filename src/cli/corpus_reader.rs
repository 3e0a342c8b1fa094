//! Reading inputs on all threads, with progress and a count of bad records.

use std::sync::Arc;

use super::Global;
use super::cleaning::{Account, Cleaning};
use super::failure::Failure;
use super::output::{progress, say};
use crate::corpus::Document;
use crate::error::Error;
use crate::features::{FeatureSettings, Storage, TokenizedCorpus};
use crate::io::{Batches, Conversions, InputOptions, Source, map_in_order};
use crate::report::counted;
use crate::text::LineCounts;
use crate::text::{NgramRange, Tokenizer};

/// What is read, and how.
pub(super) struct Reading {
    pub sources: Vec<Source>,
    pub options: InputOptions,
    pub cleaning: Cleaning,
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
    let reading = with_counts(global, reading)?;
    let mut account = Account::default();
    let workers = read_raw(
        global,
        reading.sources,
        &reading.options,
        start,
        |worker, number, mut documents| {
            let mut account = Account::default();
            for document in &mut documents {
                reading.cleaning.apply(document, &mut account);
            }
            (work(worker, number, documents), account)
        },
        |(result, of_batch)| {
            account.append(of_batch);
            consume(result)
        },
    )?;
    account.report(global);
    Ok(workers)
}

/// Counts the lines that documents share, where cleaning wants to know. Standard input can be read
/// once, so what it repeats is not known.
pub(super) fn with_counts(global: &Global, reading: Reading) -> Result<Reading, Failure> {
    let once = reading.sources.iter().any(Source::is_stdin);
    if !reading.cleaning.wants_counts() || once {
        return Ok(reading);
    }
    let mut counts = LineCounts::default();
    // What is wrong is said when the documents themselves are read.
    let (parts, _) = read_unsaid(
        global,
        reading.sources.clone(),
        &reading.options,
        LineCounts::default,
        |counts, _, documents| {
            documents
                .iter()
                .for_each(|document| counts.add(&document.text));
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

/// As [`read`], without cleaning.
pub(super) fn read_raw<W: Send, T: Send>(
    global: &Global,
    sources: Vec<Source>,
    options: &InputOptions,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    consume: impl FnMut(T) -> Result<(), Failure>,
) -> Result<Vec<W>, Failure> {
    let (workers, seen) = read_unsaid(global, sources, options, start, work, consume)?;
    seen.report(global)?;
    Ok(workers)
}

/// As [`read_raw`], with what is to be reported.
fn read_unsaid<W: Send, T: Send>(
    global: &Global,
    sources: Vec<Source>,
    options: &InputOptions,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    mut consume: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(Vec<W>, Seen), Failure> {
    let bar = progress(global, &sources, "reading");
    let mut seen = Seen::default();
    let mut failure = None;
    let result = map_in_order(
        Batches::new(sources, options),
        rayon::current_num_threads(),
        start,
        |worker, batch| {
            let parsed = batch.documents(options)?;
            bar.inc(batch.bytes());
            let seen = Seen {
                documents: parsed.documents.len() as u64,
                skipped: parsed.skipped,
                conversions: parsed.conversions,
                bad_dates: parsed.bad_dates,
            };
            Ok((work(worker, batch.number(), parsed.documents), seen))
        },
        |(result, batch)| {
            seen.documents += batch.documents;
            seen.skipped += batch.skipped;
            seen.conversions.add(batch.conversions);
            seen.bad_dates += batch.bad_dates;
            consume(result).map_err(|error| {
                failure = Some(error);
                Error::Input("the output ended".into())
            })
        },
    );
    bar.finish_and_clear();
    let workers = match failure {
        Some(failure) => return Err(failure),
        None => result?,
    };
    Ok((workers, seen))
}

/// What was read.
#[derive(Default)]
struct Seen {
    documents: u64,
    skipped: u64,
    conversions: Conversions,
    bad_dates: u64,
}

impl Seen {
    fn report(&self, global: &Global) -> Result<(), Failure> {
        self.report_conversions(global);
        if self.skipped > 0 {
            say(
                global,
                format!("passed over {}", counted(self.skipped, "bad record")),
            );
        }
        if self.bad_dates > 0 {
            say(
                global,
                format!("{} could not be read", counted(self.bad_dates, "date")),
            );
        }
        if self.documents == 0 {
            return Err(Failure::Message(
                "the input holds no document; give files with at least one record".into(),
            ));
        }
        Ok(())
    }

    /// Says what was not read as it stands.
    fn report_conversions(&self, global: &Global) {
        let conversions = &self.conversions;
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
        for (encoding, count) in &conversions.repaired {
            let what = counted(*count, "document");
            say(
                global,
                format!("repaired {what} whose UTF-8 had been read as {encoding}"),
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
    let tokenizer = settings.tokenizer();
    let storage = Arc::new(Storage::within(memory(global)));
    let parts = tokenized_parts(
        global,
        reading,
        || TokenizedCorpus::new(settings, Arc::clone(&storage)),
        |corpus, document| {
            // The reader insists on labels, so one is there.
            let label = document.label.as_deref().unwrap_or_default();
            corpus.push(&tokenizer, &document.text, label, |token| {
                settings.keeps(token)
            })
        },
    )?;
    Ok(TokenizedCorpus::merge(parts)?)
}

/// Reads and tokenises documents to count n-grams of lengths up to those of `ngrams`, and how words
/// are written. Every token stays, none is stemmed. `readings` are read one after the other;
/// `class` names the class of a document, and is told the place of its reading.
pub(super) fn counted_corpus(
    global: &Global,
    readings: Vec<Reading>,
    tokenizer: &Tokenizer,
    ngrams: NgramRange,
    class: impl Fn(usize, &Document) -> String + Sync,
) -> Result<TokenizedCorpus, Failure> {
    let tokenizer = tokenizer.with_stem(None);
    let settings = FeatureSettings {
        ngrams,
        ..FeatureSettings::default()
    };
    let storage = Arc::new(Storage::within(memory(global)));
    let mut parts = Vec::new();
    let mut chunks = 0;
    for (place, reading) in readings.into_iter().enumerate() {
        let read = tokenized_parts(
            global,
            reading,
            || TokenizedCorpus::new(&settings, Arc::clone(&storage)).with_written_forms(),
            |corpus, document| {
                let class = class(place, document);
                corpus.push(&tokenizer, &document.text, &class, |_| true)
            },
        )?;
        let before = chunks;
        for (corpus, mut order) in read {
            chunks += order.len();
            order.iter_mut().for_each(|number| *number += before);
            parts.push((corpus, order));
        }
    }
    Ok(TokenizedCorpus::merge(parts)?)
}

/// Lengths of n-grams for which a corpus keeps the order of words.
pub(super) fn in_order_of_words() -> NgramRange {
    NgramRange::new(1, 2).expect("1..2 is a valid range")
}

/// Reads documents into one corpus a thread, each with the places of its chunks among all.
fn tokenized_parts(
    global: &Global,
    reading: Reading,
    start: impl Fn() -> TokenizedCorpus + Sync,
    push: impl Fn(&mut TokenizedCorpus, &Document) -> crate::error::Result<()> + Sync,
) -> Result<Vec<(TokenizedCorpus, Vec<usize>)>, Failure> {
    read(
        global,
        reading,
        || (start(), Vec::new()),
        |(corpus, order), number, documents| {
            order.push(number);
            for document in &documents {
                push(corpus, document)?;
            }
            corpus.end_chunk()
        },
        |result| Ok(result?),
    )
}
