//! The labels that a model gives.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, ListBuilder, StringBuilder, StructBuilder};
use arrow_array::{ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{DataType, Field, Fields};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule};
use tasnif::Labels;
use tasnif::model::Abstention;

use crate::table::Table;

/// The results of texts, one after another.
#[derive(Debug, Default)]
pub struct Collected {
    rows: Vec<Row>,
    /// The probability of each label, text by text.
    probabilities: Vec<f64>,
    /// The most probable labels of each text, most probable first.
    ranked: Vec<u32>,
    /// The label sets, one after another.
    sets: Vec<u32>,
}

/// The result of a text.
#[derive(Debug, Clone, Copy)]
struct Row {
    label: Option<u32>,
    most_probable: Option<u32>,
    reason: Option<Abstention>,
    tokens: u64,
    known_tokens: u64,
    similarity: f64,
    /// Length of the label set, if there is one.
    set: Option<u32>,
}

impl Collected {
    pub fn push(&mut self, prediction: &tasnif::Prediction, set: Option<Vec<usize>>, top: usize) {
        let ranked = prediction.ranked().into_iter().take(top);
        self.ranked.extend(ranked.map(|(class, _)| class as u32));
        self.probabilities.extend(&prediction.probabilities);
        self.rows.push(Row {
            label: prediction.label.map(|class| class as u32),
            most_probable: prediction.most_probable.map(|class| class as u32),
            reason: prediction.abstention,
            tokens: prediction.tokens,
            known_tokens: prediction.known_tokens,
            similarity: prediction.similarity,
            set: set.as_ref().map(|set| set.len() as u32),
        });
        self.sets
            .extend(set.into_iter().flatten().map(|class| class as u32));
    }

    pub fn append(&mut self, mut other: Collected) {
        self.rows.append(&mut other.rows);
        self.probabilities.append(&mut other.probabilities);
        self.ranked.append(&mut other.ranked);
        self.sets.append(&mut other.sets);
    }
}

/// The labels of several texts, in their order: a sequence of `Prediction`, and a table for Arrow.
#[pyclass(frozen, module = "tasnif_text")]
pub struct Predictions {
    labels: Labels,
    collected: Collected,
    /// Where the label set of each text starts.
    set_starts: Vec<usize>,
}

/// The label of a text.
#[pyclass(frozen, get_all, module = "tasnif_text")]
#[derive(Debug, Clone)]
pub struct Prediction {
    /// The label; None when the text stays unlabelled.
    label: Option<String>,
    /// The probability of the most probable label; None without a known word.
    probability: Option<f64>,
    /// The most probable label, even if the text stays unlabelled; None without a known word.
    best_label: Option<String>,
    /// Why the text stays unlabelled, if it does.
    reason: Option<&'static str>,
    /// The most probable labels with their probabilities, most probable first.
    labels: Vec<(String, f64)>,
    /// The labels that contain the true one with the probability `coverage`, if asked for.
    label_set: Option<Vec<String>>,
    /// Number of tokens.
    tokens: u64,
    /// Number of tokens that the model knows.
    known_tokens: u64,
    /// Similarity to the terms that are typical of a label, from 0 to 1.
    similarity: f64,
}

#[pymethods]
impl Prediction {
    /// Whether the text stays unlabelled.
    #[getter]
    fn unknown(&self) -> bool {
        self.label.is_none()
    }

    fn __repr__(&self) -> String {
        match (&self.label, &self.best_label, self.probability) {
            (Some(label), _, Some(probability)) => {
                format!("<Prediction: {label}, probability {probability:.4}>")
            }
            (None, Some(best), Some(probability)) => format!(
                "<Prediction: unknown ({}); most probable {best}, probability {probability:.4}>",
                self.reason.unwrap_or_default()
            ),
            _ => format!(
                "<Prediction: unknown ({})>",
                self.reason.unwrap_or_default()
            ),
        }
    }
}

#[pymethods]
impl Predictions {
    fn __len__(&self) -> usize {
        self.collected.rows.len()
    }

