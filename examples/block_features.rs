//! Writes the features of the blocks of saved pages, from which the choice of article blocks is learned.
//!
//! `cargo run --release --example block_features -- PAGES… > blocks.jsonl`: a JSON object for each page, with
//! `id`, the members of `BlockFeatures`.

use std::io::Write;

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::env::args_os().skip(1).map(std::path::PathBuf::from) {
        let page = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        let Ok(blocks) = tasnif::io::block_features(&page) else {
            continue;
        };
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        let line = serde_json::json!({
            "id": id, "names": blocks.names, "texts": blocks.texts, "rows": blocks.rows,
            "groups": blocks.groups, "probabilities": blocks.probabilities,
        });
        writeln!(output, "{line}")?;
    }
    Ok(output.flush()?)
}
