"""Short names that the article explains: （以下简称“上海地产”）, 成都颐康、遂宁尊爱等养老机构."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import common, standing, suffix_types
from ingest.facts.places.divisions import register

_NEAR = 60
"""How many names back a longer one is looked up."""
_ALIAS = late(
    r"[(（](?:以下简称|下称|以下称|简称|以下简称为|又称|下文简称)[:：]?[“\"「『]?([^”\"」』)）,，]{2,12})[”\"」』]?\s?[)）]"
)
# 某科技有限公司(“立翔慧科”), 某旅游股份有限公司(天目湖，603136)
_MARKED_ALIAS = late(r"\((?:[“「]([^”」]{2,12})[”」]\)|([一-鿿]{2,6})[,，] ?\d{6}\b)")
_BARE_ALIAS = late(r"\(([一-鿿]{2,6})\)")
# 联合国儿童基金会(unicef)
_LATIN_ALIAS = late(r"(?<=[一-鿿]\()([a-z][a-z0-9&-]{2,9})\)")
_ROW = late("(?:[一-鿿]{3,16}、)?(?:[一-鿿]{3,8}、){0,8}[一-鿿]{3,8}$")
_LIST = re.compile(
    "等[^，。；、\n]{0,6}?(?:机构|企业|公司|单位|院校|社会组织|组织|厂商|车企|药企|房企)"
)
_COMMON_PART = late(
    "[的在和与等有各个全了是从对将被把不多大小新老人年月日]|产业|行业|地区|市|省|县|区|服务|工作|管理|发展|企业|公司|机构|技术|经济|工业|农业|文化|港口|机场|城市"
)  # fmt: skip


def _within(short: str, name: str) -> bool:
    """Whether the characters of a short name stand in the name, in this order."""
    at = 0
    for char in short:
        at = name.find(char, at) + 1
        if not at:
            return False
    return True


def aliases(text: str, orgs: list[Organisation]) -> Iterator[Organisation]:
    """Mentions by a short name that the article introduces in brackets."""
    by_end = {org.end: org for org in orgs}
    for match in matches(_BARE_ALIAS, text, "("):
        org = by_end.get(match.start())
        kind = match[1] in suffix_types() or common(match[1])  # 工商联(商会)
        if org and not kind and len(match[1]) < org.end - org.start and _within(match[1], org.name):
            for again in re.finditer(re.escape(match[1]), text):
                yield org._replace(start=again.start(), end=again.end(), rule="alias")
    for match in matches(_LATIN_ALIAS, text, "("):
        org = by_end.get(match.start() - 1)
        if org is None:
            continue
        for again in re.finditer(rf"(?<![a-z]){re.escape(match[1])}(?![a-z])", text):
            yield org._replace(start=again.start(), end=again.end(), rule="alias")
    for match in (*matches(_ALIAS, text, "("), *matches(_MARKED_ALIAS, text, "(")):
        org = by_end.get(match.start())
        short = (match[1] or match[2]).strip()
        if org is None or len(short) < 2:
            continue
        for again in re.finditer(re.escape(short), text):
            yield org._replace(start=again.start(), end=again.end(), anchored=True, rule="alias")


def listed(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Names without a suffix in a list that says what they are: 成都颐康、遂宁尊爱等养老机构."""
    starts = [place.start for place in places]
    for match in _LIST.finditer(text):
        row = _ROW.search(text, max(match.start() - 60, 0), match.start())
        if row is None:
            continue
        at = row.start()
        for item in row[0].split("、"):
            start, at = at, at + len(item) + 1
            number = bisect_left(starts, at) - 1
            place = places[number] if number >= 0 else None
            if place and (place.start < start or place.end >= at):
                place = None
            if (
                place is None
                or (start > row.start() and place.start > start + 3)
                or at - 1 - place.end > 4
                or at - 1 - place.end < 2
                or len(place.name) < 2
            ):
                continue
            if _COMMON_PART.search(text[place.end : at - 1]) or not place.short:
                continue
            yield Organisation(
                place.start, at - 1, text[place.start : at - 1], "institution",
                place.path, place.code, False, rule="list",
            )  # fmt: skip


