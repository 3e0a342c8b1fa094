"""Accuracy and calibration of tuned models beside those of peers, and what comes out unknown.

    python benches/quality.py --tasnif target/release/tasnif --budget 60s \
        [--baseline baseline.tsv] FOLDER...

A folder holds train.jsonl and test.jsonl. `baseline.tsv` has a line for each folder and system with
the columns data, system and accuracy. With `--unknown FOLDER OTHER` a model of FOLDER is trained with
the default settings; told is how many test texts of FOLDER, of OTHER, and of random letters stay
unlabelled. With `--topics FOLDER...` each label in turn (of more than `--most`, the largest) is left out
of training; told is how many of its test texts, and of those of the other labels, stay unlabelled.
With `--elsewhere FOLDER OTHER LABEL,LABEL,...`, which may be given more than once, told is how many test
texts of OTHER with each of these labels a model of FOLDER leaves unlabelled.
"""

import argparse
import collections
import csv
import json
import pathlib
import random
import subprocess
import tempfile
import time


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def best_peers(path):
    """The accuracy and the name of the best system on each data set."""
    best = {}
    with open(path, encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t"):
            found = (float(line["accuracy"]), line["system"])
            best[line["data"]] = max(best.get(line["data"], (0.0, "")), found)
    return best


def tuned(tasnif, folder, budget, model):
    start = time.perf_counter()
    trials = run(tasnif, "tune", "-q", folder / "train.jsonl", "-o", model, "--effort", budget, "--format", "jsonl")
    seconds = time.perf_counter() - start
    metrics = json.loads(run(tasnif, "evaluate", "-m", model, folder / "test.jsonl", "--format", "json"))
    return json.loads(trials.splitlines()[0])["settings"], metrics, seconds


def random_texts(letters, longest, count, seed):
    """Texts of fifty words of two to eight letters each, or of one where that is the longest."""
    source = random.Random(seed)
    shortest = min(2, longest)
    word = lambda: "".join(source.choice(letters) for _ in range(source.randint(shortest, longest)))
    return [" ".join(word() for _ in range(50)) for _ in range(count)]


def unknown_share(tasnif, model, path):
    lines = run(tasnif, "classify", "-q", "-m", model, path, "--format", "jsonl").splitlines()
    return sum(json.loads(line)["unknown"] for line in lines) / len(lines)


def unknown(tasnif, folder, other, scratch):
    model = scratch / "unknown.tasnif"
    run(tasnif, "train", "-q", folder / "train.jsonl", "-o", model)
    shares = [(f"test texts of {folder.name}", unknown_share(tasnif, model, folder / "test.jsonl"))]
    shares.append((f"test texts of {other.name}", unknown_share(tasnif, model, other / "test.jsonl")))
    scripts = [("Arabic", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), ("Latin", "abcdefghijklmnopqrstuvwxyz")]
    for longest, how in [(8, "letters"), (1, "letters, each alone")]:
        for name, letters in scripts:
            path = scratch / f"{name}.jsonl"
            texts = (json.dumps({"text": text}) for text in random_texts(letters, longest, 500, 1))
            path.write_text("\n".join(texts), encoding="utf-8")
            shares.append((f"500 texts of random {name} {how}", unknown_share(tasnif, model, path)))
    print("\n| texts | unknown |\n|---|---|")
    for name, share in shares:
        print(f"| {name} | {share:.1%} |")


def without_topic(tasnif, folder, label, scratch, flags):
    """Shares of unknown test texts of a label that was not learned, and of the other labels."""
    is_topic = lambda line: json.loads(line)["label"] == label
    parts = {}
    for part in ["train", "test"]:
        lines = (folder / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
        parts[part, True] = [line for line in lines if is_topic(line)]
        parts[part, False] = [line for line in lines if not is_topic(line)]
    paths = {key: scratch / f"{key[0]}-{key[1]}.jsonl" for key in parts}
    for key, path in paths.items():
        path.write_text("\n".join(parts[key]), encoding="utf-8")
    model = scratch / "topics.tasnif"
    run(tasnif, "train", "-q", paths["train", False], "-o", model, *flags)
    return [unknown_share(tasnif, model, paths["test", topic]) for topic in [True, False]]


def topics(tasnif, folders, most, scratch, flags):
    print("\n| data set | labels left out | unknown of these | from … to | unknown of the others |\n|---|---|---|---|---|")
    for folder in folders:
        sizes = collections.Counter(
            json.loads(line)["label"] for line in (folder / "train.jsonl").read_text(encoding="utf-8").splitlines()
        )
        labels = sorted(sizes, key=lambda label: (-sizes[label], label))[:most]
        shares = [without_topic(tasnif, folder, label, scratch, flags) for label in labels]
        outside, inside = zip(*shares)
        print(
            f"| {folder.name} | {len(labels)} | {sum(outside) / len(labels):.1%} "
            f"| {min(outside):.0%} … {max(outside):.0%} | {sum(inside) / len(labels):.1%} |",
            flush=True,
        )


def elsewhere(tasnif, cases, scratch):
    print("\n| model of | texts of | unknown |\n|---|---|---|")
    for folder, other, labels in cases:
        model, path = scratch / "elsewhere.tasnif", scratch / "elsewhere.jsonl"
        run(tasnif, "train", "-q", pathlib.Path(folder) / "train.jsonl", "-o", model)
        lines = (pathlib.Path(other) / "test.jsonl").read_text(encoding="utf-8").splitlines()
        shares = []
        for label in labels.split(","):
            path.write_text("\n".join(line for line in lines if json.loads(line)["label"] == label), encoding="utf-8")
            shares.append(f"{label} {unknown_share(tasnif, model, path):.0%}")
        print(f"| {pathlib.Path(folder).name} | {pathlib.Path(other).name} | {' · '.join(shares)} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="*", type=pathlib.Path)
    arguments.add_argument("--tasnif", default="target/release/tasnif")
    arguments.add_argument("--budget", default="60s")
    arguments.add_argument("--baseline")
    arguments.add_argument("--unknown", nargs=2, type=pathlib.Path)
    arguments.add_argument("--topics", nargs="+", type=pathlib.Path, default=[])
    arguments.add_argument("--most", type=int, default=8)
    arguments.add_argument("--elsewhere", nargs=3, action="append", default=[])
    arguments.add_argument("--flags", default="", help="flags of train for --topics")
    given = arguments.parse_args()
    peers = best_peers(given.baseline) if given.baseline else {}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        if given.folders:
            print("| data set | accuracy | macro F1 | log-loss | calibration error | best peer | seconds | settings |")
            print("|---|---|---|---|---|---|---|---|")
        for folder in given.folders:
            settings, metrics, seconds = tuned(given.tasnif, folder, given.budget, scratch / "model.tasnif")
            accuracy, system = peers.get(folder.name, (float("nan"), ""))
            print(
                f"| {folder.name} | {metrics['accuracy']:.2%} | {metrics['macro']['f1']:.4f} "
                f"| {metrics['log_loss']:.3f} | {metrics['ece']:.4f} | {accuracy:.2%} {system} "
                f"| {seconds:.0f} | `{settings}` |",
                flush=True,
            )
        if given.unknown:
            unknown(given.tasnif, *given.unknown, scratch)
        if given.topics:
            topics(given.tasnif, given.topics, given.most, scratch, given.flags.split())
        if given.elsewhere:
            elsewhere(given.tasnif, given.elsewhere, scratch)


if __name__ == "__main__":
    main()
