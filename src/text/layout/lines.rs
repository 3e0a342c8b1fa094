//! The probability of each line of a scraped text to be part of the article.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::row::{Row, log, share, signed_log};
use super::trees::Looks;
use super::wording::Wording;

/// The learned weights. `benches/learn_lines.py` writes this file.
static LOOKS: LazyLock<Looks> =
    LazyLock::new(|| Looks::parse(include_str!("../../../models/article-lines.trees")));

/// Lines before and after a line whose numbers count for it.
const NEIGHBOURS: [isize; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];

/// Lines on each side of a line in its surroundings.
const WIDE: [usize; 3] = [3, 8, 20];

/// Letters of a line of an article that count for a run of lines.
const MOST_COUNTED: usize = 400;

/// Letters of a line that is long, and of one that is long enough if it ends a sentence.
const LONG: usize = 80;
const LONG_SENTENCE: usize = 30;

/// What a line takes from a run if it is not long.
const SHORT_COST: i64 = 60;

/// The lines of a text with numbers that concern the whole text.
#[derive(Debug)]
pub(crate) struct Layout {
    wordings: Vec<Wording>,
    /// Whether rules would remove each line.
    is_ruled: Vec<bool>,
    /// Whether a blank line comes before each line.
    is_apart: Vec<bool>,
    copies: Vec<usize>,
    letters_before: Vec<usize>,
    totals: Totals,
    /// The best run of lines: its first and its last one.
    run: Option<(usize, usize)>,
}

impl Layout {
    /// Lines that are not empty; `is_ruled` and `is_apart` have a value for each of them.
    pub(crate) fn new(lines: &[&str], is_ruled: Vec<bool>, is_apart: Vec<bool>) -> Self {
        let wordings: Vec<Wording> = lines.iter().map(|line| Wording::of(line)).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        lines
            .iter()
            .for_each(|line| *counts.entry(line).or_default() += 1);
        let mut letters = 0;
        let letters_before = wordings.iter().map(|wording| {
            letters += wording.letters;
            letters - wording.letters
        });
        let run = best_run(&wordings);
        Layout {
            letters_before: letters_before.collect(),
            copies: lines.iter().map(|line| counts[line]).collect(),
            totals: Totals::of(&wordings, run),
            run,
            wordings,
            is_ruled,
            is_apart,
        }
    }

    /// The probability of each line to be in the article.
    pub(crate) fn probabilities(&self) -> Vec<f64> {
        let rows = (0..self.wordings.len()).map(|at| self.row(at));
        LOOKS.probabilities(rows.collect(), |scores, rows| {
            let agreement = Agreement::new(self, scores);
            for (at, row) in rows.iter_mut().enumerate() {
                agreement.describe(at, row);
            }
        })
    }

    fn row(&self, at: usize) -> Row {
        let mut row = Row::new();
        self.describe(at, &mut row);
        row
    }

    fn describe(&self, at: usize, row: &mut Row) {
        self.wording(at, row);
        self.place(at, row);
        self.neighbours(at, row);
        WIDE.iter()
            .for_each(|wide| self.surroundings(at, *wide, row));
        self.whole(row);
    }

    fn wording(&self, at: usize, row: &mut Row) {
        let wording = &self.wordings[at];
        row.add("letters", log(wording.letters));
        row.add("words", log(wording.words));
        row.add("word_letters", share(wording.letters, wording.words));
        wording.describe(row);
        row.add("copies", log(self.copies[at]));
        row.flag("ruled", self.is_ruled[at]);
        row.flag("apart", self.is_apart[at]);
    }

    fn place(&self, at: usize, row: &mut Row) {
        let count = self.wordings.len();
        row.add("at", share(at, count));
        row.add("from_start", log(at));
        row.add("from_end", log(count - at));
        row.add(
            "before",
            share(self.letters_before[at], self.totals.letters),
        );
        let (first, last) = self.run.unwrap_or((count, 0));
        row.add("from_run", signed_log(at as isize - first as isize));
        row.add("to_run_end", signed_log(last as isize - at as isize));
        row.flag("in_run", (first..=last).contains(&at));
    }