_FREE = frozenset("的在和与及对由向到了是从被让为于入进出，。、；：！？（）“”\n,;:!?()")
"""Characters before which no name goes on: 参观了|文化馆."""
_SHORTEST_TAIL = 3


def tails(text: str, orgs: list[Organisation]) -> Iterator[Organisation]:
    """文化馆, of 洋县文化馆, and 第一人民医院: what stands behind the place in the last name
    before it that ends so."""
    full: dict[str, list[Organisation]] = {}
    for org in orgs:
        tail = org.name[place_length(org.name) :] if org.rule == "suffix" and org.path else ""
        own = _SHORTEST_TAIL <= len(tail) < len(org.name) and org.kind in _WITH_TAILS
        if own and not tail.startswith(_RANKS):
            full.setdefault(tail, []).append(org)
    full = {tail: named for tail, named in full.items() if not _of_many(tail, named)}
    ends = {tail: [org.end for org in named] for tail, named in full.items()}
    for at, tail in standing(text, sorted(full)):
        number = bisect_right(ends[tail], at) - 1
        if number >= 0 and text[at - 1] in _FREE:
            whole = full[tail][number]
            yield whole._replace(start=at, end=at + len(tail), rule="ellipsis")


def _of_many(tail: str, named: list[Organisation]) -> bool:
    """Whether a tail says only what several are, of whom each is called by more: 博物馆."""
    return len(tail) <= _LONGEST_KIND and len({org.name for org in named}) > 1


_LONGEST_KIND = 3


def parted(text: str, orgs: list[Organisation], short: list[Organisation]) -> list[Organisation]:
    """The names without those that begin with a short one and what joins it to another:
    云岭|与某某管委会."""
    joined = {
        org.start for org in short if org.rule == "alias" and text[org.end : org.end + 1] in _JOINS
    }
    return [org for org in orgs if org.start not in joined or org.rule != "suffix"]


_JOINS = frozenset("与和同及")
_RANKS = (*"省市县区州旗镇乡村",)
_WITH_TAILS = frozenset(
    ("health", "culture", "education", "science", "institution", "court", "company")
)
# Begins with the mark before the name, so that the search jumps from clause to clause.
_SHORT = late("[^一-鿿]([一-鿿]{2,3}[局委院会署])(?![所员长们面部内议])")
_BODIES = frozenset("局委院会署")


def shortened(text: str, orgs: list[Organisation], places: list[Place]) -> Iterator[Organisation]:
    """機管局 for 香港機場管理局: at the head of a clause, of one earlier name and no other."""
    at, number = 0, 0
    named = {place.start for place in places}
    earlier: dict[str, Organisation] = {}
    bodies = (org for org in orgs if org.rule == "suffix" and org.name[-1] in _BODIES)
    ordered = sorted(bodies, key=lambda org: org.end)
    for match in _SHORT.finditer("\n" + text) if ordered else ():
        short, start, end = match[1], match.start(), match.end() - 1
        while number < len(ordered) and ordered[number].end <= start:
            earlier[ordered[number].name] = ordered[number]
            number += 1
        fits = [
            org
            for name, org in list(earlier.items())[-_NEAR:]
            if len(name) > len(short) + 2
            and name[-1] == short[-1]
            and short not in name
            and _within(short, name[place_length(name) :])
        ]
        if len(fits) == 1 and start >= at and start not in named:
            at = end
            yield fits[0]._replace(start=start, end=at, rule="alias")


def place_length(name: str) -> int:
    """How much of the name is a place's, in full or short."""
    known = register()
    for end in range(min(len(name), 12), 1, -1):
        if name[:end] in known.by_name or name[:end] in known.by_stem:
            return end
    return 0
