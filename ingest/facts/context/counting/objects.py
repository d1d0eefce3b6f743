"""Numbers of things that something is done to: 培育34名博士生, 造成2人死亡, 载有70人的客轮."""

from __future__ import annotations

import re

from ingest.facts.context.counting.counters import (
    counter,
    counts_itself,
    is_capacity,
    numbered,
)
from ingest.facts.context.counting.harm import (
    HARMING,
    OF_PEOPLE,
    is_of_those_before,
    with_event,
)
from ingest.facts.context.counting.holders import done_by, held_by
from ingest.facts.context.counting.predicates import LINKING, predicate_text
from ingest.facts.context.measures.measure import names_measure
from ingest.facts.context.phrases.clause import clause_subject, names_event
from ingest.facts.context.phrases.edges import first_of, is_manner
from ingest.facts.context.phrases.stumps import without_stump
from ingest.facts.context.places.scope import without_scope
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, trim
from ingest.facts.words import NAMES, QUANTITY, Token, tokens
from ingest.model import Fact
from ingest.script import fold

_NAMING = ("全长", "总长", "占地", "载重", "总重", "时速")
"""Verbs that name a dimension: 全长18.9千米的 | 隧道."""
_CAUSING = (
    "使",
    "让",
    "令",
    "使得",
    "有",
    "另有",
    "还有",
    "仍有",
    "已有",
    "现有",
    "共有",
    "内有",
    "是",
    "包括",
    "包含",
)


def acted_on(sight: Sight, left: Span, last: Token, noun: Span, does: str) -> About | None:
    """培育34名博士生, 造成2人死亡: somebody does something to what is counted."""
    masked, fact = sight.masked, sight.fact
    begin, stop = left
    does = does.partition("、无人")[0]  # 造成1人 | 死亡、无人受伤
    subject = with_event(masked, None if sight.follows else clause_subject(masked, begin, stop))
    verb = "" if is_of_those_before(masked, last) else sight.said(last.start, last.end)
    verb = fold(verb) if fold(verb) in HARMING else verb
    held = held_by(sight, verb, subject) or done_by(sight, verb)
    if held is not None:
        return held
    if verb == "积" and fact.unit == "分":
        return About(subject, None, "积分", "积分", verb, sight.follows, rule="counted.object")
    verb = "" if verb in _CAUSING else verb
    done = _WHOLLY.search(masked, fact.end, sight.clause[1]) if verb == "实现" else None
    if done is not None:
        # 实现31个省全覆盖: what was done stands behind.
        verb, noun = done["verb"], (noun[0], min(noun[1], done.start()))
    if fact.dimension == "magnitude":
        verb = ""  # 发生里氏7.7级 | 地震
    if fact.kind == "money" and verb in _WORTH and noun[0] < noun[1]:
        return About(noun, None, verb + "金额", verb + "金额", rule="counted.worth")
    noun = _whole(sight, noun, does)
    between = _between(sight, last, stop)
    if masked[last.start : last.end] == "是" and not masked[last.end : stop].strip(NAMES):
        between = ""  # 起火的是 | 北郊村 | 四间出租房
    if _LISTED.search(masked, last.end, stop):
        verb = between = ""  # 落实倡议、经贸等领域 | 20项文件: the verb is a member's
    if noun[0] < noun[1] and verb in _NAMING and fact.dimension not in (None, "count"):
        return About(noun, None, verb, verb, rule="counted.extent")
    if noun[0] < noun[1]:
        deed = verb, between if len(between) < _LONGEST_BETWEEN else ""
        return _thing_acted_on(sight, subject, last, deed, noun, does)
    if verb in HARMING and counts_itself(fact) and _FATE.search(does):
        between = ""  # 造成西山乡及附近乡镇近5万人 | 受灾: where
    if between and (not does or len(between + does) > 10):
        return None
    measure = _deed(verb, between + does) + counter(fact)
    return About(subject, None, measure, measure, verb, sight.follows, rule="counted.object")


def _thing_acted_on(
    sight: Sight, subject: Span | None, last: Token, deed: tuple[str, str], noun: Span, does: str
) -> About:
    """培育34名 | 博士生: what is counted has a noun; `deed` is the verb and what follows it."""
    fact, verb = sight.fact, deed[0]
    noun, head = _headed(sight, noun)
    thing = sight.said(*noun)
    if fact.dimension in _LEVELS and names_measure(fold(thing)):
        # 出现6万立方米每秒的 | 洪峰流量: what was measured, and no thing
        return About(subject, None, thing, thing, verb, sight.follows, rule="measured.object")
    if fact.dimension in ("duration", "time") and verb and _is_of(sight):
        base = verb + counter(fact)  # 被困45个小时的 | 男孩
        return About(noun, None, base, base, rule="counted.holder")
    base = _with_fate(sight, last, thing, does)
    base = made(verb, thing, base, fact)
    measure = "".join(deed) + base
    if measure == base and _BREAKS.fullmatch(does):
        measure = f"{does}的{base}"  # 仍有12个村 | 交通中断
    if (
        not verb
        and counter(fact) == "人数"
        and measure == base
        and 1 < len(does) <= _SHORT
        and does not in base
    ):
        measure = f"{does}的{base}"  # 至少有2名小学生 | 被打伤
    inherits = sight.follows and head is None
    return About(head or subject, thing, measure, base, verb, inherits, rule="counted.object")


