//! The classes of some documents, and document frequencies by class.

use super::candidates::Candidates;
use super::row_counter::{FirstSeen, RowCounter};
use super::selected::Selected;
use crate::corpus::Labels;
use crate::error::Result;
use crate::features::vectorizer::selection::{ClassDf, LabelDf, PartDf};

/// The classes of the selected documents.
pub(crate) struct Classes {
    pub labels: Labels,
    /// Label of each class number of the corpus; `usize::MAX` when no document is selected.
    pub label_of_class: Vec<usize>,
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
        Classes {
            labels,
            label_of_class,
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
        let documents = self.documents(selected);
        Ok(ClassDf { counts, documents })
    }

    /// Like [`Classes::document_frequencies`], for a part of the documents: takes memory only for the candidates
    /// that occur.
    pub(crate) fn part_frequencies(
        &self,
        part: &Selected<'_>,
        candidates: &Candidates<'_>,
    ) -> Result<PartDf> {
        let found = part.for_each_class(
            || {
                let seen = FirstSeen::new(candidates.len());
                (seen, RowCounter::new(candidates.len()))
            },
            |(seen, df), reader, document| {
                candidates.for_each(reader, document, |candidate, _| {
                    if seen.is_first(candidate, document) {
                        df.add(candidate, 1);
                    }
                })
            },
            |(_, df)| {
                let mut counts = Vec::new();
                df.drain(|candidate, count| counts.push((candidate, count)));
                counts
            },
        )?;
        let mut by_label = vec![LabelDf::default(); self.labels.len()];
        for (class, counts) in found {
            by_label[self.label_of_class[class as usize]]
                .counts
                .extend(counts);
        }
        for (label, documents) in by_label.iter_mut().zip(self.documents(part)) {
            label.documents = documents;
        }
        Ok(PartDf { by_label })
    }

    /// Documents of each label.
    fn documents(&self, selected: &Selected<'_>) -> Vec<u64> {
        let mut documents = vec![0; self.labels.len()];
        for document in selected.iter() {
            let class = selected.corpus.class_of(document);
            documents[self.label_of_class[class as usize]] += 1;
        }
        documents
    }
}
