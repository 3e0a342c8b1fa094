"""The estimators with the tools of scikit-learn."""

import pickle

import numpy as np
import pytest

pytest.importorskip("sklearn")
pandas = pytest.importorskip("pandas")

from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import VotingClassifier
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import FeatureUnion, make_pipeline, make_union
from sklearn.utils import estimator_checks

from tasnif_text import Model
from tasnif_text.sklearn import TasnifClassifier, TasnifVectorizer

# Checks of scikit-learn that do not make numbers to fit on: these would prove nothing about texts.
CHECKS = [
    "check_estimator_cloneable",
    "check_estimator_tags_renamed",
    "check_valid_tag_types",
    "check_estimator_repr",
    "check_no_attributes_set_in_init",
    "check_get_params_invariance",
    "check_set_params",
    "check_parameters_default_constructible",
    "check_do_not_raise_errors_in_init_or_set_params",
    "check_mixin_order",
]


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("estimator", [TasnifClassifier(), TasnifVectorizer()], ids=["classifier", "vectorizer"])
def test_checks_of_scikit_learn(name, estimator):
    check = getattr(estimator_checks, name, None)
    if check is None:
        pytest.skip("this scikit-learn has no such check")
    check(type(estimator).__name__, estimator)


# The checks that fit, with texts in the place of their numbers.
def test_fit_returns_the_estimator_and_leaves_parameters_alone(data):
    for estimator in (TasnifClassifier(alpha=0.5), TasnifVectorizer(tf="raw")):
        before = estimator.get_params()
        assert estimator.fit(*data) is estimator
        assert estimator.get_params() == before
        public = [name for name in vars(estimator) if not name.startswith("_")]
        assert all(name in before or name.endswith("_") for name in public)


def test_fitting_again_forgets_the_first_time(data):
    texts, labels = data
    once = TasnifClassifier(quick=True).fit(texts, labels)
    twice = TasnifClassifier(quick=True).fit(texts[:60], labels[:60]).fit(texts, labels)
    assert once.model_ == twice.model_


def test_unfitted_estimators_say_so(data):
    for method in ("predict", "predict_proba", "predict_log_proba"):
        with pytest.raises(NotFittedError):
            getattr(TasnifClassifier(), method)(data[0])
    with pytest.raises(NotFittedError):
        TasnifVectorizer().transform(data[0])
    with pytest.raises(NotFittedError):
        TasnifVectorizer().get_feature_names_out()


def test_input_stays_as_it_is(data):
    texts, labels = np.array(data[0], dtype=object), np.array(data[1])
    before = texts.copy(), labels.copy()
    TasnifClassifier(quick=True).fit(texts, labels).predict(texts)
    assert (texts == before[0]).all() and (labels == before[1]).all()


def test_each_text_is_judged_alone(data):
    texts, labels = data
    classifier = TasnifClassifier().fit(texts, labels)
    whole = classifier.predict_proba(texts)
    assert whole.shape == (len(texts), 3) and np.allclose(whole.sum(axis=1), 1)
    assert (whole == np.vstack([classifier.predict_proba([text]) for text in texts])).all()
    order = np.random.default_rng(1).permutation(len(texts))
    assert (classifier.predict_proba([texts[index] for index in order]) == whole[order]).all()
    assert np.allclose(np.exp(classifier.predict_log_proba(texts)), whole)
    rows = TasnifVectorizer().fit(texts)
    assert (rows.transform(texts)[7] != rows.transform([texts[7]])).nnz == 0


@pytest.mark.parametrize("kind", [list, np.array, lambda texts: np.array(texts)[:, None], pandas.Series, lambda texts: pandas.DataFrame({"text": texts})])
def test_containers_of_texts(data, kind):
    texts, labels = data
    expected = TasnifClassifier(quick=True).fit(texts, labels)
    found = TasnifClassifier(quick=True).fit(kind(texts), pandas.Series(labels))
    assert found.model_ == expected.model_
    assert list(found.predict(kind(texts))) == list(expected.predict(texts))


@pytest.mark.parametrize("labels", [[10, 2, 7], [True, False], ["ب", "أ", "a"], [1.5, 2.5], ["b", "a"]])
def test_labels_of_every_type_come_back(data, labels):
    texts = data[0]
    y = np.array([labels[{"sport": 0, "economy": 1, "weather": 2}[name] % len(labels)] for name in data[1]])
    if y.dtype.kind == "f":
        with pytest.raises(ValueError, match="Unknown label type"):
            TasnifClassifier().fit(texts, y)
        return
    classifier = TasnifClassifier(quick=True).fit(texts, y)
    assert (classifier.classes_ == np.unique(y)).all()
    predicted = classifier.predict(texts)
    assert predicted.dtype == y.dtype
    assert classifier.score(texts, y) > 0.6
    probabilities = classifier.predict_proba(texts)
    assert (classifier.classes_[probabilities.argmax(axis=1)] == predicted).mean() > 0.99


