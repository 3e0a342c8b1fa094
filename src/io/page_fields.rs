//! Facts of web pages in the place of fields of a record.

use super::batches::BadDates;
use super::dates::{self, DayOrder};
use super::format::{InputOptions, Keep};
use crate::corpus::{Document, FieldValue, KeptFields, PageFact, PageFacts};

/// The document of a page, with the facts that are requested as its date, label, group and kept fields, where it
/// has none of its own. A date that cannot be parsed is counted.
pub(super) fn with_facts(
    mut document: Document,
    options: &InputOptions,
    bad_dates: &mut BadDates,
) -> Document {
    let Some(page) = &document.page else {
        return document;
    };
    let facts = &page.facts;
    let fields = &options.fields;
    if document.date.is_none() {
        document.date = date(facts, options, bad_dates);
    }
    let fact = |name: &str| Some(facts.text(PageFact::named(name)?)?.to_owned());
    document.label = document.label.or_else(|| fact(&fields.label));
    let group = fields.group.as_deref();
    document.group = document.group.or_else(|| fact(group?));
    if let (None, Keep::Named(names)) = (&document.fields, &options.keep) {
        let named = names.iter().filter_map(|name| {
            let value = facts.text(PageFact::named(name)?);
            let value = value.map_or(FieldValue::Json("null".into()), FieldValue::json_text);
            Some((name.as_str().into(), value))
        });
        let named: Vec<_> = named.collect();
        document.fields = (!named.is_empty()).then(|| Box::new(KeptFields::of(named)));
    }
    document
}

/// The date that the date field names, by default that of publication, otherwise that of the last change.
fn date(
    facts: &PageFacts,
    options: &InputOptions,
    bad_dates: &mut BadDates,
) -> Option<crate::corpus::WrittenDate> {
    let of_publication = [PageFact::Published, PageFact::Modified];
    let of_change = [PageFact::Modified];
    let kinds = match options.fields.date == PageFact::Modified.name() {
        true => of_change.as_slice(),
        false => of_publication.as_slice(),
    };
    let order = DayOrder::of_language(facts.text(PageFact::Language));
    let mut unread = None;
    for text in kinds.iter().filter_map(|kind| facts.text(*kind)) {
        let read = dates::parse(text, options.date_format.as_ref());
        match read.or_else(|_| dates::parse_in(text, order)) {
            Ok(date) => return Some(date),
            Err(reason) => unread = unread.or(Some((text, reason))),
        }
    }
    if let Some((text, reason)) = unread {
        bad_dates.count(text.to_owned(), reason == dates::Unread::Ambiguous);
    }
    None
}