    fn neighbours(&self, at: usize, row: &mut Row) {
        for offset in NEIGHBOURS {
            let other = at.checked_add_signed(offset);
            let other = other.filter(|at| *at < self.wordings.len());
            let wording = other.map(|at| &self.wordings[at]);
            let is = |test: fn(&Wording) -> bool| wording.is_some_and(test);
            row.add_of(
                "letters",
                offset,
                wording.map_or(-1.0, |one| log(one.letters)),
            );
            row.add_of("ends", offset, wording.map_or(-1.0, |one| log(one.ends)));
            row.flag_of("sentence", offset, is(|one| one.ends_sentence));
            row.add_of(
                "digits",
                offset,
                wording.map_or(-1.0, |one| share(one.digits, one.letters)),
            );
            row.flag_of("ruled", offset, other.is_some_and(|at| self.is_ruled[at]));
        }
    }

    fn surroundings(&self, at: usize, wide: usize, row: &mut Row) {
        let from = at.saturating_sub(wide);
        let to = (at + wide + 1).min(self.wordings.len());
        let near = &self.wordings[from..to];
        let letters: usize = near.iter().map(|one| one.letters).sum();
        let long = near.iter().filter(|one| is_long(one));
        let long: usize = long.map(|one| one.letters).sum();
        let sentences = near.iter().filter(|one| one.ends_sentence).count();
        let before: usize = self.wordings[from..at].iter().map(|one| one.letters).sum();
        let after: usize = self.wordings[at + 1..to]
            .iter()
            .map(|one| one.letters)
            .sum();
        row.add_of("near_letters_", wide, log(letters / near.len()));
        row.add_of("near_long_", wide, share(long, letters));
        row.add_of("near_sentences_", wide, share(sentences, near.len()));
        row.add_of("near_before_", wide, log(before));
        row.add_of("near_after_", wide, log(after));
    }

    fn whole(&self, row: &mut Row) {
        let Totals {
            letters,
            long,
            sentences,
            run,
        } = self.totals;
        let count = self.wordings.len();
        row.add("lines", log(count));
        row.add("all_letters", log(letters));
        row.add("all_long", share(long, letters));
        row.add("all_sentences", share(sentences, count));
        row.add("run_share", share(run, letters));
    }
}

/// Amounts of a whole text.
#[derive(Debug, Clone, Copy)]
struct Totals {
    letters: usize,
    /// Letters of long lines.
    long: usize,
    /// Lines that end a sentence.
    sentences: usize,
    /// Letters of the best run of lines.
    run: usize,
}

impl Totals {
    fn of(lines: &[Wording], run: Option<(usize, usize)>) -> Self {
        let letters =
            |lines: &mut dyn Iterator<Item = &Wording>| lines.map(|one| one.letters).sum();
        Totals {
            letters: letters(&mut lines.iter()),
            long: letters(&mut lines.iter().filter(|line| is_long(line))),
            sentences: lines.iter().filter(|line| line.ends_sentence).count(),
            run: run.map_or(0, |(first, last)| letters(&mut lines[first..=last].iter())),
        }
    }
}

fn is_long(line: &Wording) -> bool {
    line.letters >= LONG || (line.letters >= LONG_SENTENCE && line.ends_sentence)
}

/// The run of lines with the most letters in long lines, where each short line costs some.
fn best_run(lines: &[Wording]) -> Option<(usize, usize)> {
    let (mut best, mut best_sum) = (None, 0);
    let (mut first, mut sum) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (first, sum) = (at, 0);
        }
        sum += match is_long(line) {
            true => line.letters.min(MOST_COUNTED) as i64,
            false => -SHORT_COST,
        };
        if sum > best_sum {
            (best, best_sum) = (Some((first, at)), sum);
        }
    }
    best
}

/// First scores, added up in the ways that the second look needs.
#[derive(Debug)]
struct Agreement<'s> {
    scores: &'s [f64],
    /// Scores up to each line, weighted by letters, and the number of letters.
    running: Vec<f64>,
    weights: Vec<f64>,
    highest: f64,
}

impl<'s> Agreement<'s> {
    fn new(layout: &Layout, scores: &'s [f64]) -> Self {
        let (mut running, mut weights) = (vec![0.0], vec![0.0]);
        let (mut sum, mut weight) = (0.0, 0.0);
        for (wording, score) in layout.wordings.iter().zip(scores) {
            let letters = wording.letters as f64 + 1.0;
            sum += letters * score;
            weight += letters;
            running.push(sum);
            weights.push(weight);
        }
        let highest = scores.iter().copied().fold(0.0, f64::max);
        Agreement {
            scores,
            running,
            weights,
            highest,
        }
    }

