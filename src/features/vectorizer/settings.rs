//! Settings of terms and their weights, with defaults.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::corpus::TokenizedCorpus;
use crate::error::{Error, Result};
use crate::text::{HamzaSeats, NgramRange, Profile, StemLanguage, TextSettings, Tokenizer};

/// Largest default vocabulary; see [`FeatureSettings::max_features`].
pub const DEFAULT_MAX_FEATURES: usize = 150_000;

/// Corpora with fewer documents keep terms that occur in one document; see [`MinDf::Auto`].
const SMALL_CORPUS: u64 = 2_000;

/// Term frequency weighting: the weight of a term's count in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Tf {
    /// The count.
    Raw,
    /// `1 + ln count`. The default.
    #[default]
    Sublinear,
    /// 1 if the term occurs.
    Binary,
}

/// Inverse document frequency: the weight of a term by its document frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Idf {
    /// `ln((1 + n) / (1 + df)) + 1`, as in scikit-learn. The default.
    #[default]
    Smooth,
    /// 1 for every term.
    None,
}

/// Scaling of a document's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Norm {
    /// Unit Euclidean length. The default.
    #[default]
    L2,
    /// Unit sum.
    L1,
    /// Not scaled.
    None,
}

/// Weight of a term by its distribution over the classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ClassWeighting {
    /// `1 − 0.9 H / ln K`, where `H` is the entropy of the class given the term. The default.
    #[default]
    Entropy,
    /// 1 for every term: plain TF-IDF.
    None,
}

/// What [`FeatureSettings::max_features`] keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TermSelection {
    /// The terms with the highest mutual information between presence and class. The default.
    #[default]
    MutualInformation,
    /// The terms with the highest chi-squared against class independence.
    ChiSquared,
    /// The terms with the highest document frequency.
    DocumentFrequency,
}

/// A bound on document frequency: a count or a share of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DfBound {
    /// That many documents.
    Count(u64),
    /// That share of the documents, from 0 to 1.
    Share(f64),
}

/// Minimum document frequency of a term.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MinDf {
    /// 1 below 2,000 documents, otherwise 2. The default, measured on ten data sets: with a few hundred short
    /// texts, a word that occurs once helps; in larger corpora it only costs memory.
    #[default]
    Auto,
    /// As given.
    Bound(DfBound),
}

/// Settings of text and features, part of every model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeatureSettings {
    /// Rules for tokens; default `auto`.
    pub profile: Profile,
    /// Normalisation of hamza on waw and ya; default none. Stored only if set.
    #[serde(skip_serializing_if = "HamzaSeats::is_keep")]
    pub hamza_seats: HamzaSeats,
    /// Language of stemming, after stop words are removed; default none. Stored only if set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stem: Option<StemLanguage>,
    /// Lengths of word n-grams; default 1 to 2.
    pub ngrams: NgramRange,
    /// Lengths of character n-grams inside words; default none.
    pub char_ngrams: Option<NgramRange>,
    /// Normalised words, sorted, that are removed before n-grams are built; default none.
    pub stop_words: Vec<String>,
    /// Whether Arabic word forms that differ in clitics are one term; default no.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub clitics: bool,
    /// Weight of a count; default sublinear.
    pub tf: Tf,
    /// Weight of a term; default smooth.
    pub idf: Idf,
    /// Weight by class; default entropy.
    pub class_weighting: ClassWeighting,
    /// Scaling of rows; default L2.
    pub norm: Norm,
    /// Minimum document frequency; default [`MinDf::Auto`].
    pub min_df: MinDf,
    /// Maximum document frequency; default 100 %.
    pub max_df: DfBound,
    /// Maximum number of terms; default 150,000.
    pub max_features: Option<usize>,
    /// Which terms are kept if there are more; default by mutual information.
    pub selection: TermSelection,
}

impl Default for FeatureSettings {
    fn default() -> Self {
        FeatureSettings {
            profile: Profile::default(),
            hamza_seats: HamzaSeats::default(),
            stem: None,
            ngrams: NgramRange::WORDS_AND_PAIRS,
            char_ngrams: None,
            stop_words: Vec::new(),
            clitics: false,
            tf: Tf::default(),
            idf: Idf::default(),
            class_weighting: ClassWeighting::default(),
            norm: Norm::default(),
            min_df: MinDf::default(),
            max_df: DfBound::Share(1.0),
            max_features: Some(DEFAULT_MAX_FEATURES),
            selection: TermSelection::default(),
        }
    }
}

