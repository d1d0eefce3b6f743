"""Tells lengths of time from the dates, names and other words that are put in the same way."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.time.calendar import rows


def is_length(folded: str, match: re.Match[str], lead: str, tail: str) -> bool:
    """Tells 3日 the date from 近3日 the length, 2018年 from 20年, 有一天 from 一天内."""
    unit, count = match["unit"], match["count"]
    before = folded[match.start() - 1 : match.start()]
    if _is_name(folded, match, lead, before) or _is_numbered(folded, match, unit):
        return False
    told = tail or match["lowunit"] or match["more"] or match["vague"] or match["rest"]
    firm = bool(told or lead not in ("", "前", "后", "首", "头"))
    if count[0] in "百千" and count.strip("百千万") == "":
        return False
    if before and before in "这那" and unit in ("天", "年", "日") and not tail:
        return False
    if unit == "月":
        return bool(match["low"] is None and lead in ("近", "过去", "最近") and count in "仨两")
    if unit == "日":
        if _BY.search(folded, max(0, match.start() - 3), match.start()):
            return True
        return lead in _DAYS_ON or tail in ("内", "以内", "之内")
    if unit in ("年", "财年", "年半") and _names_a_year(match, folded):
        return False
    if count == "一" and unit.endswith(("交易日", "工作日")):
        return lead in ("近", "最近")
    if count == "一" and unit in ("天", "日", "年", "周"):
        if _BY.search(folded, max(0, match.start() - 3), match.start()):
            return True
        if unit == "天" or (before and before in "这那有每某同哪另新"):
            return firm and before not in tuple("有这那")
        return firm
    return True


_DAYS_ON = ("近", "过去", "未来", "连续", "为期", "历时", "最近")


def _is_name(folded: str, match: re.Match[str], lead: str, before: str) -> bool:
    """Whether the words beside the number make another word of it: 三九天, 10年期, 三十年战争."""
    unit, count = match["unit"], match["count"]
    follows = folded[match.end("unit") : match.end("unit") + 2]
    eras = ("公元", "西元") if lead == "前" else ("公元前", "西元前")
    if folded.endswith(eras, 0, match.start()):
        return True
    if before and (before in "第.-/" or (before.isascii() and before.isalnum())):
        return True
    if before == "个" and "第" in folded[max(0, match.start() - 5) : match.start()]:
        return True  # 第十四个五年规划
    if (count[1:] == "九" and unit == "天") or (before == "初" and count[0] == "一"):
        return True  # 三九天; 除夕、初一|两天
    if _SURVIVED.match(folded, match.end("unit")):
        return True  # 五年生存率
    if follows == "两头" or (follows == "战争" and not count[0].isdigit()):
        return True  # 三天两头; 三十年战争
    return follows[:1] == "期" and follows != "期间" and unit[-1] in "年天月"  # 10年期国债


_SURVIVED = late("(?:以上)?[一-鿿]{0,4}?(?:生存|存活|成活|保留|续保|复发)率")
"""Behind a length: it belongs to the name of what is measured."""


def _is_numbered(folded: str, match: re.Match[str], unit: str) -> bool:
    """武德|二年, 前5|世纪, 幾個|十年: what a number names, and does not measure."""
    start = match.start("count")
    if match["low"] and unit == "年" and _CALENDAR_YEAR.fullmatch(match["low"]):
        return True  # 2019-20年
    if unit == "世纪":
        return match["count"][0] in "23456789" or folded[start - 1 : start] == "前"
    if unit == "年" and folded[start - 2 : start] in _old_eras():
        return not match["tail"] and not match["lead"]
    return match["count"] == "十" and folded[start - 2 : start] in ("几个", "数个")


_CALENDAR_YEAR = re.compile("(?:19|20)[0-9]{2}")


@lru_cache(maxsize=1)
def _old_eras() -> frozenset[str]:
    return frozenset(" ".join(names for names, _ in rows("old_eras")).split())


_BY = late(
    "(?:延长|延迟|延期|延后|顺延|推迟|推后|提前|提早|缩短|刚好|恰好|整整|停牌|停课|停产|停赛|禁赛|停职|停学|停业"
    "|休学|放假|休市|限期|期限为?|有效期为?|期为|为期|续约|续签)$"
)
"""Before 一年 or 一天, where it is a length of time and no day of somebody's life."""


def is_window(folded: str, match: re.Match[str], lead: str, tail: str) -> bool:
    """未来48小时内 is a stretch of time, 近4小时 and 刚刚过去3小时 are figures."""
    if lead not in ("未来", "今后", "接下来", "过去", "在过去"):
        return False
    if lead == "过去" and folded.endswith(_NO_PAST, 0, match.start()):
        return False
    return tail in ("", "内", "以内", "之内")


_NO_PAST = ("刚刚", "已经", "已", "又", "就", "从", "由", "比", "较")
"""Before 过去, where it is a verb, or says how things were."""


def _names_a_year(match: re.Match[str], folded: str) -> bool:
    """Whether the number is that of a year (2018年, 〇八年), or part of a word (年级, 年报)."""
    count, follows = match["count"], folded[match.end("unit") : match.end("unit") + 2]
    if follows[:1] in tuple("级代轻度报检薪审会货鉴味") or follows in ("一度", "四季", "龄段"):
        return True
    if not count.isdigit():
        return len(count) == 4 and not set(count) & set("十百千万亿")
    return count[0] == "0" or (len(count) == 4 and "1500" <= count < "2200" and not match["vague"])
