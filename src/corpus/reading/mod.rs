//! Reads documents on all threads, in input order: cleaned, with progress and a summary of what was skipped.

mod bad_records;
mod cleaning;
mod field_names;
mod findings;
mod kept_corpus;
mod languages;
mod memory;
mod progress;
mod skipped_files;
mod source_counts;
mod token_corpus;
mod unspaced_texts;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::corpus::Document;
use crate::error::Error;
use crate::io::site_blocks::{PageReading, SiteBlocks};
use crate::io::{Batches, InputOptions, Per, SkippedFiles, Source, find_sources, map_in_order};
use crate::text::LineCounts;
pub use bad_records::BadRecordsFile;
pub(crate) use cleaning::rule_of;
pub use cleaning::{Account, Cleaning};
pub use field_names::field_names;
use findings::{BatchFindings, Findings};
pub use kept_corpus::kept_corpus;
pub use languages::sampled_languages;
pub use progress::Progress;
pub use skipped_files::say_skipped_files;
pub use token_corpus::{Tokenization, token_corpus};
use unspaced_texts::UnspacedTexts;

/// What is read, and how.
///
/// ```
/// use tasnif::InputOptions;
/// use tasnif::corpus::reading::Reading;
///
/// let reading = Reading::new(&["data/paragraphs"], InputOptions::default())?;
/// assert!(reading.sources.len() > 10);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Reading {
    /// The inputs, in their order.
    pub sources: Vec<Source>,
    /// Files in folders that are not read.
    pub skipped_files: SkippedFiles,
    /// How records become documents.
    pub options: InputOptions,
    /// Which texts are cleaned, and how.
    pub cleaning: Cleaning,
    /// Where bad records are kept.
    pub bad: Option<BadRecordsFile>,
}

impl Reading {
    /// The documents of files and folders; texts of whole files are cleaned.
    ///
    /// # Errors
    /// When a path does not exist, or nothing in it can be read.
    pub fn new<P: AsRef<Path>>(paths: &[P], options: InputOptions) -> Result<Self, Error> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.as_ref().into()).collect();
        let found = find_sources(&paths, &options)?;
        Ok(Reading {
            skipped_files: found.skipped_files,
            ..Reading::of_sources(found.sources, options)
        })
    }

    /// The documents of these sources, in their order; texts of whole files are cleaned.
    pub fn of_sources(sources: Vec<Source>, options: InputOptions) -> Self {
        Reading {
            sources,
            skipped_files: SkippedFiles::default(),
            options,
            cleaning: Cleaning::default(),
            bad: None,
        }
    }

    /// The same reading, able to run more than once.
    pub fn kept(self) -> Result<Self, Error> {
        let sources: Result<_, Error> = self.sources.into_iter().map(Source::kept).collect();
        Ok(Reading {
            sources: sources?,
            ..self
        })
    }

    /// The same reading with whole documents, which cleaning needs, and the unit into which they are split
    /// afterwards.
    pub fn of_whole_documents(mut self) -> (Self, Per) {
        let per = std::mem::replace(&mut self.options.per, Per::Document);
        (self, per)
    }
}

/// Runs `work` on the cleaned documents of each batch on all threads, and `consume` on the results in input
/// order. Each thread gets a worker from `start`; `work` receives the batch number.
///
/// # Errors
/// At the first bad record, unless bad records are skipped; when there is no document.
pub fn read<W: Send, T: Send, E: From<Error>>(
    progress: &dyn Progress,
    reading: Reading,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    mut consume: impl FnMut(T) -> Result<(), E>,
) -> Result<Vec<W>, E> {
    say_skipped_files(&reading.skipped_files, progress);
    let (reading, per) = reading.of_whole_documents();
    let reading = with_counts(progress, reading)?;
    let (mut account, mut unspaced) = (Account::default(), UnspacedTexts::default());
    let documents_left = AtomicUsize::new(0);
    let workers = read_raw(
        progress,
        Input {
            sources: reading.sources,
            options: &reading.options,
            pages: PageReading::Articles(reading.cleaning.sites()),
        },
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
        return Err(no_document().into());
    }
    account.report(progress);
    unspaced.report(progress);
    Ok(workers)
}

