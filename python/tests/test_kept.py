"""Models that keep their documents: each change has the bytes of training anew."""

import json
import logging
import pickle
import subprocess

import pytest

from tasnif_text import Model


@pytest.fixture(scope="module")
def ids(data):
    return [f"a{number}" for number in range(len(data[0]))]


@pytest.fixture(scope="module")
def kept(data, ids):
    return Model.train(*data, ids=ids, keep_corpus=True)


def trained(texts, labels, **settings):
    """The bytes of training anew."""
    return Model.train(texts, labels, keep_corpus=True, **settings).to_bytes()


def write(path, texts, labels=None, ids=None):
    """Writes JSON Lines."""
    rows = [{"text": text} for text in texts]
    for name, column in (("label", labels), ("id", ids)):
        for row, value in zip(rows, column or []):
            if value is not None:
                row[name] = value
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")


def test_a_model_with_its_documents_is_otherwise_the_same(model, kept, data):
    assert (model.keeps_corpus, kept.keeps_corpus) == (False, True)
    assert kept == model and len(kept.to_bytes()) > len(model.to_bytes())
    assert kept.to_bytes(keep_corpus=False) == model.to_bytes()
    assert kept.classify(data[0]).labels == model.classify(data[0]).labels


def test_the_documents_are_saved_and_loaded(kept, tmp_path):
    path, plain = tmp_path / "kept.tasnif", tmp_path / "plain.tasnif"
    kept.save(path)
    kept.save(plain, keep_corpus=False)
    assert path.read_bytes() == kept.to_bytes()
    assert plain.read_bytes() == kept.to_bytes(keep_corpus=False)
    for other in (Model.load(path), Model.from_bytes(kept.to_bytes()), pickle.loads(pickle.dumps(kept))):
        assert other.keeps_corpus and other.to_bytes() == kept.to_bytes()
    for other in (
        Model.load(plain),
        Model.load(path, keep_corpus=False),
        Model.from_bytes(kept.to_bytes(), keep_corpus=False),
    ):
        assert not other.keeps_corpus and other.to_bytes() == plain.read_bytes()
    damaged = bytearray(kept.to_bytes())
    damaged[-1] ^= 1
    with pytest.raises(ValueError, match="the kept documents do not fit their checksum"):
        Model.from_bytes(bytes(damaged))


@pytest.mark.parametrize(
    ("settings", "flags"),
    [({}, []), ({"quick": True, "ngrams": 1}, ["--quick", "--ngrams", "1"]), ({"clitics": True}, ["--clitics"])],
)
def test_the_model_has_the_bytes_of_the_program(data, program, tmp_path, settings, flags):
    texts, labels = data
    some = [f"a{number}" if number % 3 else None for number in range(len(texts))]
    texts = texts + ["Ø§Ù„ÙŠÙˆÙ… decoded wrongly"]
    labels, some, more = labels + ["weather"], some + ["7"], [text + " أيضا" for text in texts[:50]]
    write(tmp_path / "all.jsonl", texts, labels, some)
    write(tmp_path / "more.jsonl", more)
    for keep in ([], ["--keep-corpus"]):
        for unlabelled in ([], ["--unlabelled", "more.jsonl"]):
            command = [program, "train", "all.jsonl", "-o", "m.tasnif", *keep, *unlabelled, *flags]
            subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
            given = {"unlabelled": more} if unlabelled else {}
            given |= {"ids": some, "keep_corpus": True} if keep else {}
            for threads in (1, 3):
                model = Model.train(texts, labels, threads=threads, **given, **settings)
                assert model.to_bytes() == (tmp_path / "m.tasnif").read_bytes(), (keep, unlabelled)


