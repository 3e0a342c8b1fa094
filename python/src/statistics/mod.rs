//! Statistics of texts: each function runs one job of the library and returns its rows as a table.

mod association;
mod call;
mod cleaning;
mod contexts;
mod diversity;
mod phrases;
mod problems;
mod terms;

pub use association::collocations;
pub use call::{Call, WORDS};
pub use cleaning::clean;
pub use contexts::concordance;
pub use diversity::measures;
pub use phrases::key_phrases;
pub use problems::lint;
pub use terms::{KEYNESS, keywords};
