#!/usr/bin/env python3
"""tasnif beside scikit-learn, fastText and `wc -w` on the same files, in turn, as ratios.

usage:
  python benches/compare.py TRAIN.jsonl TEST.jsonl [--tasnif PATH] [--rounds N] [--only WORD]
  python benches/compare.py --enlarge N TRAIN.jsonl > LARGER.jsonl

needs: pip install scikit-learn==1.9.1 fasttext-wheel==0.9.2, and `cargo build --release`

Both files are JSON Lines with "text" and "label". Every system runs as a process of its own, in
turn (A B C A B C …), so that a drift of the machine's speed meets all. The table shows the median of
wall time, CPU time and peak memory of each process, and the ratio of tasnif to each other system:
below 1 means that tasnif needs less.

"train, defaults" chooses settings and calibrates; "without" does neither. The peer calibrates by its own folds.

--enlarge writes the file N times. Each copy after the first replaces a share of its words by
fresh ones, so that the vocabulary grows with the text as Zipf's and Heaps' laws have it.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

SKLEARN = """
import json, pickle, sys
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
def read(path):
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    return [row["text"] for row in rows], [row["label"] for row in rows]
"""
SKLEARN_TRAIN = SKLEARN + """
texts, labels = read(sys.argv[1])
pairs = sys.argv[3] == "2"
vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2 if pairs else 1), min_df=2)
classifier = ComplementNB(alpha=0.1).fit(vectorizer.fit_transform(texts), labels)
pickle.dump((vectorizer, classifier), open(sys.argv[2], "wb"))
"""
SKLEARN_DEFAULTS = SKLEARN + """
from sklearn.calibration import CalibratedClassifierCV
texts, labels = read(sys.argv[1])
vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
classifier = CalibratedClassifierCV(ComplementNB(alpha=0.1)).fit(vectorizer.fit_transform(texts), labels)
pickle.dump((vectorizer, classifier), open(sys.argv[2], "wb"))
"""
SKLEARN_CLASSIFY = SKLEARN + """
vectorizer, classifier = pickle.load(open(sys.argv[2], "rb"))
texts, labels = read(sys.argv[1])
guess = classifier.predict(vectorizer.transform(texts))
print(sum(g == l for g, l in zip(guess, labels)) / len(labels), file=sys.stderr)
"""
FASTTEXT = """
import json, re, sys
import fasttext
def lines(path):
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        words = " ".join(re.findall(r"[\\w\\u064b-\\u0652]+|[^\\w\\s]", row["text"].lower()))
        yield "__label__" + re.sub(r"\\s", "_", row["label"]), words
"""
FASTTEXT_TRAIN = FASTTEXT + """
import os, tempfile
with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as out:
    out.writelines(label + " " + words + "\\n" for label, words in lines(sys.argv[1]))
pairs = int(sys.argv[3])
model = fasttext.train_supervised(out.name, lr=0.5, epoch=10, wordNgrams=pairs, verbose=0, thread=2)
os.unlink(out.name)
model.save_model(sys.argv[2])
"""


def run(command):
    """Runs a process to its end: wall seconds, CPU seconds, peak MB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)[:200]} failed with status {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def jobs(arguments, folder):
    """Name of each job, and the command of each system in it."""
    train, test = arguments.files
    at = lambda name: os.path.join(folder, name)
    python = [sys.executable, "-c"]
    tasnif = arguments.tasnif
    os.environ["LC_ALL"] = "C.UTF-8"  # wc -w decodes characters only in a UTF-8 locale
    yield "train, defaults", {
        "tasnif": [tasnif, "train", "-q", train, "-o", at("defaults")],
        "without": [tasnif, "train", "-q", "--no-calibration", train, "-o", at("without")],
        "wc -w": ["wc", "-w", train],
        "scikit-learn": [*python, SKLEARN_DEFAULTS, train, at("calibrated")],
    }
    for grams in "12":
        yield f"train, 1..{grams}", {
            "tasnif": [tasnif, "train", "-q", "--no-calibration", train, "-o", at(f"t{grams}"), "--ngrams", f"1..{grams}"],
            "wc -w": ["wc", "-w", train],
            "scikit-learn": [*python, SKLEARN_TRAIN, train, at(f"s{grams}"), grams],
            "fastText": [*python, FASTTEXT_TRAIN, train, at(f"f{grams}"), grams],
        }
        yield f"classify, 1..{grams}", {
            "tasnif": [tasnif, "classify", "-q", "-m", at(f"t{grams}"), test, "--top", "1", "-o", at("out")],
            "scikit-learn": [*python, SKLEARN_CLASSIFY, test, at(f"s{grams}")],
        }


def compare(arguments):
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'job':16} {'system':14} {'wall s':>8} {'CPU s':>8} {'MB':>8}   tasnif / system: wall, CPU, memory")
        for job, systems in jobs(arguments, folder):
            if arguments.only not in job:
                continue
            measured = {name: [] for name in systems}
            for _ in range(arguments.rounds):
                for name, command in systems.items():
                    measured[name].append(run(command))
            medians = {
                name: [statistics.median(column) for column in zip(*rounds)]
                for name, rounds in measured.items()
            }
            for name, (wall, cpu, memory) in medians.items():
                ratios = ", ".join(f"{a / b:.4f}" for a, b in zip(medians["tasnif"], (wall, cpu, memory)))
                print(f"{job:16} {name:14} {wall:8.3f} {cpu:8.3f} {memory:8.1f}   {ratios}", flush=True)


def enlarge(path, copies):
    """Writes the corpus `copies` times with fresh words from the second copy on."""
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    draw = random.Random(1)
    for copy in range(copies):
        for number, row in enumerate(rows):
            words = row["text"].split(" ")
            if copy:
                for index in range(len(words)):
                    if draw.random() < 0.01:
                        # A fresh word per rank: low ranks come often, high ranks once.
                        rank = int(draw.paretovariate(1.0))
                        words[index] = f"{words[index]}{chr(0x0628 + copy % 16)}{rank}"
            row = {"id": f"{copy}-{number}", "label": row["label"], "text": " ".join(words)}
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tasnif", default="target/release/tasnif")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="only jobs whose name holds this word")
    parser.add_argument("--enlarge", type=int, metavar="N")
    arguments = parser.parse_args()
    if arguments.enlarge:
        enlarge(arguments.files[0], arguments.enlarge)
    elif len(arguments.files) == 2:
        compare(arguments)
    else:
        parser.error("give a training and a test file")


if __name__ == "__main__":
    main()
