"""Walks bytes that are one out of step: a Viterbi search over what the machine displays.

When an annotation or a MARK falls between the two bytes of a character, the machine reads the rest
a byte late: every glyph is the second byte of one character and the first byte of the next. The
search walks the display from such a place until all likely readings agree that it is in step
again. Its state is the first byte of the character that is still open (0 when in step) and the
last character, as counted; character statistics choose where a byte was lost.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from ingest.restore.codec import EURO, QUESTION, Decoder, cells, codes
from ingest.restore.remains import eaten_markup
from ingest.restore.statistics import (
    PRIVATE_LEADS,
    START,
    cells_ending,
    cells_of,
    counted_form,
    counted_forms,
    is_private,
    model,
    private_between,
)
from ingest.restore.tables import LETTERS, accepted_readings, scripts, straddled

HOLE = "\u25a1"
"""□: a character that nothing can tell."""
CUT_BEFORE = "\x01"
"""In wire text: a MARK stood here."""
CUT_INSIDE = "\x02"
"""In wire text: a MARK stood between the two bytes of the next character."""
ANY_ASCII = "0"
"""In wire text: the ASCII byte of a hole, whose value the machine's output does not depend on."""

FULL = {",": "，", "!": "！", "?": "？", ";": "；", ":": "：", "(": "（", ")": "）"}
_MARKS = {"，": 0xA3AC, "。": 0xA1A3, "、": 0xA1A2, "；": 0xA3BB, "？": 0xA3BF, "！": 0xA3A1}
_MARK_AT = _MARKS | {half: _MARKS[full] for half, full in FULL.items() if full in _MARKS}
_FOLDED_AT = {chr(code): 0xA380 | code for code in range(0x21, 0x7F)}
_TORN = re.compile(rf"([{LETTERS}]{{1,6}})[)）]")
_WHOLE = re.compile(rf"[(（]([{LETTERS}]{{1,6}})[)）]")

# Costs in nats, set on real pages: what the statistics of characters cannot know.
_UNLISTED = -3.0  # a straddled character that the page annotates nowhere else
_CUT = -1.0  # a MARK cut a character
FULL_STOP = 1.5
_EATEN = -2.0  # an ASCII byte was swallowed ...
_EATEN_BEFORE_MARK = -7.0  # ... where the next mark explains it better
_FOLDED_INSIDE = -1.5  # an ASCII mark out of step must have been folded
_CUT_OFF = -4.0  # the text ends in the middle of a character
_GONE = -4.0  # a glyph is gone without a trace
_DOUBTFUL = -7.0  # a pair of characters that asks for another explanation
_GONE_FIRST, _GONE_SECOND, _GONE_LAST = 12, 12, 8  # how many candidates are followed
_BEAM = 14.0
_STATES = 250


@dataclass(frozen=True)
class Page:
    """What the whole page tells about its channel."""

    listed: dict[str, str]
    """Annotated characters and their pinyin."""
    comma: bool = False
    """Whether the MARK is shown as a comma."""
    decoder: Decoder = QUESTION
    folded: bool = True
    """Whether its marks were folded to half width."""
    private_gone: bool = False
    """Whether characters of the private use area may have been dropped after the damage."""
    converted: bool = True
    """Whether it was put into Traditional characters."""


class Move(NamedTuple):
    """One thing displayed and what it stands for."""

    stop: int
    """Where the display goes on."""
    lead: int
    """First byte of the open character, 0 when in step."""
    text: str
    """What it restores."""
    wire: str
    """What it was on the wire (see `CUT_BEFORE`)."""
    cost: float = 0.0
    lost: str = ""
    """`lead` or `trail` when that byte of the first character is lost."""
    note: tuple[str, str] | None = None
    """Character and pinyin of the annotation that shows itself here, if any."""


class Node(NamedTuple):
    """The best way to a state."""

    score: float
    parent: Node | None
    start: int
    move: Move | None


State = tuple[int, str]


