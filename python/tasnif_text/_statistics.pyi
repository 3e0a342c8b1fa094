from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from ._tasnif import Chart, HamzaSeats, Model, Profile, Progress, Range, Stem, StopWords, Strings, Table

Column = Strings | str
Fields = Mapping[str, Iterable[Any]] | Sequence[str]

def keywords(
    texts: Any,
    *,
    text: str = "text",
    labels: Column | None = None,
    dates: Any = None,
    ids: Any = None,
    fields: Fields | None = None,
    by: str | None = None,
    target: str | None = None,
    reference: Strings | None = None,
    measure: str = "log-likelihood",
    test: Literal["tokens", "documents"] = "tokens",
    adjustment: str = "holm",
    smoothing: float = 1.0,
    sign: Literal["positive", "negative", "both"] = "positive",
    top: int | None = None,
    ngrams: Range = 1,
    min_count: int = 1,
    all_tokens: bool = False,
    dispersion: Literal["document", "label"] | None = None,
    tfidf: bool = False,
    profile: Profile | None = None,
    hamza_seats: HamzaSeats = "keep",
    stem: Stem | None = None,
    clitics: bool = False,
    stop_words: StopWords | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    max_memory: int | None = None,
) -> Table:
    """The most frequent terms of texts, or the terms that set a part of them apart.

    `texts` is a column of texts, or a data frame with a column `text`; then `labels`, `dates` and `ids` may be names of
    columns. `by` compares each value of `label`, `month` or another column with all others, `target` one label with all
    others, `reference` other texts with these. Columns of the result are those of `tasnif keywords`.
    """

def key_phrases(texts: Any, *, model: Model | None = None, **arguments: Any) -> Table:
    """The most important words and phrases of each text; with `model`, TF-IDF by its document frequencies."""

def collocations(
    texts: Any,
    *,
    window: int | None = None,
    ngrams: Range = 2,
    node: str | None = None,
    measure: Literal["log-likelihood", "pmi", "npmi", "t-score", "chi-squared", "log-dice"] = "log-likelihood",
    min_count: int = 2,
    top: int | None = None,
    all_tokens: bool = False,
    **arguments: Any,
) -> Table:
    """Words that occur together."""

def concordance(
    texts: Any,
    term: str | None = None,
    *,
    regex: str | None = None,
    normalised: bool = False,
    sort: str | Sequence[str] | None = None,
    width: int = 40,
    window: int | None = None,
    top: int | None = None,
    sample: int | None = None,
    seed: int = ...,
    **arguments: Any,
) -> Table:
    """A term or a pattern in its contexts; `start` and `end` count characters."""

def measures(texts: Any, *, by: str | None = None, window: int = 100, **arguments: Any) -> Table:
    """Size and lexical diversity of texts, or of the texts of each value of a column."""

def lint(
    texts: Any,
    *,
    labels: Column | None = None,
    against: Strings | None = None,
    only: list[str] | None = None,
    suspects: int | str | None = None,
    min_tokens: int = 3,
    **arguments: Any,
) -> Table:
    """Problems in texts: duplicates, contradicting labels, broken characters; `against` are test texts."""

def clean(
    texts: Any, *, level: Literal["careful", "balanced", "strict"] = "balanced", cues: str = "", **arguments: Any
) -> Table:
    """Texts without boilerplate, with the lines that were removed and the rule that removed each."""

def chart(
    kind: Literal["terms", "classes", "cloud", "zipf", "keyness", "dispersion", "cooccurrence", "trend"],
    texts: Any,
    *,
    top: int | None = None,
    terms: list[str] = ...,
    target: str | None = None,
    period: Literal["day", "week", "month", "year"] = "month",
    **arguments: Any,
) -> Chart:
    """A chart of texts; arguments that name its look are those of `Model.topics_chart`."""
