#!/usr/bin/env python3
"""Accuracy of tasnif with few labels and much unlabelled text, in the form of ../shared/eval/few_labels.tsv.

usage: few_labels.py TASNIF PROTOCOL FOLDER...            PROTOCOL is ../shared/eval/few_labels.py
       few_labels.py TASNIF PROTOCOL --dev FOLDER...      tests on a fifth of the training part, which is left out
       few_labels.py TASNIF --seeds TOPICS.toml FOLDER    learns from words, without a label

FOLDER holds train.jsonl and test.jsonl (unpacked). Documents that stay unlabelled count by their best label. Prints
TSV: data, labels per topic, system, mean accuracy over seeds 0 to 4, spread, and how often unlabelled text was used.
"""
import importlib.util, json, os, random, statistics, subprocess, sys, tempfile


def run(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True, encoding="utf-8").stdout


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def accuracy(program, model, test):
    """Share of the test documents whose best label is right."""
    lines = run(program, "classify", "-m", model, test, "--format", "jsonl", "--text-field", "text").splitlines()
    guesses = [json.loads(line) for line in lines]
    with open(test, encoding="utf-8") as file:
        truth = [str(json.loads(line)["true_label"]) for line in file]
    assert len(guesses) == len(truth)
    right = sum(t == (g["label"] if g.get("label") is not None else g.get("best_label")) for g, t in zip(guesses, truth))
    return right / len(truth)


def test_rows(rows):
    return [{"text": row["text"], "true_label": str(row["label"])} for row in rows]


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def dev_folder(folder, out):
    """A folder in which a fifth of the training part is the test part."""
    rows = read(f"{folder}/train.jsonl")
    random.Random("dev").shuffle(rows)
    write(f"{out}/test.jsonl", rows[: len(rows) // 5][:2500])
    write(f"{out}/train.jsonl", rows[len(rows) // 5 :])
    return out


def few_labels(program, protocol, name, folder):
    test = test_rows(read(f"{folder}/test.jsonl")[:5000])
    for n in (5, 20):
        scores = {"tasnif": [], "tasnif --unlabelled": []}
        used = 0
        for seed in range(5):
            with tempfile.TemporaryDirectory() as work:
                protocol.split(folder, n, seed, work)
                write(f"{work}/test.jsonl", test)
                labelled, model = f"{work}/labelled.jsonl", f"{work}/model.tasnif"
                for system, more in (("tasnif", []), ("tasnif --unlabelled", ["--unlabelled", f"{work}/unlabelled.jsonl"])):
                    run(program, "train", labelled, *more, "-o", model)
                    scores[system].append(accuracy(program, model, f"{work}/test.jsonl"))
                info = json.loads(run(program, "info", model, "--format", "json"))
                used += info["unlabelled"]["weight"] > 0
        for system, values in scores.items():
            print(name, n, system, f"{statistics.mean(values):.4f}", f"{statistics.pstdev(values):.4f}",
                  used if "unlabelled" in system else "", sep="\t", flush=True)


def seeds(program, topics, folder):
    with tempfile.TemporaryDirectory() as work:
        write(f"{work}/texts.jsonl", [{"text": row["text"]} for row in read(f"{folder}/train.jsonl")])
        write(f"{work}/test.jsonl", test_rows(read(f"{folder}/test.jsonl")))
        run(program, "train", "--seeds", topics, f"{work}/texts.jsonl", "-o", f"{work}/model.tasnif")
        score = accuracy(program, f"{work}/model.tasnif", f"{work}/test.jsonl")
        print(os.path.basename(folder.rstrip("/")), 0, "tasnif --seeds", f"{score:.4f}", sep="\t")


def main(program, arguments):
    if arguments[0] == "--seeds":
        return seeds(program, arguments[1], arguments[2])
    spec = importlib.util.spec_from_file_location("protocol", arguments[0])
    protocol = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(protocol)
    for folder in arguments[1:]:
        if folder == "--dev":
            continue
        name = os.path.basename(folder.rstrip("/"))
        with tempfile.TemporaryDirectory() as dev:
            few_labels(program, protocol, name, dev_folder(folder, dev) if "--dev" in arguments else folder)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
