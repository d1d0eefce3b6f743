"""Ministries of other countries, which no table can list: 德国联邦经济和气候保护部, 越南工贸部."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.late import late
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import breaks
from ingest.facts.words import lexicon

_FIELD = "[一-鿿]{2,6}"
_NAME = late(
    f"(?:联邦)?(?:{_FIELD}(?:、{_FIELD}){{0,2}}[和与及]{_FIELD}?[一-鿿]{{2}}部"
    "(?![门队署落位级件下族]|分[别布为])"
    "|[一-鿿]{2,7}部(?=副?部长|常务副部长|官员|发言人|表示|宣布|发布|通报|公布|数据|说,|称))"
)
"""Behind the country: of several fields, or before its minister or what it does."""
_NO_FIELD = late("[的地了在将已日]|[东西南北中内外全总干分本]部|俱乐部|司令部|指挥部|总部|部.")
"""No part of such a name; nor is 部 itself, but at its end."""


def ministries(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Ministries directly behind the name of their country."""
    if "部" not in text:
        return
    for place in places:
        if place.level != "country" or place.iso in (None, "CN"):
            continue
        name = _NAME.match(text, place.end)
        if name is None or _NO_FIELD.search(name[0]) or not _is_field(text, *name.span()):
            continue
        whole = text[place.start : name.end()]
        yield Organisation(place.start, name.end(), whole, "government", place.path, place.code)


def _is_field(text: str, start: int, end: int) -> bool:
    """Whether nothing is done between the country and the end of the name: no 美国要求国防部."""
    if next(breaks(text, start, end), None):
        return False
    return lexicon(True).classes.get(text[start : start + 2]) not in ("prep", "adverb", "say")
