//! Removes boilerplate from scraped text: menus, related links, share buttons, comment forms, markup remains,
//! and lines that a site repeats on every page.
//!
//! A text is examined line by line. Each removed line is reported with the rule that removed it, and an
//! article that would lose too much is kept whole.

mod by_layout;
mod cue_list;
mod cues;
mod date;
mod dated_list;
mod hints;
mod level;
mod line;
mod markup;
mod menu;
mod mode;
mod repeated;
mod rule;
mod thread;
mod words;
mod wrapped;

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use by_layout::{layout, mark_by_layout, written};
pub use cue_list::LIST as CUES;
use cues::{Cues, Reach};
pub use level::CleanLevel;
use line::Line;
pub(crate) use line::sentence_bytes;
pub(crate) use markup::is_markup;
pub use mode::CleanMode;
pub(crate) use repeated::FEWEST_SHARING;
pub use repeated::LineCounts;
pub use rule::Rule;
use words::Words;

use super::layout::{LineFeatures, line_features};

/// Share of a text's bytes that may be removed; above it the text is kept whole, unless the rest is an article.
pub const MOST_REMOVED: f64 = 0.8;

/// Minimum number of bytes of sentences in the rest of a text that loses more than [`MOST_REMOVED`].
const FEWEST_KEPT: usize = 500;

/// Maximum number of words of titles below a heading such as "related articles".
const MOST_TITLES: usize = 12;

/// Bytes of sentences that must precede a heading of comments before it ends a text.
const BEFORE_COMMENTS: usize = 300;

/// A line removed from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedLine {
    /// Line number in the text, from 1.
    pub line: usize,
    /// The rule that removed it.
    pub rule: Rule,
    /// The line itself.
    pub text: String,
}

/// A text with lines removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'t> {
    /// The text, with each removed line replaced by as many spaces as it had bytes, so that byte offsets are
    /// the same as in the original.
    pub text: Cow<'t, str>,
    /// The removed lines, in order; with `kept_whole`, the lines that would have been removed.
    pub removed: Vec<RemovedLine>,
    /// True when more than [`MOST_REMOVED`] of the text would have been removed, so nothing was.
    pub kept_whole: bool,
    /// Line numbers, from 1, and the probability by the layout of the text that the line is in the article, in
    /// thousandths; empty if the layout was not judged.
    pub probabilities: Vec<(usize, u16)>,
}

impl Cleaned<'_> {
    /// The text without the removed lines and without consecutive blank lines.
    pub fn kept(&self) -> String {
        let mut kept = String::with_capacity(self.text.len());
        let mut blank = true;
        for line in self.text.lines().map(str::trim_end) {
            if line.is_empty() && blank {
                continue;
            }
            blank = line.is_empty();
            kept.push_str(line);
            kept.push('\n');
        }
        kept.truncate(kept.trim_end().len());
        kept
    }

    /// The result for a part of whole lines, given by its bytes and line numbers.
    pub(crate) fn part(&self, bytes: Range<usize>, lines: RangeInclusive<usize>) -> Cleaned<'_> {
        let removed = self
            .removed
            .iter()
            .filter(|line| lines.contains(&line.line));
        Cleaned {
            text: Cow::Borrowed(&self.text[bytes]),
            removed: removed.cloned().collect(),
            kept_whole: self.kept_whole,
            probabilities: Vec::new(),
        }
    }
}

/// Removes boilerplate lines from texts.
#[derive(Debug, Clone)]
pub struct Cleaner {
    cues: Cues,
    repeated: LineCounts,
}

impl Default for Cleaner {
    /// The built-in rules.
    fn default() -> Self {
        Cleaner {
            cues: Cues::new("").expect("the list is read by a test of every build"),
            repeated: LineCounts::default(),
        }
    }
}

impl Cleaner {
    /// The built-in rules and more cues, in the form of the built-in list (`cues.tsv`).
    ///
    /// # Errors
    /// Names the invalid line of `more_cues`.
    pub fn new(more_cues: &str) -> Result<Self, String> {
        Ok(Cleaner {
            cues: Cues::new(more_cues)?,
            repeated: LineCounts::default(),
        })
    }

    /// The same rules, plus lines that many documents share.
    pub fn with_repeated(self, repeated: LineCounts) -> Self {
        Cleaner { repeated, ..self }
    }

