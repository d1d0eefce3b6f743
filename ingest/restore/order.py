"""The order of a page's list, read off the places where two matches overlap.

T is the character formed by the second byte of X and the first byte of Y. Whether T got its pinyin
there, and whether X and Y did, tells which replacement ran first.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.restore.codec import cells, codes

Shown = Callable[[int], str]


def constraints(text: str, listed: dict[str, str], shown: Shown) -> dict[str, set[str]]:
    """Character → the characters that must be replaced before it.

    `text` is the wire text, and `shown(n)` what the found page shows from the character before
    `n` to the one at `n`.
    """
    before: dict[str, set[str]] = {char: set() for char in listed}
    table, pairs = cells(), codes()
    overlapping = {(codes()[char] >> 8, codes()[char] & 0xFF): char for char in listed}
    for n in range(1, len(text)):
        x, y = text[n - 1], text[n]
        if x in pairs and y in pairs:
            char = overlapping.get((pairs[x] & 0xFF, pairs[y] >> 8))
            if char and (x in listed or y in listed):
                _observe(before, listed, x, y, char, shown(n))
    del table
    return before


def _observe(before, listed, x, y, char, seen) -> None:  # type: ignore[no-untyped-def]
    if listed[char] + ")" in seen:
        if x in listed:
            before[x].add(char)
        if y in listed:
            if seen.endswith(listed[y] + ")"):
                before[char].add(y)
            else:
                before[y].add(char)
    elif x in listed:
        before[char].add(x)
