//! Flags that choose and order the labels of a chart of a classifier.

use std::num::NonZeroUsize;

use crate::figures::LabelChoice;
use crate::figures::LabelOrder;

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
    order: LabelOrder,
}

impl LabelArguments {
    pub(super) fn choice(&self) -> LabelChoice {
        LabelChoice {
            labels: self.label.clone(),
            top: self.top.map(NonZeroUsize::get),
            order: self.order,
        }
    }
}
