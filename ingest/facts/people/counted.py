"""Rows with as many names as the text counts people: 三位中五学生，余恺、曾珞轩和李向阳.

The number is what makes such a row certain, so names are taken that alone would be doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.late import late
from ingest.facts.named import Person
from ingest.facts.people.beside import looks
from ingest.facts.people.endings import acts, does, follows
from ingest.facts.people.given import may_be
from ingest.facts.people.office_words import plain
from ingest.facts.people.offices import Offices
from ingest.facts.people.words import is_word, of, title_ends
from ingest.facts.quantities.numerals import exact

_OFFICE = 8
"""Characters of what people are, at most."""
_ROW = late(
    "(?P<count>[两二三四五六七八九十]|(?<![0-9])(?:[2-9]|1[0-9]))[位名](?P<who>[一-鿿]{2,20}?)"
    "[,:、(—]{0,2}(?P<row>(?:[一-鿿]{2,4}、){0,18}[一-鿿]{2,4}(?:和|与|及|以及)[一-鿿]{2,3})"
)
_JOINT = late("、|以?及|和|与")


def counted(offices: Offices) -> Iterator[Person]:
    """The names of every row that holds as many as are counted before it."""
    text = offices.text
    for match in _ROW.finditer(text):
        at = match.end("who")
        if title_ends().start(text, max(at - _OFFICE, 0), at) is None:
            continue
        spans = _names(text, *match.span("row"))
        if len(spans) == exact(match["count"]):
            office = offices.office(at)
            role = plain(office.role) or None
            for start, end in spans:
                yield Person(start, end, text[start:end], role, office.organisation)


def _names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the names of a row, or none where something in it is no name."""
    spans = []
    for joint in _JOINT.finditer(text, start, end):
        spans.append((start, joint.start()))
        start = joint.end()
    last = next((at for at in (start + 3, start + 2) if at <= end and _ends(text, at)), start)
    spans.append((start, last))
    odd = [text[a:b] for a, b in spans if not _is_name(text[a:b])]
    return spans if len(odd) < len(spans) / 2 and all(map(_may_be, odd)) else []


def _ends(text: str, at: int) -> bool:
    return follows(text, at) or does(text, at) or acts(text, at)


def _may_be(name: str) -> bool:
    """Whether it begins as names do, and is no word: 李|向阳."""
    whole = len(name) == 3 and name[0] in of("surname") and not is_word(name)
    return whole and not is_word(name[:2]) and name[1:] not in of("title")


def _is_name(name: str) -> bool:
    return may_be(name) or (looks(name, rare=True) and not is_word(name))
