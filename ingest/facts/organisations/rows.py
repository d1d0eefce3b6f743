"""Firms in a row that says what they are, of which one is known: 华为、中兴、小米等企业."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import breaks, common
from ingest.facts.people.names import chinese

_ROW = late(
    "(?:[一-鿿a-z0-9]{2,12}、){1,12}[一-鿿a-z0-9]{2,8}"
    "(?=等[^，。；、,;\n]{0,8}?(?:企业|公司|厂商|车企|药企|房企|品牌|巨头|大厂|券商)(?![一-鿿]?[家主]))"
)
_LEAD = late("^.*(?:包括|有|如|与|和|向|为|是|对|从|被|括|给|至)(?=..)")
"""What stands before the first of them."""
_JOINT = late("[、和及与]")
_LONGEST = 6


def firms(
    text: str, orgs: Sequence[Organisation], places: Sequence[Place]
) -> Iterator[Organisation]:
    """The items of a row of firms of which `orgs` has one."""
    spans = {(org.start, org.end) for org in orgs if org.kind == "company"}
    if not spans:
        return
    lands = {text[place.start : place.end] for place in places}
    for match in matches(_ROW, text, "等"):
        items = list(_items(text, match.start(), match.end()))
        if not any(span in spans for span in items):
            continue
        for start, end in items:
            name = text[start:end]
            if (start, end) not in spans and name not in lands and _is_name(name):
                yield Organisation(start, end, name, "company", anchored=False, rule="list")


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for number, item in enumerate(_JOINT.split(text[start:end])):
        begin, at = at, at + len(item) + 1
        lead = _LEAD.match(item) if number == 0 else None
        if lead:
            begin += lead.end()
        yield begin, at - 1


def _is_name(item: str) -> bool:
    """Whether an item is short and no word for a kind of firms: 央企、民企."""
    short = 2 <= len(item) <= _LONGEST and item[-1] not in "业商企类型等"
    plain = short and not common(item) and chinese(item, 0) != len(item)
    return plain and next(breaks(item, 0, len(item)), None) is None
