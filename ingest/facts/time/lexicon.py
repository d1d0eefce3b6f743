"""The words of dates and periods: one pattern that finds the pieces, in the fold.

Each alternative is a named kind of token, from `tables/time_words.tsv`; `pieces` gives them in
order, and `compose` puts neighbours together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.facts.time.calendar import TERMS, eras, festivals, rows

_PARTS = {
    "DIGITS": "一二三四五六七八九",
    "ZERO": "零〇○0",
    "NUMBER": r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?"
    r"|[一二两三四五六七八九])",
    "TO": r"\s?(?:至|到|-+|—+|–|~|〜)\s?",
    "LUNAR": r"(?:十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十)"
    r"(?![日号一二三四五六七八九])",
    "ERA": "|".join(eras()),
}
# 五一 and 十一 are feasts only where holidays are spoken of; solar terms only as such.
_GUARDS = {
    "五一": r"五一(?=[”\"]?(?:假|期间|黄金|小长|前|长假))",
    "十一": r"(?<![第月年])十一(?=[”\"]?(?:假|期间|黄金|长假))",
}
_SOLAR_TERMS = (
    r"清明节?(?!上河|县)|(?:立[春夏秋冬]|[春秋]分|[夏冬]至|惊蛰|谷雨|芒种|[大小]暑|[大小]寒|霜降)"
    r"(?=节气|当天|时节|前后|期间)"
)
# What only a phrase asked about alone may say.
_ALONE = {
    "relday": "大大后天|后日|本日|现在|当前|此刻|目前|而家|全天",
    "relmonth": "今个月",
    "week": "今个?(?:周|星期|礼拜)",
    "relyear": "这一年|下年",
}
# No token begins otherwise: looking at this first is many times as fast. Characters that are
# common in other words come with what must follow them.
_FIRST = (
    r"[0-9零〇○二两三四五六七八九十廿去昨腊岁旬伊翌至迄每端圣劳凌傍午深黄夏秋冬闰阴旧惊谷芒霜“\"]"
    r"|一[月二三四五六七八九零〇○年季、至到号日点时-]|今[天日年早晨晚夜岁个]|明[天日年早晚]"
    r"|前[一二两三四五六七八九十年天日晚\d]|后[一二两三四五六七八九十年天日半\d]|当[年月日天晚夜季周]"
    r"|同[年月日期一]|次[年月日晨]|来年|上[半个一季月周星礼上世年旬午元]|下[半个一季月周星礼下年旬午]"
    r"|这[一个年月周星礼]|本[周月年季日世星礼]|大[前后年寒暑大]|第[一二三四五六七八九十\d]"
    r"|首[季\d一二两三四五六七八九十个]|头[一二两三四五六七八九十\d]|最[后初]|正[月午]"
    r"|年[初底末中关三]|之初|初|底|末|月[初底末中]|全年|即日|周[一二三四五六日天末]|星期|礼拜"
    r"|国[庆际]|清[明晨]|重阳|七夕|除夕|妇女|儿童|教师|建[党军]|小[年寒暑]|早|中[午秋旬]|晚|夜|半夜"
    r"|以来|春|元[旦宵]|农历|新春|香港|立[春夏秋冬]"
)


@dataclass(frozen=True)
class Token:
    """A piece of a date or period: its kind, its characters in the fold and its span."""

    kind: str
    text: str
    start: int
    end: int


def pieces(folded: str, alone: bool = False) -> Iterator[Token]:
    """Every piece of a time expression, left to right, none inside another.

    `alone`: the text is a phrase that is asked about, no running text.
    """
    for match in (_scan_alone() if alone else _scan()).finditer(folded):
        kind = match.lastgroup
        if kind == "mark":
            kind = "iso"
        assert kind is not None
        yield Token(kind, match.group(), match.start(), match.end())


def _patterns() -> dict[str, list[str]]:
    patterns: dict[str, list[str]] = {}
    for kind, pattern in rows("time_words"):
        for name, part in _PARTS.items():
            pattern = pattern.replace(f"‹{name}›", part)
        patterns.setdefault(kind, []).append(pattern)
    return patterns


def _compile(patterns: dict[str, list[str]], feasts: str) -> str:
    kinds = (f"(?P<{kind}>{'|'.join(parts)})" for kind, parts in patterns.items())
    return "|".join(kinds).replace("‹FEAST›", feasts)


@lru_cache(maxsize=1)
def _scan() -> re.Pattern[str]:
    names = [name for name, (_, _, article) in festivals().items() if article]
    feasts = [_GUARDS.get(name, name) for name in sorted(names, key=len, reverse=True)]
    every = _compile(_patterns(), "|".join([*feasts, _SOLAR_TERMS]))
    return re.compile(f"(?=(?:{_FIRST}|{_PARTS['ERA']}))(?:{every})")


@lru_cache(maxsize=1)
def _scan_alone() -> re.Pattern[str]:
    names = [*festivals(), *(term + "节气" for term in TERMS), *TERMS]
    feasts = [re.escape(name) for name in sorted(names, key=len, reverse=True)]
    feasts[feasts.index("十一")] = "十一(?![月日号点时分个世年])"
    patterns = _patterns()
    for kind, words in _ALONE.items():
        patterns[kind].append(words)
    patterns = {"festival": patterns.pop("festival"), **patterns}
    return re.compile(_compile(patterns, "|".join(feasts)))
