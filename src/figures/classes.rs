//! The distinctive terms of each label.

use super::{Captions, Cell, DataTable, Figure, Language};
use crate::charts::{self, ClassPanel, ClassPanels, ClassTerm, MAX_CLASSES};
use crate::error::Error;
use crate::features::Terms;
use crate::jobs::{PER_WORDS, no_term};
use crate::stats::{KeyTerm, KeynessSettings, key_terms};

/// The distinctive terms of each of these labels; of all labels if none is named.
///
/// # Errors
/// When a label has no document, there are too many labels for a chart, or no label has a distinctive term.
pub fn classes(
    counted: &Terms<'_>,
    labels: &[String],
    top: usize,
    language: Option<Language>,
) -> Result<Figure, Error> {
    let found = DistinctiveTerms::new(counted, chosen(counted, labels)?, top)?;
    let (data, captions) = found.chart(counted, language);
    Ok(Figure::new(
        data,
        charts::classes,
        captions,
        found.table(counted),
    ))
}

/// The requested labels, by name, with the numbers of their classes.
fn chosen(counted: &Terms<'_>, labels: &[String]) -> Result<Vec<(String, usize)>, Error> {
    let all = counted.classes();
    let missing = |label: &&String| !all.iter().any(|(name, _)| name == label);
    if let Some(missing) = labels.iter().find(missing) {
        return Err(Error::Input(format!(
            "`label` \"{missing}\": no document has this label"
        )));
    }
    let asked = |name: &str| labels.is_empty() || labels.iter().any(|label| label == name);
    let classes = all.into_iter().filter(|(name, _)| asked(name));
    let classes: Vec<(String, usize)> = classes.map(|(name, at)| (name.to_owned(), at)).collect();
    if classes.len() > MAX_CLASSES {
        return Err(Error::Input(format!(
            "{} labels are too many for one chart: name at most {MAX_CLASSES} with `label`",
            classes.len()
        )));
    }
    Ok(classes)
}

/// Labels, and the distinctive terms of each.
struct DistinctiveTerms {
    /// Names and numbers of the classes.
    classes: Vec<(String, usize)>,
    terms: Vec<Vec<KeyTerm>>,
}

impl DistinctiveTerms {
    fn new(counted: &Terms<'_>, classes: Vec<(String, usize)>, top: usize) -> Result<Self, Error> {
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

    /// Number of words of a class and of all others.
    fn sizes(counted: &Terms<'_>, class: usize) -> [f64; 2] {
        let own = counted.sizes()[class].tokens;
        [own, counted.token_count() - own].map(|words| words.max(1) as f64)
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

/// The error when no term is more frequent in one label than in all others.
fn nothing_distinctive(counted: &Terms<'_>, classes: usize) -> Error {
    if counted.is_empty() {
        return no_term(counted.token_count());
    }
    Error::Input(format!(
        "no term sets a label apart: in the {classes} labels all terms are equally frequent, so there \
         is nothing to draw; chart terms shows what they have in common"
    ))
}
