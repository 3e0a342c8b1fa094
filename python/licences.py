"""Writes the folder `licences` of the wheel: the licences of this project, and THIRD-PARTY.md with those of the crates
that the wheel contains.

    python3 licences.py            writes the files
    python3 licences.py --check    fails when a file is not up to date, or a crate has no licence that we accept

Needs cargo, and the sources of the crates (`cargo fetch`).
"""

import json
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
OUTPUT = FOLDER / "licences"

# The project's own.
OWN = ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"]

# Licences that a binary may carry, if their texts come with it.
ACCEPTED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC",
    "MIT", "MIT-0", "MPL-2.0", "OFL-1.1", "Unicode-3.0", "Unlicense", "Zlib", "Bitstream-Vera",
}

HEAD = """# Licences of others

The wheel of tasnif-text contains compiled code of the crates below, of every platform. Their source code is at crates.io,
under their names and versions; that of the crates under the Mozilla Public License 2.0 is available there in the form in
which it was used. `licences.py` writes this file.

"""


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], cwd=FOLDER, check=True, capture_output=True, text=True).stdout


def shipped():
    """Name and version of each crate whose code is in the wheel."""
    tree = cargo(
        "tree", "--locked", "-p", "tasnif-text", "--target", "all", "-e", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"
    )
    found = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    return sorted((name, version.removeprefix("v")) for name, version in found if not name.startswith("tasnif"))


def texts(folder):
    """The licence files of a crate."""
    is_licence = re.compile(r"(licen[cs]e|copying|notice|unlicense)", re.IGNORECASE)
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and is_licence.match(path.name)]
    return [path.read_text(encoding="utf-8", errors="replace").strip().replace("\r\n", "\n") for path in files]


def is_accepted(licence):
    """Whether an expression allows one of the licences that we accept."""
    parts = re.split(r"\s+OR\s+|/", licence.replace("(", "").replace(")", ""))
    return any(all(one.strip() in ACCEPTED for one in re.split(r"\s+AND\s+", part)) for part in parts)


def written():
    metadata = json.loads(cargo("metadata", "--locked", "--format-version", "1"))
    packages = {(package["name"], package["version"]): package for package in metadata["packages"]}
    rows, users = [], {}
    for key in shipped():
        package = packages[key]
        licence = package["license"] or ""
        if not is_accepted(licence):
            sys.exit(f"{key[0]} {key[1]}: its licence \"{licence}\" is not one of those that we accept")
        rows.append(f"| {key[0]} | {key[1]} | {licence} |")
        for text in texts(Path(package["manifest_path"]).parent):
            users.setdefault(text, []).append(key[0])
    parts = [HEAD, "| crate | version | licence |\n|---|---|---|\n", "\n".join(rows), "\n"]
    for text, names in sorted(users.items(), key=lambda item: item[1]):
        parts.append(f"\n## {', '.join(sorted(set(names)))}\n\n```text\n{text}\n```\n")
    return "".join(parts)


def main():
    files = {name: (FOLDER.parent / name).read_text(encoding="utf-8") for name in OWN}
    files["THIRD-PARTY.md"] = written()
    for name, text in files.items():
        path = OUTPUT / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path}: not up to date; run licences.py")


main()
