"""Results in sport, with the event where the sentence names it.

在女子50米仰泳决赛中，…以27秒67 | 夺冠         女子50米仰泳成绩
跑出9秒95 | 的好成绩, 某某11秒22 | 获得冠军      成绩
以0.12秒的微弱 | 优势险胜                      优势
"""

from __future__ import annotations

from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late
from ingest.facts.words import NAME, QUANTITY
from ingest.script import fold

_TIMED = ("duration", "time")
_OTHERS = ("公斤", "千克", "米", "环")
"""Units of what is lifted, jumped, thrown and shot."""
_LONGEST_NAME = 4
_AHEAD = late(
    "(?:以|用|凭借?|[跑游跳骑滑投掷举打交拿]出|举起|定格在|[跑游]进)(?:了|个人最[好佳]的?)?(?:总成绩|总分)?$"
)
_MADE = late("(?:[跑游跳骑滑投掷]出|[跑游]进)了?(?:个人最[好佳]的?)?$")
_WON = (
    "(?:夺[冠得取魁金]|摘[得取金银]|获得|获[金银铜第冠亚季]|赢得|力[克压]|打破|刷新|改写|平了|[排名]?[列居]第|排名|排在|位[居列]"
    "|卫冕|完赛|冲线|登顶|折桂|称雄|取胜|险胜|战胜|击败|收获|拿下|斩获|晋级|无缘|屈居|勇夺|名列|问鼎|加冕|捧得)"
)
_BEHIND = late(f"的?[^,;。的]{{0,8}}?{_WON}")
_CALLED = late(f"(?:[、和与]{QUANTITY}+整?)?的[一-鿿]{{0,8}}?(?P<what>总成绩|成绩|佳绩|优势|劣势)")
_EVENT = late(
    "(?:(?:男子|女子|男女|混合|男女混合)[一-鿿\\d×x*.]{2,14}?|\\d+(?:公里|米)[一-鿿]{2,5}?)"
    "(?=级?[a-z]?组?(?:半?决赛|预赛|初赛|比赛|项目|对决|争夺|小组|冠军|金牌|全国纪录|亚洲纪录|世界纪录)|[中上,，]|$)"
)
_BACK = 150
"""How far before a result the event is looked for, in its paragraph."""


def result(sight: Sight, begin: int) -> About | None:
    """What a result in sport measures; None where a number is none."""
    fact, masked = sight.fact, sight.masked
    timed = fact.dimension in _TIMED and "秒" in fact.text
    if not timed and fact.unit not in _OTHERS:
        return None
    start, end = fact.start, fact.end
    ahead = _AHEAD.search(masked, sight.left, start)
    made = _MADE.search(masked, sight.left, start) is not None
    short = start - begin <= _LONGEST_NAME and masked[begin:start] > "一"
    alone = timed and (masked[start - 1] == NAME or (short and begin < start - 1))
    if ahead is None and not alone:
        return None
    called = _CALLED.match(masked, end, sight.clause[1])
    won = _BEHIND.match(masked, end, sight.clause[1])
    if called is None and won is None and not (made and timed):
        return None
    what = called["what"].replace("佳绩", "成绩") if called else "成绩"
    stop = ahead.start() if ahead else start
    own = None if sight.follows else clause_subject(masked, begin, stop)
    base = (_event(sight) if what.endswith("成绩") else "") + what
    return About(own, None, base, base, inherits=sight.follows, rule="result")


def _event(sight: Sight) -> str:
    """在 | 女子50米仰泳 | 决赛中: the event that the paragraph has named last."""
    start = sight.fact.start
    first = max(0, start - _BACK, sight.masked.rfind("\n", 0, start) + 1)
    said = fold(sight.text[first:start])
    found = list(_EVENT.finditer(said))
    if not found:
        return ""
    one = found[-1]
    return sight.text[first + one.start() : first + one.end()]


def result_of(sight: Sight) -> About | None:
    """优于 | 某某 | 的1小时29分12秒: a result of whom is named right before it."""
    at = sight.fact.start - 1
    if sight.masked[at] != "的" or sight.masked[at - 1] != NAME:
        return None
    if sight.fact.dimension not in ("duration", "time"):
        return None
    begin = at
    while begin > sight.left and sight.masked[begin - 1] == NAME:
        begin -= 1
    return About((begin, at), None, "成绩", "成绩", rule="result")
