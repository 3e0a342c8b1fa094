"""Expected temperature by SciPy, expected isotonic regression by scikit-learn.

    pip install scikit-learn==1.9.1 scipy==1.17.1
    python tests/reference/calibration.py > tests/reference/calibration.json

The data are made up here and stored beside what is expected of them; the unit tests of
src/model/temperature.rs and src/model/isotonic.rs read the file.
"""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.isotonic import IsotonicRegression

from common import to_json

# Pairs in a block, before neighbours that violate the order are pooled.
BLOCK = 20


def temperature_case(random, documents, classes, scale, luck):
    """Scores that are `scale` times too sure, and the temperature that is best for them."""
    logits = random.normal(size=(documents, classes)) * 2
    truth = [int(random.choice(classes, p=np.exp(log_softmax(row)))) for row in logits]
    if luck:
        truth = [int(row.argmax()) for row in logits]
    scores = np.round(logits * scale, 6)
    # The truth counts (n + 1) / (n + 2), the other classes share the rest (Platt 1999).
    rest = 1 / (documents + 2)
    targets = np.full((documents, classes), rest / (classes - 1))
    targets[np.arange(documents), truth] = 1 - rest

    def loss(log_temperature):
        return -(targets * log_softmax(scores / np.exp(log_temperature), axis=1)).sum()

    guess = np.log(scale)
    best = minimize_scalar(
        loss, bounds=(guess - 8, guess + 8), method="bounded", options={"xatol": 1e-12}
    )
    assert best.success and abs(best.x - guess) < 7
    return {"scores": scores.tolist(), "truth": truth, "temperature": float(np.exp(best.x))}


def isotonic_case(random, pairs):
    """Pairs of distinct probabilities, and the points of the map: one for each pooled block."""
    probabilities = np.sort(random.permutation(9999)[:pairs] + 1) / 10000
    hits = random.random(pairs) < probabilities**1.5
    cuts = list(range(0, pairs - BLOCK + 1, BLOCK)) + [pairs]
    blocks = list(zip(cuts, cuts[1:]))
    x = np.array([probabilities[a:b].mean() for a, b in blocks])
    y = np.array([hits[a:b].mean() for a, b in blocks])
    weight = np.array([b - a for a, b in blocks])
    fitted = IsotonicRegression().fit_transform(x, y, sample_weight=weight)
    points = []
    for value in sorted(set(fitted.round(12))):
        pooled = np.isclose(fitted, value)
        points.append([float(np.average(x[pooled], weights=weight[pooled])), float(value)])
    order = random.permutation(pairs)
    return {
        "probabilities": probabilities[order].tolist(),
        "hits": hits[order].tolist(),
        "points": points,
    }


if __name__ == "__main__":
    random = np.random.default_rng(1)
    cases = {
        "temperatures": [
            temperature_case(random, 60, 3, 4.0, luck=False),
            temperature_case(random, 40, 5, 0.05, luck=False),
            temperature_case(random, 30, 2, 1.0, luck=True),
        ],
        "isotonic": isotonic_case(random, 333),
    }
    print(to_json(cases))
