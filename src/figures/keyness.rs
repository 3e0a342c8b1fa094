//! The key terms of a target and its reference.

use super::{Captions, Cell, DataTable, Figure, Language};
use crate::charts::{self, Keyness, KeynessBar};
use crate::error::{Error, Result};
use crate::features::Terms;
use crate::jobs::no_term;
use crate::stats::{KeyTerm, KeynessMeasure, KeynessSettings, Sign, key_terms, per_million};

/// What bars show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum KeynessBars {
    /// The log ratio with its 95 % confidence interval: how many times as frequent a term is, 1 being
    /// twice, 2 four times
    #[default]
    LogRatio,
    /// The measure by which terms are ranked
    Measure,
}

/// What terms of the chart are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum KeynessRank {
    /// Signed log-likelihood ratio G² (Dunning 1993)
    #[default]
    LogLikelihood,
    /// Signed chi-squared
    ChiSquared,
    /// Binary logarithm of the ratio of rates (Hardie 2014)
    LogRatio,
    /// z-score of the log-odds ratio with an informative Dirichlet prior (Monroe et al. 2008)
    LogOdds,
}

/// Settings of the chart.
#[derive(Debug, Clone, Default)]
pub struct KeynessFigureSettings {
    /// The measure for ranking terms.
    pub rank: KeynessRank,
    /// What bars show.
    pub bars: KeynessBars,
    /// Number of terms per side.
    pub top: usize,
    /// Minimum number of occurrences of a term in the counts.
    pub min_count: u64,
    /// Name of the target.
    pub target: String,
    /// Name of the reference; that of all other documents by default.
    pub reference: Option<String>,
}

/// The terms that distinguish one class of counted terms from all others.
///
/// # Errors
/// When there is no such term.
pub fn keyness(
    terms: &Terms<'_>,
    target: usize,
    settings: &KeynessFigureSettings,
    language: Option<Language>,
) -> Result<Figure> {
    let sides = Sides::new(terms, target, settings, language)?;
    let captions = sides.captions();
    let table = sides.table();
    Ok(Figure::new(sides.bars(), charts::keyness, captions, table))
}

impl KeynessRank {
    fn measure(self) -> KeynessMeasure {
        match self {
            KeynessRank::LogLikelihood => KeynessMeasure::LogLikelihood,
            KeynessRank::ChiSquared => KeynessMeasure::ChiSquared,
            KeynessRank::LogRatio => KeynessMeasure::LogRatio,
            KeynessRank::LogOdds => KeynessMeasure::LogOdds,
        }
    }

    /// Name of the column with its values, as in `keywords`.
    fn column(self) -> &'static str {
        match self {
            KeynessRank::LogLikelihood => "log_likelihood",
            KeynessRank::ChiSquared => "chi_squared",
            KeynessRank::LogRatio => "log_ratio",
            KeynessRank::LogOdds => "log_odds_z",
        }
    }

    fn axis(self, language: Language) -> String {
        match self {
            KeynessRank::LogLikelihood => language.pick([
                "نسبة الأرجحية G²",
                "log-likelihood G²",
                "نسبت درست‌نمایی G²",
                "لاگ لائکلی ہڈ G²",
            ]),
            KeynessRank::ChiSquared => {
                language.pick(["مربع كاي χ²", "chi-squared χ²", "کای‌دو χ²", "کائی مربع χ²"])
            }
            KeynessRank::LogRatio => language.pick([
                "اللوغاريتم الثنائي لنسبة المعدلين",
                "log ratio",
                "لگاریتم نسبت",
                "لاگ تناسب",
            ]),
            KeynessRank::LogOdds => language.pick([
                "z للوغاريتم نسبة الأرجحية",
                "z of log-odds",
                "z لگاریتم بخت",
                "لاگ آڈز کا z",
            ]),
        }
    }

    /// The signed value of a term.
    fn of(self, term: &KeyTerm) -> f64 {
        let found = &term.keyness;
        match self {
            KeynessRank::LogLikelihood => found.log_likelihood,
            KeynessRank::ChiSquared => found.chi_squared,
            KeynessRank::LogRatio => found.log_ratio.map_or(0.0, |ratio| ratio.value),
            KeynessRank::LogOdds => found.log_odds.map_or(0.0, |odds| odds.z),
        }
    }
}

/// The key terms of target and reference.
struct Sides {
    measure: KeynessRank,
    bars: KeynessBars,
    language: Language,
    /// Target, then reference.
    names: [String; 2],
    words: [u64; 2],
    /// Terms of the target, the most key first, then those of the reference.
    terms: Vec<KeyTerm>,
}

