//! Flags that choose and order the labels of a chart of a classifier.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::evaluate::{ConfusionExcerpt, LabelOrder, Outcome, labels_of, largest_labels};

#[derive(clap::Args, Debug)]
pub(super) struct LabelArguments {
    /// A label to show; may be given several times [default: all]
    #[arg(long, value_name = "NAME", conflicts_with = "top")]
    label: Vec<String>,
    /// Show so many labels, those with the most documents
    #[arg(long, value_name = "N")]
    top: Option<NonZeroUsize>,
    /// Order of the labels
    #[arg(long, default_value = "name")]
    order: OrderArgument,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum OrderArgument {
    /// By name
    Name,
    /// Labels with the most documents first
    Size,
    /// Labels that are confused with each other side by side (average linkage)
    Similarity,
}

impl OrderArgument {
    fn order(self) -> LabelOrder {
        match self {
            OrderArgument::Name => LabelOrder::Name,
            OrderArgument::Size => LabelOrder::Size,
            OrderArgument::Similarity => LabelOrder::Similarity,
        }
    }
}

impl LabelArguments {
    /// Refuses more labels than `most` of so many, before they are predicted.
    pub(super) fn check(&self, labels: usize, most: usize) -> Result<(), Failure> {
        let shown = match self.top {
            _ if !self.label.is_empty() => self.label.len(),
            Some(top) => top.get().min(labels),
            None => labels,
        };
        if shown > most {
            return Err(Failure::Message(format!(
                "{shown} labels are too many for one chart (at most {most}); --top {most} shows those with \
                 the most documents, --label NAME those that are named"
            )));
        }
        Ok(())
    }

    /// The labels that are shown, in their order: at most `most`, a table of all their pairs must be
    /// small enough to be drawn.
    pub(super) fn excerpt(
        &self,
        outcomes: &[Outcome],
        most: usize,
    ) -> Result<ConfusionExcerpt, Failure> {
        let all = labels_of(outcomes);
        let missing = |name: &&String| !all.contains(name.as_str());
        if let Some(missing) = self.label.iter().find(missing) {
            return Err(Failure::Message(format!(
                "--label \"{missing}\": no document has this label, and none was given it"
            )));
        }
        self.check(all.len(), most)?;
        let labels = match self.top {
            _ if !self.label.is_empty() => {
                let asked: BTreeSet<&String> = self.label.iter().collect();
                asked.into_iter().cloned().collect()
            }
            Some(top) => largest_labels(outcomes, top.get()),
            None => all.into_iter().map(str::to_owned).collect(),
        };
        Ok(ConfusionExcerpt::new(outcomes, labels).ordered(self.order.order()))
    }
}
