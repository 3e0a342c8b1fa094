//! How results are said: as a table or a page for people, as CSV, JSON and JSON Lines for programs.
//!
//! Commands produce [`Record`]s; [`ReportWriter`] writes them in the format that was asked for.

mod html;
mod number;
mod row;
mod writer;

pub use html::{Heading, HtmlBlock, HtmlPage, HtmlSection, HtmlTable};
pub use number::{counted, decimals, percent, significant, thousands};
pub use row::{Row, shortened};
pub use writer::{Record, ReportFormat, ReportWriter};
