"""Expected keywords of an invented text, by YAKE's own program.

    pip install yake==0.7.3
    python tests/reference/keyphrases.py > tests/reference/keyphrases.json

No word ends in s, since YAKE cuts that off, and punctuation is what both sides agree on.
"""

import json

import yake

STOP_WORDS = ["the", "of", "and", "in", "for", "with", "will", "was"]
TEXT = (
    "The harbour of Karimabad will open in autumn. Engineer Salma Haddad, head of the harbour "
    "authority, told NOWA radio that the new harbour gate and the cargo railway will open "
    "together. The cargo railway was built in 2019 for the grain trade! Grain trade with the "
    "north, with the hill country and with Karimabad will double. Will the harbour authority "
    "lower the harbour fee? Salma Haddad was careful: the harbour fee and the grain trade belong "
    "together, NOWA reported."
)

extractor = yake.KeywordExtractor(
    lan="en", n=3, dedup_lim=1.0, window_size=1, top=10_000, stopwords=STOP_WORDS
)
keywords = {keyword.lower(): float(score) for keyword, score in extractor.extract_keywords(TEXT)}
print(json.dumps({"stop_words": STOP_WORDS, "text": TEXT, "keywords": keywords}, indent=1))
