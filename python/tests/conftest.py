"""Texts of two topics, made by rule: models of them are the same everywhere."""

import os
import shutil
from pathlib import Path

import pytest

import tasnif_text

SPORT = ["فاز الفريق بالمباراة", "سجل اللاعب هدفين", "خسر المنتخب البطولة", "درب المدرب اللاعبين"]
ECONOMY = ["رفع البنك سعر الفائدة", "تراجع سعر النفط", "زادت أرباح الشركة", "انخفضت أسهم السوق"]
WEATHER = ["rain falls in the north", "the wind blows from the sea", "snow covers the hills", "fog hides the coast"]

# Settings for texts in parts: of all texts, and with a sample that is smaller than `many_texts`.
PART_SETTINGS = [
    {},
    {"sample": 150},
    {"sample": 150, "quick": True},
    {"sample": 150, "no_calibration": True, "refine": 3},
    {"sample": 150, "ngrams": 1, "char_ngrams": (2, 4)},
    {"sample": 150, "algorithm": "multinomial", "balanced": True, "min_df": 2},
    {"sample": 150, "algorithm": "bernoulli"},
    {"sample": 150, "stop_words": ["arabic", "english"], "stem": "english", "max_features": 40},
]


def corpus(size=120):
    """Texts and labels."""
    topics = [("sport", SPORT), ("economy", ECONOMY), ("weather", WEATHER)]
    texts, labels = [], []
    for number in range(size):
        label, sentences = topics[number % 3]
        first = sentences[number // 3 % 4]
        second = sentences[(number // 12 + 1) % 4]
        texts.append(f"{first} {second} رقم{number % 17}")
        labels.append(label)
    return texts, labels


def many_texts(data):
    """Enough texts for a sample, with words in several forms."""
    texts, labels = data
    return [f"{text} {number % 41} Minister" for number, text in enumerate(texts * 3)], labels * 3


@pytest.fixture(scope="session")
def data():
    return corpus()


@pytest.fixture(scope="session")
def model(data):
    return tasnif_text.Model.train(*data)


@pytest.fixture(scope="session")
def program():
    """The program `tasnif`: named by TASNIF_PROGRAM, built beside the package, or in the path."""
    built = Path(__file__).parents[2] / "target" / "release" / "tasnif"
    found = os.environ.get("TASNIF_PROGRAM") or (built if built.exists() else shutil.which("tasnif"))
    if not found:
        pytest.skip("there is no program tasnif; name it in TASNIF_PROGRAM")
    return str(found)
