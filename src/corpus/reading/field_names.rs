//! The field names of all records, found before the records are read.

use std::sync::Arc;

use super::{Input, Reading, read_unreported};
use crate::error::Error;
use crate::io::site_blocks::PageReading;
use crate::io::{Keep, Source};

/// The names of all JSON fields that are kept, in order of first occurrence. They become the columns of a
/// table, so results must not use these names. This needs an extra reading; input that can be read only once
/// yields no names.
pub fn field_names(reading: &Reading) -> Result<Vec<Arc<str>>, Error> {
    let sources = &reading.sources;
    let keeps = reading.options.keep != Keep::None;
    if !keeps || !sources.iter().any(Source::is_json) || sources.iter().any(Source::is_stream) {
        return Ok(Vec::new());
    }
    let mut names: Vec<Arc<str>> = Vec::new();
    read_unreported(
        &(),
        Input {
            sources: sources.clone(),
            options: &reading.options,
            pages: PageReading::Single,
        },
        None,
        || (),
        |(), _, documents| {
            let mut names: Vec<Arc<str>> = Vec::new();
            for fields in documents
                .iter()
                .filter_map(|document| document.fields.as_ref())
            {
                add_new(&mut names, fields.iter().map(|(name, _)| name));
            }
            names
        },
        |of_batch| {
            add_new(&mut names, of_batch.iter());
            Ok::<_, Error>(())
        },
    )?;
    Ok(names)
}

fn add_new<'n>(names: &mut Vec<Arc<str>>, more: impl Iterator<Item = &'n Arc<str>>) {
    for name in more {
        if !names.contains(name) {
            names.push(Arc::clone(name));
        }
    }
}
