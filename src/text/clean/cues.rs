//! Cue lines: lines whose content shows that they are boilerplate.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashSet;

use super::Rule;
use super::cue_list::{Entry, LIST, parse_list};
use super::hints::Hints;
use super::line::Line;
use super::words::Words;

/// Maximum number of words in a line that a `has` cue removes: its phrases occur only in boilerplate.
const MOST_WORDS: usize = 60;

/// Maximum number of words in a line in which a number follows a `field` cue.
const DATED_WORDS: usize = 12;

/// Maximum number of words in a line that a `short` cue removes.
const FEW_WORDS: usize = 8;

/// Scope of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// This line.
    Line,
    /// This line and the titles listed below it.
    Block,
    /// This line and all below it.
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Line,
    Start,
    Field,
    Has,
    Opens,
    Short,
    Label,
    Count,
    Block,
    End,
}

#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub place: Place,
    pub rule: Rule,
}

/// The shape of a line.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Only `has` cues remove paragraphs.
    is_paragraph: bool,
    is_sentence: bool,
    /// The first line, if it is longer than labels are.
    is_headline: bool,
    words: usize,
}

/// A list of cues, prepared for searching.
#[derive(Debug, Clone)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    phrases: AhoCorasick,
    /// For the phrases of `has` cues, which may occur anywhere in a line.
    hints: Hints,
    /// First words of sentences that are other cues.
    first_words: FxHashSet<String>,
    /// Words for lines that consist only of such words.
    words: BTreeMap<Rule, FxHashSet<String>>,
}

impl Cues {
    /// The built-in list and the lines of `more`, which have the same form.
    ///
    /// # Errors
    /// Names the invalid line of `more`.
    pub(super) fn new(more: &str) -> Result<Self, String> {
        let own = parse_list(LIST).expect("the list is read by a test of every build");
        let (mut cues, mut phrases) = (Vec::new(), Vec::new());
        let mut words: BTreeMap<Rule, FxHashSet<String>> = BTreeMap::new();
        for entry in own.into_iter().chain(parse_list(more)?) {
            match entry {
                Entry::Phrase(cue, phrase) => {
                    cues.push(cue);
                    phrases.push(phrase);
                }
                Entry::Words(rule, list) => words.entry(rule).or_default().extend(list),
            }
        }
        let of_places = |anywhere: bool| {
            let numbered = cues.iter().zip(&phrases);
            let wanted = numbered.filter(move |(cue, _)| (cue.place == Place::Has) == anywhere);
            wanted.map(|(_, phrase): (_, &String)| phrase.as_str())
        };
        let hints = Hints::new(of_places(true))?;
        let first_words = of_places(false).filter_map(|phrase| phrase.split_whitespace().next());
        let listed = words.values().flatten().map(String::as_str);
        let first_words = first_words.chain(listed).map(str::to_owned).collect();
        let phrases = AhoCorasick::new(&phrases).map_err(|error| error.to_string())?;
        Ok(Cues {
            hints,
            first_words,
            cues,
            phrases,
            words,
        })
    }

    /// The cue of a line of few words, if there is one; `words` is working memory. A `headline`, the first
    /// line, may start like a cue.
    pub(super) fn find(
        &self,
        line: &Line<'_>,
        headline: bool,
        words: &mut Words,
    ) -> Option<(Rule, Reach)> {
        let mut may_be_cue = || line.is_title() || !line.is_paragraph() && self.begins(line, words);
        if !self.hints.are_in(line.text) && !may_be_cue() {
            return None;
        }
        let count = words.read(line.text);
        if count == 0 || count > MOST_WORDS {
            return None;
        }
        let shape = Shape {
            is_paragraph: line.is_paragraph(),
            is_sentence: line.is_sentence(),
            is_headline: headline && line.is_title() && !line.is_label(),
            words: count,
        };
        let text = words.text.as_str();
        let found = self
            .phrases
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let cue = &self.cues[found.pattern().as_usize()];
                let (before, after) = (&text[..found.start()], &text[found.end()..]);
                let behind = || words.behind(found.end(), line);
                let reach = cue.applies(before, after, behind, shape);
                reach.map(|reach| (cue.rule, reach))
            });
        let found = found.max_by_key(|(_, reach)| *reach as u8);
        found.or_else(|| line.is_title().then(|| self.of_words(words))?)
    }

    /// Whether a sentence starts like some cue; this excludes most sentences.
    fn begins(&self, line: &Line<'_>, words: &mut Words) -> bool {
        let mut parts = line.text.split_whitespace();
        if !parts.any(|part| words.read(part) > 0) {
            return false;
        }
        let mut tokens = words.tokens.iter();
        // If a cue goes with a number, the number may come before it.
        let is_first =
            |word: &str| self.first_words.contains(word) || !word.contains(char::is_alphabetic);
        tokens.next().is_some_and(is_first)
    }

    /// The rule whose lists contain every word of a line.
    fn of_words(&self, words: &Words) -> Option<(Rule, Reach)> {
        let mut lists = self.words.iter();
        let list = lists.find(|(_, list)| words.tokens.iter().all(|word| list.contains(word)))?;
        Some((*list.0, Reach::Line))
    }
}

