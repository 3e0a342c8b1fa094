//! The words that determined the label of a document.

use super::{Captions, DataTable, Figure, Language, LogOdds};
use crate::charts::{self, Contributions};
use crate::error::Error;
use crate::jobs::explain::{ExplainedUnit, Explanation, LabelComparison};

/// Bars of the terms or words that support either label.
///
/// # Errors
/// When the model knows no word of the document.
pub fn explanation(explanation: &Explanation, language: Option<Language>) -> Result<Figure, Error> {
    let Explanation { id, unit, .. } = explanation;
    let comparison = explanation.comparison.as_ref().ok_or_else(|| {
        Error::Input(format!(
            "{id}: the model knows no word of it, so there is nothing to draw"
        ))
    })?;
    let forms = comparison.parts.iter().map(|part| part.form.as_str());
    let language = language.unwrap_or_else(|| Language::of(forms));
    let [label, against] = [&*comparison.label, &*comparison.runner_up];
    let captions = Captions {
        language,
        title: language.explanation_title(label, against),
        subtitle: language.log_odds(id, &sums(comparison, *unit)),
    };
    let data = bars(comparison, language);
    let table = table(&data, *unit);
    Ok(Figure::new(data, charts::contributions, captions, table))
}

/// The parts of the log-odds.
fn sums(comparison: &LabelComparison, unit: ExplainedUnit) -> LogOdds {
    let parts = comparison.parts.iter();
    LogOdds {
        all: comparison.log_odds,
        unit,
        // An empty sum is −0, which would be visible.
        shown: 0.0 + parts.map(|part| part.contribution).sum::<f64>(),
        others: comparison.others.contribution,
        hidden: comparison.others.count,
        prior: comparison.prior,
    }
}

fn bars(comparison: &LabelComparison, language: Language) -> Contributions {
    let bars = comparison.parts.iter();
    let sides = [&comparison.label, &comparison.runner_up];
    Contributions {
        terms: bars
            .map(|part| (part.form.clone(), part.contribution))
            .collect(),
        sides: sides.map(|label| language.speaks_for(label)),
        axis: language.contribution(),
    }
}

fn table(data: &Contributions, unit: ExplainedUnit) -> DataTable {
    let column = match unit {
        ExplainedUnit::Terms => "term",
        ExplainedUnit::Words => "word",
    };
    let rows = data
        .terms
        .iter()
        .map(|(term, value)| [term.as_str().into(), (*value).into()]);
    DataTable::new([column, "contribution"], rows)
}
