//! Values of a field in documents.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Environment;
use super::occurrences::{CountedUnit, DocumentOccurrences, Occurrences};
use crate::corpus::WrittenDate;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};

/// The `top` most frequent values of a field as terms. Each value occurs once in every document that has it,
/// and a document counts as one word.
///
/// # Errors
/// When documents cannot be read, or none has a value.
pub fn field_values(
    environment: &Environment<'_>,
    mut reading: Reading,
    field: &str,
    top: usize,
) -> Result<Occurrences> {
    reading.options.fields.group = Some(field.to_owned());
    reading.options.count_dates = true;
    let all = dates_and_values(environment, reading)?;
    let terms = frequent_values(&all, top);
    if terms.is_empty() {
        return Err(Error::Input(format!(
            "no document has a value in a field \"{field}\"; `by` takes day, week, month, year or the \
             name of a JSON key or column"
        )));
    }
    let index = |value: String| terms.iter().position(|term| *term == value);
    let documents = all.into_iter().map(|(date, value)| DocumentOccurrences {
        words: 1,
        date,
        label: None,
        found: value
            .and_then(index)
            .map(|value| (value, 0))
            .into_iter()
            .collect(),
    });
    let documents = documents.collect();
    Ok(Occurrences {
        terms,
        documents,
        unit: CountedUnit::Documents,
    })
}

type DateAndValue = (Option<WrittenDate>, Option<String>);

fn dates_and_values(environment: &Environment<'_>, reading: Reading) -> Result<Vec<DateAndValue>> {
    let mut all = Vec::new();
    read(
        environment.progress,
        reading,
        || (),
        |(), _, documents| {
            let documents = documents.into_iter();
            documents.map(|d| (d.date, d.group)).collect::<Vec<_>>()
        },
        |batch| {
            all.extend(batch);
            Ok::<_, Error>(())
        },
    )?;
    Ok(all)
}

/// The values that most documents have; ties are sorted by name.
fn frequent_values(documents: &[DateAndValue], top: usize) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for value in documents.iter().filter_map(|(_, value)| value.as_deref()) {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| Reverse(count));
    let most = counts.into_iter().take(top);
    most.map(|(value, _)| value.to_owned()).collect()
}
