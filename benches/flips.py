#!/usr/bin/env python3
"""How many labels that were made wrong `tasnif lint` finds.

usage:
  python benches/flips.py TRAIN.jsonl [--tasnif PATH] [--share 0.02] [--suspects 4%] [--seed N]

needs: `cargo build --release`

TRAIN.jsonl is JSON Lines with "text" and "label". A share of the labels, drawn with the seed, is
replaced by another label of the file, each as likely; then `lint --only wrong-label --suspects` lists
the most suspect documents. Printed: how many of the flipped documents are listed, and how many of
those with the label that they had. The suspects without --suspects (what lint lists by itself) are
counted as well, with the share of them that had been flipped.
"""
import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile


def flip(source, target, share, seed):
    """Writes the file with wrong labels; returns the right label of each flipped id."""
    with open(source, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    labels = sorted({row["label"] for row in rows})
    numbers = random.Random(seed)
    flipped = {}
    for index in numbers.sample(range(len(rows)), round(share * len(rows))):
        right = rows[index]["label"]
        rows[index]["label"] = numbers.choice([label for label in labels if label != right])
        flipped[str(index)] = right
    with open(target, "w", encoding="utf-8") as out:
        for index, row in enumerate(rows):
            row = {"id": str(index), "label": row["label"], "text": row["text"]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return flipped


def suspects(tasnif, path, flags):
    """Id and suggested label of each suspect, the most suspect first."""
    command = [tasnif, "lint", path, "--only", "wrong-label", "--format", "csv", *flags]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    return [(row["id"], row["other"]) for row in csv.DictReader(run.stdout.splitlines())]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("--tasnif", default="target/release/tasnif")
    parser.add_argument("--share", type=float, default=0.02)
    parser.add_argument("--suspects", default="4%")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "flipped.jsonl")
        flipped = flip(arguments.train, path, arguments.share, arguments.seed)
        listed = suspects(arguments.tasnif, path, ["--suspects", arguments.suspects])
        own = suspects(arguments.tasnif, path, [])
    found = [(name, label) for name, label in listed if name in flipped]
    right = sum(flipped[name] == label for name, label in found)
    of_own = sum(name in flipped for name, _ in own)
    print(f"flipped {len(flipped)} labels; seed {arguments.seed}")
    print(
        f"the first {arguments.suspects} ({len(listed)}): {len(found)} of them flipped, "
        f"{len(found) / len(flipped):.1%} of all flipped; {right} with the right label"
    )
    print(
        f"listed by default: {len(own)}, of which {of_own} flipped: "
        f"{of_own / len(flipped):.1%} of all flipped, {of_own / max(len(own), 1):.1%} of the listed"
    )


if __name__ == "__main__":
    main()
