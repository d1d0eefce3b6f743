"""Edits: what the reading of a page found at each place, before it becomes steps.

An edit knows more than a step: what stood on the wire, for the certificate.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.model import Choice
from ingest.restore.channel import fold_marks
from ingest.restore.choosing import choose
from ingest.restore.display import Display
from ingest.restore.hidden import is_cut, is_odd, is_open, may_ask, may_lack_character
from ingest.restore.lines import Span, indent_end
from ingest.restore.markup import FILLER
from ingest.restore.moves import CUT_BEFORE, FULL, HOLE, Move, Page
from ingest.restore.search import search
from ingest.restore.tables import (
    LETTERS,
)
from ingest.restore.viterbi import Node

_GLYPHS = {
    "glyph": "a glyph is gone, and with it a byte of each of two characters; chosen by statistics",
    "doubt": "a glyph may be gone here, and with it a byte of each of two characters",
}
_EVENT = re.compile(rf"[(（]([{LETTERS}]{{1,6}})[)）]|,(?=[,，。、；;！!？?])|\?")
_SHOWN = re.compile(",(?=[,，。、；;！!？?\ufffd])")
_UNMARKED_EVENT = re.compile(rf"[(（]([{LETTERS}]{{1,6}})[)）]|[！？；，。、!?;,]")
_MARKED_EVENT = re.compile(rf"[(（]([{LETTERS}]{{1,6}})[)）]|\ufffd|{_SHOWN.pattern}")
_RUN = re.compile(rf"\?(?:[{LETTERS}]{{1,6}}[)）]|[，。、；？！,;?!])")


CUT_UNSEEN = "a mark, or the rest of a character whose first byte was dropped"


class Edit(NamedTuple):
    """One change at a found span."""

    name: str
    start: int
    stop: int
    after: str
    """Restored text, in Traditional characters."""
    wire: str
    """What was on the wire, in the marks of `shift`."""
    certain: bool = True
    why: str = ""
    choices: tuple[Choice, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """Annotations that showed themselves in it: character and pinyin."""


_CLOSING = "。！？：；…”’》）!?:;)"
"""Marks behind which a line ends."""
_ANNOTATION = "pinyin that the channel put behind the character"
_MARK = "comma that the channel put before the mark"


def read_page(text: str, page: Page, spans: Sequence[tuple[int, int]]) -> tuple[list[Edit], bool]:
    """Every edit in the given spans of `text`, in order, and whether all places were read.

    A page made to be hard to read is read as far as the patience of its display goes.
    """
    display = Display(text, page)
    edits: list[Edit] = []
    for start, stop in spans:
        if page.decoder.keeps:
            _read_keeping(display, start, stop, edits)
        else:
            _read_span(display, start, stop, edits)
    return edits, display.patience >= 0


def _read_span(display: Display, at: int, stop: int, edits: list[Edit]) -> None:
    """The usual machine leaves a question mark at every bad pair: look only there."""
    text, page = display.text, display.page
    listed, events = page.listed.get, _EVENT.finditer(text, at, stop)
    while (event := next(events, None)) is not None:
        start, at = event.span()
        pinyin = event[1]
        if pinyin:
            if start and listed(text[start - 1]) == pinyin:
                edits.append(Edit("annotation", start, at, "", "", True, _ANNOTATION))
            else:
                edits += _annotation(display, start, event)
            continue
        shows_mark = text[start] != "?"
        if shows_mark and not page.comma:
            continue
        indent = 0 if shows_mark else indent_end(text, start)
        if indent:
            events = _EVENT.finditer(text, indent, stop)
        elif _RUN.match(text, at if shows_mark else start, stop):
            before = edits[-1].after if edits and edits[-1].stop == start else ""
            nodes = search(display, start, display.left_of(start), stop, before=before)
            edits += edits_of(nodes, display)
            events = _EVENT.finditer(text, nodes[-1].move.stop if nodes else at, stop)
        elif shows_mark:
            _mark(text, start, edits)


def _mark(text: str, at: int, edits: list[Edit]) -> None:
    """Add the edit that drops the comma before a mark, but where the mark is the comma of another:
    a question mark inside a line may be none."""
    if edits and edits[-1].stop == at and edits[-1].name == "mark":
        return
    certain = text[at + 1] != "?" or text[at + 2 : at + 3] in ("", "\n", "”", "’")
    edits.append(Edit("mark", at, at + 1, "", CUT_BEFORE, certain, _MARK))


def _annotation(display: Display, start: int, note: re.Match[str]) -> list[Edit]:
    """The edit that drops an annotation, if the `note` at `start` is one."""
    char = display.text[start - 1 : start]
    edit = Edit("annotation", *note.span(), "", "", why=_ANNOTATION)
    if display.page.listed.get(char) == note[1]:
        return [edit]
    owner = display.owner(start - 1, note[1]) if start and char < "\x7f" else ""
    return [edit._replace(notes=((owner, note[1]),))] if owner else []


def _read_keeping(display: Display, at: int, stop: int, edits: list[Edit]) -> None:
    """A machine that keeps the second byte of a bad pair, and may leave no trace of the first."""
    text, page = display.text, display.page
    shows = page.decoder.shows
    while event := (_MARKED_EVENT if shows else _UNMARKED_EVENT).search(text, at, stop):
        start, at = event.span()
        annotation = _annotation(display, start, event) if event[1] else []
        if annotation:
            edits += annotation
            continue
        marked = page.comma and bool(_SHOWN.match(text, start))
        if shows and text[start] == "," and not marked:
            continue
        mark = start + marked
        if not event[1] and not marked and display.masked[start] == FILLER:
            continue
        lone = shows and text[mark : mark + 1] == shows
        odd = event[1] or shows or (is_odd(display.masked, mark) and is_cut(display, start))
        if marked and not lone and (shows or not odd):
            _mark(text, start, edits)
        elif not odd and not shows and may_lack_character(display, start):
            edits.append(open_place(text, page, mark))
        elif odd:
            before = edits[-1].after if edits and edits[-1].stop == start else ""
            nodes = search(display, start, display.left_of(start), stop, before=before)
            read = list(edits_of(nodes, display))
            covered = event[1] or any(edit.start <= mark < edit.stop for edit in read)
            if not covered and not may_ask(text, mark) and (shows or is_open(display, start)):
                read.append(open_place(text, page, mark))
            edits += sorted(read, key=lambda edit: edit.start)
            at = max(start + 1, edits[-1].stop if read else at)


def open_place(text: str, page: Page, mark: int, lead: float | None = None) -> Edit:
    """A mark, or what a reader shows for a bad pair, that stays: no other reading is ruled out.

    `lead` is by how many nats the reading as part of a cut character is likelier, if known.
    """
    choices = () if lead is None else (Choice(HOLE, round(lead, 3)),)
    shown = text[mark]
    full = FULL.get(shown, shown) if page.folded else shown
    return Edit("unknown", mark, mark + 1, shown, full, False, CUT_UNSEEN, choices)


def edits_of(nodes: list[Node], display: Display) -> Iterator[Edit]:
    """The edits of a reading: neighbouring certain moves as one, every lost byte by itself."""
    together: list[Node] = []
    for number, node in enumerate(nodes):
        if node.move.lost:
            yield from _certain(together, display.page)
            together = []
            yield _lost(nodes, number, display)
        elif _is_literal(node, display.text):
            yield from _certain(together, display.page)
            together = []
        else:
            together.append(node)
    yield from _certain(together, display.page)


def _is_literal(node: Node, text: str) -> bool:
    return not node.move.lead and node.move.text == text[node.start : node.move.stop]


def _shown(text: str, page: Page) -> str:
    """`text` in the marks of the page as it was found."""
    return fold_marks(text) if page.folded else text


def _certain(nodes: list[Node], page: Page) -> Iterator[Edit]:
    if nodes:
        after = _shown("".join(node.move.text for node in nodes), page)
        wire = "".join(node.move.wire for node in nodes)
        why = "bytes that were read one out of step"
        span = nodes[0].start, nodes[-1].move.stop
        yield Edit("shift", *span, after, wire, why=why, notes=_notes(nodes))


def _lost(nodes: list[Node], number: int, display: Display) -> Edit:
    """The edit of a move that lost bytes; where others than it took are chosen, `nodes` gets them,
    for what is chosen further on."""
    node = nodes[number]
    start, move = node.start, node.move
    if move.lost == "cut off":
        return Edit(
            "cut off", start, move.stop, HOLE, "", False, "the text ends inside a character"
        )
    if move.lost in _GLYPHS:
        after, why = _shown(move.text, display.page), _GLYPHS[move.lost]
        notes, choices = _notes([node]), move.instead
        return Edit("lost byte", start, move.stop, after, move.wire, False, why, choices, notes)
    chosen = choose(nodes, number, display)
    if chosen.char != move.text[0]:
        move = _instead(move, chosen.char)
        nodes[number] = node._replace(move=move)
    why = f"the {move.lost} byte is lost; chosen by statistics, probability {chosen.share:.3f}"
    after = "" if _indents(display.text, start, move) else _shown(move.text, display.page)
    if _ends_line(display.text, move):
        why += "; the blank or line end behind it is lost, too"
        after = after[0]
    elif HOLE in move.text:
        why += "; an ASCII character behind it is lost and cannot be known"
    return Edit("lost byte", start, move.stop, after, move.wire, False, why, chosen.others)


def _instead(move: Move, char: str) -> Move:
    """`move` with another character that lost a byte."""
    found = move.text[0]
    wire = move.wire.replace(found, char, 1)
    return move._replace(text=char + move.text[1:], wire=wire)


def _indents(text: str, start: int, move: Move) -> bool:
    """Whether a move restores the blank of a line's start, where the page shows no others."""
    at_start = start == 0 or text[start - 1] == "\n"
    return at_start and move.text == "\u3000" and "\n\u3000" not in text


def _ends_line(text: str, move: Move) -> bool:
    """Whether what was swallowed behind a mark stood at the end of a line, where nothing is seen:
    the return before a line feed."""
    return (
        move.text[1:] == HOLE
        and move.text[0] in _CLOSING
        and text[move.stop : move.stop + 1] == "\n"
    )


def _notes(nodes: list[Node]) -> tuple[tuple[str, str], ...]:
    return tuple(node.move.note for node in nodes if node.move.note)


_NEIGHBOURS = ("annotation", "unknown")
"""Edits that take nothing of what stands behind them."""


def is_free(span: Span, edits: Sequence[Edit]) -> bool:
    """Whether no edit touches a span or ends where it begins."""
    after = bisect_left(edits, span[1], key=lambda edit: edit.start)
    if not after:
        return True
    last = edits[after - 1]
    return last.stop < span[0] + (last.name in _NEIGHBOURS)
