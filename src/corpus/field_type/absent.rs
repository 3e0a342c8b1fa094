//! Replaces the field types when the feature `parquet` is off: no other table format has types.

/// The types of the fields of a table; always empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldTypes {}
