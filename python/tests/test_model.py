"""Training, classification, explanation, and the model file."""

import copy
import json
import math
import pickle
import subprocess

import pytest

import tasnif_text
from tasnif_text import Model

# Settings as keyword arguments, and as flags of the program.
SETTINGS = [
    ({}, []),
    ({"quick": True}, ["--quick"]),
    ({"no_calibration": True}, ["--no-calibration"]),
    ({"ngrams": 1, "char_ngrams": (2, 4)}, ["--ngrams", "1", "--char-ngrams", "2..4"]),
    ({"refine": 3, "learning_rate": 2.5}, ["--refine", "3", "--learning-rate", "2.5"]),
    (
        {"algorithm": "multinomial", "alpha": 0.5, "prior": "uniform", "balanced": True},
        ["--algorithm", "multinomial", "--alpha", "0.5", "--prior", "uniform", "--balanced"],
    ),
    ({"algorithm": "bernoulli", "min_df": 2, "max_df": 0.5}, ["--algorithm", "bernoulli", "--min-df", "2", "--max-df", "50%"]),
    (
        {"stop_words": ["arabic", "english"], "stem": "english", "hamza_seats": "fold", "profile": "arabic"},
        ["--stop-words", "arabic", "--stop-words", "english", "--stem", "english", "--hamza-seats", "fold", "--profile", "arabic"],
    ),
    ({"clitics": True, "max_features": 40, "select": "chi-squared"}, ["--clitics", "--max-features", "40", "--select", "chi-squared"]),
    ({"char_ngrams": None, "max_features": None, "max_unknown": 0.05}, ["--char-ngrams", "none", "--max-features", "none", "--max-unknown", "0.05"]),
]


