"""Statistics: the rows of the program, from columns and from data frames."""

import json
import subprocess

import pytest

import tasnif_text
from tasnif_text import chart, clean, collocations, concordance, key_phrases, keywords, lint, measures

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def frame(data):
    texts, labels = data
    return pandas.DataFrame(
        {
            "text": texts,
            "topic": labels,
            "day": [f"2024-{1 + number % 3:02}-05" for number in range(len(texts))],
            "site": [("a", "b")[number % 2] for number in range(len(texts))],
        }
    )


def rows_of_program(program, folder, frame, *arguments):
    path = folder / "corpus.jsonl"
    frame.rename(columns={"topic": "label", "day": "date"}).to_json(path, orient="records", lines=True, force_ascii=False)
    command = [program, arguments[0], str(path), *arguments[1:], "--format", "jsonl", "--top", "all"]
    if arguments[0] == "measures":
        command = command[:-2]
    said = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return [json.loads(line) for line in said.stdout.splitlines()]


def without_missing(rows):
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


@pytest.mark.parametrize(
    ("flags", "arguments"),
    [
        ((), {}),
        (("--by", "label"), {"by": "label"}),
        (("--target", "sport", "--measure", "log-ratio"), {"target": "sport", "measure": "log-ratio"}),
        (("--by", "month"), {"by": "month"}),
        (("--by", "site"), {"by": "site"}),
        (("--ngrams", "2", "--stop-words", "none"), {"ngrams": 2, "stop_words": "none"}),
    ],
)
def test_keywords_are_those_of_the_program(program, tmp_path, frame, flags, arguments):
    expected = rows_of_program(program, tmp_path, frame, "keywords", *flags)
    found = keywords(frame, labels="topic", dates="day", **arguments)
    assert without_missing(found.to_dicts()) == without_missing(expected)


def test_collocations_are_those_of_the_program(program, tmp_path, frame):
    for flags, arguments in [
        ((), {}),
        (("--window", "3", "--measure", "log-dice"), {"window": 3, "measure": "log-dice"}),
        (("--ngrams", "2..3"), {"ngrams": (2, 3)}),
    ]:
        expected = rows_of_program(program, tmp_path, frame, "collocations", *flags)
        found = collocations(frame, **arguments)
        assert without_missing(found.to_dicts()) == without_missing(expected)


def test_measures_are_those_of_the_program(program, tmp_path, frame):
    expected = rows_of_program(program, tmp_path, frame, "measures", "--by", "label")
    found = measures(frame, labels="topic", by="label").to_dicts()
    assert without_missing(found) == without_missing(expected)


def test_a_column_and_a_frame_of_any_library_give_the_same(data, frame):
    texts, labels = data
    expected = keywords(texts, labels=labels, by="label").to_dicts()
    assert keywords(frame, labels="topic", by="label").to_dicts() == expected
    assert keywords(polars.from_pandas(frame), labels="topic", by="label").to_dicts() == expected
    assert keywords(polars.Series(texts), labels=pyarrow.array(labels), by="label").to_dicts() == expected
    assert keywords(frame.rename(columns={"text": "body"}), text="body", labels="topic", by="label").to_dicts() == expected


def test_tables_go_to_other_libraries(frame):
    table = keywords(frame, labels="topic", by="label")
    columns = table.columns
    assert list(table.to_pandas().columns) == columns
    assert table.to_polars().columns == columns
    assert table.to_arrow().column_names == columns
    assert pyarrow.table(table).to_pylist() == table.to_dicts()
    assert table["term"] == table.to_dict()["term"] == table.to_polars()["term"].to_list()
    assert table.to_polars()["count"].dtype == polars.Int64
    assert "<table>" in table._repr_html_()
    with pytest.raises(KeyError, match="there is no column zzz"):
        table["zzz"]


def test_a_reference(data):
    texts, labels = data
    sport = [text for text, label in zip(texts, labels) if label == "sport"]
    others = [text for text, label in zip(texts, labels) if label != "sport"]
    found = keywords(sport, reference=others, top=5)
    assert set(found["reference_count"]) == {0}


def test_a_concordance_counts_characters(data):
    texts = ["🌧 قال: سعر النفط", *data[0]]
    table = concordance(texts, "سعر", sort="1R,position", top=100)
    assert len(table) > 5 and "place" not in table.columns
    for row in table.to_dicts():
        assert texts[int(row["id"])][row["start"] : row["end"]] == row["keyword"] == "سعر"
    assert concordance(texts, regex="ال[ن].*", width=5).to_dicts()[0]["keyword"].startswith("النفط")
    assert len(concordance(texts, "qwerty")) == 0
    with pytest.raises(ValueError, match="give a `term` or a `regex`"):
        concordance(texts)


