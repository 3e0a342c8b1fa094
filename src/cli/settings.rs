//! Flags of training, the same in every command that trains.

use std::path::Path;

use super::abstaining::MaxUnknownArgument;
use super::failure::Failure;
use crate::features::{
    ClassWeighting, DEFAULT_MAX_FEATURES, DfBound, Idf, MinDf, Norm, TermSelection, Tf,
};
use crate::jobs::{CharNgrams, Epochs, MaxFeatures, StopWords, TrainingSettings, WordSettings};
use crate::model::{Algorithm, DEFAULT_SAMPLE, ModelSettings, Prior, Refinement};
use crate::text::{BuiltInList, HamzaSeats, NgramRange, Profile, StemLanguage};

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Text")]
pub(super) struct TextArguments {
    /// auto (by the script of each token), arabic, persian, urdu (as auto, with the letters of that
    /// language), latin or plain [default: auto; where words are counted, persian or urdu when that is
    /// the language of most text in Arabic script]
    #[arg(long, value_name = "NAME")]
    pub profile: Option<Profile>,
    /// ؤ and ئ as they are, or as و and ي (ی with --profile persian and urdu); ء always stays
    #[arg(long, default_value = "keep")]
    pub hamza_seats: HamzaSeats,
    /// arabic, english, persian, urdu, arabic-news, english-news (see stop-words), a file with one word a
    /// line, default, or none; give it again to add lists. default is the lists of the languages
    /// found where words are counted, else Arabic and English [default: none, where words are
    /// counted default]
    #[arg(long, value_name = "LIST", value_hint = clap::ValueHint::FilePath)]
    pub stop_words: Vec<String>,
    /// Cut endings off the words of a language's script by its Snowball stemmer, after stop words
    /// [default: none]; lossy: damages names and many words (وزير becomes زير)
    #[arg(long, value_name = "LANGUAGE")]
    pub stem: Option<StemLanguage>,
}

impl TextArguments {
    /// The flags as settings; lists of words are read from their files.
    pub(super) fn words(&self) -> Result<WordSettings, Failure> {
        Ok(WordSettings {
            profile: self.profile,
            hamza_seats: self.hamza_seats,
            stem: self.stem,
            stop_words: stop_words(&self.stop_words)?,
            ..WordSettings::default()
        })
    }
}

/// The stop lists of these names; none where no name is given.
pub(super) fn stop_words(names: &[String]) -> Result<Option<Vec<StopWords>>, Failure> {
    if names.len() > 1 && names.iter().any(|name| name == "none") {
        return Err(Failure::Message(
            "--stop-words none does not go with other lists; leave out none or the others".into(),
        ));
    }
    let lists = names.iter().filter(|name| *name != "none");
    let lists: Result<Vec<StopWords>, Failure> = lists.map(|name| stop_list(name)).collect();
    Ok((!names.is_empty()).then_some(lists?))
}

fn stop_list(name: &str) -> Result<StopWords, Failure> {
    name.parse().or_else(|_| own_stop_list(name))
}

