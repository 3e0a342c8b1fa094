//! Output of results: as a table or a page for people, as CSV, TSV, JSON, JSON Lines and Parquet for programs.
//!
//! Commands produce [`Record`]s; [`ReportWriter`] writes them in the requested format.

mod format;
#[cfg(feature = "charts")]
mod html;
mod kept_columns;
mod marked_text;
mod number;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "parquet/absent.rs"]
mod parquet;
mod row;
mod writer;

pub use format::ReportFormat;
#[cfg(feature = "charts")]
pub use html::{
    Fact, Heading, HtmlBlock, HtmlPage, HtmlPicture, HtmlSection, HtmlTable, PageTheme, PageWords,
    Svg,
};
pub use kept_columns::{Kept, KeptColumns, Own};
pub use marked_text::Marking;
pub use number::{counted, decimals, percent, significant, thousands};
pub use row::{Row, shortened};
pub use writer::{Record, ReportWriter, write_records};
