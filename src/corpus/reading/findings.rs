//! What a reading found (bad records, conversions, dates), and the messages about it.

use std::sync::Arc;

use super::bad_records::{BadRecords, BadRecordsFile};
use super::cleaning::MOST_NAMED;
use super::no_document;
use super::progress::Progress;
use super::source_counts::SourceCounts;
use crate::corpus::Document;
use crate::error::Error;
use crate::io::{BadDates, BadRecord, Batch, Conversions, InputOptions, Parsed};
use crate::report::counted;

/// What was read.
pub(super) struct Findings {
    documents: u64,
    bad: BadRecords,
    conversions: Conversions,
    bad_dates: BadDates,
    /// One bit for each name of several text fields that some record has.
    found_texts: u64,
    sources: SourceCounts,
}

/// What a batch contains besides its documents: bad records, conversions, dates.
pub(super) struct BatchFindings {
    documents: u64,
    /// Documents, and records that are only named.
    records: u64,
    /// The name of a source whose first batch this is.
    new_source: Option<Arc<str>>,
    bad: Vec<BadRecord>,
    conversions: Conversions,
    bad_dates: BadDates,
    found_texts: u64,
}

impl BatchFindings {
    /// The documents of a batch, and its other findings.
    pub(super) fn of(batch: &Batch, parsed: Parsed) -> (Vec<Document>, Self) {
        let documents = parsed.documents.len() as u64;
        let named = parsed.bad.len() + parsed.conversions.unread_pages.len();
        let seen = BatchFindings {
            documents,
            records: documents + named as u64,
            new_source: batch.is_first().then(|| Arc::clone(batch.source_name())),
            bad: parsed.bad,
            conversions: parsed.conversions,
            bad_dates: parsed.bad_dates,
            found_texts: parsed.found_texts,
        };
        (parsed.documents, seen)
    }
}

impl Findings {
    /// Empty; `bad` receives the bad records.
    pub(super) fn new(bad: Option<BadRecordsFile>) -> Self {
        Findings {
            documents: 0,
            bad: BadRecords::new(bad),
            conversions: Conversions::default(),
            bad_dates: BadDates::default(),
            found_texts: 0,
            sources: SourceCounts::default(),
        }
    }

    /// Adds the next batch.
    pub(super) fn append(&mut self, batch: BatchFindings) -> Result<(), Error> {
        self.documents += batch.documents;
        self.sources.add(batch.new_source, batch.records);
        self.found_texts |= batch.found_texts;
        self.bad.append(batch.bad)?;
        self.conversions.add(batch.conversions);
        self.bad_dates.add(batch.bad_dates);
        Ok(())
    }

    /// All sources have ended.
    pub(super) fn end(&mut self) {
        self.sources.end();
    }

    /// Reports bad records, conversions, dates and missing texts.
    ///
    /// # Errors
    /// When there was no document, or the bad records cannot be written.
    pub(super) fn report(
        &self,
        options: &InputOptions,
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        self.report_conversions(options, progress);
        self.bad.report(progress)?;
        self.report_dates(progress);
        if self.documents == 0 {
            return Err(no_document());
        }
        self.sources.report(progress);
        self.report_missing_texts(options, progress);
        Ok(())
    }

    /// Names the text fields that no record has; they may be misspelt.
    fn report_missing_texts(&self, options: &InputOptions, progress: &dyn Progress) {
        let missing = options.fields.missing_texts(self.found_texts);
        if !missing.is_empty() && self.documents > 0 {
            let names: Vec<String> = missing.iter().map(|name| format!("\"{name}\"")).collect();
            let names = names.join(", ");
            progress.notice(&format!(
                "no record has the text field {names} of `text_field` {}",
                options.fields.text
            ));
        }
    }

    /// Reports how many dates could not be parsed, and a remedy.
    fn report_dates(&self, progress: &dyn Progress) {
        let dates = &self.bad_dates;
        if dates.count > 0 {
            let what = counted(dates.count, "date");
            progress.notice(&format!("{what} could not be read"));
        }
        if let Some(example) = &dates.example {
            let what = counted(dates.ambiguous, "date");
            progress.notice(&format!(
                    "{what} may have the day or the month first, such as {example}; give `date_format` %d/%m/%Y or `date_format` %m/%d/%Y"
                ));
        }
    }

    /// Reports texts whose encoding or characters were repaired.
    fn report_conversions(&self, options: &InputOptions, progress: &dyn Progress) {
        let conversions = &self.conversions;
        for source in &conversions.headed_texts {
            let name = &options.fields.text;
            progress.notice(&format!(
                    "read {source} as one text, although its first line names a column \"{name}\"; `input_format` csv reads a table"
                ));
        }
        for (encoding, sources) in &conversions.found {
            let what = match sources.as_slice() {
                [source] => source.to_string(),
                several => counted(several.len() as u64, "file"),
            };
            progress.notice(&format!("read {what} as {encoding}"));
        }
        for (encoding, count) in &conversions.replaced {
            let what = counted(*count, "sequence");
            progress.notice(&format!("replaced {what} of bytes that are not {encoding}"));
        }
        for ((written, read), count) in &conversions.repaired {
            let what = counted(*count, "document");
            progress.notice(&format!(
                "repaired {what} whose {written} had been read as {read}"
            ));
        }
        for page in conversions.unread_pages.iter().take(MOST_NAMED) {
            progress.notice(&format!("passed over {page}"));
        }
        let more = conversions.unread_pages.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            progress.notice(&format!(
                "passed over {} more",
                counted(more as u64, "web page")
            ));
        }
        if conversions.with_nul > 0 {
            let what = counted(conversions.with_nul, "document");
            progress.notice(&format!(
                "found NUL bytes in {what}: they stay, and part words"
            ));
        }
    }
}
