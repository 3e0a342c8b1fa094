//! Class sums of a part of the documents, which can be added up.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::class_sums::{ClassSums, Grid};
use super::fit::Model;
use super::settings::ModelSettings;
use super::shared_fit::Weighed;
use crate::corpus::Selection;
use crate::error::{Error, Result};
use crate::features::{Features, Transformer, TransformerCache};

/// Documents and sums of one label.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct LabelSums {
    documents: u64,
    /// For each term that occurs, by its number, the sum of its weights in grid steps.
    sums: BTreeMap<u32, i64>,
}

/// Sums of the weights of each term by label, in a part of the documents: the input of naive Bayes.
///
/// Weights are rounded to a grid before they are summed, so the sum of all parts, in any order, equals the
/// sum over all documents. The model has the same bytes as [`train`](crate::model::train) on all documents.
/// [`PartCounts`](crate::features::PartCounts), the first pass, has an example.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartSums {
    terms: Option<usize>,
    labels: BTreeMap<String, LabelSums>,
}

impl PartSums {
    /// Sums the rows of some documents by label.
    ///
    /// # Errors
    /// When the corpus was not tokenised with the settings of the features, weights are too large to be
    /// summed, or a temporary file cannot be read.
    pub fn of(part: &Selection<'_>, features: &Features) -> Result<Self> {
        features.settings.check_text(part.corpus())?;
        let (cache, grid) = (TransformerCache::default(), Grid::new(features.documents));
        let documents: Vec<usize> = part.documents().collect();
        let corpus = part.corpus();
        let sums = documents.into_par_iter().try_fold(
            || (PartSums::default(), Transformer::new(features, &cache)),
            |(mut sums, mut transformer), document| -> Result<_> {
                let row = transformer.row_of(corpus.reader().tokens(document)?);
                let label = corpus.classes().token(corpus.class_of(document));
                sums.add_row(label, &row.weights, &grid);
                Ok((sums, transformer))
            },
        );
        let sums = sums.map(|found| found.map(|(sums, _)| sums));
        let all = sums.try_reduce(PartSums::default, |mut sums, other| {
            sums.add(other)?;
            Ok(sums)
        })?;
        grid.check()?;
        Ok(PartSums {
            terms: Some(features.vocabulary.len()),
            ..all
        })
    }

    fn add_row(&mut self, label: &str, row: &[(u32, f64)], grid: &Grid) {
        let of_label = self.labels.entry(label.to_owned()).or_default();
        of_label.documents += 1;
        for &(term, weight) in row {
            *of_label.sums.entry(term).or_default() += grid.steps(weight);
        }
    }

    /// Adds the sums of other documents.
    ///
    /// # Errors
    /// When they belong to other features.
    pub fn add(&mut self, other: PartSums) -> Result<()> {
        if let (Some(own), Some(others)) = (self.terms, other.terms)
            && own != others
        {
            return Err(Error::Settings(format!(
                "these sums are of {others} terms, the others of {own}: parts must be added up with the same features"
            )));
        }
        self.terms = self.terms.or(other.terms);
        for (label, sums) in other.labels {
            let own = self.labels.entry(label).or_default();
            own.documents += sums.documents;
            for (term, sum) in sums.sums {
                *own.sums.entry(term).or_default() += sum;
            }
        }
        Ok(())
    }

    /// The naive Bayes model of all documents whose sums were added. It has no refinement and calibration,
    /// because these need single documents.
    ///
    /// # Errors
    /// When settings are invalid or require refinement, the features do not match, or there are fewer than two
    /// labels.
    pub fn model(self, features: Features, settings: &ModelSettings) -> Result<Model> {
        settings.check()?;
        self.check(&features, settings)?;
        let labels = self.labels.keys().cloned().collect();
        let class_documents: Vec<u64> = self.labels.values().map(|sums| sums.documents).collect();
        let by_class = self.labels.into_values();
        let by_class =
            by_class.map(|sums| sums.sums.into_iter().filter(|&(_, sum)| sum != 0).collect());
        let sums = ClassSums::of(
            by_class.collect(),
            &class_documents,
            features.vocabulary.len(),
        );
        let sums = match settings.balanced {
            true => sums.balanced(&class_documents),
            false => sums,
        };
        let weighed = Weighed::by_naive_bayes(&sums, settings)?;
        Ok(Model::new(
            features,
            settings,
            labels,
            class_documents,
            weighed,
        ))
    }

    fn check(&self, features: &Features, settings: &ModelSettings) -> Result<()> {
        if settings.refinement.is_some() {
            return Err(Error::Settings(
                "`refinement` looks at documents one by one, and sums hold none; leave it out"
                    .into(),
            ));
        }
        if self
            .terms
            .is_some_and(|terms| terms != features.vocabulary.len())
        {
            return Err(Error::Settings("these sums are of other features".into()));
        }
        match self.labels.len() {
            0 | 1 => Err(Error::Input("training needs at least two labels".into())),
            _ => Ok(()),
        }
    }
}
