//! Classifies a stream of JSON Lines with the bundled Arabic news model, on all cores, in order.
//!
//! `cargo run --example classify_stream -- articles.jsonl` (without a file: two lines of its own)

use std::io::Write;
use std::path::PathBuf;

use tasnif::io::{Batches, find_sources, map_in_order};
use tasnif::{Classifier, InputOptions, bundled_model};

const OWN_LINES: &str = "\
{\"id\": \"a\", \"text\": \"فاز الفريق بالمباراة النهائية بثلاثة أهداف\"}
{\"id\": \"b\", \"text\": \"ارتفعت أسعار الأسهم في سوق دبي المالي\"}
";

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut own = tempfile::Builder::new().suffix(".jsonl").tempfile()?;
    own.write_all(OWN_LINES.as_bytes())?;
    // An example is also run by a test, whose arguments are not files.
    let files: Vec<PathBuf> = std::env::args_os()
        .skip(1)
        .map(PathBuf::from)
        .filter(|file| file.is_file())
        .collect();
    let files = if files.is_empty() {
        vec![own.path().to_path_buf()]
    } else {
        files
    };

    let classifier = Classifier::new(bundled_model());
    let options = InputOptions::default();
    let mut count = 0;
    map_in_order(
        Batches::new(find_sources(&files, &options)?.sources, &options),
        2,
        || classifier.session(),
        |session, batch| {
            let documents = batch.documents(&options)?.documents.into_iter();
            Ok(documents
                .map(|document| (session.classify(&document.text), document.id))
                .collect::<Vec<_>>())
        },
        |predictions| {
            for (prediction, id) in predictions {
                let label = prediction.label_name().unwrap_or("unknown");
                println!("{id}\t{label}");
                count += 1;
            }
            Ok(())
        },
    )?;
    assert!(count > 0);
    Ok(())
}
