"""Expected p-values of the test of documents, by SciPy's median test and Fisher's exact test.

    pip install scipy==1.17.1 numpy==2.4.6
    python tests/reference/document_test.py > tests/reference/document_test.json

`median_test` (Mood 1950) says how many documents of each side have a relative frequency above the
median of both sides; the p-value of that table is `fisher_exact`'s. The documents are drawn from a
generator with a seed: lengths differ, and so do the rates of some words by label.
"""

import json

import numpy as np
from scipy.stats import fisher_exact, median_test

WORDS = [a + b + a for a in "bdfgk" for b in "aeiou"]
LABELS = ["north"] * 9 + ["south"] * 31


def documents():
    draw = np.random.default_rng(17)
    rank = np.arange(1, len(WORDS) + 1)
    result = []
    for label in LABELS:
        weights = 1 / rank**1.1
        if label == "north":
            weights[1::4] *= 3
        # Few lengths, so that rates tie.
        length = int(draw.choice([12, 12, 24]))
        result.append((label, draw.choice(WORDS, size=length, p=weights / weights.sum()).tolist()))
    return result


def of_word(word, label, texts):
    sides = [[text for own, text in texts if (own == label) == inside] for inside in (True, False)]
    rates = [[text.count(word) / len(text) for text in side] for side in sides]
    counts = [sum(text.count(word) for text in side) for side in sides]
    tokens = [sum(len(text) for text in side) for side in sides]
    # Documents at the median itself count as above it where the halves are then more alike.
    tables = [np.array(median_test(*rates, ties="below").table)]
    if np.median(rates[0] + rates[1]) > 0:
        tables.append(np.array(median_test(*rates, ties="above").table))
    table = min(tables, key=lambda table: abs(int(table[0].sum() - table[1].sum())))
    above, below = table.tolist()
    # A difference of documents that goes against that of rates says nothing.
    by_rate = counts[0] * tokens[1] >= counts[1] * tokens[0]
    by_documents = above[0] * below[1] >= above[1] * below[0]
    p = float(fisher_exact(table).pvalue) if by_rate == by_documents else 1.0
    return {"above": above, "p": p}


TEXTS = documents()
print(
    json.dumps(
        {
            "documents": [[label, " ".join(text)] for label, text in TEXTS],
            "labels": {
                label: {word: of_word(word, label, TEXTS) for word in WORDS}
                for label in sorted(set(LABELS))
            },
        },
        indent=1,
    )
)
