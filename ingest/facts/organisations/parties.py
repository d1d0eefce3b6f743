"""Parties abroad that no table has: 柬埔寨|人民党, and 人民党 where the article says it again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import breaks, standing
from ingest.facts.words import tokens

_PARTY = late("(?:(?:执政|反对|在野)党)?([一-鿿]{1,8}?)党(?![内外派员国政和章纲籍魁团人争]|中央)")
# 国家党(national party), 国家党|党魁
_SHOWN = late(
    "(?:(?<![一-鿿])|(?<=[由的和与及为在对据被]))(?:(?:执政|反对|在野)党)?"
    "((?:(?![的由与及为])[一-鿿]){1,8}?党)(?=\\([a-z]|党魁|党首)"
)
# 执政党|全国先锋联盟, 另一主要政党|联邦革新与发展党
_OF_KIND = late(
    "(?:执政党|反对党|在野党|政党|党派)([一-鿿]{3,10}?(?:党|联盟|同盟|阵线|运动|联合阵线))"
    "(?=[(、，。,;；和与]|获|赢|在|的|以|已|将|当|宣|表|主席|领|总书记|候选)"
)
# 革新与正义党|主席: a name with what joins its words, before an office of a party
_LED = late("(?<![一-鿿])([一-鿿]{2,5}[与和][一-鿿]{2,5}党)(?=主席|总书记|领袖|领导人|候选人|\\()")
_SIGNS = (
    "政党",
    "执政党",
    "反对党",
    "在野党",
    "党派",
    "党主席",
    "党总书记",
    "党领",
    "党候选人",
    "党(",
)
# 某某领导的|统一国民党
_LED_BY = late(
    "(?:领导|为首|率领)的(?:(?:执政|反对|在野)党)?([一-鿿]{3,8}?(?:党|联盟|同盟|阵线))(?=[(,、，。;；和与]|宣布|共同|退出|加入|主席|总书记|获|赢|候选)"
)
_SHORT = late(r"\((?:简称)?[“「]?([一-鿿]{2,5})[”」]?\)")
_NO_NAME = late(
    "(?:执政|反对|在野|各|两|多|该|本|我|其|政|主要|参政|新|老|全|个|家|名|左翼|右翼|极右翼|极左翼)$"
    "|[的是为被对向从将在和与、]|[东南西北]部|议院|少数|多数|境内|建$"
)
_SHORTEST = 2
"""No name so short is looked for alone: 工党 stands in 职工党支部."""
_OF_MANY = ("共产党", "民主党")
"""Names that parties of several countries have, which one article often speaks of."""
_DOES = frozenset(("verb", "say", "prep", "connective", "adverb", "negation", "manner"))


def parties(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Every mention of a party that stands once behind its country, before its name in letters or
    before its leader."""
    if "党" not in text:
        return
    yield from _told(text)
    names: dict[str, Organisation] = {}
    for place in places:
        match = _PARTY.match(text, place.end) if place.level == "country" else None
        if match is None or place.iso == "CN" or not _is_name(text, match):
            continue
        own = text[match.start(1) : match.end()]
        name = text[place.start : place.end] + own
        rule = "suffix" if match.start(1) == place.end else "ellipsis"  # 英国执政党|工党
        span = (place.start, match.end())
        party = Organisation(*span, name, "party", place.path, None, True, rule)
        yield party
        if len(own) > _SHORTEST and own not in _OF_MANY:
            names.setdefault(own, party)
    for match in _SHOWN.finditer(text):
        own = match[1]
        plain = len(own) > _SHORTEST and (own == "国家党" or not _NO_NAME.search(own[:-1]))
        plain = plain and next(breaks(text, *match.span(1)), None) is None
        if own not in names and plain and not own.endswith(_OF_MANY):
            names[own] = Organisation(match.start(1), match.end(1), own, "party", anchored=False)
    for at, own in standing(text, list(names)):
        if not text.startswith("中央", at + len(own)):
            yield names[own]._replace(start=at, end=at + len(own), rule="alias")


def _told(text: str) -> Iterator[Organisation]:
    """Every mention of a party that stands once behind what kind it is, or before its leader, and
    of the short name that it has in brackets there."""
    names: dict[str, str] = {}
    shown: tuple[re.Pattern[str], ...] = (_OF_KIND, _LED)
    if not any(word in text for word in _SIGNS):
        shown = ()
    led = [
        match
        for match in matches(_LED_BY, text, "的")
        if not _NO_NAME.search(match[1][:-1]) and next(breaks(text, *match.span(1)), None) is None
    ]
    for match in (*(one for pattern in shown for one in pattern.finditer(text)), *led):
        if match[1][0] not in "和与" and len(match[1]) > 3:
            names[match[1]] = match[1]
            short = _SHORT.match(text, match.end())
            names.update({short[1]: match[1]} if short else {})
    for at, name in standing(text, list(names)):
        rule = "suffix" if names[name] == name else "alias"
        yield Organisation(at, at + len(name), names[name], "party", anchored=False, rule=rule)


def _is_name(text: str, match: re.Match[str]) -> bool:
    if _NO_NAME.search(match[1]) or next(breaks(text, *match.span(1)), None):
        return False
    return not any(token.word_class in _DOES for token in tokens(text, *match.span(1)))