def _is_of(sight: Sight) -> bool:
    """Whether 的 stands right behind the number."""
    return sight.masked.startswith("的", sight.fact.end)


_LONGEST_BETWEEN = 7
_SHORT = 8
_LEVELS = ("flow", "length", "temperature", "speed", "pressure", "power", "voltage")


def _whole(sight: Sight, noun: Span, does: str) -> Span:
    """The noun of what something is done to, with a verb that only says of which kind it is."""
    if (noun[0] >= noun[1] and not does.startswith(_NOT_DONE)) or is_manner(sight.masked, *noun):
        return verbal_noun(sight, noun)
    light = sight.masked[sight.left : sight.fact.start].endswith(_LIGHT)
    if light and len(does) == _WORD and _DEED.match(sight.masked, noun[1], sight.clause[1]):
        return noun[0], noun[1] + _WORD  # 实施了六次 | 集群打击
    made_for = _MADE.match(sight.masked, noun[1], sight.clause[1])
    return (noun[0], made_for.end()) if made_for is not None else noun


_BREAKS = late(
    "(?:[一-鿿]{2})?(?:中断|停[电水气工产课业航运]|断[电水路网]|受[损灾淹困阻]|倒塌|坍塌|未[恢修复通供][一-鿿]{0,4})"
)
"""What befalls those that there are."""
_WORTH = ("涉案", "价值", "货值", "造价")
"""Say what the thing behind the number is worth: 涉案130万元电信诈骗案."""
_LIGHT = (
    "实施",
    "进行",
    "开展",
    "发动",
    "遭受",
    "遭遇",
    "实施了",
    "进行了",
    "开展了",
    "发动了",
    "发起",
)
"""Verbs whose object says what is done."""
_WORD = 2
_DEED = late("[一-鿿]{2}(?=[,;。 ]|$)")
_NOT_DONE = ("没", "沒", "未")
"""还剩200多只 | 没飞走: what those counted did not do."""


def _deed(verb: str, does: str) -> str:
    """What is done to those that are only counted, before the word for their number."""
    if verb.endswith("有"):
        return does
    return f"{verb}{does}的" if len(does) > 4 else verb + does


def made(verb: str, thing: str, base: str, fact: Fact) -> str:
    """年产2万吨 | 钛白粉: the verb says what the weight is; of a plant it is the capacity."""
    weighs = verb.endswith("产") and fact.dimension in ("mass", "volume", "energy")
    return thing if weighs and not is_capacity(base) else base


def _with_fate(sight: Sight, last: Token, thing: str, does: str) -> str:
    """造成2名士兵死亡: what is counted, with what happened to it."""
    people = counter(sight.fact) == "人数"
    harmed = people or sight.masked[last.start : last.end] in HARMING
    fate = _fate(sight, does) if harmed else ""
    if not fate or thing.endswith(fate):
        return numbered(thing, sight.fact)
    return thing + fate + ("人数" if people else "数")


def _between(sight: Sight, last: Token, stop: int) -> str:
    """What stands between verb and number; examples (折叠床等1.3万件物资) say nothing of it."""
    start, stop = trim(sight.masked, last.end, stop)
    harmed = sight.masked[max(0, last.start) : last.end] in HARMING
    harmed = harmed or sight.fact.unit in _DIVISIONS  # 支持黑龙江、吉林 | 5省
    if harmed and all(sign in _NAMED_LIST for sign in sight.masked[start:stop]):
        return ""  # 造成江西、湖北等24省…: where, not what
    between = without_scope(sight.said(start, stop).removeprefix("了").removesuffix("的"))
    examples = between.endswith("等") or "等" in sight.masked[stop : sight.fact.start]
    return "" if examples else between


