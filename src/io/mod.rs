//! How bytes become documents, and results become files.
//!
//! Reading has two steps so that all cores are used: [`Batches`] splits inputs into batches of whole records
//! sequentially, and [`Batch::documents`] parses a batch on any thread.

mod archives;
mod arriving;
mod atomic;
mod bad_record;
mod batches;
mod column_names;
mod compression;
mod conversions;
mod cutting;
mod dates;
mod delimited;
mod detection;
mod encoding;
#[cfg(feature = "cli")]
mod file_identity;
mod folders;
mod foreign;
mod format;
#[cfg(feature = "html")]
mod html;
#[cfg(not(feature = "html"))]
#[path = "html/absent.rs"]
mod html;
mod inputs;
mod json_array;
mod json_lines;
mod json_members;
mod json_parts;
mod json_paths;
mod json_record;
mod json_text;
mod leftovers;
mod line_ends;
mod lines;
mod misread_letters;
mod mixed_encodings;
mod mojibake;
mod name_value;
mod new_file;
#[cfg(feature = "archives")]
mod office;
#[cfg(not(feature = "archives"))]
#[path = "office/absent.rs"]
mod office;
mod output_path;
mod page_fields;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "parquet/absent.rs"]
mod parquet;
mod pipeline;
mod record;
mod rows;
mod separators;
#[cfg_attr(
    not(feature = "html"),
    expect(dead_code, reason = "only web pages have sites")
)]
pub(crate) mod site_blocks;
mod sources;
#[cfg(feature = "cli")]
mod terminal_text;
mod text_reader;
#[cfg(target_os = "linux")]
mod unnamed;
mod unpacking;

pub use atomic::{AtomicFile, write_file};
pub use bad_record::BadRecord;
pub use batches::{BadDates, Batch, Parsed, repaired};
pub(crate) use compression::{compress, decompress};
pub use conversions::Conversions;
pub use cutting::Batches;
pub use dates::DateFormat;
pub use encoding::Encoding;
#[cfg(feature = "cli")]
pub(crate) use file_identity::FileIdentity;
pub use folders::SkippedFiles;
pub use format::{Fields, InputFormat, InputOptions, Keep, Pages, Per, Tables};
#[cfg(feature = "html")]
pub use html::{BlockFeatures, block_features};
pub(crate) use json_members::members;
pub(crate) use output_path::check_output_folder;
#[cfg(feature = "cli")]
pub(crate) use output_path::{is_stdout, is_stream, output_place};
#[cfg(feature = "cli")]
pub(crate) use parquet::silence_guarded_panics;
pub use pipeline::map_in_order;
pub use sources::{FoundSources, Source, find_sources};
#[cfg(feature = "cli")]
pub(crate) use terminal_text::TerminalText;
pub use unpacking::UnpackingLimit;
