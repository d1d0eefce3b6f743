"""Rows of names so long that they can be nothing else: 王媛、田继明、孙鲁、周家勇、吴顺等."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Person
from ingest.facts.people.deeds import plausible
from ingest.facts.people.words import is_word, surname_firsts

_FEWEST = 5
"""Names of the shortest such row."""
_CERTAIN = 0.5
"""Share of its items that must be names of three characters beyond doubt."""

_FAMILIES = 3
"""Surnames of the fewest kinds: 黄藤、黄藤草、黄藤根 are plants."""

# 王建和、|李平和
_BETWEEN = late("(?<=[一-鿿]{2})(?:、|[和与](?=[一-鿿]{2}))")


@lru_cache(maxsize=1)
def _row() -> re.Pattern[str]:
    name = f"[{''.join(sorted(surname_firsts()))}][一-鿿](?:(?!等)[一-鿿])?"
    return re.compile(f"{name}(?:[、和与]{name}(?=[^一-鿿]|[等和与]|$)){{{_FEWEST - 1},}}")


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    """丁学忠22.7%、陈永康43.4%、: names each with its own number."""
    item = f"[{''.join(sorted(surname_firsts()))}][一-鿿]{{1,3}}\\d{{1,3}}(?:\\.\\d+)?[%票分席岁]"
    return re.compile(f"{item}(?:、{item}){{{_FEWEST - 2},}}")


_OF_ITEM = re.compile("[一-鿿]{2,4}(?=[0-9])")


def counted_rows(text: str) -> Iterator[Person]:
    """The names of a row that tells a number of each."""
    for match in _counted().finditer(text) if "、" in text else ():
        names = list(_OF_ITEM.finditer(text, *match.span()))
        if _are_names([name[0] for name in names]):
            for name in names:
                yield Person(*name.span(), name[0], rule="row")


def long_rows(text: str) -> Iterator[Person]:
    """The names of every long row, those too that alone would be doubtful: 赵又青."""
    if text.count("、") < _FEWEST - 2:
        return
    for match in _row().finditer(text):
        spans, at = [], match.start()
        for name in _BETWEEN.split(match[0]):
            spans.append((at, at + len(name)))
            at += len(name) + 1
        names = [text[start:end] for start, end in spans]
        if all(names) and _are_names(names):  # 王志和、: a name may end as what joins two
            # 裴氏|明怀: of what begins amid characters the first may be half a name
            cut = len(names[0]) == 2 and "一" <= text[match.start() - 1 : match.start()] <= "鿿"
            for start, end in spans[cut:]:
                yield Person(start, end, text[start:end], rule="row")


def _are_names(names: list[str]) -> bool:
    """Whether most items are names beyond doubt, of several families, and none is a word."""
    certain = sum(len(name) == 3 and plausible(name) for name in names)
    families = {name[0] for name in names}
    return (
        certain >= _CERTAIN * len(names)
        and len(families) >= _FAMILIES
        and sum(map(is_word, names)) <= (certain > _CERTAIN * len(names))  # 贺绍俊、雷达
    )
