//! Writes the features of the blocks of saved pages, or of the lines of texts, from which it is learned what the
//! article is.
//!
//! `cargo run --release --example block_features -- FILES… > features.jsonl`: a JSON object for each file, with
//! `id` and the members of `BlockFeatures` or, for names that end in `.txt`, of `LineFeatures`.

use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};
use tasnif::text::Cleaner;

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let cleaner = Cleaner::default();
    for path in std::env::args_os().skip(1).map(PathBuf::from) {
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        let is_text = path.extension().is_some_and(|ending| ending == "txt");
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        if is_text {
            writeln!(output, "{}", lines(&id, &text, &cleaner))?;
        } else if let Ok(blocks) = tasnif::io::block_features(&text) {
            let line = json!({
                "id": id, "names": blocks.names, "texts": blocks.texts, "rows": blocks.rows,
                "groups": blocks.groups, "probabilities": blocks.probabilities,
            });
            writeln!(output, "{line}")?;
        }
    }
    Ok(output.flush()?)
}

fn lines(id: &str, text: &str, cleaner: &Cleaner) -> Value {
    let lines = cleaner.line_features(text);
    json!({
        "id": id, "names": lines.names, "texts": lines.texts, "rows": lines.rows,
        "probabilities": lines.probabilities,
    })
}
