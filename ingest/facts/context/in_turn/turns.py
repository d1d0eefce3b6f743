"""分别 gives each number its own member of a list, in the clause or among the numbers before.

粗钢、生铁、钢材产量分别增长1.4%、2.3%和5.7%       one measure, three things
死亡人数、倒塌房屋数和经济损失分别下降…            three measures
破获案件39万起，抓获63万人，同比分别上升…和…       the numbers before are the list
涨幅分别比上月末和上年同期高0.7个和1.9个百分点       one measure, compared twice
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ingest.facts.context.in_turn.members import KINDS, PAIRS, last_of, members, pair_in
from ingest.facts.context.in_turn.of_before import of_before, told_more
from ingest.facts.context.in_turn.turn_differences import above_each, beyond, compared
from ingest.facts.context.measures.growth import CHANGES
from ingest.facts.context.measures.measure import (
    GENERIC,
    Split,
    measure_start,
    names_measure,
    split,
)
from ingest.facts.context.phrases.edges import is_name
from ingest.facts.context.places.scope import without_scope
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.context.subjects.told import Told
from ingest.facts.context.wording import SUMMED_UP, in_full
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, MEMBERS, strip_cues
from ingest.facts.words import NAMES, PLACE, QUANTITY, tokens
from ingest.model import Fact
from ingest.script import fold


def row(folded: str, facts: list[Fact]) -> list[int]:
    """同比增长9%、6%和8%: a row of changes is given out in turn without 分别 too."""
    if len(facts) < _BOTH or any(fact.kind != "percent" or not fact.direction for fact in facts):
        return []
    joined = all(folded[one.end : two.start] in JOINTS for one, two in pairwise(facts))
    return [fact.start for fact in facts] if joined else []


def list_before(masked: str, clause: Span) -> Span:
    """The stretch that may hold the list that a 分别 gives numbers to."""
    end = max(masked.find("分别", *clause), clause[0])
    if end > clause[0] or masked[end - 1 : end] != ",":
        return clause[0], end
    start = max(masked.rfind(mark, 0, end - 1) for mark in ",;:。\n") + 1
    if masked[start : end - 1].rstrip(NAMES + JOINTS)[-1:] not in "是为有":
        return clause[0], clause[0]
    return max(start, end - _FARTHEST), end - 1  # 最低的3个城市是北京、廊坊和长治，| 分别为


_FARTHEST = 120


def own_read(
    sight: Sight, read: About, subject: str | None, turn: tuple[int, int], before: list[Told]
) -> tuple[About, str | None] | None:
    """What the number in this turn measures, and of whom where the list tells that too.

    None: the list is one of subjects alone, or there is none.
    """
    number, count = turn
    before = [told for told in before if told.fact.start < sight.clause[0]] or before
    levels = [told for told in before if not told.grown]
    other = beyond(sight, read, turn, levels) or above_each(sight, read, subject, turn)
    if other is not None:
        return other
    told_from = compared(sight, read, number, count)
    if told_from is not None:
        return told_from, subject
    at = sight.masked.find("分别", *sight.clause)
    row = at < 0
    if row:
        before = levels if len(levels) == count else []
        at = _row_start(sight)
    else:
        at = strip_cues(sight.masked, sight.clause[0], at)[0]  # 收入和利润 | 同比 | 分别增长
    spans = members(sight.masked, sight.clause[0], at, count)
    if row and not (told_more(read) and all(split(sight.masked, *span).named for span in spans)):
        return None
    both = _in_a_word(sight, read, subject, spans, number) if count == _BOTH else None
    if both is not None:
        return both
    if len(spans) == count:
        own = _of_member(sight, read, spans, number, told_more(read))
        own = _with_share(own, read, sight, sight.said(spans[-1][1], at)) if own else None
        return (own, _full(sight, own, spans, number)) if own else None
    speed = len(spans) == 1 and sight.masked.endswith((*CHANGES, "增长率"), *spans[0])
    if len(spans) > 1 or (spans and not speed and split(sight.masked, *spans[0]).named):
        return None
    return of_before(sight, read, subject, turn, before, sight.said(*spans[0]) if speed else "")


def _in_a_word(
    sight: Sight, read: About, subject: str | None, spans: list[Span], number: int
) -> tuple[About, str | None] | None:
    """汽车 | 产销 | 分别…, 内外贸 | 吞吐量分别…: two things that one word names."""
    pair = pair_in(sight.masked, spans, PAIRS)
    if pair is None:
        alone = len(spans) == 1
        return _of_both(read, sight.said(*spans[0]), subject, number) if alone else None
    word, two = pair
    owner = (subject or "").removesuffix(sight.said(spans[0][1] - len(word), spans[0][1]))
    owner = _MONTH.sub("", owner)  # 汽车 | 3月份 | 产销
    return _of_pair(sight, read, spans[0], word, two[number] + told_more(read)), owner or None


def _with_share(own: About, read: About, sight: Sight, behind: str) -> About:
    """The measure of a member with what part it is of a whole; `behind` the last member."""
    if own.base and behind[:1] == "占":  # 东部、中部业务量 | 占全国比重
        moved = {"up": "增幅", "down": "降幅"}.get(sight.fact.direction or "", "")
        whole = own.base + behind
        return replace(own, measure=whole + (told_more(read) or moved), base=whole)
    if own.base and "占" not in own.base and read.rule == "share" and read.measure:
        # 叶片、发电机产能分别 | 占全球市场的60%
        return replace(own, measure=own.base + read.measure[read.measure.rfind("占") :])
    return own


_MONTH = late("(?:[0-9]{4}年)?[0-9]{1,2}月份?$")


_BOTH = 2


def _of_pair(sight: Sight, read: About, span: Span, word: str, measure: str) -> About:
    """整车产销分别完成37万辆和38万辆: a word that names two measures."""
    of = sight.masked.rfind("的", *span)
    said = sight.said(of + 1, span[1] - len(word)) if of > 0 else ""
    return replace(read, measure=said + measure, base=said + measure)


def _of_both(
    read: About, said: str, subject: str | None, number: int
) -> tuple[About, str | None] | None:
    """内外贸 | 吞吐量分别增长…: a word that tells two kinds of one measure, or two owners."""
    for word, two in KINDS.items():
        at = fold(said).find(word)
        rest = said[at + len(word) :]
        if at >= 0 and word in fold(subject or ""):
            return read, _instead(subject or "", word, two[number])
        if at >= 0 and names_measure(fold(rest)):
            base = two[number] + rest
            return replace(read, measure=base + told_more(read), base=base), subject
    return None


def _instead(text: str, word: str, one: str) -> str:
    at = fold(text).find(word)
    return text[:at] + one + text[at + len(word) :]


def of_one(read: About, member: str | None, turn: tuple[int, int]) -> About:
    """旅游业、餐饮业分别增长…: the measure with the member in place of the list."""
    base, suffix = read.base or "", told_more(read)
    listed = in_full(MEMBERS.split(base)) if member else []
    if not member or len(listed) != turn[1]:
        return read
    if base.endswith(_HOW_MANY) and member in base:
        tail = "人数" if base.endswith(_HOW_MANY[0]) else base[-1]
        return replace(read, measure=member + tail + suffix)  # 小学、初中 | 数
    own, at = listed[turn[0]], measure_start(fold(base), 0, len(base))
    if all(listed) and base.rfind(listed[-1]) < at < len(base):
        return replace(read, measure=base[at:] + suffix)  # 甲市、乙市 | 投票率
    if suffix and own.endswith(member):
        return replace(read, measure=member + suffix)
    rest = own.removeprefix(member)
    return replace(read, measure=rest + suffix) if 1 < len(rest) < len(own) else read


_HOW_MANY = ("人数", "数", "數")


def _row_start(sight: Sight) -> int:
    """Where the list before a row of changes ends: 收入、净利润 | 同比增长9%和6%."""
    first = sight.masked.find(QUANTITY, *sight.clause)
    return strip_cues(sight.masked, sight.clause[0], first)[0]


def _full(sight: Sight, own: About, spans: list[Span], number: int) -> str | None:
    """第二、第三产业增加值: the member in full where the last one has a tail that all share."""
    if own.subject is None:
        return None
    last, _ = last_of(sight.masked, spans)
    said = [without_scope(sight.said(*span)) for span in (*spans[:-1], last)]
    full = in_full([*said[:-1], SUMMED_UP.sub("", said[-1]) or said[-1]])
    return full[number] if full != said else None


_UNLISTED = {"量": "数量", "额": "金额"}
"""What a last member tells that ends as measures do and in no listed one: 商标 | 量."""


def _of_member(
    sight: Sight, read: About, spans: list[Span], number: int, suffix: str
) -> About | None:
    """Every member names a measure of its own."""
    masked = sight.masked
    parts = [split(masked, *span) for span in spans]
    if parts[-1].named and not any(part.named for part in parts[:-1]):
        # 粗钢、生铁、钢材产量: the last one names the measure of all
        last, head = last_of(masked, spans)
        thing = _thing_of_places(masked, spans, last)
        if thing is not None:
            base = sight.said(thing[1], head[1])
            return replace(read, subject=thing, measure=base + suffix, base=base, rule="turn")
        of = last if number == len(spans) - 1 else spans[number]
        base = sight.said(*head) or _UNLISTED.get(masked[head[1] - 1], "")
        if not base:
            return None
        if head[0] == head[1]:
            of = of[0], of[1] - (number == len(spans) - 1)
        return replace(read, subject=of, measure=base + suffix, base=base, rule="turn")
    if not all(part.named for part in parts):
        return None
    first, own = parts[0], parts[number]
    owner: Span | None = own.subject if own.subject[0] < own.subject[1] else None
    whole = masked[slice(*first.measure)] in GENERIC
    whole = whole or _OF_ALL.match(masked, *own.measure) is not None
    if number and owner is None and not whole and first.subject[0] < first.subject[1]:
        owner = first.subject  # 公司营业收入、净利润: of the same
    base = sight.said(*own.measure) + _shared_change(masked, parts, number)
    if all(masked.endswith("支出", *part.measure) for part in parts) and not is_name(
        masked, first.subject
    ):
        base, owner = sight.said(*spans[number]), None  # 教育支出、卫生健康支出: on what
    if own.subject[0] < own.subject[1] and masked[slice(*own.measure)] in GENERIC:
        base, owner = sight.said(*spans[number]), None  # 伤亡人数
    return replace(read, subject=owner, measure=base + suffix, base=base, rule="turn")


def _thing_of_places(masked: str, spans: list[Span], last: Span) -> Span | None:
    """河北、新疆 | 牛肉 | 价格: the thing in all these places, without what is done to it."""
    if any(masked[slice(*span)].strip(PLACE) for span in spans[:-1]) or masked[last[0]] != PLACE:
        return None
    start = last[1] - len(masked[slice(*last)].lstrip(PLACE))
    verb = next((t for t in tokens(masked, start, last[1]) if t.word_class == "verb"), None)
    end = verb.start if verb is not None else last[1]  # 新房 | 成交
    return (start, end) if end - start > 1 and masked[start] not in "市省县区" else None


_OF_ALL = late(
    "社会|固定资产|货物|外贸|进出口|居民|服务业|房地产|财政|一般公共预算|实际使用|民间|全社会"
)
"""规上工业增加值、| 社会消费品零售总额: of the whole economy, not of whom the first is."""


def _shared_change(masked: str, parts: list[Split], number: int) -> str:
    """生产总值、工业增加值 | 增速, 住房贷款、消费贷款 | 余额: what the last member alone says."""
    last, own = (masked[slice(*parts[at].measure)] for at in (-1, number))
    head = next((word for word in _SPEEDS if last.endswith(word) and last != word), "")
    return "" if own.endswith(_SPEEDS) else head


_SPEEDS = ("增速", "增幅", "降幅", "涨幅", "跌幅", "增长率", "余额", "存量", "增量")
