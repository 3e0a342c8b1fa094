#!/usr/bin/env python3
"""Whether two builds of tasnif give the same bytes: every command, in every format.

usage:
  python benches/compare_programs.py OLD NEW [--corpus FILE.jsonl]... [--only WORD] [--jobs N]

Runs each command line with both programs, each in a folder of its own, and compares exit code,
standard output, standard error and every file written. Without --corpus the inputs are those of
data/ and models/; a corpus is JSON Lines with "text" and "label", and is cut into a part for
training (four in five lines) and one for tests. Exits with 1 when something differs, and names it.
"""
import argparse
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FORMATS = ["table", "csv", "tsv", "json", "jsonl", "parquet"]
ROOT = pathlib.Path(__file__).resolve().parent.parent

# {corpus}: labelled documents; {test}: others of the same kind; {texts}: what is classified;
# {model}: a trained model; {format}: one run for each format.
TABLES = """
classify -m {model} {texts}
classify -m {model} {test} --top 2 --keep all
classify -m {model} {test} --coverage 0.9
explain -m {model} {texts}
explain -m {model} {few} --no-flip --top 3
evaluate -m {model} {test}
evaluate {corpus} --cv 3
evaluate {corpus} --cv 3 --split time
lint {corpus}
lint {corpus} --against {test}
info {model}
info {model} --top 5
info {clitics} --clitics
tokenize {few}
tokenize {few} --terms --ngrams 1..2
tokenize {few} --explain
keywords {corpus}
keywords {corpus} --by label --top 5
keywords {corpus} --by label --sign both --test documents --adjust bh
keywords {corpus} --by month --top 5
keywords {corpus} {test} --by file --top 5
keywords {corpus} --by id --top 1
keywords {corpus} --by label --measure log-odds --ngrams 1..2 --clitics
keywords {corpus} --by label --dispersion --parts file
keywords {corpus} --dispersion --parts label --tfidf --top 20
keywords {corpus} --target {label} --measure log-ratio
keywords {corpus} --target label:{label} --measure tfidf --dispersion
keywords {corpus} --target file:{corpus} {test}
keywords {corpus} {test} --target {corpus}
keywords {corpus} --reference {test} --measure simple-maths
keywords {few} --per-document --top 5
keywords {few} --per-document --idf-from input --rank yake
keywords {corpus} --all-tokens --min-count 2 --stop-words none
collocations {corpus}
collocations {corpus} --window 5 --measure log-dice --top 30
collocations {corpus} --ngrams 3
collocations {corpus} --node {word} --window 3
measures {corpus}
measures {corpus} --by label
measures {corpus} {test} --by file
measures {corpus} --by month --window 20
measures {corpus} --by id
concordance {corpus} {word}
concordance {corpus} {word} --sort 1L,1R --top 5
concordance {corpus} --regex '{word}' --sample 3
"""
OTHERS = """
train {corpus} -o trained.tasnif
train {corpus} -o trained.tasnif --ngrams 1 --no-calibration
train {corpus} -o trained.tasnif --refine 3 --char-ngrams 3..4
train {corpus} -o trained.tasnif --clitics --stop-words default --balanced --algorithm multinomial
train {corpus} -o trained.tasnif --algorithm bernoulli --max-features 100
train {corpus} -o trained.tasnif --per paragraph --clean text
tune {corpus} -o tuned.tasnif --effort 2s
tune {corpus} -o tuned.tasnif --effort 2s --format csv
evaluate -m {model} {test} --min-accuracy 0.99999
evaluate -m {model} {test} --errors errors.csv
classify -m {model} {test} -o labels.csv
classify -m {model} {test} --keep all -o labels.parquet
explain -m {model} {few} -o reasons.html
explain -m {model} {few} --highlight --color always
concordance {corpus} {word} --color always --format table
clean {pages}
clean {pages} --format jsonl
clean {pages} --format csv -o clean.csv
clean {texts} --show-removed
clean --list-cues
chart terms {corpus} -o chart.svg --data-out chart.csv
chart classes {corpus} -o chart.svg --data-out chart.csv
chart keyness {corpus} --target {label} -o chart.svg --data-out chart.csv
chart keyness {corpus} --reference {test} -o chart.png --data-out chart.json
chart cloud {corpus} -o chart.svg --data-out chart.csv
chart zipf {corpus} -o chart.svg --data-out chart.csv
chart diversity {corpus} -o chart.svg --data-out chart.csv
chart diversity {corpus} --by month -o chart.svg --data-out chart.csv
chart dispersion {corpus} -o chart.svg --data-out chart.csv
chart dispersion {corpus} --term {word} -o chart.png
chart trend {corpus} -o chart.svg --data-out chart.csv
chart trend {corpus} --by week --term {word} -o chart.svg
chart trend {corpus} --by label --period year -o chart.svg --data-out chart.csv
chart trend {corpus} --from 1990 --until 1991 -o chart.svg
chart cooccurrence {corpus} -o chart.svg --data-out chart.csv
chart topics -m {model} -o chart.svg --data-out chart.csv
chart confusion -m {model} {test} -o chart.svg --data-out chart.csv
chart confusion {corpus} --cv 3 -o chart.png
chart scores -m {model} {test} -o chart.svg --data-out chart.csv
chart explain -m {model} {one} -o chart.svg --data-out chart.csv
chart reliability -m {model} {test} -o chart.svg --data-out chart.csv
chart coverage -m {model} {test} -o chart.svg --data-out chart.csv
chart terms {corpus} --theme dark --language persian --digits persian --size 700x500 -o chart.png
report {corpus} -o report.html
report {corpus} -m {model} -o report.html --top 20 --title Title
report {texts} -o report.html
stop-words
stop-words arabic
keywords {corpus} --target nothing-of-this-name
keywords {corpus} --by no-such-field
keywords {corpus} --measure fisher
keywords {corpus} --test documents
keywords --reference {corpus} {test}
measures {corpus} --by no-such-field
chart diversity {corpus} --by no-such-field -o chart.svg
chart trend {corpus} --by no-such-field -o chart.svg
chart terms {corpus} -o chart.txt
train {texts} -o trained.tasnif
classify -m {corpus} {test}
evaluate -m {model} {texts}
keywords {corpus} --text-field none
train {corpus} -o trained.tasnif --alpha 0
completions bash
man
"""
HELP = ["", "train", "tune", "classify", "explain", "evaluate", "keywords", "collocations", "measures",
        "lint", "chart", "report", "info", "tokenize", "concordance", "clean", "demo", "stop-words"]
