"""Neighbouring pieces put together: 去年 + 7月 + 4日 + 晚上 + 7点 is one expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.time.lexicon import Token, pieces

# What may follow what: a token joins the ones before it when its rank is higher than theirs.
_AT = late(r"(?<![追扳逼战打])[于在至从到约间,(]$")
_CLOCK_ENDS = late(r"[分半整钟刻]$")
_SINCE_OR_UNTIL = late(r"(?:起|至|到|开始|前|后|以后|之后|之前)")
_RANK = {
    "years": 1, "year": 1, "isospan": 1, "relyear": 1, "era": 1, "decade": 1, "plan": 1,
    "schoolyear": 1, "half": 2, "term": 2, "quarter": 2, "season": 2, "first": 2, "months": 2,
    "month": 2, "relmonth": 2, "lunar": 3, "festival": 3, "tenday": 3, "days": 3, "day": 3,
    "relday": 3, "week": 3, "nth": 4, "weekday": 4, "iso": 4, "firstdays": 4, "daypart": 5,
    "clock": 6, "clocks": 6, "edge": 6, "same": 6,
}  # fmt: skip
# Neighbours that join against that order, or only these: a beginning or end, the same period.
_JOINED = {
    "edge": "quarter month months season year relyear relmonth half decade era",
    "same": "year era relyear month months relmonth week day relday",
    "clock": "iso lunar festival weekday nth day relday daypart",
    "clocks": "day relday daypart",
    "daypart": "lunar festival nth clock",
    "relmonth": "relyear month",
    "day": "relmonth",
    "relday": "day days iso festival lunar",
    "days": "relmonth",
    "tenday": "relmonth",
    "weekday": "week",
}
_THAT_DAY = frozenset(("当天", "当日", "当晚", "当夜"))
# A weekday in brackets between a day and its hour: 7月15日(星期一)上午10时.
_HOUR_BEHIND = late(r"\)\s?(?:凌晨|[清早]晨|[早晚上下中午傍]|\d{1,2}[:时点])")
_PARTS_OF_DAY = frozenset("早晨晚夜")
_FEAST_BEHIND = late(r"”(?:小?长假|假期|假日|黄金周|期间)")
_GLUE = re.compile(r"\s?(?:的|中的)?\s?")
_ABOUT_THEN = ("约", "大约", "临近", "将近", "接近", "近")
_TO = re.compile(r"\s?(?:至|到|-+|—+|–|~|〜)\s?")
# Tokens that are no date of their own, and which of them a phrase asked about may be.
_RECURRING = frozenset(
    ("month", "months", "day", "daypart", "clock", "festival", "lunar", "quarter", "half", "season")
)
_ATTACHED = frozenset(
    (
        "season",
        "term",
        "firstdays",
        "clocks",
        "nth",
        "daypart",
        "edge",
        "tenday",
        "same",
        "now",
        "since",
    )
)
_ALONE_TOO = frozenset(("season", "daypart", "clocks", "edge", "now", "since"))
_EDGES_ALONE = late(r"年内|年初|年底|年末|年中|月初|月底|月末|岁末|全年")


class Expression(NamedTuple):
    """Tokens of one point or period; `until` are those of the other end of a span."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    until: tuple[Token, ...] = ()
    open_end: bool = False
    """It runs until now: 至今, 以来."""


def expressions(
    folded: str, alone: bool = False, republic: Callable[[], bool] = lambda: False
) -> Iterator[Expression]:
    """The expressions of the text, in order; `alone` and `republic` as in `lexicon.pieces`."""
    group: list[Token] = []
    pending: Expression | None = None
    for token in pieces(folded, alone, republic):
        if group and _joins(folded, group, token):
            group.append(token)
            continue
        if group:
            pending = yield from _push(folded, pending, _close(folded, group, alone, pending))
        group = [token]
    if group:
        pending = yield from _push(folded, pending, _close(folded, group, alone, pending))
    if pending:
        yield pending


