"""Runs the examples of README.md: blocks of Python in one session, whose output must be the blocks of text after them.

    python readme.py README.md
"""

import contextlib
import io
import os
import re
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(path):
    """Runs all blocks in an empty folder. Blocks that need libraries that are not there end the session."""
    blocks = BLOCK.findall(Path(path).read_text(encoding="utf-8"))
    session = {}
    here = os.getcwd()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            said = ""
            for language, code in blocks:
                if language == "python":
                    output = io.StringIO()
                    with contextlib.redirect_stdout(output):
                        exec(compile(code, "README.md", "exec"), session)
                    said = output.getvalue()
                    count += 1
                elif said != code:
                    sys.exit(f"README.md says:\n{code}\nbut the example says:\n{said}")
        except ModuleNotFoundError as error:
            print(f"the other examples need {error.name}")
        finally:
            os.chdir(here)
    print(f"ran {count} examples")
    return count


if __name__ == "__main__":
    if run(sys.argv[1]) == 0:
        sys.exit("no example was run")
