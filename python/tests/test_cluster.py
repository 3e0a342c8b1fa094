"""Training on parts of the texts: the engine is pyarrow, polars, or threads of this process."""

import pytest

pa = pytest.importorskip("pyarrow")

from conftest import PART_SETTINGS, many_texts  # noqa: E402
from tasnif_text import Model, cluster, keywords  # noqa: E402


@pytest.fixture(scope="module")
def texts(data):
    return many_texts(data)


def parts_of(texts, labels, count):
    """Parts, the last first, each of one or two batches."""
    table = pa.table({"text": texts, "label": labels})
    size = -(-len(texts) // count)
    for start in reversed(range(0, len(texts), size)):
        part = table.slice(start, size)
        yield part.to_batches(max_chunksize=max(1, len(part) // 2))


def with_pyarrow(parts):
    def sum_parts(step):
        rows = [batch for part in parts for batch in cluster.read_part(step.data, part)]
        return [cluster.sum_rows(rows, step)]

    return sum_parts


@pytest.mark.parametrize("settings", PART_SETTINGS, ids=str)
def test_parts_have_the_bytes_of_one_training(texts, settings):
    expected = Model.train(*texts, **settings).to_bytes()
    for count in (1, 3, 11):
        parts = list(parts_of(*texts, count))
        model = cluster.train(with_pyarrow(parts), len(texts[0]), **settings)
        assert model.to_bytes() == expected


def test_rare_terms_may_be_left_out(texts):
    parts = list(parts_of(*texts, 3))

    def sum_parts(step):
        rows = [batch for part in parts for batch in cluster.read_part(step.data, part)]
        sums = cluster.sum_rows(rows, step).to_pylist()
        of_term = {}
        for row in sums:
            if row["kind"] == cluster.TERM:
                of_term[row["key"]] = of_term.get(row["key"], 0) + row["count"]
        kept = [row for row in sums if of_term.get(row["key"], step.min_df) >= step.min_df]
        return [pa.Table.from_pylist(kept, cluster.ROWS)]

    settings = {"sample": 150, "min_df": 4}
    expected = Model.train(*texts, **settings).to_bytes()
    assert cluster.train(sum_parts, len(texts[0]), **settings).to_bytes() == expected


def test_polars_adds_up(texts):
    pl = pytest.importorskip("polars")
    parts = list(parts_of(*texts, 3))

    def sum_parts(step):
        rows = [batch for part in parts for batch in cluster.read_part(step.data, part)]
        return [pl.from_arrow(pa.Table.from_batches(rows)).group_by("kind", "label", "key").sum()]

    settings = {"sample": 150}
    expected = Model.train(*texts, **settings).to_bytes()
    assert cluster.train(sum_parts, len(texts[0]), **settings).to_bytes() == expected


def test_what_is_wrong_is_told(texts):
    parts = list(parts_of(*texts, 3))
    sum_parts = with_pyarrow(parts)
    with pytest.raises(ValueError, match="there are no documents"):
        cluster.train(sum_parts, 0)
    with pytest.raises(ValueError, match="there were 360 documents.*|there were 361 documents"):
        cluster.train(sum_parts, len(texts[0]) + 1)
    with pytest.raises(ValueError, match="`clitics` looks at the words of all documents"):
        cluster.train(sum_parts, len(texts[0]), sample=150, clitics=True)
    with pytest.raises(TypeError, match="there is no setting `alfa`"):
        cluster.train(sum_parts, len(texts[0]), alfa=1)
    step = None

    def keep_step(given):
        nonlocal step
        step = given
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cluster.train(keep_step, len(texts[0]))
    numbers = pa.table({"text": [1, 2], "label": ["a", "b"]})
    with pytest.raises(TypeError, match="text 0 is of Arrow's type Int64"):
        list(cluster.read_part(step.data, [numbers]))
    without = pa.table({"text": ["a", None], "label": ["a", "b"]})
    with pytest.raises(ValueError, match="text 1 is missing"):
        list(cluster.read_part(step.data, [without]))
    empty = pa.table({"text": ["a", "b"], "label": ["a", ""]})
    with pytest.raises(ValueError, match="label 1 is empty"):
        list(cluster.read_part(step.data, [empty]))
    other = step.data.replace(b'"version":"', b'"version":"9')
    with pytest.raises(ValueError, match="install the same version on all machines"):
        list(cluster.read_part(other, parts[0]))


def test_labels_of_parts(model, data):
    texts = [*data[0][:5], None, "qwerty zxcvb"]
    travelling = cluster.ClusterModel(model)
    batches = pa.table({"id": list(range(7)), "text": texts}).to_batches(max_chunksize=3)
    found = pa.Table.from_batches(cluster.classify_batches(travelling, batches))
    assert found.column_names == ["id", "text", "prediction"]
    predictions = found.column("prediction").to_pylist()
    assert predictions[5] is None
    expected = model.classify([text or "" for text in texts], top=3)
    assert [p and p["label"] for p in predictions] == [*expected.labels[:5], None, None]
    assert predictions[0]["probability"] == expected[0].probability
    assert [(pair["label"], pair["probability"]) for pair in predictions[0]["labels"]] == expected[0].labels
    assert predictions[6]["reason"] == "few known words"
    sets = cluster.predictions(model, pa.array(texts[:2]), coverage=0.9, top=1).to_pylist()
    assert data[1][0] in sets[0]["label_set"] and len(sets[0]["labels"]) == 1
    assert len(cluster.predictions(model, pa.array([], pa.string()))) == 0


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"by": "label"},
        {"by": "label", "test": "tokens", "sign": "both", "stop_words": "none", "min_count": 3},
        {"ngrams": (1, 2), "stop_words": ["arabic"], "stem": "english", "top": 30},
    ],
    ids=str,
)
def test_keywords_of_parts_are_those_of_all_texts(texts, settings):
    settings = {"top": 8, "profile": "arabic", **settings}
    labels = texts[1] if "by" in settings else None
    expected = keywords(texts[0], labels=labels, **settings).to_dicts()
    for count in (1, 3, 11):
        parts = list(parts_of(*texts, count))
        assert cluster.keywords(with_pyarrow(parts), len(texts[0]), **settings).to_dicts() == expected
    assert expected
