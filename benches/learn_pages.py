#!/usr/bin/env python3
"""Learns which blocks of web pages are their article, and writes models/article-blocks.trees.

usage: python benches/learn_pages.py --readability DIR --postlight DIR --trafilatura DIR [--check]
needs: pip install lightgbm numpy lxml cssselect; node; `cargo build --release --example block_features`
       clones of github.com/mozilla/readability, github.com/postlight/parser and github.com/adbar/trafilatura

Learned from: the test pages of mozilla/readability (the article is known), those of
postlight/parser (with the selectors that its developers wrote for each site), the evaluation pages of adbar/trafilatura (some phrases of the article and of other parts are known), the pages of tests/pages, and 50 more
pages in the shapes of Arabic, Persian and Urdu sites that were written for this (written_pages.jsonl.gz). Nothing of these pages gets into the weights but thresholds of numbers that
src/io/html/choice computes; no feature is a word.

A block of a known article is right if half of its sequences of four words are in the article. The first look
learns from the features of a block. The second one also has the probabilities of the first one, for pages that
the first one has not learned from. With --check, five models are learned without a fifth of the sites each, and
the pages of these sites are scored: precision, recall and F1 of sequences of four words, each page with the same
weight, and of phrases.
"""
import argparse
import gzip
import hashlib
import html.parser
import json
import pathlib
import re
import subprocess
import tempfile

import cssselect
import lightgbm
import lxml.cssselect
import lxml.html
import numpy as np

from sequences import parts, sequences

ROOT = pathlib.Path(__file__).parent.parent
PARAMETERS = dict(objective="binary", num_leaves=8, learning_rate=0.1, min_data_in_leaf=40, lambda_l2=5,
                  feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, seed=1, deterministic=True,
                  force_row_wise=True, num_threads=2, verbose=-1)
TREES = 120
# The articles of readability are those that a program found; those that were written are known exactly.
WEIGHTS = {"readability": 0.3, "postlight": 0.5, "trafilatura": 0.5, "written": 2.0, "tests": 1.0}
# Least probability of blocks that the rules chose, of others, and of those with the name of something else, as in
# src/io/html/choice/mod.rs.
LEAST = (0.4, 0.7, 0.9)
ASIDE = ("aside", "other", "form", "border", "button")
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
WIDE = 8


class Text(html.parser.HTMLParser):
    """The lines of a page."""
    INSIDE = set("a abbr b big cite code em font i mark q s small span strong sub sup time u".split())

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines = [""]

    def handle_starttag(self, tag, _):
        if tag not in self.INSIDE:
            self.lines.append("")

    handle_endtag = lambda self, tag: self.handle_starttag(tag, None)

    def handle_data(self, data):
        self.lines[-1] += data


def lines_of(page):
    reader = Text()
    reader.feed(page)
    return "\n".join(" ".join(line.split()) for line in reader.lines if line.strip())


def readability(folder):
    for case in sorted((folder / "test" / "test-pages").iterdir()):
        article = lines_of((case / "expected.html").read_text(encoding="utf-8"))
        # Some test a single tag, or have a text without meaning.
        if len(article) > 1000 and "lorem ipsum" not in article.lower():
            yield {"set": "readability", "id": case.name, "site": case.name.rstrip("-0123456789"),
                   "path": case / "source.html", "article": article}


def trafilatura(folder):
    for address, page in json.loads((folder / "tests" / "evaldata.json").read_text(encoding="utf-8")).items():
        paths = [folder / "tests" / kind / page["file"] for kind in ("cache", "eval")]
        path = next((path for path in paths if path.exists()), None)
        if path:
            yield {"set": "trafilatura", "id": page["file"], "site": address.split("//")[-1].split("/")[0].removeprefix("www."),
                   "path": path, "with": page["with"], "without": page["without"]}


# The selectors that its developers wrote for a site: what is the article, and what in it is not.
SELECTORS = """
const fs = require("fs"), folder = process.argv[1], found = {};
for (const site of fs.readdirSync(folder)) {
    const path = `${folder}/${site}/index.js`;
    if (!fs.existsSync(path)) continue;
    let extractor;
    eval(fs.readFileSync(path, "utf8").replace(/^import .*$/mg, "").replace(/export const \\w+ =/g, "extractor ="));
    const content = extractor.content || {};
    found[extractor.domain] = [content.selectors || [], content.clean || []];
}
console.log(JSON.stringify(found));
"""


def select(tree, selectors):
    for selector in [selectors] if isinstance(selectors, str) else filter(lambda one: isinstance(one, str), selectors):
        try:
            yield from lxml.cssselect.CSSSelector(selector)(tree)
        except (cssselect.SelectorError, cssselect.ExpressionError):
            # Some selectors are those of jQuery.
            continue


