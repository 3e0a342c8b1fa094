//! How does a result become a picture? Data of charts and their captions, in the language of the terms.

mod captions;
mod classes;
mod classifier_captions;
mod confusion;
mod coverage;
mod data_table;
mod figure;
mod letters;
mod period;
mod period_ticks;
mod reliability;
mod scores;
mod terms;
mod zipf;

use crate::error::Error;

pub(crate) use captions::{Captions, Language, documents, words};
pub(crate) use classes::classes;
pub(crate) use classifier_captions::LogOdds;
pub(crate) use confusion::{Accuracy, confusion};
pub(crate) use coverage::coverage;
pub(crate) use data_table::{Cell, DataTable};
pub(crate) use figure::Figure;
pub(crate) use letters::LetterCounts;
pub(crate) use period::PeriodLength;
pub(crate) use period_ticks::ticks;
pub(crate) use reliability::reliability;
pub(crate) use scores::scores;
pub(crate) use terms::terms;
pub(crate) use zipf::zipf;

/// The error of a chart of terms when there is none among so many words.
pub(crate) fn no_term(words: u64) -> Error {
    Error::Input(match words {
        0 => "the documents hold no word, so there is nothing to draw".into(),
        _ => "no term is left to draw: the text holds only stop words, numbers or single letters; \
              `stop_words` none keeps stop words"
            .into(),
    })
}
