//! How bytes become documents, and results become files.
//!
//! Reading goes in two steps so that all cores can work: [`Batches`] cuts inputs into batches of
//! whole records, one after the other, and [`Batch::documents`] parses a batch on any thread.

mod atomic;
mod batches;
mod compression;
mod conversions;
mod cutting;
mod delimited;
mod detection;
mod encoding;
mod format;
mod html;
mod json_lines;
mod lines;
mod mojibake;
mod pipeline;
mod sources;
mod text_reader;

pub use atomic::{AtomicFile, check_output_folder, write_file};
pub use batches::{Batch, Parsed};
pub use conversions::Conversions;
pub use cutting::Batches;
pub use encoding::Encoding;
pub use format::{Fields, InputFormat, InputOptions, Per};
pub use pipeline::map_in_order;
pub use sources::{Source, find_sources};
