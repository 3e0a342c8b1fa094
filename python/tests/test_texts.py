"""Columns of texts: every container, and every wrong value."""

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from tasnif_text import Model

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")

CONTAINERS = {
    "tuple": tuple,
    "numpy str": np.array,
    "numpy object": lambda texts: np.array(texts, dtype=object),
    "generator": iter,
    "pandas": pandas.Series,
    "pandas object": lambda texts: pandas.Series(texts, dtype=object),
    "pandas arrow": lambda texts: pandas.Series(texts, dtype="string[pyarrow]"),
    "pandas categories": lambda texts: pandas.Series(texts, dtype="category"),
    "pandas index": pandas.Index,
    "polars": polars.Series,
    "polars categories": lambda texts: polars.Series(texts, dtype=polars.Categorical),
    "arrow": pyarrow.array,
    "arrow large": lambda texts: pyarrow.array(texts, pyarrow.large_string()),
    "arrow view": lambda texts: pyarrow.array(texts, pyarrow.string_view()),
    "arrow dictionary": lambda texts: pyarrow.array(texts).dictionary_encode(),
    "arrow slice": lambda texts: pyarrow.array(["x", *texts, "y"])[1:-1],
    "arrow chunks": lambda texts: pyarrow.chunked_array([texts[:7], [], texts[7:]]),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_each_container_gives_the_model_of_a_list(data, model, name):
    texts, labels = data
    made = CONTAINERS[name]
    assert Model.train(made(texts), made(labels)).to_bytes() == model.to_bytes()
    assert model.classify(made(texts)).labels == model.classify(texts).labels


@pytest.mark.skipif(not os.path.exists("/proc/self/clear_refs"), reason="needs Linux")
def test_strings_of_arrow_are_not_copied(model, tmp_path):
    # 100 MB of text, and what the process takes at most while it is labelled.
    path = str(tmp_path / "model")
    model.save(path)
    code = f"""
    import pyarrow
    from tasnif_text import Model

    def memory(name):
        lines = open("/proc/self/status").read().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024

    model = Model.load({path!r})
    texts = pyarrow.array(["the bank raised its rates again " * 1_000] * 3_000)
    model.classify(texts[:10])
    before = memory("VmRSS")
    open("/proc/self/clear_refs", "w").write("5")  # The peak begins anew.
    assert len(model.classify(texts)) == len(texts)
    print(memory("VmHWM") - before)
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 30, run.stdout


MISSING = {
    "None": (lambda values: values, None),
    "NaN": (lambda values: values, float("nan")),
    "pandas NA": (lambda values: values, pandas.NA),
    "pandas": (pandas.Series, None),
    "pandas object": (lambda values: pandas.Series(values, dtype=object), float("nan")),
    "polars": (polars.Series, None),
    "arrow": (pyarrow.array, None),
    "arrow dictionary": (lambda values: pyarrow.array(values).dictionary_encode(), None),
    "numpy": (lambda values: np.array(values, dtype=object), None),
}


@pytest.mark.parametrize("name", MISSING)
def test_a_missing_value_is_told_by_its_index(data, model, name):
    made, missing = MISSING[name]
    texts, labels = list(data[0]), list(data[1])
    texts[5] = missing
    with pytest.raises(ValueError, match="text 5 is missing"):
        Model.train(made(texts), labels)
    with pytest.raises(ValueError, match="text 5 is missing"):
        model.classify(made(texts))
    labels[7] = missing
    with pytest.raises(ValueError, match="label 7 is missing"):
        Model.train(data[0], made(labels))


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["a", "b", 3], "text 2 is of type int"),
        (["a", b"b"], "text 1 is of type bytes"),
        (np.array([1.5, 2.5]), "text 0 is of type float64"),
        # pandas gives its columns to Arrow from version 3 on.
        (pandas.Series([1, 2]), "text 0 is of (Arrow's type Int64|type int)"),
        (polars.Series([1, 2]), "text 0 is of Arrow's type Int64"),
        (pyarrow.array([1.0]), "text 0 is of Arrow's type Float64"),
        (pandas.DataFrame({"text": ["a"]}), "the texts are a table|of type DataFrame"),
        (polars.DataFrame({"text": ["a"]}), "the texts are a table"),
        (b"bytes", "the texts are of type bytes"),
        ({"a": 1}, "the texts are of type dict"),
        (7, "the texts are of type int"),
    ],
    ids=str,
)
def test_values_that_are_no_strings(model, texts, message):
    with pytest.raises(TypeError, match=message):
        model.classify(texts)
    length = len(texts) if hasattr(texts, "__len__") else 2
    with pytest.raises(TypeError, match=message):
        Model.train(texts, ["a"] * length)


def test_one_string_is_no_column():
    with pytest.raises(TypeError, match="the texts are of type str"):
        Model.train("text", ["a"])


def test_lengths_and_emptiness(data, model):
    with pytest.raises(ValueError, match="there are 120 texts and 119 labels"):
        Model.train(data[0], data[1][1:])
    for empty in ([], np.array([]), pandas.Series([], dtype=str), pyarrow.array([], pyarrow.string())):
        with pytest.raises(ValueError, match="there are no texts"):
            Model.train(empty, [])
        with pytest.raises(ValueError, match="there are no texts"):
            model.classify(empty)
    with pytest.raises(ValueError, match="label"):
        Model.train(["a", "b"], ["x", "x"])


def test_hostile_strings(model):
    with pytest.raises(ValueError, match="text 1 has half of a surrogate pair"):
        model.classify(["a", "\ud800"])
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        model.classify("\ud800")
    broken = pyarrow.StringArray.from_buffers(1, pyarrow.py_buffer(b"\0\0\0\0\1\0\0\0"), pyarrow.py_buffer(b"\xff"))
    with pytest.raises(ValueError, match="text 0 is not valid UTF-8"):
        model.classify(broken)
    predictions = model.classify(["", "\0", " \n", "🌧" * 10_000])
    assert predictions.labels == [None] * 4


def test_many_texts_keep_their_order(model, data):
    texts = [data[0][number % 120] for number in range(40_000)]
    expected = model.classify(data[0]).labels
    found = model.classify(texts).labels
    assert found == [expected[number % 120] for number in range(40_000)]
    assert model.classify(pyarrow.array(texts)).labels == found
