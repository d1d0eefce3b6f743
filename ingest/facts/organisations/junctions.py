"""Where 和 and 与 join two names, and where they stand inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.named import Organisation
from ingest.facts.organisations.clauses import RANK, Clause, Ending, anchor_of
from ingest.facts.organisations.patterns import word_classes
from ingest.facts.people.words import title_ends

# 共和平 is no junction of names, 与会 neither
_JOIN = re.compile("和(?!平|田|谐)|与(?!会)")
# 永|和|镇, 中|和|街道, but 该镇和街道
_TOWN = re.compile("(?:镇|乡|街道|社区|村(?!民))")
_NO_TOWN = frozenset("省市县区州旗镇乡村街道局厅委该本各")


def joined(
    clause: Clause, start: int, end: int, ends: list[Ending], orgs: list[Organisation]
) -> Iterator[tuple[int, int]]:
    """A stretch, cut at each 和 that stands between two names and not inside one."""
    text = clause.text
    at = start
    for match in _JOIN.finditer(text, start, end):
        cut = match.start()
        county = text.startswith("县", cut + 1)
        if county and any(place.start <= cut < place.end for place in clause.places):
            continue
        anchor = anchor_of(clause, at, cut, orgs)
        left_ends = cut in {*(one.end for one in ends), *(org.end for org in orgs)}
        left_place = any(place.end == cut for place in clause.places)
        right_anchor = anchor_of(clause, cut + 1, end, orgs) == cut + 1
        right_rank = bool(RANK.match(text, cut + 1))
        apart = left_ends or left_place or right_anchor or right_rank
        if _town_with_and(clause, at, cut):
            continue
        inside = anchor is not None and not apart
        whole = _stem_with_and(text, at, cut, end) or (
            not apart
            and (_part_with_and(text, at, cut, end, ends) or _field(text, at, cut, end, ends))
        )
        if not ((inside and cut - (anchor or 0) <= 16) or whole):
            yield at, cut
            at = cut + 1
    yield at, end


def _town_with_and(clause: Clause, start: int, cut: int) -> bool:
    """Whether the 和 at `cut` ends the name of a town: 永和|镇党委."""
    text, first = clause.text, cut - 1
    opens = first == start or any(place.end == first for place in clause.places)
    return opens and text[first] not in _NO_TOWN and _TOWN.match(text, cut + 1) is not None


def _stem_with_and(text: str, start: int, cut: int, end: int) -> bool:
    """Whether the 和 at `cut` belongs to the name of a branch of government: 文化和旅游."""
    for stem, inner in _stems_with_and():
        if cut - inner >= start and text.startswith(stem, cut - inner):
            return cut - inner + len(stem) <= end
    return False


@lru_cache(maxsize=1)
def _stems_with_and() -> list[tuple[str, int]]:
    """Branches of government whose name has a 和 inside, and where."""
    return [(stem, stem.find("和")) for stem in word_classes()["stem"] if stem.find("和") > 0]


_PARTS = frozenset(
    ("学院", "研究所", "研究院", "研究中心", "实验室", "重点实验室", "处", "司", "委员会")
)


_OF_LEARNING = frozenset(
    ("学院", "研究所", "研究院", "研究中心", "重点实验室", "国家重点实验室", "全国重点实验室")
)


def _part_with_and(text: str, start: int, cut: int, end: int, ends: list[Ending]) -> bool:
    """Whether the 和 at `cut` belongs to a part of the body before it: 大学材料科学与工程学院."""
    left = [one.end for one in ends if start < one.end <= cut]
    right = next((one for one in ends if cut < one.start and one.end <= end), None)
    if not left or right is None or text[slice(*right)] not in _PARTS:
        return False
    return 2 <= cut - left[-1] <= 12 and right.end - cut <= 14


def _field(text: str, start: int, cut: int, end: int, ends: list[Ending]) -> bool:
    """Whether 与 joins the two halves of a field of learning: 体育经济与管理学院."""
    right = next((one for one in ends if cut < one.start and one.end <= end), None)
    if text[cut] != "与" or right is None or text[slice(*right)] not in _OF_LEARNING:
        return False
    person = title_ends().start(text, start, cut) is not None
    return 2 <= cut - start <= 8 and 2 <= right.start - cut - 1 <= 6 and not person