impl Cue {
    /// The scope of the cue for these words, if it applies; `behind` is the original text of the line after
    /// the phrase.
    fn applies<'l>(
        &self,
        before: &str,
        after: &str,
        behind: impl FnOnce() -> &'l str,
        shape: Shape,
    ) -> Option<Reach> {
        let starts = before.is_empty();
        let is_label = !shape.is_sentence && !shape.is_headline;
        // "3 Comments", "Comments (3)"
        let is_number = |part: &str| !part.contains(char::is_alphabetic);
        let counted = is_number(before) && is_number(after);
        let (applies, reach) = match self.place {
            Place::Has => return Some(Reach::Line),
            Place::Line => (starts && after.is_empty(), Reach::Line),
            Place::Start => (starts, Reach::Line),
            Place::Field => (starts && self.is_field(behind(), shape), Reach::Line),
            Place::Opens => (starts && is_label, Reach::Line),
            Place::Short => (starts && is_label && shape.words <= FEW_WORDS, Reach::Line),
            Place::Label => (is_label, Reach::Line),
            Place::Count => (counted && before.len() + after.len() > 0, Reach::Line),
            Place::Block => (counted, Reach::Block),
            Place::End => (counted, Reach::End),
        };
        (applies && !shape.is_paragraph).then_some(reach)
    }

    /// Whether the text after the phrase shows that it is a field, such as "Published: today", and not a
    /// sentence that starts with the same word.
    fn is_field(&self, behind: &str, shape: Shape) -> bool {
        let rest = behind.trim_start();
        let Some(sign) = rest.chars().next() else {
            return true;
        };
        let rest = rest[sign.len_utf8()..].chars().next();
        let stands_alone = rest.is_none_or(char::is_whitespace);
        let takes_number = matches!(self.rule, Rule::Byline | Rule::Rights | Rule::Caption);
        match sign {
            ':' | '|' | '–' | '—' | '©' | '…' | '»' | '›' => !shape.is_headline,
            '-' | '/' | '*' => stands_alone && !shape.is_headline,
            '.' => rest == Some('.') && !shape.is_headline,
            _ => {
                let is_short = !shape.is_sentence && !shape.is_headline;
                takes_number && is_short && shape.words <= DATED_WORDS && sign.is_numeric()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<(Rule, Reach)> {
        find(&Cues::new("").unwrap(), line)
    }

    fn find(cues: &Cues, line: &str) -> Option<(Rule, Reach)> {
        cues.find(&Line::new(line, 0), false, &mut Words::default())
    }

    #[test]
    fn cues_are_found_where_they_apply() {
        assert_eq!(found("اترك تعليقاً"), Some((Rule::Comments, Reach::End)));
        assert_eq!(found("3 Comments"), Some((Rule::Comments, Reach::End)));
        assert_eq!(found("Comments (12)"), Some((Rule::Comments, Reach::End)));
        assert_eq!(found("مَقالات ذات صِلة:"), Some((Rule::Related, Reach::Block)));
        assert_eq!(
            found("إقرأ أيضاً: ارتفاع أسعار القمح في الأسواق العالمية"),
            Some((Rule::Related, Reach::Line))
        );
        assert_eq!(
            found("لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *"),
            Some((Rule::Comments, Reach::Line))
        );
        assert_eq!(
            found("ADVERTISEMENT"),
            Some((Rule::Advertisement, Reach::Line))
        );
        assert_eq!(found("By Jane Miller"), Some((Rule::Byline, Reach::Line)));
        assert_eq!(
            found("شارك: فيسبوك، تويتر، واتساب"),
            Some((Rule::Share, Reach::Line))
        );
        for byline in ["Published: 3 May", "Updated 2 hours ago", "نشر في: اليوم"] {
            assert_eq!(found(byline), Some((Rule::Byline, Reach::Line)), "{byline}");
        }
        assert_eq!(found("فيديو.. سقوط جسر"), Some((Rule::Player, Reach::Line)));
    }

    #[test]
    fn sentences_that_hold_a_cue_are_none() {
        assert_eq!(found("The menu of the new restaurant is short."), None);
        assert_eq!(found("شارك الوزير في الاجتماع الذي عقد أمس."), None);
        assert_eq!(found("رفض المتحدث الإدلاء بتعليقات"), None);
        assert_eq!(found("كتب الوزير رسالة إلى النواب."), None);
        for sentence in [
            "Published in 1998, the book sold a million copies.",
            "Updated figures show that prices fell.",
            "Related costs rose by a third.",
            "Copyright law is about to change.",
            "Bakers use cookies as a base.",
            "Tags on clothing must name the country.",
            "Video games turn sharply to violence",
            "شارك على الأقل ألف شخص في المسيرة",
            "نشر في الأسبوع الماضي تقرير عن البيئة.",
            "شاهد الفيديو أكثر من مليون شخص.",
            "Send money to a friend.",
        ] {
            assert_eq!(found(sentence), None, "{sentence}");
        }
        assert_eq!(found(""), None);
        let long = "word ".repeat(70) + "all rights reserved";
        assert_eq!(found(&long), None);
    }

    #[test]
    fn a_list_of_ones_own_is_checked() {
        let cues = Cues::new("# mine\nline\tshare\tde\tTeilen\n").unwrap();
        assert_eq!(find(&cues, "teilen"), Some((Rule::Share, Reach::Line)));
        for wrong in [
            "line\tshare\tde",
            "here\tshare\tde\tx",
            "line\tnothing\tde\tx",
            "x",
        ] {
            let problem = Cues::new(&format!("\n{wrong}")).unwrap_err();
            assert!(problem.starts_with("line 2: "), "{problem}");
        }
    }
}
