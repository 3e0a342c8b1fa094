"""Estimators of scikit-learn: `TasnifClassifier` and `TasnifVectorizer`.

Both take texts, as `CountVectorizer` does, and work in `Pipeline`, `GridSearchCV`, `cross_val_score`,
`CalibratedClassifierCV` and `VotingClassifier`.
"""

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from . import Model
from ._tasnif import Vectorizer

__all__ = ["TasnifClassifier", "TasnifVectorizer"]


def _texts(X):
    """A column of texts: a frame or an array with one column becomes that column."""
    if isinstance(X, str):
        raise ValueError("X is one string; give a list of texts")
    shape = getattr(X, "shape", None)
    if shape is not None and len(shape) == 2:
        if shape[1] != 1:
            raise ValueError(f"X has {shape[1]} columns; give one column of texts")
        return X.iloc[:, 0] if hasattr(X, "iloc") else X[X.columns[0]] if hasattr(X, "columns") else np.asarray(X)[:, 0]
    if shape is not None and len(shape) == 0:
        raise ValueError("X is a single value; give a list of texts")
    return X


def _count(X):
    shape = getattr(X, "shape", None)
    return shape[0] if shape else len(X)


def _threads(n_jobs):
    """The number of threads; -1 is all cores, as in scikit-learn."""
    return None if n_jobs in (None, -1) else n_jobs


class _TextTags:
    """Says that texts go in."""

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.input_tags.one_d_array = True
        tags.no_validation = True
        return tags


class TasnifClassifier(_TextTags, ClassifierMixin, BaseEstimator):
    """A topic model as a classifier of texts.

    All parameters but the last three are settings of `Model.train`, with the same defaults: what is `None` is chosen by
    held-out documents or by other settings. `unknown` is the label that `predict` gives to texts that stay unlabelled; by
    default each text gets its most probable label. `n_jobs` is the number of threads, `None` for all cores.

    After `fit`, `model_` is the `Model`, and `classes_` are the labels, sorted; columns of `predict_proba` have their order.
    """

    def __init__(
        self,
        *,
        algorithm="complement",
        alpha=None,
        prior=None,
        balanced=False,
        ngrams=(1, 2),
        char_ngrams="auto",
        clitics=False,
        tf=None,
        idf=None,
        class_weighting=None,
        norm=None,
        min_df="auto",
        max_df="100%",
        max_features=150_000,
        select="mutual-information",
        refine="auto",
        learning_rate=5.0,
        refine_start=0.3,
        refine_blend=0.0,
        quick=False,
        no_calibration=False,
        max_unknown=0.015,
        sample=200_000,
        profile=None,
        hamza_seats="keep",
        stop_words=None,
        stem=None,
        unknown=None,
        n_jobs=None,
    ):
        self.algorithm = algorithm
        self.alpha = alpha
        self.prior = prior
        self.balanced = balanced
        self.ngrams = ngrams
        self.char_ngrams = char_ngrams
        self.clitics = clitics
        self.tf = tf
        self.idf = idf
        self.class_weighting = class_weighting
        self.norm = norm
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.select = select
        self.refine = refine
        self.learning_rate = learning_rate
        self.refine_start = refine_start
        self.refine_blend = refine_blend
        self.quick = quick
        self.no_calibration = no_calibration
        self.max_unknown = max_unknown
        self.sample = sample
        self.profile = profile
        self.hamza_seats = hamza_seats
        self.stop_words = stop_words
        self.stem = stem
        self.unknown = unknown
        self.n_jobs = n_jobs

    def _settings(self):
        settings = self.get_params(deep=False)
        del settings["unknown"], settings["n_jobs"]
        if settings["char_ngrams"] == "auto":
            del settings["char_ngrams"]
        return settings

    def fit(self, X, y):
        """Learns from texts `X` and their labels `y`."""
        if y is None:
            raise ValueError("requires y to be passed, but the target y is None")
        y = np.asarray(y).ravel()
        check_classification_targets(y)
        if _count(X) != len(y):
            raise ValueError(f"X has {_count(X)} texts and y {len(y)} labels; give one label for each text")
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError("there is 1 class; the classifier needs at least two classes")
        # Labels may be numbers: the model knows them by their text, or by their number where texts coincide.
        names = [str(label) for label in self.classes_]
        if len(set(names)) < len(names):
            names = [f"{code:09}" for code in range(len(names))]
        labels = [names[code] for code in codes]
        self.model_ = Model.train(_texts(X), labels, threads=_threads(self.n_jobs), **self._settings())
        self._codes = {name: code for code, name in enumerate(names)}
        self._order = np.array([self.model_.labels.index(name) for name in names])
        return self

    def _predicted(self, X):
        check_is_fitted(self, "model_")
        return self.model_.classify(_texts(X), top=1, threads=_threads(self.n_jobs))

    def _probabilities(self, predictions):
        return np.asarray(predictions.probabilities)[:, self._order]

    def predict_proba(self, X):
        """The probability of each class for each text."""
        return self._probabilities(self._predicted(X))

    def predict_log_proba(self, X):
        """The logarithms of the probabilities."""
        with np.errstate(divide="ignore"):
            return np.log(self.predict_proba(X))

    def predict(self, X):
        """The most probable class of each text, or `unknown` for one that stays unlabelled, if it is given."""
        predictions = self._predicted(X)
        # A text without a known word has no most probable label, only probabilities.
        codes = self._probabilities(predictions).argmax(axis=1)
        best = predictions.best_labels
        codes = [code if name is None else self._codes[name] for name, code in zip(best, codes)]
        labels = self.classes_[codes]
        if self.unknown is None:
            return labels
        labels = labels.astype(object)
        labels[[label is None for label in predictions.labels]] = self.unknown
        return labels


