//! How keywords are found.

use super::adjustment::Adjustment;

/// What terms are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeynessMeasure {
    /// Signed log-likelihood ratio G².
    #[default]
    LogLikelihood,
    /// Signed chi-squared.
    ChiSquared,
    /// Signed chi-squared with Yates's correction.
    ChiSquaredYates,
    /// p-value of Fisher's exact test.
    Fisher,
    /// Binary logarithm of the ratio of rates.
    LogRatio,
    /// z-score of the log-odds ratio with an informative Dirichlet prior.
    LogOdds,
    /// Kilgarriff's ratio of smoothed rates.
    SimpleMaths,
    /// TF-IDF: the count in the class times [`crate::Terms::idf`] by all documents. It has no sign;
    /// terms that the class does not hold count as negative.
    Tfidf,
}

/// Which keywords are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sign {
    /// Terms that are more frequent in the target than in the reference.
    #[default]
    Positive,
    /// Terms that are less frequent.
    Negative,
    /// First the former, then the latter; not those that are as frequent.
    Both,
}

/// How keywords are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeynessSettings {
    /// What terms are ranked by; default log-likelihood. Ties are broken by log-likelihood, then by
    /// term.
    pub measure: KeynessMeasure,
    /// Adjustment of p-values for all terms tested in a class; default Holm.
    pub adjustment: Adjustment,
    /// k of simple maths, per million; default 1.
    pub smoothing: f64,
    /// Which keywords; default positive.
    pub sign: Sign,
    /// Most keywords of each class and sign; default all.
    pub top: Option<usize>,
}

impl Default for KeynessSettings {
    fn default() -> Self {
        KeynessSettings {
            measure: KeynessMeasure::default(),
            adjustment: Adjustment::default(),
            smoothing: 1.0,
            sign: Sign::default(),
            top: None,
        }
    }
}
