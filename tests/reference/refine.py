"""Expected probabilities of multinomial logistic regression, by scikit-learn.

    pip install scikit-learn==1.9.1
    python tests/reference/refine.py

Prints the probabilities that the test in src/model/refine.rs expects.
"""

from sklearn.linear_model import LogisticRegression

# Two terms; the classes overlap, so that the best weights are finite.
ROWS = [(1.0, 0.0), (0.8, 0.6), (0.6, 0.8), (0.0, 1.0)] * 3
LABELS = [0, 0, 1, 1, 2, 2, 0, 1, 0, 1, 2, 0]
NEW = [(1.0, 0.0), (0.8, 0.6), (0.6, 0.8), (0.0, 1.0)]

if __name__ == "__main__":
    model = LogisticRegression(C=1e9, tol=1e-10, max_iter=100_000).fit(ROWS, LABELS)
    for row in model.predict_proba(NEW):
        print([round(float(p), 4) for p in row])