    fn describe(&self, at: usize, row: &mut Row) {
        let all = self.running[self.scores.len()].max(SMALLEST);
        row.add("score", self.scores[at]);
        for offset in NEIGHBOURS {
            let other = at.checked_add_signed(offset);
            let other = other.and_then(|at| self.scores.get(at));
            row.add_of("score", offset, other.copied().unwrap_or_default());
        }
        for wide in WIDE {
            let from = at.saturating_sub(wide);
            let to = (at + wide + 1).min(self.scores.len());
            row.add_of("near_score_", wide, self.mean(from, to));
            row.add_of("near_score_before_", wide, self.mean(from, at));
            row.add_of("near_score_after_", wide, self.mean(at + 1, to));
        }
        row.add("score_before", self.running[at] / all);
        row.add("score_after", (all - self.running[at + 1]) / all);
        row.add("all_score", all / self.weights[self.scores.len()]);
        row.add("highest_score", self.highest);
    }

    /// The mean score of the letters of some lines, 0 of none.
    fn mean(&self, from: usize, to: usize) -> f64 {
        let letters = self.weights[to.max(from)] - self.weights[from];
        match letters > 0.0 {
            true => (self.running[to] - self.running[from]) / letters,
            false => 0.0,
        }
    }
}

/// Instead of a total of 0.
const SMALLEST: f64 = 1e-9;

/// The features of the lines of a text, from which the weights are learned.
#[derive(Debug, Clone, Default)]
pub struct LineFeatures {
    /// Names of the features of the first look.
    pub names: Vec<String>,
    /// Each line that is not empty.
    pub texts: Vec<String>,
    /// Features of each line.
    pub rows: Vec<Vec<f32>>,
    /// The probability of each line with the present weights.
    pub probabilities: Vec<f64>,
}

/// The features of lines.
pub(crate) fn line_features(lines: &[&str], layout: &Layout) -> LineFeatures {
    let mut named = Row::named();
    if !lines.is_empty() {
        layout.describe(0, &mut named);
    }
    LineFeatures {
        names: named.names.unwrap_or_default(),
        texts: lines.iter().map(|line| (*line).to_owned()).collect(),
        rows: (0..lines.len()).map(|at| layout.row(at).values).collect(),
        probabilities: layout.probabilities(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "The council of the town met on Monday, and after two hours it agreed to repair the \
        old bridge over the river in spring.";

    fn layout(lines: &[&str]) -> Layout {
        Layout::new(lines, vec![false; lines.len()], vec![false; lines.len()])
    }

    #[test]
    fn the_looks_know_the_features_that_there_are() {
        let layout = layout(&[SENTENCE; 3]);
        let features = line_features(&[SENTENCE; 3], &layout);
        let mut row = Row::new();
        Agreement::new(&layout, &[0.5; 3]).describe(1, &mut row);
        let first = features.names.len();
        assert!(features.rows.iter().all(|row| row.len() == first));
        assert!(LOOKS.first.features().max().unwrap() < first);
        assert!(LOOKS.second.features().max().unwrap() < first + row.values.len());
        assert!(LOOKS.second.features().any(|feature| feature >= first));
    }

    #[test]
    fn the_best_run_has_the_long_lines_and_few_others() {
        let lines = [
            "Home",
            "Sport",
            SENTENCE,
            "A heading",
            SENTENCE,
            "Tags",
            "Share",
        ];
        assert_eq!(layout(&lines).run, Some((2, 4)));
        assert_eq!(layout(&["Home", "Sport"]).run, None);
    }

    #[test]
    fn lines_between_sentences_are_more_probable_than_a_menu() {
        let menu = ["Home", "Sport", "Weather", "Contact", "About us"];
        let text = [SENTENCE; 12];
        let lines = [&menu[..], &text, &menu].concat();
        let probabilities = layout(&lines).probabilities();
        let least = probabilities[5..17].iter().copied().fold(1.0, f64::min);
        let most = probabilities[..5].iter().copied().fold(0.0, f64::max);
        assert!(least > 0.9 && most < least, "{probabilities:?}");
    }
}
