"""Training, classifying and keywords on Spark 4. Needs pyspark and pyarrow.

```python
from tasnif_text import spark

model = spark.train(articles, "text", "topic")
labelled = spark.classify(archive, model, "text")
labelled.select("id", "prediction.label", "prediction.probability").show()
terms = spark.keywords(articles, "text", by="topic", top=20).to_pandas()
```

The model has the bytes of `tasnif train` with the same settings, however many parts the table has, and whatever machine fails
meanwhile: parts are counted in whole numbers, and Spark counts a lost part again. So do keywords have the numbers of
`tasnif keywords`.
"""

from pyspark.sql import Window
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StringType, StructField, StructType

from . import cluster

__all__ = ["classify", "keywords", "train"]


def train(df, text="text", label="label", *, threads=None, progress=None, **settings):
    """Trains a `Model` on a table.

    `text` and `label` are names of columns of strings without nulls; `settings` are those of `Model.train`. The table is read two to
    four times, so it should be in files, or cached, and must not change. `threads` is for the work on this machine.
    """
    sum_parts, texts = _parts(df, text, label)
    return cluster.train(sum_parts, texts, threads=threads, progress=progress, **settings)


def keywords(df, text="text", by=None, *, threads=None, progress=None, **settings):
    """The most frequent terms of a table, or the keywords of each value of the column `by` against all others, as a `Table`.

    `text` and `by` are names of columns of strings without nulls; the values of `by` are in the column `label` of the result.
    `settings` are those of `tasnif_text.cluster.keywords`. The table is read two to five times, so it should be in files, or cached,
    and must not change. `threads` is for the work on this machine.
    """
    sum_parts, texts = _parts(df, text, by)
    label = None if by is None else "label"
    return cluster.keywords(sum_parts, texts, by=label, threads=threads, progress=progress, **settings)


def classify(df, model, text="text", *, column="prediction", **arguments):
    """The table with one more column: a struct with `label` (null for a text that stays unlabelled), `probability`, `best_label`,
    `unknown`, `reason`, `tokens`, `known_tokens`, `similarity`, `labels` and `label_set`. It is null where the text is null.

    `arguments` are those of `Model.classify`, such as `min_probability`, `coverage`, and `top` (3).
    """
    _strings(df, text, "text")
    if column in df.columns:
        raise ValueError(f"the table has a column `{column}` already; give another name with `column`")
    travelling = cluster.ClusterModel(model)
    schema = StructType([*df.schema.fields, StructField(column, from_arrow_schema(cluster.PREDICTION))])

    def read(batches):
        return cluster.classify_batches(travelling, batches, text, column, **arguments)

    return df.mapInArrow(read, schema)


def _parts(df, text, label):
    """How the rows of counts of a step are added up, and the number of texts; `label` may be None."""
    names = {"text": text} if label is None else {"text": text, "label": label}
    frame = df.select(*(_strings(df, name, what) for what, name in names.items()))
    label = None if label is None else "label"

    def sum_parts(step):
        data = step.data

        def read(batches):
            return cluster.read_part(data, batches, label=label)

        rows = frame.mapInArrow(read, from_arrow_schema(cluster.ROWS))
        return [(rows if step.gathers else _summed(rows, step.min_df)).toArrow()]

    return sum_parts, _count(frame, names)


def _strings(df, name, what):
    """The column as `what`."""
    if name not in df.columns:
        raise ValueError(f"the table has no column `{name}`; it has {', '.join(df.columns)}")
    kind = df.schema[name].dataType
    if not isinstance(kind, StringType):
        raise TypeError(f"the column `{name}` is of type {kind.simpleString()}; expected strings")
    return F.col(f"`{name.replace('`', '``')}`").alias(what)


def _count(frame, names):
    """The number of rows, none of which lacks a value."""
    counts = [F.count("*").alias("rows"), *(F.count(what).alias(what) for what in names)]
    found = frame.agg(*counts).first()
    for what, name in names.items():
        missing = found["rows"] - found[what]
        if missing:
            raise ValueError(f"{missing} of {found['rows']} rows have no `{name}` (null); leave these rows out")
    return found["rows"]


def _summed(rows, min_df):
    """Adds up rows, and drops those of terms that are too rare."""
    sums = rows.repartition("kind", "key").groupBy("kind", "label", "key").agg(F.sum("count").alias("count"))
    if min_df <= 1:
        return sums
    texts = F.sum("count").over(Window.partitionBy("kind", "key"))
    is_kept = (F.col("kind") != cluster.TERM) | (F.col("texts") >= min_df)
    return sums.withColumn("texts", texts).where(is_kept).drop("texts")
