"""Statistics of texts, or of a column of a data frame."""

from . import _tasnif


def _call(function, texts, arguments, *positional):
    """Calls `function` with the columns of a data frame, if `texts` is one."""
    if hasattr(texts, "columns"):
        texts, arguments = _columns(texts, arguments)
    elif "text" in arguments:
        raise TypeError("`text` names a column of a data frame; here the texts are no data frame")
    return function(texts, *positional, **arguments)


def _columns(frame, arguments):
    """The texts of a data frame, and the arguments with its other columns."""
    arguments = dict(arguments)
    names = list(frame.columns)

    def column(name):
        if name not in names:
            raise KeyError(f"the data frame has no column {name!r}; it has {', '.join(map(str, names))}")
        return frame[name]

    texts = column(arguments.pop("text", "text"))
    for argument in ("labels", "dates", "ids"):
        if isinstance(arguments.get(argument), str):
            arguments[argument] = column(arguments[argument])
    by = arguments.get("by")
    if by in names and by not in ("label", "month", "file") and "fields" not in arguments:
        arguments["fields"] = {by: column(by)}
    fields = arguments.get("fields")
    if isinstance(fields, (list, tuple)):
        arguments["fields"] = {name: column(name) for name in fields}
    return texts, arguments


def keywords(texts, **arguments):
    """The most frequent terms of texts, or the terms that set a part of them apart."""
    return _call(_tasnif.keywords, texts, arguments)


def key_phrases(texts, **arguments):
    """The most important words and phrases of each text."""
    return _call(_tasnif.key_phrases, texts, arguments)


def collocations(texts, **arguments):
    """Words that occur together."""
    return _call(_tasnif.collocations, texts, arguments)


def concordance(texts, term=None, **arguments):
    """A term or a pattern in its contexts."""
    return _call(_tasnif.concordance, texts, arguments, term)


def measures(texts, **arguments):
    """Size and lexical diversity of texts."""
    return _call(_tasnif.measures, texts, arguments)


def lint(texts, **arguments):
    """Problems in texts: duplicates, contradicting labels, broken characters."""
    return _call(_tasnif.lint, texts, arguments)


def clean(texts, **arguments):
    """Texts without boilerplate."""
    return _call(_tasnif.clean, texts, arguments)


def chart(kind, texts, **arguments):
    """A chart of texts."""
    return _call(lambda texts, **arguments: _tasnif.draw_chart(kind, texts, **arguments), texts, arguments)
