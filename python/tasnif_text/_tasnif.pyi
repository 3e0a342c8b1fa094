"""Types of the compiled module; `tasnif_text` exports what is public."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from os import PathLike
from typing import Any, Literal, Protocol, TypedDict, overload

import pandas
import polars
import pyarrow
from typing_extensions import Self, Unpack

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> object: ...

Strings = Sequence[str] | Iterable[str] | _ArrowStream | _ArrowArray
Ids = Iterable[str | int | None] | _ArrowStream | _ArrowArray
Range = str | int | tuple[int, int]
Progress = bool | Callable[[int, int | None], object]
StopWords = str | Sequence[str | Iterable[str]]
HamzaSeats = Literal["keep", "fold"]
Stem = str
Profile = Literal["auto", "arabic", "persian", "urdu", "latin", "plain"]

class Settings(TypedDict, total=False):
    """Settings of training, under the names of the flags of `tasnif train`."""

    algorithm: Literal["complement", "weight-normalised-complement", "multinomial", "bernoulli"]
    alpha: float | None
    prior: Literal["empirical", "uniform"] | None
    balanced: bool
    ngrams: Range
    char_ngrams: Range | Literal["none"] | None
    clitics: bool
    tf: Literal["raw", "sublinear", "binary"] | None
    idf: Literal["smooth", "none"] | None
    class_weighting: Literal["entropy", "none"] | None
    norm: Literal["l2", "l1", "none"] | None
    min_df: int | float | str
    max_df: int | float | str
    max_features: int | Literal["none"] | None
    select: Literal["mutual-information", "chi-squared", "document-frequency"]
    refine: int | Literal["auto"]
    learning_rate: float
    refine_start: float
    refine_blend: float
    quick: bool
    no_calibration: bool
    max_unknown: float
    sample: int
    profile: Profile | None
    hamza_seats: HamzaSeats
    stop_words: StopWords | None
    stem: Stem | None

class _Look(TypedDict, total=False):
    title: str
    subtitle: str
    caption: str
    source: str
    width: int
    height: int
    scale: float
    language: Literal["auto", "arabic", "english", "persian", "urdu"]
    direction: Literal["auto", "rtl", "ltr"]
    theme: Literal["light", "dark"]
    palette: Literal["distinct", "deep", "okabe-ito", "tableau", "grey"]

class _Part(TypedDict):
    term: str
    form: str
    weight: float | None
    contribution: float
    spans: list[tuple[int, int]]

class _Flip(TypedDict):
    words: list[str]
    forms: list[str]
    spans: list[tuple[int, int]]
    label: str
    reason: str | None

class Table:
    """Rows for pandas, polars and others, through Arrow's C interface, or column by column."""

    @property
    def columns(self) -> list[str]: ...
    def __len__(self) -> int: ...
    def __getitem__(self, name: str) -> list[Any]:
        """The values of a column."""
    def to_dict(self) -> dict[str, list[Any]]: ...
    def to_dicts(self) -> list[dict[str, Any]]: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_polars(self) -> polars.DataFrame: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def _repr_html_(self) -> str: ...

class Chart:
    """A chart, as PNG and as SVG. Notebooks show it."""

    @property
    def png(self) -> bytes: ...
    @property
    def svg(self) -> bytes: ...
    def table(self) -> Table:
        """The numbers that are drawn."""
    def _repr_png_(self) -> bytes: ...
    def _repr_html_(self) -> str: ...

class Prediction:
    """The label of a text."""

    @property
    def label(self) -> str | None:
        """The label; None when the text stays unlabelled."""
    @property
    def probability(self) -> float | None:
        """The probability of the most probable label; None without a known word."""
    @property
    def best_label(self) -> str | None:
        """The most probable label, even if the text stays unlabelled; None without a known word."""
    @property
    def unknown(self) -> bool: ...
    @property
    def reason(self) -> str | None:
        """Why the text stays unlabelled, if it does."""
    @property
    def labels(self) -> list[tuple[str, float]]:
        """The most probable labels with their probabilities, most probable first."""
    @property
    def label_set(self) -> list[str] | None:
        """The labels that contain the true one with the probability `coverage`, if asked for."""
    @property
    def tokens(self) -> int: ...
    @property
    def known_tokens(self) -> int: ...
    @property
    def similarity(self) -> float: ...

