#!/usr/bin/env python3
"""The articles of saved pages: tasnif beside trafilatura, readability and resiliparse.

usage: python benches/articles.py PAGES.jsonl [--tasnif PATH]
needs: pip install trafilatura readability-lxml resiliparse, and `cargo build --release`

PAGES.jsonl has a page a line: `id`, `html` and `article`, the known text; .zst is unpacked with zstd. Precision,
recall and F1 of sequences of four words: of each page, shared sequences, those of the answer only and those of the
article only are divided by their sum, and these shares are added up, so that each page has the same weight. The
second table is about the same pages as a simple scraper sees them (scraped_text.py), a line for each block of text.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
from importlib.metadata import version

import lxml.html
import readability
import resiliparse.extract.html2text
import trafilatura

from scraped_text import scraped
from sequences import parts


def score(pages, answers):
    shares = [0, 0, 0]
    for page, answer in zip(pages, answers):
        found = parts(page["article"], answer)
        shares = [share + part / (sum(found) or 1) for share, part in zip(shares, found)]
    precision, recall = shares[0] / (shares[0] + shares[1]), shares[0] / (shares[0] + shares[2])
    return f"{precision:.3f} | {recall:.3f} | {2 * precision * recall / (precision + recall):.3f}"


def by_readability(html):
    try:
        summary = readability.Document(html).summary(html_partial=True)
        return "\n".join(lxml.html.fromstring(summary).itertext())
    except (readability.readability.Unparseable, lxml.etree.ParserError, ValueError):
        return ""


def by_tasnif(program, texts, ending, *flags):
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (pathlib.Path(folder) / f"{number:06}{ending}").write_text(text, encoding="utf-8")
        command = [program, "clean", "-q", "--skip-bad", "--lossy", "--format", "jsonl", *flags, folder]
        lines = subprocess.run(command, check=True, capture_output=True).stdout.splitlines()
    answers = [""] * len(texts)
    for line in map(json.loads, lines):
        answers[int(line["id"].split(".")[0])] = line["text"]
    return answers


def table(pages, rows):
    print("| | precision | recall | F1 |\n|---|---|---|---|")
    for name, answers in rows:
        print(f"| {name} | {score(pages, answers)} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=pathlib.Path)
    parser.add_argument("--tasnif", default="target/release/tasnif")
    given = parser.parse_args()
    content = given.pages.read_bytes()
    if given.pages.suffix == ".zst":
        content = subprocess.run(["zstd", "-dc", given.pages], check=True, capture_output=True).stdout
    pages = [json.loads(line) for line in content.splitlines()]
    html = [page["html"] for page in pages]
    extract = resiliparse.extract.html2text.extract_plain_text
    table(pages, [
        ("tasnif", by_tasnif(given.tasnif, html, ".html")),
        (f"trafilatura {version('trafilatura')}", [trafilatura.extract(page, include_comments=False) or "" for page in html]),
        (f"readability-lxml {version('readability-lxml')}", map(by_readability, html)),
        (f"resiliparse {version('resiliparse')}", [extract(page, main_content=True) for page in html]),
    ])
    texts = [scraped(page) for page in html]
    levels = [(f"tasnif, `{level}`", by_tasnif(given.tasnif, texts, ".txt", "--clean-level", level))
              for level in ("careful", "balanced", "strict")]
    long_lines = ["\n".join(line for line in text.splitlines() if len(line) >= 80) for text in texts]
    table(pages, [*levels, ("lines of 80 characters and more", long_lines), ("all lines", texts)])


if __name__ == "__main__":
    main()
