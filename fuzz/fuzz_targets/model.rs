//! Bytes as a model: it classifies, or it is refused; never a panic.
//!
//! `cargo +nightly fuzz run model`

#![no_main]

use libfuzzer_sys::fuzz_target;
use tasnif::{Classifier, Model};

fuzz_target!(|data: &[u8]| {
    if let Ok(model) = Model::from_bytes(data.to_vec()) {
        let prediction = Classifier::new(&model).classify("فاز الفريق بالمباراة the match");
        assert!(prediction.probabilities.iter().all(|p| (0.0..=1.0).contains(p)));
    }
});