def selected_article(content, selectors, clean):
    tree = lxml.html.fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))
    found = next(filter(None, (list(select(tree, selector)) for selector in selectors)), [])
    for part in found:
        for inner in select(part, [*clean, "script", "style", "noscript", "figcaption"]):
            if inner is not part and inner.getparent() is not None:
                inner.drop_tree()
    return "\n".join(lines_of(lxml.html.tostring(part, encoding="unicode")) for part in found)


def postlight(folder):
    command = ["node", "-e", SELECTORS, folder / "src" / "extractors" / "custom"]
    selectors = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    for path in sorted((folder / "fixtures").rglob("*.html")):
        site = re.sub(r"(--.*)?\.html$", "", path.name)
        article = selected_article(path.read_bytes(), *selectors[site]) if site in selectors else ""
        if len(article) > 500:
            yield {"set": "postlight", "id": path.stem, "site": site, "path": path, "article": article}


def written(folder):
    """Pages that were written for learning, and those of the tests."""
    with gzip.open(ROOT / "benches" / "written_pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            path = folder / f"{page['id']}.html"
            path.write_text(page["html"], encoding="utf-8")
            yield {"set": "written", "id": page["id"], "site": page["id"], "path": path, "article": page["article"]}
    for path in sorted((ROOT / "tests" / "pages").glob("*.html")):
        article = path.with_suffix(".article.txt").read_text(encoding="utf-8")
        yield {"set": "tests", "id": path.name, "site": path.name, "path": path, "article": article}


def judge_by_article(texts, article):
    """Whether each block is right, and the weight of that judgement."""
    known = sequences(article)
    lines = {" ".join(re.findall(r"\w+", line)) for line in article.splitlines()}
    for text in texts:
        words = re.findall(r"\w+", text)
        if not words:
            yield np.nan, 0
        elif len(words) < 5:
            yield float(" ".join(words) in lines), len(words)
        else:
            own = sequences(text)
            share = sum((own & known).values()) / sum(own.values())
            yield float(share >= 0.5), len(words) * (0.3 if 0.25 < share < 0.5 else 1)


def judge_by_phrases(texts, right, wrong):
    for text in texts:
        is_right = any(phrase in text for phrase in right)
        is_wrong = any(phrase in text for phrase in wrong)
        yield (float(is_right) if is_right != is_wrong else np.nan), len(text.split())


def one_line(text):
    return " ".join(text.split())


def with_features(pages, program):
    """The pages with the features of their blocks."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            (pathlib.Path(folder) / f"{number}.html").symlink_to(page["path"].resolve())
        paths = [f"{folder}/{number}.html" for number in range(len(pages))]
        output = subprocess.run([program, *paths], check=True, capture_output=True).stdout
    for line in output.splitlines():
        blocks = json.loads(line)
        page = pages[int(blocks["id"])]
        if not blocks["texts"]:
            continue
        if "article" in page:
            judged = judge_by_article(blocks["texts"], page["article"])
        else:
            phrases = [[one_line(phrase) for phrase in page[kind]] for kind in ("with", "without")]
            judged = judge_by_phrases(blocks["texts"], *phrases)
        right, weight = np.array(list(judged)).T
        rows, names = np.array(blocks["rows"], dtype=np.float32), blocks["names"]
        if page["set"] in ("readability", "postlight"):
            # Their articles have captions, notes and some comments, which people do not count as the article.
            unsure = rows[:, [names.index(f"in_{part}") for part in ASIDE]].any(axis=1)
            right[unsure & (right == 1)] = np.nan
            right[rows[:, names.index("in_figure")] > 0] = 0
        page |= {"texts": blocks["texts"], "names": names, "right": right, "weight": weight,
                 "rows": rows, "groups": np.array(blocks["groups"]),
                 "probabilities": np.array(blocks["probabilities"])}
    return [page for page in pages if "rows" in page]


def fold(page, count, salt):
    return int(hashlib.md5((salt + page["site"]).encode()).hexdigest(), 16) % count


def fit(pages, rows):
    features, right, weights = [], [], []
    for page, own in zip(pages, rows):
        is_known = ~np.isnan(page["right"])
        if is_known.any():
            weight = np.sqrt(page["weight"][is_known] + 1)
            features.append(own[is_known])
            right.append(page["right"][is_known])
            weights.append(weight / weight.sum() * WEIGHTS[page["set"]])
    weights = np.concatenate(weights)
    data = lightgbm.Dataset(np.vstack(features), np.concatenate(right), weight=weights / weights.mean())
    return lightgbm.train(PARAMETERS, data, TREES)


def shifted(scores, offset):
    moved = np.zeros_like(scores)
    if abs(offset) < len(scores):
        if offset < 0:
            moved[-offset:] = scores[:offset]
        else:
            moved[:-offset] = scores[offset:]
    return moved


def with_scores(page, scores):
    """The rows of the second look: src/io/html/choice/agreement.rs."""
    letters = np.expm1(page["rows"][:, page["names"].index("letters")].astype(float)).round()
    weight = letters + 1
    total = max((weight * scores).sum(), 1e-9)
    columns = [scores] + [shifted(scores, offset) for offset in NEIGHBOURS]
    for level in range(page["groups"].shape[1]):
        group = page["groups"][:, level]
        sums, sizes = np.bincount(group, weight * scores), np.bincount(group, weight)
        columns += [sums[group] / sizes[group], sums[group] / total]
    running = np.cumsum(weight * scores)
    columns.append(running / total)
    sums = np.concatenate([[0], np.cumsum(scores)])
    at = np.arange(len(scores))
    first, end = np.maximum(at - WIDE, 0), np.minimum(at + WIDE + 1, len(scores))
    columns.append((sums[end] - sums[first]) / (end - first))
    highest = scores.max()
    columns += [np.full(len(scores), highest), scores / max(highest, 1e-9)]
    return np.column_stack([page["rows"], *columns]).astype(np.float32)


class Looks:
    """Both looks, learned from some pages. `with_scores` makes the rows of the second one."""

    def __init__(self, pages, with_scores=with_scores):
        self.with_scores = with_scores
        rows = [page["rows"] for page in pages]
        self.first = fit(pages, rows)
        folds = np.array([fold(page, 4, "look") for page in pages])
        second = [None] * len(pages)
        for number in range(4):
            others = [at for at in range(len(pages)) if folds[at] != number]
            first = fit([pages[at] for at in others], [rows[at] for at in others])
            for at in np.flatnonzero(folds == number):
                second[at] = with_scores(pages[at], first.predict(rows[at]))
        self.second = fit(pages, second)

    def probabilities(self, page):
        return self.second.predict(self.with_scores(page, self.first.predict(page["rows"])))


def tree(node):
    if "leaf_value" in node:
        return [f"{node['leaf_value']:.6g}"]
    assert node["decision_type"] == "<="
    here = f"{node['split_feature']}<{node['threshold']:.9g}"
    return [here, *tree(node["left_child"]), *tree(node["right_child"])]


def write(looks, name):
    text = ""
    for look in (looks.first, looks.second):
        trees = look.dump_model()["tree_info"]
        text += "look\n" + "".join(" ".join(tree(part["tree_structure"])) + "\n" for part in trees)
    (ROOT / "models" / f"{name}.trees").write_text(text)


def chosen(page, probabilities):
    by_rules = page["rows"][:, page["names"].index("chosen")] > 0
    is_title = page["rows"][:, page["names"].index("is_title")] > 0
    by_name = page["rows"][:, [page["names"].index(name) for name in ("in_other", "in_figure")]].any(axis=1)
    is_in = probabilities > np.select([by_rules, by_name], [LEAST[0], LEAST[2]], LEAST[1])
    seen = {text for text, by_rules in zip(page["texts"], by_rules) if by_rules}
    for text, title, is_in, by_rules in zip(page["texts"], is_title, is_in, by_rules):
        if is_in and not title and (by_rules or len(text) < 60 or text not in seen):
            seen.add(text)
            yield text


def score(pages, texts):
    shares, phrases = np.zeros(3), np.zeros(3)
    for page, text in zip(pages, texts):
        if "with" not in page:
            found = np.array(parts(page["article"], "\n".join(text)))
            shares += found / max(found.sum(), 1)
        else:
            text = one_line(" ".join(text))
            found = [sum(one_line(phrase) in text for phrase in page[kind]) for kind in ("with", "without")]
            phrases += [*found, len(page["with"]) - found[0]]
    right, wrong, missed = shares if shares.any() else phrases
    precision, recall = right / (right + wrong), right / (right + missed)
    return f"precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.4f}"


def check(pages):
    by_rules = lambda page: page["rows"][:, page["names"].index("chosen")]
    answers = [None] * len(pages)
    for number in range(5):
        looks = Looks([page for page in pages if fold(page, 5, "check") != number])
        for at, page in enumerate(pages):
            if fold(page, 5, "check") == number:
                answers[at] = list(chosen(page, looks.probabilities(page)))
    for name in WEIGHTS:
        of_set = [at for at, page in enumerate(pages) if page["set"] == name]
        own = [pages[at] for at in of_set]
        print(f"{name:12} {len(own):4} pages, rules  ", score(own, [chosen(page, by_rules(page)) for page in own]))
        print(f"{name:12} {len(own):4} pages, learned", score(own, [answers[at] for at in of_set]))


def all_pages(arguments, folder):
    return [*readability(arguments.readability), *postlight(arguments.postlight),
            *trafilatura(arguments.trafilatura), *written(folder)]


def arguments(text):
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("readability", "postlight", "trafilatura"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True, help="a clone of the repository")
    parser.add_argument("--program", default=ROOT / "target" / "release" / "examples" / "block_features")
    parser.add_argument("--check", action="store_true", help="measure, and write nothing")
    return parser.parse_args()


def main():
    given = arguments(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        pages = with_features(all_pages(given, pathlib.Path(folder)), given.program)
    if given.check:
        check(pages)
    else:
        write(Looks(pages), "article-blocks")


if __name__ == "__main__":
    main()
