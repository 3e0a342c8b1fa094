//! Columns of strings: lists, tuples, NumPy arrays and Series of Python's strings, and Arrow's arrays, which are read in
//! place.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch, make_array};
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyFloat, PyIterator, PyList, PyString, PyTuple};

/// Bytes of Python's strings that are encoded at a time, so that no second copy of all texts is made.
const BATCH_BYTES: usize = 8 << 20;

/// Most texts at a time.
const BATCH_TEXTS: usize = 1 << 14;

/// A column of strings without missing values.
pub struct Column {
    /// What a value is called in messages, such as `text`.
    what: &'static str,
    values: Values,
    /// The next value.
    at: usize,
    encoded: Encoded,
}

enum Values {
    Objects(Vec<Py<PyAny>>),
    Arrow {
        arrays: Vec<ArrayRef>,
        array: usize,
        row: usize,
    },
}

/// Strings in UTF-8, one after another.
#[derive(Default)]
struct Encoded {
    text: String,
    ends: Vec<usize>,
}

impl Column {
    /// The strings of a list, tuple, array or Series.
    ///
    /// # Errors
    /// `TypeError` when it is no such thing.
    pub fn new(given: &Bound<'_, PyAny>, what: &'static str) -> PyResult<Self> {
        let values = match arrow_arrays(given)? {
            Some(arrays) => {
                check_types(&arrays, what)?;
                Values::Arrow {
                    arrays,
                    array: 0,
                    row: 0,
                }
            }
            None => Values::Objects(objects(given, what)?),
        };
        Ok(Column {
            what,
            values,
            at: 0,
            encoded: Encoded::default(),
        })
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Objects(objects) => objects.len(),
            Values::Arrow { arrays, .. } => arrays.iter().map(|array| array.len()).sum(),
        }
    }

    /// Rejects a column without values.
    pub fn check_not_empty(&self) -> PyResult<()> {
        match self.len() {
            0 => Err(PyValueError::new_err(format!(
                "there are no {}s; give at least one",
                self.what
            ))),
            _ => Ok(()),
        }
    }

    /// The next values; `None` at the end.
    ///
    /// # Errors
    /// `ValueError` for a missing value, `TypeError` for one that is no string; both name its index.
    pub fn next_batch(&mut self, py: Python<'_>) -> PyResult<Option<Vec<&str>>> {
        let start = self.at;
        match &mut self.values {
            Values::Objects(objects) => {
                if start == objects.len() {
                    return Ok(None);
                }
                self.encoded.clear();
                let batch = objects[start..].iter().take(BATCH_TEXTS);
                for (index, object) in (start..).zip(batch) {
                    self.encoded.push(object.bind(py), index, self.what)?;
                    self.at += 1;
                    if self.encoded.text.len() >= BATCH_BYTES {
                        break;
                    }
                }
                Ok(Some(self.encoded.texts()))
            }
            Values::Arrow { arrays, array, row } => {
                while arrays.get(*array).is_some_and(|of| *row == of.len()) {
                    (*array, *row) = (*array + 1, 0);
                }
                let Some(of) = arrays.get(*array) else {
                    return Ok(None);
                };
                let length = BATCH_TEXTS.min(of.len() - *row);
                let mut texts = Vec::with_capacity(length);
                let rows = *row..*row + length;
                read_arrow(of, rows, start, self.what, &mut texts)?;
                *row += length;
                self.at += length;
                Ok(Some(texts))
            }
        }
    }

    /// Reads all values: the number of each in the list of the distinct ones.
    pub fn numbered(mut self, py: Python<'_>) -> PyResult<Numbered> {
        let mut numbers = Vec::with_capacity(self.len());
        let mut found: HashMap<Arc<str>, u32> = HashMap::new();
        let mut names = Vec::new();
        while let Some(batch) = self.next_batch(py)? {
            for value in batch {
                let number = match found.get(value) {
                    Some(&number) => number,
                    None => {
                        let (name, number) = (Arc::<str>::from(value), names.len() as u32);
                        names.push(Arc::clone(&name));
                        found.insert(name, number);
                        number
                    }
                };
                numbers.push(number);
            }
        }
        Ok(Numbered { numbers, names })
    }
}