def test_changes_have_the_bytes_of_the_program(kept, data, program, tmp_path):
    kept.save(tmp_path / "kept.tasnif")
    write(tmp_path / "new.jsonl", ["سجل اللاعب رقما جديدا"], ["sport"], ["n1"])
    (tmp_path / "labels.csv").write_text("id,label\na0,weather\n", encoding="utf-8")
    (tmp_path / "map.tsv").write_text("weather\tclimate\n", encoding="utf-8")
    (tmp_path / "ids.txt").write_text("a3\na4\n", encoding="utf-8")
    for arguments, changed in [
        (["update", "kept.tasnif", "new.jsonl"], kept.update(["سجل اللاعب رقما جديدا"], ["sport"], ids=["n1"])),
        (["update", "kept.tasnif", "--labels", "labels.csv"], kept.correct(["a0"], ["weather"])),
        (["update", "kept.tasnif", "--map-labels", "map.tsv"], kept.rename_labels({"weather": "climate"})),
        (["forget", "kept.tasnif", "--ids", "ids.txt"], kept.forget(ids=["a3", "a4"])),
    ]:
        command = [program, *arguments, "-o", "changed.tasnif"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        assert changed.to_bytes() == (tmp_path / "changed.tasnif").read_bytes(), arguments
    # The program changes models of Python.
    assert Model.load(tmp_path / "changed.tasnif").keeps_corpus


def test_update_has_the_bytes_of_training_anew(data, ids, kept):
    texts, labels = data
    first = Model.train(texts[:90], labels[:90], ids=ids[:90], keep_corpus=True)
    before = first.to_bytes()
    for threads in (1, 3):
        grown = first.update(texts[90:], labels[90:], ids=ids[90:], threads=threads)
        assert grown.to_bytes() == kept.to_bytes()
    assert first.to_bytes() == before
    with pytest.raises(ValueError, match='30 documents .*"a90".*are in the model already.*`on_duplicate`'):
        grown.update(texts[90:], labels[90:], ids=ids[90:])
    assert grown.update(texts[90:], labels[90:], ids=ids[90:], on_duplicate="skip").to_bytes() == kept.to_bytes()
    replaced = grown.update(["rain falls again"], ["weather"], ids=["a2"], on_duplicate="replace")
    assert replaced.to_bytes() == trained(texts[:2] + ["rain falls again"] + texts[3:], labels, ids=ids)


def test_known_texts_get_other_labels(data, caplog):
    texts, labels = data[0][:60], data[1][:60]
    model = Model.train(texts, labels, keep_corpus=True)
    text = texts[1]
    expected = ["sport" if other == text else label for other, label in zip(texts, labels)]
    with caplog.at_level(logging.INFO, logger="tasnif_text"):
        changed = model.update([text], ["sport"])
    assert changed.to_bytes() == trained(texts, expected)
    assert "corrected the labels of 1 document" in caplog.text


def test_unlabelled_texts(data):
    texts, labels = data
    more = [text + " أيضا" for text in texts[:40]]
    plain, kept = (Model.train(texts, labels, unlabelled=more, keep_corpus=keep) for keep in (False, True))
    assert plain.info()["unlabelled"]["documents"] == 40
    assert kept == plain and kept.labels == ["economy", "sport", "weather"]
    later = Model.train(texts, labels, keep_corpus=True).update(unlabelled=more)
    assert later.to_bytes() == kept.to_bytes()
    answered = kept.update(more[:1], [labels[0]])
    assert answered.to_bytes() == trained(texts + more[:1], labels + labels[:1], unlabelled=more[1:])


def test_labels_are_corrected_by_id(data, ids, kept):
    texts, labels = data
    expected = trained(texts, ["weather", "sport"] + labels[2:], ids=ids)
    assert kept.correct(["a0", "a1"], ["weather", "sport"]).to_bytes() == expected
    with pytest.raises(ValueError, match='2 documents \\("x", "y"\\) are not in the model'):
        kept.correct(["a0", "x", "y"], ["sport"] * 3)
    with pytest.raises(ValueError, match='the id "a0" has the labels "sport" and "weather"'):
        kept.correct(["a0", "a0"], ["sport", "weather"])
    with pytest.raises(ValueError, match="there are 2 ids and 1 labels; give one label for each id"):
        kept.correct(["a0", "a1"], ["sport"])
    with pytest.raises(ValueError, match="id 1 is missing"):
        kept.correct(["a0", None], ["sport", "sport"])


def test_labels_are_renamed_and_joined(data, ids, kept):
    texts, labels = data
    names = {"economy": "news", "weather": "news"}
    expected = trained(texts, [names.get(label, label) for label in labels], ids=ids)
    assert kept.rename_labels(names).to_bytes() == expected
    with pytest.raises(ValueError, match='no document has the label "politics"'):
        kept.rename_labels({"politics": "news"})
    with pytest.raises(ValueError, match="names of labels are not empty"):
        kept.rename_labels({"sport": ""})
    with pytest.raises(TypeError):
        kept.rename_labels(["sport"])


def test_documents_are_forgotten(data, ids, kept):
    texts, labels = data
    expected = trained(texts[5:], labels[5:], ids=ids[5:])
    assert kept.forget(ids=ids[:5]).to_bytes() == expected
    # All documents with the text.
    rest = [number for number, text in enumerate(texts) if text != texts[0]]
    by_text = trained(*([column[number] for number in rest] for column in (texts, labels)), ids=[ids[n] for n in rest])
    assert kept.forget(texts=texts[:1]).to_bytes() == by_text
    with pytest.raises(ValueError, match='the model never learned from 1 document \\("x"\\)'):
        kept.forget(ids=["a0", "x"])
    with pytest.raises(ValueError, match="the model never learned from 1 document \\(text 1\\)"):
        kept.forget(texts=[texts[0], "qwerty"])
    assert kept.forget(ids=[*ids[:5], "x"], on_missing="skip").to_bytes() == expected
    for wrong in ({}, {"ids": ids[:1], "texts": texts[:1]}):
        with pytest.raises(TypeError, match="give either `ids` or `texts`"):
            kept.forget(**wrong)
    with pytest.raises(ValueError, match="training needs at least two labels"):
        kept.forget(ids=[one for one, label in zip(ids, labels) if label != "sport"])


def test_models_are_merged(data, ids, kept):
    texts, labels = data
    parts = [
        Model.train(texts[start::2], labels[start::2], ids=ids[start::2], keep_corpus=True) for start in (0, 1)
    ]
    assert Model.merge(parts).to_bytes() == Model.merge(parts[::-1], threads=1).to_bytes() == kept.to_bytes()
    with pytest.raises(ValueError, match="model 1: .* in the model already"):
        Model.merge([kept, parts[0]])
    assert Model.merge([kept, parts[0]], on_duplicate="skip").to_bytes() == kept.to_bytes()
    other = Model.train(texts, labels, keep_corpus=True, quick=True)
    with pytest.raises(ValueError, match="model 0 and model 1 differ in the setting"):
        Model.merge([kept, other])
    with pytest.raises(ValueError, match="there is no model to merge"):
        Model.merge([])
    with pytest.raises(ValueError, match="model 1: the model does not keep its documents"):
        Model.merge([kept, Model.train(texts, labels, quick=True)])
    with pytest.raises(TypeError):
        Model.merge([kept, "model.tasnif"])


def test_a_model_without_its_documents_does_not_change(model, data):
    for change in (
        lambda: model.update(*data),
        lambda: model.correct(["a"], ["b"]),
        lambda: model.rename_labels({"sport": "b"}),
        lambda: model.forget(ids=["a"]),
    ):
        with pytest.raises(ValueError, match="the model does not keep its documents.*`keep_corpus`"):
            change()


def test_ids(data):
    numpy, pandas, pyarrow = (pytest.importorskip(name) for name in ("numpy", "pandas", "pyarrow"))
    texts, labels = data[0][:30], data[1][:30]
    expected = trained(texts, labels, ids=[str(number) for number in range(30)])
    numbers = numpy.arange(30)
    for ids in (range(30), numbers, pandas.Series(numbers), pyarrow.array(numbers), numbers.astype(str)):
        assert trained(texts, labels, ids=ids) == expected
    some = [None if number % 2 else str(number) for number in range(30)]
    assert trained(texts, labels, ids=pandas.Series(some)) == trained(texts, labels, ids=pyarrow.array(some))
    assert trained(texts, labels, ids=some) == trained(texts, labels, ids=pandas.array(some, dtype="string"))
    assert trained(texts, labels, ids=[None] * 30) == trained(texts, labels) != expected


def test_wrong_arguments(data, kept):
    texts, labels = data
    for ids, error, message in [
        (["a"] * len(texts), ValueError, 'the id "a" occurs twice: text 0 and text 1'),
        (["a"], ValueError, "there are 120 texts and 1 ids; give one id for each text"),
        ([0.5] * len(texts), TypeError, "id 0 is of type float; expected a string"),
        ([True] * len(texts), TypeError, "id 0 is of type bool"),
        (["\ud800"] * len(texts), ValueError, "id 0 has half of a surrogate pair"),
        ("abc", TypeError, "the ids are of type str"),
    ]:
        with pytest.raises(error, match=message):
            Model.train(texts, labels, ids=ids, keep_corpus=True)
        with pytest.raises(error, match=message):
            kept.update(texts, labels, ids=ids)
    with pytest.raises(ValueError, match="give keep_corpus=True"):
        Model.train(texts, labels, ids=range(len(texts)))
    for keep in (False, True):
        with pytest.raises(ValueError, match="label 1 is empty"):
            Model.train(["a", "b"], ["x", " "], keep_corpus=keep)
        with pytest.raises(ValueError, match="there are no unlabelled texts"):
            Model.train(texts, labels, unlabelled=[], keep_corpus=keep)
        with pytest.raises(ValueError, match="unlabelled text 1 is missing"):
            Model.train(texts, labels, unlabelled=["a", None], keep_corpus=keep)
    with pytest.raises(ValueError, match='`on_duplicate` "keep" is neither'):
        kept.update(texts, labels, on_duplicate="keep")
    with pytest.raises(ValueError, match='`on_duplicate` "keep" is neither'):
        Model.merge([kept], on_duplicate="keep")
    with pytest.raises(ValueError, match='`on_missing` "replace" is neither'):
        kept.forget(ids=["a0"], on_missing="replace")
    for wrong in ((), (texts,), (None, labels)):
        with pytest.raises(TypeError, match="give `texts` with `labels`"):
            kept.update(*wrong)


def test_progress_and_its_errors(kept):
    told = []
    kept.update(["a new text"], ["sport"], progress=lambda done, all: told.append((done, all)))
    assert told[-1] == (1, 1)

    def fail(done, all):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        kept.update(["a new text"], ["sport"], progress=fail)


def test_the_difference_of_models(model, kept, data):
    assert model.diff(kept)["identical"]
    changed = kept.rename_labels({"weather": "climate"})
    found = model.diff(changed, *data, top=3)
    assert not found["identical"] and found["documents"] == {"a": 120, "b": 120}
    assert found["all"]["documents"] == 120 and found["all"]["accuracy_a"] == 1.0
    first = found["changes"][0]
    assert (first["id"], first["label_a"], first["label_b"]) == ("2", "weather", "climate")
    assert "changes" not in model.diff(changed)
    with pytest.raises(TypeError):
        model.diff("model.tasnif")


def test_texts_are_checked(model, data):
    same, other = model.check(data[0]), model.check(["entirely different words here"] * 150, top=2)
    assert (same["changed"], other["changed"], other["documents"]) == (False, True, 150)
    assert other["unknown_words"][0] == {"unknown_word": "different", "documents": 150} and len(other["unknown_words"]) == 2
    assert model.check(data[0], baseline=data[0])["expected_documents"] == 120
    with pytest.raises(ValueError, match="`baseline`"):
        Model.train(*data, no_calibration=True).check(data[0])
