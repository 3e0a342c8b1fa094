//! Each word of a document and the steps to its token.

use serde::Serialize;

use crate::corpus::Document;
use crate::jobs::TextReading;
use crate::report::Record;
use crate::text::{Explanation, Step, explain};

/// A document's words, including those that are not tokens.
#[derive(Debug, Serialize)]
pub struct Explained {
    id: String,
    tokens: Vec<Word>,
}

/// A written word and its token, if it has one.
#[derive(Debug, Serialize)]
struct Word {
    text: Option<String>,
    start: usize,
    end: usize,
    original: String,
    steps: Vec<ShownStep>,
}

#[derive(Debug, Serialize)]
struct ShownStep {
    step: &'static str,
    result: Option<String>,
    /// Replaced characters and their replacements, if the step changed nothing else.
    #[serde(skip)]
    detail: String,
}

fn explained(reading: &TextReading, text: &str) -> Vec<Word> {
    let keep = |token: &str| reading.settings.keeps(token);
    let words = explain(&reading.tokenizer, text, keep).into_iter();
    let words = words.map(|word| Word::new(text, word));
    words.map(|word| word.grouped(reading)).collect()
}

impl Explained {
    pub(super) fn new(reading: &TextReading, document: Document) -> Self {
        Explained {
            tokens: explained(reading, &document.text),
            id: document.id,
        }
    }

    /// A row for each step; a token that equals the written word has one row without a step.
    pub(super) fn rows(&self) -> impl Iterator<Item = StepRow<'_>> {
        self.tokens.iter().flat_map(|word| {
            let row = |step: String, result: Option<&String>| StepRow {
                id: &self.id,
                original: &word.original,
                start: word.start,
                end: word.end,
                step,
                result: result.cloned().unwrap_or_default(),
            };
            let mut rows: Vec<_> = word
                .steps
                .iter()
                .map(|step| row(step.described(), step.result.as_ref()))
                .collect();
            if rows.is_empty() {
                rows.push(row(String::new(), word.text.as_ref()));
            }
            rows
        })
    }
}

impl Word {
    fn new(text: &str, word: Explanation) -> Self {
        let original = text[word.start..word.end].to_owned();
        let mut before = original.clone();
        let shown = |step: Step| {
            let after = step.result.clone().unwrap_or_default();
            let detail = replaced(&std::mem::replace(&mut before, after.clone()), &after);
            ShownStep {
                step: step.kind.name(),
                result: step.result,
                detail,
            }
        };
        Word {
            steps: word.steps.into_iter().map(shown).collect(),
            text: word.token,
            start: word.start,
            end: word.end,
            original,
        }
    }
}

impl Word {
    /// The word with the step by which a model groups its token with others.
    fn grouped(mut self, reading: &TextReading) -> Self {
        let base = self.text.as_deref().and_then(|token| reading.base(token));
        if let Some(base) = base.map(str::to_owned) {
            self.steps.push(ShownStep {
                step: "clitics",
                result: Some(base.clone()),
                detail: String::new(),
            });
            self.text = Some(base);
        }
        self
    }
}

impl ShownStep {
    fn described(&self) -> String {
        match self.step {
            // Otherwise every letter of a word in capitals would be listed.
            "case" | "stem" | "composition" => self.step.to_owned(),
            _ if self.detail.is_empty() => self.step.to_owned(),
            _ => format!("{}: {}", self.step, self.detail),
        }
    }
}

/// The characters of `before` and their replacements in `after`, if only single characters were replaced.
fn replaced(before: &str, after: &str) -> String {
    if before.chars().count() != after.chars().count() {
        return String::new();
    }
    let mut pairs: Vec<String> = Vec::new();
    for (from, to) in before.chars().zip(after.chars()) {
        let pair = format!("{from} → {to}");
        if from != to && !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs.join(", ")
}

/// One step as a row.
#[derive(Debug, Serialize)]
pub(super) struct StepRow<'d> {
    id: &'d str,
    original: &'d str,
    start: usize,
    end: usize,
    step: String,
    result: String,
}

impl Record for StepRow<'_> {
    fn columns(&self) -> Vec<String> {
        ["id", "original", "start", "end", "step", "result"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.into(),
            self.original.into(),
            self.start.to_string(),
            self.end.to_string(),
            self.step.clone(),
            self.result.clone(),
        ]
    }

    fn is_numeric(&self, column: usize) -> bool {
        matches!(column, 2 | 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_characters_are_told_once() {
        assert_eq!(replaced("أإأب", "ااابا"), "");
        assert_eq!(replaced("أإأب", "اااب"), "أ → ا, إ → ا");
        assert_eq!(replaced("ab", "ab"), "");
    }
}
