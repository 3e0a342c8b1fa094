"""Expected statistics of plain counts, by SciPy, NLTK and statsmodels.

    pip install scipy==1.17.1 statsmodels==0.15.0 nltk==3.10.4 mpmath==1.3.0 numpy
    python tests/reference/counts.py > tests/reference/counts.json

Where no library has a measure, the formula of its paper is worked out with 50 digits.
"""

import mpmath
import numpy as np
from nltk.metrics.association import BigramAssocMeasures
from scipy.stats import chi2, chi2_contingency, false_discovery_control, fisher_exact
from scipy.stats.contingency import relative_risk
from statsmodels.stats.multitest import multipletests

from common import to_json

mpmath.mp.dps = 50

# Count and tokens of the target, count and tokens of the reference.
TABLES = [
    (1, 10, 1, 10),
    (8, 10, 1, 6),
    (3, 10, 0, 12),
    (0, 15, 7, 20),
    (30, 1_000, 10, 1_000),
    (12, 250, 12, 250),
    (1, 2, 9_999, 20_000),
    (120, 40_000, 80, 60_000),
    (5, 100_000, 40, 100_000),
    (0, 50_000, 60, 70_000),
    (2_000, 1_000_000, 1_900, 1_000_000),
    (950, 1_000_000, 1_050, 1_100_000),
    (70_300, 2_000_000, 400_000, 11_600_000),
    (100_000, 3_000_000, 100_050, 3_000_000),
    (400_000_100, 800_000_000, 400_000_000, 800_000_100),
]

# Pairs together, first word, second word, all pairs (the first: Manning and Schütze 1999, "new
# companies", table 5.6).
PAIRS = [
    (8, 15_828, 4_675, 14_307_668),
    (1, 1, 1, 10),
    (2, 3, 2, 20),
    (20, 42, 20, 14_307_668),
    (3, 50, 60, 400),
    (700, 90_000, 1_500, 2_000_000),
]

# Counts and tokens of each part of a corpus (the first: Gries 2020, table 5.1).
PARTS = [
    ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]),
    ([0, 0, 7, 0], [120, 85, 40, 310]),
    ([13, 0, 2, 41, 8, 8, 1], [1_050, 990, 1_000, 2_345, 871, 1_204, 7]),
    ([300_001, 299_999, 1], [5_000_003, 4_999_989, 60]),
    ([2, 2, 2], [10, 10, 10]),
    ([1, 0], [3, 1_000_000]),
]

P_VALUES = [
    # Benjamini and Hochberg (1995), section 3.2.
    [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262]
    + [0.5719, 0.6528, 0.7590, 1.0],
    [0.9, 0.01, 0.01, 0.5, 0.0, 1e-300, 0.04],
    [0.2],
]


def keyness(a, target, b, reference):
    cells = [[a, b], [target - a, reference - b]]
    sign = 1 if a * reference >= b * target else -1
    g2, g2_p, _, _ = chi2_contingency(cells, correction=False, lambda_="log-likelihood")
    x2 = chi2_contingency(cells, correction=False)[0]
    # With counts so close, doubles lose too many digits: the formula itself.
    exact = log_likelihood(cells)
    assert abs(exact - g2) < 1e-6
    return {
        "table": [a, target, b, reference],
        "log_likelihood": sign * float(exact),
        "p": float(chi2.sf(float(exact), 1)),
        "chi_squared": sign * float(x2),
        "chi_squared_yates": sign * float(yates(cells)),
        "fisher": fisher(cells),
        "log_ratio": log_ratio(a, target, b, reference),
        "log_odds": log_odds(a, target, b, reference),
        "simple_maths": simple_maths(a, target, b, reference),
    }


def log_likelihood(cells):
    rows = [sum(row) for row in cells]
    columns = [sum(column) for column in zip(*cells)]
    total = mpmath.mpf(sum(rows))
    return 2 * sum(
        cell * mpmath.log(cell * total / (rows[i] * columns[j]))
        for i, row in enumerate(cells)
        for j, cell in enumerate(row)
        if cell
    )


def yates(cells):
    """SciPy's correction goes on past 0 only where the counts are nearer than half a token."""
    return chi2_contingency(cells, correction=True)[0]


def fisher(cells):
    """SciPy; its log-gammas lose digits in large tables, where the sum itself is taken instead."""
    total = sum(map(sum, cells))
    if total > 1e9:
        return None
    p = float(fisher_exact(cells).pvalue)
    if total < 1e6:
        return p
    exact = float(fisher_sum(cells))
    assert abs(exact - p) < 1e-6 * exact
    return exact


