"""分别 gives each number its own member of a list, in the clause or among the numbers before.

粗钢、生铁、钢材产量分别增长1.4%、2.3%和5.7%       one measure, three things
死亡人数、倒塌房屋数和经济损失分别下降…            three measures
破获案件39万起，抓获63万人，同比分别上升…和…       the numbers before are the list
涨幅分别比上月末和上年同期高0.7个和1.9个百分点       one measure, compared twice
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.facts.context.edges import is_name, without_dates, without_passing
from ingest.facts.context.measure import GENERIC, Split, head_start, split
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.context.wording import OF_WHOLE, in_full
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, MEMBERS, strip_cues
from ingest.facts.words import DATE, NAMES, QUANTITY, read_table
from ingest.model import Fact

_COMPARED = late(
    "(?:比|较|与)(?P<list>[^,;]{2,24}?)(?:分别)?(?:相比)?"
    "(?=高|低|多|少|增|减|上升|上涨|下|提|降|回|扩|收|加|放)"
)
_LONGEST = 40
"""A list longer than this is a sentence that was not understood."""


@dataclass(frozen=True)
class Told:
    """A number that was read: what a later 分别 may point back at."""

    fact: Fact
    read: About
    subject: str | None


def members(masked: str, start: int, end: int) -> list[Span]:
    """Spans of the members of the list that stands before 分别."""
    first, end = without_passing(masked, start, end)
    # 线下和线上: how something is done can be a member too
    start = without_dates(masked, start, end)[0] if MEMBERS.search(masked, start, first) else first
    whole = OF_WHOLE.search(masked, start, end)
    end = whole.start() if whole and whole.start() > start else end
    if start >= end or end - start > _LONGEST:
        return []
    to = max(masked.rfind(word, start, end) for word in "对向")
    start = to + 1 if start < to < end - 1 else start  # 长三角对 | 东盟、拉美、非洲进出口
    spans, at = [], start
    for match in MEMBERS.finditer(masked, start, end):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, end))
    return spans if all(first < last for first, last in spans) else []


def _parted(masked: str, spans: list[Span]) -> list[Span]:
    """The members where nothing but 、 parts them."""
    found = spans[:1]
    for span in spans[1:]:
        joined = masked[found[-1][1] : span[0]] != "、"
        found[-1:] = [(found[-1][0], span[1])] if joined else [found[-1], span]
    return found


def row(folded: str, facts: list[Fact]) -> list[int]:
    """同比增长9%、6%和8%: a row of changes is given out in turn without 分别 too."""
    if len(facts) < _BOTH or any(fact.kind != "percent" or not fact.direction for fact in facts):
        return []
    joined = all(folded[one.end : two.start] in JOINTS for one, two in pairwise(facts))
    return [fact.start for fact in facts] if joined else []


def list_before(folded: str, masked: str, clause: Span) -> Span:
    """The stretch that may hold the list that a 分别 gives numbers to."""
    end = max(folded.find("分别", *clause), clause[0])
    if end > clause[0] or folded[end - 1 : end] != ",":
        return clause[0], end
    start = max(folded.rfind(mark, 0, end - 1) for mark in ",;:。\n") + 1
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
    beyond = _beyond(sight, read, turn, before) or _above_each(sight, read, subject, turn)
    if beyond is not None:
        return beyond
    compared = _compared(sight, read, number, count)
    if compared is not None:
        return compared, subject
    at = sight.masked.find("分别", *sight.clause)
    row = at < 0
    if row:
        before = before if len(before) == count else []
        at = _row_start(sight)
    else:
        at = strip_cues(sight.masked, sight.clause[0], at)[0]  # 收入和利润 | 同比 | 分别增长
    spans = members(sight.masked, sight.clause[0], at)
    if len(spans) > count > _BOTH:
        # 社会保障和就业支出、教育支出、卫生健康支出: 和 may join what one member is named
        parted = _parted(sight.masked, spans)
        spans = parted if len(parted) == count else spans
    suffix = _suffix(read)
    if row and not (suffix and all(split(sight.masked, *span).named for span in spans)):
        return None
    pair = _pair(sight.masked, spans) if count == _BOTH else None
    if pair is not None:
        owner = (subject or "").removesuffix(
            sight.said(_pair_start(sight.masked, spans[0][1]), spans[0][1])
        )
        return _of_pair(sight, read, spans[0], pair[number], suffix), owner or None
    if len(spans) == count:
        own = _of_member(sight, read, spans, number, suffix)
        return (own, _full(sight, own, spans, number)) if own else None
    own_measure = len(spans) == 1 and split(sight.masked, *spans[0]).named
    if len(spans) < 2 and not own_measure and suffix and len(before) >= count:
        told = before[len(before) - count + number]
        base = told.read.base or told.read.measure
        if base:
            return replace(read, measure=base + suffix, base=base), told.subject or subject
    return None


_BOTH = 2
PAIRS = {
    word: (one, other)
    for word, one, other in (entry.split("=") for entry in read_table("measure_words.tsv")["pair"])
}
"""Words of two characters that name two measures."""


def _pair(masked: str, spans: list[Span]) -> tuple[str, str] | None:
    """The two measures that a phrase names in one word."""
    end = spans[0][1] if len(spans) == 1 else 0
    start = _pair_start(masked, end) if end else 0
    return PAIRS.get(masked[start : start + _BOTH])


def _pair_start(masked: str, end: int) -> int:
    """Where such a word begins that a phrase ends with: 产销, 产销 | 量."""
    return max(0, end - _BOTH - (masked[end - 1] == "量"))


def _of_pair(sight: Sight, read: About, span: Span, head: str, suffix: str) -> About:
    """整车产销分别完成37万辆和38万辆: a word that names two measures."""
    of = sight.masked.rfind("的", *span)
    end = _pair_start(sight.masked, span[1])
    said = sight.said(of + 1, end) if of > 0 else ""
    base = said + head
    return replace(read, measure=base + suffix, base=base)


def of_one(read: About, member: str | None, turn: tuple[int, int]) -> About:
    """旅游业、餐饮业分别增长…: the measure with the member in place of the list."""
    base, suffix = read.base or "", _suffix(read)
    listed = in_full(MEMBERS.split(base)) if member else []
    if not member or len(listed) != turn[1]:
        return read
    own = listed[turn[0]]
    if suffix and own.endswith(member):
        return replace(read, measure=member + suffix)
    rest = own.removeprefix(member)
    return replace(read, measure=rest + suffix) if 1 < len(rest) < len(own) else read


def _row_start(sight: Sight) -> int:
    """Where the list before a row of changes ends: 收入、净利润 | 同比增长9%和6%."""
    first = sight.masked.find(QUANTITY, *sight.clause)
    return strip_cues(sight.masked, sight.clause[0], first)[0]


def _suffix(read: About) -> str:
    """What a comparison adds to a measure: 同比增幅."""
    measure, base = read.measure or "", read.base or ""
    return measure[len(base) :] if base and measure.startswith(base) else ""


def _full(sight: Sight, own: About, spans: list[Span], number: int) -> str | None:
    """第二、第三产业增加值: the member in full where the last one has a tail that all share."""
    if own.subject is None:
        return None
    head = split(sight.masked, *spans[-1]).subject
    said = [sight.said(*span) for span in (*spans[:-1], head)]
    full = in_full(said)
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
        last, head = parts[-1].subject, parts[-1].measure
        if last[0] >= last[1]:
            at = head_start(masked, *spans[-1])
            last, head = (spans[-1][0], at), (at, spans[-1][1])
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


def _shared_change(masked: str, parts: list[Split], number: int) -> str:
    """生产总值、工业增加值 | 增速: the last member alone says how fast all of them grow."""
    last, own = (masked[slice(*parts[at].measure)] for at in (-1, number))
    head = next((word for word in _SPEEDS if last.endswith(word) and last != word), "")
    return "" if own.endswith(_SPEEDS) else head


_SPEEDS = ("增速", "增幅", "降幅", "涨幅", "跌幅", "增长率")


def _beyond(
    sight: Sight, read: About, turn: tuple[int, int], before: list[Told]
) -> tuple[About, str | None] | None:
    """增长9%，比全省(7%)和全国(6%)分别高 | 2、3个百分点: how far the number before is from each."""
    match = _BEYOND.search(sight.masked, sight.clause[0], sight.fact.start)
    told = next((one for one in reversed(before) if one.fact.start < sight.clause[0]), None)
    if match is None or told is None or not told.read.measure:
        return None
    listed = MEMBERS.split(_VALUE.sub("", sight.said(*match.span("list"))))
    if len(listed) != turn[1]:
        return None
    # Percentage points between sums are those of how fast these grow.
    grown = "" if told.fact.kind == "percent" else "增速"
    measure = f"{told.read.measure}{grown}与{listed[turn[0]]}之差"
    own = replace(read, subject=None, noun=None, measure=measure, base=told.read.base)
    return replace(own, rule="bare.points"), told.subject


def _above_each(
    sight: Sight, read: About, subject: str | None, turn: tuple[int, int]
) -> tuple[About, str | None] | None:
    """增速分别高于全国、全省 | 0.4个和0.2个百分点: how far the number before is from each."""
    match = _ABOVE.search(sight.masked, sight.clause[0], sight.fact.start)
    said = sight.said(*match.span("list")) if match else ""
    listed = MEMBERS.split(said)
    if len(listed) != turn[1] or not read.measure or not read.measure.endswith(said):
        return None
    measure = read.measure.removesuffix(said) + listed[turn[0]]
    return replace(read, measure=measure, rule="bare.points"), subject


_ABOVE = late(f"分别(?:高|低|快|慢|多|少)[于出](?P<list>[^,;{QUANTITY}]{{2,24}})(?:{QUANTITY}|$)")
_BEYOND = late(f"(?:比|较)(?P<list>[^,;]{{1,24}}\\({QUANTITY}+\\))分别[高低快慢]")
_VALUE = late(r"[(（][^()（）]*[)）]")


def _compared(sight: Sight, read: About, number: int, count: int) -> About | None:
    """比上月末和上年同期: what the difference in this turn is a difference to."""
    match = _COMPARED.search(sight.text, sight.clause[0], sight.fact.start)
    if match is None or not read.measure:
        return None
    listed = MEMBERS.split(match["list"].removesuffix("分别"))
    if len(listed) != count or DATE not in sight.masked[match.start("list") : match.end("list")]:
        return None
    return replace(read, measure=f"{read.measure}与{listed[number]}之差")