impl FeatureSettings {
    /// Defaults, except that every term that occurs has weight 1, as Bernoulli naive Bayes requires.
    pub fn presence() -> Self {
        FeatureSettings {
            tf: Tf::Binary,
            idf: Idf::None,
            class_weighting: ClassWeighting::None,
            norm: Norm::None,
            ..FeatureSettings::default()
        }
    }

    /// Whether every term that occurs has weight 1.
    pub fn is_presence(&self) -> bool {
        self.tf == Tf::Binary
            && self.idf == Idf::None
            && self.class_weighting == ClassWeighting::None
            && self.norm == Norm::None
    }

    /// Checks what the types do not enforce.
    ///
    /// # Errors
    /// When no term could be kept: `max_features` is 0, or `min_df` is above `max_df`; when the stop words
    /// are not sorted; when clitics should be split from tokens that are not normalised, or are stems.
    pub fn check(&self) -> Result<()> {
        if self.max_features == Some(0) {
            return Err(Error::Settings(
                "`max_features` 0 keeps no term; give at least 1".into(),
            ));
        }
        if !self.stop_words.is_sorted() {
            return Err(Error::Settings("the stop words must be sorted".into()));
        }
        if self.clitics && self.stem == Some(StemLanguage::Arabic) {
            return Err(Error::Settings(
                "`stem` arabic takes clitics away itself, attested or not; give it or `clitics`"
                    .into(),
            ));
        }
        if self.clitics
            && ![Profile::AUTO, Profile::ARABIC]
                .iter()
                .any(|p| p.is_same_name(self.profile))
        {
            return Err(Error::Settings(format!(
                "`clitics` needs normalised Arabic tokens, which `profile` {} does not make; use auto or arabic",
                self.profile.name()
            )));
        }
        if let (MinDf::Bound(DfBound::Count(low)), DfBound::Count(high)) =
            (self.min_df, self.max_df)
            && low > high
        {
            return Err(Error::Settings(format!(
                "`min_df` {low} is above `max_df` {high}: no term can pass"
            )));
        }
        Ok(())
    }

    /// Checks that a corpus was tokenised with these settings.
    ///
    /// # Errors
    /// When it was not.
    pub(crate) fn check_text(&self, corpus: &TokenizedCorpus) -> Result<()> {
        if let Some(setting) = corpus.text_settings().difference(&self.text()) {
            return Err(Error::Settings(format!(
                "the corpus was tokenised with another `{setting}` than these settings have; texts to classify are read as the settings say, so make the corpus with `FeatureSettings::text`"
            )));
        }
        if corpus.is_counted() && self.ngrams.high() > 1 {
            return Err(Error::Settings(
                "the corpus was read for single words and keeps no order of words".into(),
            ));
        }
        Ok(())
    }

    /// The tokenizer of these settings, without stop words.
    pub fn tokenizer(&self) -> Tokenizer {
        Tokenizer::new(self.profile)
            .with_hamza_seats(self.hamza_seats)
            .with_stem(self.stem)
    }

    /// How the texts of a corpus are tokenised.
    pub fn text(&self) -> TextSettings {
        TextSettings {
            tokenizer: self.tokenizer(),
            stop_words: self.stop_words.clone(),
            ngrams: self.ngrams,
        }
    }

    /// True when `token`, not yet stemmed, is not a stop word.
    pub fn keeps(&self, token: &str) -> bool {
        let found = self
            .stop_words
            .binary_search_by(|word| word.as_str().cmp(token));
        found.is_err()
    }

    /// Minimum and maximum document frequency in a corpus of `documents`.
    pub(crate) fn df_range(&self, documents: u64) -> (u64, u64) {
        let low = match self.min_df {
            MinDf::Auto => enough_documents(documents),
            MinDf::Bound(bound) => bound.at_least(documents),
        };
        let high = match self.max_df {
            DfBound::Count(count) => count,
            DfBound::Share(share) => share_of(share, documents, f64::floor),
        };
        (low.max(1), high)
    }
}

