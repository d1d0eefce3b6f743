"""The words of dates and periods: one pattern that finds the pieces, in the fold.

Each alternative is a named kind of token, from `tables/time_words.tsv`; `pieces` gives them in
order, and `compose` puts neighbours together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.facts.late import late
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
    "五一": r"(?:五一(?=[”\"]?(?:假|期间|黄金|小长|前|长假|来临|到来))|(?<=年“)五一(?=”))",
    "七一": r"(?<=[“\"])七一(?=[”\"](?:期间|前|当天|来临|到来|之际))",
    "八一": r"(?<=[“\"])八一(?=[”\"](?:期间|前|当天|来临|到来|之际))",
    "圣诞": "圣诞(?![岛老树卡帽歌颂])",
    "国庆": "国庆(?!尚|日)",  # 韩国庆尚北道, 该国国庆日
    "十一": r"(?<=年“)十一(?=”)|(?<![第月年双])十一(?=[”\"]?(?:假|期间|黄金|长假|前夕|来临|到来)"
    r"|[”\"]前)",
}
_SOLAR_TERMS = (
    r"(?<![治政风气海])清明节?(?!上河|县)|(?:立[春夏秋冬]|[春秋]分|[夏冬]至|惊蛰|谷雨|芒种|[大小]暑|[大小]寒|霜降)"
    r"(?=节气|当天|时节|前后|期间)"
)
# What may stand behind the Arabic digits that begin a piece.
_DIGITS_FOLLOWED = r"\d{1,4}\s?[年月日号时点季世财赛学全上下前第一二三四qh至到、和及与:./~〜–—-]"
# What only a phrase asked about alone may say.
_ALONE = {
    "relday": "大大后天|后日|本日|现在|当前|此刻|目前|而家|全天|白天"
    r"|最近(?![几数一二两三四五六七八九十\d])",
    "relmonth": "今个月",
    "week": "今个?(?:周|星期|礼拜)",
    "relyear": "这一年|下年",
}
_SHORT = 2
_QUARTERS = late("年第[一二三四1-4]季(?!度)|按[年季]|首季")


class Token(NamedTuple):
    """A piece of a date or period: its kind, its characters in the fold and its span."""

    kind: str
    text: str
    start: int
    end: int


def pieces(
    folded: str, alone: bool = False, republic: Callable[[], bool] = lambda: False
) -> Iterator[Token]:
    """Every piece of a time expression, left to right, none inside another.

    `alone`: the text is a phrase that is asked about, no running text. `republic` tells whether
    it counts its years like Taiwan.
    """
    for match in (_scan_alone() if alone else _scan()).finditer(folded):
        kind = match.lastgroup
        if kind == "mark":
            kind = "iso"
        assert kind is not None
        text = match.group()
        if kind == "republic" and (alone or not republic()):
            continue
        if kind == "barequarter":
            if not _has_quarters(folded) and not (_in_quarter(folded, match) and republic()):
                continue
            kind = "quarter"
        if kind == "republic" or (kind == "year" and _is_short(text) and republic()):
            kind, text = "era", f"民国{text}"
        yield Token(kind, text, match.start(), match.end())


@lru_cache(maxsize=16)
def _has_quarters(folded: str) -> bool:
    """Whether 第二季 is a quarter, as in Hong Kong, and not a part of a series."""
    return _QUARTERS.search(folded) is not None


def _in_quarter(folded: str, match: re.Match[str]) -> bool:
    """在第2季: a time, where an article of Taiwan does not say that series or matches go on."""
    return folded.endswith(_DURING, 0, match.start()) and folded[match.end() :][:1] not in "播开赛"


_DURING = ("于", "在", "预计", "预定", "将自", "最快")


def _is_short(text: str) -> bool:
    """Whether a year has two digits, and none that only Western ones have: 95年, not 05年."""
    digits = text.removesuffix("度").removesuffix("年").rstrip()
    return len(digits) == _SHORT and digits[0] not in "0零〇○"


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
    return re.compile(f"{_beginning()}(?:{every_piece()})")


def every_piece() -> str:
    """The pattern of every piece that an article may hold."""
    names = [name for name, (_, _, article) in festivals().items() if article]
    feasts = [_GUARDS.get(name, name) for name in sorted(names, key=len, reverse=True)]
    return _compile(_patterns(), "|".join([*feasts, _SOLAR_TERMS]))


def _beginning() -> str:
    """A look ahead: one of the first characters, and behind a common one what may follow it."""
    heads = rows("time_heads")
    every = "0-9" + "".join(head for head, _ in heads) + "".join(era[0] for era in eras())
    rare = "".join(head for head, follows in heads if not follows)
    pairs = "|".join(f"[{head}][{follows}]" for head, follows in heads if follows)
    return f"(?=[{every}])(?={_DIGITS_FOLLOWED}|[{rare}]|{pairs}|{_PARTS['ERA']})"


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
