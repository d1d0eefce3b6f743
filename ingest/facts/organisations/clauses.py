"""Clauses cut into the stretches in which one organisation's name may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import any_of, breaks, suffix_types, suffixes, word_classes
from ingest.facts.words import lexicon

# A clause: what stands between punctuation. Brackets may stand inside a company's name.
_IN_NAME = "[一-鿿a-z0-9·&]"
_BRACKET = (
    r"(?:\([一-鿿]{2,6}\)(?=有限|股份|集团|公司|控股)|\([金布]\)|\([一-鿿]{2,5}\)(?=[一-鿿]{3}))"
)
_ADDRESS = late(r"\d{1,4}号(?![线楼院地机])")
# 某中学|第十六期|业余党校
_TURN = late("第[0-9一二三四五六七八九十]{1,3}期")
_ASIDE = late(r"\(([一-鿿]{2,6})\)(?!有限|股份|集团|公司|控股)")
_CLAUSE = re.compile(
    f"(?:{_IN_NAME}{{1,160}}|{_BRACKET}{_IN_NAME}{{0,160}})(?:{_BRACKET}{_IN_NAME}{{0,160}}){{0,4}}"
)
RANK = re.compile(
    "[镇乡](?![镇村级土])|[省市县区州旗](?![场值域间级内外里长容面辖]|直(?!机关|工委|属)|民(?!政|族|委|宗|办))|自治区"
)
# Short names of parent companies before the place of a subsidiary: 中电哈密...公司
_PREFIX = late(
    "(?:核|兵器|机械|冶金|煤炭)工业|中[电铁建交核冶化海粮信航船煤储能]|国[网电投能机药]|华[能电润]|大唐|中石[油化]|中广核|中海油"
)


@lru_cache(maxsize=1)
def head_words() -> re.Pattern[str]:
    """Words that names begin with."""
    return re.compile(any_of(word_classes()["head"]))


@lru_cache(maxsize=1)
def _firm_head() -> re.Pattern[str]:
    return re.compile(any_of(word_classes()["firm_head"]))


@lru_cache(maxsize=1)
def _branch() -> re.Pattern[str]:
    return re.compile(any_of(word_classes()["branch"]))


@dataclass
class Clause:
    """A clause and what is known about it."""

    text: str
    start: int
    end: int
    places: list[Place]


class Ending(NamedTuple):
    """A suffix in the text: the end of what may be a name."""

    start: int
    end: int


def clauses(
    text: str, places: list[Place], starts: list[int]
) -> Iterator[tuple[Clause, list[Ending]]]:
    """Clauses in which a suffix stands, with their suffixes; `starts` is where some may begin."""
    number = 0
    clause: re.Match[str] | None = None
    spans = _CLAUSE.finditer(text)
    ends: list[Ending] = []
    for ending in map(Ending._make, suffixes().spans(text, starts)):
        if clause is None or ending.start >= clause.end():
            if clause is not None and ends:
                yield _with_places(text, clause, places, number), ends
            ends = []
            clause = next((c for c in spans if c.end() > ending.start), None)
            if clause is None:
                return
            while number < len(places) and places[number].end <= clause.start():
                number += 1
        if clause.start() <= ending.start and ending.end <= clause.end():
            ends.append(ending)
    if clause is not None and ends:
        yield _with_places(text, clause, places, number), ends


def _with_places(text: str, clause: re.Match[str], places: list[Place], number: int) -> Clause:
    inside = []
    while number < len(places) and places[number].start < clause.end():
        if not _other_county(text, places, number):
            inside.append(places[number])
        number += 1
    return Clause(text, clause.start(), clause.end(), inside)


def _other_county(text: str, places: list[Place], number: int) -> bool:
    """Whether a name ends before 和县, where 县 belongs to the body behind: 某某和|县人社局."""
    start = places[number].start
    if not text.startswith("和县", start) or places[number].end - start != 2:
        return False
    led = number > 0 and places[number - 1].end == start
    return not led and start > 0 and "一" <= text[start - 1] <= "鿿"


# 公安局盘龙分局|长青派出所
_POLICE = late("(?![在到去和赴来往与对向的])[一-鿿]{1,2}派出所")


def segments(clause: Clause) -> Iterator[tuple[int, int]]:
    """The stretches of a clause between words that end what stands before a name."""
    at = clause.start
    for start, end in _stops(clause):
        last = end - 1 if clause.text[end - 1] == "长" else -1  # 该行|长沙分行
        if last > 0 and _POLICE.match(clause.text, end):
            continue
        if not any(p.start <= start < p.end or p.start == last for p in clause.places):
            if start > at:
                yield at, start
            at = end
    if at < clause.end:
        yield at, clause.end


def _stops(clause: Clause) -> list[tuple[int, int]]:
    """The words that end what stands before a name, the number of a house, and brackets with
    anything but a place: 中国(海南)改革发展研究院."""
    stops = [
        stop
        for stop in breaks(clause.text, clause.start, clause.end)
        if clause.text[slice(*stop)] != "及" or not _in_faculty(clause.text, *stop)
    ]
    stops = [stop for stop in stops if stop[1] - stop[0] > 1 or not _opens_name(clause, stop[0])]
    stops += [match.span() for match in _ADDRESS.finditer(clause.text, clause.start, clause.end)]
    if clause.text.find("期", clause.start, clause.end) > 0:
        stops += [match.span() for match in _TURN.finditer(clause.text, clause.start, clause.end)]
    stops += _done_to(clause)
    if clause.text.find("(", clause.start, clause.end) < 0:
        return sorted(stops)
    named = {(place.start, place.end) for place in clause.places}
    asides = _ASIDE.finditer(clause.text, clause.start, clause.end)
    stops += [aside.span() for aside in asides if aside.span(1) not in named]
    return sorted(stops)


_SCHOOL_NAME = late("[一-鿿]{2,3}(?:中学|小学|学校|幼儿园)")


def _opens_name(clause: Clause, start: int) -> bool:
    """Whether what seems a preposition behind a place opens a school's name, which the text has
    again without the place: 会泽县|以礼中学."""
    name = _SCHOOL_NAME.match(clause.text, start)
    behind = name is not None and any(place.end == start for place in clause.places)
    return name is not None and behind and clause.text.count(name[0]) > 1


_DOES = frozenset("使受据随赴让请")
"""Verbs of one character that stand before a name far more often than in one."""


_SCHOOL = late("(?:大学|学院)[一-鿿]{2,8}$")
_FACULTY = late("[一-鿿]{2,7}(?:学院|研究所|学系)")


def _in_faculty(text: str, start: int, end: int) -> bool:
    """Whether 及 stands inside a faculty's name: 某大学食品科学|及|工程学院."""
    left = _SCHOOL.search(text, max(start - 10, 0), start)
    return left is not None and _FACULTY.match(text, end) is not None


