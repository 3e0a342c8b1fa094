"""What somebody gets who types no flag, beside a calibrated linear SVM of scikit-learn.

    pip install scikit-learn==1.9.1
    python benches/defaults.py --tasnif target/release/tasnif FOLDER...

A folder holds train.jsonl and test.jsonl. The peer has words and pairs of words (sublinear TF-IDF, terms of one
document in corpora of fewer than 2,000), a `LinearSVC()` for the accuracy and a `CalibratedClassifierCV` of it for the
log-loss. Seconds are wall time of training.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import time
import warnings

import numpy as np


def read(path):
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [document["text"] for document in documents], [document["label"] for document in documents]


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def tasnif(program, folder, model):
    start = time.perf_counter()
    run(program, "train", "-q", folder / "train.jsonl", "-o", model)
    seconds = time.perf_counter() - start
    metrics = json.loads(run(program, "evaluate", "-q", "-m", model, folder / "test.jsonl", "--format", "json"))
    trials = run(program, "info", model, "--trials", "--format", "jsonl").splitlines()
    chosen = json.loads(trials[0])["settings"] or "the defaults"
    return metrics, seconds, chosen


def peer(folder):
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    texts, labels = read(folder / "train.jsonl")
    tests, truths = read(folder / "test.jsonl")
    start = time.perf_counter()
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1 if len(texts) < 2_000 else 2)
    rows = vectorizer.fit_transform(texts)
    calibrated = CalibratedClassifierCV(LinearSVC()).fit(rows, labels)
    seconds = time.perf_counter() - start
    of_tests = vectorizer.transform(tests)
    accuracy = np.mean(LinearSVC().fit(rows, labels).predict(of_tests) == np.array(truths))
    places = {label: place for place, label in enumerate(calibrated.classes_)}
    of_truth = [row[places[truth]] if truth in places else 0 for row, truth in zip(calibrated.predict_proba(of_tests), truths)]
    return accuracy, -np.mean(np.log(np.clip(of_truth, 1e-15, 1))), seconds


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="+", type=pathlib.Path)
    arguments.add_argument("--tasnif", default="target/release/tasnif")
    arguments.add_argument("--no-peer", action="store_true")
    given = arguments.parse_args()
    warnings.simplefilter("ignore")
    print("| data set | accuracy | linear SVM | log-loss | SVM, calibrated | calibration error | unlabelled | seconds | SVM | chosen |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    sums = []
    with tempfile.TemporaryDirectory() as scratch:
        for folder in given.folders:
            metrics, seconds, chosen = tasnif(given.tasnif, folder, pathlib.Path(scratch) / "model.tasnif")
            accuracy, loss, of_peer = (float("nan"),) * 3 if given.no_peer else peer(folder)
            sums.append((metrics["accuracy"], accuracy, metrics["log_loss"], loss))
            print(
                f"| {folder.name} | {metrics['accuracy']:.2%} | {accuracy:.2%} | {metrics['log_loss']:.3f} | {loss:.3f} "
                f"| {metrics['ece']:.3f} | {1 - metrics['coverage']:.1%} | {seconds:.1f} | {of_peer:.1f} | `{chosen}` |",
                flush=True,
            )
    means = np.mean(sums, axis=0)
    print(f"| mean | {means[0]:.2%} | {means[1]:.2%} | {means[2]:.3f} | {means[3]:.3f} | | | | | |")


if __name__ == "__main__":
    main()
