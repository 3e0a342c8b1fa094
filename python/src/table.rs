//! Rows of the library as a table of Arrow.
//!
//! The library writes rows as JSON Lines; the type of a column is the common type of its values, as in the Parquet files
//! that the program writes.

use std::fmt;
use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, ListArray, NullArray, RecordBatch,
    RecordBatchIterator, StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyString};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use tasnif::report::{Record, ReportFormat, ReportWriter};
use tasnif::text::CharSpans;
use tasnif::{Document, jobs::RankedPhrase};

use crate::errors::exception;
use crate::texts::arrow_error;

/// A table: for pandas, polars and others through Arrow's C interface, or column by column.
#[pyclass(frozen, module = "tasnif_text")]
#[derive(Debug)]
pub struct Table {
    rows: RecordBatch,
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        let schema = self.rows.schema();
        schema
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect()
    }

    fn __len__(&self) -> usize {
        self.rows.num_rows()
    }

    fn __repr__(&self) -> String {
        format!(
            "<Table of {} rows: {}>",
            self.rows.num_rows(),
            self.columns().join(", ")
        )
    }

    /// The values of a column.
    fn __getitem__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let column = self.rows.column_by_name(name).ok_or_else(|| {
            let names = self.columns().join(", ");
            PyKeyError::new_err(format!("there is no column {name}; there are {names}"))
        })?;
        (0..column.len()).map(|row| cell(py, column, row)).collect()
    }

    /// A dictionary of the columns.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for name in self.columns() {
            dict.set_item(&name, self.__getitem__(py, &name)?)?;
        }
        Ok(dict)
    }

    /// A list of the rows, each a dictionary.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let rows = 0..self.rows.num_rows();
        let columns = self.columns();
        rows.map(|row| {
            let dict = PyDict::new(py);
            for (name, column) in columns.iter().zip(self.rows.columns()) {
                dict.set_item(name, cell(py, column, row)?)?;
            }
            Ok(dict)
        })
        .collect()
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.stream(py, requested_schema)
    }

    /// The table as `pandas.DataFrame`.
    fn to_pandas<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let frame = py.import("pandas")?.getattr("DataFrame")?;
        match py.import("pyarrow") {
            Ok(pyarrow) => pyarrow
                .call_method1("table", (slf,))?
                .call_method0("to_pandas"),
            Err(_) => frame.call1((slf.get().to_dict(py)?,)),
        }
    }

    /// The table as `polars.DataFrame`.
    fn to_polars<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// The table as `pyarrow.Table`.
    fn to_arrow<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// The table in a notebook.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let escape = py.import("html")?.getattr("escape")?;
        let escaped = |value: &Bound<'_, PyAny>| -> PyResult<String> {
            escape.call1((value.str()?,))?.extract()
        };
        let mut html = String::from("<table><thead><tr>");
        for name in self.columns() {
            html += &format!("<th>{}</th>", escaped(PyString::new(py, &name).as_any())?);
        }
        html += "</tr></thead><tbody>";
        const SHOWN: usize = 20;
        for row in 0..self.rows.num_rows().min(SHOWN) {
            html += "<tr>";
            for column in self.rows.columns() {
                let value = cell(py, column, row)?;
                let value = match value.is_none() {
                    true => String::new(),
                    false => escaped(&value)?,
                };
                html += &format!("<td dir=\"auto\">{value}</td>");
            }
            html += "</tr>";
        }
        html += "</tbody></table>";
        html += &format!("<p>{} rows</p>", self.rows.num_rows());
        Ok(html)
    }
}

impl Table {
    pub fn new(rows: RecordBatch) -> Self {
        Table { rows }
    }

    /// The table of some records of the library.
    pub fn of_records<R: Record>(records: impl IntoIterator<Item = R>) -> PyResult<Self> {
        let mut lines = Vec::new();
        let mut writer = ReportWriter::new(&mut lines, ReportFormat::JsonLines);
        for record in records {
            writer.write(&record).map_err(tasnif_io)?;
        }
        writer.finish().map_err(tasnif_io)?;
        Table::of_json_lines(&lines, &[])
    }

    /// The phrases of one text; spans are counted in characters.
    pub fn of_phrases(document: &Document, phrases: &[RankedPhrase]) -> PyResult<Self> {
        let characters = CharSpans::new(&document.text);
        let records = phrases.iter().map(|ranked| {
            let mut ranked = ranked.clone();
            for span in &mut ranked.phrase.spans {
                let of_characters = characters.span(span.0..span.1);
                *span = (of_characters.start, of_characters.end);
            }
            let mut row = tasnif::tables::key_phrases::row(document, &ranked, false);
            row.keep(|name| name != "id");
            row
        });
        Table::of_records(records)
    }

