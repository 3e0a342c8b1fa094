//! A self-contained HTML page: no network, no fonts, no other file.

mod number_column;
mod page;
mod picture;
mod table;

pub use page::{Fact, HtmlBlock, HtmlPage, HtmlSection, PageTheme, PageWords};
pub use picture::{HtmlPicture, Svg};
pub use table::{Heading, HtmlTable};
