#!/usr/bin/env python3
"""Article text out of the saved pages in tests/pages: tasnif beside trafilatura and jusText.

usage: python benches/pages.py [--tasnif PATH] [--show]
needs: pip install trafilatura justext lxml_html_clean, and `cargo build --release`

For each page the known article is in NAME.article.txt: the headline, an empty line, and one sentence
a line. Sentences are compared as sequences of words; the headline counts for nobody. The table shows
precision and recall over all sentences of all pages, of web pages and of scraped text. trafilatura
and jusText read web pages only; scraped text is handed to them as paragraphs.
"""
import argparse
import html
import json
import pathlib
import re
import subprocess

import justext
import trafilatura

PAGES = pathlib.Path(__file__).parent.parent / "tests" / "pages"


def words(text):
    text = re.sub(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640]", "", text.lower())
    return " ".join(re.findall(r"\w+", text))


def sentences(text, title):
    found = {words(part) for part in re.split(r"[.؟?!…\n۔]", text)}
    return found - {"", words(title)}


def page(path):
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".txt":
        lines = (f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
        return "<html><body>" + "\n".join(lines) + "</body></html>"
    return text


def tasnif(path, program):
    command = [program, "clean", "-q", "--format", "jsonl", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["text"]


def of_trafilatura(path, _):
    return trafilatura.extract(page(path), include_comments=False) or ""


def of_justext(path, _):
    language = {"ar": "Arabic", "fa": "Persian", "fr": "French", "en": "English"}[path.name[:2]]
    paragraphs = justext.justext(page(path).encode(), justext.get_stoplist(language))
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasnif", default="target/release/tasnif")
    parser.add_argument("--show", action="store_true", help="one line a page")
    arguments = parser.parse_args()
    pages = sorted(p for p in PAGES.iterdir() if not p.name.endswith(".article.txt"))
    print(f"{'system':12} {'pages':14} {'precision':>9} {'recall':>7}")
    for name, system in [("tasnif", tasnif), ("trafilatura", of_trafilatura), ("jusText", of_justext)]:
        sums = {}
        for path in pages:
            known = (PAGES / f"{path.stem}.article.txt").read_text(encoding="utf-8")
            title = known.splitlines()[0]
            known = sentences(known, title)
            found = sentences(system(path, arguments.tasnif), title)
            if arguments.show:
                print(f"  {path.name}: {len(known & found)} of {len(known)} known, {len(found)} kept")
            for kind in ["all", "web pages" if path.suffix == ".html" else "scraped text"]:
                total = sums.setdefault(kind, [0, 0, 0])
                for index, count in enumerate([len(known & found), len(found), len(known)]):
                    total[index] += count
        for kind, (both, kept, known) in sums.items():
            print(f"{name:12} {kind:14} {both / max(kept, 1):9.4f} {both / known:7.4f}")


if __name__ == "__main__":
    main()
