//! The Python module `tasnif_text._tasnif`: Python's types in, the library's jobs, Python's types out.
//!
//! - `texts` reads columns of strings: Python's own, and Arrow's without copying.
//! - `long_call` runs work on the pool of threads (`pool`) without the GIL, with progress and Ctrl-C.
//! - `settings` turns keyword arguments into settings of the library.
//! - `labelled` reads texts to learn from; `kept` changes models that keep their documents.
//! - `cluster` trains on texts that are on many machines, and `cluster_keywords` finds their keywords.
//! - `model`, `labelling`, `predictions` and `explanation` are the classifier, `comparison` compares
//!   models and texts, `statistics` and `charts` the rest; `table` turns rows
//!   of the library into Arrow.

mod charts;
mod cluster;
mod cluster_job;
mod cluster_keywords;
mod comparison;
mod documents;
mod errors;
mod explanation;
mod kept;
mod labelled;
mod labelling;
mod long_call;
mod model;
mod pool;
mod predictions;
mod settings;
mod statistics;
mod table;
mod texts;
mod vectorizer;

use pyo3::prelude::*;

#[pymodule]
mod _tasnif {
    #[pymodule_export]
    use crate::charts::{Chart, draw_chart};
    #[pymodule_export]
    use crate::cluster::{ClusterTraining, Part};
    #[pymodule_export]
    use crate::cluster_keywords::ClusterKeywords;
    #[pymodule_export]
    use crate::explanation::Explanation;
    #[pymodule_export]
    use crate::model::{Model, bundled_model, model_from_bytes};
    #[pymodule_export]
    use crate::predictions::{Prediction, Predictions};
    #[pymodule_export]
    use crate::settings::training_settings;
    #[pymodule_export]
    use crate::statistics::{
        clean, collocations, concordance, key_phrases, keywords, lint, measures,
    };
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::vectorizer::Vectorizer;

    use pyo3::prelude::*;

    /// Remembers the process, so that copies of it (`fork`) can be told.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::pool::remember_process();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
