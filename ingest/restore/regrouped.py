"""UTF-8 that was read as GBK: `鈥滀腑鍥` for “中国. Three bytes of a character come in pairs.

Where a run has an odd number of bytes the last one met what was no second byte, and is gone or
shown as `?`; what lies in the private use area is gone from many pages, too. So the search goes
over what is shown with up to three bytes open, some of them unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from heapq import nlargest
from typing import NamedTuple

from ingest.model import Choice
from ingest.restore.codec import EURO, codes
from ingest.restore.edits import Edit
from ingest.restore.moves import HOLE
from ingest.restore.notes import commonest, is_garbled
from ingest.restore.rivals import better, others, path_to, runners_up
from ingest.restore.statistics import START, counted_form, model
from ingest.restore.utf8 import (
    LOST,
    PRIVATE_FIRST,
    PRIVATE_SECOND,
    Bytes,
    goes_on,
    is_sign,
    length_of,
    likeliest,
)

SIGNS = "锛銆鈥鐨"
"""What is shown of the commonest: ，。“的 begin so, and hardly a clean text has these."""
_LINE = re.compile("[^\n]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WIDE = re.compile("[^\0-\x7f]")
# Costs in nats.
_KEPT = -12.0  # a character that is what it seems
_ASCII = -4.0
_GONE = -4.0  # a byte is gone without a trace ...
_GONE_PAIR = -4.0  # ... or a glyph of the private use area
_PRIVATE_PAIR = PRIVATE_FIRST, PRIVATE_SECOND
_SHOWN = -1.0  # ... or is shown as a sign for what is no character
_EATEN = -3.0  # ... and an ASCII character is gone with it
_FOLDED = -1.0  # a Latin letter of full width was folded
_SIGN_SHOWN = -6.0  # a character that two bytes of UTF-8 are shown as, for `·` or `×`
_WITHIN, _STATES = 22.0, 16
_STATES_GONE = 8
_LIKELY = -9.0
"""Mean logarithm of a character's probability above which a text is Chinese that someone wrote."""
_PROOF, _BETTER = 20.0, 6.0
"""Nats by which a line must be likelier than what is shown to prove how the page was read, and the
other lines of a page that is proven."""
_FEWEST = 4
"""Characters that a page must have got back to prove how it was read."""
_PATIENCE, _EACH_GONE = 40_000, 5
"""Characters read on one page, and how much more one costs where glyphs may be gone."""
_WHY = "UTF-8 that was read as GBK"
_CHOSEN = f"{_WHY}; a byte is gone, and perhaps an ASCII character behind it: chosen by statistics"
_RARE = f"a rare character, or what is left of {_WHY}"
_COMMONEST = 3000
"""How many characters count as common."""


class _Node(NamedTuple):
    score: float
    parent: _Node | None
    stop: int
    """Where the display goes on."""
    opened: Bytes
    text: str
    unsure: bool
    rivals: tuple[_Node, ...] = ()
    """Other ways to the same state."""


_State = tuple[Bytes, str]
_Ways = dict[int, dict[_State, _Node]]


def regrouped_edits(text: str) -> list[Edit]:
    """The lines of `text` that are UTF-8 and were read as GBK, read again."""
    if not any(map(text.__contains__, SIGNS)):
        return []
    read = [(line, path, _gain(line[0], path)) for line, path in _lines(text)]
    proven = [path for _, path, gain in read if gain > _PROOF]
    if sum(len(node.text) for path in proven for node in path if not node.unsure) < _FEWEST:
        return []
    edits = list[Edit]()
    for line, path, gain in read:
        if gain > _BETTER:
            edits += _edits(text, line.start(), path)
        elif is_garbled(line[0], _FEWEST):
            edits.append(Edit("mojibake", *line.span(), line[0], line[0], False, _RARE))
    return edits