/// Minimum number of documents for a term to be kept; see [`MinDf::Auto`].
pub(crate) fn enough_documents(documents: u64) -> u64 {
    if documents < SMALL_CORPUS { 1 } else { 2 }
}

impl DfBound {
    /// The smallest count that satisfies the bound, out of this many documents.
    pub(crate) fn at_least(self, documents: u64) -> u64 {
        match self {
            DfBound::Count(count) => count,
            DfBound::Share(share) => share_of(share, documents, f64::ceil),
        }
    }
}

/// A share of the documents as a count, rounded with `round` unless it is a whole number within
/// floating-point error.
fn share_of(share: f64, documents: u64, round: fn(f64) -> f64) -> u64 {
    let exact = share * documents as f64;
    let near = exact.round();
    if (exact - near).abs() < 1e-9 * near.max(1.0) {
        near as u64
    } else {
        round(exact) as u64
    }
}

impl fmt::Display for DfBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DfBound::Count(count) => write!(f, "{count}"),
            DfBound::Share(share) => write!(f, "{}%", (share * 1e8).round() / 1e6),
        }
    }
}

/// Reads a count such as `2`, or a share such as `1%`.
impl FromStr for DfBound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("\"{text}\" is neither a count such as 2 nor a share from 0% to 100%");
        match text.strip_suffix('%') {
            Some(percent) => {
                let percent: f64 = percent.trim().parse().map_err(|_| wrong())?;
                if !(0.0..=100.0).contains(&percent) {
                    return Err(wrong());
                }
                Ok(DfBound::Share(percent / 100.0))
            }
            None => Ok(DfBound::Count(text.parse().map_err(|_| wrong())?)),
        }
    }
}

impl TryFrom<String> for DfBound {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<DfBound> for String {
    fn from(bound: DfBound) -> String {
        bound.to_string()
    }
}

impl fmt::Display for MinDf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MinDf::Auto => f.write_str("auto"),
            MinDf::Bound(bound) => bound.fmt(f),
        }
    }
}

/// Reads `auto`, a count or a share.
impl FromStr for MinDf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(MinDf::Auto),
            _ => text.parse().map(MinDf::Bound),
        }
    }
}

impl TryFrom<String> for MinDf {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<MinDf> for String {
    fn from(min_df: MinDf) -> String {
        min_df.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_counts_or_shares() {
        assert_eq!("2".parse(), Ok(DfBound::Count(2)));
        assert_eq!("1%".parse(), Ok(DfBound::Share(0.01)));
        for wrong in ["", "-1", "1.5", "101%", "x%", "NaN%"] {
            assert!(wrong.parse::<DfBound>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn document_frequency_bounds_follow_the_corpus() {
        let mut settings = FeatureSettings::default();
        assert_eq!(settings.df_range(1_999), (1, 1_999));
        assert_eq!(settings.df_range(2_000), (2, 2_000));
        settings.min_df = MinDf::Bound("7%".parse().unwrap());
        settings.max_df = "29%".parse().unwrap();
        assert_eq!(settings.df_range(100), (7, 29));
        assert_eq!(settings.min_df.to_string(), "7%");
        settings.min_df = MinDf::Bound(DfBound::Share(0.01));
        settings.max_df = DfBound::Share(0.5);
        assert_eq!(settings.df_range(150), (2, 75));
    }

    #[test]
    fn settings_survive_json() {
        let mut settings = FeatureSettings::default();
        let survives = |settings: &FeatureSettings| {
            let json = serde_json::to_string(settings).unwrap();
            let read: FeatureSettings = serde_json::from_str(&json).unwrap();
            assert_eq!(read, *settings);
            json
        };
        // As stored before these settings existed.
        let json = survives(&settings);
        assert!(json.starts_with("{\"profile\":\"auto@2\",\"ngrams\""));
        settings.hamza_seats = HamzaSeats::Fold;
        settings.stem = Some(StemLanguage::Arabic);
        let json = survives(&settings);
        assert!(json.contains("\"hamza_seats\":\"fold\",\"stem\":\"arabic\""));
    }
}