class Predictions:
    """The labels of several texts, in their order: a sequence of `Prediction`, and a table."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> Prediction: ...
    def __iter__(self) -> Iterator[Prediction]: ...
    @property
    def classes(self) -> list[str]:
        """The names of all labels, in the order of the columns of `probabilities`."""
    @property
    def labels(self) -> list[str | None]: ...
    @property
    def best_labels(self) -> list[str | None]: ...
    @property
    def reasons(self) -> list[str | None]: ...
    @property
    def probabilities(self) -> memoryview:
        """float64, one row for each text; `numpy.asarray` takes it without copying."""
    def table(self) -> Table: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_polars(self) -> polars.DataFrame: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class Explanation:
    """Why a text gets its label. Spans count characters: `text[start:end]`."""

    text: str
    label: str | None
    runner_up: str | None
    predicted: str | None
    reason: str | None
    log_odds: float | None
    prior: float | None
    unit: Literal["terms", "words"]
    parts: list[_Part]
    others: tuple[int, float]
    words: list[tuple[int, int, float]]
    flip: _Flip | None
    def _repr_html_(self) -> str: ...

class Model:
    """A trained topic model. It does not change; threads may share it, and it can be pickled."""

    @staticmethod
    def train(
        texts: Strings,
        labels: Strings,
        *,
        ids: Ids | None = None,
        keep_corpus: bool = False,
        unlabelled: Strings | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
        max_memory: int | None = None,
        **settings: Unpack[Settings],
    ) -> Model:
        """Learns from texts and their labels.

        The model has the bytes of `tasnif train` with the same documents and settings. Settings have the names of the
        program's flags. `progress` is True, or is called with the texts that were read and the number of all.

        With `keep_corpus` the model keeps its documents, so that `update`, `correct`, `rename_labels`, `forget` and `merge`
        can make other models of it. Whoever has such a model can read the words of its documents. `ids` name the documents;
        None is a document without an id. `unlabelled` are more texts to learn from, if held-out documents gain by them.

        Raises ValueError for a missing value (which names its index), columns of different lengths, no text, fewer than
        two labels or wrong settings, TypeError for values that are no strings and for names that are no settings.
        """
    @staticmethod
    def load(path: str | PathLike[str], *, keep_corpus: bool = True) -> Model:
        """Reads a model from its file, with its documents if the file has them and unless `keep_corpus` is False.

        Raises OSError, or ValueError for a file that is no usable model.
        """
    def save(self, path: str | PathLike[str], *, keep_corpus: bool = True) -> None:
        """Writes the model to a file, completely or not at all; without its documents if `keep_corpus` is False."""
    @staticmethod
    def from_bytes(data: bytes, *, keep_corpus: bool = True) -> Model: ...
    def to_bytes(self, *, keep_corpus: bool = True) -> bytes: ...
    @property
    def keeps_corpus(self) -> bool:
        """Whether the model keeps its documents."""
    def update(
        self,
        texts: Strings | None = None,
        labels: Strings | None = None,
        *,
        ids: Ids | None = None,
        unlabelled: Strings | None = None,
        on_duplicate: Literal["error", "skip", "replace"] = "error",
        threads: int | None = None,
        progress: Progress | None = None,
        max_memory: int | None = None,
    ) -> Model:
        """A model with more documents; it has the bytes of training on all of them.

        A text that the model has with another label gets the new label. `on_duplicate` says what happens to a text that it
        has with the same label, and to an id that it has with another text. Unlabelled texts that it has are skipped.
        The logger `tasnif_text` is told what changed.

        Raises ValueError if the model does not keep its documents, or has some of the new ones already.
        """
    def correct(
        self,
        ids: Ids,
        labels: Strings,
        *,
        threads: int | None = None,
        progress: Progress | None = None,
        max_memory: int | None = None,
    ) -> Model:
        """A model with other labels of the documents with these ids. Raises ValueError for an unknown id."""
    def rename_labels(
        self,
        names: dict[str, str],
        *,
        threads: int | None = None,
        progress: Progress | None = None,
        max_memory: int | None = None,
    ) -> Model:
        """A model with other names of labels, `{old: new}`. Labels with the same new name are joined."""
    def forget(
        self,
        *,
        ids: Ids | None = None,
        texts: Strings | None = None,
        on_missing: Literal["error", "skip"] = "error",
        threads: int | None = None,
        progress: Progress | None = None,
        max_memory: int | None = None,
    ) -> Model:
        """A model as if it had never learned from the documents with these ids, or from all documents with these texts.

        Raises ValueError for a document that is not in the model, unless `on_missing` is "skip".
        """
    @staticmethod
    def merge(
        models: Sequence[Model],
        *,
        on_duplicate: Literal["error", "skip", "replace"] = "error",
        threads: int | None = None,
        progress: Progress | None = None,
        max_memory: int | None = None,
    ) -> Model:
        """A model that learned from the documents of all these models, which have the same settings.

        `on_duplicate` says what happens to documents that a later model shares with an earlier one.
        """
    @overload
    def classify(
        self,
        texts: str,
        *,
        top: int | None = None,
        min_probability: float | None = None,
        min_margin: float | None = None,
        min_known: float | None = None,
        min_similarity: float | None = None,
        min_content_words: int | None = None,
        coverage: float | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Prediction: ...
    @overload
    def classify(
        self,
        texts: Strings,
        *,
        top: int | None = None,
        min_probability: float | None = None,
        min_margin: float | None = None,
        min_known: float | None = None,
        min_similarity: float | None = None,
        min_content_words: int | None = None,
        coverage: float | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Predictions:
        """Labels a text, or each of several.

        `top` is how many of the most probable labels are ranked. Texts below a threshold stay unlabelled; by default
        thresholds are those that the model learned. `coverage` makes sets of labels.
        """
    def explain(
        self,
        text: str,
        *,
        target: str | None = None,
        against: str | None = None,
        unit: Literal["terms", "words"] | None = None,
        top: int | None = None,
        flip: bool = False,
    ) -> Explanation:
        """Which terms or words of a text decide on its label, or on `target` against the label `against`."""
    def keywords(
        self,
        text: str,
        *,
        lengths: Range = (1, 3),
        min_count: int = 1,
        order: Literal["tfidf", "yake"] = "tfidf",
        top: int | None = None,
    ) -> Table:
        """The most important words and phrases of a text."""
    def explain_chart(
        self,
        text: str,
        *,
        target: str | None = None,
        against: str | None = None,
        top: int = 20,
        **look: Unpack[_Look],
    ) -> Chart: ...
    def topics_chart(self, *, labels: list[str] = ..., top: int = 8, **look: Unpack[_Look]) -> Chart: ...
    def diff(
        self,
        other: Model,
        texts: Strings | None = None,
        labels: Strings | None = None,
        *,
        ids: Ids | None = None,
        top: int = 10,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """How another model differs (b) from this one (a): the object of `tasnif diff --format json`.

        With texts, it has those that the models label differently; with labels, also the accuracy of both models and the
        p-value of McNemar's test. `top` is how many terms of each kind are listed.
        """
    def check(
        self,
        texts: Strings,
        *,
        baseline: Strings | None = None,
        top: int = 10,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Whether texts are still like those of training, or like `baseline`: the object of `tasnif check --format json`.

        `changed` is the answer. `top` is how many of the most frequent unknown words are listed.
        """
    @property
    def labels(self) -> list[str]:
        """The names of the labels, sorted."""
    @property
    def settings(self) -> dict[str, Any]:
        """The settings of training."""
    def info(self, top: int = 10) -> dict[str, Any]:
        """A description: settings, sizes, calibration, and the strongest terms of each label."""
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: dict[int, Any]) -> Self: ...

