"""The phrase before a number, without what only links the two: 成活率 | 达到 | 九成."""

from __future__ import annotations

import re

from ingest.facts.context.measures.measure import measure_start, split
from ingest.facts.context.measures.measured import ESTIMATE
from ingest.facts.context.sight import Sight
from ingest.facts.phrases import strip_cues, trim
from ingest.facts.words import tokens

_AMONG = re.compile("[^,]*在内的?$")
"""包括一名男童在内的 | 两人."""
_SUCH = re.compile("最[高低大小快慢多少长短]的")
_MOST = re.compile("最[高低大小快慢多少长短薄厚深浅宽窄重轻远近]$")
_ONE = re.compile("(?:一[场次趟段笔批支条份项]|首[口艘台座家条架届批次个套列艘只])$")
_FROM_BARE = re.compile("(?:由|从)[^,。由从]{0,14}?[0-9.]+$")
"""收入比由上年的2.43 | 缩小至2.37: a number without a unit, from which another one came."""
_HOLDING_IN = re.compile("\\(?(?:其中|内)?(?:包?含|包括)")
_FROM_OLD = re.compile(
    r"(?:从|由)(?:原来|原先|此前|之前|最初|当初|过去|先前)的?$|(?:从|由)[^,。从由]{1,12}的(?:每[一-鿿]{1,2})?$|(?<=[增升降减][至到])[^,。]{1,8}的$|[与和跟同][^,。与和跟同]{1,8}(?:一样|相同|同样|一致)的$"
)
"""从先前拟定的36亿欧元, 增至高峰日的20列: says which number it is, not what it measures."""


def phrase_before(sight: Sight) -> tuple[int, int, int, str | None]:
    """Where the words start that can speak of the number, the span of the phrase before it
    without what only links it, and the word of movement among what links."""
    masked, end = sight.masked, sight.fact.start
    left = _left_edge(sight)
    proper = _FROM_OLD.search(masked, left, end)
    stop, moved = strip_cues(masked, left, proper.start() if proper else end)
    tall = moved == "高" and masked[end - 1] == "高" and not masked[stop : end - 1].strip("、和")
    if tall and sight.fact.dimension == "length":
        stop, moved = end, None  # 主塔高162米 is no growth
    if stop == end and masked[end - 1] == "由" and end - left > 1:
        stop = end - 1  # 手术室由 | 8间增至16间
    if stop == end and masked[end - 2 : end] == "的前":
        stop = end - 1  # 结案最多的前 | 24家法院
    if _SUCH.fullmatch(masked, stop, end):
        stop = end - 1  # 浓度最低的 | 3个城市
    said = stop
    begin, stop = trim(masked, left, max(left, stop))
    if begin < stop and masked[stop : said + 1].lstrip("”").startswith(")"):
        # 居民消费价格指数(CPI)环比上涨: what stands in brackets says the same once more.
        opened = masked.rfind("(", begin, stop)
        stop = strip_cues(masked, begin, opened)[0] if opened > begin else stop
    begin = _behind_time(masked, _behind_saying(masked, begin, stop), stop)
    begin += masked[begin : begin + 1] == "的"
    return left, begin, _without_asides(masked, begin, stop), moved


def _left_edge(sight: Sight) -> int:
    """Where the words start that can speak of the number: not in another item, nor in brackets."""
    masked, left, end = sight.masked, sight.left, sight.fact.start
    left = max(left, masked.rfind("】", left, end) + 1)  # 【558】 | 力勁純利
    if sight.follows:
        # 7公里的软岩变形、每日最大涌水量达15.7万立方米: only a list's last member speaks of it.
        left = max(left, masked.rfind("、", left, end))
        opened, closed = masked.rfind("(", left, end), masked.rfind(")", left, end)
        if closed > opened < 0 or opened > closed:
            left = max(opened, closed) + 1  # 256个贫困村( | 榆中县114个
        left = max(left, masked.rfind("·", left, end) + 1)  # 31个省··和 | 某某兵团报告
        part = masked.rfind("其中", left, end)  # 7人受伤其中 | 5人重伤
        left = part + len("其中") if part > left and masked[part - 1] != "与" else left
    if masked[left - 1 : left] == "(" or masked[left : left + 1] == "(":
        holding = _HOLDING_IN.match(masked, left, end)
        left = holding.end() if holding else left  # (含 | 养蜂损失68万元
    return left


def _without_asides(masked: str, begin: int, stop: int) -> int:
    """Where the phrase ends before what says which ones, how sure, or that it is the most."""
    for aside in (_AMONG, _ONE, _FROM_BARE, ESTIMATE):
        found = aside.search(masked, begin, stop)
        stop = found.start() if found else stop
    will = stop - 1 if masked[stop - 1 : stop] == "会" else begin
    if begin < will and measure_start(masked, begin, will) < will:
        stop = will  # 投票率 | 会提高1.1%
    most = _MOST.search(masked, begin, stop)
    ranked = most is not None and not masked.startswith("的", most.end())
    if ranked and most and measure_start(masked, begin, most.start()) < most.start():
        stop = most.start()  # 震级 | 最高为6.4级
    return stop


def _behind_saying(masked: str, begin: int, stop: int) -> int:
    """监测显示 | 幼崽成活率, 报告认为 | 全球需求量: where what is said has a subject of its own."""
    for match in _SAYING.finditer(masked, begin, stop):
        after = match.end()
        if stop - after < _LEAST_SAID or match.start() == begin:
            continue
        parts = split(masked, after, stop)
        if parts.named and parts.subject[1] - parts.subject[0] > 1:
            return after
    return begin


_SAYING = re.compile("(?:显示|表明|认为|预计|预测|指出|透露|强调|发现)(?=[^了的过着])")
_LEAST_SAID = 4


def _behind_time(masked: str, begin: int, stop: int) -> int:
    """Where the phrase begins behind what says when: 有监测以来 | 浓度, 投产后 | 年产值.

    A blank parts the clauses of a headline.
    """
    said = masked[begin:stop]
    if " " in said:
        begin = masked.rindex(" ", begin, stop) + 1
    if "以来" in said:
        since = masked.rfind("以来", begin, stop) + len("以来")
        begin = since if begin + 1 < since < stop else begin
    after = masked.rfind("后", begin, stop) + 1 if "后" in said else 0
    if begin < after < stop and masked[after] in _GOING_ON:
        for token in tokens(masked, begin, after - 1):
            verbal = token.word_class in ("verb", "nominal")
            if verbal and after - 1 - token.end <= _UNLISTED:
                return after
    return begin


_GOING_ON = frozenset("年月日可将预总已即能还")
_UNLISTED = 2
"""How much of an unlisted verb may stand between a listed one and 后: 投产 | 达效 | 后."""