def _push(folded: str, pending: Expression | None, new: Expression | None):  # type: ignore[no-untyped-def]
    """Joins a span's two ends; gives what is finished and keeps what may go on."""
    if pending and new:
        between = folded[pending.end : new.start]
        if new.tokens[0].kind in ("now", "since") and not between.strip():
            return Expression(pending.start, new.end, pending.tokens, pending.until, True)
        if (
            not pending.until
            and not pending.open_end
            and _spans(pending, new)
            and (_TO.fullmatch(between) or _between(folded, between, new.end))
        ):
            return Expression(pending.start, new.end, pending.tokens, new.tokens)
        if pending.tokens[0].kind == "every" and _TO.fullmatch(between):
            return Expression(pending.start, new.end, pending.tokens)  # 每年11月至次年3月
    if pending:
        yield pending
    return new if new and new.tokens[0].kind not in ("now", "since") else None


def _between(folded: str, word: str, end: int) -> bool:
    """三月和九月之间, 2007年与2009年间."""
    closed = folded[end - 1] == "间" or folded.startswith(("间", "之间"), end)
    return word in ("和", "与") and closed


def _spans(first: Expression, second: Expression) -> bool:
    kinds = {token.kind for token in first.tokens + second.tokens}
    return not kinds & {"every", "same", "plan", "months", "days", "years"} and not second.until


def _joins(folded: str, group: list[Token], token: Token) -> bool:
    last = group[-1]
    gap = folded[last.end : token.start]
    if gap and not (len(gap) <= 3 and _GLUE.fullmatch(gap)):
        return _in_marks(folded, last, gap, token)
    if gap == "的" and last.kind == "every" and token.kind in ("month", "months"):
        return True  # 每年的5月
    if "的" in gap and _RANK.get(last.kind, 9) > 1 and token.kind not in ("nth", "firstdays"):
        return False
    if last.kind in ("every", "now", "since") or token.kind in ("every", "now", "since"):
        return last.kind == "every" and not gap and token.kind in _RECURRING
    if token.kind == "relday" and token.text not in _THAT_DAY:
        return _RANK["relday"] > max(_RANK.get(each.kind, 9) for each in group)
    if token.kind == "relmonth" and last.kind == "month" and token.text[0] != "当":
        return False
    if gap.strip() == "" and last.kind in _JOINED.get(token.kind, "").split():
        return not (
            token.kind == "edge"
            and len(token.text) > 1
            and token.text[0] == "月"
            and last.kind in ("year", "relyear")
        )
    if token.kind in ("edge", "same"):
        return False
    ranks = [_RANK.get(each.kind, 9) for each in group if each.kind != "every"]
    return _RANK.get(token.kind, 0) > max(ranks, default=9)


def _in_marks(folded: str, last: Token, gap: str, token: Token) -> bool:
    """15日 | (星期一 | )上午, 今年 | “十一”黄金周: pieces with a bracket or a mark between them."""
    if gap == "(" and token.kind == "weekday":
        return last.kind in ("day", "iso", "relday") and bool(_HOUR_BEHIND.match(folded, token.end))
    if gap == "(" and token.kind == "day" and last.text[-1] in _PARTS_OF_DAY:
        return last.kind == "relday" and bool(_HOUR_BEHIND.match(folded, token.end))
    if gap == ")" and last.kind == "day" and token.kind == "clock":
        return folded[last.start - 1] == "("  # 昨晚(4日)9时许
    if gap in _ABOUT_THEN and token.kind == "clock":
        return last.kind in ("relday", "day", "daypart")  # 今早约8时23分
    if gap == ")" and last.kind == "weekday":
        return token.kind in ("daypart", "clock") and folded[last.start - 1] == "("
    if gap == "“" and token.kind == "festival":
        behind = folded.startswith("”", token.end) or _FEAST_BEHIND.match(folded, token.end)
        return last.kind in ("year", "relyear") and bool(behind)
    return False