def fisher_sum(cells):
    """The probability of all tables that are not more probable, with 50 digits."""
    (a, b), (c, d) = cells
    drawn, marked, total = a + c, a + b, a + b + c + d
    ln = mpmath.loggamma

    def probability(k):
        parts = (k, marked - k, drawn - k, total - marked - drawn + k)
        whole = (marked, total - marked, drawn, total - drawn)
        return mpmath.exp(sum(ln(n + 1) for n in whole) - sum(ln(n + 1) for n in parts + (total,)))

    observed = probability(a) * (1 + mpmath.mpf(10) ** -40)
    mean = drawn * marked // total
    spread = 40 * int(mpmath.sqrt(mean) + 1)
    low, high = max(0, marked + drawn - total, mean - spread), min(marked, drawn, mean + spread)
    result = mpmath.mpf(0)
    term = probability(low)
    for k in range(low, high + 1):
        result += term if term <= observed else 0
        term = term * (marked - k) * (drawn - k) / ((k + 1) * (total - marked - drawn + k + 1))
    return result


def log_ratio(a, target, b, reference):
    """Ratio and Katz's interval by SciPy; a count of 0 cannot be handed to it as a half."""
    if a and b:
        risk = relative_risk(a, target, b, reference)
        interval = risk.confidence_interval(0.95)
        return [float(mpmath.log(x, 2)) for x in (risk.relative_risk, interval.low, interval.high)]
    a, b = (mpmath.mpf(count or 0.5) for count in (a, b))
    ln = mpmath.log(a / target) - mpmath.log(b / reference)
    z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf("0.95"))
    margin = z * mpmath.sqrt(1 / a - mpmath.mpf(1) / target + 1 / b - mpmath.mpf(1) / reference)
    return [float(x / mpmath.log(2)) for x in (ln, ln - margin, ln + margin)]


def log_odds(a, target, b, reference):
    """Monroe, Colaresi and Quinn (2008), equations 15, 18, 20 and 22; the prior is both parts."""
    prior, all_prior = mpmath.mpf(a + b), target + reference
    odds = [
        (y + prior) / (n + all_prior - y - prior) for y, n in ((a, target), (b, reference))
    ]
    delta = mpmath.log(odds[0]) - mpmath.log(odds[1])
    variance = 1 / (a + prior) + 1 / (b + prior)
    return [float(delta), float(delta / mpmath.sqrt(variance))]


def simple_maths(a, target, b, reference):
    """Kilgarriff (2009): ratio of rates per million, to each of which 1 or 100 is added."""
    rates = [mpmath.mpf(count) * 1_000_000 / tokens for count, tokens in ((a, target), (b, reference))]
    return [float((rates[0] + k) / (rates[1] + k)) for k in (1, 100)]


def dispersion(counts, sizes):
    """Range; Juilland's D by NumPy's population deviation of relative frequencies (Gries 2020, section
    5.2.1); DP (Gries 2008) and its normalised form (Lijffijt and Gries 2012) with 50 digits."""
    rates = np.array([mpmath.mpf(count) / size for count, size in zip(counts, sizes)])
    mean = rates.mean()
    deviation = mpmath.sqrt(((rates - mean) ** 2).mean())
    shares = [
        (mpmath.mpf(count) / sum(counts), mpmath.mpf(size) / sum(sizes))
        for count, size in zip(counts, sizes)
    ]
    dp = sum(abs(count - size) for count, size in shares) / 2
    return {
        "counts": counts,
        "sizes": sizes,
        "range": sum(count > 0 for count in counts),
        "juilland_d": float(1 - deviation / mean / mpmath.sqrt(len(counts) - 1)),
        "dp": float(dp),
        "dp_norm": float(dp / (1 - min(size for _, size in shares))),
    }


def association(joint, first, second, total):
    marginals = (joint, (first, second), total)
    measures = BigramAssocMeasures
    pmi = measures.pmi(*marginals)
    return {
        "pair": [joint, first, second, total],
        "pmi": float(pmi),
        # Bouma (2009), equation 5, and Rychlý (2008), section 3.
        "npmi": float(pmi / -mpmath.log(mpmath.mpf(joint) / total, 2)),
        "log_likelihood": likelihood_ratio(*marginals),
        "t_score": float(measures.student_t(*marginals)),
        "chi_squared": float(measures.chi_sq(*marginals)),
        "log_dice": float(14 + mpmath.log(measures.dice(*marginals), 2)),
    }


def likelihood_ratio(joint, marginals, total):
    """NLTK; it loses digits in large tables, so what it is near to is worked out exactly."""
    first, second = marginals
    cells = [[joint, first - joint], [second - joint, total - first - second + joint]]
    exact = float(log_likelihood(cells))
    assert abs(exact - BigramAssocMeasures.likelihood_ratio(joint, marginals, total)) < 1e-6
    return exact


def adjusted(p):
    return {
        "p": p,
        "holm": multipletests(p, method="holm")[1].tolist(),
        "benjamini_hochberg": false_discovery_control(p, method="bh").tolist(),
    }


print(
    to_json(
        {
            "keyness": [keyness(*table) for table in TABLES],
            "association": [association(*pair) for pair in PAIRS],
            "dispersion": [dispersion(*parts) for parts in PARTS],
            "adjusted": [adjusted(p) for p in P_VALUES],
        }
    )
)
