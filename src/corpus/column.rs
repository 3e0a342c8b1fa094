//! Columns of documents for grouping.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::document::Document;

/// A property of documents by which they are grouped, compared and measured.
///
/// ```
/// use tasnif::Column;
///
/// let column: Column = "month".parse()?;
/// assert_eq!(column, Column::Month);
/// assert_eq!("predicted".parse(), Ok(Column::Field("predicted".into())));
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[non_exhaustive]
#[serde(from = "String")]
pub enum Column {
    /// The label.
    Label,
    /// The file that contains the document, as named by the user.
    File,
    /// The month of its date, such as `2024-03`.
    Month,
    /// A field of its record, such as `predicted`; the field must be read as the document's group
    /// ([`crate::Fields::group`]).
    Field(String),
}

impl Column {
    /// Name of the group of documents without a date, among months.
    pub const NO_DATE: &str = "no date";

    /// The name in input and output.
    pub fn name(&self) -> &str {
        match self {
            Column::Label => "label",
            Column::File => "file",
            Column::Month => "month",
            Column::Field(name) => name,
        }
    }

    /// The value of a document; empty if it has none.
    pub fn value<'d>(&self, document: &'d Document) -> Cow<'d, str> {
        match self {
            Column::Label => document.label.as_deref().unwrap_or_default().into(),
            Column::File => (&*document.place.source).into(),
            Column::Month => {
                let month = document.date.map(|date| date.day().strftime("%Y-%m"));
                month
                    .map(|month| month.to_string())
                    .unwrap_or_default()
                    .into()
            }
            Column::Field(_) => document.group.as_deref().unwrap_or_default().into(),
        }
    }

    /// The name of the group of documents with this value.
    pub(crate) fn group_name<'v>(&self, value: &'v str) -> &'v str {
        match self {
            Column::Month if value.is_empty() => Column::NO_DATE,
            _ => value,
        }
    }

    /// Whether a group has a value, and does not collect all documents without one; documents without a label
    /// are an ordinary group.
    pub(crate) fn is_value(&self, group: &str) -> bool {
        match self {
            Column::Month => group != Column::NO_DATE,
            Column::Field(_) => !group.is_empty(),
            Column::Label | Column::File => true,
        }
    }

    /// The error when no document has a value; `None` if that is allowed.
    pub(crate) fn no_value(&self) -> Option<String> {
        match self {
            Column::Label | Column::File => None,
            Column::Month => Some("no document has a date that can be read".into()),
            Column::Field(name) => Some(format!(
                "no document has a value in a field \"{name}\" (`by` takes label, file, month or the name of a JSON key or column)"
            )),
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Column {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Infallible> {
        Ok(match name {
            "label" => Column::Label,
            "file" => Column::File,
            "month" => Column::Month,
            field => Column::Field(field.to_owned()),
        })
    }
}

impl From<String> for Column {
    fn from(name: String) -> Self {
        let Ok(column) = name.parse();
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_values_of_documents() {
        let mut document = Document::new("a/b.txt", "").with_label("x");
        document.group = Some("p\0q".into());
        let values = ["label", "file", "month", "predicted"].map(|name| {
            let Ok(column) = name.parse::<Column>();
            assert_eq!(column.name(), name);
            column.value(&document).into_owned()
        });
        assert_eq!(values, ["x", "a/b.txt", "", "p\0q"]);
    }
}
