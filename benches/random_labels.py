"""How many terms are significant where nothing can be: labels shuffled over whole documents.

    pip install numpy==2.4.6 scipy==1.17.1
    python benches/random_labels.py --tasnif target/release/tasnif --test documents train.jsonl...

Run r shuffles the labels of all documents with the seed r and compares every label with all others by
`tasnif keywords --by label`; a run has a finding when some p_adjusted (Holm, over all terms of a label) is
below 0.05. Of 100 runs at most 5 may have one. `--test` may also name a test of SciPy on words split at what
is no letter or digit: `median` is that of `documents`, for which it takes less time than reading all
documents in each run; `wilcoxon` (rank-sum of relative frequencies, asymptotic, ties and continuity corrected)
and `welch` (t of relative frequencies) are not in tasnif, and show why.
"""

import argparse
import csv
import io
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LEVEL = 0.05


def shuffled(path, seed, most):
    """The documents with the labels of others."""
    lines = Path(path).read_text("utf-8").splitlines()[:most]
    documents = [json.loads(line) for line in lines]
    labels = [document["label"] for document in documents]
    random.Random(seed).shuffle(labels)
    return [{"text": d["text"], "label": label} for d, label in zip(documents, labels)]


def by_tasnif(tasnif, test, documents):
    """Terms below the level, of each label."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
        file.flush()
        command = [tasnif, "keywords", file.name, "--by", "label", "--test", test, "--sign", "both"]
        command += ["--top", "all", "--format", "csv", "--quiet", "--clean", "none"]
        found = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    below = {document["label"]: 0 for document in documents}
    for row in csv.DictReader(io.StringIO(found)):
        below[row["label"]] += float(row["p_adjusted"]) < LEVEL
    return below


class BySciPy:
    """Tests of relative frequencies."""

    def __init__(self, test):
        self.test, self.columns = test, None

    def __call__(self, documents):
        import numpy as np

        if self.columns is None:
            self.columns = relative_frequencies(documents)
            self.known = {}
        if self.test == "median":
            return self.by_median([document["label"] for document in documents])
        labels = np.array([document["label"] for document in documents])
        below = {}
        for label in sorted(set(labels)):
            inside = labels == label
            p = np.sort([getattr(self, self.test)(*column, inside) for column in self.columns])
            holm = np.maximum.accumulate(p * np.arange(len(p), 0, -1))
            below[label] = int((holm < LEVEL).sum())
        return below

    def by_median(self, labels):
        """Fisher's exact p of the documents above the median; all labels are adjusted together."""
        import numpy as np

        labels = np.array(labels)
        names = sorted(set(labels))
        tests = len(self.columns) * len(names)
        found = []
        for label in names:
            inside = labels == label
            for above in map(self.above, self.columns):
                count = int(inside[above].sum())
                found.append((self.fisher(count, len(above), int(inside.sum()), len(labels)), label))
        below, largest = dict.fromkeys(map(str, names), 0), 0.0
        for rank, (p, label) in enumerate(sorted(found)):
            largest = max(largest, p * (tests - rank))
            if largest >= LEVEL:
                break
            below[str(label)] += 1
        return below

    def above(self, column):
        """The documents above the median, or at it where the halves are then more alike."""
        import numpy as np

        holding, rates, _, _, documents = column
        if len(holding) * 2 <= documents:
            return holding
        median = np.sort(np.append(rates, np.zeros(documents - len(rates))))[(documents - 1) // 2]
        splits = holding[rates > median], holding[rates >= median]
        return min(splits, key=lambda split: abs(2 * len(split) - documents))

    def fisher(self, count, above, size, documents):
        """p-values that are surely above 0.001 are not worked out."""
        from scipy.stats import fisher_exact

        share = size / documents
        if abs(count - above * share) < 2.5 * (above * share * (1 - share)) ** 0.5:
            return 1.0
        key = count, above, size
        if key not in self.known:
            rest = documents - size - above + count
            self.known[key] = fisher_exact([[count, size - count], [above - count, rest]]).pvalue
        return self.known[key]

    def wilcoxon(self, holding, rates, ranks, spread, documents, inside):
        from math import erfc, sqrt

        n, n1 = len(inside), int(inside.sum())
        zeros = n - len(holding)
        own = inside[holding]
        rank_sum = (ranks[own] + zeros).sum() + (n1 - own.sum()) * (zeros + 1) / 2
        deviance = abs(rank_sum - n1 * (n + 1) / 2) - 0.5
        return erfc(max(deviance, 0) / sqrt(n1 * (n - n1) * spread / 12) / sqrt(2))

    def welch(self, holding, rates, ranks, spread, documents, inside):
        from scipy.special import stdtr

        own, n1 = inside[holding], int(inside.sum())
        means, errors, degrees = [], [], 0
        for values, size in ((rates[own], n1), (rates[~own], len(inside) - n1)):
            mean = values.sum() / size
            variance = ((values - mean) ** 2).sum() + (size - len(values)) * mean**2
            means.append(mean)
            errors.append(variance / (size - 1) / size)
            degrees += errors[-1] ** 2 / (size - 1)
        if not sum(errors):
            return 1.0
        t = abs(means[0] - means[1]) / sum(errors) ** 0.5
        return 2 * stdtr(sum(errors) ** 2 / degrees, -t)


def relative_frequencies(documents):
    """Of each word: documents that hold it, rates, their ranks, n + 1 less the ties' share, n."""
    from collections import Counter, defaultdict

    import numpy as np
    from scipy.stats import rankdata

    held = defaultdict(list)
    for number, document in enumerate(documents):
        words = re.findall(r"\w+", document["text"].lower())
        for word, count in Counter(words).items():
            held[word].append((number, count / len(words)))
    n = len(documents)
    columns = []
    for pairs in held.values():
        holding = np.array([number for number, _ in pairs])
        rates = np.array([rate for _, rate in pairs])
        ties = np.append(np.unique(rates, return_counts=True)[1], n - len(rates)).astype(float)
        spread = n + 1 - (ties**3 - ties).sum() / (n * (n - 1))
        columns.append((holding, rates, rankdata(rates), spread, n))
    return columns


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasnif", default="target/release/tasnif")
    parser.add_argument("--test", default="documents", help="documents, tokens, median, wilcoxon, welch")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--documents", type=int, help="only so many documents of each file")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    for path in arguments.files:
        if arguments.test in ("median", "wilcoxon", "welch"):
            count = BySciPy(arguments.test)
        else:
            count = lambda documents: by_tasnif(arguments.tasnif, arguments.test, documents)
        with_finding, most, runs_of = 0, [], {}
        seeds = range(arguments.first_seed, arguments.first_seed + arguments.runs)
        for seed in seeds:
            below = count(shuffled(path, seed, arguments.documents))
            with_finding += any(below.values())
            most.append(sum(below.values()))
            for label, terms in below.items():
                runs_of[str(label)] = runs_of.get(str(label), 0) + (terms > 0)
        print(f"{path}: {arguments.test}, seeds {seeds[0]} to {seeds[-1]}: {with_finding} of {len(seeds)} runs")
        print(f"  terms of all labels in a run: {min(most)} to {max(most)}; runs by label: {runs_of}")
        sys.stdout.flush()


main()
