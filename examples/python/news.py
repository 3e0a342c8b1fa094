# %% [markdown]
# # Topics of news
#
# Trains on the paragraphs in `data/`, explains a label, compares words and draws. Run it as a program, or cell by cell in
# an editor that knows `# %%`. It needs `tasnif-text` and pandas.

# %%
import sys
from pathlib import Path

import pandas

import tasnif_text
from tasnif_text import Model, chart, keywords

root = Path(__file__).resolve().parents[2]
output = Path(sys.argv[1] if len(sys.argv) > 1 else ".")

# %% The folder of a file is its label; a blank line ends a paragraph.
rows = []
for path in sorted((root / "data" / "paragraphs").glob("*/*.txt")):
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        if paragraph.strip():
            rows.append({"text": paragraph.strip(), "topic": path.parent.name})
news = pandas.DataFrame(rows)
print(news.groupby("topic").size().to_string())

# %% A model of nine paragraphs in ten; the others show how good it is.
is_test = news.index % 10 == 0
train, test = news[~is_test], news[is_test]
model = Model.train(train["text"], train["topic"])
print(model)

# %%
found = model.classify(test["text"]).to_pandas()
right = (found["best_label"].to_numpy() == test["topic"].to_numpy()).mean()
print(f"{right:.0%} of {len(test)} paragraphs get their topic; {found['unknown'].sum()} stay unlabelled")

# %% Why a paragraph gets its label.
explanation = model.explain(test["text"].iloc[0], top=3)
print(explanation)
for part in explanation.parts:
    print(f"  {part['form']} {part['contribution']:+.2f}")

# %% The words of each topic.
words = keywords(news, labels="topic", by="label", top=3).to_pandas()
print(words[["label", "term", "count", "log_likelihood"]].round(1).to_string(index=False))

# %% Charts; a notebook shows them as they are.
(output / "topics.png").write_bytes(model.topics_chart().png)
(output / "classes.svg").write_bytes(chart("classes", news, labels="topic").svg)
(output / "why.png").write_bytes(model.explain_chart(test["text"].iloc[0]).png)
print("wrote topics.png, classes.svg and why.png")
