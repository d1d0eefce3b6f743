"""Organisations named in short: 市民政局, （以下简称“上海地产”）, 成都颐康、遂宁尊爱等养老机构."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ingest.facts.divisions import register
from ingest.facts.organisation_names import word_classes
from ingest.facts.organisations import Organisation
from ingest.facts.places import Place

_RANK = re.compile("省|市|县|区|州|旗|自治区")
_ALIAS = re.compile(
    r"[(（](?:以下简称|下称|以下称|简称|以下简称为|又称|下文简称)[:：]?[“\"「『]?([^”\"」』)）,，]{2,12})[”\"」』]?\s?[)）]"
)
_STOCK = re.compile(r"\((?:股票代码:?|证券代码:?)?\d{5,6}(?:\.[a-z]{2})?(?:[,，/、][^)]{1,20})?\)")
_BARE_ALIAS = re.compile(r"\(([一-鿿]{2,6})\)")
_BEFORE_STOCK = re.compile(r"(?:\*?st)?[一-鿿a-z]{2,6}$")
_ROW = re.compile("(?:[一-鿿]{3,16}、)?(?:[一-鿿]{3,8}、){0,8}[一-鿿]{3,8}$")
_LIST = re.compile(
    "等[^，。；、\n]{0,6}?(?:机构|企业|公司|单位|院校|社会组织|组织|厂商|车企|药企|房企)"
)
_COMMON_PART = re.compile(
    "[的在和与等有各个全了是从对将被把不多大小新老人年月日]|产业|行业|地区|市|省|县|区|服务|工作|管理|发展|企业|公司|机构|技术|经济|工业|农业|文化|港口|机场|城市"
)  # fmt: skip


def _home(places: list[Place]) -> str | None:
    """Code of the prefecture that the article is about: the one named most often."""
    codes = Counter(
        p.code[:4] for p in places if p.code and (p.code[2:4] != "00" or p.code in _CITIES)
    )
    return max(codes, key=lambda code: codes[code], default=None)


_CITIES = ("110000", "120000", "310000", "500000")


def _division_name(rank: str, at: int, places: list[Place], published: str | None) -> Place | None:
    """The division that 省, 市, 县 or 区 stands for at an offset."""
    before = [p for p in places if p.code and p.start <= at] or [p for p in places if p.code]
    if not before:
        return None
    if rank in ("县", "区", "旗") or rank == "州":
        for place in reversed(before):
            if place.name.endswith(rank) and place.code and place.code[2:] != "0000":
                return place
        return None
    if rank == "市":
        for place in reversed(before):
            if place.level == "county" and place.name.endswith("市"):
                return place
            if place.code and place.code[2:4] != "00":
                break
    home = _home(places)
    if home is None:
        home = (before[-1].code or "")[:4]
    width = 2 if rank in ("省", "自治区") or home[:2] + "0000" in _CITIES else 4
    code = home[:width].ljust(6, "0")
    rows = register().by_code.get(code)
    if not rows or (rank == "市" and code.endswith("0000") and code not in _CITIES):
        return None
    row = register().at(rows, published)[0]
    if not row.name.endswith(rank):
        return None
    path = register().path(row, published)
    return replace(before[-1], name=row.name, path=path, code=row.code, level=row.level)


def resolved(
    org: Organisation, orgs: list[Organisation], places: list[Place], published: str | None
) -> Organisation:
    """The organisation with its full name where the article tells it."""
    rank = _RANK.match(org.name)
    if rank:
        place = _division_name(rank[0], org.start, places, published)
        if place is None:
            return org
        name = place.name + org.name[rank.end() :]
        return replace(org, name=name, path=place.path, code=place.code, rule="ellipsis")
    beside = next((o for o in orgs if o.end == org.start - 1 and o.path), None)
    if beside and org.name[:-1] in word_classes()["stem"] and not org.path:
        head = re.match(".*?[省市县区旗州]", beside.name)
        if head:
            name = head[0] + org.name
            return replace(org, name=name, path=beside.path, code=beside.code, rule="ellipsis")
    if org.name[:-1] in word_classes()["stem"] and not org.name.endswith("部"):
        for other in sorted(orgs, key=lambda o: abs(o.start - org.start)):
            if other.path and other.name != org.name and other.name.endswith(org.name):
                if _RANK.match(other.name):
                    other = resolved(other, [], places, published)
                return replace(
                    org, name=other.name, path=other.path, code=other.code, rule="ellipsis"
                )
    return org


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
    for match in _BARE_ALIAS.finditer(text):
        org = by_end.get(match.start())
        if org and len(match[1]) < org.end - org.start and _within(match[1], org.name):
            for again in re.finditer(re.escape(match[1]), text):
                yield replace(org, start=again.start(), end=again.end(), rule="alias")
    for match in _ALIAS.finditer(text):
        org = by_end.get(match.start())
        short = match[1].strip()
        if org is None or len(short) < 2:
            continue
        for again in re.finditer(re.escape(short), text):
            yield replace(org, start=again.start(), end=again.end(), anchored=True, rule="alias")


def listed(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Names without a suffix in a list that says what they are: 成都颐康、遂宁尊爱等养老机构."""
    for match in _LIST.finditer(text):
        row = _ROW.search(text, max(match.start() - 60, 0), match.start())
        if row is None:
            continue
        at = row.start()
        for item in row[0].split("、"):
            start, at = at, at + len(item) + 1
            inside = [p for p in places if start <= p.start and p.end < at]
            place = inside[-1] if inside else None
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


def stocks(text: str) -> Iterator[Organisation]:
    """Companies before their number at an exchange: 绿地控股（600606.SH）."""
    for match in _STOCK.finditer(text):
        name = _BEFORE_STOCK.search(text, max(match.start() - 8, 0), match.start())
        if name:
            yield Organisation(
                name.start(), name.end(), name[0], "company", anchored=False, rule="stock"
            )
