//! Stands in for the types of fields where the feature `parquet` is off: no other table has types.

/// The types of the fields of a table, of which there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldTypes {}
