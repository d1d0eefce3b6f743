"""Organisations: the longest name from a suffix back to an anchor or to the word before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.beginnings import Beginnings
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.clauses import (
    RANK,
    Clause,
    Ending,
    anchor_of,
    clauses,
    joined,
    segments,
    splits,
)
from ingest.facts.organisations.patterns import known, known_words, suffix_types
from ingest.facts.organisations.rules import valid
from ingest.facts.words import listed

_TITLES = re.compile("原|时任|现任|前|由|任")


def _in_stretch(
    clause: Clause, start: int, ends: list[Ending], orgs: list[Organisation]
) -> Iterator[Organisation]:
    """The names in one stretch without breaks."""
    at = start
    for group in splits(clause, ends):
        anchor = anchor_of(clause, at, group[-1].start, orgs)
        if anchor is None and RANK.match(clause.text, at):
            anchor = at
        first = at if anchor is not None else _begun(clause.text, at, group[-1].start)
        title = _TITLES.match(clause.text, at)
        if title and RANK.match(clause.text, title.end()):
            first = anchor = title.end()
        body = _body_before(clause, at, anchor, group)
        for ending in reversed(group):
            known = anchor if anchor is not None and anchor <= ending.start else None
            begin = first if known is None else known
            if body is not None and known is not None:
                begin, known = body, None
            within = any(
                e.end <= ending.start and valid(clause, begin, known, e, False) for e in group
            ) or any(org.start == begin and org.end <= ending.start for org in orgs)
            withheld = clause.text[begin - 1 : begin] == "某"
            if not withheld and valid(clause, begin, known, ending, within):
                yield _made(clause, begin, ending, known is not None)
                break
        at = group[-1].end


def _body_before(clause: Clause, at: int, anchor: int | None, group: list[Ending]) -> int | None:
    """Where a body begins that ends where the anchor begins: 招商银行股份有限公司|深圳分行."""
    last = next((one for one in group if one.end == anchor), None)
    if last is None:
        return None
    begin = _begun(clause.text, at, last.start)
    return begin if valid(clause, begin, None, last, False) else None


_NO_NAME = frozenset(("verb", "adverb", "manner", "prep", "negation", "connective", "say"))


# 原|国家重点实验室, but 原子能研究院
_FORMER = re.compile(
    "原(?![子创油料生始材煤盐])|时任|现任|肯定|庆祝|表彰(?!工)|纪念(?![馆堂园碑日医中活])|经(?![济贸营信开纪典管发合委视纬络略外销])"
)


def _begun(text: str, at: int, end: int) -> int:
    """Where a name without an anchor may begin: behind what is done: 扎根|…法院."""
    former = _FORMER.match(text, at)
    at = former.end() if former else at
    while token := next(listed(text, at, end), None):
        if token.start > at or token.end - at < 2 or token.word_class not in _NO_NAME:
            break
        at = token.end
    return at


def _made(clause: Clause, start: int, ending: Ending, anchored: bool) -> Organisation:
    place = next((p for p in clause.places if start <= p.start < ending.end), None)
    kind, _ = suffix_types()[clause.text[slice(*ending)]]
    return Organisation(
        start, ending.end, clause.text[start : ending.end], kind,
        place.path if place else None, place.code if place else None, anchored,
    )  # fmt: skip


def known_names(text: str, starts: list[int]) -> list[Organisation]:
    """Organisations of the table, the longest name from the left."""
    table = known()
    return [
        Organisation(start, end, *table[text[start:end]], rule="known")
        for start, end in known_words().spans(text, starts)
    ]


def find(text: str, places: list[Place], starts: Beginnings) -> list[Organisation]:
    """Organisations in folded text, in order, without overlap; names as printed or of the table."""
    orgs = known_names(text, starts.known)
    found: list[Organisation] = []
    number = 0
    for clause, ends in clauses(text, places, starts.suffixes):
        while number < len(orgs) and orgs[number].end <= clause.start:
            number += 1
        near = [org for org in orgs[number : number + 20] if org.start < clause.end]
        for start, end in segments(clause):
            for a, b in joined(clause, start, end, ends, near):
                inside = [one for one in ends if a <= one.start and one.end <= b]
                if inside:
                    found.extend(_in_stretch(clause, a, inside, near))
    spans = {(org.start, org.end) for org in orgs}
    found = [org for org in found if (org.start, org.end) not in spans]
    taken = bytearray(len(text))
    for org in found:
        taken[org.start : org.end] = b"\1" * (org.end - org.start)
    found += [org for org in orgs if taken.find(0, org.start, org.end) >= 0]
    return sorted(found, key=lambda org: (org.start, -org.end))
