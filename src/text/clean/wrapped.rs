//! Texts whose paragraphs are broken into lines of similar width, as in mail and wire copy. There, the starts
//! and ends of lines carry no information.

use super::line::Line;

/// Line length in bytes that texts with one paragraph per line usually exceed.
const SHORT_BYTES: usize = 200;

/// Possible line widths, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// Minimum number of broken lines in a wrapped text.
const FEWEST: usize = 3;

/// For each line, whether it is part of a broken paragraph; `None` when the text is not wrapped.
pub(super) fn wrapped(lines: &[Line<'_>]) -> Option<Vec<bool>> {
    let (mut short, mut all) = (0, 0);
    for line in lines {
        all += line.text.len();
        short += if line.text.len() <= SHORT_BYTES {
            line.text.len()
        } else {
            0
        };
    }
    if lines.len() <= FEWEST || short * 2 < all {
        return None;
    }
    let lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
    let width = width(&lengths);
    let is_broken = |at: &usize| {
        lengths[*at] * 10 >= width * 6 && lengths[*at] <= *WIDTHS.end() && lengths[at + 1] > 0
    };
    let broken: Vec<usize> = (0..lines.len() - 1).filter(is_broken).collect();
    let runs_on = |&&at: &&usize| runs_on(lines[at].text, lines[at + 1].text);
    let running = broken.iter().filter(runs_on).count();
    if !WIDTHS.contains(&width) || broken.len() < FEWEST || running * 2 < broken.len() {
        return None;
    }
    let mut parts = vec![false; lines.len()];
    for at in broken {
        parts[at] = true;
        parts[at + 1] = true;
    }
    Some(parts)
}

/// The length that one line in ten reaches.
fn width(lengths: &[usize]) -> usize {
    let mut written: Vec<usize> = lengths.iter().copied().filter(|&n| n > 0).collect();
    written.sort_unstable();
    let at = (written.len() * 9 / 10).min(written.len().saturating_sub(1));
    written.get(at).copied().unwrap_or_default()
}

/// True when a sentence seems to continue on the next line: the next line starts with a small letter, or, in
/// scripts without case, the line has a punctuation mark inside it and none at its end.
fn runs_on(line: &str, next: &str) -> bool {
    let next = next.trim_start_matches(['>', '|', ' ', '"', '\'', '(']);
    let Some(first) = next.chars().next() else {
        return false;
    };
    if first.is_lowercase() || first.is_uppercase() || first.is_numeric() {
        return first.is_lowercase();
    }
    const SIGNS: [char; 5] = ['.', '،', '؛', '؟', '۔'];
    !line.ends_with(SIGNS) && line.contains(SIGNS)
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn parts(text: &str) -> Option<Vec<bool>> {
        wrapped(&lines(text))
    }

    #[test]
    fn broken_paragraphs_are_told_from_lists() {
        let mail = "From: someone\n\n\
            I have been looking for a driver of that card for two weeks\n\
            now and share your view that the one of the maker is too slow\n\
            to be of use. Another one was posted here\n\
            comment.\n\n\
            Thanks\n";
        let expected = [false, false, true, true, true, true, false, false];
        // Of the third line only 42 characters are written, which is enough.
        assert_eq!(parts(mail), Some(expected.to_vec()));
        let arabic = "قال الوزير في مؤتمر صحفي، عقده أمس في العاصمة إن\n\
            الخطة نجحت في سنتها الأولى. وأضاف أن المدارس سوف\n\
            تفتح أبوابها في أيلول، وأن عدد التلاميذ زاد على\n\
            ما كان عليه.\n";
        assert_eq!(parts(arabic), Some(vec![true; 4]));
        let headlines = "Council votes for a new bridge over the river\n\
            Minister says that the plan worked in its first year\n\
            Rain and wind expected over most of the country\n\
            Team of the north wins the cup for the third time\n";
        assert_eq!(parts(headlines), None);
        let paragraphs = "word ".repeat(60) + "\n";
        assert_eq!(parts(&paragraphs.repeat(5)), None);
        assert_eq!(parts(""), None);
    }
}
