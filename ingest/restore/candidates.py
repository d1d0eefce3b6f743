"""What a character that lost a byte may have been: the likeliest with the byte that is left."""

from __future__ import annotations

from functools import lru_cache
from heapq import nlargest

from ingest.restore.memory import Memory
from ingest.restore.moves import Move
from ingest.restore.statistics import cells_ending, cells_torn_from, model

_LIKELIEST = 12  # characters followed where a byte is lost
_PAIRS = 40  # characters looked at to find them

Candidate = tuple[float, str, str]


def remembered(
    memory: Memory,
    left: str,
    move: Move,
    candidates: list[Candidate],
    without: frozenset[str],
) -> list[Candidate]:
    """`candidates` with what the page itself says of them, and those that it alone knows."""
    found = {form: (score, form, char) for score, form, char in candidates}
    chars = _of_byte(move.lost, move.left)
    for form in sorted(memory.behind(left) & chars.keys()):
        char = chars[form]
        if char not in without:
            score = model().step(left, form)
            found[form] = (score + memory.worth(left, form, score), form, char)
    return list(found.values())


@lru_cache(maxsize=512)
def _of_byte(lost: str, byte: int) -> dict[str, str]:
    """Counted form → character, of those that are left with `byte`."""
    among = cells_ending(byte) if lost == "lead" else cells_torn_from(byte)
    return {form: char for char, form in reversed(among)}


@lru_cache(maxsize=20_000)
def likeliest(left: str, lost: str, byte: int, without: frozenset[str]) -> list[Candidate]:
    """The likeliest characters behind `left` that have `byte`: score, form, character."""
    worth = model().worth
    pairs = _likely_pairs(left[-1:], lost, byte)
    scored = [
        (score + worth(left + form), form, char)
        for score, form, char in pairs
        if char not in without
    ]
    return nlargest(_LIKELIEST, scored)


@lru_cache(maxsize=20_000)
def _likely_pairs(left: str, lost: str, byte: int) -> list[Candidate]:
    """The likeliest characters by one neighbour alone."""
    among = cells_ending(byte) if lost == "lead" else cells_torn_from(byte)
    scores = model().scores_of(left, [form for _, form in among])
    scored = zip(scores, among, strict=True)
    return nlargest(_PAIRS, ((score, form, char) for score, (char, form) in scored))
