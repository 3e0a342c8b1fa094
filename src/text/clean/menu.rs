//! Menus and lists of titles around the article.

use super::Rule;
use super::line::Line;

/// Minimum number of labels in a menu.
const MENU_LINES: usize = 3;

/// Minimum number of titles in a list.
const LIST_LINES: usize = 4;

/// An article counts as written without sentence-final marks if more than one in this many of its lines has
/// none.
const UNSIGNED_ONE_IN: usize = 3;

/// Short lines before the first sentence and after the last.
pub(super) fn mark_menus(lines: &[Line<'_>], rules: &mut [Option<Rule>]) {
    let kept: Vec<usize> = (0..lines.len())
        .filter(|&i| rules[i].is_none() && !lines[i].text.is_empty())
        .collect();
    let is_sentence = |line: &usize| lines[*line].is_sentence();
    let Some(first) = kept.iter().position(is_sentence) else {
        return;
    };
    let last = kept.iter().rposition(is_sentence).unwrap_or(first);
    let (head, body, tail) = (&kept[..first], &kept[first..=last], &kept[last + 1..]);
    let body: Vec<&Line<'_>> = body.iter().map(|&line| &lines[line]).collect();
    give_title_back(kept[first], head, lines, rules);
    for line in of_head(head, lines).chain(of_tail(&body, tail, lines)) {
        rules[line] = Some(Rule::Menu);
    }
    for &line in &kept[first..=last] {
        if lines[line].is_title() && lines[line].ends_in_credit() {
            rules[line] = Some(Rule::Caption);
        }
    }
}

/// Restores the title, if it was taken for part of a list of related articles above it.
fn give_title_back(
    sentence: usize,
    head: &[usize],
    lines: &[Line<'_>],
    rules: &mut [Option<Rule>],
) {
    let is_title = |line: &Line<'_>| line.is_title() && !line.is_label();
    let has_title = head.iter().any(|&line| is_title(&lines[line]));
    let listed = |&at: &usize| rules[at] == Some(Rule::Related) && is_title(&lines[at]);
    if let Some(at) = (0..sentence).rev().find(listed)
        && !has_title
    {
        rules[at] = None;
    }
}

/// Labels above the article. The title is not a label; if there is no title, the only line may be it.
fn of_head(head: &[usize], lines: &[Line<'_>]) -> impl Iterator<Item = usize> {
    let has_title = head.iter().any(|&line| !lines[line].is_label());
    let takes = has_title || head.len() >= MENU_LINES;
    head.iter()
        .copied()
        .filter(move |&line| takes && lines[line].is_label())
}

/// Labels and lists of titles below the article. The end of an article looks the same if its lines have no
/// sentence-final marks, or if it announces a list; then only rows of labels are removed.
fn of_tail(body: &[&Line<'_>], tail: &[usize], lines: &[Line<'_>]) -> impl Iterator<Item = usize> {
    let unsigned = body.iter().filter(|line| !line.has_end()).count();
    let has_signs = unsigned * UNSIGNED_ONE_IN <= body.len();
    let announces = body.last().is_some_and(|line| line.leads_on());
    let labels = tail.iter().filter(|&&line| lines[line].is_label()).count();
    let is_list = tail.len() >= LIST_LINES;
    tail.iter().copied().filter(move |&line| {
        let is_label = lines[line].is_label();
        match has_signs && !announces {
            true => is_label || is_list,
            false => is_label && labels >= MENU_LINES && labels == tail.len(),
        }
    })
}