    /// The table of JSON objects, one a line, without the columns `dropped`.
    pub fn of_json_lines(lines: &[u8], dropped: &[&str]) -> PyResult<Self> {
        let mut columns: Vec<(String, Vec<Value>)> = Vec::new();
        let lines = lines
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty());
        let mut rows = 0;
        for line in lines {
            let Members(members) = serde_json::from_slice(line)
                .map_err(|error| PyValueError::new_err(error.to_string()))?;
            let members = members
                .into_iter()
                .filter(|(name, _)| !dropped.contains(&name.as_str()));
            for (name, value) in members {
                let place = columns.iter().position(|(known, _)| *known == name);
                let place = place.unwrap_or_else(|| {
                    columns.push((name, Vec::new()));
                    columns.len() - 1
                });
                columns[place].1.resize(rows, Value::Null);
                columns[place].1.push(value);
            }
            rows += 1;
        }
        let columns = columns.into_iter().map(|(name, mut values)| {
            values.resize(rows, Value::Null);
            let values: Vec<&Value> = values.iter().collect();
            (name, array(&values), true)
        });
        let columns: Vec<(String, ArrayRef, bool)> = columns.collect();
        if columns.is_empty() {
            return Ok(Table {
                rows: RecordBatch::new_empty(Arc::new(arrow_schema::Schema::empty())),
            });
        }
        RecordBatch::try_from_iter_with_nullable(columns)
            .map(Table::new)
            .map_err(arrow_error)
    }

    /// The rows through Arrow's C interface.
    pub fn stream<'py>(
        &self,
        py: Python<'py>,
        _requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = self.rows.schema();
        let reader = RecordBatchIterator::new([Ok(self.rows.clone())], schema);
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

fn tasnif_io(error: std::io::Error) -> PyErr {
    match error.downcast::<tasnif::Error>() {
        Ok(error) => exception(error),
        Err(error) => PyErr::from(error),
    }
}

/// The members of an object, in their order.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// Values as an array of their common type.
fn array(values: &[&Value]) -> ArrayRef {
    let is_all = |is: fn(&Value) -> bool| values.iter().all(|value| value.is_null() || is(value));
    if values.iter().all(|value| value.is_null()) {
        Arc::new(NullArray::new(values.len()))
    } else if is_all(Value::is_boolean) {
        Arc::new(
            values
                .iter()
                .map(|value| value.as_bool())
                .collect::<BooleanArray>(),
        )
    } else if is_all(Value::is_i64) {
        Arc::new(
            values
                .iter()
                .map(|value| value.as_i64())
                .collect::<Int64Array>(),
        )
    } else if is_all(Value::is_number) {
        Arc::new(
            values
                .iter()
                .map(|value| value.as_f64())
                .collect::<Float64Array>(),
        )
    } else if is_all(Value::is_array) {
        list(values)
    } else if is_all(Value::is_object) {
        structs(values)
    } else {
        let text = |value: &Value| match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        Arc::new(
            values
                .iter()
                .map(|value| text(value))
                .collect::<StringArray>(),
        )
    }
}

fn list(values: &[&Value]) -> ArrayRef {
    let lists = values.iter().map(|value| value.as_array());
    let items: Vec<&Value> = lists.clone().flatten().flatten().collect();
    let items = array(&items);
    let lengths = lists.clone().map(|list| list.map_or(0, Vec::len));
    let nulls: NullBuffer = lists
        .map(|list| list.is_some())
        .collect::<Vec<bool>>()
        .into();
    let field = Field::new("item", items.data_type().clone(), true);
    Arc::new(ListArray::new(
        Arc::new(field),
        OffsetBuffer::from_lengths(lengths),
        items,
        Some(nulls),
    ))
}

fn structs(values: &[&Value]) -> ArrayRef {
    let mut names: Vec<&String> = Vec::new();
    for name in values
        .iter()
        .filter_map(|value| value.as_object())
        .flat_map(|object| object.keys())
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let members = names.iter().map(|name| {
        let of_name: Vec<&Value> = values
            .iter()
            .map(|value| value.get(name).unwrap_or(&Value::Null))
            .collect();
        array(&of_name)
    });
    let members: Vec<ArrayRef> = members.collect();
    let fields = names.iter().zip(&members);
    let fields: Fields = fields
        .map(|(name, member)| Field::new(name.as_str(), member.data_type().clone(), true))
        .collect();
    let nulls: NullBuffer = values
        .iter()
        .map(|value| value.is_object())
        .collect::<Vec<bool>>()
        .into();
    Arc::new(StructArray::new(fields, members, Some(nulls)))
}

/// A value as Python's.
fn cell<'py>(py: Python<'py>, column: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int64Type, UInt64Type};
    if column.is_null(row) || column.data_type() == &DataType::Null {
        return Ok(py.None().into_bound(py));
    }
    Ok(match column.data_type() {
        DataType::Boolean => column
            .as_boolean()
            .value(row)
            .into_pyobject(py)?
            .to_owned()
            .into_any(),
        DataType::Int64 => column
            .as_primitive::<Int64Type>()
            .value(row)
            .into_pyobject(py)?
            .into_any(),
        DataType::UInt64 => column
            .as_primitive::<UInt64Type>()
            .value(row)
            .into_pyobject(py)?
            .into_any(),
        DataType::Float64 => column
            .as_primitive::<Float64Type>()
            .value(row)
            .into_pyobject(py)?
            .into_any(),
        DataType::Utf8 => PyString::new(py, column.as_string::<i32>().value(row)).into_any(),
        DataType::List(_) => {
            let items = column.as_list::<i32>().value(row);
            let items: PyResult<Vec<_>> = (0..items.len())
                .map(|item| cell(py, &items, item))
                .collect();
            items?.into_pyobject(py)?
        }
        DataType::Struct(fields) => {
            let dict = PyDict::new(py);
            for (field, member) in fields.iter().zip(column.as_struct().columns()) {
                dict.set_item(field.name(), cell(py, member, row)?)?;
            }
            dict.into_any()
        }
        other => {
            return Err(PyValueError::new_err(format!(
                "a column of Arrow's type {other}"
            )));
        }
    })
}
