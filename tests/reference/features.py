"""Expected vocabularies and TF-IDF rows, by scikit-learn.

    pip install scikit-learn==1.9.1
    python tests/reference/features.py > tests/reference/features.json

Each case holds the vocabulary in order, and the row of every training document and of the
held-out document (the last) as a map from term to weight.
"""

import numpy as np
from scipy.stats import entropy
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.feature_selection import chi2
from sklearn.metrics import mutual_info_score
from sklearn.preprocessing import normalize

from common import AT_WHITE_SPACE, read_corpus, to_json

TRAINING, LABELS, HELD_OUT = read_corpus()


def rows(matrix, vocabulary):
    return [
        {vocabulary[term]: float(row[term]) for term in np.flatnonzero(row)}
        for row in matrix.toarray()
    ]


def tfidf(**settings):
    """What TfidfVectorizer learns from the training documents and makes of all documents."""
    vectorizer = TfidfVectorizer(**({} if "analyzer" in settings else AT_WHITE_SPACE), **settings)
    vectorizer.fit(TRAINING)
    vocabulary = vectorizer.get_feature_names_out().tolist()
    return {
        "vocabulary": vocabulary,
        "rows": rows(vectorizer.transform(TRAINING + HELD_OUT), vocabulary),
    }


def presence(**settings):
    """Which term occurs in which training document, and all terms in order."""
    vectorizer = CountVectorizer(binary=True, **AT_WHITE_SPACE, **settings)
    matrix = vectorizer.fit_transform(TRAINING).toarray()
    return matrix, vectorizer.get_feature_names_out().tolist()


def best(scores, terms, most):
    """The terms with the highest scores, ties by term.

    Equal scores may differ in their last bits, so they are rounded first.
    """
    ranked = sorted(zip(scores, terms), key=lambda pair: (-round(pair[0], 9), pair[1]))
    return sorted(term for _, term in ranked[:most])


def by_document_frequency(most):
    """scikit-learn's own max_features ranks by count, so only the rows are its work."""
    matrix, terms = presence()
    return tfidf(vocabulary=best(matrix.sum(axis=0).tolist(), terms, most))


def by_mutual_information(most, **settings):
    matrix, terms = presence(**settings)
    scores = [mutual_info_score(column, LABELS) for column in matrix.T]
    return tfidf(vocabulary=best(scores, terms, most), **settings)


def by_chi_squared(most, **settings):
    matrix, terms = presence(**settings)
    scores, _ = chi2(matrix, LABELS)
    return tfidf(vocabulary=best(scores, terms, most), **settings)


def class_weights(matrix):
    """One minus nine tenths of the normalised entropy of the classes of each term, from the
    shares of the documents of each class that hold it, a tenth of a document added to those
    with the term and to those without."""
    of_class = [matrix[[label == c for label in LABELS]] for c in sorted(set(LABELS))]
    rates = [(part.sum(axis=0) + 0.1) / (len(part) + 0.2) for part in of_class]
    return 1 - 0.9 * entropy(rates, axis=0, base=len(of_class))  # entropy() makes shares of rates


def entropy_weighted(**settings):
    """TF-IDF times class weight, then scaled to unit length."""
    matrix, vocabulary = presence(ngram_range=settings.get("ngram_range", (1, 1)))
    weights = class_weights(matrix)
    vectorizer = TfidfVectorizer(norm=None, **AT_WHITE_SPACE, **settings).fit(TRAINING)
    weighted = vectorizer.transform(TRAINING + HELD_OUT).multiply(weights)
    return {
        "vocabulary": vocabulary,
        "class_weights": weights.tolist(),
        "rows": rows(normalize(weighted), vocabulary),
    }


def words_and_chars(low, high):
    """Words together with scikit-learn's char_wb n-grams, written our way: `~` in front, and `_`
    for the blank at the border of a word.

    char_wb keeps a padded word shorter than `low` as one n-gram; we drop it, and so must the
    expectation. A padded word has three characters or more, so nothing is dropped up to low = 3.
    """
    chars = CountVectorizer(analyzer="char_wb", ngram_range=(low, high), lowercase=False)
    split = chars.build_analyzer()

    def analyzer(text):
        marked = ["~" + ngram.replace(" ", "_") for ngram in split(text) if len(ngram) >= low]
        return text.split() + marked

    return tfidf(analyzer=analyzer)


CASES = {
    "unigrams": tfidf(),
    "bigrams": tfidf(ngram_range=(1, 2)),
    "trigrams alone": tfidf(ngram_range=(3, 3)),
    "sublinear": tfidf(sublinear_tf=True),
    "sublinear bigrams": tfidf(sublinear_tf=True, ngram_range=(1, 2)),
    "binary": tfidf(binary=True),
    "norm l1": tfidf(norm="l1"),
    "norm none": tfidf(norm=None),
    "idf none": tfidf(use_idf=False),
    "min df 2": tfidf(min_df=2, ngram_range=(1, 2)),
    "min df 20%": tfidf(min_df=0.2),
    "max df 50%": tfidf(max_df=0.5),
    "max df 5": tfidf(max_df=5, ngram_range=(1, 2)),
    "chars 3..4": words_and_chars(3, 4),
    "chars 4..5": words_and_chars(4, 5),
    "20 by document frequency": by_document_frequency(20),
    "14 by mutual information": by_mutual_information(14),
    "20 bigrams by mutual information": by_mutual_information(20, ngram_range=(1, 2)),
    "14 by chi-squared": by_chi_squared(14),
    "20 bigrams by chi-squared": by_chi_squared(20, ngram_range=(1, 2)),
    "entropy": entropy_weighted(),
    "entropy sublinear bigrams": entropy_weighted(sublinear_tf=True, ngram_range=(1, 2)),
}

if __name__ == "__main__":
    print(to_json(CASES))
