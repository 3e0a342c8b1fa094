"""Training, keywords and classifying on any engine that maps batches of Arrow and adds up whole numbers.

`train` and `keywords` ask for one step after another. A step is a few bytes that say what is read of the texts; on each machine,
`read_part` turns its part of the texts into rows of counts. The engine adds up the counts of rows that are otherwise equal. The
model has the bytes of `Model.train` on all texts, and the keywords are those of `tasnif_text.keywords` on all texts, however they
are divided.

`tasnif_text.spark` does this on Spark; `docs/cluster.md` shows Ray, Daft, DuckDB and Polars. Needs pyarrow.
"""

import hashlib
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ._tasnif import ClusterKeywords, ClusterTraining, Model, Part

__all__ = [
    "PREDICTION",
    "ROWS",
    "TERM",
    "ClusterModel",
    "Step",
    "classify_batches",
    "keywords",
    "predictions",
    "read_part",
    "sum_rows",
    "train",
]

#: The columns of rows of counts. Rows with equal kind, label and key are added up.
ROWS = pa.schema([("kind", pa.int8()), ("label", pa.string()), ("key", pa.binary()), ("count", pa.int64())])

#: The kind of rows that count the texts that contain a term, which is the key.
TERM = 2

#: The columns of predictions.
PREDICTION = pa.schema(
    [
        ("label", pa.string()),
        ("probability", pa.float64()),
        ("best_label", pa.string()),
        ("unknown", pa.bool_()),
        ("reason", pa.string()),
        ("tokens", pa.int64()),
        ("known_tokens", pa.int64()),
        ("similarity", pa.float64()),
        ("labels", pa.list_(pa.struct([("label", pa.string()), ("probability", pa.float64())]))),
        ("label_set", pa.list_(pa.string())),
    ]
)


class Step(NamedTuple):
    """What is read of the texts next."""

    #: For `read_part`, on other machines.
    data: bytes
    #: Whether rows are few and large: then they need not be added up.
    gathers: bool
    #: Rows of the kind `TERM` may be left out if the counts of their key, over all labels, add up to less.
    min_df: int


def train(sum_parts, texts, *, threads=None, progress=None, **settings):
    """Trains a `Model`.

    `sum_parts` is called with a `Step` and returns tables with the columns of `ROWS`, or batches of them: what `read_part` gives for
    all parts, added up. `texts` is the number of all texts; each has a label. `settings` are those of `Model.train`; `threads` is for
    the work on this machine.
    """
    training = ClusterTraining(texts, **settings)
    _run(training, sum_parts, threads, progress)
    return training.model()


def keywords(sum_parts, texts, *, by=None, threads=None, progress=None, **settings):
    """The most frequent terms of texts, or with `by="label"` the keywords of each label against all others, as a `Table`.

    `sum_parts`, `texts`, `threads` and `progress` are those of `train`; only with `by`, texts need labels. `settings` are those of
    `tasnif_text.keywords`: `measure`, `test`, `adjustment`, `smoothing`, `sign`, `top`, `ngrams`, `min_count`, `all_tokens`, `tfidf`,
    `profile`, `hamza_seats`, `stem` and `stop_words`.
    """
    found = ClusterKeywords(texts, by=by, **settings)
    _run(found, sum_parts, threads, progress)
    return found.table()


def _run(work, sum_parts, threads, progress):
    while (data := work.step) is not None:
        for rows in sum_parts(Step(data, work.gathers, work.min_df)):
            work.add(_rows(rows))
        work.advance(threads=threads, progress=progress)


def read_part(step, batches, text="text", label="label", *, threads=1):
    """Yields the rows of counts of a part of the texts: batches with the columns of `ROWS`.

    `step` are the `data` of a `Step`; `batches` are tables or batches of Arrow with the columns `text` and `label`. For keywords
    without `by`, `label` may be None.
    """
    part = Part(step, threads=threads)
    for batch in batches:
        part.push(batch.column(text), None if label is None else batch.column(label))
    for table in part.finish():
        yield from _rows(table).to_batches()


def sum_rows(rows, step):
    """Adds up rows of counts with pyarrow: for engines without grouping, and for tests. Returns a table."""
    rows = pa.concat_tables([_rows(table) for table in rows]) if rows else ROWS.empty_table()
    if step.gathers:
        return rows
    sums = rows.group_by(["kind", "label", "key"]).aggregate([("count", "sum")])
    return sums.rename_columns(["kind", "label", "key", "count"]).cast(ROWS)


def _rows(rows):
    table = pa.table(rows) if not isinstance(rows, pa.RecordBatch) else pa.Table.from_batches([rows])
    return table.select(ROWS.names).cast(ROWS)


class ClusterModel:
    """A model that travels to other machines as the bytes of its file, and is read there once in each process."""

    _models = {}

    def __init__(self, model):
        self._bytes = model.to_bytes(keep_corpus=False)
        self._digest = hashlib.blake2b(self._bytes, digest_size=16).digest()

    def get(self):
        """The model."""
        model = self._models.get(self._digest)
        if model is None:
            self._models.clear()
            model = self._models[self._digest] = Model.from_bytes(self._bytes)
        return model


def predictions(model, texts, *, threads=1, top=3, **arguments):
    """Predictions for an array of Arrow, as an array of structs with the fields of `PREDICTION`; null for a null.

    `model` is a `Model`; `top` and `arguments` are those of `Model.classify`.
    """
    valid = texts.is_valid()
    if len(texts) == 0:
        return pa.array([], pa.struct(PREDICTION))
    found = model.classify(texts.fill_null(""), threads=threads, top=top, **arguments).to_arrow()
    if "label_set" not in found.column_names:
        found = found.append_column("label_set", pa.nulls(len(found), PREDICTION.field("label_set").type))
    found = found.select(PREDICTION.names).cast(PREDICTION).combine_chunks()
    columns = [column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column for column in found.columns]
    valid = valid.combine_chunks() if isinstance(valid, pa.ChunkedArray) else valid
    return pa.StructArray.from_arrays(columns, fields=list(PREDICTION), mask=pc.invert(valid))


def classify_batches(model, batches, text="text", column="prediction", **arguments):
    """Yields the batches with the predictions for their column `text` as one more column.

    `model` is a `ClusterModel`; `arguments` are those of `predictions`.
    """
    for batch in batches:
        found = predictions(model.get(), batch.column(text), **arguments)
        yield pa.RecordBatch.from_arrays([*batch.columns, found], names=[*batch.schema.names, column])
