//! A page of HTML that needs nothing but itself: no network, no fonts, no other file.

mod page;
mod table;

pub use page::{HtmlBlock, HtmlPage, HtmlSection, PageTheme, PageWords};
pub use table::{Heading, HtmlTable};
