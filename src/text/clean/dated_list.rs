//! Lists and tables in an article whose lines look like bylines: concerts, results.

use super::Rule;
use super::date::{is_date_line, is_of_date};
use super::line::Line;

/// Number of consecutive lines that form a list.
const LISTED: usize = 3;

/// Keeps consecutive date lines below a sentence that contain more than a publication date: they are a table
/// or a list of the article.
pub(super) fn keep_lists(lines: &[Line<'_>], rules: &mut [Option<Rule>]) {
    let is_text = |&index: &usize| rules[index].is_none() && lines[index].is_sentence();
    let first = (0..lines.len()).find(is_text).unwrap_or(lines.len());
    let written = (first..lines.len()).filter(|&index| !lines[index].text.is_empty());
    let written: Vec<usize> = written.collect();
    let is_listed = |&index: &usize| {
        rules[index] == Some(Rule::Byline)
            && is_date_line(&lines[index], false)
            && says_more(lines[index].text)
    };
    let same = |one: &usize, next: &usize| is_listed(one) == is_listed(next);
    let runs = written.chunk_by(same);
    let lists = runs.filter(|run| run.len() >= LISTED && run.iter().all(is_listed));
    let kept: Vec<usize> = lists.flatten().copied().collect();
    for index in kept {
        rules[index] = None;
    }
}

/// Whether a line has words that are not part of a date.
fn says_more(text: &str) -> bool {
    text.split_whitespace()
        .any(|word| word.contains(char::is_alphabetic) && !is_of_date(&word))
}

#[cfg(test)]
mod tests {
    use crate::text::Cleaner;

    #[test]
    fn lists_of_dates_below_a_sentence_stay() {
        let clean = |text: &str| Cleaner::default().clean(text).kept();
        let sentence =
            "The band announced the dates of its tour on Monday, and all of them are here.";
        let dates = "June 17 – Town Hall, Harrow\n\nJune 26 – Quay Theatre\n\nJuly 2 – Old Mill";
        let text = format!("{sentence}\n\n{dates}");
        assert_eq!(clean(&text), text);
        // Two lines are author and date, as are lines above the text; months alone are an archive.
        let two = format!("{sentence} {sentence}\n\nAnna Lind, June 17\n\nUpdated: June 26");
        assert_eq!(clean(&two), format!("{sentence} {sentence}"));
        let above = format!("A title of this page\n\n{dates}\n\n{sentence} {sentence} {sentence}");
        assert!(!clean(&above).contains("Old Mill"));
        let months = format!("{sentence} {sentence}\n\nJune 2020\n\nMay 2020\n\nApril 2020");
        assert_eq!(clean(&months), format!("{sentence} {sentence}"));
    }
}
