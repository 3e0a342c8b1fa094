//! Bytes as an input of each format: they are documents or an error, never a panic.
//!
//! `cargo +nightly fuzz run records`

#![no_main]

use libfuzzer_sys::fuzz_target;
use tasnif::io::{Batches, Keep, Source};
use tasnif::{InputOptions, Per};

/// Not Parquet: panics of its crate are caught, but a fuzzer ends at any.
const ENDINGS: [&str; 10] = [
    "jsonl", "json", "csv", "tsv", "txt", "jsonl.gz", "csv.zst", "docx", "odt", "unknown",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else {
        return;
    };
    let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
    let mut options = InputOptions::default();
    options.lossy = first & 0x80 != 0;
    options.skip_bad = first & 0x40 != 0;
    options.per = if first & 0x20 != 0 { Per::Paragraph } else { Per::Document };
    options.keep = Keep::All;
    let source = Source::of_bytes(&format!("input.{ending}"), bytes);
    let mut batches = Batches::new(vec![source], &options);
    while let Ok(Some(batch)) = batches.next_batch() {
        let _ = batch.documents(&options);
    }
});
