//! Settings of keywords.

use serde::Deserialize;

use super::adjustment::Adjustment;

/// The measure for ranking terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
    /// TF-IDF: the count in the class times [`crate::Terms::idf`] over all documents. It has no sign; terms
    /// that do not occur in the class count as negative.
    Tfidf,
}

/// The sampling unit of p-values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum KeynessTest {
    /// Tokens as independent units: the p-value of the measure if it is a test, otherwise that of
    /// log-likelihood. Words repeat within documents, so differences by chance appear significant.
    #[default]
    Tokens,
    /// Documents: Mood's median test (1950), with Fisher's exact p-value. It compares how many documents of
    /// each side use the term at a higher rate than the median document of both sides; if at least half of
    /// the documents lack the term, these are the documents that contain it. Its level is correct for any
    /// size of the sides if documents are independent. The p-value is 1 if documents and rates differ in
    /// opposite directions. The terms of all classes are adjusted together.
    Documents,
}

/// Which keywords are returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Terms that are more frequent in the target than in the reference.
    #[default]
    Positive,
    /// Terms that are less frequent.
    Negative,
    /// First positive, then negative ones; terms with equal rates are omitted.
    Both,
}

/// Settings of keywords.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeynessSettings {
    /// The measure for ranking; default log-likelihood. Ties are broken by log-likelihood, then by term.
    pub measure: KeynessMeasure,
    /// The unit of p-values; default tokens.
    pub test: KeynessTest,
    /// Adjustment of p-values for all terms tested in a class, with [`KeynessTest::Documents`] in all
    /// classes; default Holm.
    pub adjustment: Adjustment,
    /// k of simple maths, per million; default 1.
    pub smoothing: f64,
    /// Which keywords; default positive.
    pub sign: Sign,
    /// Maximum number of keywords per class and sign; default all.
    pub top: Option<usize>,
}

impl Default for KeynessSettings {
    fn default() -> Self {
        KeynessSettings {
            measure: KeynessMeasure::default(),
            test: KeynessTest::default(),
            adjustment: Adjustment::default(),
            smoothing: 1.0,
            sign: Sign::default(),
            top: None,
        }
    }
}
