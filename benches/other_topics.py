"""How well the similarity of a model tells other topics, beside classifiers of scikit-learn.

    python benches/other_topics.py --tasnif target/release/tasnif [--most 8] FOLDER...

A folder holds train.jsonl and test.jsonl. Each label in turn (of more than `--most`, the largest) is
left out of training. Told is how many of its test texts are below the score that 5 % (10 %) of the
other test texts are below, the mean over the labels: so the loss is the same for all. The scores are
the similarity of tasnif (default settings), the largest cosine with the centroid of a label, the largest
probability of multinomial logistic regression, and the largest decision value of linear support vector
machines, one against the rest; the last three on TF-IDF of words (sublinear tf, terms of two documents
or more). Needs scikit-learn.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

LOSSES = [0.05, 0.10]


def documents(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def similarities(tasnif, learned, tested, scratch):
    """The similarity of each tested text."""
    train, test, model = scratch / "train.jsonl", scratch / "test.jsonl", scratch / "model.tasnif"
    for path, some in [(train, learned), (test, tested)]:
        path.write_text("\n".join(json.dumps(document) for document in some), encoding="utf-8")
    run = lambda *command: subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
    run(tasnif, "train", "-q", train, "-o", model)
    lines = run(tasnif, "classify", "-q", "-m", model, test, "--format", "jsonl").splitlines()
    return numpy.array([json.loads(line)["similarity"] for line in lines])


def references(learned, tested):
    """Scores of each tested text by classifiers of scikit-learn."""
    vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2)
    rows = vectorizer.fit_transform(document["text"] for document in learned)
    labels = numpy.array([document["label"] for document in learned])
    unseen = vectorizer.transform(document["text"] for document in tested)
    centroids = [numpy.asarray(rows[labels == label].mean(axis=0))[0] for label in sorted(set(labels))]
    regression = LogisticRegression(C=10, max_iter=300).fit(rows, labels)
    machines = LinearSVC(C=0.5, class_weight="balanced").fit(rows, labels)
    return {
        "centroids": (unseen @ normalize(numpy.vstack(centroids)).T).max(axis=1),
        "logistic regression": regression.predict_proba(unseen).max(axis=1),
        "support vector machines": machines.decision_function(unseen).max(axis=1),
    }


def told(scores, outside, loss):
    return (scores[outside] < numpy.quantile(scores[~outside], loss)).mean()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="+", type=pathlib.Path)
    arguments.add_argument("--tasnif", default="target/release/tasnif")
    arguments.add_argument("--most", type=int, default=8)
    given = arguments.parse_args()
    names = ["tasnif", "centroids", "logistic regression", "support vector machines"]
    print(f"| data set | labels | {' | '.join(names)} |\n|---|---|---|---|---|---|")
    for folder in given.folders:
        train, test = documents(folder / "train.jsonl"), documents(folder / "test.jsonl")
        sizes = collections.Counter(document["label"] for document in train)
        labels = sorted(sizes, key=lambda label: (-sizes[label], label))[: given.most]
        found = collections.defaultdict(list)
        for label in labels:
            learned = [document for document in train if document["label"] != label]
            outside = numpy.array([document["label"] == label for document in test])
            with tempfile.TemporaryDirectory() as scratch:
                scores = {"tasnif": similarities(given.tasnif, learned, test, pathlib.Path(scratch))}
            scores |= references(learned, test)
            for name in names:
                found[name].append([told(scores[name], outside, loss) for loss in LOSSES])
        cells = (" / ".join(f"{share:.0%}" for share in numpy.mean(found[name], axis=0)) for name in names)
        print(f"| {folder.name} | {len(labels)} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
