//! Bytes as a web page: an article or an error, never a panic, and cleaning only takes lines out.
//!
//! `cargo +nightly fuzz run pages`

#![no_main]

use libfuzzer_sys::fuzz_target;
use tasnif::io::{Batches, Source};
use tasnif::text::{Cleaner};
use tasnif::{InputOptions};

fuzz_target!(|data: &[u8]| {
    let options = InputOptions::default();
    let cleaner = Cleaner::default();
    let mut batches = Batches::new(vec![Source::of_bytes("page.html", data)], &options);
    while let Ok(Some(batch)) = batches.next_batch() {
        let Ok(parsed) = batch.documents(&options) else {
            return;
        };
        for document in parsed.documents {
            assert!(cleaner.clean(&document.text).text.len() <= document.text.len());
        }
    }
});