def _done_to(clause: Clause) -> Iterator[tuple[int, int]]:
    """The verbs that stand directly before a place: 某协会|受|中国某协会."""
    text, classes = clause.text, lexicon(True).classes
    for place in clause.places:
        at = place.start
        if at - 2 > clause.start and classes.get(text[at - 2 : at]) == "verb":
            yield at - 2, at
        elif at - 1 > clause.start and text[at - 1] in _DOES:
            yield at - 1, at


def _led_to(clause: Clause, place: Place) -> bool:
    """Whether a place only tells where the body is: 尖草坪区|山西某公司."""
    if place.level not in ("county", "prefecture", "town", "village"):
        return False
    return any(p.start == place.end and p.level == "province" for p in clause.places)


_OF_CHINA = ("中国现代", "中国国家", "中国人民", "中国科学", "中华全国")
"""Behind a place that only tells where it is: 在北京|中国现代文学馆."""
_OF_NATIVES = ("商会", "总商会", "同乡会", "同乡联谊会", "企业家联合会")
"""Those of one province in another place: 无锡|安徽商会."""


def anchor_of(clause: Clause, start: int, end: int, orgs: list[Organisation]) -> int | None:
    """Where the first anchor begins in a stretch: a place, a rank, 国家 ..., a known name."""
    of_natives = clause.text.startswith(_OF_NATIVES, end)
    options = [
        place.start
        for place in clause.places
        if start <= place.start < end
        and clause.text[place.start - 1 : place.start] != "("
        and (of_natives or not _led_to(clause, place))
        and not (place.level != "country" and clause.text.startswith(_OF_CHINA, place.end))
    ]
    options += [org.start for org in orgs if start <= org.start < end]
    prefix = _PREFIX.match(clause.text, start)
    if prefix and prefix.end() in options:
        options.append(start)
    head = head_words().match(clause.text, start, end) or _firm_head().search(
        clause.text, start, end
    )
    if head and clause.text[head.end() : head.end() + 1] != ")":  # 北辰汽车(|中国)有限公司
        options.append(head.start())
    if RANK.match(clause.text, start):
        options.append(start)
    return min(options, default=None)


def _akin(text: str, body: Ending, part: Ending) -> bool:
    """Whether two suffixes with a place between them may be a body and its part there:
    中国科学院|上海技术物理研究所, 浙江大学|威海研究院."""
    if text[slice(*part)] in ("分院", "分校", "分局", "分公司"):
        return True
    kinds = [suffix_types()[text[slice(*one)]][0] for one in (body, part)]
    if kinds == ["education", "science"]:
        return text[slice(*body)] == "大学"
    return kinds[0] == kinds[1] and kinds[0] in ("company", "science")


def splits(clause: Clause, ends: list[Ending]) -> list[list[Ending]]:
    """The suffixes of one stretch, grouped by the name they belong to: 市委|市政府."""
    groups: list[list[Ending]] = []
    for ending in ends:
        if groups:
            last = groups[-1][-1]
            place = next((p for p in clause.places if p.start == last.end), None)
            new_rank = RANK.match(clause.text, last.end) and last.end < ending.start + 1
            branch = place is not None and (
                _branch().match(clause.text, place.end) or _akin(clause.text, last, ending)
            )
            if (
                (place and not branch)
                or new_rank
                or ending.start - last.end > 14
                or len(groups[-1]) > 5
            ):
                groups.append([ending])
                continue
            groups[-1].append(ending)
        else:
            groups.append([ending])
    return groups