class TasnifVectorizer(_TextTags, TransformerMixin, BaseEstimator):
    """Texts as sparse rows of TF-IDF weights, with the tokens of tasnif.

    With `tf="raw"`, `class_weighting="none"` and the same tokens, the numbers are those of `TfidfVectorizer`. Class weights
    and the selection by mutual information use the labels `y` of `fit`; without `y`, terms have no class weight, and the
    most frequent ones are kept.
    """

    def __init__(
        self,
        *,
        ngrams=(1, 2),
        char_ngrams=None,
        tf="sublinear",
        idf="smooth",
        class_weighting="none",
        norm="l2",
        min_df="auto",
        max_df="100%",
        max_features=150_000,
        select="mutual-information",
        profile=None,
        hamza_seats="keep",
        stop_words=None,
        stem=None,
        n_jobs=None,
    ):
        self.ngrams = ngrams
        self.char_ngrams = char_ngrams
        self.tf = tf
        self.idf = idf
        self.class_weighting = class_weighting
        self.norm = norm
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.select = select
        self.profile = profile
        self.hamza_seats = hamza_seats
        self.stop_words = stop_words
        self.stem = stem
        self.n_jobs = n_jobs

    def fit(self, X, y=None):
        """Learns the vocabulary and the weights of its terms."""
        settings = self.get_params(deep=False)
        del settings["n_jobs"]
        labels = None
        if y is None:
            settings["class_weighting"] = "none"
            settings["select"] = "document-frequency"
        else:
            labels = [str(label) for label in np.asarray(y).ravel()]
            if _count(X) != len(labels):
                raise ValueError(f"X has {_count(X)} texts and y {len(labels)} labels; give one label for each text")
        self.vectorizer_ = Vectorizer.fit(_texts(X), labels, threads=_threads(self.n_jobs), **settings)
        return self

    def transform(self, X):
        """The rows of texts, a `scipy.sparse.csr_matrix`."""
        check_is_fitted(self, "vectorizer_")
        weights, columns, starts = self.vectorizer_.transform(_texts(X), threads=_threads(self.n_jobs))
        starts = np.frombuffer(starts, dtype=np.int64)
        shape = (len(starts) - 1, len(self.vectorizer_.terms))
        weights = np.frombuffer(weights, dtype=np.float64)
        return csr_matrix((weights, np.frombuffer(columns, dtype=np.int32), starts), shape=shape, copy=True)

    def get_feature_names_out(self, input_features=None):
        """The terms, in the order of the columns."""
        check_is_fitted(self, "vectorizer_")
        return np.asarray(self.vectorizer_.terms, dtype=object)
