"""Where the noun that a number counts ends before what is said of it without a verb between.

48个城市 | 新建商品住宅房价环比下降      the measure that they have
24名受伤人员 | 生命体征平稳              people, and how they are
17个省份 | 流感处于高水平                divisions, and what is so in them
5部 | 票房过亿                           nothing but a mark that was passed
"""

from __future__ import annotations

import re

from ingest.facts.context.measures.measure import measure_start
from ingest.facts.context.sight import Sight, Span
from ingest.facts.late import late


def before_measure(sight: Sight, start: int, stop: int) -> int:
    """75家 | 农业企业 | 年销售收入: where the things end of which the next number is.

    337家净利润 | 超10亿元: where the number is a level, its measure says which things are meant.
    """
    masked = sight.masked
    at = measure_start(masked, start, stop)
    if not start + 1 < at < stop - 1 or "的" in masked[start:at]:
        return stop
    if masked[at:stop] in _PIECES and sight.fact.dimension == "count":
        return stop  # 37只 | 偏股型基金
    if masked[stop : stop + 1] in _CLOSES and masked[at:stop] in _GRANTS:
        return stop  # 申请2次 | 育儿补贴
    bearer = _BEARER.match(masked, start, at)
    if bearer is not None and bearer.end() < at:
        return bearer.end()  # 48个城市 | 新建商品住宅房价
    if sight.fact.kind == "percent":
        return stop  # 千分之一的 | 土地面积
    level = _GROWN_BY.match(masked, stop)
    reached = level.end() if level else stop
    return stop if sight.text[reached : reached + 1] in _LEVELS else at


_BEARER = late(
    "[一-鿿]{0,6}?(?:城市|省份|省区市?|地区|国家(?!级)|企业|公司|区县|县区|乡镇|街道|家庭|学校|高校|医院|银行|饭店|酒店|观测站|监测站|气象站|站点|断面|游客|旅客|用户|居民|农民|学生|网民|患者|受访者|消费者)(?![一-鿿]?(?:公园|园区|基地))"
)
"""Has the measure that follows: so many of them."""
_CLOSES = frozenset(("", *",;:。、!?\n"))
_PIECES = ("基金", "债券")
"""Sums that are counted piece by piece."""
_GRANTS = frozenset(
    (
        "补贴",
        "门票",
        "机票",
        "订单",
        "补助",
        "补助金",
        "救助金",
        "津贴",
        "奖励",
        "奖励金",
        "奖金",
        "养老金",
        "贷款",
        "罚款",
        "赔偿",
        "保费",
        "债券",
        "基金",
    )
)
"""Measures that are as often things which are counted."""
_GROWN_BY = re.compile("(?:均|都|全部)?(?:同比|环比)?(?:增长|下降|提高)?")
_LEVELS = frozenset("超达逾突不低高过在大小近")


def cut_off(sight: Sight, start: int, stop: int) -> Span | None:
    """The noun alone, where a noun phrase goes on with what is so with those counted."""
    masked = sight.masked
    those = _THOSE.match(masked, start, stop) if sight.fact.dimension == "people" else None
    if those is not None:
        return start, those.end()  # 24名 | 受伤人员 | 生命体征平稳
    if _OVER.match(masked, start, stop) is not None:
        return start, start  # 5部 | 票房过亿
    passed = _PASSED.search(masked, start, stop)
    at = measure_start(masked, start, passed.start()) if passed else stop
    if passed and start < at < passed.start():
        return start, at  # 37家 | 景区 | 游客量过万
    of = masked.find("的", start, stop) if sight.fact.dimension == "people" else -1
    if of > start and _PERSON.search(masked, start, of):
        return start, of  # 590名 | 被告人 | 的一审宣判
    if _LONE.match(masked, start, stop):
        return start, start + 1  # 7个 | 省 | 和北方蔬菜基地
    served = _SERVED.match(masked, start) if start < stop else None
    if served is not None:
        return start, served.end()  # 12个 | 村 | 交通中断
    division = _DIVISION.match(masked, start, stop)
    if division is not None and division.end() < stop:
        return start, division.end()  # 17个省份 | 流感处于高水平
    return None


_PERSON = late(
    "(?:被告人|嫌疑人|学生|患者|乘客|旅客|老人|居民|村民|儿童|职工|员工|人员|群众|代表|选手)$"
)
_THOSE = late(
    "[一-鿿]{0,6}?(?:人员|群众|患者|伤员|旅客|乘客)(?=[一-鿿]{3})(?![和及与的等]|家属|代表|家庭|名单|队伍)"
)
"""People with what is so with them: not 患者家属, 群众代表."""
_OVER = re.compile("[一-鿿]{2,4}(?:过|破|超)(?:[百千万亿]+|半)")
_LONE = re.compile("[省市县区州乡镇村组](?=[和与及、(])")
_PASSED = re.compile("(?:过|破|超)(?:[百千万亿]+|半)$")
_SERVED = late(
    "(?:行政村|自然村|建制村|村|乡镇|社区|小区|镇)(?=(?:交通|通[讯信]|供[电水气暖]|电力|网络|道路|自来水)"
    "(?:中断|受阻|不通|阻断|恢复|受损|全部|基本))"
)
_DIVISION = re.compile(
    "国家(?=合作|建交|签署|共建)|(?:省份|省区市?|地市|市县|区县|县区)(?![级市内的等和及与、]|[^一-鿿])"
)