def _lines(text: str) -> Iterator[tuple[re.Match[str], list[_Node]]]:
    """The lines of `text` that are no ASCII, and the likeliest way through each."""
    gone, patience = _gone_from(text), _PATIENCE
    for line in _LINE.finditer(text):
        if _WIDE.search(line[0]):
            patience -= len(line[0]) * (_EACH_GONE if gone else 1)
            if patience < 0:
                return
            yield line, _read(line[0], gone)


def _gone_from(text: str) -> tuple[Bytes, ...]:
    """What may be gone from `text` without a trace: the byte 80 and glyphs of the private use area,
    if it shows none of them; of these some readers drop the first byte alone."""
    gone: tuple[Bytes, ...] = () if EURO in text else ((0x80,),)
    if not _PRIVATE.search(text):
        gone += ((PRIVATE_FIRST,), _PRIVATE_PAIR)
    return gone


def _gain(shown: str, path: list[_Node]) -> float:
    """By how many nats what was read is likelier than what is shown, if it is Chinese."""
    again = "".join(node.text for node in path)
    chinese = "".join(_WIDE.findall(again))
    if _score_of_text(chinese) < _LIKELY * len(chinese):
        return 0.0
    return _score_of_text(again) - _score_of_text(shown)


def _score_of_text(text: str) -> float:
    """Logarithm of the probability of a text, to which no single sign that is seldom written adds
    more than a character that is what it seems."""
    forms, step = counted_form(text), model().step
    places = ((forms[max(0, n - 3) : n] or START, forms[n]) for n in range(len(forms)))
    return sum(max(step(*place), _KEPT) for place in places)


def _read(shown: str, gone: tuple[Bytes, ...]) -> list[_Node]:
    """The likeliest text behind a line, from which some bytes may be `gone`."""
    ways: _Ways = {0: {((), START): _Node(0.0, None, 0, (), "", False)}}
    for at, char in enumerate(shown):
        states = _likely(_with_gone(ways.pop(at, {}), char, gone))
        for data, cost, unsure in _bytes_of(char, shown[at + 1 : at + 2]):
            _extend(ways, states, at + 1, data, cost, unsure)
        _keep(ways, states, at + 1, char)
    last = _with_gone(ways.pop(len(shown), {}), "", gone)
    ended = [node for (opened, _), node in last.items() if not opened]
    return path_to(reduce(better, ended)) if ended else []


def _bytes_of(char: str, behind: str) -> Iterator[tuple[Bytes, float, bool]]:
    """The bytes that `char` may be shown for, before `behind`."""
    code = codes().get(char)
    if char == EURO:
        yield (0x80,), 0.0, False
    elif code:
        yield (code >> 8, code & 0xFF), 0.0, False
    elif "!" <= char <= "~":
        yield (0xA3, ord(char) | 0x80), _FOLDED, False
    if char in "?\ufffd":
        yield (LOST,), _SHOWN, True
        yield _PRIVATE_PAIR, _GONE_PAIR, True
        if behind > "\x7f":
            yield (LOST, ord("?")), _EATEN, True


def _with_gone(
    states: dict[_State, _Node], behind: str, gone: tuple[Bytes, ...]
) -> dict[_State, _Node]:
    """`states`, and those reached if bytes are missing before `behind` that nothing shows: a lone
    one before what is no second byte, or what may be `gone`."""
    every: _Ways = {0: dict(states)}
    opened = nlargest(_STATES_GONE, (e for e in states.items() if e[0][0]), key=_score_of)
    for state, node in opened:
        if behind < "\x80":
            _extend(every, {state: node}, 0, (LOST,), _GONE, True, node.stop)
        for data in gone:
            _extend(every, {state: node}, 0, data, _GONE_PAIR, True, node.stop)
    return every[0]


def _extend(
    ways: _Ways,
    states: dict[_State, _Node],
    to: int,
    data: Bytes,
    cost: float,
    unsure: bool,
    stop: int | None = None,
) -> None:
    """The ways behind `data`, to be kept at `to`."""
    reached, behind = ways.setdefault(to, {}), to if stop is None else stop
    for (opened, last), node in states.items():
        for pending, text, left, gained in _fed(opened, last, data):
            score = node.score + cost + gained
            told = HOLE if unsure and text.endswith("?") else text[-1:]
            way = _Node(score, node, behind, pending, text[:-1] + told, unsure)
            reached[pending, left] = better(way, reached.get((pending, left)))


