"""Readers for a minute while an ingest writes: `python tests/bench_soak.py ARCHIVE`.

Makes ARCHIVE of made-up articles if there is none. Prints a line of JSON; exit code 1 where an
answer was a fault of the server, broke off, or came too late. `--pause 0 --each 3` is harder: every
reader asks again at once, for one of a few pages, which each commit of the writer makes anew.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench_site import make, pages
from soak import soak

LATEST = 1000
"""Milliseconds within which 99 of 100 answers are wanted."""


def some(make_one: Callable[[], str], number: int) -> Callable[[], str]:
    """Draws from so many addresses that are made once."""
    return partial(random.Random(number).choice, [make_one() for _ in range(number)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=3, help="seconds that a reader reads a page")
    parser.add_argument("--each", type=int, default=0, help="pages of a kind; 0: always another")
    parser.add_argument("--nice", type=int, default=0, help="of the ingest; 0: as it is by itself")
    parser.add_argument("--workers", default="", help="processes that serve; else as many as usual")
    asked = parser.parse_args()
    if not asked.archive.exists():
        make(asked.archive, asked.articles)
    kinds = pages(asked.archive, 1)
    if asked.each:
        kinds = {name: some(make_one, asked.each) for name, make_one in kinds.items()}
    with tempfile.TemporaryDirectory() as folder:
        told, loaded = asyncio.run(
            soak(
                asked.archive, Path(folder), kinds,
                readers=asked.readers, seconds=asked.seconds, pause=asked.pause, nice=asked.nice,
                options=["--workers", asked.workers] if asked.workers else [],
            )
        )  # fmt: skip
    faults = sum(count for status, count in told.statuses.items() if not 200 <= status < 500)
    slowest = sorted(told.slowest.items(), key=lambda item: -item[1])[:5]
    line = {
        "answers": len(told.milliseconds), "a second": round(len(told.milliseconds) / asked.seconds, 1),
        "processor ms each": round(1000 * told.processor / max(len(told.milliseconds), 1), 1),
        "statuses": dict(told.statuses), "torn": len(told.torn), "loaded meanwhile": loaded,
        **{f"p{share}": round(told.percentile(share / 100)) for share in (50, 95, 99, 100)},
        "slowest": {name: round(taken) for name, taken in slowest},
    }  # fmt: skip
    print(json.dumps(line, ensure_ascii=False))
    raise SystemExit(1 if faults or told.torn or told.percentile(0.99) > LATEST else 0)


if __name__ == "__main__":
    main()