fn own_stop_list(file: &str) -> Result<StopWords, Failure> {
    let lines = std::fs::read_to_string(file).map_err(|error| {
        let names = BuiltInList::ALL.map(BuiltInList::name).join(", ");
        Failure::Message(format!(
            "--stop-words {file}: {error}; give {names}, default, none, or a file with one word a line"
        ))
    })?;
    let name = Path::new(file).file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    Ok(StopWords::Own { name, lines })
}

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Training")]
pub(super) struct SettingArguments {
    /// Kind of naive Bayes; bernoulli sees only which terms occur, so it implies --tf binary,
    /// --idf none, --class-weighting none and --norm none
    #[arg(long, default_value = "complement", help_heading = "Training")]
    pub algorithm: Algorithm,
    /// Smoothing, above 0 [default: 0.1, or chosen by held-out documents]
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub alpha: Option<f64>,
    /// Class prior [default: uniform for complement and with --balanced, empirical otherwise]
    #[arg(long)]
    pub prior: Option<Prior>,
    /// Weigh the documents of rare labels more, so that all labels weigh the same (balanced class
    /// weights; --class-weighting weighs terms)
    #[arg(long)]
    pub balanced: bool,
    /// Lengths of word n-grams
    #[arg(long, value_name = "RANGE", default_value = "1..2")]
    pub ngrams: NgramRange,
    /// Lengths of character n-grams inside words, such as 3..5, or none [default: none, or in small
    /// corpora chosen by held-out documents]
    #[arg(long, value_name = "RANGE")]
    pub char_ngrams: Option<CharNgrams>,
    /// Count Arabic words that differ only in what is written as one with them (و ف ب ك ل س ال,
    /// pronouns) as one term, where the corpus attests the word without it
    #[arg(long)]
    pub clitics: bool,
    /// Weight of a term's count in a document [default: sublinear]
    #[arg(long)]
    pub tf: Option<Tf>,
    /// Inverse document frequency [default: smooth]
    #[arg(long)]
    pub idf: Option<Idf>,
    /// Weight of a term by its spread over the labels; none is plain TF-IDF [default: entropy, or
    /// chosen by held-out documents]
    #[arg(long)]
    pub class_weighting: Option<ClassWeighting>,
    /// Scaling of a document's weights [default: l2]
    #[arg(long)]
    pub norm: Option<Norm>,
    /// Fewest documents of a term: a count, a share such as 1%, or auto (1 below 2,000 documents,
    /// else 2)
    #[arg(long, value_name = "DF", default_value = "auto")]
    pub min_df: MinDf,
    /// Most documents of a term: a count or a share
    #[arg(long, value_name = "DF", default_value = "100%")]
    pub max_df: DfBound,
    /// Most terms in the model, or none for no limit
    #[arg(long, value_name = "N", default_value_t = MaxFeatures(Some(DEFAULT_MAX_FEATURES)))]
    pub max_features: MaxFeatures,
    /// Which terms stay when there are more
    #[arg(long, default_value = "mutual-information")]
    pub select: TermSelection,
    /// Epochs of refinement: the weights of naive Bayes are moved towards those of logistic
    /// regression; 0 keeps those of naive Bayes, auto lets held-out documents choose; with a number
    /// --class-weighting is none by default
    #[arg(long, value_name = "N", default_value = "auto")]
    pub refine: Epochs,
    /// First step of refinement, for rows of unit length
    #[arg(long, requires = "refine", value_name = "NUMBER", default_value_t = Refinement::new(1).learning_rate)]
    pub learning_rate: f64,
    /// How strongly refinement starts from the weights of naive Bayes; 0 forgets them
    #[arg(long, requires = "refine", value_name = "NUMBER", default_value_t = Refinement::new(1).start)]
    pub refine_start: f64,
    /// How much of naive Bayes is added to the refined weights at the end
    #[arg(long, requires = "refine", value_name = "NUMBER", default_value_t = Refinement::new(1).blend)]
    pub refine_blend: f64,
    /// Choose nothing by held-out documents: plain naive Bayes, faster
    #[arg(long)]
    pub quick: bool,
    /// Leave probabilities as they are, label every document with a known word, and choose no settings:
    /// faster
    #[arg(long, conflicts_with = "max_unknown")]
    pub no_calibration: bool,
    /// Of more documents than this, about as many, drawn by content, decide what is chosen and how
    /// probabilities are calibrated; naive Bayes learns from all
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SAMPLE)]
    pub sample: u64,
    #[command(flatten)]
    pub unknown: MaxUnknownArgument,
    #[command(flatten)]
    pub text: TextArguments,
}

impl SettingArguments {
    /// The settings, checked.
    pub(super) fn model_settings(&self) -> Result<ModelSettings, Failure> {
        Ok(self.training_settings()?.model_settings()?)
    }

    /// The flags as settings; lists of words are read from their files.
    pub(super) fn training_settings(&self) -> Result<TrainingSettings, Failure> {
        Ok(TrainingSettings {
            algorithm: self.algorithm,
            alpha: self.alpha,
            prior: self.prior,
            balanced: self.balanced,
            ngrams: self.ngrams,
            char_ngrams: self.char_ngrams,
            clitics: self.clitics,
            tf: self.tf,
            idf: self.idf,
            class_weighting: self.class_weighting,
            norm: self.norm,
            min_df: self.min_df,
            max_df: self.max_df,
            max_features: self.max_features,
            select: self.select,
            refine: self.refine,
            learning_rate: self.learning_rate,
            refine_start: self.refine_start,
            refine_blend: self.refine_blend,
            quick: self.quick,
            no_calibration: self.no_calibration,
            max_unknown: self.unknown.max_unknown,
            sample: self.sample,
            profile: self.text.profile,
            hamza_seats: self.text.hamza_seats,
            stop_words: stop_words(&self.text.stop_words)?,
            stem: self.text.stem,
        })
    }
}
