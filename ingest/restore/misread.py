"""Bytes that were read in the wrong encoding: the search for what stood there.

A reader takes every byte of GBK or Big5 for a Latin letter. Programs that mend such texts then look
for what is well-formed UTF-8, find some of it by chance and read it so: `ÎÒÃÇµÄ` becomes `ÎÒÃǵÄ`,
and where a ligature comes out, `Ĳ`, they even take that apart. Most drop the soft hyphen, too,
which is the byte AD and with it half of 经. So nobody knows how many bytes a letter is, and the
search goes over what is shown with at most one byte open.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache, reduce
from heapq import nlargest
from typing import NamedTuple

from ingest.model import Choice
from ingest.restore.codepages import UNREAD
from ingest.restore.decoding import Way, around_private, plainly
from ingest.restore.letters import Reader, bytes_of, bytes_of_twice, parted, reordered
from ingest.restore.rivals import better, others, path_to, runners_up
from ingest.restore.statistics import START, WORD_END, counted_form, model

_LIGATURES = {"IJ": "\u0132", "ij": "\u0133", "DZ": "\u01f1", "Dz": "\u01f2", "dz": "\u01f3"}
_MOST_GONE = {"utf-8": 2}
"""Bytes of one character that may be gone, where it may be more than one."""

_SELDOM = {"gbk": b"\xad"}
"""First bytes that may be gone, of which no common character with an ASCII letter is."""

# Costs in nats.
_DROPPED = {False: -7.0, True: -1.0}
"""A byte that nothing shows is gone, by whether a page long enough to have some has none."""
_TWICE = -5.0  # a letter was mended twice
_PRIVATE = -2.0  # a character of the private use area is gone
_KEPT = -13.0  # a letter is one of the text's own
_ASCII = -2.0
_BLANK = -6.0  # a blank of full width
_NEAR = 7.0  # nats behind the best at which another reading may still be true
_WITHIN = 20.0  # nats behind the best at which a reading is given up
_STATES = 16
_MOST_BEHIND = 4
"""Characters that may end with a private one, of which so many are followed."""
_UNLIKELY = -8.0
"""Nats below which the character before it is not thought of."""


class Piece(NamedTuple):
    """A part of what is shown and what it was."""

    start: int
    stop: int
    text: str
    certain: bool
    """Whether it is in common characters, no byte of it is gone, and no other reading is near."""
    choices: tuple[Choice, ...] = ()
    """The other readings, best first."""


class _Node(NamedTuple):
    score: float
    parent: _Node | None
    stop: int
    opened: bytes
    text: str
    unsure: bool
    rivals: tuple[_Node, ...] = ()
    """Other ways to the same state."""


_State = tuple[bytes, str]
"""The bytes of a character that is still open, and the last three characters, as counted."""


def read_again(found: str, reader: Reader) -> list[Piece]:
    """The likeliest text behind `found`, in pieces; empty if there is none."""
    start: dict[_State, _Node] = {(b"", START): _Node(0.0, None, 0, b"", "", False)}
    every = {0: start}
    for at in range(len(found)):
        states = _over_private(_likely(every.pop(at, {})), reader)
        _extend(every.setdefault(at + 1, {}), states, at + 1, found[at], reader)
        two = found[at : at + 2]
        pair = _LIGATURES.get(two) or parted(two) or reordered(two)
        if pair and reader.lenient:
            _extend(every.setdefault(at + 2, {}), states, at + 2, pair, reader)
    last = _over_private(every[len(found)], reader)
    ended = [_closed(*entry, reader) for entry in last.items()]
    ways = [node for node in ended if node]
    return _pieces(reduce(better, ways)) if ways else []


def _closed(state: _State, node: _Node, reader: Reader) -> _Node | None:
    """A way to the end of what is shown, where the last byte may be gone."""
    opened, last = state
    if not opened:
        return node
    step = model().step
    for behind, text, cost in _over_gone(opened, reader):
        if text and not behind:
            score = node.score + cost + step(last, counted_form(text))
            return _Node(score, node, node.stop, b"", text, True)
    return None


def _extend(
    reached: dict[_State, _Node], states: dict[_State, _Node], stop: int, char: str, reader: Reader
) -> None:
    """The best ways behind `char`."""
    floor = max(map(_score, reached.values()), default=-math.inf) - _WITHIN
    for (before, last), node in states.items():
        for opened, text, forms, cost, unsure in _moves(before, char, reader):
            so_far = node.score + cost
            if so_far < floor:
                break  # the others cost more
            score, left = _scored(so_far, last, forms, floor)
            if score > floor:
                way = _Node(score, node, stop, opened, text, unsure)
                reached[opened, left] = better(way, reached.get((opened, left)))
                floor = max(floor, score - _WITHIN)


def _scored(score: float, last: str, forms: str, floor: float) -> tuple[float, str]:
    """`score` with that of `forms` behind `last`, and what the text then ends with; minus infinity
    as soon as it is known to end below `floor`."""
    statistics, room = model(), WORD_END * len(forms)
    for form in forms:
        room -= WORD_END
        if form == START:
            score += _BLANK
        else:
            known = statistics.steps.get(last + form)
            if known is None:
                pair = statistics.score(last[-1:], form)
                if score + max(pair + WORD_END, _KEPT) + room < floor:
                    return -math.inf, last
                known = statistics.new_step(last, form)
            score += max(known, _KEPT)
        if score + room < floor:
            return -math.inf, last
        last = (last + form)[-3:]
    return score, last


def _over_private(states: dict[_State, _Node], reader: Reader) -> dict[_State, _Node]:
    """`states`, and those reached if a character of the private use area is gone: it was the second
    byte of the open character and the two of the next one, which are UTF-8 together."""
    if not reader.private_gone:
        return states
    step, every = model().step, dict(states)
    for (opened, last), node in states.items():
        for char, following in around_private(opened):
            form = counted_form(char)
            chance = step(last, form)
            if chance < _UNLIKELY:
                continue
            so_far, left = node.score + _PRIVATE + chance, (last + form)[-3:]
            behind = ((step(left, other), other, second) for second, other in following)
            for more, other, second in nlargest(_MOST_BEHIND, behind):
                way = _Node(so_far + more, node, node.stop, b"", char + second, True)
                reached = b"", (left + other)[-3:]
                every[reached] = better(way, every.get(reached))
    return every


def _likely(ways: dict[_State, _Node]) -> dict[_State, _Node]:
    if len(ways) < 2:
        return ways
    floor = max(map(_score, ways.values())) - _WITHIN
    kept = [entry for entry in ways.items() if entry[1].score > floor]
    kept.sort(key=lambda entry: -entry[1].score)
    return dict(kept[:_STATES])


def _score(node: _Node) -> float:
    return node.score


_Move = tuple[bytes, str, str, float, bool]
"""A way, with the text as counted behind the text."""


@lru_cache(maxsize=20_000)
def _moves(opened: bytes, char: str, reader: Reader) -> tuple[_Move, ...]:
    """What `char` can be behind open bytes, the cheapest first."""
    every = [(data, 0.0) for data in bytes_of(char, reader)]
    if reader.lenient:
        every += [(data, _TWICE) for data in bytes_of_twice(char)]
    ways = [way for data, cost in every for way in _fed(opened, data, cost, reader)]
    if char == UNREAD or (char == " " and reader.page):
        ways = [(*way[:3], way[3] or way[1] != char) for way in ways]
    if not opened and len(char) == 1:
        ways.append((b"", char, _ASCII if char < "\x80" else _KEPT, False))
    ways.sort(key=lambda way: -way[2])
    first = {way[:2]: way for way in reversed(ways)}
    return tuple(
        (behind, text, counted_form(text), cost, unsure)
        for behind, text, cost, unsure in reversed(first.values())
    )


def _fed(opened: bytes, data: bytes, cost: float, reader: Reader) -> Iterator[Way]:
    """Every way to read `data` behind open bytes."""
    ways: list[Way] = [(opened, "", cost, False)]
    for byte in data:
        ways = [
            (behind, text + more, so_far + extra, unsure or also)
            for before, text, so_far, unsure in ways
            for behind, more, extra, also in _one_byte(before, byte, reader)
        ]
    yield from ways


@lru_cache(maxsize=60_000)
def _one_byte(opened: bytes, byte: int, reader: Reader) -> tuple[Way, ...]:
    """Every way to read one byte behind open ones: as it is, or behind some that are gone. A letter
    of GBK did not lose an AD: with that it would be a character that hardly anybody writes."""
    ways, letter = list(plainly(opened, byte, reader.encoding)), byte < 0x80
    for behind, text, cost in _over_gone(opened, reader):
        ways += [
            (last, text + more, cost + extra, True)
            for last, more, extra, _ in plainly(behind, byte, reader.encoding)
            if opened or (behind and not (letter and behind == _SELDOM.get(reader.encoding)))
        ]
    return tuple(ways)


@lru_cache(maxsize=20_000)
def _over_gone(opened: bytes, reader: Reader) -> tuple[tuple[bytes, str, float], ...]:
    """What is open, and the text, behind bytes that are gone; and its cost."""
    dropped, every = _DROPPED[reader.surely], list[tuple[bytes, str, float]]()
    reached = [(opened, "", 0.0)]
    for _ in range(_MOST_GONE.get(reader.encoding, 1)):
        reached = [
            (behind, text + more, cost + extra + dropped)
            for before, text, cost in reached
            for byte in reader.gone
            if before or not text
            for behind, more, extra, _ in plainly(before, byte, reader.encoding)
        ]
        every += reached
    return tuple(every)


def _pieces(last_node: _Node) -> list[Piece]:
    """The pieces of the way that ends at `last_node`: each ends where no byte is open, and what is
    read in another way together is one."""
    path = path_to(last_node)
    every = list(others(path))
    near = [other for other in every if other.behind <= _NEAR]
    doubt = {number for other in near for number in range(other.first, other.last + 1)}
    joined = {number for other in near for number in range(other.first, other.last)}
    pieces, first, certain = list[Piece](), 0, True
    for number, node in enumerate(path):
        certain = certain and not node.unsure and number not in doubt
        if not node.opened and number not in joined:
            start = path[first - 1].stop if first else 0
            text = "".join(n.text for n in path[first : number + 1])
            choices = () if certain else runners_up(path, first, number + 1, every)
            pieces.append(Piece(start, node.stop, text, certain, choices))
            first, certain = number + 1, True
    return pieces
