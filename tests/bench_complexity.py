"""How the time of each part grows on long hostile texts: `python tests/bench_complexity.py`.

Each text is one line of --bytes, and half of it; prints both times and their ratio. Exit code 1
where a text of twice the length takes more than 1.2 times twice the time.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from test_complexity import PARTS, UNITS, repeated, seconds

LIMIT = 2 * 1.2
ENOUGH = 0.02
"""Seconds from which a measurement is not noise."""
LISTED = ("annotations", "question marks", "quotes", "digits", "brackets", "Han")
PARTS_LISTED = ("restore", "restore damaged", "dissect", "facts", "all of it")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=int, default=10_000_000)
    parser.add_argument("--tries", type=int, default=3, help="the best of so many counts")
    parser.add_argument("--units", nargs="*", default=LISTED, choices=sorted(UNITS))
    asked = parser.parse_args()
    worst = 0.0
    for name in asked.units:
        make, each = repeated(UNITS[name]), len(UNITS[name].encode()) / len(UNITS[name])
        length = int(asked.bytes / each)
        for part in PARTS_LISTED:
            function, ratio = PARTS[part], LIMIT + 1
            half = whole = float("inf")
            for _ in range(asked.tries):
                half = min(half, seconds(function, make(length // 2)))
                whole = min(whole, seconds(function, make(length)))
                ratio = whole / half if whole > ENOUGH else 0.0
                if ratio <= LIMIT:
                    break
            worst = max(worst, ratio)
            print(f"{name:15} {part:15} {half:8.2f} s {whole:8.2f} s   × {ratio:.2f}", flush=True)
    raise SystemExit(1 if worst > LIMIT else 0)


if __name__ == "__main__":
    main()