_LISTED = late("、.*等[一-鿿]{2,}$")
_DIVISIONS = frozenset("省市县区州")
_NAMED_LIST = frozenset(NAMES + JOINTS + "等")
_WHOLLY = re.compile("全(?P<verb>覆盖|贯通|通车|达标|连通|联网)")
_FATE = late(
    f"(?:当场)?(?:{OF_PEOPLE}|倒塌|坍塌|损坏|受损|损毁|毁坏|被毁|被淹|烧毁|停电|中断|停运|取消|延误|受阻|绝收|沉没)$"
)
_OTHERS = late("[、和及](?:另有?)?(?:多|数|若干)")
"""3名士兵死亡 | 、多人受伤: where others begin, whose number is not told."""


def _fate(sight: Sight, does: str) -> str:
    """造成两名士兵和一名平民死亡: what happened to them may stand at the clause's end."""
    text = does or sight.masked[sight.fact.end : sight.clause[1]]
    others = _OTHERS.search(text)
    match = _FATE.search(text[: others.start()] if others else text)
    return match.group() if match else ""


def shared_fate(sight: Sight, start: int) -> str:
    """7所学校 | 、2家医院受损: what befell all of a list is told behind its last member."""
    listed = _LIST_OF.fullmatch(sight.masked, start, sight.clause[1])
    return listed["fate"] if listed else ""


_LIST_OF = late(
    f"(?:[、和及与]{QUANTITY}+[一-鿿]{{1,8}}?)+(?P<fate>(?:不同程度|严重|部分)?"
    "(?:受损|受灾|受淹|倒塌|坍塌|损坏|损毁|被毁|被淹|烧毁|停电|停课|停业|停运|关闭|中断|获奖|受伤|死亡|遇难|获救|失踪))"
)


def suffered(sight: Sight, predicate: Span) -> str:
    """造成1人死亡、近100栋房屋 | 被烧: what happened to a further thing that was harmed."""
    before = sight.before
    if before is None or sight.fact.dimension != "count":
        return ""
    does = predicate_text(sight, predicate)
    if before.verb not in HARMING:
        shared = before.rule == "counted.doer" and (before.measure or "").startswith(f"{does}的")
        return does if does and shared else ""
    return does if 1 < len(does) < 5 else ""


_LEADING_ON = frozenset("给到至入往于")
"""Last characters of verbs that go on to where something goes, and stand before no noun."""
_SO = LINKING | frozenset("才便就后而")
"""调试近千次 | 才取得成功: no noun, and nothing that was done so often."""
_VERBAL_ENDS = late("[、()—,和及与]")


def verbal_noun(sight: Sight, noun: Span) -> Span:
    """覆盖49个 | 直接登记组织: a thing whose name begins with a verb; none if too long for one."""
    start = sight.fact.end
    end = first_of(sight.masked, start, sight.right, _VERBAL_ENDS)
    if sight.masked[start : start + 1] in _SO or counts_itself(sight.fact):
        return noun
    if end <= start or end - start > 10:
        return noun
    first = next(tokens(sight.masked, start, end), None)
    if first is not None and first.start == start and sight.masked[first.end - 1] in _LEADING_ON:
        return noun  # 藏书3200册 | 捐给学校
    if sight.fact.kind == "money" and not names_event(sight.masked, end - _WORD, end):
        return noun  # 投入7000万元 | 实施标准化建设
    return without_stump(sight.masked, *trim(sight.masked, start, end))


def _headed(sight: Sight, noun: Span) -> tuple[Span, Span | None]:
    """载有12.5吨茶叶的 | 货车: what is measured, and whom the relative clause belongs to."""
    of = sight.masked.find("的", *noun)
    holds = _HOLDS.search(sight.masked, sight.left, sight.fact.start) is not None
    if (
        (sight.fact.dimension in (None, "count") and not holds)
        or of <= noun[0]
        or of + 1 >= noun[1]
    ):
        return noun, None
    if _NO_OWNER.search(sight.masked, of + 1, noun[1]):
        return (noun[0], of), None  # 征收25%关税的 | 举措
    return (noun[0], of), (of + 1, noun[1])


_HOLDS = late("(?:容纳|出栏|存栏|年产|日产|年养|拥有|装有|载有|设有|建有|存有|馆藏)$")
"""出栏8000头生猪的 | 养殖场: what those counted belong to stands behind them."""
_MADE = late(
    "[一-鿿]{2}(?:平台|中心|基地|项目|系统|设备|装置|机构|窗口|热线|专区|专线|通道|站点|网点|人员|队伍|小组|工程|"
    "车间|设施|服务|任务|资金|技术|单元|问题|经验|模式|标准|方案|成果|体系|点位?|站|室|区)(?=[,;。、和]|$)"
)
"""开通1333个网络 | 祭扫平台: what is done with the things that something is done to."""
_NO_OWNER = late(
    "(?:举措|措施|政策|计划|目标|要求|规定|决定|消息|说法|情况|问题|影响|成绩|纪录|记录|水平|标准|条件|能力|机会)$"
)
