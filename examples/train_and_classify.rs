//! Trains a topic model on labelled paragraphs and classifies a sentence with it.
//!
//! `cargo run --example train_and_classify`

use std::path::PathBuf;

use tasnif::{
    Batches, Classifier, InputOptions, ModelSettings, NgramRange, Per, TokenizedCorpus, Tokenizer,
    find_sources, train,
};

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/paragraphs");
    let options = InputOptions {
        per: Per::Paragraph,
        labelled: true, // The folder that holds a file is its label.
        ..InputOptions::default()
    };

    let tokenizer = Tokenizer::default();
    let mut corpus = TokenizedCorpus::default();
    let mut batches = Batches::new(find_sources(&[folder], &options)?.sources, &options);
    while let Some(batch) = batches.next_batch()? {
        for document in batch.documents(&options)?.documents {
            let label = document.label.as_deref().unwrap_or_default();
            corpus.push(&tokenizer, &document.text, label, |_| true)?;
        }
    }

    let mut settings = ModelSettings::default();
    settings.features.char_ngrams = Some(NgramRange::new(3, 5)?);
    let model = train(&corpus, &vec![true; corpus.len()], &settings)?;

    let prediction = Classifier::new(&model).classify("أعلنت لجنة الانتخابات نتائج الاقتراع");
    for (label, probability) in prediction.ranked().into_iter().take(3) {
        println!("{:<12} {probability:.3}", model.labels.name(label));
    }
    assert_eq!(
        prediction.label.map(|label| model.labels.name(label)),
        Some("politics")
    );
    Ok(())
}