def test_key_phrases_of_each_text(data, model):
    texts = data[0][:9]
    for arguments in ({}, {"model": model}):
        rows = key_phrases(texts, top=2, **arguments).to_dicts()
        assert {row["id"] for row in rows} == {str(number) for number in range(9)}
        for row in rows:
            start, end = row["spans"][0]
            assert texts[int(row["id"])][start:end] == row["term"]


def test_lint_finds_copies_and_contradictions(data):
    texts, labels = list(data[0]) + [data[0][0]], list(data[1]) + ["weather"]
    found = lint(texts, labels=labels)
    assert "contradiction" in found["kind"]
    assert set(lint(texts, labels=labels, only=["contradiction"])["kind"]) == {"contradiction"}
    assert "test-copy" in lint(texts[:20], against=texts[10:30])["kind"]


def test_clean_removes_boilerplate():
    text = "أعلنت الوزارة اليوم خطة جديدة لدعم التعليم في جميع المناطق، وقالت إن العمل يبدأ قريبا.\nاقرأ أيضا\nشارك على فيسبوك"
    table = clean([text, "سطر واحد من نص لا يزيد عليه شيء"])
    assert table["text"][0].startswith("أعلنت الوزارة") and "فيسبوك" not in table["text"][0]
    assert table["removed"][0][0]["line"] == 2
    assert table["removed"][1] == []
    with pytest.raises(ValueError, match="`level` \"much\""):
        clean([text], level="much")


@pytest.mark.parametrize("kind", ["terms", "classes", "cloud", "zipf", "dispersion", "cooccurrence", "keyness", "trend"])
def test_each_chart_is_a_picture(frame, kind):
    arguments = {"target": "sport"} if kind == "keyness" else {}
    drawn = chart(kind, frame, labels="topic", dates="day", width=600, height=500, **arguments)
    assert drawn.png.startswith(b"\x89PNG") and drawn._repr_png_() == drawn.png
    assert b"<svg" in drawn.svg and "<svg" in drawn._repr_html_()
    assert len(drawn.table()) > 0


def test_charts_of_a_model(model):
    drawn = model.topics_chart(title="Topics", theme="dark", palette="okabe-ito")
    assert drawn.png.startswith(b"\x89PNG") and repr(drawn) == "<Chart: Topics>"
    assert model.explain_chart("سعر النفط").png.startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="`theme`: there is no \"blue\""):
        model.topics_chart(theme="blue")
    with pytest.raises(ValueError, match="knows no word"):
        model.explain_chart("qwerty")


def test_wrong_arguments(frame, data):
    with pytest.raises(TypeError, match="did you mean measure"):
        keywords(frame, measur="fisher")
    with pytest.raises(KeyError, match="no column 'body'"):
        keywords(frame, text="body")
    with pytest.raises(TypeError, match="`text` names a column"):
        keywords(data[0], text="body")
    with pytest.raises(ValueError, match="120 texts and 3 values of label"):
        keywords(data[0], labels=["a", "b", "c"])
    with pytest.raises(ValueError, match="there are no texts"):
        keywords([])
    with pytest.raises(ValueError, match="label 1 is missing"):
        keywords(["a", "b"], labels=["x", None])
    with pytest.raises(ValueError):
        keywords(data[0], measure="svm")
    with pytest.raises(ValueError, match="there is no chart"):
        chart("pie", data[0])


def test_notices_go_to_the_logger(data, caplog):
    with caplog.at_level("INFO", "tasnif_text"):
        keywords(["Ø§Ù„ÙŠÙˆÙ… ÙˆØ§Ù„ØºØ¯", *data[0]])
    assert any(record.name == "tasnif_text" for record in caplog.records)


def test_the_public_names_have_types():
    from pathlib import Path

    folder = Path(tasnif_text.__file__).parent
    stubs = (folder / "_tasnif.pyi").read_text() + (folder / "_statistics.pyi").read_text()
    for name in tasnif_text.__all__:
        assert f"class {name}" in stubs or f"def {name}(" in stubs or f"{name}:" in stubs, name
    assert (folder / "py.typed").exists()
