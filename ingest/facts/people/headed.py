"""Heads whose title begins with the last character of their body: 行政院|长, 台中市交通局|长."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Office
from ingest.facts.organisations.patterns import any_of, common, known, suffix_types
from ingest.facts.people.surroundings import Surroundings
from ingest.facts.people.words import either, of, offices
from ingest.facts.words import lexicon

_KINDS = frozenset("部院局厅署")
_FIELDS = range(8, 1, -1)
"""How many characters tell what a ministry or a bureau is for."""
_SINCE = late("(?:前|原|新任|时任|现任|候任|代理|首任)$")
_FORMER = ("前", "原", "代理")
# 农粮署东区|分署长
_BRANCH = late("(?P<body>[一-鿿]{3,14}?(?P<kind>分局|分署))长")
# 农粮署|副署长
_DEPUTY = late("(?P<body>[一-鿿]{2,6}(?P<kind>[局处署院厅]))(?P<rank>(?:常务)?副)(?P=kind)长")
# 云岭模具|董事长
_LEADS_FIRM = "(?:副|执行|联席)?(?:董事长|总经理|总裁)|创始人|首席执行官"
_INNER = late("(?<=[一-鿿])[一-鿿](?=[省市县]警$)")
_RANKS = frozenset("省市县区州旗")
_OF_PERSON = late(f"^(?:{either('of_a_person')})|[的位名]")
_SO_CALLED = late("(前|原|代理)?(?P<body>(?P<field>[一-鿿]{2,5}|[省市县]?警)(?P<kind>[局处署]))长")


def headed(text: str, floor: int, at: int, since: int, around: Surroundings) -> Office | None:
    """The head of a body that a table knows, in one word with it, before an offset; `since` is
    where the name before ends."""
    end = at - 1
    if text[end : end + 1] != "长" or text[end - 1] not in _KINDS or text[end - 2] == text[end - 1]:
        return None
    start = _field(text, floor, end)
    if start is None:
        return None
    former = _SINCE.search(text, floor, start)
    begin = former.start() if former else start
    if not _stands_free(text, floor, begin, since) or around.state_at(start):
        return None
    place, org = around.place_in(0, begin), around.body_before(begin)
    if org and org.end == begin:
        return None  # 县委|组织部长
    if place and place.start >= floor and place.iso not in (None, "CN"):
        return None  # 以色列|国防部长
    body = text[start:end]
    if place and place.end == begin:
        body = text[place.start : begin] + body
    elif begin > floor and text[begin - 1] in _RANKS:
        body = text[begin - 1] + body
    rank = former[0] if former and former[0] in _FORMER else ""
    return Office(rank + text[end - 1 : at], _in_full(body, around))


@lru_cache(maxsize=1)
def _firm() -> re.Pattern[str]:
    trade = any_of(offices()["trade"])
    return re.compile(f"(?P<name>[一-鿿]{{2,4}}?)(?P<trade>{trade})(?P<head>{_LEADS_FIRM})")


def so_called(role: str) -> Office | None:
    """捷运局长: the bureau that no table has, in one word with its head."""
    firm = _firm().fullmatch(role)
    if firm and not common(firm["name"]) and firm["name"][:2] not in lexicon(True).classes:
        return Office(firm["head"], firm["name"] + firm["trade"])
    branch = _BRANCH.fullmatch(role)
    if branch:
        return Office(f"{branch['kind']}长", branch["body"])
    deputy = _DEPUTY.fullmatch(role)
    if deputy and deputy["body"][:-1] not in of("qualifier"):
        return Office(f"{deputy['rank']}{deputy['kind']}长", deputy["body"])
    match = _SO_CALLED.fullmatch(role)
    if match is None or match["field"] in of("qualifier") or _OF_PERSON.search(match["field"]):
        return None
    classes = lexicon(True).classes
    if any(classes.get(word) in ("verb", "shield") for word in (match["field"], role[:2])):
        return None
    inner = _INNER.search(match["field"])
    if inner:  # 传闻|市警局长
        return Office(f"{match['kind']}长", match["body"][inner.start() + 1 :])
    return Office(f"{match[1] or ''}{match['kind']}长", match["body"])


def _stands_free(text: str, floor: int, begin: int, since: int) -> bool:
    """Whether the body's name begins there: behind no other office (总理兼|财政部长) and no other
    field (公共|财政部长)."""
    if begin == floor or text[begin - 1] in "兼、":
        return begin == floor or (text[begin - 1] == "、" and since == begin - 1)
    if text[begin - 1] in "和与及":
        return since == begin - 1
    return lexicon(True).classes.get(text[begin - 2 : begin]) not in ("nominal", "shield")


def _in_full(body: str, around: Surroundings) -> str:
    """What the article calls the body where it names one such body."""
    names = {name for name in map(around.called, around.orgs) if name.endswith(body)}
    return names.pop() if len(names) == 1 else body


def _field(text: str, floor: int, end: int) -> int | None:
    """Where the longest name of a ministry, a court or a bureau begins that ends at an offset."""
    for length in _FIELDS:
        start = end - 1 - length
        if start >= floor and _is_body(text[start:end]):
            return start
    return None


@lru_cache(maxsize=512)
def _is_body(name: str) -> bool:
    """Whether a state or a place has a body of that name."""
    if name[-1] == "部" and name[:-1] in offices()["ministry"]:
        return True
    kinds = (known().get(name, ("", ""))[1], suffix_types().get(name, ("", False))[0])
    return "government" in kinds
