"""Progress as a line on standard error."""

import sys


def line():
    """A callable that writes how many texts are done, once a second at most."""
    import time

    last = 0.0

    def show(done, total):
        nonlocal last
        now = time.monotonic()
        is_end = total is not None and done >= total
        if now - last < 1 and not is_end:
            return
        last = now
        share = f" of {total:,}" if total is not None else ""
        print(f"\r{done:,}{share} texts", end="\n" if is_end else "", file=sys.stderr, flush=True)

    return show
