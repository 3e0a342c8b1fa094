//! Measures of a corpus as rows.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::corpus::Column;
use crate::jobs::PartMeasures;
use crate::report::{Record, decimals, shortened};

/// Measures of one part of the corpus.
#[derive(Debug)]
pub struct MeasureRow<'n> {
    /// Column and name of the part.
    name: Option<(&'n str, &'n str)>,
    numbers: Numbers<'n>,
}

#[derive(Debug, Serialize)]
struct Numbers<'n> {
    documents: u64,
    tokens: u64,
    types: u64,
    ttr: Option<f64>,
    mattr: Option<f64>,
    mtld: Option<f64>,
    hapaxes: u64,
    zipf_exponent: Option<f64>,
    heaps: &'n [(u64, u64)],
}

impl Serialize for MeasureRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The name comes before the numbers.
        #[derive(Serialize)]
        struct Named<'m> {
            #[serde(flatten)]
            name: Option<BTreeMap<&'m str, &'m str>>,
            #[serde(flatten)]
            numbers: &'m Numbers<'m>,
        }
        let named = Named {
            name: self.name.map(|name| BTreeMap::from([name])),
            numbers: &self.numbers,
        };
        named.serialize(serializer)
    }
}

impl<'n> MeasureRow<'n> {
    /// The row of one part of these measures.
    pub fn new(by: Option<&'n Column>, part: &'n PartMeasures) -> Self {
        let found = &part.diversity;
        MeasureRow {
            name: by.map(|by| (by.name(), part.name.as_str())),
            numbers: Numbers {
                documents: part.documents,
                tokens: found.tokens,
                types: found.types,
                ttr: found.ttr,
                mattr: found.mattr,
                mtld: found.mtld,
                hapaxes: found.hapaxes,
                zipf_exponent: found.zipf_exponent,
                heaps: &found.heaps,
            },
        }
    }

    fn row(&self, name: impl Fn(&str) -> String, number: impl Fn(f64) -> String) -> Vec<String> {
        let optional = |value: Option<f64>| value.map(&number).unwrap_or_default();
        let numbers = &self.numbers;
        let name = self.name.map(|(_, of)| name(of));
        let cells = [
            numbers.documents.to_string(),
            numbers.tokens.to_string(),
            numbers.types.to_string(),
            optional(numbers.ttr),
            optional(numbers.mattr),
            optional(numbers.mtld),
            numbers.hapaxes.to_string(),
            optional(numbers.zipf_exponent),
        ];
        name.into_iter().chain(cells).collect()
    }
}

impl Record for MeasureRow<'_> {
    fn columns(&self) -> Vec<String> {
        let columns = [
            "documents",
            "tokens",
            "types",
            "ttr",
            "mattr",
            "mtld",
            "hapaxes",
            "zipf_exponent",
        ];
        let name = self.name.map(|(column, _)| column);
        name.into_iter().chain(columns).map(str::to_owned).collect()
    }

    fn cells(&self) -> Vec<String> {
        self.row(str::to_owned, |number| number.to_string())
    }

    fn shown(&self) -> Vec<String> {
        self.row(shortened, decimals)
    }

    fn is_numeric(&self, column: usize) -> bool {
        column > 0 || self.name.is_none()
    }
}
