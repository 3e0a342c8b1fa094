"""Expected log-odds with an informative Dirichlet prior, by the published fightin' words algorithm.

    pip install scikit-learn==1.9.1
    python tests/reference/log_odds.py > tests/reference/log_odds.json

The algorithm is that of Jack Hessel's FightingWords (https://github.com/jmhessel/FightingWords), the
usual implementation of Monroe, Colaresi and Quinn (2008), on counts of scikit-learn. It is held to two
published results first: the z-scores of the README of the package fightin_words, with a flat prior, and
some of Hessel's program with a prior from a background corpus. Then each label of `corpus.jsonl` is
compared with the others; the prior of a word is its count in both.
"""

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from common import AT_WHITE_SPACE, read_corpus, to_json


def fighting_words(first, second, prior):
    """Log-odds ratio and z-score of each word, from its counts in two parts."""
    all_prior = prior.sum()
    result = []
    for y1, y2, alpha in zip(first, second, prior):
        odds1 = (y1 + alpha) / (first.sum() + all_prior - y1 - alpha)
        odds2 = (y2 + alpha) / (second.sum() + all_prior - y2 - alpha)
        delta = np.log(odds1) - np.log(odds2)
        variance = 1 / (y1 + alpha) + 1 / (y2 + alpha)
        result.append((float(delta), float(delta / np.sqrt(variance))))
    return result


def check_flat_prior():
    texts = ["the quick brown fox jumps over the lazy pig"]
    texts += ["the lazy purple pig jumps over the lazier donkey"]
    vectorizer = CountVectorizer()
    first, second = vectorizer.fit_transform(texts).toarray()
    scores = fighting_words(first, second, np.full(len(first), 0.05))
    z = dict(zip(vectorizer.get_feature_names_out(), (z for _, z in scores)))
    for word in ("donkey", "lazier", "purple"):
        assert abs(z[word] + 0.6894227886807968) < 1e-12
    for word in ("brown", "fox", "quick"):
        assert abs(z[word] - 0.6894227886807968) < 1e-12
    assert z["the"] == z["lazy"] == 0


def check_background_prior():
    words = ["the", "and", "cat", "dog", "purr", "bark", "leash", "quantum"]
    first = np.array([500, 300, 40, 6, 9, 0, 0, 1])
    second = np.array([520, 290, 5, 44, 0, 11, 7, 0])
    background = np.array([100_000, 80_000, 50, 50, 5, 5, 5, 5])
    expected = {
        "and": 0.08664163039181341,
        "bark": -2.2693449734045288,
        "cat": 2.8790441554595216,
        "dog": -3.0686372149306269,
        "leash": -1.6437451631429068,
        "purr": 1.9757749829094806,
        "quantum": 0.3010232453335830,
        "the": -0.0418221428687848,
    }
    scores = fighting_words(first, second, background + 0.01)
    for word, (_, z) in zip(words, scores):
        assert abs(z - expected[word]) < 1e-12, word


def of_labels():
    texts, labels, _ = read_corpus()
    vectorizer = CountVectorizer(**AT_WHITE_SPACE)
    counts = vectorizer.fit_transform(texts).toarray()
    words = vectorizer.get_feature_names_out()
    labels = np.array(labels)
    result = {}
    for label in sorted(set(labels)):
        first, second = counts[labels == label].sum(axis=0), counts[labels != label].sum(axis=0)
        scores = fighting_words(first, second, (first + second).astype(float))
        result[label] = {word: list(score) for word, score in zip(words, scores)}
    return result


check_flat_prior()
check_background_prior()
print(to_json(of_labels()))
