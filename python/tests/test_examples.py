"""The examples of README.md, and the programs in `examples/python`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import readme

HERE = Path(__file__).parent
EXAMPLES = Path(os.environ.get("TASNIF_EXAMPLES", HERE.parents[1] / "examples" / "python"))


def test_the_readme():
    pytest.importorskip("sklearn")
    assert readme.run(HERE.parent / "README.md") >= 5


def test_the_news_example(tmp_path):
    pytest.importorskip("pandas")
    said = subprocess.run(
        [sys.executable, EXAMPLES / "news.py", tmp_path], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert "paragraphs get their topic" in said.stdout
    for name in ("topics.png", "classes.svg", "why.png"):
        assert (tmp_path / name).stat().st_size > 1_000


def test_the_engines(tmp_path):
    pytest.importorskip("polars")
    pytest.importorskip("duckdb")
    command = [sys.executable, EXAMPLES / "engines.py", EXAMPLES.parents[1], "polars", "duckdb"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()
    assert len(said) == 4
    assert all(line.endswith("the same model, and the same 512 labels") for line in said), said
