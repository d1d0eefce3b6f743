"""Names with dots: 赛塔·他威信, 木塔力甫·玉苏甫. A dot shows a name, so that its parts may hold
characters that no list of transcribed names has; it ends where no word can go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late, matches
from ingest.facts.named import Person, Place
from ingest.facts.people.endings import closes, follows, says, speaks
from ingest.facts.people.words import word_classes
from ingest.facts.places.divisions import register
from ingest.facts.words import lexicon

MIDDLE = "·・•‧∙"
"""Dots that stand in nothing but names and headings."""
ALL = MIDDLE + "-"
PARTS = late(f"[{ALL}]")
_FIRST = late(f"([一-鿿]{{1,8}})([{ALL}])(?=[一-鿿])")
_ALSO = frozenset("也则还都曾")
"""Behind these 比 compares nothing."""
_REIGN = re.compile("[一二三四五六七八九十]+世")
_LONGEST = 9
"""How many characters a part of a name has at most."""
_ALIEN = frozenset("的是和与及对由向据经请为给让把被同将跟听找原前任名叫称说、")
"""Characters before a name that are never its own."""


@lru_cache(maxsize=1)
def characters() -> tuple[frozenset[str], frozenset[str]]:
    """The characters of transcribed names, and those of them that are words of their own."""
    inner = frozenset("".join(word_classes()["translit_inner"]))
    return frozenset("".join(word_classes()["translit"])), inner


def dotted_end(text: str, at: int, titled: bool = False) -> int | None:
    """End of the name with dots that begins at an offset, or None; behind an office (`titled`) the
    first part may be of other characters: 阿沛·晋源."""
    first = _FIRST.match(text, at)
    if (
        first is None
        or _of_a_place(first[1])
        or not (_transcribes(first[1], first[2]) or (titled and _is_part(first)))
    ):
        return None
    return _beyond(text, first.end() - 1)


def _of_a_place(part: str) -> bool:
    """Whether a part begins with a province, as no name does: 山东宝雅·一汽吉林."""
    return len(part) > 2 and part[:2] in _provinces()


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    stems = register().by_stem
    return frozenset(name for name in stems if len(name) == 2 and stems[name][0].rank == 1)


def _is_part(first: re.Match[str]) -> bool:
    """Whether a short part before a middle dot is no word."""
    words = lexicon(True).classes
    return first[2] in MIDDLE and 1 < len(first[1]) < 4 and first[1] not in words


def _transcribes(part: str, dot: str) -> bool:
    """Whether the first part of a name holds characters of transcribed names: of four and more one
    may be another that is no word."""
    plain, inner = characters()
    part = _REIGN.sub("", part)
    odd = [char for char in part if char not in plain and char not in inner]
    if not odd:
        return True
    words = lexicon(True).classes
    inside = odd[0] != part[0] or odd[0] not in words
    return dot != "-" and len(odd) == 1 and len(part) > 3 and inside


def _beyond(text: str, dot: int) -> int | None:
    """End of the name that goes on behind a dot, or None where nothing shows it."""
    end: int | None = None
    while text[dot : dot + 1] and text[dot] in ALL and "一" <= text[dot + 1 : dot + 2] <= "鿿":
        stop = _part(text, dot + 1)
        if stop is None:
            return None
        dot = end = stop
    return end


def _part(text: str, at: int) -> int | None:
    """End of one part of a name: of the characters that names have, or, where they are fewer than
    two, before a dot, a mark, or a word that may follow names."""
    plain, inner = characters()
    run = at
    while run < len(text) and (text[run] in plain or text[run] in inner):
        run += 1
    while run > at + 2 and text[run - 1] in inner and not _stops(text, run):
        if text[run : run + 1] in _ALSO:
            break  # 阿尔希拉比|也
        run -= 1
    if run - at > 1 or (run > at and (closes(text, run) or says(text, run))):
        age = _REIGN.match(text, run)
        return age.end() if age else run
    if run == at + 1 and text[run : run + 1] in _ALIEN:
        return run  # 特蕾莎·梅|对此
    ends = range(at + 2, min(at + _LONGEST, len(text)) + 1)
    firm = next((end for end in ends if closes(text, end) or says(text, end)), None)
    soft = next((end for end in ends if follows(text, end)), firm)
    if firm is None or soft is None or plain.isdisjoint(text[soft:firm]):
        return soft  # 玛哈·哇集拉隆功|对我国
    return firm  # 努尔兰·阿不都满金


def _stops(text: str, at: int) -> bool:
    """Whether a mark or a verb shows that a name ends here: 奥萨因|称."""
    return closes(text, at) or says(text, at) or speaks(text, at)


def begun(text: str, at: int) -> int | None:
    """Where the first part of a name begins that ends with the character at an offset."""
    plain, inner = characters()
    start = at
    while start >= 0 and at - start < _LONGEST:
        char = text[start]
        if char not in plain and not (char in inner and start < at and text[start - 1] in plain):
            break
        start -= 1
    begin = start + 1
    if text[start : start + 1].isdigit() and text[begin] in "年月日":
        begin += 1  # 1984年|斯托克·曼德维尔
    odd = start if start >= 0 and "一" <= text[start] <= "鿿" and text[start] not in _ALIEN else -1
    for whole in range(odd, max(odd - 3, -1), -1) if odd >= 0 else ():
        # 古再丽努尔·…: one other character, at the head of its clause or near it
        if whole == 0 or not "一" <= text[whole - 1] <= "鿿":
            fits = whole < odd or text[odd] not in lexicon(True).classes
            return whole if fits else begin
        if text[whole - 1] not in plain:
            break
    return begin if start < at else None


_HYPHEN = late("(?<=[一-鿿]{2})-(?=[一-鿿]{2})")
_OF_THINGS = late(
    "(?:国际)?(?:机场|铁路|公路|高速|航线|战役|拉力|杯|奖|级|号|型|氏|州|省|市|镇|盆地|公司|集团|汽车|体系|方程|定律|模型|指数)"
)


def hyphened(text: str, places: tuple[Place, ...]) -> Iterator[Person]:
    """Names with a hyphen between their parts, as reports of sport print them: 德怀特-霍华德.

    Only where somebody speaks or the last part stands again alone: routes, firms and airports have
    hyphens too.
    """
    for match in matches(_HYPHEN, text, "-"):
        start = begun(text, match.start() - 1)
        if start and text[start] == "来" and "一" <= text[start - 1] <= "鿿":
            start += 1  # 弄来|卡梅罗-安东尼
        end = dotted_end(text, start) if start is not None and start < match.start() - 1 else None
        if start is None or end is None or end < match.end() + 2 or _OF_THINGS.match(text, end):
            continue
        last = text[match.end() : end]
        alone = text.count(last) > text.count(f"-{last}")
        placed = any(place.start < end and start < place.end for place in places)
        if not placed and (alone or speaks(text, end)):
            yield Person(start, end, text[start:end], rule="dotted", foreign=True)
