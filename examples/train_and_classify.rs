//! Trains a topic model on labelled paragraphs and classifies a sentence with it.
//!
//! `cargo run --example train_and_classify`

use std::path::PathBuf;

use tasnif::io::{Batches, find_sources};
use tasnif::model::train;
use tasnif::{Classifier, InputOptions, ModelSettings, NgramRange, Per, TokenizedCorpus};

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/paragraphs");
    let options = InputOptions {
        per: Per::Paragraph,
        labelled: true, // The folder that holds a file is its label.
        ..InputOptions::default()
    };

    let mut corpus = TokenizedCorpus::default();
    let mut batches = Batches::new(find_sources(&[folder], &options)?.sources, &options);
    while let Some(batch) = batches.next_batch()? {
        for document in batch.documents(&options)?.documents {
            let label = document.label.as_deref().unwrap_or_default();
            corpus.push(&document.text, label)?;
        }
    }

    let mut settings = ModelSettings::default();
    settings.features.char_ngrams = Some(NgramRange::new(3, 5)?);
    let model = train(&corpus.all(), &settings)?;

    let prediction = Classifier::new(model).classify("أعلنت لجنة الانتخابات نتائج الاقتراع");
    for (label, probability) in prediction.ranked().into_iter().take(3) {
        println!("{:<12} {probability:.3}", prediction.labels.name(label));
    }
    assert_eq!(prediction.label_name(), Some("politics"));
    Ok(())
}
