#!/usr/bin/env python3
"""How fast the Python package is beside the program and beside scikit-learn.

    python benches/python_speed.py PROGRAM TRAIN.jsonl TEST.jsonl [ROUNDS]

Needs `tasnif-text`, pandas, pyarrow and scikit-learn; `../shared/eval` says where data sets come from. Each round measures
in turn, every measurement in a process of its own; printed are medians. Training and classification start from a pandas
column in memory, and the program from files: it also parses JSON, and writes its result.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SINGLE_CALLS = 10_000
SINGLE_BYTES = 4_000


def frame(path):
    import pandas

    records = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return pandas.DataFrame({"text": [r["text"] for r in records], "label": [r["label"] for r in records]}).astype("str")


def cpu():
    """Processor seconds of this process and of those that it has waited for."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in usage)


def timed(name, work):
    """The result, and the seconds that it took: by the clock, and of all processors."""
    start, start_cpu = time.perf_counter(), cpu()
    result = work()
    return {name: time.perf_counter() - start, f"{name}_cpu": cpu() - start_cpu}, result


def train(train_path, _, model_path):
    """Trains, and says how much memory was used beyond that before the call."""
    from tasnif_text import Model

    data = frame(train_path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times, model = timed("train", lambda: Model.train(data["text"], data["label"]))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    model.save(model_path)
    return times | {"train_memory_mb": (after - before) / 1024}


def classify(_, test_path, model_path):
    from tasnif_text import Model

    data = frame(test_path)
    model = Model.load(model_path)
    times, _ = timed("classify", lambda: model.classify(data["text"], top=1).to_arrow())
    return times


def single(_, test_path, model_path):
    from tasnif_text import Model

    model = Model.load(model_path)
    texts = [text for text in frame(test_path)["text"]]
    texts = [text.encode()[:SINGLE_BYTES].decode(errors="ignore") for text in texts if len(text.encode()) >= SINGLE_BYTES]
    texts = [texts[number % len(texts)] for number in range(SINGLE_CALLS)]
    times, _ = timed("single_ms", lambda: [model.classify(text) for text in texts])
    return {name: seconds / SINGLE_CALLS * 1000 for name, seconds in times.items()}


def scikit(train_path, test_path, _):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    data, test = frame(train_path), frame(test_path)
    pipeline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2), LogisticRegression(max_iter=1000))
    train_times, _ = timed("scikit_train", lambda: pipeline.fit(data["text"], data["label"]))
    times, _ = timed("scikit_classify", lambda: pipeline.predict_proba(test["text"]))
    return train_times | times


def program(path, train_path, test_path, folder):
    """The program: seconds of training and of classifying, start and files included."""
    model = Path(folder) / "program.tasnif"
    def run(*arguments):
        return subprocess.run([path, *arguments], check=True, capture_output=True)

    train_times, _ = timed("program_train", lambda: run("train", train_path, "-o", model))
    output = Path(folder) / "predictions.jsonl"
    times, _ = timed("program_classify", lambda: run("classify", "-m", model, test_path, "-o", output))
    return train_times | times


def main():
    if sys.argv[1] == "--one":
        print(json.dumps(globals()[sys.argv[2]](*sys.argv[3:])))
        return
    path, train_path, test_path = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "python.tasnif")
        for number in range(rounds):
            results = [program(path, train_path, test_path, folder)]
            for name in ["train", "classify", "single"] + ["scikit"] * (number == 0):
                command = [sys.executable, __file__, "--one", name, train_path, test_path, model]
                results.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
            for result in results:
                for name, value in result.items():
                    found.setdefault(name, []).append(value)
        same = (Path(folder) / "program.tasnif").read_bytes() == Path(model).read_bytes()
    median = {name: statistics.median(values) for name, values in found.items()}
    for name, value in median.items():
        print(f"{name:20} {value:10.3f}   {' '.join(f'{one:.3f}' for one in found[name])}")
    for what, ours, theirs in [
        ("training, of the program", "train", "program_train"),
        ("classifying, of the program", "classify", "program_classify"),
        ("training, of scikit-learn", "train", "scikit_train"),
        ("classifying, of scikit-learn", "classify", "scikit_classify"),
    ]:
        clock, processors = (median[ours + kind] / median[theirs + kind] for kind in ("", "_cpu"))
        print(f"{what}: {clock:.2f} of its time, {processors:.2f} of its processor time")
    print(f"the models have {'the same' if same else 'DIFFERENT'} bytes")


main()