/// Values as numbers in a list of the distinct ones.
pub struct Numbered {
    pub numbers: Vec<u32>,
    names: Vec<Arc<str>>,
}

impl Numbered {
    pub fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }
}

impl Encoded {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn push(&mut self, object: &Bound<'_, PyAny>, index: usize, what: &str) -> PyResult<()> {
        let Ok(string) = object.cast::<PyString>() else {
            return Err(wrong_value(object, index, what));
        };
        let bytes = string.encode_utf8().map_err(|_| {
            PyValueError::new_err(format!(
                "{what} {index} has half of a surrogate pair, which is no character; decode it again, with errors=\"replace\""
            ))
        })?;
        // Python encoded it.
        let text = std::str::from_utf8(bytes.as_bytes())
            .map_err(|error| PyValueError::new_err(format!("{what} {index}: {error}")))?;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        Ok(())
    }

    fn texts(&self) -> Vec<&str> {
        let mut start = 0;
        let texts = self.ends.iter().map(|&end| {
            let text = &self.text[start..end];
            start = end;
            text
        });
        texts.collect()
    }
}

/// What is wrong with a value that is no string.
pub fn wrong_value(object: &Bound<'_, PyAny>, index: usize, what: &str) -> PyErr {
    let name = object.get_type().name().map(|name| name.to_string());
    let name = name.unwrap_or_default();
    let is_nan = object
        .cast::<PyFloat>()
        .is_ok_and(|number| number.extract::<f64>().is_ok_and(f64::is_nan));
    if object.is_none() || is_nan || name == "NAType" || name == "NaTType" {
        return missing(index, what);
    }
    PyTypeError::new_err(format!(
        "{what} {index} is of type {name}; expected a string"
    ))
}

pub fn missing(index: usize, what: &str) -> PyErr {
    PyValueError::new_err(format!(
        "{what} {index} is missing (None, NaN or null); leave the row out, or give a string"
    ))
}

/// The items of a list, tuple, array or Series.
pub fn objects(given: &Bound<'_, PyAny>, what: &str) -> PyResult<Vec<Py<PyAny>>> {
    let wrong = || {
        let name = given.get_type().name().map(|name| name.to_string());
        PyTypeError::new_err(format!(
            "the {what}s are of type {}; expected a list, an array or a Series of strings",
            name.unwrap_or_default()
        ))
    };
    if let Ok(list) = given.cast::<PyList>() {
        return Ok(list.iter().map(Bound::unbind).collect());
    }
    if let Ok(tuple) = given.cast::<PyTuple>() {
        return Ok(tuple.iter().map(Bound::unbind).collect());
    }
    let is_no_column = given.is_instance_of::<PyString>()
        || given.is_instance_of::<PyBytes>()
        || given.is_instance_of::<PyDict>()
        || given.hasattr("columns")?;
    if is_no_column {
        return Err(wrong());
    }
    let items = PyIterator::from_object(given).map_err(|_| wrong())?;
    items.map(|item| item.map(Bound::unbind)).collect()
}

/// The arrays of an object with Arrow's C interface; `None` for others, and for columns that do not go through it, such as
/// those of mixed types.
fn arrow_arrays(given: &Bound<'_, PyAny>) -> PyResult<Option<Vec<ArrayRef>>> {
    if given.hasattr("__arrow_c_stream__")? {
        let Ok(capsule) = given.call_method0("__arrow_c_stream__") else {
            return Ok(None);
        };
        return stream(&capsule).map(Some);
    }
    if given.hasattr("__arrow_c_array__")? {
        let Ok(capsules) = given.call_method0("__arrow_c_array__") else {
            return Ok(None);
        };
        return array(&capsules).map(|array| Some(vec![array]));
    }
    Ok(None)
}

fn stream(capsule: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?;
    // SAFETY: a capsule of this name holds a valid stream, which is moved out of it (Arrow PyCapsule interface).
    let reader =
        unsafe { ArrayStreamReader::from_raw(pointer.cast::<FFI_ArrowArrayStream>().as_ptr()) };
    reader
        .map_err(arrow_error)?
        .map(|array| array.map_err(arrow_error))
        .collect()
}

