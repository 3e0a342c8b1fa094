//! The classes of some documents, and document frequencies by class.

use super::candidates::Candidates;
use super::row_counter::FirstSeen;
use super::selected::Selected;
use crate::corpus::Labels;
use crate::error::Result;
use crate::features::vectorizer::selection::ClassDf;

/// The classes of the selected documents.
pub(crate) struct Classes {
    pub labels: Labels,
    /// Label of each class number of the corpus; `usize::MAX` when no document is selected.
    pub label_of_class: Vec<usize>,
    /// Documents of each label.
    documents: Vec<u64>,
}

impl Classes {
    pub(crate) fn new(selected: &Selected<'_>) -> Self {
        let names = selected.corpus.classes();
        let mut documents_of_class = vec![0; names.len()];
        for document in selected.iter() {
            documents_of_class[selected.corpus.class_of(document) as usize] += 1;
        }
        let present = names.iter().zip(&documents_of_class);
        let present = present.filter(|(_, documents)| **documents > 0);
        let labels: Labels = present.map(|(name, _)| name).collect();
        let label_of_class: Vec<usize> = names
            .iter()
            .map(|name| labels.index(name).unwrap_or(usize::MAX))
            .collect();
        let mut documents = vec![0; labels.len()];
        for (&label, count) in label_of_class.iter().zip(documents_of_class) {
            if let Some(documents) = documents.get_mut(label) {
                *documents = count;
            }
        }
        Classes {
            labels,
            label_of_class,
            documents,
        }
    }

    /// Counts documents by class and candidate.
    pub(crate) fn document_frequencies(
        &self,
        selected: &Selected<'_>,
        candidates: &Candidates<'_>,
    ) -> Result<ClassDf> {
        let by_class = selected.sums_by_class(
            candidates.len(),
            || FirstSeen::new(candidates.len()),
            |seen, reader, document, df: &mut [u32]| {
                candidates.for_each(reader, document, |candidate, _| {
                    df[candidate as usize] += u32::from(seen.is_first(candidate, document));
                })
            },
        )?;
        let mut counts = vec![Vec::new(); self.labels.len()];
        for (of_class, &label) in by_class.into_iter().zip(&self.label_of_class) {
            if let Some(counts) = counts.get_mut(label) {
                *counts = of_class;
            }
        }
        Ok(ClassDf {
            counts,
            documents: self.documents.clone(),
        })
    }
}
