//! How bytes become documents, and results become files.
//!
//! Reading goes in two steps so that all cores can work: [`Batches`] cuts inputs into batches of
//! whole records, one after the other, and [`Batch::documents`] parses a batch on any thread.

mod archives;
mod arriving;
mod article_blocks;
mod atomic;
mod attributes;
mod bad_record;
mod batches;
mod column_names;
mod compression;
mod conversions;
mod cutting;
mod dates;
mod delimited;
mod detection;
mod embedded;
mod encoding;
mod file_identity;
mod folders;
mod format;
mod furniture;
mod furniture_names;
mod guard;
mod headed_blocks;
mod html;
mod inputs;
mod json_array;
mod json_lines;
mod json_parts;
mod json_record;
mod labels;
mod leftovers;
mod line_ends;
mod lines;
mod links;
mod misread_letters;
mod mixed_encodings;
mod mojibake;
mod nesting;
mod new_file;
mod office;
mod other_articles;
mod output_path;
mod page_blocks;
mod page_facts;
mod parquet;
mod parquet_columns;
mod pipeline;
mod record;
mod rows;
mod separators;
mod sources;
mod stated;
mod text_reader;
mod unlinked;
#[cfg(target_os = "linux")]
mod unnamed;
mod unpacking;

pub use atomic::{AtomicFile, write_file};
pub use bad_record::BadRecord;
pub use batches::{Batch, Parsed};
pub use conversions::Conversions;
pub use cutting::Batches;
pub use encoding::Encoding;
pub use file_identity::FileIdentity;
pub use folders::PassedOver;
pub use format::{Fields, InputFormat, InputOptions, Pages, Per, Tables};
pub(crate) use guard::silence_guarded_panics;
pub use output_path::{check_output_folder, is_stdout, is_stream};
pub use pipeline::map_in_order;
pub use sources::{FoundSources, Source, find_sources};
pub use unpacking::UnpackingLimit;
