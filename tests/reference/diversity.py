"""Expected diversity of an invented text, by lexicalrichness and numpy.

    pip install lexicalrichness==0.5.1 numpy
    python tests/reference/diversity.py > tests/reference/diversity.json

The words are numbers with a skewed distribution.
"""

import json
import random
from collections import Counter

import numpy as np
from lexicalrichness import LexicalRichness

random.seed(6)


def measures(words, window):
    text = LexicalRichness(" ".join(f"w{word}" for word in words), preprocessor=None, tokenizer=str.split)
    return {
        "words": words,
        "window": window,
        "ttr": text.ttr,
        "mattr": text.mattr(window_size=window),
        "mtld": text.mtld(threshold=0.72),
        "zipf_exponent": zipf(words),
    }


def zipf(words):
    """Least squares through the means of ln rank and ln frequency in ten bins a power of ten."""
    frequencies = np.array(sorted(Counter(words).values(), reverse=True), dtype=float)
    ranks = np.arange(1, len(frequencies) + 1)
    bins = np.floor(10 * np.log10(ranks) + 1e-9).astype(int)
    points = [
        (np.log(ranks[bins == b]).mean(), np.log(frequencies[bins == b]).mean())
        for b in sorted(set(bins.tolist()))
    ]
    x, y = np.array(points).T
    return float(-np.polyfit(x, y, 1)[0])


def text(length, spread):
    return [int(random.paretovariate(spread)) for _ in range(length)]


CASES = [(text(60, 0.4), 10), (text(400, 0.7), 50), (text(400, 1.2), 100), (text(150, 0.3), 150)]
print(json.dumps([measures(*case) for case in CASES]))