    fn __getitem__(&self, index: isize) -> PyResult<Prediction> {
        let length = self.collected.rows.len();
        let from_start = if index < 0 {
            index + length as isize
        } else {
            index
        };
        usize::try_from(from_start)
            .ok()
            .filter(|&index| index < length)
            .map_or_else(
                || {
                    Err(PyIndexError::new_err(format!(
                        "there is no text {index} among {length}"
                    )))
                },
                |index| self.at(index),
            )
    }

    fn __repr__(&self) -> String {
        let unknown = self
            .collected
            .rows
            .iter()
            .filter(|row| row.label.is_none())
            .count();
        format!(
            "<Predictions of {} texts, {unknown} unknown>",
            self.collected.rows.len()
        )
    }

    /// The names of all labels, in the order of the columns of `probabilities`.
    #[getter]
    fn classes(&self) -> Vec<String> {
        self.labels.names().to_vec()
    }

    /// The label of each text; None for one that stays unlabelled.
    #[getter]
    fn labels(&self) -> Vec<Option<&str>> {
        self.names(|row| row.label)
    }

    /// The most probable label of each text, even if it stays unlabelled; None for one without a known word.
    #[getter]
    fn best_labels(&self) -> Vec<Option<&str>> {
        self.names(|row| row.most_probable)
    }

    /// Why each text stays unlabelled; None for one with a label.
    #[getter]
    fn reasons(&self) -> Vec<Option<&'static str>> {
        let rows = self.collected.rows.iter();
        rows.map(|row| row.reason.map(Abstention::name)).collect()
    }

    /// The probability of each label for each text: a memory view of float64 with a row for each text, which
    /// `numpy.asarray` takes without copying.
    #[getter]
    fn probabilities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let numbers = &self.collected.probabilities;
        let bytes = PyBytes::new_with(py, numbers.len() * size_of::<f64>(), |bytes| {
            for (bytes, number) in bytes.chunks_exact_mut(size_of::<f64>()).zip(numbers) {
                bytes.copy_from_slice(&number.to_ne_bytes());
            }
            Ok(())
        })?;
        let view = py
            .import("builtins")?
            .call_method1("memoryview", (bytes,))?;
        let shape = (self.collected.rows.len(), self.labels.len());
        view.call_method1("cast", ("d", shape))
    }

    /// A row for each text.
    fn table(&self) -> PyResult<Table> {
        self.record_batch().map(Table::new)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.table()?.stream(py, requested_schema)
    }

    /// The table as `pandas.DataFrame`.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, self.table()?)?.call_method0("to_pandas")
    }

    /// The table as `polars.DataFrame`.
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, self.table()?)?.call_method0("to_polars")
    }

    /// The table as `pyarrow.Table`.
    fn to_arrow<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, self.table()?)?.call_method0("to_arrow")
    }
}

impl Predictions {
    pub fn new(labels: Labels, collected: Collected) -> Self {
        let mut start = 0;
        let starts = collected.rows.iter().map(|row| {
            start += row.set.unwrap_or_default() as usize;
            start - row.set.unwrap_or_default() as usize
        });
        Predictions {
            set_starts: starts.collect(),
            labels,
            collected,
        }
    }

    /// The result of one text.
    pub fn at(&self, index: usize) -> PyResult<Prediction> {
        let row = self.collected.rows[index];
        let name = |class: u32| self.labels.name(class as usize).to_owned();
        let probability = |class: u32| self.probability(index, class);
        let ranked = self.ranked(index).iter();
        Ok(Prediction {
            label: row.label.map(name),
            probability: row.most_probable.map(probability),
            best_label: row.most_probable.map(name),
            reason: row.reason.map(Abstention::name),
            labels: ranked
                .map(|&class| (name(class), probability(class)))
                .collect(),
            label_set: self
                .set(index)
                .map(|set| set.iter().map(|&class| name(class)).collect()),
            tokens: row.tokens,
            known_tokens: row.known_tokens,
            similarity: row.similarity,
        })
    }

