//! Names on the command line of values of the library's types, with their help.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::features::{ClassWeighting, Idf, Norm, TermSelection, Tf};
use crate::jobs::splitting::SplitMethod;
use crate::jobs::{DispersionParts, PeriodLength, PhraseOrder};
use crate::model::{Algorithm, Prior};
use crate::stats::{Adjustment, KeynessMeasure, KeynessTest, Sign};
use crate::tables::CleanedFormat;
use crate::text::{CleanLevel, HamzaSeats, StemLanguage};

/// Lets the command line name the values of a type: `Variant => "name", "help";`.
macro_rules! names {
    ($type:ty { $($variant:ident => $name:literal $(, $help:expr)?;)+ }) => {
        impl ValueEnum for $type {
            fn value_variants<'a>() -> &'a [Self] {
                &[$(<$type>::$variant),+]
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(match self {
                    $(<$type>::$variant => PossibleValue::new($name)$(.help($help))?),+
                })
            }
        }
    };
}

names!(CleanLevel {
    Careful => "careful", "Lines that a rule recognises, and lines that look least like the article";
    Balanced => "balanced", "Lines that are probably not the article";
    Strict => "strict", "Lines that are not clearly the article";
});

names!(CleanedFormat {
    Text => "text", "The text; before each of several documents a line with its name";
    Html => "html", "One web page that shows what stays and what goes, with reasons";
    JsonLines => "jsonl", "A JSON object a document";
    Json => "json", "One JSON array";
    Csv => "csv", "Comma-separated values, a row a document";
    Tsv => "tsv", "Values separated by tabs, a row a document";
    Parquet => "parquet", "A Parquet file with a row a document";
});

names!(PhraseOrder {
    Tfidf => "tfidf";
    Yake => "yake";
});

names!(DispersionParts {
    Document => "document";
    File => "file";
    Label => "label";
});

names!(PeriodLength {
    Day => "day";
    Week => "week", "From Monday, named by it";
    Month => "month";
    Year => "year";
});

names!(SplitMethod {
    Folds => "folds", "Stratified folds";
    Time => "time", "Blocks of time";
});

names!(KeynessMeasure {
    LogLikelihood => "log-likelihood", "Signed log-likelihood ratio G² (Dunning 1993)";
    ChiSquared => "chi-squared", "Signed chi-squared";
    ChiSquaredYates => "chi-squared-yates", "Chi-squared with Yates's correction";
    Fisher => "fisher", "p-value of Fisher's exact test";
    LogRatio => "log-ratio", "Binary logarithm of the ratio of rates (Hardie 2014); a count of 0 is taken as 0.5, so in a \
        small reference its sign can contradict that of G²";
    LogOdds => "log-odds", "z-score of the log-odds ratio with an informative Dirichlet prior (Monroe et al. 2008): the \
        counts of both sides together, which keep the log-odds of rare terms within ln 4 of 0";
    SimpleMaths => "simple-maths", "Ratio of smoothed rates (Kilgarriff 2009)";
    Tfidf => "tfidf", "TF-IDF: the count in the target times the inverse document frequency in all documents read";
});

names!(KeynessTest {
    Tokens => "tokens", "Tokens, taken as independent: p of the measure where it is a test, else of log-likelihood";
    Documents => "documents", "Documents: how many use the term at a rate above the median of both sides; in most cases \
        these are the documents that hold it (median test of Mood 1950, Fisher's exact p)";
});

names!(Adjustment {
    Holm => "holm", "Holm (1979)";
    BenjaminiHochberg => "bh", "Benjamini and Hochberg (1995)";
    None => "none", "As they are";
});

names!(Sign {
    Positive => "positive";
    Negative => "negative";
    Both => "both";
});

names!(HamzaSeats {
    Keep => "keep";
    Fold => "fold";
});

names!(StemLanguage {
    Arabic => "arabic";
    Danish => "danish";
    Dutch => "dutch";
    English => "english";
    Finnish => "finnish";
    French => "french";
    German => "german";
    Greek => "greek";
    Hungarian => "hungarian";
    Italian => "italian";
    Norwegian => "norwegian";
    Portuguese => "portuguese";
    Romanian => "romanian";
    Russian => "russian";
    Spanish => "spanish";
    Swedish => "swedish";
    Tamil => "tamil";
    Turkish => "turkish";
});

names!(Algorithm {
    Complement => "complement";
    WeightNormalisedComplement => "weight-normalised-complement";
    Multinomial => "multinomial";
    Bernoulli => "bernoulli";
});

names!(Prior {
    Empirical => "empirical";
    Uniform => "uniform";
});

names!(Tf {
    Raw => "raw";
    Sublinear => "sublinear";
    Binary => "binary";
});

names!(Idf {
    Smooth => "smooth";
    None => "none";
});

names!(ClassWeighting {
    Entropy => "entropy";
    None => "none";
});

names!(Norm {
    L2 => "l2";
    L1 => "l1";
    None => "none";
});

names!(TermSelection {
    MutualInformation => "mutual-information";
    ChiSquared => "chi-squared";
    DocumentFrequency => "document-frequency";
});

#[cfg(test)]
mod tests {
    use super::*;

    /// The command line and settings in JSON name values alike.
    #[test]
    fn flags_and_json_have_the_same_names() {
        macro_rules! check {
            ($($named:ty),+) => {$(
                for value in <$named>::value_variants() {
                    let name = value.to_possible_value().expect("every value has a name");
                    let json = serde_json::Value::from(name.get_name());
                    let read: $named = serde_json::from_value(json).expect("JSON knows the name");
                    assert_eq!(format!("{read:?}"), format!("{value:?}"));
                }
            )+};
        }
        check! { PhraseOrder, DispersionParts, KeynessMeasure, KeynessTest, Adjustment, Sign }
        check! { Algorithm, Tf, Idf, ClassWeighting, TermSelection, StemLanguage, HamzaSeats, SplitMethod }
    }
}
