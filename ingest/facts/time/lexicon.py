"""The words of dates and periods: one pattern that finds the pieces, in the fold.

Each alternative is a named kind of token; `pieces` gives them in order, and `compose` puts
neighbours together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.facts.time.calendar import TERMS, eras, festivals

D = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二两三四五六七八九])"
C = "一二三四五六七八九"
TO = r"\s?(?:至|到|-+|—+|–|~|〜)\s?"
_ZERO = "零〇○0"

_LUNAR_DAY = rf"(?:十[{C}]?|廿[{C}]?|二十[{C}]?|三十)(?![日号{C}])"
_FESTIVALS = (
    "|".join(
        sorted(
            (name for name, (_, _, article) in festivals().items() if article),
            key=len,
            reverse=True,
        )
    )
    .replace("|五一|", r"|五一(?=[”\"]?(?:假|期间|黄金|小长|前|长假))|")
    .replace("|十一|", r"|(?<![第月年])十一(?=[”\"]?(?:假|期间|黄金|长假))|")
    + r"|清明节?(?!上河|县)|(?:立[春夏秋冬]|[春秋]分|[夏冬]至|惊蛰|谷雨|芒种|[大小]暑|[大小]寒|霜降)(?=节气|当天|时节|前后|期间)"
)

_PATTERNS = {
    "iso": r"(?<![\d.])(?:1[89]|20|21)\d\d(?P<mark>[-/.])(?:1[0-2]|0?[1-9])(?P=mark)(?:3[01]|[12]\d|0?[1-9])(?!\d)"
    r"(?:[\st]*(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?)?",
    "years": rf"(?<![\d.])(?:1[0-9]|20|21)\d\d(?:年)?{TO}(?:1[0-9]|20|21)\d\d\s?年(?:度)?",
    "year": rf"(?<![\d.])(?:1[5-9]|20|21)\d\d\s?年(?:度|间)?|[一二][{_ZERO}{C}]{{3}}年(?:度)?"
    rf"|(?<![\d.])0\d\s?年|[零〇○][{C}]年"
    rf"|(?<![\d.])\d\d\s?年(?={D}月|[上下]半年|[一二三四1-4]季度|底|初|末|除夕|春节|国庆|第\d)"
    rf"|(?<![{C}十百千万]){'[' + C + ']' * 1}[{_ZERO}{C}]年(?={D}月|[上下]半年|[一二三四]季度|底|初|末|前[一二三四五六七八九十]|端午|春节)",
    "relyear": r"大前年|今年|本年度?|去年度?|前年|明年|后年|当年|同年|次年|翌年|来年|上年度?|上一年度?|下一年|今岁",
    "era": rf"(?:{'|'.join(eras())})(?:元|\d{{1,3}}|[{C}十]{{1,4}})年",
    "isospan": r"(?<![\d.])(?:19|20)\d\d[./](?:0[1-9]|1[0-2])-(?:19|20)\d\d(?:[./](?:0[1-9]|1[0-2]))?(?![\d.])",
    "lunar": rf"(?:农历|阴历|旧历)闰?(?:[正腊冬]|{D})月(?:初[{C}十]|初?\d{{1,2}}|{_LUNAR_DAY})?"
    rf"|大年初[{C}十]|正月(?:初[{C}十]|初\d{{1,2}}|{_LUNAR_DAY})?|闰{D}月|[腊冬]月(?:初[{C}十]|{_LUNAR_DAY}|\d{{1,2}}(?!\d))?"
    rf"|[二三四五六七八九]月(?:初[{C}十]|(?:十[{C}]?|廿[{C}]?|二十[{C}]?)(?![日号个多余几万亿天人名月年、周里{C}十]))",
    "nth": rf"第(?:\d{{1,2}}|[{C}十]{{1,3}})个?(?:周|星期|礼拜)[一二三四五六日天]?|最后一个(?:周|星期|礼拜)[一二三四五六日天]"
    r"|第(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:个月|天)",
    "half": r"[上下]半年",
    "quarter": rf"前[二两三23](?:个)?季度?|(?:第)?[一二三四1-4]{TO}(?:第)?[一二三四2-4]季度|第?[一二三四1-4]、[二三四2-4]季度"
    r"|第[一二三四1-4](?:个)?季度?|(?<!\d)[一二三四1-4]季度?(?!节|稻|豆|酒)|首季度?|本季度?|上季度|上个季度|下季度|下个季度|当季(?!的?水果)",
    "relmonth": r"(?:上|下|本|当|同|次|这)(?:一?个)?月(?:份)?",
    "months": rf"(?<![\d.]){D}(?:月份?)?{TO}{D}月(?:份)?(?![\d一二三四五六七八九十]|球)"
    rf"|(?<![\d.]){D}、{D}月(?:份)?|[{C}][{C}]月份",
    "month": rf"(?<![\d.{C}十百千万个第]){D}月(?:份)?(?!球|嫂|饼|薪|供|租)|腊月|正月",
    "first": rf"(?:前|头|后|首|最后|最初)\s?(?:\d{{1,2}}|[{C}两十]{{1,2}})\s?个?(?:月|季度)",
    "firstdays": rf"(?:前|头|首|最后|最初)\s?(?:\d{{1,2}}|[{C}两十]{{1,2}})\s?个?(?:天|日|周|星期|礼拜)",
    "tenday": r"[上中下]旬",
    "edge": r"年初|年底|年末|年中|岁末|年关|初期|末期|伊始|之初|初(?![步期中次一二三四五六七八九十审评始选春夏秋冬级])|底(?![部层线蕴气细盘座])|末(?!端|梢|期|日)|月初|月底|月末|月中|全年",
    "days": rf"(?<![\d.]){D}(?:[日号])?{TO}{D}[日号](?!线|楼|[一-鿿]?院)|(?<![\d.]){D}、{D}日",
    "day": rf"(?<![\d.{C}十百千万第个]){D}日(?!游|元|圆|币|均|线|报(?![道告])|本|照|志|耳|行|制)|(?<![\d.{C}十百千万第个]){D}号",
    "relday": r"前一天|前一日|头一天|今天|今日|昨天|昨日|前天|前日|明天|明日|后天|大后天|大前天|当天|当日|同日|次日|翌日|同一天|今早|今晨|今晚|昨晚|昨夜|昨晨|当晚|当夜|次晨|明晚|明早|前晚",
    "weekday": r"(?:上上|下下|上|下|本|这|今)?(?:个|一个?)?(?:周|星期|礼拜)[一二三四五六日天末](?![\d一-鿿]{0,1}[元岁]|三角|全)",
    "week": r"(?:上上|下下|上|下|本|这|今|当)(?:一|个)?(?:周|星期|礼拜)(?!年|岁|边|围)",
    "festival": _FESTIVALS,
    "same": r"同期",
    "season": r"[春夏秋冬](?:季|天|末|初)?",
    "daypart": r"凌晨|清晨|早晨|早上|早间|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜间|深夜|夜里|午间|半夜|午夜|黄昏|早(?=\d|[五六七八九十])|晚(?=\d|[六七八九十])|(?<=[日号])[早晚](?![报餐饭会宴高些些于])",
    "clocks": rf"(?<![\d.]){D}{TO}(?:{D}|2[0-4])时(?!代|间|期)",
    "clock": rf"(?<![\d.:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])时?|(?<![\d.小{C}十百])(?:{D}|零|0\d|2[0-4])(?:时(?!代|间|期|任|装|尚|光|常|速|许多|刻)|点(?!钟头|[\d一-鿿]*[%万]))"
    rf"(?:(?:[0-5]?\d|[{C}十零]{{1,3}})分?(?:(?:[0-5]?\d|[{C}十]{{1,3}})秒)?|半|整|钟|一刻|三刻)?许?",
    "decade": rf"(?:(?:\d{{1,2}}|[{C}十]{{1,3}}|上个?|本)世纪)(?:(?:\d0|[{C}]十)年代)?(?:[初中末]期?|中叶|前期|后期)?|(?<!\d)(?:\d0|[二三四五六七八九]十)年代(?:[初中末]期?)?",
    "plan": r"[“\"]?十[一二三四五]?五[”\"]?(?:规划|计划)?(?:期间|时期|以来)",
    "every": r"每(?:个|一)?(?:年|月|日|天|周|星期|季度|季|晚|夜)(?!人|均)(?:[一二三四五六日天](?![\d一-鿿]))?",
    "since": r"以来",
    "now": r"(?:至今|迄今)(?!为止|[年天日晚早晨夜后])",
}

# No token begins otherwise: looking at this first is many times as fast. Characters that are
# common in other words come with what must follow them.
_FIRST = (
    r"[0-9零〇○二两三四五六七八九十廿去昨腊岁旬伊翌至迄每端圣劳凌傍午深黄腊夏秋冬闰阴旧惊谷芒霜“\"]"
    r"|一[月二三四五六七八九零〇○年季、至到号日点时-]|今[天日年早晨晚夜岁个]|明[天日年早晚]|前[一二两三四五六七八九十年天日晚\d]"
    r"|后[一二两三四五六七八九十年天日半\d]|当[年月日天晚夜季周]|同[年月日期一]|次[年月日晨]|来年|上[半个一季月周星礼上世年旬下午]"
    r"|下[半个一季月周星礼下年旬午]|这[一个年月周星礼]|本[周月年季日世星礼]|大[前后年寒暑大]|民国|第[一二三四五六七八九十\d]"
    r"|首[季\d一二两三四五六七八九十个]|头[一二两三四五六七八九十\d]|最[后初]|正[月午]|年[初底末中关三]|之初|初|底|末|月[初底末中]"
    r"|全年|即日|周[一二三四五六日天末]|星期|礼拜|国[庆际]|清[明晨]|重阳|七夕|除夕|妇女|儿童|教师|建[党军]|小[年寒暑]|早|中[午秋旬]|晚|夜|半夜|以来"
    r"|春|元[旦宵]|农历|新春|香港|立[春夏秋冬]|上元"
)
_ERAS_FIRST = "|".join(eras())


def _compile(patterns: dict[str, str]) -> re.Pattern[str]:
    every = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in patterns.items())
    return re.compile(f"(?=(?:{_FIRST}|{_ERAS_FIRST}))(?:{every})")


_SCAN = _compile(_PATTERNS)


@lru_cache(maxsize=1)
def _scan_alone() -> re.Pattern[str]:
    """For a phrase alone: every feast and solar term, and the words for now."""
    names = sorted(
        [*festivals(), *(term + "节气" for term in TERMS), *TERMS], key=len, reverse=True
    )
    feasts = "|".join(map(re.escape, names)).replace("|十一|", r"|十一(?![月日号点时分个世年])|")
    patterns = {"festival": feasts, **_PATTERNS}
    patterns["festival"] = feasts
    patterns["relday"] += "|大大后天|后日|本日|现在|当前|此刻|目前|而家|全天"
    patterns["relmonth"] += "|今个月"
    patterns["week"] += "|今个?(?:周|星期|礼拜)"
    patterns["relyear"] += "|这一年|下年"
    every = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in patterns.items())
    return re.compile(every)


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
    for match in (_scan_alone() if alone else _SCAN).finditer(folded):
        kind = match.lastgroup
        if kind == "mark":
            kind = "iso"
        assert kind is not None
        yield Token(kind, match.group(), match.start(), match.end())