def _close(
    folded: str, group: list[Token], alone: bool, before: Expression | None
) -> Expression | None:
    """The finished expression; None where its tokens are no date of their own."""
    if group[0].kind == "nth" and not alone and _is_next_day(folded, group[0]):
        group[0] = group[0]._replace(kind="nthday")
    expression = Expression(group[0].start, group[-1].end, tuple(group))
    kind, single = group[0].kind, len(group) == 1
    if alone:
        return None if single and kind in _ATTACHED - _ALONE_TOO else expression
    if single and kind in _ATTACHED:
        named = kind in ("now", "since") or _EDGES_ALONE.fullmatch(group[0].text)
        return expression if named else None
    if single and kind == "day":
        return expression if _is_day(folded, group[0]) else None
    if single and kind == "clock":
        ends = before is not None and before.tokens[-1].kind == "clock" and not before.until
        ends = ends and bool(before and _TO.fullmatch(folded, before.end, group[0].start))
        ends = ends or _goes_on(folded, before, group[0])
        return expression if ends or _is_clock(folded, group[0]) else None
    return None if kind in ("edge", "same", "tenday", "season") else expression


def _goes_on(folded: str, before: Expression | None, token: Token) -> bool:
    """晚6:50左右…。| 7:10,火势更大: an hour opens a clause, and was told last; it is no score."""
    if before is None or before.tokens[-1].kind not in ("clock", "daypart"):
        return False
    head = folded[token.start - 1 : token.start]
    opens = ":" in token.text and head in _OPENS_HOUR and folded.startswith(",", token.end)
    return opens and not _SCORED.search(folded, max(0, token.start - 12), token.start)


_OPENS_HOUR = frozenset(("", *";。!?\n”　 "))
_SCORED = late("[一二三四五六七首末\\d][局盘节]|比分|总分")


def _is_clock(folded: str, token: Token) -> bool:
    """An hour that stands alone: 14时30分, 9点半; not 四时, 3点建议, a score or a ratio."""
    text = token.text
    about = _ABOUT.search(text)
    if ":" in text:
        before = folded[max(0, token.start - 2) : token.start]
        return text.endswith("时") or bool(about) or (bool(_AT.search(before)) and len(text) >= 4)
    bare = text[: about.start()] if about else text
    if _CLOCK_ENDS.search(bare) and "时" in text + "时" * ("点" in text):
        return text[0].isdigit() or "半" in text or "钟" in text or "整" in text
    behind = _SINCE_OR_UNTIL.match(folded[token.end : token.end + 2])
    sure = behind is not None or (about is not None and about[0] != "多")  # 3点多 may be points
    return text[0].isdigit() and ("时" in text or sure)


_ABOUT = late("(?:许|左右|前后|来钟|多)$")


def _is_next_day(folded: str, token: Token) -> bool:
    """第二天 at the head of a clause: the day after the one told before, of no event's own days."""
    head = folded[token.start - 1 : token.start]
    if token.text not in _NEXT_DAYS or head not in _CLAUSE_HEADS:
        return False
    return _COUNTED_DAYS.search(folded, max(0, token.start - 40), token.start) is None


_COUNTED_DAYS = late("首日|首天|第[一二1]天|假期|小长假|黄金周|比赛日")
"""Near 第三天, which is then one of theirs: 假期首日…,第三天较第二天增长."""
_NEXT_DAYS = frozenset(("第二天", "第三天", "第2天", "第3天"))
_CLAUSE_HEADS = frozenset(("", *",;。!?\n”"))


def _is_day(folded: str, token: Token) -> bool:
    """12号 the day, not that of 12号文件, 3号线, 〔2018〕12号."""
    if not token.text.endswith("号"):
        return True
    before = folded[token.start - 1 : token.start]
    if before and (before in "〕]第)" or (before.isascii() and before.isalnum())):
        return False
    if folded[token.start - 2 : token.start] == "号、" and not token.text[0].isdigit():
        return False  # 天问一号、二号
    if "一" <= before <= "鿿" and before not in _BEFORE_DAY:  # 天舟八号, 某路27号
        return token.text[0].isdigit() and _DONE_THEN.match(folded, token.end) is not None
    return _AFTER_DAY.match(folded, token.end) is not None


_DONE_THEN = late(r"[上中下]午|[早晚凌清]|在(?!建)|表示|宣布|举行|发布|说|起|开始|当天|就|将")
_BEFORE_DAY = frozenset("月在于到至从自是们他她我者和或及的就前后将约")
_AFTER_DAY = late(
    r"$|[,。;、)!?\s]|[上下中晚早凌清]|起|至|到|前|后|当|就|将|在|也|的|开始|举行|发布|表示|宣布|星期|周|以[前后来]"
)
