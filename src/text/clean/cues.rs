//! Cue lines: what a line says that is not the article.

use aho_corasick::AhoCorasick;

use super::Rule;
use crate::text::{TokenBuffer, Tokenizer};

/// The list of cues in the program: a documented table, tab-separated.
pub const LIST: &str = include_str!("cues.tsv");

/// Most words of a line that a cue takes out: a paragraph is never taken for a cue.
const MOST_WORDS: usize = 25;

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
    Block,
    End,
}

#[derive(Debug, Clone)]
struct Cue {
    place: Place,
    rule: Rule,
}

/// A list of cues, ready to be looked for.
#[derive(Debug, Clone)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    phrases: AhoCorasick,
}

impl Cues {
    /// The list in the program and the lines of `more`, which have the same form.
    ///
    /// # Errors
    /// Says which line of `more` is wrong.
    pub(super) fn new(more: &str) -> Result<Self, String> {
        let own = parse_list(LIST).expect("the list is read by a test of every build");
        let (cues, phrases): (Vec<Cue>, Vec<String>) =
            own.into_iter().chain(parse_list(more)?).unzip();
        let phrases = AhoCorasick::new(&phrases).map_err(|error| error.to_string())?;
        Ok(Cues { cues, phrases })
    }

    /// What a line of few words says, if it is a cue; `words` is working memory.
    pub(super) fn find(&self, line: &str, words: &mut Words) -> Option<(Rule, Reach)> {
        let count = words.read(line);
        if count == 0 || count > MOST_WORDS {
            return None;
        }
        let text = words.text.as_str();
        let found = self
            .phrases
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let cue = &self.cues[found.pattern().as_usize()];
                let (before, after) = (&text[..found.start()], &text[found.end()..]);
                cue.applies(before, after).map(|reach| (cue.rule, reach))
            });
        found.max_by_key(|(_, reach)| *reach as u8)
    }
}

impl Cue {
    fn applies(&self, before: &str, after: &str) -> Option<Reach> {
        let whole = before.is_empty() && after.is_empty();
        // "3 Comments", "Comments (3)"
        let counted = [before, after].iter().all(|part| {
            let mut words = part.split_whitespace();
            words.all(|word| word.bytes().all(|b| b.is_ascii_digit()))
        });
        match self.place {
            Place::Line if whole => Some(Reach::Line),
            Place::Start if before.is_empty() => Some(Reach::Line),
            Place::Has => Some(Reach::Line),
            Place::Block if counted => Some(Reach::Block),
            Place::End if counted => Some(Reach::End),
            _ => None,
        }
    }
}

fn parse_list(list: &str) -> Result<Vec<(Cue, String)>, String> {
    let lines = list.lines().enumerate();
    let cues = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    cues.map(|(index, line)| {
        parse(line).ok_or_else(|| {
            format!(
                "line {}: expected four columns parted by tabs: line, start, has, block or end; a rule such as related or share; languages; a phrase",
                index + 1
            )
        })
    })
    .collect()
}

fn parse(line: &str) -> Option<(Cue, String)> {
    let mut columns = line.split('\t');
    let place = match columns.next()? {
        "line" => Place::Line,
        "start" => Place::Start,
        "has" => Place::Has,
        "block" => Place::Block,
        "end" => Place::End,
        _ => return None,
    };
    let rule = Rule::of_name(columns.next()?)?;
    let (_languages, phrase) = (columns.next()?, columns.next()?);
    let mut words = Words::default();
    let is_phrase = words.read(phrase) > 0 && columns.next().is_none();
    is_phrase.then_some((Cue { place, rule }, words.text))
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
        Cues::new("").unwrap().find(line, &mut Words::default())
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
    }

    #[test]
    fn sentences_that_hold_a_cue_are_none() {
        assert_eq!(found("The menu of the new restaurant is short."), None);
        assert_eq!(found("شارك الوزير في الاجتماع الذي عقد أمس."), None);
        assert_eq!(found("رفض المتحدث الإدلاء بتعليقات"), None);
        assert_eq!(found(""), None);
        let long = "word ".repeat(30) + "all rights reserved";
        assert_eq!(found(&long), None);
    }

    #[test]
    fn a_list_of_ones_own_is_checked() {
        let cues = Cues::new("# mine\nline\tshare\tde\tTeilen\n").unwrap();
        let teilen = cues.find("teilen", &mut Words::default());
        assert_eq!(teilen, Some((Rule::Share, Reach::Line)));
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
