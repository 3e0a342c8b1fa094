"""Expected TF-IDF of the documents and labels of `corpus.jsonl`, by scikit-learn.

    pip install scikit-learn==1.9.1
    python tests/reference/tfidf.py > tests/reference/tfidf.json

Rows are not scaled (`norm=None`); the row of a label is the sum of those of its documents.
"""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from common import AT_WHITE_SPACE, read_corpus, to_json

TEXTS, LABELS, _ = read_corpus()


def tfidf(longest):
    vectorizer = TfidfVectorizer(norm=None, ngram_range=(1, longest), **AT_WHITE_SPACE)
    matrix = vectorizer.fit_transform(TEXTS).toarray()
    return matrix, vectorizer.get_feature_names_out().tolist()


def row(weights, terms):
    return {terms[term]: float(weights[term]) for term in np.flatnonzero(weights)}


words, terms = tfidf(1)
phrases, phrase_terms = tfidf(3)
labels = np.array(LABELS)
print(
    to_json(
        {
            "documents": [row(weights, phrase_terms) for weights in phrases],
            "labels": {
                label: row(words[labels == label].sum(axis=0), terms) for label in sorted(set(LABELS))
            },
            "corpus": row(words.sum(axis=0), terms),
        }
    )
)
