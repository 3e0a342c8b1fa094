//! How keywords are found.

use serde::Deserialize;

use super::adjustment::Adjustment;

/// What terms are ranked by.
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
    /// TF-IDF: the count in the class times [`crate::Terms::idf`] by all documents. It has no sign;
    /// terms that the class does not hold count as negative.
    Tfidf,
}

/// What p-values are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum KeynessTest {
    /// Tokens, each on its own: p of the measure where it is a test, else of log-likelihood. Words
    /// repeat inside documents, so differences by chance pass as significant.
    #[default]
    Tokens,
    /// Documents: Mood's median test (1950), with Fisher's exact p-value. It compares how many
    /// documents of each side use the term at a higher rate than the median document of both
    /// sides; where half of the documents or more lack the term, those are the documents that hold
    /// it. Its level holds at any size of the sides as long as documents are independent. p is 1
    /// where documents differ the other way than rates. The terms of all classes are adjusted together.
    Documents,
}

/// Which keywords are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeynessSettings {
    /// What terms are ranked by; default log-likelihood. Ties are broken by log-likelihood, then by
    /// term.
    pub measure: KeynessMeasure,
    /// What p-values are of; default tokens.
    pub test: KeynessTest,
    /// Adjustment of p-values for all terms tested in a class, with [`KeynessTest::Documents`] in all
    /// classes; default Holm.
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
            test: KeynessTest::default(),
            adjustment: Adjustment::default(),
            smoothing: 1.0,
            sign: Sign::default(),
            top: None,
        }
    }
}
