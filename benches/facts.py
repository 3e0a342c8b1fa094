"""Titles, authors and dates of web pages: how often the program finds the known ones.

    python benches/facts.py --program target/release/tasnif PAGES.jsonl …

Each line of PAGES.jsonl is a page: `html`, and where known `title`, `author`, `date` (the day is compared, as written or in UTC) and
`url`, which is written into the page as its address if it has none. Prints, for each file and fact, the pages for
which it is known, the share of them that is right and the share for which nothing is found. A title is right if its
words are those of the known one, without the name of the site; an author, if one contains the words of the other.
`--wrong FACT` prints what was not right.
"""

import argparse
import json
import re
import subprocess
import tempfile
from datetime import datetime, timezone
from pathlib import Path


def words(text):
    return re.findall(r"\w+", (text or "").lower())


def is_title(found, known):
    return words(found) == words(known)


def is_author(found, known):
    found, known = words(found), words(known)
    return bool(found) and (set(found) <= set(known) or set(known) <= set(found))


def days(text):
    """The day as written, and the day in UTC."""
    found = {text[:10]}
    try:
        when = datetime.fromisoformat(text.replace("Z", "+00:00"))
        found.add(when.astimezone(timezone.utc).date().isoformat())
    except ValueError:
        pass
    return found


def is_day(found, known):
    return bool(found) and bool(days(found) & days(known))


FACTS = {"title": is_title, "author": is_author, "date": is_day}


def with_url(page):
    """The page with its address, as a crawler knows it."""
    html, url = page["html"], page.get("url")
    if not url or "canonical" in html:
        return html
    link = f'<link rel="canonical" href="{url}">'
    return re.sub(r"(?i)(<head[^>]*>)", lambda head: head.group(1) + link, html, count=1)


def found_facts(program, pages):
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            Path(folder, f"{number:05}.html").write_text(with_url(page), "utf-8", "replace")
        command = [program, "clean", folder, "--format", "jsonl", "-q", "--skip-bad", "--lossy", "--encoding", "utf-8"]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = map(json.loads, out.splitlines())
    found = {int(Path(row["id"]).stem): row for row in rows}
    return [found.get(number, {}) for number in range(len(pages))]


def report(path, program, wrong):
    pages = [json.loads(line) for line in open(path, encoding="utf-8")]
    found = found_facts(program, pages)
    for fact, is_right in FACTS.items():
        known = [(page, row) for page, row in zip(pages, found) if page.get(fact)]
        if not known:
            continue
        missing = sum(not row.get(fact) for _, row in known)
        failed = [(page, row) for page, row in known if not is_right(row.get(fact), page[fact])]
        right = 1 - len(failed) / len(known)
        print(f"{Path(path).stem:14} {fact:7} {len(known):5} right {right:.3f} missing {missing / len(known):.3f}")
        if fact == wrong:
            for page, row in failed:
                where = row.get("found_in", {}).get("published" if fact == "date" else fact)
                print("  ", page.get("id"), "|", page[fact], "|", row.get(fact), "|", row.get("published"), where)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--program", default="target/release/tasnif")
    parser.add_argument("--wrong", choices=FACTS)
    arguments = parser.parse_args()
    for path in arguments.pages:
        report(path, arguments.program, arguments.wrong)


if __name__ == "__main__":
    main()
