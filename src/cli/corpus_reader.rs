//! Reading inputs on all threads, with progress and a count of bad records.

use super::Global;
use super::failure::Failure;
use super::output::{progress, say};
use crate::corpus::Document;
use crate::error::{Error, Result};
use crate::features::TokenizedCorpus;
use crate::io::{Batches, InputOptions, Source, map_in_order};
use crate::text::{StopList, Tokenizer};

/// Runs `work` on the documents of each batch on all threads, and `consume` on the results in
/// input order.
///
/// # Errors
/// At the first bad record, unless bad records are passed over; when there is no document.
pub(super) fn read<T: Send>(
    global: &Global,
    sources: Vec<Source>,
    options: &InputOptions,
    work: impl Fn(Vec<Document>) -> Result<T> + Sync,
    mut consume: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let bar = progress(global, &sources, "reading");
    let mut seen = Seen::default();
    let mut failure = None;
    let result = map_in_order(
        Batches::new(sources, options),
        rayon::current_num_threads(),
        |batch| {
            let parsed = batch.documents(options)?;
            bar.inc(batch.bytes());
            let seen = Seen {
                documents: parsed.documents.len() as u64,
                skipped: parsed.skipped,
            };
            Ok((work(parsed.documents)?, seen))
        },
        |(result, batch)| {
            seen.documents += batch.documents;
            seen.skipped += batch.skipped;
            consume(result).map_err(|error| {
                failure = Some(error);
                Error::Input("the output ended".into())
            })
        },
    );
    bar.finish_and_clear();
    match failure {
        Some(failure) => return Err(failure),
        None => result?,
    }
    seen.report(global)
}

/// What was read.
#[derive(Default)]
struct Seen {
    documents: u64,
    skipped: u64,
}

impl Seen {
    fn report(&self, global: &Global) -> Result<(), Failure> {
        if self.skipped > 0 {
            say(global, format!("passed over {} bad records", self.skipped));
        }
        if self.documents == 0 {
            return Err(Failure::Message(
                "the input holds no document; give files with at least one record".into(),
            ));
        }
        Ok(())
    }
}

/// Reads and tokenises labelled documents.
pub(super) fn tokenized(
    global: &Global,
    sources: Vec<Source>,
    options: &InputOptions,
    tokenizer: &Tokenizer,
    stop_list: &StopList,
) -> Result<TokenizedCorpus, Failure> {
    let mut corpus = TokenizedCorpus::default();
    read(
        global,
        sources,
        options,
        |documents| {
            let mut batch = TokenizedCorpus::default();
            for document in &documents {
                // The reader insists on labels, so one is there.
                let label = document.label.as_deref().unwrap_or_default();
                batch.push(tokenizer, &document.text, label, |token| {
                    stop_list.is_empty() || !stop_list.contains(token)
                });
            }
            Ok(batch)
        },
        |batch| {
            corpus.append(&batch);
            Ok(())
        },
    )?;
    Ok(corpus)
}
