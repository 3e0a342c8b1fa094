//! The strongest terms of each label of a model.

use super::{Captions, DataTable, Figure, Language};
use crate::charts::{self, Bar, Topic};
use crate::jobs::Topics;

/// Bars of the terms of each label.
pub fn topics(topics: Topics, language: Option<Language>) -> Figure {
    let terms = topics.topics.iter().flat_map(|topic| &topic.terms);
    let terms = terms.map(|(term, _)| term.as_str());
    let language = language.unwrap_or_else(|| Language::of(terms));
    let captions = Captions {
        language,
        title: language.topics_title(),
        subtitle: language.without(language.trained(topics.documents), &topics.stop_lists),
    };
    let table = table(&topics);
    let bar = |(label, value)| Bar { label, value };
    let panels = topics.topics.into_iter().map(|topic| Topic {
        name: topic.label,
        terms: topic.terms.into_iter().map(bar).collect(),
    });
    let data = charts::Topics {
        topics: panels.collect(),
    };
    Figure::new(data, charts::topics, captions, table)
}

fn table(topics: &Topics) -> DataTable {
    let rows = topics.topics.iter().flat_map(|topic| {
        let terms = topic.terms.iter();
        terms.map(|(term, score)| {
            [
                topic.label.as_str().into(),
                term.as_str().into(),
                (*score).into(),
            ]
        })
    });
    DataTable::new(["label", "term", "score"], rows)
}
