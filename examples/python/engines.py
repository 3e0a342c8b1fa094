# %% [markdown]
# # Training and labelling on other engines
#
# Trains on the paragraphs in `data/` with each of Polars, DuckDB, Ray and Daft that is installed, checks that the model is the one
# that one machine makes, and labels the paragraphs on the engine. The functions are the ones in `docs/cluster.md`.

# %%
import importlib.util
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tasnif_text import Model, cluster


# %% Polars
def train_polars(path, texts, **settings):
    import polars as pl

    def sum_parts(step):
        def read(frame):
            batches = cluster.read_part(step.data, frame.to_arrow().to_batches())
            return pl.from_arrow(pa.Table.from_batches(batches, cluster.ROWS))

        rows = pl.scan_parquet(path).map_batches(read, streamable=True, schema=pl.Schema(cluster.ROWS))
        return [rows.group_by("kind", "label", "key").agg(pl.col("count").sum()).collect(engine="streaming")]

    return cluster.train(sum_parts, texts, **settings)


def label_polars(path, model):
    import polars as pl

    def read(column):
        return pl.Series(pl.from_arrow(cluster.predictions(model, column.to_arrow(), threads=None)))

    kind = pl.Schema({"prediction": pl.from_arrow(pa.array([], pa.struct(cluster.PREDICTION))).dtype})["prediction"]
    labelled = pl.scan_parquet(path).with_columns(prediction=pl.col("text").map_batches(read, return_dtype=kind))
    return labelled.select(pl.col("prediction").struct.field("label")).collect()["label"].to_list()


# %% DuckDB
def train_duckdb(path, texts, **settings):
    import duckdb

    def sum_parts(step):
        with duckdb.connect() as connection:
            source = connection.sql(f"SELECT text, label FROM '{path}'").to_arrow_reader(10_000)
            batches = cluster.read_part(step.data, source, threads=None)
            rows = pa.RecordBatchReader.from_batches(cluster.ROWS, batches)
            with duckdb.connect() as summing:
                sums = "SELECT kind, label, key, sum(count)::BIGINT AS count FROM rows GROUP BY kind, label, key"
                yield summing.sql(sums).to_arrow_table()

    return cluster.train(sum_parts, texts, **settings)


def label_duckdb(path, model):
    import duckdb

    with duckdb.connect() as connection:
        source = connection.sql(f"SELECT * FROM '{path}'").to_arrow_reader(10_000)
        labelled = list(cluster.classify_batches(cluster.ClusterModel(model), source, threads=None))
        labelled = pa.RecordBatchReader.from_batches(labelled[0].schema, labelled)
        found = connection.sql("SELECT prediction.label FROM labelled")
        return [label for (label,) in found.fetchall()]


# %% Ray
def train_ray(path, texts, **settings):
    import ray

    def sum_parts(step):
        def read(table):
            return pa.Table.from_batches(cluster.read_part(step.data, table.to_batches()), cluster.ROWS)

        rows = ray.data.read_parquet(path).map_batches(read, batch_format="pyarrow", batch_size=10_000)
        sums = rows.groupby(["kind", "label", "key"]).sum("count").rename_columns({"sum(count)": "count"})
        for table in sums.iter_batches(batch_format="pyarrow", batch_size=None):
            yield table

    return cluster.train(sum_parts, texts, **settings)


def label_ray(path, model):
    import ray

    travelling = cluster.ClusterModel(model)

    def read(table):
        return pa.Table.from_batches(cluster.classify_batches(travelling, table.to_batches()))

    labelled = ray.data.read_parquet(path).map_batches(read, batch_format="pyarrow")
    return [row["prediction"]["label"] for row in labelled.take_all()]


# %% Daft
def train_daft(path, texts, **settings):
    import daft

    kind = daft.DataType.list(daft.DataType.from_arrow_type(pa.struct(cluster.ROWS)))

    def sum_parts(step):
        @daft.func.batch(return_dtype=kind, batch_size=10_000)
        def read(texts, labels):
            part = pa.table({"text": texts.to_arrow(), "label": labels.to_arrow()})
            rows = pa.Table.from_batches(cluster.read_part(step.data, part.to_batches()), cluster.ROWS)
            rows = rows.to_struct_array().combine_chunks()
            # All rows of the part belong to its first text.
            ends = pa.array([0] + [len(rows)] * len(texts), pa.int64())
            return pa.LargeListArray.from_arrays(ends, rows)

        rows = daft.read_parquet(path).select(read(daft.col("text"), daft.col("label")).alias("rows")).explode("rows")
        rows = rows.select(daft.col("rows").unnest())
        sums = rows.where(daft.col("kind").not_null()).groupby("kind", "label", "key").agg(daft.col("count").sum())
        return [sums.to_arrow()]

    return cluster.train(sum_parts, texts, **settings)


def label_daft(path, model):
    import daft

    travelling = cluster.ClusterModel(model)

    @daft.func.batch(return_dtype=daft.DataType.from_arrow_type(pa.struct(cluster.PREDICTION)))
    def prediction(texts):
        return cluster.predictions(travelling.get(), texts.to_arrow())

    labelled = daft.read_parquet(path).with_column("prediction", prediction(daft.col("text")))
    return [row["prediction"]["label"] for row in labelled.to_pylist()]


# %% The paragraphs in a file, and every engine.
ENGINES = {
    "polars": (train_polars, label_polars),
    "duckdb": (train_duckdb, label_duckdb),
    "ray": (train_ray, label_ray),
    "daft": (train_daft, label_daft),
}


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2])
    wanted = sys.argv[2:] or list(ENGINES)
    texts, labels = [], []
    for path in sorted((root / "data" / "paragraphs").glob("*/*.txt")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            if paragraph.strip():
                texts.append(paragraph.strip())
                labels.append(path.parent.name)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "paragraphs.parquet")
        pq.write_table(pa.table({"text": texts, "label": labels}), path, row_group_size=100)
        for settings in ({}, {"sample": 100}):
            expected = Model.train(texts, labels, **settings)
            found = expected.classify(texts).labels
            for name in wanted:
                if importlib.util.find_spec(name) is None:
                    print(f"{name} is not installed")
                    continue
                train, label = ENGINES[name]
                model = train(path, len(texts), **settings)
                assert model.to_bytes() == expected.to_bytes(), f"{name} has another model"
                assert sorted(map(str, label(path, model))) == sorted(map(str, found)), f"{name} has other labels"
                print(f"{name} with {settings or 'all texts'}: the same model, and the same {len(texts)} labels")


if __name__ == "__main__":
    main()