/// The rows of a table with Arrow's C interface.
///
/// # Errors
/// `TypeError` when it is no such table.
pub fn record_batches(given: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    let arrays = arrow_arrays(given)?.unwrap_or_default();
    let batches = arrays.iter().map(|array| {
        let rows = array.as_struct_opt().filter(|rows| rows.null_count() == 0);
        rows.map(RecordBatch::from)
    });
    let batches: Option<Vec<RecordBatch>> = batches.collect();
    batches
        .filter(|batches| !batches.is_empty())
        .ok_or_else(|| {
            PyTypeError::new_err(
                "the rows are no table of Arrow; give a pyarrow.Table or RecordBatch",
            )
        })
}

fn array(capsules: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
    let schema = schema.pointer_checked(Some(c"arrow_schema"))?;
    let array = array.pointer_checked(Some(c"arrow_array"))?;
    // SAFETY: capsules of these names hold a valid schema and array, which are moved out of them (Arrow PyCapsule
    // interface).
    let data = unsafe {
        let schema = FFI_ArrowSchema::from_raw(schema.cast().as_ptr());
        let array = FFI_ArrowArray::from_raw(array.cast().as_ptr());
        from_ffi(array, &schema)
    };
    Ok(make_array(data.map_err(arrow_error)?))
}

pub fn arrow_error(error: ArrowError) -> PyErr {
    PyValueError::new_err(format!("Arrow: {error}"))
}

/// Rejects arrays of anything but strings; an array of nulls has no type of its own.
fn check_types(arrays: &[ArrayRef], what: &str) -> PyResult<()> {
    let is_text = |of: &DataType| {
        matches!(
            of,
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null
        )
    };
    for array in arrays {
        let of = array.data_type();
        let is_readable = match of {
            DataType::Dictionary(_, values) => is_text(values),
            of => is_text(of),
        };
        if let DataType::Struct(_) = of {
            return Err(PyTypeError::new_err(format!(
                "the {what}s are a table; give one of its columns"
            )));
        }
        if !is_readable {
            return Err(PyTypeError::new_err(format!(
                "{what} 0 is of Arrow's type {of}; expected strings"
            )));
        }
    }
    Ok(())
}

/// The strings in some rows of an array; the first of them has the index `index` in the column.
fn read_arrow<'a>(
    array: &'a ArrayRef,
    rows: std::ops::Range<usize>,
    index: usize,
    what: &str,
    texts: &mut Vec<&'a str>,
) -> PyResult<()> {
    for (row, index) in rows.zip(index..) {
        let bytes = value(array, row).ok_or_else(|| missing(index, what))?;
        // Whoever made the array may not have checked it.
        let text = simdutf8::basic::from_utf8(bytes);
        texts.push(
            text.map_err(|_| PyValueError::new_err(format!("{what} {index} is not valid UTF-8")))?,
        );
    }
    Ok(())
}

/// The bytes of a string; `None` for a null.
fn value(array: &ArrayRef, row: usize) -> Option<&[u8]> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().value(row).as_bytes()),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(row).as_bytes()),
        DataType::Utf8View => Some(array.as_string_view().value(row).as_bytes()),
        DataType::Dictionary(key, _) => match **key {
            DataType::Int8 => dictionary_value::<Int8Type>(array, row),
            DataType::Int16 => dictionary_value::<Int16Type>(array, row),
            DataType::Int32 => dictionary_value::<Int32Type>(array, row),
            DataType::Int64 => dictionary_value::<Int64Type>(array, row),
            DataType::UInt8 => dictionary_value::<UInt8Type>(array, row),
            DataType::UInt16 => dictionary_value::<UInt16Type>(array, row),
            DataType::UInt32 => dictionary_value::<UInt32Type>(array, row),
            DataType::UInt64 => dictionary_value::<UInt64Type>(array, row),
            _ => None,
        },
        _ => None,
    }
}

fn dictionary_value<K: ArrowDictionaryKeyType>(array: &ArrayRef, row: usize) -> Option<&[u8]> {
    let dictionary = array.as_dictionary::<K>();
    let key = dictionary.key(row)?;
    value(dictionary.values(), key)
}
