#!/usr/bin/env python3
"""Learns which lines of scraped text are the article, and writes models/article-lines.trees.

usage: python benches/learn_lines.py --readability DIR --postlight DIR --trafilatura DIR [--check]
needs: what learn_pages.py needs

Learned from the pages of learn_pages.py as a simple scraper sees them, a line for each block of text, and from
their articles alone, in which every line is right. No feature is a word (src/text/layout/lines.rs).
"""
import json
import pathlib
import subprocess
import tempfile

import numpy as np

import learn_pages as pages
from scraped_text import scraped

NEIGHBOURS = (-4, -3, -2, -1, 1, 2, 3, 4)
WIDE = (3, 8, 20)
WEIGHTS = {"readability": 0.5, "postlight": 0.5, "trafilatura": 0.5, "written": 1.0, "tests": 1.0, "articles": 0.5}
# Least probability of a line at the levels of --clean-level.
LEVELS = {"careful": 0.05, "balanced": 0.4, "strict": 0.7}
# The same for sentences that a rule recognises; others go.
LEVELS_RULED = {"careful": 0.5, "balanced": 0.6, "strict": 0.9}


def texts_of(found, program):
    """Scraped texts. Where only phrases of an article are known, it is what the choice of blocks finds in the page."""
    of_phrases = pages.with_features([dict(page) for page in found if "with" in page], program)
    articles = {page["path"]: "\n".join(pages.chosen(page, page["probabilities"])) for page in of_phrases}
    for page in found:
        if "with" in page:
            page["article"] = articles.get(page["path"], "")
        text = scraped(page["path"].read_text(encoding="utf-8", errors="replace"))
        yield page | {"text": text}
        if page["set"] in ("postlight", "written", "tests"):
            yield page | {"set": "articles", "text": page["article"], "article": page["article"]}


def with_features(texts, program):
    texts = list(texts)
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder) / f"{number}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts):
            path.write_text(text["text"], encoding="utf-8")
        output = subprocess.run([program, *paths], check=True, capture_output=True).stdout
    for line in output.splitlines():
        lines = json.loads(line)
        text = texts[int(lines["id"])]
        if not lines["texts"]:
            continue
        right, weight = np.array(list(pages.judge_by_article(lines["texts"], text["article"]))).T
        if "with" in text:
            phrases = [[pages.one_line(phrase) for phrase in text[kind]] for kind in ("with", "without")]
            by_phrases, _ = np.array(list(pages.judge_by_phrases(lines["texts"], *phrases))).T
            right = np.where(np.isnan(by_phrases), right, by_phrases)
        text |= {"texts": lines["texts"], "names": lines["names"], "right": right, "weight": weight,
                 "rows": np.array(lines["rows"], dtype=np.float32)}
    return [text for text in texts if "rows" in text]


def with_scores(text, scores):
    """The rows of the second look: `Agreement` in src/text/layout/lines.rs."""
    letters = np.expm1(text["rows"][:, text["names"].index("letters")].astype(float)).round()
    running = np.concatenate([[0], np.cumsum((letters + 1) * scores)])
    weights = np.concatenate([[0], np.cumsum(letters + 1)])
    total = max(running[-1], 1e-9)
    at, count = np.arange(len(scores)), len(scores)

    def mean(first, end):
        size = weights[end] - weights[first]
        return np.where(size > 0, (running[end] - running[first]) / np.maximum(size, 1e-9), 0)

    columns = [scores] + [pages.shifted(scores, offset) for offset in NEIGHBOURS]
    for wide in WIDE:
        first, end = np.maximum(at - wide, 0), np.minimum(at + wide + 1, count)
        columns += [mean(first, end), mean(first, at), mean(at + 1, end)]
    columns += [running[:-1] / total, (total - running[1:]) / total,
                np.full(count, total / weights[-1]), np.full(count, scores.max())]
    return np.column_stack([text["rows"], *columns]).astype(np.float32)


def check(texts):
    answers = [None] * len(texts)
    for number in range(5):
        looks = pages.Looks([text for text in texts if pages.fold(text, 5, "check") != number], with_scores)
        for at, text in enumerate(texts):
            if pages.fold(text, 5, "check") == number:
                answers[at] = looks.probabilities(text)
    for name in WEIGHTS:
        of_set = [at for at, text in enumerate(texts) if text["set"] == name]
        own = [texts[at] for at in of_set]
        kept = {"all lines": [text["texts"] for text in own],
                "rules": [keep(text, np.ones(len(text["texts"])), 0, 2) for text in own]}
        for level in LEVELS:
            kept[level] = [keep(texts[at], answers[at], LEVELS[level], LEVELS_RULED[level]) for at in of_set]
        for level, lines in kept.items():
            print(f"{name:12} {len(own):4} texts, {level:9}", pages.score(own, lines))


def keep(text, probabilities, least, least_ruled):
    is_ruled = text["rows"][:, text["names"].index("ruled")] > 0
    is_in = probabilities >= np.where(is_ruled, least_ruled, least)
    return [line for line, is_in in zip(text["texts"], is_in) if is_in]


def main():
    arguments = pages.arguments(__doc__)
    pages.WEIGHTS.clear()
    pages.WEIGHTS.update(WEIGHTS)
    with tempfile.TemporaryDirectory() as folder:
        texts = with_features(
            texts_of(pages.all_pages(arguments, pathlib.Path(folder)), arguments.program), arguments.program)
    if arguments.check:
        check(texts)
    else:
        pages.write(pages.Looks(texts, with_scores), "article-lines")


if __name__ == "__main__":
    main()
