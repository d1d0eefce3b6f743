"""Walks bytes that are one out of step: a Viterbi search over what the machine displays.

When an annotation or a MARK falls between the two bytes of a character, the machine reads the rest
a byte late: every glyph is the second byte of one character and the first byte of the next. The
search walks the display from such a place until all likely readings agree that it is in step
again. Its state is the first byte of the character that is still open (0 when in step) and the
last character, as counted; character statistics choose where a byte was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ingest.restore.codec import EURO, QUESTION, Decoder, cells, codes
from ingest.restore.remains import eaten_markup
from ingest.restore.statistics import START, cells_ending, cells_of, counted_form, counted_forms, model
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
_FOLDED_AT = {half: codes()[full] for half, full in FULL.items()}
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
        if char in _FOLDED_AT:
            yield from self._glyph(at, lead, _FOLDED_AT[char], _FOLDED_INSIDE)
        elif "@" <= char <= "~":
            closed = self._cell(lead, ord(char))
            if closed:
                yield self._closed(at + 1, closed)
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

    # -- the search ------------------------------------------------------------------------------

    def left_of(self, at: int) -> str:
        """The character displayed before `at`, as counted."""
        return counted_form(self._glyph_before(at)) or START

    def search(self, start: int, left: str, stop: int, early: bool = True) -> list[Node]:
        """The likeliest reading from `start`, as its moves in order; empty if there is none.

        `left` is the character before it, as counted. If `early`, it ends where all likely
        readings agree, at the latest at the end of the line; else at `stop`.
        """
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
                self._extend(at, state, node, ways)
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

    def _extend(self, at: int, state: State, node: Node, ways: dict[int, dict[State, Node]]) -> None:
        lead, left = state
        for move in self.out_of_step(at, lead) if lead else self.in_step(at):
            score, last = node.score + move.cost, left
            for char in move.text:
                if char == HOLE:
                    score += self.model.before_ascii(last)
                    last = HOLE
                else:
                    form = self.forms.get(ord(char), char)
                    score += self.model.score(last, form)
                    last = form
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
