//! `tasnif chart classes`: terms by label.

use std::num::NonZeroUsize;

use super::captions::{Captions, Language};
use super::table::DataTable;
use super::{CountArguments, LookArguments, words};
use crate::charts::{ClassBars, MAX_CLASSES, classes};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::features::Terms;
use crate::stats::{FrequentTerm, frequent_terms};

/// Words that relative counts refer to.
const PER_WORDS: f64 = 10_000.0;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart classes corpus.jsonl -o topics.png
  tasnif chart classes data/paragraphs --per paragraph --top 8 -o topics.png")]
pub(super) struct Arguments {
    /// How many terms: the most distinctive of each label in turn
    #[arg(long, value_name = "N", default_value = "8")]
    top: NonZeroUsize,
    #[command(flatten)]
    counting: CountArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let counted = arguments.counting.count(true, global)?;
    let counted = counted.terms()?;
    let (data, captions) = class_bars(&counted, arguments.top.get(), look.language())?;
    look.save(classes(&data, &look.frame(captions)?), &table(&data))
}

fn table(data: &ClassBars) -> DataTable {
    let rows = data.classes.iter().zip(&data.values);
    let rows = rows.flat_map(|(class, values)| {
        let cells = data.terms.iter().zip(values);
        cells.map(|(term, &value)| [class.as_str().into(), term.as_str().into(), value.into()])
    });
    DataTable::new(["label", "term", "per_10000_words"], rows)
}

/// The bars and their captions.
pub(in crate::cli) fn class_bars(
    counted: &Terms<'_>,
    top: usize,
    language: Option<Language>,
) -> Result<(ClassBars, Captions), Failure> {
    let classes = counted.classes();
    if classes.len() > MAX_CLASSES {
        return Err(Failure::Message(format!(
            "{} labels are too many for one chart: give it at most {MAX_CLASSES}",
            classes.len()
        )));
    }
    let ranked = frequent_terms(counted, None);
    let rates = rates(counted, &classes, &ranked);
    let chosen = distinctive(&rates, classes.len(), top);
    if chosen.is_empty() {
        return Err(nothing_distinctive(counted, classes.len()));
    }
    let forms = chosen.iter().map(|&term| ranked[term].text.form.as_str());
    let language = language.unwrap_or_else(|| Language::of(forms.clone()));
    let values =
        (0..classes.len()).map(|class| chosen.iter().map(|&term| rates[term][class]).collect());
    let data = ClassBars {
        terms: forms.map(str::to_owned).collect(),
        classes: classes.iter().map(|class| class.0.to_owned()).collect(),
        values: values.collect(),
        axis: language.per_ten_thousand(),
    };
    let captions = Captions {
        language,
        title: language.classes_title(),
        subtitle: language.counted(counted),
    };
    Ok((data, captions))
}

/// The failure when no label has a term more often than all others.
fn nothing_distinctive(counted: &Terms<'_>, classes: usize) -> Failure {
    if counted.is_empty() {
        return super::no_term(words(counted));
    }
    Failure::Message(format!(
        "no term sets a label apart: in the {classes} labels all terms are equally frequent, so there \
         is nothing to draw; chart terms shows what they have in common"
    ))
}

/// Occurrences of each ranked term in each class per 10,000 of the class's words.
fn rates(counted: &Terms<'_>, classes: &[(&str, usize)], ranked: &[FrequentTerm]) -> Vec<Vec<f64>> {
    let mut place = vec![0; counted.len()];
    for (index, term) in ranked.iter().enumerate() {
        place[term.number as usize] = index;
    }
    let mut rates = vec![vec![0.0; classes.len()]; ranked.len()];
    for (column, &(_, class)) in classes.iter().enumerate() {
        let words = counted.sizes()[class].tokens.max(1) as f64;
        for count in counted.in_class(class) {
            rates[place[count.term as usize]][column] = count.count as f64 * PER_WORDS / words;
        }
    }
    rates
}

/// The terms whose rate in one class exceeds that in every other class most, the best of each
/// class in turn; no term twice.
fn distinctive(rates: &[Vec<f64>], classes: usize, top: usize) -> Vec<usize> {
    let excess = |term: usize, class: usize| {
        let others = rates[term]
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != class);
        let largest = others.map(|(_, &rate)| rate).fold(0.0, f64::max);
        rates[term][class] - largest
    };
    let mut chosen = Vec::new();
    let mut order: Vec<Vec<usize>> = (0..classes)
        .map(|class| {
            let mut terms: Vec<usize> = (0..rates.len())
                .filter(|&term| excess(term, class) > 0.0)
                .collect();
            terms.sort_by(|&a, &b| {
                excess(b, class)
                    .total_cmp(&excess(a, class))
                    .then(a.cmp(&b))
            });
            terms.truncate(top);
            terms.reverse();
            terms
        })
        .collect();
    while chosen.len() < top && order.iter().any(|terms| !terms.is_empty()) {
        for terms in &mut order {
            if chosen.len() < top {
                chosen.extend(terms.pop());
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_take_turns() {
        let rates = vec![
            vec![9.0, 1.0],
            vec![5.0, 5.0],
            vec![8.0, 1.0],
            vec![0.0, 3.0],
        ];
        assert_eq!(distinctive(&rates, 2, 4), [0, 3, 2]);
        assert_eq!(distinctive(&rates, 2, 1), [0]);
    }
}
