//! Comment threads in scraped text: names, each with the age of the comment.

use super::Rule;
use super::line::Line;

/// Maximum number of words of a line with an age.
const AGO_WORDS: usize = 5;

/// Minimum number of comments in a thread: a single age may be that of the article.
const FEWEST: usize = 2;

/// True for "3 hours ago", "قبل يومين", "il y a 2 jours", "۳ ساعت پیش".
fn is_ago(text: &str) -> bool {
    const BEGINNINGS: [&str; 4] = ["قبل ", "منذ ", "il y a ", "Il y a "];
    const ENDS: [&str; 3] = [" ago", " AGO", " پیش"];
    let said = BEGINNINGS.iter().any(|said| text.starts_with(said))
        || ENDS.iter().any(|said| text.ends_with(said));
    said && text.split_whitespace().count() <= AGO_WORDS
}

/// Removes a thread, from its first name to the end of the text. It must start after `before` bytes of
/// sentences; live reports also have lines with an age, but below sentences.
pub(super) fn mark_threads(lines: &[Line<'_>], rules: &mut [Option<Rule>], before: usize) {
    let mut sentences = 0;
    let mut name = None;
    let mut names = Vec::new();
    for (index, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.text.is_empty())
    {
        if sentences >= before && !line.is_sentence() && is_ago(line.text) {
            names.extend(name);
        }
        name = line.is_label().then_some(index);
        if rules[index].is_none() && line.is_sentence() {
            sentences += line.text.len();
        }
    }
    if names.len() >= FEWEST {
        for rule in &mut rules[names[0]..] {
            rule.get_or_insert(Rule::Comments);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn kept(text: &str) -> usize {
        let lines = lines(text);
        let mut rules = vec![None; lines.len()];
        mark_threads(&lines, &mut rules, 60);
        rules.iter().filter(|rule| rule.is_none()).count()
    }

    #[test]
    fn a_thread_ends_the_text() {
        let article = "قال الوزير إن الخطة نجحت في عامها الأول وإنها ستستمر.\n";
        let thread = "سامي\nقبل يومين\nأحسنت يا معالي الوزير.\nليلى\nمنذ ساعة\nوأين نحن من هذا؟\n";
        assert_eq!(kept(&format!("{article}{article}{thread}")), 2);
        // Not before the article, and not a single line.
        assert_eq!(kept(&format!("{thread}{article}")), 7);
        let published = "الاقتصاد\nقبل ساعة\n";
        assert_eq!(kept(&format!("{article}{published}{article}")), 4);
    }

    #[test]
    fn reports_of_the_hour_stay() {
        let entry =
            "The mayor said that the bridge would open again on Monday morning.\n2 hours ago\n";
        assert_eq!(kept(&entry.repeat(4)), 8);
    }

    #[test]
    fn what_says_how_long_ago() {
        for text in ["3 hours ago", "قبل يومين", "il y a 2 jours", "۳ ساعت پیش"] {
            assert!(is_ago(text), "{text}");
        }
        for text in [
            "ago",
            "قبل أن يغادر الوزير القاعة أمس",
            "long ago, in a land of hills",
        ] {
            assert!(!is_ago(text), "{text}");
        }
    }
}
