"""Firms in a row that says what they are, of which one is known: 华为、中兴、小米等企业; of shares
none need be known: 新瑞股份、中安科技等30多只个股."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import breaks, common, standing
from ingest.facts.people.names import chinese

_KIND = late(
    "等[^，。；、,;\n]{0,8}?(?:企业|公司|厂商|车企|药企|房企|品牌|巨头|大厂|券商)(?![一-鿿]?[家主])"
    "|(?:等|这)?(?<![0-9])[0-9]{1,3}家(?:上市)?(?:公司|企业)|等[^，。；、,;\n]{0,8}?(?:个股|股票|[0-9]股)"
)
_ROW = late("(?:[一-鿿a-z0-9]{2,12}、){1,12}[一-鿿a-z0-9]{2,8}(?:[和及与][一-鿿a-z0-9]{2,8})?$")
_FAR = 120
"""How far before its kind a row begins at most."""
_SHARES = late(
    "(?:个股|股票|[0-9]股)(?:中,?)?(?:还有|包括|有|分别为|分别是|为|是|:)"
    "(?P<row>(?:[一-鿿a-z0-9]{2,6}[、和及])+[一-鿿a-z0-9]{2,6}?)(?=等|[,，。;；]|$)"
)
"""Which of them are spoken of: 净流入居前的个股还有…."""
_LEAD = late("^.*(?:包括|有|如|与|和|向|为|是|对|从|被|括|给|至)(?=..)")
"""What stands before the first of them."""
_JOINT = late("[、和及与]")
_LONGEST = 6


def firms(
    text: str, orgs: Sequence[Organisation], places: Sequence[Place]
) -> Iterator[Organisation]:
    """The items of a row of firms of which `orgs` has one."""
    spans = {(org.start, org.end) for org in orgs if org.kind == "company"}
    lands = {text[place.start : place.end] for place in places}
    names: dict[str, None] = {}
    for span in _rows(text):
        items = list(_items(text, *span))
        counted = _NUMBER.match(text, span[1])
        all_of_them = counted is not None and int(counted[1]) == len(items)
        shares = _OF_SHARES.match(text, span[1]) or text.endswith(_NAMING, 0, span[0])
        if not shares and not all_of_them and not any(item in spans for item in items):
            continue
        for start, end in items:
            name = text[start:end]
            if (start, end) not in spans and name not in lands and _is_name(name, all_of_them):
                names[name] = None
    for at, name in standing(text, list(names)):
        yield Organisation(at, at + len(name), name, "company", anchored=False, rule="list")


_NUMBER = late("(?:等|这)?([0-9]{1,3})家(?:上市)?(?:公司|企业)")
"""How many they are; where it is as many as there are names, each is one."""
_OF_SHARES = late("等[^，。；、,;\n]{0,8}?(?:个股|股票|[0-9]股)")
_NAMING = ("还有", "包括", "有", "为", "是", ":")


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Spans of rows that say what they are, or are said to be shares."""
    if "、" not in text:
        return
    for kind in _KIND.finditer(text):
        row = _ROW.search(text, max(kind.start() - _FAR, 0), kind.start())
        if row is not None:
            yield row.span()
    for match in matches(_SHARES, text, "股"):
        yield match.span("row")


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for number, item in enumerate(_JOINT.split(text[start:end])):
        begin, at = at, at + len(item) + 1
        lead = _LEAD.match(item) if number == 0 else None
        if lead:
            begin += lead.end()
        yield begin, at - 1


def _is_name(item: str, sure: bool = False) -> bool:
    """Whether an item is short and no word for a kind of firms: 央企、民企."""
    short = 2 <= len(item) <= _LONGEST and item[-1] not in "业商企类型等"
    plain = short and not common(item) and (sure or chinese(item, 0) != len(item))
    return plain and next(breaks(item, 0, len(item)), None) is None
