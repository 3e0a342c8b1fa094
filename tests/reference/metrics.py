"""Expected metrics of made-up predictions, by scikit-learn.

    pip install scikit-learn==1.9.1
    python tests/reference/metrics.py > tests/reference/metrics.json

Each case holds the predictions and what is expected of them.
"""

import numpy as np
from sklearn.metrics import (
    accuracy_score,
    brier_score_loss,
    confusion_matrix,
    log_loss,
    precision_recall_fscore_support,
)

from common import to_json

# Truth, and the probability of each label. Health is never the most probable label, weather is
# never true. No probability of a true label is 0 (where scikit-learn cuts the logarithm off is
# its own choice) and no highest probability but 1 lies on the edge of a bin (likewise).
LABELS = ["economy", "health", "sport", "weather"]
PREDICTIONS = [
    ("economy", [0.97, 0.01, 0.01, 0.01]),
    ("economy", [0.91, 0.03, 0.04, 0.02]),
    ("economy", [0.88, 0.02, 0.09, 0.01]),
    ("economy", [0.75, 0.05, 0.15, 0.05]),
    ("economy", [0.71, 0.19, 0.06, 0.04]),
    ("economy", [0.64, 0.16, 0.12, 0.08]),
    ("economy", [0.55, 0.25, 0.05, 0.15]),
    ("economy", [0.51, 0.17, 0.29, 0.03]),
    ("economy", [1.0, 0.0, 0.0, 0.0]),
    ("economy", [0.08, 0.02, 0.89, 0.01]),
    ("economy", [0.35, 0.09, 0.45, 0.11]),
    ("economy", [0.29, 0.21, 0.07, 0.43]),
    ("economy", [0.31, 0.01, 0.02, 0.66]),
    ("sport", [0.01, 0.02, 0.96, 0.01]),
    ("sport", [0.02, 0.05, 0.92, 0.01]),
    ("sport", [0.07, 0.04, 0.84, 0.05]),
    ("sport", [0.12, 0.08, 0.79, 0.01]),
    ("sport", [0.13, 0.11, 0.69, 0.07]),
    ("sport", [0.24, 0.1, 0.58, 0.08]),
    ("sport", [0.3, 0.18, 0.37, 0.15]),
    ("sport", [0.95, 0.02, 0.02, 0.01]),
    ("sport", [0.48, 0.07, 0.39, 0.06]),
    ("sport", [0.05, 0.01, 0.21, 0.73]),
    ("health", [0.94, 0.04, 0.01, 0.01]),
    ("health", [0.62, 0.33, 0.03, 0.02]),
    ("health", [0.52, 0.41, 0.06, 0.01]),
    ("health", [0.28, 0.27, 0.3, 0.15]),
    ("health", [0.03, 0.14, 0.81, 0.02]),
    ("health", [0.1, 0.38, 0.06, 0.46]),
    ("health", [0.26, 0.25, 0.25, 0.24]),
]

# The outcomes of the test in src/evaluate/metrics.rs.
SMALL = [
    ("a", [0.9, 0.1, 0.0]),
    ("a", [0.4, 0.6, 0.0]),
    ("b", [0.3, 0.7, 0.0]),
    ("b", [0.4, 0.6, 0.0]),
    ("b", [0.8, 0.2, 0.0]),
    ("c", [0.0, 0.7, 0.3]),
]


def calibration_error(probabilities, correct):
    """Expected calibration error over 15 bins of equal width: in each bin, the distance between
    how many were right and how many should have been."""
    right, _ = np.histogram(probabilities, bins=15, range=(0, 1), weights=correct)
    promised, _ = np.histogram(probabilities, bins=15, range=(0, 1), weights=probabilities)
    return np.abs(right - promised).sum() / len(probabilities)


def averages(truth, predicted, labels, average):
    names = ["precision", "recall", "f1", "support"]
    values = precision_recall_fscore_support(
        truth, predicted, labels=labels, average=average, zero_division=0
    )
    return {name: np.asarray(v).tolist() for name, v in zip(names, values) if v is not None}


def case(labels, predictions, abstains=lambda top: False):
    truth = [true for true, _ in predictions]
    probabilities = np.array([p for _, p in predictions])
    top = probabilities.max(axis=1)
    labelled = np.array([not abstains(p) for p in top])
    # An abstention is a wrong label that is none of the labels.
    best = [labels[index] for index in probabilities.argmax(axis=1)]
    predicted = [name if given else "" for name, given in zip(best, labelled)]
    correct = np.array([float(t == p) for t, p in zip(truth, predicted)])
    counts = confusion_matrix(truth, predicted, labels=[*labels, ""])
    return {
        "labels": labels,
        "truth": truth,
        "predicted": [name or None for name in predicted],
        "probabilities": probabilities.tolist(),
        "accuracy": accuracy_score(truth, predicted),
        "macro": averages(truth, predicted, labels, "macro"),
        "weighted": averages(truth, predicted, labels, "weighted"),
        "by_label": averages(truth, predicted, labels, None),
        "confusion": counts[:-1, :-1].tolist(),
        "unknown": counts[:-1, -1].tolist(),
        "log_loss": log_loss(truth, probabilities, labels=labels),
        "brier": brier_score_loss(truth, probabilities, labels=labels, scale_by_half=False),
        "ece": calibration_error(top[labelled], correct[labelled]),
        "coverage": labelled.mean(),
    }


if __name__ == "__main__":
    cases = {
        "all labelled": case(LABELS, PREDICTIONS),
        "with abstentions": case(LABELS, PREDICTIONS, abstains=lambda top: top < 0.5),
        "small": case(["a", "b", "c"], SMALL),
    }
    print(to_json(cases))
