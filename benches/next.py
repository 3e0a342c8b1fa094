#!/usr/bin/env python3
"""Plays the person who labels: how many labels `tasnif next` needs, and how many random choice needs.

usage: next.py PROGRAM FOLDER... [--seeds 3] [--start 20] [--batch 20] [--growth 0.25] [--share 0.95]
                                 [--train "--quick"] [--held-out]

FOLDER holds train.jsonl and test.jsonl, with id, label and text in each line. A round trains a model on the
labelled documents, tests it, and labels more documents, with the labels that train.jsonl states: `--batch`
documents, or `--growth` times the labelled ones if these are more. The first `--start` documents are random, in an
order by the seed; random choice goes on in that order. It ends when the accuracy is `--share` of that of a
model of all training documents.

Prints TSV: data, seed, choice, labels at the target (linear between two rounds), rounds; then means and ratios.
With `--held-out`, a quarter of train.jsonl is the test set and test.jsonl is not read: to compare rules of choice.
"""
import argparse, hashlib, json, os, random, subprocess, tempfile


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--start", type=int, default=20)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--growth", type=float, default=0.25)
    parser.add_argument("--share", type=float, default=0.95)
    parser.add_argument("--train", default="")
    parser.add_argument("--held-out", action="store_true")
    return parser.parse_args()


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Game:
    """The files of one data set, in a temporary folder."""

    def __init__(self, settings, folder, work):
        self.settings, self.work = settings, work
        rows = read(f"{folder}/train.jsonl")
        if settings.held_out:
            is_test = [hashlib.sha256(row["text"].encode()).digest()[0] < 64 for row in rows]
            test = [row for row, held in zip(rows, is_test) if held]
            rows = [row for row, held in zip(rows, is_test) if not held]
        else:
            test = read(f"{folder}/test.jsonl")
        names = ["label", "text"]
        self.rows = [{"id": str(place)} | {name: row[name] for name in names} for place, row in enumerate(rows)]
        write(self.path("test.jsonl"), [{name: row[name] for name in names} for row in test])
        write(self.path("pool.jsonl"), [{"id": row["id"], "text": row["text"]} for row in self.rows])

    def path(self, name):
        return os.path.join(self.work, name)

    def accuracy(self, labelled):
        program, flags = self.settings.program, self.settings.train.split()
        write(self.path("labelled.jsonl"), [self.rows[place] for place in labelled])
        run(program, "train", "-q", self.path("labelled.jsonl"), "-o", self.path("model"), *flags)
        metrics = run(program, "evaluate", "-q", "-m", self.path("model"), self.path("test.jsonl"), "--format", "json")
        return json.loads(metrics)["accuracy"]

    def next(self, count):
        rows = run(self.settings.program, "next", "-q", "-m", self.path("model"), self.path("pool.jsonl"), "--labelled",
                   self.path("labelled.jsonl"), "--count", str(count), "--keep", "none", "--format", "jsonl")
        return [int(json.loads(row)["id"]) for row in rows.splitlines()]

    def play(self, choice, seed, target):
        """Labels needed, and rounds."""
        order = list(range(len(self.rows)))
        random.Random(seed).shuffle(order)
        start = self.settings.start
        while len({self.rows[place]["label"] for place in order[:start]}) < 2:
            start += 1
        labelled, before, rounds = order[:start], None, 0
        while True:
            accuracy, rounds = self.accuracy(labelled), rounds + 1
            if accuracy >= target or len(labelled) == len(order):
                return needed(before, (len(labelled), accuracy), target), rounds
            before = (len(labelled), accuracy)
            count = max(self.settings.batch, int(self.settings.growth * len(labelled)))
            if choice == "random":
                labelled = order[: len(labelled) + count]
            else:
                found = self.next(count)
                # Near copies of labelled documents are never proposed, so the last ones may not come.
                known = set(labelled) | set(found)
                rest = [place for place in order if place not in known]
                labelled = labelled + found + rest[: count - len(found)]


def needed(before, now, target):
    if before is None or now[1] <= before[1]:
        return now[0]
    share = (target - before[1]) / (now[1] - before[1])
    return before[0] + min(1, share) * (now[0] - before[0])


def main():
    settings = arguments()
    for folder in settings.folders:
        name = os.path.basename(folder.rstrip("/"))
        with tempfile.TemporaryDirectory() as work:
            game = Game(settings, folder, work)
            full = game.accuracy(range(len(game.rows)))
            print(name, "all", len(game.rows), f"{full:.4f}", sep="\t", flush=True)
            means = {}
            for choice in ("next", "random"):
                labels = []
                for seed in range(settings.seeds):
                    count, rounds = game.play(choice, seed, settings.share * full)
                    labels.append(count)
                    print(name, seed, choice, round(count), rounds, sep="\t", flush=True)
                means[choice] = sum(labels) / len(labels)
            ratio = means["next"] / means["random"]
            print(name, "mean", round(means["next"]), round(means["random"]), f"{ratio:.2f}", sep="\t", flush=True)


if __name__ == "__main__":
    main()
