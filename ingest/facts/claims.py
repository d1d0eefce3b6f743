"""Claims: the same thing said of the same place and time, in one article or in many.

A claim is known by its key; the numbers that are given for it agree if what they may stand for,
as exactly as they are printed, has something in common. The archive compares them (the view
`claims_compared`); a contradiction is listed, not settled.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from ingest.facts.quantities.exactness import interval
from ingest.model import Fact, Stated
from ingest.script import fold

QUANTITIES = ("figure", "money", "percent")
_SCOPE = re.compile(r"^(?:[全我本该此][市省县区国旗州镇乡村]|当地)")
_LIGHT = re.compile(r"^(?:实现|完成|达到?|共有?|拥有|现有|已|累计|共)")
_EMPTY = re.compile(r"[的了“”‘’「」『』\"'《》()、·\s]")
_COUNT = re.compile(r"(?:总数|数量|个数|总人数|人数|数)$")


def key(fact: Fact) -> str | None:
    """What a quantity claims, as a stable text; None if the article does not tell enough.

    `what|place|period|unit`: subject and measure in one folded form (with what a comparison is
    made with), the GB/T 2260 code or else the path, the time at its printed precision, the
    normalised unit with its denominator. Same key: same thing, measured alike, at the same place,
    for the same time, in the same unit. It hangs on the fact's own fields alone, never on other
    facts or articles, so it can be stored beside the fact and claims be found by equal keys.
    """
    if fact.kind not in QUANTITIES or fact.value is None:
        return None
    period = period_of(fact)
    if period is None or not (fact.subject and fact.measure):
        return None
    what = _what(fact.subject, fact.measure, fact.place)
    if not what:
        return None
    what = _one_name(what)
    what = _one_way(what, fact)
    unit = fact.norm_unit or fact.unit or ""
    place = fact.place_code or fact.place or ""
    return "|".join((what, place, period, f"{unit}/{fact.per}" if fact.per else unit))


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of what measures are called besides their names, and the names."""
    text = files("ingest.facts").joinpath("tables/measure_names.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    table = {other: name for name, others, _ in rows for other in others.split()}
    longest = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), table


@lru_cache(maxsize=4096)
def _one_name(what: str) -> str:
    """The same by one name: gdp增幅 and 地区生产总值增幅 are 生产总值增幅."""
    pattern, table = _names()
    return pattern.sub(lambda match: table[match[0]], what)


def _one_way(what: str, fact: Fact) -> str:
    """How much something rose, told in one way, with what it is compared with.

    Of a whole year 同比, 比上年 and no word at all say the same; a fall is a rise below nought.
    """
    told = fold(fact.basis or "")
    last_year = told in _LAST_YEAR or "同比" in what
    what = what.replace("同比", "")
    falls = _FALL.search(what)
    if falls and fact.direction == "down":
        what = what[: falls.start()] + "增幅"
    if fact.kind != "percent" or not _RISE.search(what):
        told = "同比" if last_year else told
        return what + (f"({told})" if told and told not in what else "")
    what = _RISE.sub("增幅", what)
    year = len(period_of(fact) or "") == _YEAR
    if last_year:
        told = "" if year else "同比"
    elif not told and not year:
        told = "?"  # 环比 as well as 同比
    return what + (f"({told})" if told else "")


_FALL = re.compile("(?:降幅|跌幅)$")
_RISE = re.compile("(?:增速|涨幅|增幅)$")
_LAST_YEAR = frozenset(
    (
        "同比",
        "比上年",
        "较上年",
        "比去年",
        "较去年",
        "比上年同期",
        "较上年同期",
        "比去年同期",
        "较去年同期",
    )
)
_YEAR = 4
"""Characters of a year: 2023."""


def period_of(fact: Fact) -> str | None:
    """The time that a quantity is for: a point, or first and last of a stretch."""
    if fact.period_start and fact.period_end:
        same = fact.period_start == fact.period_end
        return fact.period_start if same else f"{fact.period_start}/{fact.period_end}"
    return fact.as_of


def _what(subject: str, measure: str, place: str | None) -> str:
    """Subject and measure in one form: 养老机构 + 养老机构数, 遂宁市 + 养老机构数 → 养老机构."""
    subject, measure = _plain(subject), _plain(measure)
    if subject and fold(place or "").endswith(subject):
        subject = ""
    bare = _COUNT.sub("", measure)
    if not subject or subject in measure:
        return bare or measure
    return subject + bare


def _plain(phrase: str) -> str:
    text = _EMPTY.sub("", fold(phrase))
    return _LIGHT.sub("", _SCOPE.sub("", text)) or text


def stated(facts: Sequence[Fact]) -> tuple[Stated, ...]:
    """What an article's facts claim, for the archive: keys as short names, equal where the keys
    are."""
    found = []
    for number, fact in enumerate(facts):
        name = key(fact)
        if name is not None:
            low, high = _ends(fact)
            short = "c" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:15]
            found.append(Stated(number, short, low, high))
    return tuple(found)


def _ends(fact: Fact) -> tuple[float, float]:
    """The least and the most that its number may stand for, in the claim's unit."""
    low, high = interval(fact, fact.norm_value)
    if fact.direction == "down" and fact.kind == "percent":
        low, high = -high, -low
    return float(low), float(high)
