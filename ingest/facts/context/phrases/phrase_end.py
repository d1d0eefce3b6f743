"""Where the noun phrase ends that a clause opens with, and whether it is somebody."""

from __future__ import annotations

import re

from ingest.facts.context.measures.measure import LONGEST_PHRASE, WITHIN
from ingest.facts.context.phrases.actors import ACTS
from ingest.facts.context.phrases.edges import is_name, without_dates
from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.phrases import moves_at
from ingest.facts.words import DATE, NAME, PLACE, QUANTITY, lexicon

_LONGEST_LIST = 60
"""A list of names with what they are: 甲公司董事长黄天火、乡贤陈志强."""
_WORD = 2
_MOST = frozenset("最较更")
_FEW = 2
_UNLISTED = 4
"""A predicate so long may stand behind a name without a listed verb."""
_OF_AGES = frozenset("青少中老成童壮幼往历财学全当去今明每多近")
"""Before 年 in words of their own."""
_IN_TEAM = ("队中", "阵中", "队内", "场上")
_CAUSING = ("造成", "导致", "致", "引发")
_GROWN = re.compile(
    "(?:增长|下降|回升|上升|上涨|下跌|回落|提升|提高|减少|增加|扩大|缩小|下滑|攀升|走高|走低|回暖|恢复)$"
)
_SUCH = late(
    "(?:相对|比较|仍然|依然|普遍)?[较最更偏]为?(?:[大小高低多少快慢好差强弱重轻]|严重|惨重|突出|明显|显著|亮眼|迅猛|强劲|严峻|集中)$|居[多首]$"
)
"""农村地区火灾占比 | 相对较大: a predicate without a verb."""
_NEW = ("创新", "更新", "革新", "最新", "全新", "崭新", "翻新", "焕新", "高新", "换新")


def unlisted_end(masked: str, begin: int, end: int, manner: Span, done: int) -> int:
    """Where the phrase ends in a clause that has no listed verb.

    `manner` is the last adverb of manner in it, `done` where one stands before what is done.
    """
    if manner[1] == end:
        most = masked[manner[0] - 1] in _MOST and manner[0] - 1 > begin
        return manner[0] - most  # 特征 | 明显, 收入增长 | 最明显
    if done > begin and ACTS.search(masked, begin, done):
        return done
    such = _SUCH.search(masked, begin + 2, end)
    return without_deed(masked, begin, such.start()) if such else end


def doer_of(masked: str, begin: int, stop: int, end: int, acts: bool) -> Span | None:
    """The phrase as a subject, without what isn't its own; None where it is nobody.

    `end` is the clause's; `acts` tells that a verb follows the phrase.
    """
    begin, stop = _own_end(masked, begin, stop, end)
    within = WITHIN.search(masked, begin + 2, stop - 2) if "中" in masked[begin:stop] else None
    begin = within.end() if within else begin  # 查明原因的火灾中 | 电气火灾
    if acts and _is_act(masked, begin, stop):
        return None  # 策划 | 储备项目
    if stop >= end and not is_name(masked, (begin, stop)):
        stop = len(masked[begin:stop]) - len(masked[begin:stop].lstrip(NAME)) + begin
        if stop == begin or end - stop < _UNLISTED or ACTS.search(masked, stop, end):
            return None  # 公安交管部门 | 严管通行秩序: a verb that no list has
    return (begin, stop) if begin < stop and _is_short(masked[begin:stop]) else None


def _own_end(masked: str, begin: int, stop: int, end: int) -> Span:
    """The phrase without what belongs to the word behind it; `end` is the clause's."""
    if stop < end and masked[stop - 1] == "新" and masked[stop - 2 : stop] not in _NEW:
        stop -= 1  # 银行 | 新投放贷款
    if stop < end and masked[stop - 1] == "总":
        stop -= 1  # 商品住宅 | 总成交面积
    if stop < end and masked[stop - 1] == "年" and masked[stop - 2] not in _OF_AGES:
        stop -= 1  # 农民 | 年人均, 村集体 | 年增收
    begin, stop = without_dates(masked, begin, stop)
    if masked[begin : begin + _WORD] in _IN_TEAM and stop - begin > _WORD + 1:
        begin += _WORD  # 队中 | 某某
    if begin < stop < end and masked[stop - 1] in "前近头" and masked[stop] == DATE:
        stop -= 1  # 黄龙景区 | 前4天
    grown = _GROWN.search(masked, begin + 4, stop) if stop < end else None
    return begin, grown.start() if grown else stop  # 港口吞吐量 | 增长较快


def _is_short(phrase: str) -> bool:
    """Whether a phrase is no longer than a subject is, and holds no number."""
    listed = "、" in phrase and (
        NAME in phrase or (phrase.count("、") > _FEW and PLACE not in phrase)
    )
    longest = _LONGEST_LIST if listed else LONGEST_PHRASE
    return len(phrase) <= longest and QUANTITY not in phrase


def without_deed(masked: str, begin: int, stop: int) -> int:
    """高收入者 | 评价最好: where the phrase ends before what those in it do."""
    deed = stop - _WORD
    acts = lexicon(True).classes.get(masked[deed:stop]) in ("nominal", "verb")
    acts = acts and masked[deed:stop] not in _NOUNS and masked[deed - _WORD : deed] not in _LAND
    return deed if acts and begin < deed and ACTS.search(masked, begin, deed) else stop


_NOUNS = frozenset(
    ("流动", "旅游", "活动", "工作", "服务", "管理", "教育", "就业", "消费", "运动", "生活")
)
"""Deeds that are told of as things: 人员流动持续旺盛."""
_LAND = ("乡村", "农村")


def _is_act(masked: str, begin: int, stop: int) -> bool:
    """Whether a phrase only says what is done too: a noun that is a verb, right before one."""
    if masked[begin] == "全":
        begin += _WORD  # 全国 | 医疗 | 救助
    plain = stop - begin == _WORD and not moves_at(masked, stop)
    plain = plain and not masked.startswith(_CAUSING, stop)  # 袭击 | 造成5人死亡
    return plain and lexicon(True).classes.get(masked[begin:stop]) == "nominal"
