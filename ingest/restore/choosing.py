"""What a character that lost a byte was: the likeliest by its neighbours, by the words around it
and by what the page says elsewhere, and what else it may have been."""

from __future__ import annotations

import math
from collections.abc import Iterator
from heapq import nlargest
from typing import NamedTuple

from ingest.model import Choice
from ingest.restore.candidates import left_with
from ingest.restore.codec import codes
from ingest.restore.display import Display
from ingest.restore.moves import HOLE, Move
from ingest.restore.statistics import START, counted_form, model
from ingest.restore.viterbi import Node

_MOST_CHOICES = 4
_MOST_SCORED = 20
"""Characters that are compared with what the search took, the likeliest by their neighbours."""
_MOST_WORDED = 8
"""The likeliest of these, which are looked at in the words around them ..."""
_AROUND = 8
"""... that many characters on either side ..."""
_WEIGHT = 0.4
"""... and what these words weigh, set on texts that were damaged on purpose."""


class Chosen(NamedTuple):
    """A character that lost a byte."""

    char: str
    share: float
    """Its probability among all that keep the byte which is left."""
    others: tuple[Choice, ...]
    """The runners-up."""


def choose(nodes: list[Node], number: int, display: Display) -> Chosen:
    """What the character was that lost a byte in the move `number` of a reading."""
    move = nodes[number].move
    left = display.left_of(nodes[0].start, _AROUND) + _forms(nodes[:number])
    right = _forms(nodes[number + 1 :])
    scores = {
        char: _score(display, move, left[-3:], form, right[:3]) + move.pairs.get(char, 0.0)
        for char, form in _candidates(display, move, left[-1:], right[:1])
    }
    if len(right) < _AROUND:
        right += display.shown(stop := nodes[-1].move.stop, stop + 4 * _AROUND)
    _worded(scores, left[-_AROUND:], (HOLE if HOLE in move.text else "") + right[:_AROUND])
    top = max(scores.values())
    total = top + math.log(sum(math.exp(score - top) for score in scores.values()))
    chosen, *others = sorted(scores, key=lambda char: (-scores[char], char))[: _MOST_CHOICES + 1]
    runners_up = tuple(Choice(char, round(scores[char] - total, 3)) for char in others)
    return Chosen(chosen, math.exp(scores[chosen] - total), runners_up)


def _candidates(display: Display, move: Move, left: str, right: str) -> Iterator[tuple[str, str]]:
    """The likeliest characters between two others that keep the byte which is left of the one in
    `move`, and that one: each with its counted form."""
    found = move.text[0]
    code = codes()[found]
    among = left_with(move.lost, code & 0xFF if move.lost == "lead" else code >> 8)
    without, entries = display.always_annotated - {found}, among.entries
    usable = [place for place, (char, _) in enumerate(entries) if char not in without]
    scores = among.between(left, right or START)
    best = sorted(usable, key=scores.__getitem__, reverse=True)
    near = [entries[place] for place in best[:_MOST_SCORED]]
    yield from near
    if all(char != found for char, _ in near):
        yield found, counted_form(found)


def _score(display: Display, move: Move, left: str, form: str, right: str) -> float:
    """Logarithm of the probability of `form` by the pairs that it makes."""
    statistics, worth = model(), display.memory.worth
    score = statistics.text_score(left, form + right)
    if HOLE in move.text:
        score += statistics.before_ascii(form)
    score += worth(left, form, statistics.step(left, form))
    if right:
        last = (left + form)[-3:]
        score += worth(last, right[0], statistics.step(last, right[0]))
    return score


def _worded(scores: dict[str, float], left: str, right: str) -> None:
    """Add to the best of `scores` what the words around say; the others stay as far behind."""
    best = nlargest(_MOST_WORDED, scores, key=scores.__getitem__)
    worded = model().worded_between(left, map(counted_form, best), right)
    worth = dict(zip(best, worded, strict=True))
    top = max(worth.values())
    for char in scores:
        scores[char] += _WEIGHT * (worth.get(char, worth[best[-1]]) - top)


def _forms(nodes: list[Node]) -> str:
    return counted_form("".join(node.move.text for node in nodes))
