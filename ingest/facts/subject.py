"""What a number counts or measures, and of whom, read off the clause it stands in.

Three shapes cover most of news prose, and everything here is one of them:

    2个社会组织 | 获省文明办等单位表扬         the counted noun follows, and does something
    安居区，在15个乡镇 | 开展居家养老服务      the counted noun follows, somebody else does it
    全市基层老年协会 | 达2092个                the measure stands before the number
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.facts.measure import (
    LONGEST_PHRASE,
    counter,
    counts_itself,
    measure_start,
    numbered,
    split,
)
from ingest.facts.phrases import (
    DATE,
    NAMES,
    QUANTITY,
    Token,
    moves_at,
    strip_cues,
    tokens,
    trim,
)
from ingest.model import Fact


@dataclass(frozen=True)
class About:
    """What a quantity is about, as far as its clause tells."""

    subject: tuple[int, int] | None = None
    """Span of the subject; None: look for it before the clause."""
    noun: str | None = None
    """The counted noun: subject of last resort."""
    measure: str | None = None
    base: str | None = None
    """The measure without what a comparison adds: what the next comparison is about."""
    verb: str | None = None
    """For a coordinated number that follows without one of its own."""
    inherits: bool = False
    """Subject and base measure are those of the number before."""
    rule: str = "none"


@dataclass(frozen=True)
class Sight:
    """A quantity with the text that can speak about it."""

    text: str
    """The article's own characters, folded."""
    masked: str
    fact: Fact
    clause: tuple[int, int]
    left: int
    """End of the quantity before it in the clause, or the clause's start."""
    right: int
    """Start of the quantity behind it in the clause, or the clause's end."""
    before: About | None
    """What the quantity before it in the sentence is about."""

    def said(self, start: int, end: int) -> str:
        """The characters of a span without the dates in it."""
        return "".join(
            char
            for char, sign in zip(self.text[start:end], self.masked[start:end], strict=True)
            if sign != DATE
        )


_BREAKS = ("verb", "prep", "adverb", "say", "connective")
_JOINTS = "、和及与或"
_LIGHT = frozenset(
    (
        "实现",
        "完成",
        "达成",
        "取得",
        "获得",
        "形成",
        "拥有",
        "有",
        "报告",
        "达到",
        "共有",
        "现有",
        "设有",
        "已有",
    )
)
_COMPOUNDS = ("率", "比例", "占比", "面积", "人数", "次数", "比重")
"""Heads that a verb before them belongs to: 扣球成功率, 报销比例, 受灾面积."""
"""Verbs that say nothing of the measure."""


