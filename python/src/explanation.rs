//! Why a text gets its label.

use pyo3::prelude::*;
use tasnif::jobs::explain::{ExplainedPart, ExplainedUnit, FlipSearch};
use tasnif::model::Abstention;
use tasnif::text::CharSpans;

/// Start and end, counted in characters.
type Span = (usize, usize);

/// Why a text gets its label, or stays unlabelled. Spans are positions in `text`, counted in characters:
/// `text[start:end]`.
#[pyclass(frozen, get_all, module = "tasnif_text")]
#[derive(Debug)]
pub struct Explanation {
    /// The text.
    text: String,
    /// The label that is explained; None when the model knows no word of the text.
    label: Option<String>,
    /// The label that it is compared with.
    runner_up: Option<String>,
    /// The most probable label.
    predicted: Option<String>,
    /// Why the text stays unlabelled, if it does.
    reason: Option<&'static str>,
    /// Logarithm of P(label) / P(runner_up): the sum of `prior`, all contributions and `others`.
    log_odds: Option<f64>,
    /// Logarithm of the prior odds.
    prior: Option<f64>,
    /// `terms` or `words`.
    unit: &'static str,
    /// The terms or words with the largest contributions: dictionaries of `term`, `form`, `weight`, `contribution` and
    /// `spans`.
    parts: Vec<Part>,
    /// How many terms or words are not listed, and the sum of their contributions.
    others: (u64, f64),
    /// The contribution of each word of the text, in its order: start, end and contribution.
    words: Vec<(usize, usize, f64)>,
    /// Words without which the label changes, if they were searched for and found.
    flip: Option<Flip>,
}

/// A term or word and what it contributes.
#[derive(Debug, Clone, IntoPyObject)]
struct Part {
    term: String,
    form: String,
    weight: Option<f64>,
    contribution: f64,
    spans: Vec<Span>,
}

/// Words without which the label changes.
#[derive(Debug, Clone, IntoPyObject)]
struct Flip {
    words: Vec<String>,
    forms: Vec<String>,
    spans: Vec<Span>,
    label: String,
    reason: Option<&'static str>,
}

#[pymethods]
impl Explanation {
    fn __repr__(&self) -> String {
        match (&self.label, &self.runner_up, self.log_odds) {
            (Some(label), Some(runner_up), Some(odds)) => {
                format!("<Explanation: {label} against {runner_up}, log-odds {odds:.2}>")
            }
            _ => format!(
                "<Explanation: unknown ({})>",
                self.reason.unwrap_or_default()
            ),
        }
    }

    /// The text with its words coloured: blue supports the label, orange the other one.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let escape = py.import("html")?.getattr("escape")?;
        let escaped = |text: &str| -> PyResult<String> { escape.call1((text,))?.extract() };
        let most = self
            .words
            .iter()
            .fold(0.0, |most: f64, word| most.max(word.2.abs()));
        let characters: Vec<char> = self.text.chars().collect();
        let text = |start: usize, end: usize| characters[start..end].iter().collect::<String>();
        let mut html = String::from("<p dir=\"auto\" style=\"white-space: pre-wrap\">");
        let mut at = 0;
        for &(start, end, contribution) in self.words.iter().filter(|word| word.2 != 0.0) {
            let colour = if contribution > 0.0 {
                "1,115,178"
            } else {
                "222,143,5"
            };
            html += &escaped(&text(at, start))?;
            html += &format!(
                "<span title=\"{contribution:+.3}\" style=\"background: rgba({colour},{:.2})\">{}</span>",
                0.6 * contribution.abs() / most,
                escaped(&text(start, end))?
            );
            at = end;
        }
        html += &escaped(&text(at, characters.len()))?;
        html += "</p>";
        let heading = match (&self.label, &self.runner_up) {
            (Some(label), Some(other)) => {
                format!("{} against {}", escaped(label)?, escaped(other)?)
            }
            _ => escaped(self.reason.unwrap_or_default())?,
        };
        Ok(format!("<p><b>{heading}</b></p>{html}"))
    }
}

impl Explanation {
    pub fn new(explanation: tasnif::jobs::explain::Explanation) -> Self {
        let characters = CharSpans::new(&explanation.text);
        let span = |bytes: &std::ops::Range<usize>| {
            let span = characters.span(bytes.clone());
            (span.start, span.end)
        };
        let part = |part: &ExplainedPart| Part {
            term: part.name.clone(),
            form: part.form.clone(),
            weight: part.weight,
            contribution: part.contribution,
            spans: part.spans.iter().map(span).collect(),
        };
        let compared = explanation.comparison.as_ref();
        let words = compared.into_iter().flat_map(|compared| &compared.words);
        let words = words.map(|word| {
            let (start, end) = span(&word.span);
            (start, end, word.contribution)
        });
        let flip = match &explanation.flip {
            FlipSearch::Found(flip) => Some(Flip {
                words: flip.words.clone(),
                forms: flip.forms.clone(),
                spans: flip.spans.iter().map(span).collect(),
                label: flip.label.clone(),
                reason: flip.abstention.map(Abstention::name),
            }),
            _ => None,
        };
        Explanation {
            label: compared.map(|compared| compared.label.clone()),
            runner_up: compared.map(|compared| compared.runner_up.clone()),
            predicted: compared.map(|compared| compared.predicted.clone()),
            reason: explanation.abstention.map(Abstention::name),
            log_odds: compared.map(|compared| compared.log_odds),
            prior: compared.map(|compared| compared.prior),
            unit: match explanation.unit {
                ExplainedUnit::Words => "words",
                _ => "terms",
            },
            parts: compared.map_or(Vec::new(), |compared| {
                compared.parts.iter().map(part).collect()
            }),
            others: compared.map_or((0, 0.0), |compared| {
                (compared.others.count, compared.others.contribution)
            }),
            words: words.collect(),
            flip,
            text: explanation.text,
        }
    }
}