class Walk:
    """A search on one text."""

    def __init__(self, text: str, page: Page) -> None:
        self.text, self.page = text, page
        self.forms, self.model = counted_forms(), model()
        self.barred = scripts().simplified_only
        self.met: dict[str, str] = {}
        """Characters and pinyin of the annotations that the accepted readings ran into."""

    # -- what a displayed character can stand for ------------------------------------------------

    def in_step(self, at: int) -> Iterator[Move]:
        """Moves from a place where no character is open."""
        char = self.text[at]
        after = self.text[at + 1 : at + 2]
        if self.page.comma and char in ",，" and after in _MARK_AT:
            yield Move(at + 1, 0, "", CUT_BEFORE)
            return
        shows = self.page.decoder.shows
        if not shows or char == shows:
            torn = list(self._straddle_starts(at))
            yield from torn
            if torn and shows:
                return
            yield from self._cut_starts(at)
        note = _WHOLE.match(self.text, at + 1) if after in ("(", "（") else None
        if note and self._annotates(char, note[1]):
            yield Move(note.end(), 0, char, char, note=(char, note[1]))
        else:
            yield Move(at + 1, 0, char, char)

    def _annotates(self, char: str, pinyin: str) -> bool:
        listed = self.page.listed.get(char)
        return pinyin == listed if listed else pinyin in accepted_readings().get(char, ())

    def _straddle_starts(self, at: int) -> Iterator[Move]:
        """The character before `at` and the first byte of the next one were taken for a listed one."""
        note = self._bad_note(at)
        if not note:
            return
        code = codes().get(self._glyph_before(at), 0)
        for char in straddled().get((code & 0xFF, note[1]), ()):
            met = (char, note[1])
            yield Move(note.end(), codes()[char] & 0xFF, "", "", self._unlisted(met), note=met)

    def _bad_note(self, at: int) -> re.Match[str] | None:
        """The rest of an annotation whose bracket met a lone lead byte."""
        decoder = self.page.decoder
        if not self.text.startswith(decoder.shows, at):
            return None
        return (_WHOLE if decoder.keeps else _TORN).match(self.text, at + len(decoder.shows))

    def _unlisted(self, met: tuple[str, str]) -> float:
        return 0.0 if self.page.listed.get(met[0]) == met[1] else _UNLISTED

    def _glyph_before(self, at: int) -> str:
        """The glyph displayed before `at`, its annotation skipped."""
        if self.text[at - 1 : at] in (")", "）"):
            opening = max(self.text.rfind("(", 0, at), self.text.rfind("（", 0, at))
            note = _WHOLE.fullmatch(self.text, opening, at) if opening > 0 else None
            if note:
                return self.text[opening - 1]
        return self.text[at - 1 : at]

    def _cut_starts(self, at: int) -> Iterator[Move]:
        """A MARK fell into a character whose second byte begins what looked like a mark."""
        mark = at + len(self.page.decoder.shows)
        if self.page.comma and self.page.decoder.keeps and self.text[mark : mark + 1] == ",":
            mark += 1
        code = _MARK_AT.get(self.text[mark : mark + 1])
        if code is None:
            return
        for char, _ in cells_ending(code >> 8):
            yield Move(mark + 1, code & 0xFF, char, CUT_INSIDE + char, _CUT, "lead")

    def out_of_step(self, at: int, lead: int) -> Iterator[Move]:
        """Moves from a place where `lead` is open: every one of them restores its character."""
        yield from self._bad_pairs(at, lead)
        char = self.text[at]
        if char == EURO:
            closed = self._cell(lead, 0x80)
            if closed:
                yield self._closed(at + 1, closed)
            return
        if self.page.comma and char in ",，" and self.text[at + 1 : at + 2] in _MARK_AT:
            yield Move(at + 1, lead, "", CUT_BEFORE)
        if "@" <= char <= "~":
            closed = self._cell(lead, ord(char))
            if closed:
                yield self._closed(at + 1, closed)
        if char in _FOLDED_AT:
            yield from self._glyph(at, lead, _FOLDED_AT[char], _FOLDED_INSIDE)
        else:
            yield from self._glyph(at, lead, codes().get(char, 0), 0.0)

    def _cell(self, lead: int, trail: int) -> str:
        char = cells().get(lead << 8 | trail, "")
        return "" if char in self.barred else char

    def _closed(self, stop: int, char: str) -> Move:
        """In step again behind `char`, with its annotation if it has one."""
        note = _WHOLE.match(self.text, stop)
        if note and self._annotates(char, note[1]):
            return Move(note.end(), 0, char, char, note=(char, note[1]))
        return Move(stop, 0, char, char)

    def _glyph(self, at: int, lead: int, code: int, cost: float) -> Iterator[Move]:
        """A two-byte glyph: the second byte of the open character and the next byte."""
        char = self._cell(lead, code >> 8) if code else ""
        if not char:
            return
        following = code & 0xFF
        if following < 0x80:
            yield Move(at + 1, 0, char + chr(following), char + chr(following), cost)
            return
        if following == 0x80:
            return
        note = _WHOLE.match(self.text, at + 1)
        if note and self._annotates(self.text[at], note[1]):
            yield Move(note.end(), following, char, char, cost, note=(self.text[at], note[1]))
        else:
            yield Move(at + 1, following, char, char, cost)

    def _bad_pairs(self, at: int, lead: int) -> Iterator[Move]:
        """An ill-formed pair: the second byte of the open character met an ASCII byte."""
        decoder = self.page.decoder
        if not self.text.startswith(decoder.shows, at):
            return
        note = self._bad_note(at)
        if note:
            for char in straddled().get((lead, note[1]), ()):
                met = (char, note[1])
                yield Move(note.end(), 0, char, char, self._unlisted(met), note=met)
        behind = at + len(decoder.shows)
        following = self.text[behind : behind + 1]
        marked = following in _MARK_AT
        if marked:
            skip = decoder.keeps and self.page.comma and self.text[behind : behind + 2] == ",，"
            for char, _ in cells_of(lead):
                yield Move(behind + skip, 0, char, char + CUT_BEFORE, _CUT, "trail")
        yield from self._eaten(behind, lead, marked, following)

    def _eaten(self, behind: int, lead: int, marked: bool, following: str) -> Iterator[Move]:
        """The byte met was the text's own ASCII."""
        cost = _EATEN_BEFORE_MARK if marked else _EATEN
        if self.page.decoder.keeps:
            if following and following < "\x80" and not marked:
                for char, _ in cells_of(lead):
                    yield Move(behind, 0, char, char, cost, "trail")
            return
        markup = eaten_markup(self.text, behind)
        for char, _ in cells_of(lead):
            if markup:
                yield Move(markup.stop, 0, char + markup.text, char + markup.wire, 0.0, "trail")
            elif not following:
                yield Move(behind, 0, char, char, 0.0, "trail")
            else:
                yield Move(behind, 0, char + HOLE, char + ANY_ASCII, cost, "trail")

    def over_gone(self, at: int, lead: int, left: str) -> Iterator[Move]:
        """Moves over one or two glyphs of the private use area that are no longer displayed.

        Such a glyph was the second byte of the open character and the first of the next; only
        statistics can tell both, so they are tried together with the glyph that follows.
        """
        following = list(self.out_of_step_leads(at))
        for first in self._likely_cells(cells_of(lead), left[-1:], _GONE_FIRST):
            trail = codes()[first[0]] & 0xFF
            yield from self._over_one(at, first, trail, following, first[0], _GONE)
            for second in self._likely_cells(private_between(trail), first[1], _GONE_SECOND):
                last = codes()[second[0]] & 0xFF
                text = first[0] + second[0]
                yield from self._over_one(at, second, last, following, text, 2 * _GONE)

    def out_of_step_leads(self, at: int) -> Iterator[tuple[tuple[str, str], Move]]:
        """What closes a character behind a gone glyph: its cell, and the move that reads it."""
        for code in range(0x81, 0xFF):
            for move in self.out_of_step(at, code):
                if move.text and move.lost != "trail":
                    yield (move.text[0], counted_form(move.text[0])), move

    def _over_one(self, at, before, trail, following, text, cost):  # type: ignore[no-untyped-def]
        likely = [
            (self.model.score(before[1], cell[1]), move)
            for cell, move in following
            if is_private(trail, codes()[cell[0]] >> 8)
        ]
        likely.sort(key=lambda entry: -entry[0])
        for _, move in likely[:_GONE_LAST]:
            whole = text + move.text
            yield Move(move.stop, move.lead, whole, whole, cost + move.cost, "glyph", move.note)

    def _likely_cells(
        self, candidates: Iterable[tuple[str, str]], left: str, most: int
    ) -> list[tuple[str, str]]:
        """The likeliest of `candidates` behind `left` whose second byte can start a gone glyph."""
        fitting = [entry for entry in candidates if codes()[entry[0]] & 0xFF in PRIVATE_LEADS]
        return sorted(fitting, key=lambda entry: -self.model.score(left, entry[1]))[:most]

    # -- the search ------------------------------------------------------------------------------

    def left_of(self, at: int) -> str:
        """The three characters displayed before `at`, as counted, without annotations."""
        shown = _WHOLE.sub("", self.text[max(0, at - 30) : at])[-3:]
        return counted_form(shown) or START

    def search(self, start: int, left: str, stop: int, early: bool = True) -> list[Node]:
        """The likeliest reading from `start`, as its moves in order; empty if there is none.

        `left` is the character before it, as counted. If `early`, it ends where all likely
        readings agree, at the latest at the end of the line; else at `stop`.
        """
        path = self._search(start, left, stop, early, gone=False)
        if self.page.private_gone and self._is_doubtful(path, left):
            other = self._search(start, left, stop, early, gone=True)
            if self._value(other, path) > self._value(path, other):
                return other
        return path

    def _is_doubtful(self, path: list[Node], left: str) -> bool:
        """Whether a reading has characters side by side that hardly ever stand so."""
        text = "".join(counted_form(node.move.text) for node in path)
        return not text or min(map(self.model.score, left[-1:] + text, text)) < _DOUBTFUL

    def _value(self, path: list[Node], other: list[Node]) -> float:
        """The score of `path`, brought to where `other` ends by what is displayed there."""
        if not path:
            return -math.inf
        stop = other[-1].move.stop if other else 0
        rest = counted_form(self.text[path[-1].move.stop : stop])
        last = "".join(node.move.text for node in path)[-3:]
        return path[-1].score + self.model.text_score(counted_form(last) or START, rest)

    def _search(self, start: int, left: str, stop: int, early: bool, gone: bool) -> list[Node]:
        origin: State = (0, left)
        ways: dict[int, dict[State, Node]] = {start: {origin: Node(0.0, None, start, None)}}
        while ways:
            at = min(ways)
            states = self._likely(ways.pop(at))
            if at >= stop:
                return _path(self._last(at, states))
            agreed = early and not ways and at > start and len(states) == 1
            if agreed and not next(iter(states))[0] or self.text[at] == "\n" and not ways:
                in_step = [node for (lead, _), node in states.items() if not lead]
                return _path(max(in_step, key=_score)) if in_step else []
            for state, node in states.items():
                moves = self.out_of_step(at, state[0]) if state[0] else self.in_step(at)
                if gone and state[0]:
                    moves = chain(moves, self.over_gone(at, *state))
                self._extend(at, state, node, moves, ways)
        return []

    def _last(self, at: int, states: dict[State, Node]) -> Node:
        """The likeliest way to the end of the text, where a character may be cut in two."""
        ends = [
            Node(node.score + _CUT_OFF, node, at, Move(at, 0, HOLE, "", 0.0, "cut off")) if lead else node
            for (lead, _), node in states.items()
        ]
        return max(ends, key=_score)

    def _likely(self, states: dict[State, Node]) -> dict[State, Node]:
        """The states within the beam, best first."""
        if len(states) == 1:
            return states
        floor = max(map(_score, states.values())) - _BEAM
        kept = [(state, node) for state, node in states.items() if node.score > floor]
        kept.sort(key=lambda entry: -entry[1].score)
        return dict(kept[:_STATES])

    def _extend(
        self,
        at: int,
        state: State,
        node: Node,
        moves: Iterable[Move],
        ways: dict[int, dict[State, Node]],
    ) -> None:
        _, left = state
        for move in moves:
            score, last = node.score + move.cost, left
            for char in move.text:
                if char == HOLE:
                    score += self.model.before_ascii(last[-1:])
                    last = HOLE
                else:
                    form = self.forms.get(ord(char), char)
                    score += self.model.step(last, form)
                    last = (last + form)[-3:]
            reached = ways.setdefault(move.stop, {})
            key = (move.lead, last)
            best = reached.get(key)
            if best is None or best.score < score:
                reached[key] = Node(score, node, at, move)


def _score(node: Node) -> float:
    return node.score


def _path(node: Node | None) -> list[Node]:
    path = []
    while node is not None and node.move is not None:
        path.append(node)
        node = node.parent
    return path[::-1]
