//! `tasnif chart classes`: the terms that set each label apart.

use std::num::NonZeroUsize;

use super::captions::{Captions, Language};
use super::table::{Cell, DataTable};
use super::{CountArguments, LookArguments, words};
use crate::charts::{ClassPanel, ClassPanels, ClassTerm, MAX_CLASS_TERMS, MAX_CLASSES, classes};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::features::Terms;
use crate::stats::{KeyTerm, KeynessSettings, key_terms};

/// Words that relative counts refer to.
const PER_WORDS: f64 = 10_000.0;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart classes corpus.jsonl -o topics.png
  tasnif chart classes data/paragraphs --per paragraph --label sport --label health -o two.png

Terms of a label are those that it has more often than all other labels together, by the log-likelihood
ratio G² (Dunning 1993). Bars are rates, all on one scale.")]
pub(super) struct Arguments {
    /// A label to show; may be given several times [default: all]
    #[arg(long, value_name = "NAME")]
    label: Vec<String>,
    /// How many terms of each label
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
    let top = arguments.top.get();
    if top > MAX_CLASS_TERMS {
        return Err(Failure::Message(format!(
            "--top {top}: too many to be drawn; use at most {MAX_CLASS_TERMS}"
        )));
    }
    let counted = arguments.counting.count(true, global)?;
    let counted = counted.terms()?;
    let chosen = chosen(&counted, &arguments.label)?;
    let found = DistinctiveTerms::new(&counted, chosen, top)?;
    let (data, captions) = found.chart(&counted, look.language());
    look.save(
        global,
        classes(&data, &look.frame(captions)?),
        &found.table(&counted),
    )
}

/// The panels of all labels and their captions.
pub(in crate::cli) fn class_panels(
    counted: &Terms<'_>,
    top: usize,
    language: Option<Language>,
) -> Result<(ClassPanels, Captions), Failure> {
    let found = DistinctiveTerms::new(counted, chosen(counted, &[])?, top)?;
    Ok(found.chart(counted, language))
}

/// The labels that were asked for, by name, with the numbers of their classes.
fn chosen(counted: &Terms<'_>, labels: &[String]) -> Result<Vec<(String, usize)>, Failure> {
    let all = counted.classes();
    let missing = |label: &&String| !all.iter().any(|(name, _)| name == label);
    if let Some(missing) = labels.iter().find(missing) {
        return Err(Failure::Message(format!(
            "--label \"{missing}\": no document has this label"
        )));
    }
    let asked = |name: &str| labels.is_empty() || labels.iter().any(|label| label == name);
    let classes = all.into_iter().filter(|(name, _)| asked(name));
    let classes: Vec<(String, usize)> = classes.map(|(name, at)| (name.to_owned(), at)).collect();
    if classes.len() > MAX_CLASSES {
        return Err(Failure::Message(format!(
            "{} labels are too many for one chart: name at most {MAX_CLASSES} with --label",
            classes.len()
        )));
    }
    Ok(classes)
}

/// Labels, and the terms that set each apart from all others.
struct DistinctiveTerms {
    /// Names and numbers of the classes.
    classes: Vec<(String, usize)>,
    terms: Vec<Vec<KeyTerm>>,
}

impl DistinctiveTerms {
    fn new(
        counted: &Terms<'_>,
        classes: Vec<(String, usize)>,
        top: usize,
    ) -> Result<Self, Failure> {
        let settings = KeynessSettings {
            top: Some(top),
            ..KeynessSettings::default()
        };
        let numbers: Vec<usize> = classes.iter().map(|&(_, class)| class).collect();
        let terms = key_terms(counted, &numbers, &settings)?;
        if terms.iter().all(Vec::is_empty) {
            return Err(nothing_distinctive(counted, counted.classes().len()));
        }
        Ok(Self { classes, terms })
    }

    /// Words of a class and of all others.
    fn sizes(counted: &Terms<'_>, class: usize) -> [f64; 2] {
        let own = counted.sizes()[class].tokens;
        [own, words(counted) - own].map(|words| words.max(1) as f64)
    }

    fn chart(&self, counted: &Terms<'_>, language: Option<Language>) -> (ClassPanels, Captions) {
        let forms = self.terms.iter().flatten().map(|t| t.text.form.as_str());
        let language = language.unwrap_or_else(|| Language::of(forms));
        let panel = |((name, class), terms): (&(String, usize), &Vec<KeyTerm>)| {
            let [own, others] = Self::sizes(counted, *class);
            let term = |term: &KeyTerm| ClassTerm {
                term: term.text.form.clone(),
                rate: term.target.0 as f64 * PER_WORDS / own,
                others: term.reference.0 as f64 * PER_WORDS / others,
            };
            ClassPanel {
                name: name.clone(),
                terms: terms.iter().map(term).collect(),
            }
        };
        let data = ClassPanels {
            classes: self.classes.iter().zip(&self.terms).map(panel).collect(),
            sides: language.class_sides(),
            axis: language.per_ten_thousand(),
        };
        let captions = Captions {
            language,
            title: language.classes_title(),
            subtitle: language.counted(counted),
        };
        (data, captions)
    }

    fn table(&self, counted: &Terms<'_>) -> DataTable {
        let rows = self.classes.iter().zip(&self.terms);
        let rows = rows.flat_map(|((name, class), terms)| {
            let [own, others] = Self::sizes(counted, *class);
            terms.iter().map(move |term| {
                let cells: [Cell; 7] = [
                    name.as_str().into(),
                    term.text.form.as_str().into(),
                    term.target.0.into(),
                    (term.target.0 as f64 * PER_WORDS / own).into(),
                    term.reference.0.into(),
                    (term.reference.0 as f64 * PER_WORDS / others).into(),
                    term.keyness.log_likelihood.into(),
                ];
                cells
            })
        });
        let columns = [
            "label",
            "term",
            "count",
            "per_10000_words",
            "reference_count",
            "reference_per_10000_words",
            "log_likelihood",
        ];
        DataTable::new(columns, rows)
    }
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
