//! Lexical diversity and vocabulary growth.

use std::cmp::Reverse;

use super::{Captions, DataTable, Figure, Language};
use crate::charts::{self, MAX_DIVERSITY_LABELS, Measure};
use crate::corpus::Column;
use crate::jobs::PartMeasures;

/// Measures of the parts with words. If there are too many for a chart, those with the most words, in the
/// order of names. `None` when no part has words.
pub fn diversity(parts: Vec<PartMeasures>, language: Language) -> Option<Figure> {
    let with_words = parts.into_iter().filter(|part| part.diversity.tokens > 0);
    let mut parts: Vec<PartMeasures> = with_words.collect();
    if parts.is_empty() {
        return None;
    }
    let all = parts.len();
    parts.sort_by_key(|part| Reverse(part.diversity.tokens));
    parts.truncate(MAX_DIVERSITY_LABELS);
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    let captions = Captions {
        language,
        title: language.diversity_title(),
        subtitle: subtitle(&parts, all, language),
    };
    let data = data(&parts, language);
    Some(Figure::new(
        data,
        charts::diversity,
        captions,
        table(&parts),
    ))
}

/// The number of parts shown, and of all parts with words.
fn subtitle(parts: &[PartMeasures], all: usize, language: Language) -> String {
    let documents = parts.iter().map(|part| part.documents).sum();
    let words = parts.iter().map(|part| part.diversity.tokens).sum();
    let read = language.read(documents, words);
    match parts.len() == all {
        true => read,
        false => language.largest_of(&read, parts.len(), all),
    }
}

fn data(parts: &[PartMeasures], language: Language) -> charts::Diversity {
    let name = |part: &PartMeasures| match part.name.as_str() {
        Column::NO_DATE => language.no_date(),
        name => name.to_owned(),
    };
    let measure = |name: &str, value: fn(&PartMeasures) -> Option<f64>| Measure {
        name: name.into(),
        values: parts
            .iter()
            .map(|part| value(part).unwrap_or(0.0))
            .collect(),
    };
    let curve = |part: &PartMeasures| {
        let points = part.diversity.heaps.iter();
        points
            .map(|&(words, types)| (words as f64, types as f64))
            .collect()
    };
    let (words, types) = language.growth_axes();
    charts::Diversity {
        labels: parts.iter().map(name).collect(),
        measures: vec![
            measure("TTR", |part| part.diversity.ttr),
            measure("MATTR", |part| part.diversity.mattr),
            measure("MTLD", |part| part.diversity.mtld),
        ],
        curves: parts.iter().map(curve).collect(),
        words,
        types,
    }
}

fn table(parts: &[PartMeasures]) -> DataTable {
    let rows = parts.iter().flat_map(|part| {
        let measures = &part.diversity;
        measures.heaps.iter().map(|&(words, types)| {
            [
                part.name.as_str().into(),
                measures.ttr.into(),
                measures.mattr.into(),
                measures.mtld.into(),
                words.into(),
                types.into(),
            ]
        })
    });
    DataTable::new(["part", "ttr", "mattr", "mtld", "tokens", "types"], rows)
}