def test_unknown_texts_get_a_label_of_their_own(data):
    classifier = TasnifClassifier().fit(*data)
    assert classifier.predict(["qwerty zxcvb"])[0] in classifier.classes_
    classifier.set_params(unknown="other")
    assert list(classifier.predict(["qwerty zxcvb", data[0][0]])) == ["other", data[1][0]]


def test_the_model_is_that_of_train(data):
    assert TasnifClassifier().fit(*data).model_.to_bytes() == Model.train(*data).to_bytes()


def test_wrong_input(data):
    texts, labels = data
    for X, y, message in [
        (texts, labels[1:], "120 texts and y 119"),
        (np.array([texts, texts]).T, labels, "X has 2 columns"),
        ("text", labels, "one string|120"),
        (texts, ["a"] * 120, "at least two classes"),
        (texts, None, "requires y"),
        ([*texts[:-1], None], labels, "text 119 is missing"),
    ]:
        with pytest.raises(ValueError, match=message):
            TasnifClassifier().fit(X, y)
    with pytest.raises(ValueError, match="does not smooth"):
        TasnifClassifier(alpha=0).fit(texts, labels)


def test_clone_pickle_and_pipeline(data):
    texts, labels = data
    classifier = clone(TasnifClassifier(alpha=0.3, quick=True)).fit(texts, labels)
    assert classifier.get_params()["alpha"] == 0.3
    again = pickle.loads(pickle.dumps(classifier))
    assert list(again.predict(texts)) == list(classifier.predict(texts))
    pipeline = make_pipeline(TasnifVectorizer(), MultinomialNB()).fit(texts, labels)
    again = pickle.loads(pickle.dumps(pipeline))
    assert (again.predict_proba(texts) == pipeline.predict_proba(texts)).all()
    union = make_union(TasnifVectorizer(), TasnifVectorizer(ngrams=2))
    assert union.fit_transform(texts).shape[0] == len(texts)
    assert isinstance(union, FeatureUnion) and len(union.get_feature_names_out()) > 10


@pytest.mark.parametrize("jobs", [1, 2])
def test_searches_and_cross_validation(data, jobs):
    texts, labels = np.array(data[0], dtype=object), np.array(data[1])
    search = GridSearchCV(TasnifClassifier(quick=True), {"alpha": [0.1, 1.0], "ngrams": [(1, 1), (1, 2)]}, cv=3, n_jobs=jobs)
    search.fit(texts, labels)
    assert search.best_score_ > 0.9 and set(search.best_params_) == {"alpha", "ngrams"}
    assert cross_val_score(TasnifClassifier(), texts, labels, cv=3, n_jobs=jobs).min() > 0.9
    pipeline = make_pipeline(TasnifVectorizer(), LogisticRegression())
    assert cross_val_score(pipeline, texts, labels, cv=3, n_jobs=jobs).min() > 0.9
    assert cross_val_predict(TasnifClassifier(quick=True), texts, labels, cv=3, method="predict_proba").shape == (120, 3)


def test_meta_estimators(data):
    texts, labels = data
    calibrated = CalibratedClassifierCV(TasnifClassifier(quick=True), cv=3).fit(texts, labels)
    assert calibrated.score(texts, labels) > 0.9
    voting = VotingClassifier(
        [
            ("tasnif", TasnifClassifier()),
            ("bayes", make_pipeline(TasnifVectorizer(), MultinomialNB())),
        ],
        voting="soft",
    ).fit(texts, labels)
    assert voting.score(texts, labels) > 0.9


def test_the_rows_are_those_of_tfidf_vectorizer():
    texts = ["the rain in the north", "the wind from the north", "snow and rain", "snow snow snow"]
    ours = TasnifVectorizer(ngrams=(1, 2), tf="raw").fit(texts)
    theirs = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+").fit(texts)
    assert list(ours.get_feature_names_out()) == list(theirs.get_feature_names_out())
    assert np.allclose(ours.transform(texts).toarray(), theirs.transform(texts).toarray())
    assert ours.transform(["unknown"]).nnz == 0
    assert ours.transform(texts).has_canonical_format


def test_labels_choose_and_weigh_terms(data):
    with_labels = TasnifVectorizer(max_features=10, class_weighting="entropy").fit(*data)
    without = TasnifVectorizer(max_features=10).fit(data[0])
    assert len(with_labels.get_feature_names_out()) == len(without.get_feature_names_out()) == 10
    assert list(with_labels.get_feature_names_out()) != list(without.get_feature_names_out())