    /// Removes boilerplate lines from `text`.
    ///
    /// ```
    /// let text = "قال الوزير إن الخطة نجحت.\nإعلان\nثم غادر القاعة.";
    /// let cleaned = tasnif::text::Cleaner::default().clean(text);
    /// assert_eq!(cleaned.kept(), "قال الوزير إن الخطة نجحت.\n\nثم غادر القاعة.");
    /// assert_eq!(cleaned.removed[0].rule.name(), "advertisement");
    /// ```
    pub fn clean<'t>(&self, text: &'t str) -> Cleaned<'t> {
        self.clean_at(CleanLevel::default(), text)
    }

    /// Removes boilerplate lines from `text`, as many as the level says.
    pub fn clean_at<'t>(&self, level: CleanLevel, text: &'t str) -> Cleaned<'t> {
        let lines = line::lines(text);
        let parts = wrapped::wrapped(&lines);
        let mut rules = self.rules(&lines, parts.as_deref());
        let probabilities = match parts {
            None => mark_by_layout(level, &lines, &mut rules),
            Some(_) => Vec::new(),
        };
        let probabilities = probabilities
            .into_iter()
            .map(|(at, probability)| (at + 1, (probability * 1000.0).round() as u16));
        Cleaned {
            probabilities: probabilities.collect(),
            ..blanked(text, &lines, &rules)
        }
    }

    /// The rule of each line that is boilerplate by its words, its shape or its neighbours; `parts` are the lines
    /// of broken paragraphs, if the text is wrapped.
    fn rules(&self, lines: &[Line<'_>], parts: Option<&[bool]>) -> Vec<Option<Rule>> {
        let mut rules: Vec<Option<Rule>> = vec![None; lines.len()];
        let whole = Whole {
            first: lines.iter().position(|line| !line.text.is_empty()),
            is_copy: self.repeated.is_copy(lines),
        };
        match parts {
            Some(parts) => self.mark_beside(parts, lines, whole, &mut rules),
            None => {
                self.mark_by_themselves(lines, whole, &mut rules);
                dated_list::keep_lists(lines, &mut rules);
                thread::mark_threads(lines, &mut rules, BEFORE_COMMENTS);
                mark_captions(lines, &mut rules);
                menu::mark_menus(lines, &mut rules);
            }
        }
        rules
    }

    /// The features of the lines of `text`, from which it is learned which lines are the article.
    pub fn line_features(&self, text: &str) -> LineFeatures {
        let lines = line::lines(text);
        let written = written(&lines);
        let texts: Vec<&str> = written.iter().map(|&at| lines[at].text).collect();
        line_features(&texts, &layout(&lines, &written, &self.rules(&lines, None)))
    }

    /// Rules that examine a line and its neighbours, for lines that are not `parts` of broken paragraphs.
    fn mark_beside(
        &self,
        parts: &[bool],
        lines: &[Line<'_>],
        whole: Whole,
        rules: &mut [Option<Rule>],
    ) {
        let mut words = Words::default();
        for (index, line) in lines.iter().enumerate().filter(|(index, _)| !parts[*index]) {
            let found = self.rule_of(line, index, whole, &mut words);
            rules[index] = found.map(|(rule, _)| rule);
        }
    }

    /// Rules that examine a line and the headings above it.
    fn mark_by_themselves(&self, lines: &[Line<'_>], whole: Whole, rules: &mut [Option<Rule>]) {
        let mut words = Words::default();
        let mut sentences = 0;
        let mut listed: Option<(Rule, usize)> = None;
        for (index, line) in lines.iter().enumerate() {
            let by_itself = self.rule_of(line, index, whole, &mut words);
            rules[index] = match by_itself {
                Some((rule, Reach::End)) if sentences >= BEFORE_COMMENTS => {
                    rules[index..].fill(Some(rule));
                    return;
                }
                Some((rule, Reach::Block)) => {
                    listed = Some((rule, MOST_TITLES));
                    Some(rule)
                }
                Some((rule, _)) => Some(rule),
                None => below_heading(line, &mut listed),
            };
            if rules[index].is_none() && line.is_sentence() {
                sentences += line.text.len();
            }
        }
    }

    fn rule_of(
        &self,
        line: &Line<'_>,
        index: usize,
        whole: Whole,
        words: &mut Words,
    ) -> Option<(Rule, Reach)> {
        if line.text.is_empty() {
            return None;
        }
        let is_first = whole.first == Some(index);
        if markup::is_markup(line.text) {
            return Some((Rule::Markup, Reach::Line));
        }
        if !whole.is_copy && self.repeated.is_repeated(line) {
            return Some((Rule::Repeated, Reach::Line));
        }
        if line.is_trail(is_first) {
            return Some((Rule::Navigation, Reach::Line));
        }
        if line.is_address() {
            return Some((Rule::Share, Reach::Line));
        }
        if line.is_tags() {
            return Some((Rule::Tags, Reach::Line));
        }
        if date::is_date_line(line, is_first) {
            return Some((Rule::Byline, Reach::Line));
        }
        // Many times the length of the longest cue line: not worth splitting into words.
        let found = || self.cues.find(line, is_first, words);
        (line.text.len() < 1000).then(found)?
    }
}

/// Facts about a text that are needed before its lines are examined.
#[derive(Debug, Clone, Copy)]
struct Whole {
    /// Its first non-empty line.
    first: Option<usize>,
    /// Whether other documents also contain most of it.
    is_copy: bool,
}

/// The rule of a heading, for titles listed below it.
fn below_heading(line: &Line<'_>, listed: &mut Option<(Rule, usize)>) -> Option<Rule> {
    let (rule, left) = (*listed)?;
    if line.text.is_empty() {
        return None;
    }
    if left == 0 || !line.is_title() {
        *listed = None;
        return None;
    }
    *listed = Some((rule, left - 1));
    Some(rule)
}

/// Short lines next to the remains of a player or a credit: captions and owners.
fn mark_captions(lines: &[Line<'_>], rules: &mut [Option<Rule>]) {
    let written: Vec<usize> = (0..lines.len())
        .filter(|&i| !lines[i].text.is_empty())
        .collect();
    let beside_markup = |place: usize| {
        let before = place.checked_sub(1).map(|place| rules[written[place]]);
        let after = written.get(place + 1).map(|&line| rules[line]);
        [before, after]
            .into_iter()
            .flatten()
            .flatten()
            .any(|rule| matches!(rule, Rule::Markup | Rule::Caption | Rule::Player))
    };
    let is_sentence = |&line: &usize| rules[line].is_none() && lines[line].is_sentence();
    // The title of the article precedes the first sentence.
    let first = written
        .iter()
        .position(is_sentence)
        .unwrap_or(written.len());
    let captions = (first..written.len()).filter(|&place| {
        rules[written[place]].is_none() && lines[written[place]].is_title() && beside_markup(place)
    });
    let captions: Vec<usize> = captions.map(|place| written[place]).collect();
    for line in captions {
        rules[line] = Some(Rule::Player);
    }
}

/// Replaces the lines that have a rule with spaces.
fn blanked<'t>(text: &'t str, lines: &[Line<'t>], rules: &[Option<Rule>]) -> Cleaned<'t> {
    let numbered = lines.iter().zip(rules).enumerate();
    let removed: Vec<RemovedLine> = numbered
        .filter(|(_, (line, _))| !line.text.is_empty())
        .filter_map(|(index, (line, rule))| {
            Some(RemovedLine {
                line: index + 1,
                rule: (*rule)?,
                text: line.text.to_owned(),
            })
        })
        .collect();
    let gone: usize = removed.iter().map(|line| line.text.len()).sum();
    let kept = lines.iter().zip(rules).filter(|(_, rule)| rule.is_none());
    let sentences = kept.filter(|(line, _)| line.is_sentence());
    let sentences: usize = sentences.map(|(line, _)| line.text.len()).sum();
    let kept_whole =
        gone as f64 > MOST_REMOVED * text.trim().len() as f64 && sentences < FEWEST_KEPT;
    if removed.is_empty() || kept_whole {
        return Cleaned {
            text: Cow::Borrowed(text),
            removed,
            kept_whole,
            probabilities: Vec::new(),
        };
    }
    let mut kept = String::with_capacity(text.len());
    for (line, _) in lines.iter().zip(rules).filter(|(_, rule)| rule.is_some()) {
        // Blanks are as long as what they replace, so `kept` has the same length as the text read so far.
        kept.push_str(&text[kept.len()..line.start]);
        kept.extend(std::iter::repeat_n(' ', line.text.len()));
    }
    kept.push_str(&text[kept.len()..]);
    Cleaned {
        text: Cow::Owned(kept),
        removed,
        kept_whole,
        probabilities: Vec::new(),
    }
}
