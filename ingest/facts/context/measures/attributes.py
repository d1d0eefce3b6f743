"""Numbers that describe a thing, or whose measure stands behind them.

200多米高的 | 吸热塔              the dimension is an adjective
总投资5亿元的 | 项目              the measure stands before, the thing behind
录得0.21%的 | 跌幅                the measure stands behind
1美元兑换 | 160日元               two sums that are the same
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.arithmetic import in_points
from ingest.facts.context.measures.dimensions import extent_beside, named_dimension
from ingest.facts.context.measures.measure import measure_start, split
from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.phrases.nouns import noun_after
from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import PLACE, QUANTITY, tokens

_BEARING = late("(?:[东南西北偏]+方向?|以[东南西北])$")
_SPOT = re.compile("(?P<what>水深|海拔|井深|高度|深度|埋深)$")
"""Before so many metres 处: how deep or high the place is where something happens."""
_AWAY = late("(?:之|以|开)?外(?![一-鿿]?[资商国贸籍墙径环])|远的?")


def described_thing(sight: Sight, begin: int, stop: int) -> About | None:
    """What such a number is about; None if it is none."""
    record = _RECORD.match(sight.masked, sight.fact.end, sight.clause[1])
    if record is not None and sight.fact.kind != "percent":
        what = sight.said(*record.span("what"))
        return About(None, None, what, what, rule="attribute")  # 有望赶上36亿元的 | 票房纪录
    shaped = named_dimension(sight, begin, stop)
    if shaped is not None:
        return shaped
    extent = extent_beside(sight, begin, stop) or _manner(sight, begin) or _spent(sight)
    if extent is not None:
        return extent
    if _EQUAL.fullmatch(sight.masked, sight.clause[0], sight.fact.start):
        base = sight.before.base if sight.before else None
        return About(None, None, base, base, None, True, rule="compared")
    if sight.before is not None and _is_compared(sight):
        base = sight.before.base
        return About(None, None, base, base, sight.before.verb, True, rule="compared")
    other = _other_value(sight)
    if other is not None:
        return other
    far = sight.fact.dimension == "length"
    if far and _BELOW.search(sight.masked, sight.left, sight.fact.start):
        return About(None, None, "深度", "深度", rule="extent")
    spot = _SPOT.search(sight.masked, begin, stop) if far else None
    if spot is not None and sight.masked.startswith("处", sight.fact.end):
        return About(None, None, spot["what"], spot["what"], rule="extent")
    apart = (_apart(sight, begin, stop) or _off(sight)) if far else None
    if apart is not None:
        return apart
    if far and (
        _AWAY.match(sight.masked, sight.fact.end) or _BEARING.search(sight.masked, begin, stop)
    ):
        return About(None, None, "距离", "距离", rule="distance")
    if _is_exchanged(sight):
        return About(None, None, "汇率", "汇率", inherits=True, rule="exchange")
    return _rate_behind(sight, begin, stop) or _attribute(sight, begin, stop)


_RECORD = late("的(?P<what>[一-鿿]{2,4}[纪记]录)(?=[,;。、]|$)")
_SPENT = late("(?<![棉鲜绢兰梅菊荷桃樱烟火雪浪茶桂葵种养买插百开])花了?(?:约|近|掉|去)?$")


def _spent(sight: Sight) -> About | None:
    """2017年夏天又花 | 1588元购买了特权卡: 花 that is no flower."""
    if sight.fact.kind != "money":
        return None
    spent = _SPENT.search(sight.masked, sight.left, sight.fact.start)
    if spent is None:
        return None
    own = clause_subject(sight.masked, sight.clause[0], spent.start())
    whole = own if own is not None and own[1] <= spent.start() and not sight.follows else None
    return About(whole, None, "花费", "花费", "花", rule="measured.verb")


_BELOW = late("(?:地|井|水|海)(?:下|底)(?:约|近|超|深)?$")
"""地下 | 700米: how deep."""
_EQUAL = late("约?(?:相当于|等于|堪比)[约近超]?")
"""占地2000亩，相当于 | 133个足球场: nothing of its own."""
_COMPARED = late("(?:与|同|和|跟|较)[^,;与同和跟较]{0,14}$")
_LIKE = late("相比|相当|持平|相若|接近")


def _is_compared(sight: Sight) -> bool:
    """营收4.6亿元，与上年同期的 | 4.7亿元 | 相比…: what the number before is compared with."""
    if _LIKE.match(sight.masked, sight.fact.end) is None:
        return False
    return _COMPARED.search(sight.masked, sight.left, sight.fact.start) is not None


_OTHER = late(
    "(?:[高低多少]过|高于|低于|大于|小于|多于|少于|好于|差于|优于|不及|超越|超过|超出|逊于|(?<!占)[比较])(?P<of>[^,;比较的]{0,12}?)(?:此前)?的?"
    "(?P<what>预期值?|预测值?|预估值?|预计值?|估计值?|前值|预测中值|预期中值|平均值|均值|中值|平均水平|平均|一致预期|共识|财测(?:高标|低标|中值)?)"
    "[的为是]?(?:\\(?约?|增长|下降|上升|上涨|下跌|[增减升降涨跌])? ?$"
)


_FORESEEN = late(
    "(?P<of>(?:市场|分析师|经济学家|外界|此前|原先|普遍|之前)*)(?P<what>预期|预估)[为是]?(?:增加|增长|减少|下降|上升|上涨|下跌|[增减升降涨跌])?[约近]?$"
)
"""职位增加22万个，| 市场预期增加 | 18万个."""


def _other_value(sight: Sight) -> About | None:
    """净利润2亿元，高于市场预期的 | 1.8亿元: the value that the number before is compared with."""
    if sight.before is None or not sight.before.base or in_points(sight.fact):
        return None
    other = _OTHER.search(sight.masked, sight.left, sight.fact.start)
    if other is None and sight.left == sight.clause[0]:
        other = _FORESEEN.match(sight.masked, sight.left, sight.fact.start)
    if other is None:
        return None
    whose = sight.said(*other.span("of")) + sight.said(*other.span("what"))
    alike = sight.previous is not None and sight.previous.kind == sight.fact.kind
    measure = ((alike and sight.before.measure) or sight.before.base) + whose
    base = sight.before.base
    return About(None, None, measure, base, sight.before.verb, True, rule="compared")


_FROM = late(
    "(?:距离?|(?<![分脱远偏游撤隔距])离)(?![今任婚休职岗岛散子线])(?P<what>[^,;距离]{1,16}?)(?:[东南西北]+[边侧面方])?$"
)


def _apart(sight: Sight, begin: int, stop: int) -> About | None:
    """新校区 | 距市中心15公里, 距地面500公里的 | 轨道: how far one thing is from another."""
    masked, at = sight.masked, sight.fact.end
    far = _FROM.search(masked, begin, stop)
    if far is None:
        return None
    measure = f"距{sight.said(*far.span('what'))}距离"
    if masked[at : at + 1] == "的":
        noun, _ = noun_after(replace(sight, fact=replace(sight.fact, end=at)))
        if noun[0] < noun[1] and masked[slice(*noun)] not in _WAYS:
            return About(noun, None, measure, measure, rule="distance")
    subject = trim(masked, begin, far.start())
    verbs = any(t.word_class in ("verb", "prep") for t in tokens(masked, *subject))
    own = None if verbs or subject[0] >= subject[1] else subject
    return About(own, None, measure, measure, rule="distance")


_LYING = late(
    f"(?:位于|地处|在)(?P<what>[{PLACE}一-鿿]{{2,16}}?)(?:以|偏)?[东南西北]+(?:方向?)?(?:约|大约)?$"
)


def _off(sight: Sight) -> About | None:
    """震中位于某市西北 | 66公里处: how far off it lies."""
    start = sight.fact.start
    lies = _LYING.search(sight.masked, sight.left, start)
    if lies is None or sight.masked[sight.fact.end : sight.fact.end + 1] not in ("处", "的"):
        return None
    measure = f"距{sight.said(*lies.span('what'))}距离"
    whole = clause_subject(sight.masked, sight.clause[0], start)
    own = whole if whole is not None and whole[1] <= lies.start() else None
    return About(own, None, measure, measure, rule="distance")


_WAYS = ("距离", "路程", "地方", "位置", "车程")


_BY = late("(?:拟|将|可|已)*(?:以|按照?)[^,;的]{0,8}$")
_MANNER = late(
    "的(?P<what>(?:年|时|月|日)?(?:价格|单价|均价|总价|高价|低价|售价|报价|票价|速度|均速|时速|成绩|成本"
    "|优势|差距|标准|票房|销量|产量|出货量|交付量|成交量|销售额|市场份额|数量|总分|得分|市值|市场份额|份额|得票率|支持率|收视率|利率|占比|比例))"
)


def _manner(sight: Sight, begin: int) -> About | None:
    """以每股12元的 | 价格发行新股: what is measured stands behind, who acts before."""
    fact = sight.fact
    how = _MANNER.match(sight.masked, fact.end)
    by = _BY.search(sight.masked, begin, fact.start) if how else None
    if how is None or by is None:
        return None
    subject = None if sight.follows else clause_subject(sight.masked, begin, fact.start)
    return About(subject, None, how["what"], how["what"], inherits=subject is None, rule="manner")


_RATES = late(
    "的(?:较[大小快]|大|小|快速|高速|两位数)?(?P<rate>[涨跌增降升]幅|增速|增长率|增长|上涨|回升|下跌|下降|下滑|回落|速度|比例|占比|股权|股份|份额|失业率|关税|利率|税率)(?:势头|态势)?"
    "(?![一-鿿])"
)


def _is_exchanged(sight: Sight) -> bool:
    """1美元兑换160日元: two sums that are the same."""
    if sight.fact.kind != "money":
        return False
    behind = sight.masked.startswith(("兑", "折合", "可兑"), sight.fact.end)
    return behind or sight.masked.endswith(("兑", "兑换", "兑约"), sight.left, sight.fact.start)


def _rate_behind(sight: Sight, begin: int, stop: int) -> About | None:
    """录得0.21%的跌幅, 持有5%的股份: what a share measures stands behind it."""
    match = _RATES.match(sight.masked, sight.fact.end) if sight.fact.kind == "percent" else None
    if match is None:
        return None
    subject = None if sight.follows else clause_subject(sight.masked, begin, stop)
    parts = split(sight.masked, *subject) if subject is not None else None
    if parts is not None and parts.named and parts.subject[0] < parts.subject[1]:
        base = sight.said(*parts.measure)  # 上市公司的净利润 | 出现了 | 36%的增长
        told = base + _GROWN.get(match["rate"], match["rate"])
        return About(parts.subject, None, told, base, rule="rate")
    return About(subject, None, match["rate"], match["rate"], rule="rate")


_GROWN = {
    "增长": "增幅",
    "上涨": "增幅",
    "下跌": "降幅",
    "下降": "降幅",
    "下滑": "降幅",
    "回升": "增幅",
    "回落": "降幅",
}
"""How it is called by how much something grew."""


def _attribute(sight: Sight, begin: int, stop: int) -> About | None:
    """总投资5亿元的 | 项目, 在海拔3200米的 | 县城: measure and number say which thing it is."""
    masked, at = sight.masked, sight.fact.end
    if masked[at : at + 1] != "的" or begin >= stop:
        return None
    if masked[stop - 1] in "在达为":
        stop -= 1  # 开工率在75%以上的 | 企业
    named = measure_start(masked, begin, stop)
    owners = _OF_OWNERS.search(masked, begin, named)
    worth = _WORTH.search(masked, begin, stop) if sight.fact.kind == "money" else None
    named = worth.start() if worth else named
    if named >= stop or not (owners or worth or _stands_first(masked, begin, named)):
        return None
    named = owners.start() if owners else named
    moved = replace(sight, fact=replace(sight.fact, end=at, kind="figure", unit=None))
    noun, _ = noun_after(moved)
    head = measure_start(masked, *noun) if noun[0] < noun[1] else noun[1]
    if masked[head : noun[1]] in ("占比", "比重", "比例", "数量", "人数"):
        noun = noun[0], head  # 开工率在75%以上的 | 企业 | 占比56%
    elif head < noun[1] and masked[noun[1] : noun[1] + 1] == QUANTITY and head > noun[0] + 1:
        noun = noun[0], head  # 总投资51亿元的 | 水库工程 | 灌溉面积2万亩
    elif head < noun[1]:
        return None
    if noun[0] >= noun[1]:
        return None
    measure = sight.said(named, stop)
    return About(noun, None, measure, measure, rule="attribute")


_WORTH = late("(?:总?价值|总值|货值|市值|估值)$")
"""查获价值300万元的 | 假酒: what they are worth, whatever is done to them."""
_OF_OWNERS = late("归属于?[^,;]{2,12}的$")
"""归属于上市公司股东的 | 净利润: part of the measure."""


def _stands_first(masked: str, begin: int, at: int) -> bool:
    """Whether nothing that owns the measure stands before it: 建成 | 总投资."""
    if begin >= at:
        return True
    each = masked.rfind("每", begin, at)
    if 0 <= at - each - 2 <= 1 and each > begin:
        at = each - (masked[each - 1] == "了")  # 购买了 | 每份 | 保额5万元的
    words = list(tokens(masked, begin, at))
    return bool(words) and words[-1].end == at and words[-1].word_class in ("verb", "prep")
