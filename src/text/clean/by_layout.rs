//! What the layout of a text says about its lines, beside the rules.

use super::level::CleanLevel;
use super::line::Line;
use super::rule::Rule;
use crate::text::layout::Layout;

/// Fewer lines have no layout.
const FEWEST_LINES: usize = 5;

/// More lines are no scraped page, and their features would take a kilobyte each.
const MOST_LINES: usize = 50_000;

/// True if nothing around a line makes it part of an article: only sentences may be.
fn is_certain(rule: Rule, line: &Line<'_>) -> bool {
    matches!(rule, Rule::Markup | Rule::Repeated) || !line.is_sentence()
}

/// Marks lines that are hardly part of an article by the layout of the text, and unmarks sentences that a rule
/// recognised in the midst of one. Returns the lines with their probabilities.
pub(super) fn mark_by_layout(
    level: CleanLevel,
    lines: &[Line<'_>],
    rules: &mut [Option<Rule>],
) -> Vec<(usize, f64)> {
    let written = written(lines);
    if !(FEWEST_LINES..=MOST_LINES).contains(&written.len()) {
        return Vec::new();
    }
    let probabilities = layout(lines, &written, rules).probabilities();
    let probabilities: Vec<(usize, f64)> = written.into_iter().zip(probabilities).collect();
    for &(at, probability) in &probabilities {
        rules[at] = match rules[at] {
            Some(rule) if is_certain(rule, &lines[at]) => Some(rule),
            Some(rule) if probability < level.least_of_rule() => Some(rule),
            None if probability < level.least() => Some(Rule::Layout),
            _ => None,
        };
    }
    probabilities
}

/// Positions of the lines that are not empty.
pub(super) fn written(lines: &[Line<'_>]) -> Vec<usize> {
    let written = (0..lines.len()).filter(|&at| !lines[at].text.is_empty());
    written.collect()
}

/// The layout of the lines that are not empty.
pub(super) fn layout(lines: &[Line<'_>], written: &[usize], rules: &[Option<Rule>]) -> Layout {
    let texts: Vec<&str> = written.iter().map(|&at| lines[at].text).collect();
    let is_ruled = written.iter().map(|&at| rules[at].is_some());
    let is_apart = written
        .iter()
        .map(|&at| at > 0 && lines[at - 1].text.is_empty());
    Layout::new(&texts, is_ruled.collect(), is_apart.collect())
}
