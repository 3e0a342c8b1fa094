//! Columns of a Parquet file: their types, and the flattening of nested values.

use std::io;

use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::file::writer::{SerializedColumnWriter, SerializedRowGroupWriter};
use serde_json::Value;

use super::values::{INT, Scalar, of_json, scalar, type_of_json};
use crate::corpus::FieldType;

/// The information about a column so far.
#[derive(Debug)]
pub(super) struct Column {
    name: String,
    /// The type of its values; `None` while all are null.
    seen: Option<FieldType>,
    /// The type in the source table.
    stated: Option<FieldType>,
    /// False once a value does not fit the type of the source table.
    is_fit: bool,
}

impl Column {
    pub(super) fn new(name: &str) -> Self {
        Column {
            name: name.to_owned(),
            seen: None,
            stated: None,
            is_fit: true,
        }
    }

    /// Takes a value into account, and the type in its source table.
    pub(super) fn see(&mut self, json: &str, stated: Option<&FieldType>) {
        if let (None, None, Some(stated)) = (&self.seen, &self.stated, stated) {
            self.stated = Some(stated.clone());
        }
        let Some(kind) = type_of_json(json) else {
            return;
        };
        self.is_fit &= match &self.stated {
            Some(stated) => fits(&of_json(json, stated), stated),
            None => false,
        };
        self.seen = Some(match self.seen.take() {
            Some(seen) => joined(seen, kind),
            None => kind,
        });
    }

    /// Its name, and the type for all values.
    pub(super) fn typed(self) -> (String, FieldType) {
        let stated = self.stated.filter(|_| self.is_fit);
        let of = stated.or(self.seen).unwrap_or(FieldType::Text);
        (self.name, of)
    }
}

/// The common type for both.
fn joined(seen: FieldType, other: FieldType) -> FieldType {
    match (seen, other) {
        (seen, other) if seen == other => seen,
        (INT, FieldType::Double) | (FieldType::Double, INT) => FieldType::Double,
        _ => FieldType::Text,
    }
}

/// True when a value can be stored as that type without loss.
fn fits(value: &Value, of: &FieldType) -> bool {
    match (value, of) {
        (Value::Null, _) => true,
        (Value::Array(items), FieldType::List(of)) => items.iter().all(|item| fits(item, of)),
        (Value::Array(pairs), FieldType::Map(keys, values)) => pairs.iter().all(|pair| {
            let pair = pair.as_array().map(Vec::as_slice);
            matches!(pair, Some([key, value]) if !key.is_null() && fits(key, keys) && fits(value, values))
        }),
        (Value::Object(members), FieldType::Object(types)) => {
            let is_known = |name: &String| types.iter().any(|(known, _)| known == name);
            let values = types.iter().map(|(name, of)| (&members[name], of));
            members.len() == types.len()
                && members.keys().all(is_known)
                && values.into_iter().all(|(value, of)| fits(value, of))
        }
        (value, of) => scalar(value, of).is_some(),
    }
}

/// Values of a leaf of the schema: the repetition level, the definition level and the value of each.
#[derive(Debug, Default)]
struct Leaf {
    repetitions: Vec<i16>,
    definitions: Vec<i16>,
    values: Vec<Scalar>,
}

/// The position of a value in lists, and its definition level.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// The level of the list in which it starts a new item; 0 for the first of a row.
    repeated: i16,
    /// The number of lists around it.
    lists: i16,
    /// The number of optional levels that are present.
    defined: i16,
}

impl Level {
    const ROW: Level = Level {
        repeated: 0,
        lists: 0,
        defined: 0,
    };

    fn inside(self) -> Self {
        Level {
            defined: self.defined + 1,
            ..self
        }
    }

    /// The level of an item of a list that is not null.
    fn item(self, index: usize) -> Self {
        let lists = self.lists + 1;
        Level {
            repeated: if index == 0 { self.repeated } else { lists },
            lists,
            defined: self.defined + 2,
        }
    }
}

