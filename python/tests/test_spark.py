"""Spark, with executors of their own that may die. Needs pyspark and Java."""

import os
import shutil
import sys

import pytest

pytest.importorskip("pyspark")
if not shutil.which("java"):
    pytest.skip("there is no Java", allow_module_level=True)

from pyspark.sql import SparkSession  # noqa: E402

from conftest import PART_SETTINGS, many_texts  # noqa: E402
from tasnif_text import Model, keywords, spark  # noqa: E402

# The same machine: no name of it need be known.
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
os.environ.setdefault("SPARK_LOCAL_HOSTNAME", "localhost")
# Executors run the Python that has the package.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Two executors in processes of their own."""
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("tasnif")
    options = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        "spark.executorEnv.PYTHONPATH": os.pathsep.join([os.path.dirname(__file__), os.environ.get("PYTHONPATH", "")]),
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def table(session, data, tmp_path_factory):
    """Texts and labels in a file."""
    frame = session.createDataFrame(list(zip(*many_texts(data))), "body string, topic string")
    path = str(tmp_path_factory.mktemp("spark") / "texts.parquet")
    frame.repartition(4).write.parquet(path)
    return session.read.parquet(path)


@pytest.fixture(scope="module")
def columns(table):
    rows = table.collect()
    return [row.body for row in rows], [row.topic for row in rows]


@pytest.mark.parametrize("settings", PART_SETTINGS, ids=str)
def test_the_model_has_the_bytes_of_one_training(table, columns, settings):
    expected = Model.train(*columns, **settings).to_bytes()
    for count in (1, 3, 11):
        assert spark.train(table.repartition(count), "body", "topic", **settings).to_bytes() == expected


def kill_once(folder):
    """A reader of batches that ends its executor once in each of the passes over the table."""

    def read(batches):
        passes = int(open(os.path.join(folder, "pass")).read())
        flag = os.path.join(folder, f"killed-{passes}")
        try:
            os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            yield from batches
            return
        # The process that started the daemon of this worker is the executor.
        daemon = os.getppid()
        executor = int(open(f"/proc/{daemon}/stat").read().rsplit(")", 1)[1].split()[1])
        os.kill(executor, 9)
        yield from batches

    return read


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc")
def test_executors_may_die_in_each_pass(table, columns, tmp_path, monkeypatch):
    settings = {"sample": 150}
    expected = Model.train(*columns, **settings).to_bytes()
    passes = 0

    def next_pass():
        nonlocal passes
        passes += 1
        (tmp_path / "pass").write_text(str(passes))

    next_pass()
    train = spark.cluster.train

    def counted(sum_parts, *arguments, **keywords):
        def summed(step):
            next_pass()
            return sum_parts(step)

        return train(summed, *arguments, **keywords)

    monkeypatch.setattr(spark.cluster, "train", counted)
    dying = table.repartition(3).mapInArrow(kill_once(str(tmp_path)), table.schema)
    assert spark.train(dying, "body", "topic", **settings).to_bytes() == expected
    assert passes == 4 and len(list(tmp_path.glob("killed-*"))) == 4


def test_a_table_is_labelled(session, table, columns):
    model = Model.train(*columns)
    rows = [(number, text) for number, text in enumerate([*columns[0][:4], None])]
    frame = session.createDataFrame(rows, "id int, body string")
    found = spark.classify(frame, model, "body", coverage=0.9).orderBy("id").collect()
    expected = model.classify(columns[0][:4], coverage=0.9, top=3)
    for row, prediction in zip(found, expected):
        assert row.prediction.label == prediction.label
        assert row.prediction.probability == prediction.probability
        assert row.prediction.label_set == prediction.label_set
    assert found[4].prediction is None
    with pytest.raises(ValueError, match="has a column `id` already"):
        spark.classify(frame, model, "body", column="id")


def test_keywords_are_those_of_all_texts(table, columns):
    texts, labels = columns
    settings = {"top": 5, "profile": "arabic"}
    found = spark.keywords(table.repartition(3), "body", by="topic", **settings).to_dicts()
    assert found == keywords(texts, labels=labels, by="label", **settings).to_dicts()
    found = spark.keywords(table, "body", **settings).to_dicts()
    assert found == keywords(texts, **settings).to_dicts()


def test_what_is_wrong_is_told(session, table):
    with pytest.raises(ValueError, match="has no column `text`; it has body, topic"):
        spark.train(table)
    numbers = session.createDataFrame([(1, "a")], "body int, topic string")
    with pytest.raises(TypeError, match="the column `body` is of type int; expected strings"):
        spark.train(numbers, "body", "topic")
    empty = session.createDataFrame([], "body string, topic string")
    with pytest.raises(ValueError, match="there are no documents"):
        spark.train(empty, "body", "topic")
    null = session.createDataFrame([("a", "x"), (None, "y")], "body string, topic string")
    with pytest.raises(ValueError, match=r"1 of 2 rows have no `body` \(null\)"):
        spark.train(null, "body", "topic")
    one = session.createDataFrame([("a b", "x"), ("b c", "x")], "body string, topic string")
    with pytest.raises(ValueError, match="training needs at least two labels"):
        spark.train(one, "body", "topic")
    with pytest.raises(TypeError, match="did you mean alpha"):
        spark.train(table, "body", "topic", alpah=1)
