"""What the reference scripts share: the corpus, splitting at white space, JSON."""

import json
from pathlib import Path

# The corpus is normalised already, so that tokens are what stands between blanks for everyone.
AT_WHITE_SPACE = {"token_pattern": r"\S+", "lowercase": False}


def read_corpus():
    """Training texts, their labels, and the texts without a label, which are held out."""
    path = Path(__file__).with_name("corpus.jsonl")
    documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    training = [document for document in documents if document["label"]]
    return (
        [document["text"] for document in training],
        [document["label"] for document in training],
        [document["text"] for document in documents if not document["label"]],
    )


def to_json(value, indent=""):
    """Indented JSON in which a row of plain values stays on one line."""
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list) or not any(isinstance(v, (dict, list)) for v in inner):
        return json.dumps(value, ensure_ascii=False)
    deeper = indent + " "
    lines = [to_json(v, deeper) for v in inner]
    if isinstance(value, dict):
        lines = [f"{json.dumps(k, ensure_ascii=False)}: {v}" for k, v in zip(value, lines)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    body = f",\n{deeper}".join(lines)
    return f"{opening}\n{deeper}{body}\n{indent}{closing}"
