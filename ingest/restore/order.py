"""The order of a page's list, read off the places where two matches overlap.

T is the character formed by the second byte of X and the first byte of Y. Whether T got its pinyin
there, and whether Y did, tells which replacement ran first.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.restore.codec import EURO, codes

Before = dict[str, set[str]]
"""Character → the characters that are replaced before it."""


def constraints(text: str, listed: dict[str, str], shown: Callable[[int], str]) -> Before:
    """What the page tells about the order of `listed`.

    `text` is the restored Traditional text with the marks of the wire, and `shown(n)` what the
    found page shows of the characters `n - 1` and `n` of it.
    """
    before: Before = {char: set() for char in listed}
    pairs = codes()
    overlapping = {(pairs[char] >> 8, pairs[char] & 0xFF): char for char in listed}
    for n in range(1, len(text)):
        left, right = text[n - 1], text[n]
        first = ord(right) if right < "\x80" else pairs.get(right, 0) >> 8
        between = overlapping.get((pairs.get(left, 0) & 0xFF, first))
        if between and (left in listed or right in listed):
            _observe(before, listed, (left, between, right), shown(n))
    return before


def _observe(before: Before, listed: dict[str, str], met: tuple[str, str, str], seen: str) -> None:
    """What `seen` tells of X, T and Y, the characters `met`."""
    left, between, right = met
    if listed[between] + ")" not in seen:
        if left in listed:
            before[between].add(left)
        return
    if left in listed:
        before[left].add(between)
    if right in listed:
        # What is shown of the second byte of Y, and the note behind it if Y got one before.
        second = codes()[right] & 0xFF
        behind = seen.partition(listed[between] + ")")[2]
        behind = behind.removeprefix(EURO if second == 0x80 else chr(second))
        noted = behind.lstrip("?\ufffd(（").startswith(listed[right])
        first, last = (right, between) if noted else (between, right)
        before[last].add(first)
