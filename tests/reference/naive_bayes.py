"""Expected weights and probabilities of naive Bayes, by scikit-learn.

    pip install scikit-learn==1.9.1
    python tests/reference/naive_bayes.py > tests/reference/naive_bayes.json

Each case holds the weights of every term in each class, and the label and probabilities of every
training document and of the held-out document (the last).
"""

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB, MultinomialNB

from common import AT_WHITE_SPACE, read_corpus, to_json

TRAINING, LABELS, HELD_OUT = read_corpus()

FEATURES = {
    "unigrams": TfidfVectorizer(**AT_WHITE_SPACE),
    "sublinear bigrams": TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), **AT_WHITE_SPACE),
}

# ComplementNB never adds its prior when there are two classes or more: its prior is uniform.
MODELS = {
    "multinomial empirical": lambda alpha: MultinomialNB(alpha=alpha),
    "multinomial uniform": lambda alpha: MultinomialNB(alpha=alpha, fit_prior=False),
    "complement uniform": lambda alpha: ComplementNB(alpha=alpha, norm=False),
}


def case(vectorizer, model):
    model.fit(vectorizer.fit_transform(TRAINING), LABELS)
    everything = vectorizer.transform(TRAINING + HELD_OUT)
    # feature_log_prob_ is ln P(term | class), and of ComplementNB -ln P(term | other classes).
    weights = model.feature_log_prob_.T.tolist()
    return {
        "classes": model.classes_.tolist(),
        "weights": dict(zip(vectorizer.get_feature_names_out().tolist(), weights)),
        "labels": model.predict(everything).tolist(),
        "probabilities": model.predict_proba(everything).tolist(),
    }


def counts():
    """Weights from plain counts: also those of the test in src/model/naive_bayes.rs."""
    model = MultinomialNB(alpha=1.0).fit([[1, 2, 0], [0, 1, 3]], [0, 1])
    return model.feature_log_prob_.T.tolist()


if __name__ == "__main__":
    cases = {
        f"{name}, {features}, alpha {alpha}": case(vectorizer, model(alpha))
        for features, vectorizer in FEATURES.items()
        for name, model in MODELS.items()
        for alpha in (0.1, 1.0)
    }
    print(to_json({"cases": cases, "counts": counts()}))
