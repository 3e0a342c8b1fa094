"""Text classification and keyword statistics for Arabic, English and mixed text.

`Model` learns labels from texts and gives them to others, `keywords`, `key_phrases`, `collocations`, `concordance`,
`measures`, `lint` and `clean` examine texts, and `chart` draws. `tasnif_text.sklearn` has estimators of scikit-learn.

Texts are lists, tuples, NumPy arrays, Series of pandas or polars, or arrays of Arrow, which are read in place. Results
are tables for any library that reads Arrow: `table.to_pandas()`, `table.to_polars()`, `pyarrow.table(table)`.
"""

from ._statistics import (
    chart,
    clean,
    collocations,
    concordance,
    key_phrases,
    keywords,
    lint,
    measures,
)
from ._tasnif import (
    Chart,
    Explanation,
    Model,
    Prediction,
    Predictions,
    Table,
    __version__,
    bundled_model,
)

__all__ = [
    "Chart",
    "Explanation",
    "Model",
    "Prediction",
    "Predictions",
    "Table",
    "__version__",
    "bundled_model",
    "chart",
    "clean",
    "collocations",
    "concordance",
    "key_phrases",
    "keywords",
    "lint",
    "measures",
]