CHARTS = ["terms", "classes", "keyness", "cloud", "zipf", "diversity", "dispersion", "trend", "cooccurrence",
          "topics", "confusion", "scores", "explain", "reliability", "coverage"]


def command_lines(values):
    lines = []
    for line in TABLES.strip().splitlines():
        for format in FORMATS:
            lines.append(fill(line, values) + ["--format", format, "-o", f"out.{format}"])
    lines += [fill(line, values) for line in OTHERS.strip().splitlines()]
    lines += [[*name.split(), "--help"] for name in HELP]
    lines += [["chart", name, "--help"] for name in CHARTS]
    return lines


def fill(line, values):
    words = []
    for word in line.split():
        word = word.strip("'")
        if word in values and isinstance(values[word], list):
            words += values[word]
            continue
        for name, value in values.items():
            if isinstance(value, str):
                word = word.replace(name, value)
        words.append(word)
    return words


def of_data(program, folder):
    """The inputs of data/, copied so that both programs name them alike."""
    shutil.copytree(ROOT / "data", folder / "data")
    articles = sorted(str(path.relative_to(folder)) for path in (folder / "data/articles").iterdir())
    texts = [path for path in articles if path.endswith(".txt")]
    return of_corpus(program, folder, folder / "data/dated.jsonl") | {
        "{texts}": "data/articles", "{few}": texts[:4], "{one}": texts[0],
        "{pages}": [path for path in articles if path.endswith(".html")]}


def of_corpus(program, folder, corpus):
    """Parts of a corpus, and models that are trained on it."""
    lines = pathlib.Path(corpus).read_text(encoding="utf-8").splitlines(keepends=True)
    test = [line for number, line in enumerate(lines) if number % 5 == 4]
    train = [line for number, line in enumerate(lines) if number % 5 != 4]
    parts = {"train": train, "test": test, "few": test[:10], "one": test[:1]}
    for name, part in parts.items():
        (folder / f"{name}.jsonl").write_text("".join(part), encoding="utf-8")
    for name, flags in [("model", []), ("clitics", ["--clitics"])]:
        run([program, "-q", "train", "train.jsonl", "-o", f"{name}.tasnif", *flags], folder)
    first = json.loads(train[0])
    return {"{corpus}": "train.jsonl", "{test}": "test.jsonl", "{texts}": "test.jsonl", "{few}": "few.jsonl",
            "{one}": "one.jsonl", "{pages}": "few.jsonl", "{model}": "model.tasnif",
            "{clitics}": "clitics.tasnif", "{label}": str(first["label"]),
            "{word}": max(re.findall(r"\w+", first["text"]), key=len)}


def run(command, folder):
    return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True)


def outcome(program, arguments, inputs, scratch):
    """Exit code, both streams and the files written, of a run in a copy of the inputs."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    for path in inputs.iterdir():
        (folder / path.name).symlink_to(path)
    result = run([program, *arguments], folder)
    seconds = re.compile(rb"\d+(\.\d+)? ?(s|ms|min)\b")
    files = {path.name: path.read_bytes() for path in folder.iterdir() if not path.is_symlink()}
    shutil.rmtree(folder)
    return {"exit code": result.returncode, "standard output": result.stdout,
            "standard error": seconds.sub(b"TIME", result.stderr), **files}


def differences(one, two):
    return [name for name in sorted({*one, *two}) if one.get(name) != two.get(name)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--corpus", action="append", default=[])
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    old, new = (str(pathlib.Path(program).resolve()) for program in (arguments.old, arguments.new))
    differing = compared = 0
    for corpus in arguments.corpus or [None]:
        with tempfile.TemporaryDirectory() as scratch:
            inputs = pathlib.Path(scratch) / "inputs"
            inputs.mkdir()
            values = of_corpus(old, inputs, corpus) if corpus else of_data(old, inputs)
            lines = [line for line in command_lines(values) if arguments.only in " ".join(line)]

            def compare(line):
                return line, [outcome(program, line, inputs, scratch) for program in (old, new)]

            with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
                for line, (before, after) in pool.map(compare, lines):
                    compared += 1
                    found = differences(before, after)
                    differing += bool(found)
                    for name in found:
                        print(f"{' '.join(line)}\n  {name} differs{shown(before.get(name), after.get(name))}")
    print(f"{compared} command lines, {differing} with a difference")
    return 1 if differing or not compared else 0


def shown(before, after):
    """The first line that differs, of texts."""
    if isinstance(before, int):
        return f": {before} before, {after} after"
    if before is None or after is None:
        return ": written by one of them only"
    for one, two in zip(before.splitlines(), after.splitlines()):
        if one != two:
            return f":\n    {one[:200]!r}\n    {two[:200]!r}"
    return f": {len(before)} bytes before, {len(after)} after"


if __name__ == "__main__":
    sys.exit(main())
