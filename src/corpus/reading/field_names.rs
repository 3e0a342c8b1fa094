//! The fields of all records, before they are read.

use std::sync::Arc;

use super::{Reading, read_unreported};
use crate::error::Error;
use crate::io::{Keep, Source};

/// The names of all fields of JSON that are kept, in the order in which they come: they are the columns
/// of a table, and no result has the name of a field in any record. Costs a reading of its own, so
/// nothing for what can be read once.
pub fn field_names(reading: &Reading) -> Result<Vec<Arc<str>>, Error> {
    let sources = &reading.sources;
    let keeps = reading.options.keep != Keep::None;
    if !keeps || !sources.iter().any(Source::is_json) || sources.iter().any(Source::is_stream) {
        return Ok(Vec::new());
    }
    let mut names: Vec<Arc<str>> = Vec::new();
    read_unreported(
        &(),
        sources.clone(),
        &reading.options,
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
