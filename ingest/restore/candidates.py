"""What a character that lost a byte may have been: the likeliest with the byte that is left."""

from __future__ import annotations

from functools import lru_cache

from ingest.restore.among import Among, cells_ending, cells_torn_from
from ingest.restore.memory import Memory
from ingest.restore.moves import Move
from ingest.restore.statistics import WORD_END, model

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
    return {form: char for char, form in reversed(left_with(lost, byte).entries)}


@lru_cache(maxsize=20_000)
def likeliest(left: str, lost: str, byte: int, without: frozenset[str]) -> list[Candidate]:
    """The likeliest characters behind `left` that have `byte`: score, form, character."""
    worth = model().worth
    pairs = [pair for pair in _likely_pairs(left[-1:], lost, byte) if pair[2] not in without]
    if len(pairs) > _LIKELIEST:
        # Ending a word makes up for so much; what is further behind stays there.
        floor = pairs[_LIKELIEST - 1][0] - WORD_END
        pairs = [pair for pair in pairs if pair[0] >= floor]
    scored = [(score + worth(left + form), form, char) for score, form, char in pairs]
    scored.sort(reverse=True)
    return scored[:_LIKELIEST]


@lru_cache(maxsize=20_000)
def _likely_pairs(left: str, lost: str, byte: int) -> list[Candidate]:
    """The likeliest characters by one neighbour alone."""
    best = left_with(lost, byte).likeliest(left, _PAIRS)
    return [(score, form, char) for score, (char, form) in best]


def left_with(lost: str, byte: int) -> Among:
    """What a character may have been that lost one byte and keeps another."""
    return cells_ending(byte) if lost == "lead" else cells_torn_from(byte)
