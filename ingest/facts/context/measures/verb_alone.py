"""Measures that nothing but a verb tells: 投入560万元, 全长18公里, 续建45所."""

from __future__ import annotations

import re

from ingest.facts.arithmetic import in_points
from ingest.facts.context.counting.counters import FATES, counter, counts_itself, done_to
from ingest.facts.context.measures.governing import NAMING
from ingest.facts.context.measures.growth import changed
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.words import read_table
from ingest.script import fold

_GOING = read_table("context_words.tsv")["going"]
_PER_HEAD = late("[人户亩年月日场]均$")


def verb_alone(
    sight: Sight, left: Span, subject: Span | None, word: str, moved: str | None
) -> About:
    """投入560万元, 全长18公里: nothing but the verb says what is measured."""
    fact = sight.fact
    cause = _CAUSE.match(sight.masked, *sight.clause) if word.endswith(_BRINGING) else None
    if cause is not None and sight.masked.find(",", cause.end(), left[1]) < 0:
        word = sight.text[cause.start() : left[1]] + word  # 因酒驾 | 引发30起
        base = word + counter(fact)
        return About(subject, None, base, base, word, sight.follows, rule="measured.cause")
    each = _PER_HEAD.search(sight.masked[left[0] : left[1]])
    yearly = sight.masked[left[0] : left[1]].endswith("年度")
    word = (each.group() if each else "年度" if yearly else "") + word
    folded = fold(word)
    whole = fact.unit in FATES or (fact.unit == "分" and folded in _SCORING)
    word = "年龄" if folded == "现年" else word
    if folded == "积" and fact.unit == "分":
        return About(subject, None, "积分", "积分", word, sight.follows, rule="measured.verb")
    same = _same_things(sight, word, subject) if moved is None else None
    if same is not None:
        return same
    if fact.dimension == "length" and folded in _GOING:
        return About(subject, None, word + "距离", word, word, sight.follows, rule="measured.verb")
    named = folded.endswith(NAMING) or word == "年龄"
    before = (sight.before.base or "") if sight.before is not None else ""
    if folded in _MORE_OR_LESS and fact.kind == "money" and before[-2:] in _FLOWS:
        told = before + ("增加数" if folded[0] == "增" else "减少数")  # 收入9亿元，增收1亿元
        return About(None, None, told, before, None, True, rule="bare")
    grown = moved is not None and moved[-1:] not in "到至为"
    named = named or (grown and fact.kind == "percent" and not in_points(fact))
    base = word if named else ("" if whole else word) + counter(fact)  # 生猪 | 出栏 | 下降8.1%
    measure = changed(sight, base, moved)
    return About(subject, None, measure, base, word, sight.follows, rule="measured.verb")


_MORE_OR_LESS = ("增收", "增支", "减收", "减支")
_FLOWS = ("收入", "支出")
_SCORING = frozenset(read_table("context_words.tsv")["getting"])
_CAUSE = re.compile("因|由于")
_BRINGING = ("引发", "造成", "导致", "引起")


def _same_things(sight: Sight, word: str, subject: Span | None) -> About | None:
    """新建学校100所，续建 | 45所: what is counted with the measure word of the number before."""
    before, one = sight.before, sight.previous
    if before is None or one is None or not before.noun:
        return None
    if sight.fact.dimension != "count" and (before.verb != word or sight.fact.kind != "figure"):
        return None  # but 改造公路948公里，2008年就改造 | 500公里
    if one.unit != sight.fact.unit or before.rule == "bare.unit" or counts_itself(sight.fact):
        return None
    if len(word) > _LONGEST_VERB or word[-1:] in _GOODS:
        return None  # 提出抗诉, 养猪: the object is there
    thing = before.noun.removeprefix(word[-2:])  # 登记企业5万户，新登记 | 6000户
    measure = done_to(word, thing or before.noun, sight.fact)
    inherits = subject is None
    return About(subject, before.noun, measure, measure, word, inherits, rule="measured.same")


_LONGEST_VERB = 3
_GOODS = read_table("context_words.tsv")["good"]
