//! Cue lines: what a line says that is not the article.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashSet;

use super::Rule;
use super::line::Line;
use crate::text::{TokenBuffer, Tokenizer};

/// The list of cues in the program: a documented table, tab-separated.
pub const LIST: &str = include_str!("cues.tsv");

/// Most words of a line that a `has` cue takes out: its phrases are said nowhere else.
const MOST_WORDS: usize = 60;

/// Most words of a line that other cues take out: a paragraph is never taken for one.
const LINE_WORDS: usize = 25;

/// Most words of a line that a `short` cue takes out.
const FEW_WORDS: usize = 8;

/// Where in a line, or how far, a cue applies.
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
enum Place {
    Line,
    Start,
    Has,
    Opens,
    Short,
    Label,
    Block,
    End,
}

#[derive(Debug, Clone)]
struct Cue {
    place: Place,
    rule: Rule,
}

/// What a line looks like.
#[derive(Debug, Clone, Copy)]
struct Shape {
    is_sentence: bool,
    words: usize,
}

/// A list of cues, ready to be looked for.
#[derive(Debug, Clone)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    phrases: AhoCorasick,
    /// Words of which a line may consist.
    words: BTreeMap<Rule, FxHashSet<String>>,
}

/// One line of a list.
enum Entry {
    Phrase(Cue, String),
    Words(Rule, Vec<String>),
}

impl Cues {
    /// The list in the program and the lines of `more`, which have the same form.
    ///
    /// # Errors
    /// Says which line of `more` is wrong.
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
        let phrases = AhoCorasick::new(&phrases).map_err(|error| error.to_string())?;
        Ok(Cues {
            cues,
            phrases,
            words,
        })
    }

    /// What a line of few words says, if it is a cue; `words` is working memory.
    pub(super) fn find(&self, line: &Line<'_>, words: &mut Words) -> Option<(Rule, Reach)> {
        let count = words.read(line.text);
        if count == 0 || count > MOST_WORDS {
            return None;
        }
        let shape = Shape {
            is_sentence: line.is_sentence(),
            words: count,
        };
        let text = words.text.as_str();
        let found = self
            .phrases
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let cue = &self.cues[found.pattern().as_usize()];
                let (before, after) = (&text[..found.start()], &text[found.end()..]);
                cue.applies(before, after, shape)
                    .map(|reach| (cue.rule, reach))
            });
        let found = found.max_by_key(|(_, reach)| *reach as u8);
        found.or_else(|| self.of_words(words))
    }

    /// The rule whose lists hold every word of a line.
    fn of_words(&self, words: &Words) -> Option<(Rule, Reach)> {
        let mut lists = self.words.iter();
        let list = lists.find(|(_, list)| words.tokens.iter().all(|word| list.contains(word)))?;
        Some((*list.0, Reach::Line))
    }
}

impl Cue {
    fn applies(&self, before: &str, after: &str, shape: Shape) -> Option<Reach> {
        let starts = before.is_empty();
        let is_label = !shape.is_sentence;
        // "3 Comments", "Comments (3)"
        let counted = [before, after].iter().all(|part| {
            let mut words = part.split_whitespace();
            words.all(|word| word.bytes().all(|b| b.is_ascii_digit()))
        });
        let (applies, reach) = match self.place {
            Place::Has => return Some(Reach::Line),
            Place::Line => (starts && after.is_empty(), Reach::Line),
            Place::Start => (starts, Reach::Line),
            Place::Opens => (starts && is_label, Reach::Line),
            Place::Short => (starts && is_label && shape.words <= FEW_WORDS, Reach::Line),
            Place::Label => (is_label, Reach::Line),
            Place::Block => (counted, Reach::Block),
            Place::End => (counted, Reach::End),
        };
        (applies && shape.words <= LINE_WORDS).then_some(reach)
    }
}

fn parse_list(list: &str) -> Result<Vec<Entry>, String> {
    let lines = list.lines().enumerate();
    let cues = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    cues.map(|(index, line)| {
        parse(line).ok_or_else(|| {
            format!(
                "line {}: expected four columns parted by tabs: line, start, opens, has, short, label, words, block or end; a rule such as related or share; languages; a phrase",
                index + 1
            )
        })
    })
    .collect()
}

fn parse(line: &str) -> Option<Entry> {
    let mut columns = line.split('\t');
    let (place, rule) = (columns.next()?, Rule::of_name(columns.next()?)?);
    let (_languages, phrase) = (columns.next()?, columns.next()?);
    let mut words = Words::default();
    if words.read(phrase) == 0 || columns.next().is_some() {
        return None;
    }
    let place = match place {
        "line" => Place::Line,
        "start" => Place::Start,
        "has" => Place::Has,
        "opens" => Place::Opens,
        "short" => Place::Short,
        "label" => Place::Label,
        "block" => Place::Block,
        "end" => Place::End,
        "words" => {
            let list = words.tokens.iter().map(str::to_owned).collect();
            return Some(Entry::Words(rule, list));
        }
        _ => return None,
    };
    Some(Entry::Phrase(Cue { place, rule }, words.text))
}

/// The normalised words of a line, with a space before and after each.
#[derive(Debug, Default)]
pub(super) struct Words {
    tokens: TokenBuffer,
    text: String,
}

impl Words {
    /// Reads a line; returns its number of words.
    fn read(&mut self, line: &str) -> usize {
        Tokenizer::default().read(line, &mut self.tokens);
        self.text.clear();
        self.text.push(' ');
        for token in self.tokens.iter() {
            self.text.push_str(token);
            self.text.push(' ');
        }
        self.tokens.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<(Rule, Reach)> {
        find(&Cues::new("").unwrap(), line)
    }

    fn find(cues: &Cues, line: &str) -> Option<(Rule, Reach)> {
        cues.find(&Line::new(line, 0), &mut Words::default())
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
    }

    #[test]
    fn sentences_that_hold_a_cue_are_none() {
        assert_eq!(found("The menu of the new restaurant is short."), None);
        assert_eq!(found("شارك الوزير في الاجتماع الذي عقد أمس."), None);
        assert_eq!(found("رفض المتحدث الإدلاء بتعليقات"), None);
        assert_eq!(found("كتب الوزير رسالة إلى النواب."), None);
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
