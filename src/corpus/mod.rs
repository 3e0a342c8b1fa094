//! Documents, their origin and their labels.

mod column;
mod document;
#[cfg(feature = "parquet")]
mod field_type;
#[cfg(not(feature = "parquet"))]
#[path = "field_type/absent.rs"]
mod field_type;
mod kept;
mod kept_fields;
mod labels;
mod page;
pub mod reading;
mod selection;
pub(crate) mod tokens;
mod written_date;

pub use column::Column;
pub(crate) use document::paragraph_ranges;
pub use document::{Document, Place};
pub(crate) use field_type::FieldTypes;
#[cfg(feature = "parquet")]
pub(crate) use field_type::{
    FieldType, MOST_DIGITS, TimeType, TimeUnit, day_text, days_of, decimal_of, decimal_text,
    time_of, time_text, timestamp_of, timestamp_text,
};
pub use kept::{KeptCorpus, KeptCorpusBuilder, KeptDocument};
pub use kept_fields::{FieldValue, KeptFields};
pub use labels::Labels;
pub use page::{BlockPlace, Fact, FactSource, Page, PageBlock, PageFact, PageFacts};
pub use reading::Progress;
pub use selection::Selection;
pub use tokens::builder::CorpusBuilder;
pub(crate) use tokens::document_reader::DocumentReader;
pub use tokens::storage::Storage;
pub use tokens::token_table::TokenTable;
pub use tokens::tokenized::TokenizedCorpus;
pub use written_date::WrittenDate;