@pytest.mark.parametrize(("settings", "flags"), SETTINGS, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_the_model_has_the_bytes_of_the_program(data, program, tmp_path, settings, flags):
    texts, labels = data
    texts = texts + ["Ø§Ù„ÙŠÙˆÙ… decoded wrongly", "ãÕÑ ÇáíæÇ ãÕÑ ÇáÞÇåÑÉ"]
    labels = labels + ["weather", "sport"]
    lines = [json.dumps({"text": text, "label": label}, ensure_ascii=False) for text, label in zip(texts, labels)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [program, "train", "corpus.jsonl", "-o", "model.tasnif", *flags]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for threads in (1, 3):
        model = Model.train(texts, labels, threads=threads, **settings)
        assert model.to_bytes() == (tmp_path / "model.tasnif").read_bytes()


def test_labels_come_with_probabilities_and_reasons(model):
    predictions = model.classify(["رفع البنك سعر الفائدة", "qwerty zxcvb", "rain falls in the north"])
    assert predictions.labels == ["economy", None, "weather"]
    assert predictions.best_labels == ["economy", None, "weather"]
    assert predictions.reasons[0] is None and predictions.reasons[1] == "few known words"
    assert predictions.classes == model.labels == ["economy", "sport", "weather"]
    first = predictions[0]
    assert (first.label, first.unknown, predictions[-1].label) == ("economy", False, "weather")
    assert first.labels[0] == ("economy", first.probability)
    assert math.isclose(sum(probability for _, probability in first.labels), 1)
    assert [prediction.label for prediction in predictions] == predictions.labels
    with pytest.raises(IndexError):
        predictions[3]
    view = predictions.probabilities
    assert (view.shape, view.format, view[0, 0]) == ((3, 3), "d", first.probability)


def test_one_text_has_the_prediction_of_a_batch(model, data):
    predictions = model.classify(data[0], top=2)
    for text, of_batch in zip(data[0], predictions):
        alone = model.classify(text, top=2)
        assert (alone.label, alone.labels, alone.similarity) == (of_batch.label, of_batch.labels, of_batch.similarity)
        assert len(alone.labels) == 2


def test_thresholds_and_label_sets(model):
    text = "رفع البنك سعر الفائدة"
    assert model.classify(text, min_probability=1.0).reason == "low probability"
    assert model.classify(text, min_similarity=1.0).unknown
    assert "economy" in model.classify([text], coverage=0.9)[0].label_set
    assert model.classify(text).label_set is None
    with pytest.raises(ValueError, match="`min_known` 1.5 is not a share"):
        model.classify(text, min_known=1.5)


def test_the_file_and_the_pickle_are_the_model(model, tmp_path):
    path = tmp_path / "model.tasnif"
    model.save(path)
    assert path.read_bytes() == model.to_bytes()
    for other in (
        Model.load(path),
        Model.load(str(path)),
        Model.from_bytes(model.to_bytes()),
        pickle.loads(pickle.dumps(model)),
        copy.copy(model),
        copy.deepcopy(model),
    ):
        assert other == model and other.to_bytes() == model.to_bytes()
    with pytest.raises(FileNotFoundError):
        Model.load(tmp_path / "none.tasnif")
    with pytest.raises(OSError):
        model.save(tmp_path / "no" / "folder.tasnif")
    for damaged in (b"", b"no model", model.to_bytes()[:-1]):
        with pytest.raises(ValueError):
            Model.from_bytes(damaged)


def test_an_explanation_counts_characters(model):
    text = "🌧 قال: سعر النفط 🌧"
    explanation = model.explain(text)
    assert (explanation.label, explanation.text) == ("economy", text)
    spans = [text[start:end] for part in explanation.parts for start, end in part["spans"]]
    assert {"سعر", "النفط"} <= set(" ".join(spans).split())
    words = [text[start:end] for start, end, _ in explanation.words]
    assert words == ["قال", "سعر", "النفط"]
    total = explanation.prior + explanation.others[1] + sum(part["contribution"] for part in explanation.parts)
    assert math.isclose(total, explanation.log_odds)
    against = model.explain(text, target="weather", against="sport", unit="words", top=1, flip=True)
    assert (against.label, against.runner_up, against.unit, len(against.parts)) == ("weather", "sport", "words", 1)
    assert "<span" in explanation._repr_html_()
    assert model.explain("qwerty").label is None
    with pytest.raises(ValueError, match="no such label"):
        model.explain(text, target="politics")


def test_keywords_of_a_text(model):
    text = "🌧 رفع البنك سعر الفائدة، ثم رفع البنك سعر الفائدة مرة أخرى"
    table = model.keywords(text, top=3)
    assert len(table) == 3 and "spans" in table.columns
    for row in table.to_dicts():
        start, end = row["spans"][0]
        assert text[start:end] == row["term"]


def test_the_model_describes_itself(model):
    assert model.settings["features"]["ngrams"] == "1..2"
    info = model.info(top=2)
    assert info["documents"] == 120
    assert [label["label"] for label in info["labels"]] == model.labels
    assert repr(model).startswith("<tasnif_text.Model: 3 labels")


def test_the_bundled_model():
    assert "Sports" in tasnif_text.bundled_model().labels


def test_wrong_settings(data):
    with pytest.raises(TypeError, match="`alfa`; did you mean alpha"):
        Model.train(*data, alfa=1)
    with pytest.raises(TypeError, match="`zzz`; the settings are algorithm, alpha"):
        Model.train(*data, zzz=1)
    for settings in (
        {"alpha": 0},
        {"alpha": "much"},
        {"ngrams": (2, 1)},
        {"algorithm": "svm"},
        {"refine_start": 0.5},
        {"max_features": 0},
        {"threads": 0},
        {"stop_words": ["said"]},
    ):
        with pytest.raises(ValueError):
            Model.train(*data, **settings)


def test_words_of_ones_own_are_stop_words(data):
    model = Model.train(*data, stop_words=["arabic", ["البنك", "سعر"]], quick=True)
    assert {"البنك", "سعر"} <= set(model.settings["features"]["stop_words"])
    assert model.classify("البنك سعر").label is None
