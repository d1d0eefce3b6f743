"""Which verb before a number governs it: the last one, those chained with it, or the first."""

from __future__ import annotations

from ingest.facts.context.counting.counters import counter
from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.phrases.edges import without_dates
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import strip_cues
from ingest.facts.words import Token, read_table, tokens

_TABLE = read_table("context_words.tsv")
LIGHT = _TABLE["light"]
"""Verbs that say nothing of the measure: 实现产值."""
LETTING = _TABLE["letting"] | LIGHT
"""What stands behind them is somebody of whom the number tells: 带动村民收入增长10%."""
_HELPING = LETTING | _TABLE["helping"] | _TABLE["prep"]
NAMING = ("年", "高", "长", "重", "亩产", "单产", "年产", "日产", "时速")
"""Last characters of verbs that name a dimension by themselves: 享年, 全长, 载重."""


def chained(masked: str, main: list[Token]) -> Token:
    """The last verb with those that stand right before it: 改造 + 提升, 新建 + 、改扩建."""
    last = main[-1]
    for token in reversed(main[:-1]):
        beside = token.end == last.start or masked[token.end : last.start] in _BOTH
        if not beside or token.word_class != "verb" or last.word_class != "verb":
            break
        last = Token(token.start, last.end, "verb")
    return last


_BOTH = ("、", "和", "及", "并")


def governing(masked: str, phrase: Span, found: list[Token], main: list[Token]) -> list[Token]:
    """The verbs up to the one that governs the number: 创建 | 农民工返乡创业园69个.

    A verb that opens the phrase, or stands right behind its subject, takes all behind it as its
    object; a later verb that does not stand right before the number only says which things.
    """
    first, last = main[0], main[-1]
    word, begin = masked[first.start : first.end], without_dates(masked, *phrase)[0]
    if first is last or first.word_class != "verb" or last.end >= phrase[1]:
        return main
    if len(word) < _WORD or word in _HELPING or word[0] in _STATES or word.endswith(NAMING):
        return main
    if masked[last.start : last.end] in LIGHT or last.word_class != "verb":
        return main
    if main[1].start == first.end or masked[first.end] in _GOING_ON or masked[last.start] == "并":
        return main  # 批准 | 逮捕
    if masked[last.start - 1] in _THEN:
        return main  # 离开后 | 携带
    inside = [t for t in found if first.start < t.start < last.start]
    if any(t.word_class not in ("verb", "nominal", "manner") for t in inside):
        return main
    if first.start > begin:
        subject = clause_subject(masked, *phrase)
        if subject is None or subject[1] != first.start:
            return main
    return [first]


_WORD = 2


_GOING_ON = frozenset("了过、和及并与时后")


_THEN = frozenset("时后前来而")


_STATES = frozenset("新在续拟将被")
"""First characters of verbs that say which things are meant: 新开工 | 项目."""


def acted(
    sight: Sight, found: list[Token], main: list[Token], verb: Token, stop: int
) -> About | None:
    """提出检察 | 建议1.4万件: a verb right before the number that is the object of another one."""
    masked = sight.masked
    earlier = [t for t in main if t.word_class == "verb" and t.end < verb.start]
    first = earlier[-1] if earlier else None
    if first is None or masked[verb.start : verb.end].endswith(NAMING):
        return None
    if strip_cues(masked, verb.end, stop)[0] > verb.end:
        return None
    if any(t.word_class in ("prep", "adverb") and first.end <= t.start < verb.start for t in found):
        return None
    if verb.end - first.start > _LONGEST_ACT or masked[verb.start : verb.end] in LIGHT:
        return None
    subject = None if sight.follows else clause_subject(masked, sight.clause[0], stop)
    base = sight.said(first.start, verb.end) + counter(sight.fact)
    word = sight.said(first.start, first.end)
    thing = sight.fact.dimension == "count" and len(list(tokens(masked, *verb[:2]))) == 1
    ends = verb.start if masked[verb.start : verb.end] in _BECOMING else verb.end
    noun = sight.said(first.end, ends) if thing and first.end < ends else None
    return About(subject, noun, base, base, word, sight.follows, rule="measured.act")


_LONGEST_ACT = 14
_BECOMING = ("开工", "复工", "开复工", "投产", "竣工", "完工", "开业", "落地", "签约", "建成")
"""What becomes of things: 续建 | 项目 | 复工223个."""


def denied(masked: str, begin: int, verb: Token) -> Token:
    """The verb with the 不 or 未 that stands before it: 不起诉 is no 起诉."""
    no = verb.start - 1
    return verb._replace(start=no) if no >= begin and masked[no] in "不未" else verb


def without_case(masked: str, main: list[Token], stop: int) -> list[Token]:
    """查获 | 非法携带象牙入境案件, 批准逮捕 | 侵害未成年人犯罪: what a case or a crime is of
    governs nothing."""
    if masked.endswith(("案件", "行为"), 0, stop) and len(main) > 1:
        found = [n for n, t in enumerate(main) if masked[t.start : t.end] in _CASES]
        return main[: found[-1] + 1] if found else main
    while len(main) > 1 and _CRIME.fullmatch(masked, main[-1].end, stop):
        main = main[:-1]
    return main


_CASES = (
    "查获", "破获", "侦破", "查处", "查办", "审理", "审结", "受理", "侦办", "发现", "纠正", "立案",
)  # fmt: skip
_CRIME = late("[一-鿿]{2,10}犯?罪(?:案件?)?")
