#!/usr/bin/env python3
"""Writes docs/licences.md: the crates that the program is built of, by licence.

usage: python benches/licences.py > docs/licences.md      in the folder of Cargo.toml

Reads `cargo tree` of the dependencies that are linked into the program, on any platform, so it says
what Cargo.lock has; run it again when that changes.
"""
import collections
import subprocess

HEAD = """# Licences of what the program is built of

The program is licensed under MIT or Apache-2.0. It is linked with the crates below, each under the
licence that it stands under; where a licence leaves a choice, the program takes MIT or Apache-2.0. The
texts are in the crates, whose sources are at https://crates.io/crates/NAME/VERSION. Fonts, lists of words
and the parameters of the bundled model are in [NOTICE](../NOTICE). The list is written by
`python benches/licences.py > docs/licences.md`.

Crates under MPL-2.0 are used unchanged; their source code is at the address above, as section 3.2 of
that licence asks.
"""


def main():
    command = ["cargo", "tree", "--edges", "normal", "--target", "all", "--prefix", "none",
               "--format", "{p}\t{l}"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    crates = collections.defaultdict(set)
    for line in lines:
        package, _, licence = line.partition("\t")
        name, version = package.split()[:2]
        if name != "tasnif":
            crates[licence.removesuffix(" (*)")].add((name, version.removeprefix("v")))
    print(HEAD)
    for licence in sorted(crates):
        names = ", ".join(f"{name} {version}" for name, version in sorted(crates[licence]))
        print(f"## {licence}\n\n{names}\n")


main()