/// Writes a column of a row group; `values` are not null and have their row numbers.
pub(super) fn write_column(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    of: &FieldType,
    values: Vec<(usize, Value)>,
    rows: usize,
) -> io::Result<()> {
    let mut leaves: Vec<Leaf> = Vec::new();
    leaves.resize_with(leaf_count(of), Leaf::default);
    let mut values = values.into_iter().peekable();
    for row in 0..rows {
        let value = values.next_if(|(at, _)| *at == row);
        let value = value.map_or(Value::Null, |(_, value)| value);
        flatten(&value, of, Level::ROW, &mut leaves);
    }
    for leaf in leaves {
        // The schema was built from the same types.
        let Some(mut column) = group.next_column()? else {
            return Err(io::Error::other("a Parquet column too many"));
        };
        write_leaf(&mut column, leaf)?;
        column.close()?;
    }
    Ok(())
}

fn leaf_count(of: &FieldType) -> usize {
    match of {
        FieldType::List(of) => leaf_count(of),
        FieldType::Map(keys, values) => leaf_count(keys) + leaf_count(values),
        FieldType::Object(members) => members.iter().map(|(_, of)| leaf_count(of)).sum(),
        _ => 1,
    }
}

/// Adds a value to the leaves of its type.
fn flatten(value: &Value, of: &FieldType, level: Level, leaves: &mut [Leaf]) {
    match (value, of) {
        (Value::Array(items), FieldType::List(of)) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                flatten(item, of, level.item(index), leaves);
            }
        }
        (Value::Array(pairs), FieldType::Map(keys, values)) if !pairs.is_empty() => {
            let (key_leaves, value_leaves) = leaves.split_at_mut(leaf_count(keys));
            for (index, pair) in pairs.iter().enumerate() {
                let level = level.item(index);
                // Keys are never missing, so their definition level is that of their pair.
                let key_level = Level {
                    defined: level.defined - 1,
                    ..level
                };
                flatten(&pair[0], keys, key_level, key_leaves);
                flatten(&pair[1], values, level, value_leaves);
            }
        }
        (Value::Object(members), FieldType::Object(types)) => {
            let mut rest = leaves;
            for (name, of) in types {
                let (own, after) = rest.split_at_mut(leaf_count(of));
                flatten(&members[name], of, level.inside(), own);
                rest = after;
            }
        }
        // An empty list is present, but has no items.
        (Value::Array(_), FieldType::List(_) | FieldType::Map(..)) => {
            leaves
                .iter_mut()
                .for_each(|leaf| leaf.missing(level.inside()));
        }
        (value, of) => match (leaves, scalar(value, of)) {
            ([leaf], Some(scalar)) if !value.is_null() => leaf.there(level.inside(), scalar),
            (leaves, _) => leaves.iter_mut().for_each(|leaf| leaf.missing(level)),
        },
    }
}

impl Leaf {
    fn missing(&mut self, level: Level) {
        self.repetitions.push(level.repeated);
        self.definitions.push(level.defined);
    }

    fn there(&mut self, level: Level, value: Scalar) {
        self.missing(level);
        self.values.push(value);
    }
}

/// Writes the values of one kind.
macro_rules! write_values {
    ($writer:expr, $leaf:expr, $pattern:pat => $value:expr) => {{
        let values = $leaf.values.into_iter();
        let values: Vec<_> = values
            .filter_map(|value| match value {
                $pattern => Some($value),
                _ => None,
            })
            .collect();
        $writer.write_batch(&values, Some(&$leaf.definitions), Some(&$leaf.repetitions))?
    }};
}

fn write_leaf(column: &mut SerializedColumnWriter<'_>, leaf: Leaf) -> io::Result<()> {
    match column.untyped() {
        ColumnWriter::BoolColumnWriter(writer) => {
            write_values!(writer, leaf, Scalar::Bool(value) => value);
        }
        ColumnWriter::Int32ColumnWriter(writer) => {
            write_values!(writer, leaf, Scalar::Int32(value) => value);
        }
        ColumnWriter::Int64ColumnWriter(writer) => {
            write_values!(writer, leaf, Scalar::Int64(value) => value);
        }
        ColumnWriter::FloatColumnWriter(writer) => {
            write_values!(writer, leaf, Scalar::Float(value) => value);
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            write_values!(writer, leaf, Scalar::Double(value) => value);
        }
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            write_values!(writer, leaf, Scalar::Bytes(value) => ByteArray::from(value));
        }
        ColumnWriter::FixedLenByteArrayColumnWriter(writer) => {
            write_values!(writer, leaf, Scalar::Bytes(value) => FixedLenByteArray::from(value));
        }
        ColumnWriter::Int96ColumnWriter(_) => {
            return Err(io::Error::other("a Parquet column of 96 bits"));
        }
    };
    Ok(())
}