def clause_subject(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the noun phrase that a clause opens with; None where it has none.

    A clause that is nothing but a name (船山区，…) is the topic of what follows.
    """
    begin, stop = start, end
    for token in tokens(masked, start, end):
        if token.word_class == "nominal":
            continue
        if not _only_signs(masked, begin, token.start):
            stop = token.start
            break
        if token.word_class in ("verb", "prep", "say"):
            return None
        begin = token.end
    begin, stop = _without_dates(masked, begin, stop)
    if stop >= end and not _is_name(masked, (begin, stop)):
        return None
    if begin >= stop or stop - begin > LONGEST_PHRASE or QUANTITY in masked[begin:stop]:
        return None
    return begin, stop


def _without_dates(masked: str, start: int, end: int) -> tuple[int, int]:
    """The span without dates, marks and 内 or 间 of a period at its ends."""
    before = None
    while before != (start, end):
        before = (start, end)
        start, end = trim(masked, start, end)
        while start < end and masked[start] == DATE:
            start += 1
        while start < end and masked[end - 1] == DATE:
            end -= 1
        if end - start > 1 and masked[end - 1] in "内间里" and masked[end - 2] == DATE:
            end -= 1
    return start, end


def _only_signs(masked: str, start: int, end: int) -> bool:
    begin, stop = _without_dates(masked, start, end)
    return begin >= stop


def noun_after(sight: Sight) -> tuple[tuple[int, int], tuple[int, int]]:
    """Spans of the counted noun behind the quantity and of the predicate behind that."""
    masked, start, end = sight.masked, sight.fact.end, sight.right
    if moves_at(masked, start):
        return (start, start), (start, start)
    if masked[start : start + 1] == "的":
        start += 1
    joint = _first_of(masked, start, end, "、()—")
    noun_end = end
    for token in tokens(masked, start, end):
        if token.word_class in _BREAKS:
            noun_end = token.start
            break
    if noun_end == start:
        inner = masked.find("的", start, joint)
        if inner > start and inner + 1 < joint and not counts_itself(sight.fact):
            return _noun_of_relative(masked, inner + 1, end, joint)
    noun_end = min(noun_end, joint)
    # The predicate may hold a further number (获评3A以上等级), unless that is a list's next member.
    whole = sight.clause[1] if noun_end < end else end
    predicate = (noun_end, _first_of(masked, noun_end, whole, "、()—" if whole > end else "()—"))
    noun = trim(masked, start, noun_end)
    if noun[1] - noun[0] == 1 and masked[noun[0]] in "中里内上下间后前时的":
        noun = (start, start)
    if counts_itself(sight.fact):
        return (start, start), trim(masked, start, predicate[1])
    return noun, trim(masked, *predicate)


def _noun_of_relative(
    masked: str, start: int, end: int, joint: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Behind 的 of a relative clause: 3名参加比赛的 | 学生."""
    for token in tokens(masked, start, joint):
        if token.word_class in _BREAKS:
            return trim(masked, start, token.start), trim(masked, token.start, end)
    return trim(masked, start, joint), (joint, joint)


def _first_of(masked: str, start: int, end: int, chars: str) -> int:
    return min(
        (at for at in (masked.find(char, start, end) for char in chars) if at >= 0), default=end
    )


def about(sight: Sight) -> About:
    """What the quantity is about, by the first shape that fits."""
    masked = sight.masked
    stop, moved = strip_cues(masked, sight.left, sight.fact.start)
    begin, stop = trim(masked, sight.left, stop)
    share = _share(sight)
    if share is not None:
        return share
    noun, predicate = noun_after(sight)
    if _is_coordinated(sight, begin, stop):
        return _coordinated(sight, begin, stop, noun, moved)
    if noun[0] < noun[1] or (predicate[0] < predicate[1] and counts_itself(sight.fact)):
        shaped = _counted(sight, (begin, stop), noun, predicate, moved)
        if shaped is not None:
            return shaped
    if sight.fact.kind == "percent" and begin < stop and moved is None:
        part = _part(sight, begin, stop, noun, predicate)
        if part is not None:
            return part
    if begin >= stop:
        return _bare(sight, moved)
    return _measured(sight, begin, stop, moved)


def _share(sight: Sight) -> About | None:
    """占全市床位总数的28.1%: a share of a whole that is named."""
    basis = sight.fact.basis
    at = sight.masked.rfind("占", sight.left, sight.fact.start)
    if sight.fact.kind != "percent" or at < 0 or sight.masked[at - 1 : at + 1] in ("侵占", "抢占"):
        return None
    if sight.masked[at + 1 : at + 2] in ("比", "有"):
        return None
    end, _ = strip_cues(sight.masked, at + 1, sight.fact.start)
    begin, end = trim(sight.masked, at + 1, end)
    whole = sight.said(begin, end).removesuffix("的比重").removesuffix("的比例")
    measure = f"占{whole}的比重" if whole else "占比"
    own, own_end = trim(sight.masked, sight.left, at)
    subject = clause_subject(sight.masked, own, own_end + 1)
    own_noun = _strip_adverbs(sight.masked, own, own_end)
    if own_noun[0] < own_noun[1] and sight.masked[own_noun[1] - 1] == "的":
        own_noun = (own_noun[0], own_noun[1] - 1)
    if own_noun[0] < own_noun[1]:
        parts = split(sight.masked, *own_noun)
        if parts.named and parts.subject[0] < parts.subject[1]:
            subject = parts.subject
            measure = sight.said(*parts.measure) + measure
        else:
            subject = own_noun
        return About(subject=subject, measure=measure, base=measure, rule="share")
    base = sight.before.base if sight.before else None
    del basis
    return About(measure=(base or "") + measure, base=base, inherits=True, rule="share")


def _part(
    sight: Sight, begin: int, stop: int, noun: tuple[int, int], predicate: tuple[int, int]
) -> About | None:
    """援助资金中仅四成到位: a part of what stands before does what stands behind."""
    begin, stop = _strip_adverbs(sight.masked, begin, stop)
    parts = split(sight.masked, begin, stop)
    rate = sight.masked[stop - 1 : stop] in ("率", "比", "例", "重", "额", "度", "速", "幅")
    does = sight.said(*trim(sight.masked, noun[0], max(predicate[1], noun[1])))
    if rate or not does or begin >= stop:
        return None
    if any(token.word_class in ("verb", "say") for token in tokens(sight.masked, begin, stop)):
        return None
    del parts
    measure = f"{does}的比例"
    return About((begin, stop), None, measure, measure, rule="part")


def _strip_adverbs(masked: str, start: int, end: int) -> tuple[int, int]:
    """The phrase without connectives and adverbs at its head."""
    for token in tokens(masked, start, end):
        head, _ = trim(masked, start, end)
        while head < end and masked[head] == DATE:
            head += 1
        if token.start != head or token.word_class not in ("connective", "adverb"):
            break
        start = token.end
    while start < end and masked[start] == DATE:
        start += 1
    return trim(masked, start, end)


def _is_coordinated(sight: Sight, begin: int, stop: int) -> bool:
    """Whether the number is a further member of a list whose verb stands before the first one."""
    if sight.left == sight.clause[0] or sight.before is None:
        return False
    masked = sight.masked
    if any(token.word_class == "verb" for token in tokens(masked, begin, stop)):
        return False
    gap = masked[sight.left : sight.fact.start].strip()
    return gap[:1] in _JOINTS or gap[-1:] in _JOINTS


def _coordinated(
    sight: Sight, begin: int, stop: int, noun: tuple[int, int], moved: str | None
) -> About:
    """出动救援力量80余人、| 车辆 | 16台; 覆盖49个登记组织和 | 50个 | 脱钩组织."""
    before = sight.before
    verb = before.verb if before else None
    if noun[0] < noun[1]:
        begin, stop = noun
    elif sight.masked[sight.left] not in _JOINTS:
        return _bare(sight, moved)
    if begin >= stop:
        return _bare(sight, moved)
    parts = split(sight.masked, begin, stop)
    thing = sight.said(begin, stop)
    if verb is None and parts.named and parts.subject[0] < parts.subject[1]:
        base = sight.said(*parts.measure)
        return About(parts.subject, None, base, base, rule="coordinated")
    measure = (verb or "") + numbered(thing, sight.fact)
    return About(None, thing, measure, measure, verb, inherits=True, rule="coordinated")


def _counted(
    sight: Sight,
    left: tuple[int, int],
    noun: tuple[int, int],
    predicate: tuple[int, int],
    moved: str | None,
) -> About | None:
    """The counted noun follows the number."""
    masked, text, fact = sight.masked, sight.text, sight.fact
    begin, stop = _strip_adverbs(masked, *left)
    thing = sight.said(*noun)
    found = list(tokens(masked, begin, stop))
    last = next((t for t in reversed(found) if t.word_class in ("verb", "prep", "nominal")), None)
    nominal_at_end = last is not None and last.word_class == "nominal"
    if last is not None and nominal_at_end and last.end != stop:
        last = next((t for t in reversed(found) if t.word_class in ("verb", "prep")), None)
    does = _phrase(sight, predicate)
    if masked[stop : stop + 1] == "的" and last is not None and thing:
        # 通过社会组织提供的16项服务: what stands before 的 is a relative clause.
        return _relative(sight, begin, stop, last, thing)
    if last is not None and last.word_class == "prep" and last.end >= begin:
        inside = trim(masked, last.end, stop)
        subject = inside if _is_name(masked, inside) else clause_subject(masked, begin, stop)
        if not thing:
            return None
        measure = f"{does}的{numbered(thing, fact)}" if does else numbered(thing, fact)
        return About(subject, thing, measure, measure, rule="counted.place")
    if last is not None:
        subject = clause_subject(masked, begin, stop)
        inherits = sight.left > sight.clause[0] and sight.before is not None
        verb = sight.said(last.start, last.end)
        between = sight.said(*trim(masked, last.end, stop)).removeprefix("了")
        if thing:
            what = numbered(between + thing if len(between) < 7 else thing, fact)
            base = numbered(thing, fact)
            return About(
                None if inherits else subject, thing, verb + what, base, verb, inherits,
                rule="counted.object",
            )  # fmt: skip
        if between:
            return None
        measure = f"{verb}{does}的{counter(fact)}" if len(does) > 4 else verb + does + counter(fact)
        return About(
            None if inherits else subject, None, measure, measure, verb, inherits,
            rule="counted.object",
        )  # fmt: skip
    return _doing(sight, (begin, stop), thing, noun, does, moved)


def _doing(
    sight: Sight,
    left: tuple[int, int],
    thing: str,
    noun: tuple[int, int],
    does: str,
    moved: str | None,
) -> About | None:
    """No verb before the number: the counted noun, or who stands before it, does something."""
    text, fact = sight.text, sight.fact
    owner = left if left[0] < left[1] else None
    if thing and moved and not owner:
        measure = moved + numbered(thing, fact)
        return About(None, thing, measure, numbered(thing, fact), moved, rule="counted.moved")
    if not thing and owner and not does:
        return None
    if owner and _noun_is_apposition(sight, owner):
        return None
    what = numbered(thing, fact) if thing else counter(fact)
    if owner:
        measure = f"{does}的{what}" if does else what
        return About(owner, thing or None, measure, what, rule="counted.owner")
    if thing:
        measure = f"{does}的{_how_many(fact)}" if does else numbered(thing, fact)
        return About(noun, thing, measure, numbered(thing, fact), rule="counted.doer")
    if not does:
        return None
    measure = does + what if len(does) <= 4 else f"{does}的{what}"
    return About(None, None, measure, measure, rule="counted.people")


def _noun_is_apposition(sight: Sight, owner: tuple[int, int]) -> bool:
    """总产量35万吨 …: a measure stands before the number and wins over what follows."""
    return measure_start(sight.masked, *owner) < owner[1]


def _how_many(fact: Fact) -> str:
    return "人数" if fact.unit in ("人", "名", "位") else "数量"


def _relative(sight: Sight, begin: int, stop: int, verb: Token, thing: str) -> About:
    """Subject and measure of `A 提供的16项服务`."""
    masked, text = sight.masked, sight.text
    first = next((t for t in tokens(masked, begin, stop) if t.word_class in ("verb", "prep")), verb)
    if first.word_class == "prep" and first is not verb:
        subject = trim(masked, first.end, verb.start)
    else:
        subject = trim(masked, begin, first.start)
    if subject[0] >= subject[1] or subject[1] - subject[0] > LONGEST_PHRASE:
        told = None
    else:
        told = subject
    clause = sight.said(verb.start, stop) if verb.word_class == "verb" else ""
    measure = f"{clause}的{numbered(thing, sight.fact)}" if clause else numbered(thing, sight.fact)
    return About(told, thing, measure, numbered(thing, sight.fact), rule="counted.relative")


def _is_name(masked: str, span: tuple[int, int]) -> bool:
    return span[0] < span[1] and all(char in NAMES for char in masked[span[0] : span[1]])


def _phrase(sight: Sight, span: tuple[int, int]) -> str:
    """The predicate behind a counted noun, cut where it stops saying something."""
    start, end = span
    if end - start > LONGEST_PHRASE:
        end = start + LONGEST_PHRASE
        stops = [
            token.start for token in tokens(sight.masked, start, end) if token.word_class == "verb"
        ]
        end = stops[-1] if stops and stops[-1] > start else end
    begin, end = _strip_adverbs(sight.masked, start, end)
    if sight.masked[begin : begin + 1] == "除":
        return _after_exception(sight, end)
    return sight.said(*trim(sight.masked, begin, end))


def _after_exception(sight: Sight, end: int) -> str:
    """What the clause behind 除…外 says: 13项服务除殡葬外，全部由社会组织提供."""
    masked = sight.masked
    if masked[end : end + 1] != ",":
        return ""
    stop = _first_of(masked, end + 1, min(len(masked), end + 1 + LONGEST_PHRASE), ",;。:\n")
    begin, stop = _strip_adverbs(masked, end + 1, stop)
    return sight.said(begin, stop)


def _bare(sight: Sight, moved: str | None) -> About:
    """Nothing of its own stands before the number: 同比增长 | 14%, 和 | 5600个."""
    base = sight.before.base if sight.before else None
    measure = _changed(base, moved, sight.fact)
    return About(measure=measure, base=base, inherits=True, rule="bare")


def _changed(base: str | None, moved: str | None, fact: Fact) -> str | None:
    """The measure of a comparison: 人均收入 → 人均收入同比增幅."""
    if moved is None or moved[-1:] in "到至为" or (fact.direction is None):
        return base
    if base is None:
        return None
    against = fact.basis if fact.basis in ("同比", "环比") else ""
    if fact.kind == "percent":
        return base + against + ("增幅" if fact.direction == "up" else "降幅")
    return base + against + ("增加数" if fact.direction == "up" else "减少数")


def _measured(sight: Sight, begin: int, stop: int, moved: str | None) -> About:
    """The measure stands before the number."""
    masked, text, fact = sight.masked, sight.text, sight.fact
    begin, stop = _strip_adverbs(masked, begin, stop)
    if begin >= stop:
        return _bare(sight, moved)
    found = list(tokens(masked, begin, stop))
    relative = masked.rfind("的", begin, stop)
    main = [t for t in found if t.word_class in ("verb", "prep", "say") and t.end > relative]
    verb = main[-1] if main else None
    nominal = (
        found[-1] if found and found[-1].word_class == "nominal" and found[-1].end == stop else None
    )
    if verb is None:
        return _noun_phrase(sight, begin, stop, moved, nominal)
    thing_start, thing_end = trim(masked, verb.end, stop)
    if masked[thing_start : thing_start + 1] in ("了", "出", "过", "起"):
        thing_start += 1
    follows = sight.left > sight.clause[0] and sight.before is not None
    subject = None if follows else clause_subject(masked, begin, stop)
    word = sight.said(verb.start, verb.end) if verb.word_class != "prep" else ""
    if thing_start >= thing_end:
        kind = counter(fact)
        measure = word if word.endswith(("年", "高", "长", "重")) else word + kind
        measure = _changed(measure, moved, fact) or measure
        return About(subject, None, measure, word + kind, word, follows, rule="measured.verb")
    parts = split(masked, thing_start, thing_end)
    if parts.named:
        own = parts.subject if parts.subject[0] < parts.subject[1] else None
        base = sight.said(*parts.measure)
        if own is not None and subject is not None:
            # 遂宁市购买服务资金: the clause has its subject, what stands before the head is a modifier.
            own, base = None, ("" if word in _LIGHT else word) + text[thing_start:thing_end]
        measure = _changed(base, moved, fact) or base
        return About(own or subject, None, measure, base, word, follows, rule="measured.object")
    after_list = masked.rfind("等", thing_start, thing_end)
    if thing_start < after_list < thing_end - 2 and masked[after_list + 1] not in "级候待":
        thing_start = after_list + 1
    thing = text[thing_start:thing_end]
    base = ("" if word in _LIGHT else word) + numbered(thing, fact)
    measure = _changed(base, moved, fact) or base
    return About(subject, thing, measure, base, word, follows, rule="measured.object")


def _noun_phrase(
    sight: Sight, begin: int, stop: int, moved: str | None, nominal: Token | None
) -> About:
    """No verb: subject and measure in one noun phrase, 城镇居民人均可支配收入38624元."""
    masked, text, fact = sight.masked, sight.text, sight.fact
    parts = split(masked, begin, stop)
    own = parts.subject if parts.subject[0] < parts.subject[1] else None
    if not parts.named and nominal is not None and nominal.start >= begin:
        word = sight.said(nominal.start, nominal.end)
        own = trim(masked, begin, nominal.start)
        base = word + (counter(fact) if fact.dimension in (None, "count") else "")
        return About(
            own if own[0] < own[1] else None, None, _changed(base, moved, fact) or base, base, word,
            rule="measured.noun",
        )  # fmt: skip
    if parts.named or parts.measure[0] < parts.measure[1]:
        base = sight.said(*parts.measure)
        if not parts.named:
            base = numbered(base, fact)
    elif own is not None and _is_name(masked, own):
        base = counter(fact)
    else:
        of = masked.rfind("的", begin, stop)
        thing = sight.said(of + 1, stop) if begin < of < stop - 1 else sight.said(*parts.subject)
        base = numbered(thing, fact) if len(thing) <= 12 else counter(fact)
    if own is not None and own[1] - own[0] > LONGEST_PHRASE:
        own = None
    return About(own, None, _changed(base, moved, fact) or base, base, rule="measured.noun")
