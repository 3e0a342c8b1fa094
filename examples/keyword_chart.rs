//! Counts the words of some Arabic paragraphs and draws the most frequent ones.
//!
//! `cargo run --example keyword_chart` writes `keywords.png` to the folder for temporary files.

use std::path::PathBuf;

use tasnif::charts::{Bar, Frame, TermBars, terms};
use tasnif::stats::frequent_terms;
use tasnif::{StopList, TermSettings, Terms, TokenizedCorpus, Tokenizer};

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/paragraphs/health/ar.txt");
    let text = std::fs::read_to_string(sample)?;

    let tokenizer = Tokenizer::default();
    let mut corpus = TokenizedCorpus::default().with_surface_forms();
    corpus.push(&text, "health")?;
    let found = corpus.find_terms(&TermSettings {
        stop_list: StopList::arabic_and_english(&tokenizer),
        tokenizer,
        ..TermSettings::default()
    })?;
    let counted = Terms::count(&corpus.all(), found)?;

    let most_frequent = frequent_terms(&counted, Some(15));
    let data = TermBars {
        bars: most_frequent
            .into_iter()
            .map(|term| Bar {
                label: term.text.form,
                value: term.count as f64,
            })
            .collect(),
        axis: "عدد مرات الورود".into(),
    };
    let frame = Frame {
        title: "الصحة في أخبار العينة".into(),
        ..Frame::default()
    };
    let picture = terms(&data, &frame)?;
    let path = std::env::temp_dir().join("keywords.png");
    std::fs::write(&path, &picture)?;
    println!("{} bars in {}", data.bars.len(), path.display());
    assert!(picture.starts_with(b"\x89PNG"));
    Ok(())
}
