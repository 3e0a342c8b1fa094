#!/usr/bin/env python3
"""Sends signals at random moments to commands that write over an existing file.

After each run the file must be whole, the old one or the new one, and no other file may have
appeared. Then the size of files is limited, as with `ulimit -f`.

    cargo build --release
    python3 benches/signals.py target/release/tasnif --count 300

Prints what the runs came to, and ends with code 1 when a file was torn or left. Needs Python 3.9 and
a system of the Unix family.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXFSZ, signal.SIGKILL]

COMMANDS = {
    "train": "train corpus.jsonl -o model.tasnif",
    "classify": "classify -m given.tasnif corpus.jsonl -o labels.csv",
    "keywords": "keywords corpus.jsonl --top 100000 -o keywords.parquet",
    "chart": "chart terms corpus.jsonl -o terms.png",
}


def write_corpus(path, numbers, documents):
    """Documents of two topics, with words that follow from the seed."""
    with open(path, "w", encoding="utf-8") as out:
        for number in range(documents):
            topic = number % 2
            words = [f"word{int(numbers.paretovariate(0.7)) % 20000 * 2 + topic}" for _ in range(80)]
            record = {"id": str(number), "label": f"topic{topic}", "text": " ".join(words)}
            out.write(json.dumps(record) + "\n")


class Runs:
    """The folder in which the program runs, and what came of its runs."""

    def __init__(self, binary, folder, numbers):
        self.binary = binary
        self.folder = pathlib.Path(folder)
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.numbers = numbers
        self.new = {}
        self.seconds = {}
        self.outcomes = collections.Counter()
        self.faults = []
        self.old = b"the old file\n" * 1000

    def start(self, command, most_bytes=None):
        def limit():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if most_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

        return subprocess.Popen(
            [self.binary, *COMMANDS[command].split()],
            cwd=self.folder,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=limit,
        )

    def output(self, command):
        return self.folder / COMMANDS[command].split()[-1]

    def files(self):
        names = os.listdir(self.folder) + [f"tmp/{name}" for name in os.listdir(self.temporary)]
        return set(names)

    def measure(self, command):
        """A run without a signal: what the new file is, and how long it takes."""
        start = time.monotonic()
        process = self.start(command)
        _, messages = process.communicate()
        if process.returncode != 0:
            sys.exit(f"{command} failed: {messages.decode()}")
        self.seconds[command] = time.monotonic() - start
        self.new[command] = self.output(command).read_bytes()

    def check(self, command, what, returncode, expected, before):
        content = self.output(command).read_bytes()
        state = {self.old: "old", self.new[command]: "new"}.get(content, "TORN")
        left = self.files() - before
        for name in left:
            os.remove(self.folder / name)
        ended = "by the signal" if returncode == expected else f"with code {returncode}"
        self.outcomes[(what, command, ended, f"{state} file")] += 1
        wrong_code = returncode not in (0, expected, 2 if what == "ulimit -f" else 0)
        if state == "TORN" or left or wrong_code:
            self.faults.append(f"{what}, {command}: {state} file, {ended}, left: {sorted(left)}")

    def signalled(self, command, number):
        self.output(command).write_bytes(self.old)
        before = self.files()
        # Half of the moments are near the end, where the file gets its name.
        first = self.numbers.choice([0.0, 0.8])
        moment = self.numbers.uniform(first, 1.1) * self.seconds[command]
        process = self.start(command)
        time.sleep(moment)
        process.send_signal(number)
        process.communicate()
        self.check(command, number.name, process.returncode, -number, before)

    def limited(self, command):
        self.output(command).write_bytes(self.old)
        before = self.files()
        most_bytes = self.numbers.randrange(len(self.new[command]))
        process = self.start(command, most_bytes)
        process.communicate()
        self.check(command, "ulimit -f", process.returncode, -signal.SIGXFSZ, before)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", help="the program")
    parser.add_argument("--count", type=int, default=300, help="how many signals")
    parser.add_argument("--documents", type=int, default=4000, help="documents of the corpus")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    numbers = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(os.path.abspath(arguments.binary), folder, numbers)
        write_corpus(runs.folder / "corpus.jsonl", numbers, arguments.documents)
        for command in COMMANDS:
            if command == "classify":
                runs.output("train").rename(runs.folder / "given.tasnif")
            runs.measure(command)
        commands = list(COMMANDS)
        for run in range(arguments.count):
            number = SIGNALS[run // len(commands) % len(SIGNALS)]
            runs.signalled(commands[run % len(commands)], number)
        for run in range(arguments.count // 10):
            runs.limited(commands[run % len(commands)])
    for (what, command, ended, state), count in sorted(runs.outcomes.items()):
        print(f"{what:10} {command:9} ended {ended:14} {state:9} {count:4}")
    total = collections.Counter()
    for (_, _, _, state), count in runs.outcomes.items():
        total[state] += count
    print(f"{sum(total.values())} runs: " + ", ".join(f"{n} {s}" for s, n in sorted(total.items())))
    print(f"{len(runs.faults)} faults")
    for fault in runs.faults:
        print(f"  {fault}")
    sys.exit(1 if runs.faults else 0)


if __name__ == "__main__":
    main()
