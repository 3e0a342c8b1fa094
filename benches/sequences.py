"""Sequences of words, by which two texts are compared."""
import re
from collections import Counter


def sequences(text, size=4):
    words = re.findall(r"\w+", text)
    if len(words) < size:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[at:at + size]) for at in range(len(words) - size + 1))


def parts(article, answer):
    """Numbers of sequences: in both texts, in the answer only, in the article only."""
    right, given = sequences(article), sequences(answer)
    both = sum((right & given).values())
    return [both, sum(given.values()) - both, sum(right.values()) - both]