    fn probability(&self, index: usize, class: u32) -> f64 {
        self.collected.probabilities[index * self.labels.len() + class as usize]
    }

    /// The most probable classes of a text.
    fn ranked(&self, index: usize) -> &[u32] {
        let of_each = self.collected.ranked.len() / self.collected.rows.len().max(1);
        &self.collected.ranked[index * of_each..(index + 1) * of_each]
    }

    fn set(&self, index: usize) -> Option<&[u32]> {
        let length = self.collected.rows[index].set?;
        let start = self.set_starts[index];
        Some(&self.collected.sets[start..start + length as usize])
    }

    fn names(&self, class: impl Fn(&Row) -> Option<u32>) -> Vec<Option<&str>> {
        let rows = self.collected.rows.iter();
        rows.map(|row| class(row).map(|class| self.labels.name(class as usize)))
            .collect()
    }

    fn record_batch(&self) -> PyResult<RecordBatch> {
        let rows = &self.collected.rows;
        let best = rows.iter().enumerate();
        let probability: Float64Array = best
            .map(|(index, row)| {
                row.most_probable
                    .map(|class| self.probability(index, class))
            })
            .collect();
        let mut columns: Vec<(&str, ArrayRef)> = vec![
            ("label", Arc::new(StringArray::from(self.labels()))),
            ("probability", Arc::new(probability)),
            (
                "best_label",
                Arc::new(StringArray::from(self.best_labels())),
            ),
            (
                "unknown",
                Arc::new(BooleanArray::from_iter(
                    rows.iter().map(|row| Some(row.label.is_none())),
                )),
            ),
            ("reason", Arc::new(StringArray::from(self.reasons()))),
            (
                "tokens",
                Arc::new(UInt64Array::from_iter_values(
                    rows.iter().map(|row| row.tokens),
                )),
            ),
            (
                "known_tokens",
                Arc::new(UInt64Array::from_iter_values(
                    rows.iter().map(|row| row.known_tokens),
                )),
            ),
            (
                "similarity",
                Arc::new(Float64Array::from_iter_values(
                    rows.iter().map(|row| row.similarity),
                )),
            ),
            ("labels", self.ranked_column()),
        ];
        if rows.iter().any(|row| row.set.is_some()) {
            columns.push(("label_set", self.set_column()));
        }
        RecordBatch::try_from_iter_with_nullable(
            columns.into_iter().map(|(name, array)| (name, array, true)),
        )
        .map_err(crate::texts::arrow_error)
    }

    /// The most probable labels with their probabilities: a list of structs.
    fn ranked_column(&self) -> ArrayRef {
        let fields = Fields::from(vec![
            Field::new("label", DataType::Utf8, true),
            Field::new("probability", DataType::Float64, true),
        ]);
        let builders = vec![
            Box::new(StringBuilder::new()) as Box<dyn arrow_array::builder::ArrayBuilder>,
            Box::new(Float64Builder::new()),
        ];
        let mut lists = ListBuilder::new(StructBuilder::new(fields, builders));
        for index in 0..self.collected.rows.len() {
            for &class in self.ranked(index) {
                let pair = lists.values();
                if let Some(names) = pair.field_builder::<StringBuilder>(0) {
                    names.append_value(self.labels.name(class as usize));
                }
                if let Some(numbers) = pair.field_builder::<Float64Builder>(1) {
                    numbers.append_value(self.probability(index, class));
                }
                pair.append(true);
            }
            lists.append(true);
        }
        Arc::new(lists.finish())
    }

    fn set_column(&self) -> ArrayRef {
        let mut lists = ListBuilder::new(StringBuilder::new());
        for index in 0..self.collected.rows.len() {
            for &class in self.set(index).unwrap_or_default() {
                lists
                    .values()
                    .append_value(self.labels.name(class as usize));
            }
            lists.append(true);
        }
        Arc::new(lists.finish())
    }
}
