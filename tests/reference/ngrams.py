"""Expected association of n-grams, by NLTK.

    pip install nltk==3.10.4 mpmath==1.4.1
    python tests/reference/ngrams.py > tests/reference/ngrams.json

Windows of the n-grams of `corpus.jsonl` are counted here, one by one. NLTK's likelihood ratio loses
digits in large tables; there its formula is worked out with 50 digits.
"""

import mpmath
from nltk.metrics.association import (
    BigramAssocMeasures,
    QuadgramAssocMeasures,
    TrigramAssocMeasures,
)

from common import read_corpus, to_json

mpmath.mp.dps = 50

MEASURES = {2: BigramAssocMeasures, 3: TrigramAssocMeasures, 4: QuadgramAssocMeasures}

# Places of the marginals, in the order in which NLTK takes them.
TRIGRAM = [[(0, 1), (0, 2), (1, 2)], [(0,), (1,), (2,)]]
QUADGRAM = [
    [(0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)],
    [(0, 1), (0, 2), (0, 3), (1, 3), (2, 3), (1, 2)],
    [(0,), (1,), (2,), (3,)],
]
MARGINALS = {2: [[(0,), (1,)]], 3: TRIGRAM, 4: QUADGRAM}

# Marginals of large corpora: the examples of NLTK's own documentation, and a frequent trigram.
LARGE = [
    (1, (1, 1, 1), (1, 73, 1), 2000),
    (120, (4_100, 150, 9_000), (81_000, 32_000, 40_000), 20_000_000),
    (3, (3, 800, 3), (90_000, 91_000, 1_000_000), 12_000_000),
    QuadgramAssocMeasures._marginals(
        *(1, 0, 2, 46, 552, 825, 2577, 34967, 1, 0, 2, 48, 7250, 9031, 28585, 356653)
    ),
]


def windows_of(ngram, windows):
    """How many windows hold the words of each choice of places; the bits of the index say which."""
    counts = []
    for mask in range(2 ** len(ngram)):
        places = [place for place in range(len(ngram)) if mask >> place & 1]
        counts.append(sum(all(w[p] == ngram[p] for p in places) for w in windows))
    return counts


def index(places):
    return sum(1 << place for place in places)


def to_marginals(counts):
    length = len(counts).bit_length() - 1
    middle = [tuple(counts[index(places)] for places in group) for group in MARGINALS[length]]
    return (counts[-1], *middle, counts[0])


def to_windows(marginals):
    joint, *middle, total = marginals
    counts = {0: total, 2 ** len(middle[-1]) - 1: joint}
    for values, group in zip(middle, MARGINALS[len(middle[-1])]):
        counts.update({index(places): value for value, places in zip(values, group)})
    return [counts[mask] for mask in sorted(counts)]


def association(marginals):
    measures = MEASURES[len(marginals[-2])]
    signed = 1 if measures.student_t(*marginals) >= 0 else -1
    ratio = exact_ratio(measures, marginals)
    assert abs(ratio - measures.likelihood_ratio(*marginals)) < 1e-6 * max(1, ratio)
    return {
        "pmi": measures.pmi(*marginals),
        "log_likelihood": signed * ratio,
        "t_score": measures.student_t(*marginals),
        "chi_squared": signed * measures.chi_sq(*marginals),
        "raw": measures.raw_freq(*marginals),
    }


def exact_ratio(measures, marginals):
    """NLTK's likelihood ratio, with 50 digits."""
    cells = measures._contingency(*marginals)
    total = mpmath.mpf(sum(cells))
    words = marginals[-2]
    result = mpmath.mpf(0)
    # NLTK numbers cells by the words that are missing; the lowest bit is the first word's.
    for cell, observed in enumerate(cells):
        expected = total
        for place, count in enumerate(words):
            missing = cell >> place & 1
            expected *= (total - count if missing else count) / total
        result += observed * mpmath.log(observed / expected) if observed else 0
    return float(2 * result)


def of_corpus():
    texts, _, _ = read_corpus()
    rows = []
    for length in (2, 3, 4):
        by_document = []
        for text in texts:
            words = text.split()
            by_document.append([tuple(words[i : i + length]) for i in range(len(words) - length + 1)])
        windows = [window for document in by_document for window in document]
        for ngram in sorted(set(windows)):
            counts = windows_of(ngram, windows)
            rows.append(
                {
                    "ngram": " ".join(ngram),
                    "documents": sum(ngram in document for document in by_document),
                    "windows": counts,
                }
                | association(to_marginals(counts))
            )
    return rows


large = [{"windows": to_windows(marginals)} | association(marginals) for marginals in LARGE]
print(to_json({"corpus": of_corpus(), "large": large}))