def _keep(ways: _Ways, states: dict[_State, _Node], to: int, char: str) -> None:
    """A character that is what it seems, where no byte is open."""
    reached, form = ways.setdefault(to, {}), counted_form(char)
    for (opened, last), node in states.items():
        if not opened:
            cost = _ASCII if char < "\x80" else _KEPT + (_SIGN_SHOWN if is_sign(char) else 0.0)
            score, left = node.score + max(cost, model().step(last, form)), (last + form)[-3:]
            rare = is_sign(char) or (
                char > "\x7f" and form not in commonest(_COMMONEST) and _is_han(char)
            )
            way = _Node(score, node, to, (), char, rare)
            reached[(), left] = better(way, reached.get(((), left)))


def _fed(opened: Bytes, last: str, data: Bytes) -> list[tuple[Bytes, str, str, float]]:
    """Every likely way to read `data` behind open bytes: what is open then, the text, what it ends
    with as counted, and its score."""
    ways: list[tuple[Bytes, str, str, float]] = [(opened, "", last, 0.0)]
    for byte in data:
        further = []
        for pending, text, left, score in ways:
            now = (*pending, byte)
            length = length_of(now[0])
            if len(now) < length:
                if len(now) == 1 or goes_on(byte):
                    further.append((now, text, left, score))
            elif length == 1:
                further.append(((), text + chr(byte), (left + chr(byte))[-3:], score + _ASCII))
            elif length:
                further += [
                    ((), text + char, (left + form)[-3:], score + gained)
                    for gained, form, char in likeliest(left, now)
                ]
        ways = further
    return ways


def _likely(states: dict[_State, _Node]) -> dict[_State, _Node]:
    if len(states) < 2:
        return states
    floor = max(map(_score, states.values())) - _WITHIN
    kept = [entry for entry in states.items() if entry[1].score > floor]
    return dict(nlargest(_STATES, kept, key=_score_of))


def _score_of(entry: tuple[_State, _Node]) -> float:
    return entry[1].score


def _score(node: _Node) -> float:
    return node.score


class _Piece(NamedTuple):
    start: int
    stop: int
    text: str
    certain: bool
    choices: tuple[Choice, ...]


def _edits(text: str, at: int, path: list[_Node]) -> Iterator[Edit]:
    """What was read of a line that begins at `at`: neighbouring pieces without a loss as one."""
    together: list[_Piece] = []
    for piece in _pieces(path):
        if piece.certain and piece.text == text[at + piece.start : at + piece.stop]:
            continue
        if together and not (together[-1].stop == piece.start and piece.certain):
            yield _edit(text, at, together)
            together = []
        together.append(piece)
        if not piece.certain:
            yield _edit(text, at, together)
            together = []
    if together:
        yield _edit(text, at, together)


def _edit(text: str, at: int, pieces: list[_Piece]) -> Edit:
    span = at + pieces[0].start, at + pieces[-1].stop
    again, shown, certain = "".join(p.text for p in pieces), text[slice(*span)], pieces[-1].certain
    why = _WHY if certain else _RARE if again == shown else _CHOSEN
    return Edit("mojibake", *span, again, shown, certain, why, pieces[-1].choices)


def _pieces(path: list[_Node]) -> Iterator[_Piece]:
    """The pieces of a way: each ends where no byte is open and something was shown."""
    start, first, certain, every = 0, 0, True, list(others(path))
    for number, node in enumerate(path):
        certain = certain and not node.unsure
        following = path[number + 1 : number + 2]
        if not node.opened and not (following and following[0].stop == node.stop):
            text = "".join(n.text for n in path[first : number + 1])
            choices = () if certain else runners_up(path, first, number + 1, every)
            yield _Piece(start, node.stop, text, certain, choices)
            start, first, certain = node.stop, number + 1, True


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