class Vectorizer:
    """TF-IDF weights that were learned from texts; `tasnif_text.sklearn.TasnifVectorizer` is for users."""

    @staticmethod
    def fit(
        texts: Strings, labels: Strings | None = None, *, threads: int | None = None, **settings: Unpack[Settings]
    ) -> Vectorizer: ...
    def transform(self, texts: Strings, *, threads: int | None = None) -> tuple[bytes, bytes, bytes]: ...
    @property
    def terms(self) -> list[str]: ...
    @property
    def weights(self) -> list[float]: ...

__version__: str

def bundled_model() -> Model:
    """The Arabic news model that comes with tasnif."""

def model_from_bytes(data: bytes) -> Model: ...
def training_settings(**settings: Unpack[Settings]) -> list[str]: ...

class Part:
    """The part of the texts that one machine reads in a step."""

    def __init__(self, step: bytes, *, threads: int | None = 1) -> None: ...
    def push(self, texts: Strings, labels: Strings | None = None) -> None: ...
    def finish(self) -> list[Table]: ...

class _ClusterJob:
    """Work on the machine that adds up."""

    @property
    def step(self) -> bytes | None: ...
    @property
    def gathers(self) -> bool: ...
    @property
    def min_df(self) -> int: ...
    def add(self, rows: _ArrowStream | _ArrowArray) -> None: ...
    def advance(self, *, threads: int | None = None, progress: Progress | None = None) -> None: ...

class ClusterTraining(_ClusterJob):
    """Training on the machine that adds up."""

    def __init__(self, documents: int, **settings: Unpack[Settings]) -> None: ...
    def model(self) -> Model: ...

class ClusterKeywords(_ClusterJob):
    """Keywords on the machine that adds up."""

    def __init__(
        self,
        documents: int,
        *,
        by: Literal["label"] | None = None,
        measure: str = "log-likelihood",
        test: Literal["tokens", "documents"] = "tokens",
        adjustment: str = "holm",
        smoothing: float = 1.0,
        sign: Literal["positive", "negative", "both"] = "positive",
        top: int | None = None,
        ngrams: Range = 1,
        min_count: int = 1,
        all_tokens: bool = False,
        tfidf: bool = False,
        profile: Profile | None = None,
        hamza_seats: HamzaSeats = "keep",
        stem: Stem | None = None,
        stop_words: StopWords | None = None,
    ) -> None: ...
    def table(self) -> Table: ...
