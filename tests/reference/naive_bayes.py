"""Expected weights and probabilities of naive Bayes, by scikit-learn.

    pip install scikit-learn==1.9.1
    python tests/reference/naive_bayes.py > tests/reference/naive_bayes.json

Each case holds the weights of every term in each class, the biases of the classes if there are
any, and the label and probabilities of every training document and of the held-out document (the
last).
"""

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.naive_bayes import BernoulliNB, ComplementNB, MultinomialNB
from sklearn.utils.class_weight import compute_sample_weight

from common import AT_WHITE_SPACE, read_corpus, to_json

TRAINING, LABELS, HELD_OUT = read_corpus()

FEATURES = {
    "unigrams": TfidfVectorizer(**AT_WHITE_SPACE),
    "sublinear bigrams": TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), **AT_WHITE_SPACE),
}

PRESENCE = {
    "presence of unigrams": CountVectorizer(binary=True, **AT_WHITE_SPACE),
    "presence of bigrams": CountVectorizer(binary=True, ngram_range=(1, 2), **AT_WHITE_SPACE),
}

# ComplementNB never adds its prior when there are two classes or more: its prior is uniform.
MODELS = {
    "multinomial empirical": lambda alpha: MultinomialNB(alpha=alpha),
    "multinomial uniform": lambda alpha: MultinomialNB(alpha=alpha, fit_prior=False),
    "complement uniform": lambda alpha: ComplementNB(alpha=alpha, norm=False),
    "complement weight-normalised": lambda alpha: ComplementNB(alpha=alpha, norm=True),
}

BERNOULLI = {
    "bernoulli empirical": lambda alpha: BernoulliNB(alpha=alpha),
    "bernoulli uniform": lambda alpha: BernoulliNB(alpha=alpha, fit_prior=False),
}

# With these weights of the documents, empirical priors are equal, too.
BALANCED = {
    "multinomial balanced": (FEATURES, lambda alpha: MultinomialNB(alpha=alpha)),
    "complement balanced": (FEATURES, lambda alpha: ComplementNB(alpha=alpha)),
    "bernoulli balanced": (PRESENCE, lambda alpha: BernoulliNB(alpha=alpha)),
}


def linear(model):
    """Weights of every term in each class, and biases."""
    if isinstance(model, BernoulliNB):
        absence = np.log1p(-np.exp(model.feature_log_prob_))
        return model.feature_log_prob_ - absence, absence.sum(axis=1).tolist()
    # ln P(term | class), and of ComplementNB -ln P(term | other classes).
    return model.feature_log_prob_, []


def case(vectorizer, model, class_weight=None):
    documents = compute_sample_weight(class_weight, LABELS)
    model.fit(vectorizer.fit_transform(TRAINING), LABELS, sample_weight=documents)
    everything = vectorizer.transform(TRAINING + HELD_OUT)
    weights, biases = linear(model)
    return {
        "classes": model.classes_.tolist(),
        "weights": dict(zip(vectorizer.get_feature_names_out().tolist(), weights.T.tolist())),
        "biases": biases,
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
        for all_features, models in ((FEATURES, MODELS), (PRESENCE, BERNOULLI))
        for features, vectorizer in all_features.items()
        for name, model in models.items()
        for alpha in (0.1, 1.0)
    }
    cases |= {
        f"{name}, {features}, alpha {alpha}": case(vectorizer, model(alpha), "balanced")
        for name, (all_features, model) in BALANCED.items()
        for features, vectorizer in all_features.items()
        for alpha in (0.1, 1.0)
    }
    print(to_json({"cases": cases, "counts": counts()}))
