//! Selection and order of labels in a chart of a classifier.

use std::collections::BTreeSet;

use super::{ConfusionExcerpt, LabelOrder, labels_of, largest_labels};
use crate::error::{Error, Result};
use crate::evaluate::Outcome;

/// Labels of a chart of a classifier.
#[derive(Debug, Clone, Default)]
pub struct LabelChoice {
    /// The labels; if empty, `top` decides.
    pub labels: Vec<String>,
    /// How many labels, those with the most documents; by default all.
    pub top: Option<usize>,
    /// Their order.
    pub order: LabelOrder,
}

impl LabelChoice {
    /// Rejects more than `most` of `labels` labels.
    ///
    /// # Errors
    /// When there are more.
    pub fn check(&self, labels: usize, most: usize) -> Result<()> {
        let shown = match self.top {
            _ if !self.labels.is_empty() => self.labels.len(),
            Some(top) => top.min(labels),
            None => labels,
        };
        if shown > most {
            return Err(Error::Settings(format!(
                "{shown} labels are too many for one chart (at most {most}); `top` {most} shows those with \
                 the most documents, `label` NAME those that are named"
            )));
        }
        Ok(())
    }

    /// The labels to show, in order: at most `most`, because a table of all their pairs must be small enough
    /// to draw.
    ///
    /// # Errors
    /// When there are more, or a label has no document.
    pub fn excerpt(&self, outcomes: &[Outcome], most: usize) -> Result<ConfusionExcerpt> {
        let all = labels_of(outcomes);
        let missing = |name: &&String| !all.contains(name.as_str());
        if let Some(missing) = self.labels.iter().find(missing) {
            return Err(Error::Settings(format!(
                "`label` \"{missing}\": no document has this label, and none was given it"
            )));
        }
        self.check(all.len(), most)?;
        let labels = match self.top {
            _ if !self.labels.is_empty() => {
                let asked: BTreeSet<&String> = self.labels.iter().collect();
                asked.into_iter().cloned().collect()
            }
            Some(top) => largest_labels(outcomes, top),
            None => all.into_iter().map(str::to_owned).collect(),
        };
        Ok(ConfusionExcerpt::new(outcomes, labels).ordered(self.order))
    }
}
