"""Expected p-values for the comparison of classifiers and of samples, by SciPy and statsmodels.

    pip install scipy==1.17.1 statsmodels==0.15.0 numpy==2.4.6
    python tests/reference/comparison.py > tests/reference/comparison.json

McNemar's test is statsmodels' exact one. Wilcoxon's test takes all assignments of signs, which is exact with
ties, too; differences of 0 are left out. The samples have no small category, so that none is joined.
"""

import json

import numpy as np
from scipy.stats import PermutationMethod, chi2, chi2_contingency, wilcoxon
from statsmodels.stats.contingency_tables import mcnemar

DRAW = np.random.default_rng(7)


def of_mcnemar(first, second):
    table = [[0, first], [second, 0]]
    return {"first": first, "second": second, "p": float(mcnemar(table, exact=True).pvalue)}


def of_wilcoxon(differences):
    method = PermutationMethod(n_resamples=np.inf)
    p = wilcoxon(differences, zero_method="wilcox", method=method).pvalue
    return {"differences": differences, "p": float(p)}


def of_samples(first, second):
    p = chi2_contingency([first, second], correction=False).pvalue
    return {"first": first, "second": second, "p": float(p)}


def drawn(size):
    return DRAW.integers(5, 400, size).tolist()


def spread(size):
    counts = DRAW.integers(50, 400, size)
    return counts.tolist(), DRAW.poisson(counts).tolist()


print(
    json.dumps(
        {
            "mcnemar": [
                of_mcnemar(*counts)
                for counts in [
                    (1, 0), (0, 6), (1, 5), (59, 6), (6, 16), (10, 25), (33, 55),
                    (120, 121), (300, 420), (0, 800), (2600, 2300),
                ]
            ],
            "wilcoxon": [
                of_wilcoxon(differences)
                for differences in [
                    [1, 2, 3, 4, 5, 6],
                    [0.5, -0.25, 0.75, 1.0, 1.5, 2.0],
                    [0.5, 0.5, -0.5, 0.25, 0.25, 0.0, 0.75],
                    [0.012, 0.003, -0.001, 0.02, 0.014, 0.007, -0.002, 0.03],
                    [-1, -1, 2, 2, 2, -3, 4, 4, 0, 0, 5],
                ]
            ],
            "samples": [
                of_samples(*samples)
                for samples in [
                    ([100, 100], [60, 40]),
                    ([30, 50, 20], [45, 35, 20]),
                    (drawn(9), drawn(9)),
                    spread(52),
                ]
            ],
            "chi_squared": [
                {"statistic": x, "degrees": k, "p": float(chi2.sf(x, k))}
                for k in [1, 2, 3, 9, 51, 500]
                for x in [0.01 * k, 0.5 * k, 1.0 * k, 1.3 * k, 1.6 * k, 3.0 * k]
            ],
        },
        indent=1,
    )
)