/// Counts the lines that documents share and the blocks that pages of a site share, if cleaning needs it; standard
/// input is then kept for the next reading.
pub fn with_counts(progress: &dyn Progress, mut reading: Reading) -> Result<Reading, Error> {
    let format = reading.options.format;
    let mut sources = reading.cleaning.counted(&reading.sources, format);
    if sources.is_empty() {
        return Ok(reading);
    }
    if sources.iter().any(Source::is_stream) {
        reading = reading.kept()?;
        sources.clone_from(&reading.sources);
    }
    let (lines, mut sites) = count(progress, &reading, &sources, PageReading::Hosts)?;
    if sites.has_sites() {
        let (_, of_blocks) = count(progress, &reading, &sources, PageReading::Blocks(&sites))?;
        sites.merge(of_blocks);
        sites.shrink();
    }
    Ok(Reading {
        cleaning: reading.cleaning.with_counts(lines, sites),
        ..reading
    })
}

/// One reading that counts; problems are reported when the documents themselves are read.
fn count(
    progress: &dyn Progress,
    reading: &Reading,
    sources: &[Source],
    pages: PageReading<'_>,
) -> Result<(LineCounts, SiteBlocks), Error> {
    let cleaning = &reading.cleaning;
    let is_first = matches!(pages, PageReading::Hosts);
    // A page that is only counted states no label.
    let options = InputOptions {
        labelled: false,
        ..reading.options.clone()
    };
    let (parts, _) = read_unreported(
        progress,
        Input {
            sources: sources.to_vec(),
            options: &options,
            pages,
        },
        None,
        <(LineCounts, SiteBlocks)>::default,
        |(lines, sites), _, documents| {
            for document in documents.into_iter().filter(|it| cleaning.concerns(it)) {
                match document.page {
                    Some(page) if is_first => sites.add_host(&page.digests.host),
                    Some(page) => sites.add_blocks(page.digests.blocks),
                    None if is_first => lines.add(&document.text),
                    None => {}
                }
            }
        },
        |()| Ok::<_, Error>(()),
    )?;
    let mut counts = <(LineCounts, SiteBlocks)>::default();
    for (lines, sites) in parts {
        counts.0.merge(lines);
        counts.1.merge(sites);
    }
    counts.0.shrink();
    Ok(counts)
}

/// Like [`read`], without cleaning.
pub(crate) fn read_raw<W: Send, T: Send, E: From<Error>>(
    progress: &dyn Progress,
    input: Input<'_>,
    bad: Option<BadRecordsFile>,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    consume: impl FnMut(T) -> Result<(), E>,
) -> Result<Vec<W>, E> {
    let options = input.options;
    let (workers, seen) = read_unreported(progress, input, bad, start, work, consume)?;
    seen.report(options, progress)?;
    Ok(workers)
}

/// What is read, and how web pages are.
pub(crate) struct Input<'i> {
    pub sources: Vec<Source>,
    pub options: &'i InputOptions,
    pub pages: PageReading<'i>,
}

/// Like [`read_raw`]; returns what it found instead of reporting it.
fn read_unreported<W: Send, T: Send, E: From<Error>>(
    progress: &dyn Progress,
    input: Input<'_>,
    bad: Option<BadRecordsFile>,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, Vec<Document>) -> T + Sync,
    mut consume: impl FnMut(T) -> Result<(), E>,
) -> Result<(Vec<W>, Findings), E> {
    let Input {
        sources,
        options,
        pages,
    } = input;
    progress.start(sources.iter().map(Source::content_bytes).sum());
    let mut seen = Findings::new(bad.filter(|_| !progress.is_repetition()));
    let mut failure = None;
    let result = map_in_order(
        Batches::new(sources, options),
        rayon::current_num_threads(),
        start,
        |worker, batch| {
            if progress.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let parsed = batch.documents_of(options, pages)?;
            progress.bytes(batch.bytes());
            let (documents, seen) = BatchFindings::of(&batch, parsed);
            Ok((work(worker, batch.number(), documents), seen))
        },
        |(result, of_batch)| {
            seen.append(of_batch)?;
            consume(result).map_err(|error| {
                failure = Some(error);
                Error::Input("the output ended".into())
            })
        },
    );
    progress.end();
    seen.end();
    let workers = match failure {
        Some(failure) => return Err(failure),
        None => result?,
    };
    Ok((workers, seen))
}

fn no_document() -> Error {
    Error::Input("the input holds no document; give files with at least one record".into())
}
