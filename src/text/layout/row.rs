//! The features of a block as numbers, and their names where somebody asks.

use std::sync::LazyLock;

/// Writes the features of a block one after another.
#[derive(Debug)]
pub(crate) struct Row {
    pub values: Vec<f32>,
    /// Names of the features, if they are wanted.
    pub names: Option<Vec<String>>,
}

impl Row {
    /// A row with room for all features.
    pub(crate) fn new() -> Self {
        Row {
            values: Vec::with_capacity(256),
            names: None,
        }
    }

    /// A row that also takes the names.
    pub(crate) fn named() -> Self {
        Row {
            names: Some(Vec::new()),
            ..Row::new()
        }
    }

    pub(crate) fn add(&mut self, name: &str, value: f64) {
        self.add_of(name, "", value);
    }

    /// Adds a feature whose name has two parts.
    pub(crate) fn add_of(&mut self, name: &str, of: impl std::fmt::Display, value: f64) {
        if let Some(names) = &mut self.names {
            names.push(format!("{name}{of}"));
        }
        self.values.push(value as f32);
    }

    pub(crate) fn flag(&mut self, name: &str, value: bool) {
        self.add(name, f64::from(u8::from(value)));
    }

    pub(crate) fn flag_of(&mut self, name: &str, of: impl std::fmt::Display, value: bool) {
        self.add_of(name, of, f64::from(u8::from(value)));
    }
}

/// A share of a total that may be 0.
pub(crate) fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

/// Counts whose logarithms are computed once.
const USUAL_COUNTS: usize = 4096;

/// The logarithm of one more than a count, the same on all machines.
pub(crate) fn log(count: usize) -> f64 {
    static USUAL: LazyLock<Vec<f64>> = LazyLock::new(|| {
        let counts = 0..USUAL_COUNTS;
        counts.map(|count| libm::log1p(count as f64)).collect()
    });
    let usual = USUAL.get(count).copied();
    usual.unwrap_or_else(|| libm::log1p(count as f64))
}

/// The logarithm of a distance, with its sign.
pub(crate) fn signed_log(distance: isize) -> f64 {
    let size = log(distance.unsigned_abs());
    if distance < 0 { -size } else { size }
}