impl Sides {
    fn new(
        terms: &Terms<'_>,
        target: usize,
        settings: &KeynessFigureSettings,
        language: Option<Language>,
    ) -> Result<Self> {
        let of_keyness = KeynessSettings {
            measure: settings.rank.measure(),
            sign: Sign::Both,
            top: Some(settings.top),
            ..KeynessSettings::default()
        };
        let found = key_terms(terms, &[target], &of_keyness)?;
        let mut found: Vec<KeyTerm> = found.into_iter().flatten().collect();
        found.retain(|term| settings.rank.of(term) != 0.0);
        if found.is_empty() {
            return Err(nothing_key(terms, settings.min_count));
        }
        let forms = found.iter().map(|term| term.text.form.as_str());
        let language = language.unwrap_or_else(|| Language::of(forms));
        let reference = settings.reference.clone();
        let reference = reference.unwrap_or_else(|| language.other_documents());
        let words = terms.sizes()[target].tokens;
        Ok(Sides {
            measure: settings.rank,
            bars: settings.bars,
            language,
            names: [settings.target.clone(), reference],
            words: [words, terms.token_count() - words],
            terms: found,
        })
    }

    fn bars(&self) -> Keyness {
        let (target, reference) = self
            .terms
            .iter()
            .partition(|term| self.measure.of(term) > 0.0);
        let bars = |terms: Vec<&KeyTerm>| terms.into_iter().map(|term| self.bar(term)).collect();
        Keyness {
            target: bars(target),
            reference: bars(reference),
            sides: self.names.clone(),
            axis: self.axis(),
            occurrences: self.language.occurrences(),
        }
    }

    fn bar(&self, term: &KeyTerm) -> KeynessBar {
        let ratio = term.keyness.log_ratio;
        let (value, interval) = match (self.bars, ratio) {
            (KeynessBars::LogRatio, Some(ratio)) => (ratio.value, Some((ratio.low, ratio.high))),
            (KeynessBars::Measure, Some(ratio)) if self.measure == KeynessRank::LogRatio => {
                (ratio.value, Some((ratio.low, ratio.high)))
            }
            _ => (self.measure.of(term), None),
        };
        KeynessBar {
            term: term.text.form.clone(),
            value,
            interval,
            counts: [term.target.0, term.reference.0],
        }
    }

    fn axis(&self) -> String {
        let ranked = self.measure.axis(self.language);
        let ratio = self
            .language
            .with_interval(&KeynessRank::LogRatio.axis(self.language));
        match (self.bars, self.measure) {
            (_, KeynessRank::LogRatio) => ratio,
            (KeynessBars::LogRatio, _) => self.language.ranked_by(&ratio, &ranked),
            (KeynessBars::Measure, _) => ranked,
        }
    }

    fn captions(&self) -> Captions {
        let [target, reference] = &self.names;
        let [words, others] = self.words;
        Captions {
            language: self.language,
            title: self.language.keyness_title(),
            subtitle: self.language.sides((target, words), (reference, others)),
        }
    }

    /// The measure of terms next to the log ratio.
    fn tested(&self) -> KeynessRank {
        match self.measure {
            KeynessRank::LogRatio => KeynessRank::LogLikelihood,
            other => other,
        }
    }

    fn table(&self) -> DataTable {
        let [words, others] = self.words;
        let rows = self.terms.iter().map(|term| {
            let (count, reference) = (term.target.0, term.reference.0);
            let ratio = term.keyness.log_ratio;
            let cells: [Cell; 9] = [
                term.text.form.as_str().into(),
                count.into(),
                per_million(count, words).into(),
                reference.into(),
                per_million(reference, others).into(),
                self.tested().of(term).into(),
                ratio.map(|ratio| ratio.value).into(),
                ratio.map(|ratio| ratio.low).into(),
                ratio.map(|ratio| ratio.high).into(),
            ];
            cells
        });
        let columns = [
            "term",
            "target_count",
            "target_per_million",
            "reference_count",
            "reference_per_million",
            self.tested().column(),
            "log_ratio",
            "log_ratio_low",
            "log_ratio_high",
        ];
        DataTable::new(columns, rows)
    }
}

/// The error when no term distinguishes target and reference.
fn nothing_key(terms: &Terms<'_>, min_count: u64) -> Error {
    if terms.is_empty() && min_count > 1 {
        return Error::Input(format!(
            "no term is left to draw: none occurs {min_count} times; lower `min_count`"
        ));
    }
    if terms.is_empty() {
        return no_term(terms.token_count());
    }
    Error::Input(
        "no term is more frequent on one side than on the other, so there is nothing to draw"
            .into(),
    )
}
