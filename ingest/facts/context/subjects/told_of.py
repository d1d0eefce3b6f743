"""Of whom or what a number is told: who acts, or the things that something is done to.

急救中心 | 调派6台救护车              somebody with a name who does it
消防官兵疏散45名 | 群众              the things, where who does it has no name
江西省撤并736所 | 学校               … or is a place, which has a column of its own
…成立了专班。抓获27名 | 嫌疑人       … or is told by another clause only, and so a guess
体育健儿 | 夺得8块金牌               but what somebody gets is his own
"""

from __future__ import annotations

from ingest.facts.context.asked import Asked, only_measured
from ingest.facts.context.counting.counters import DOINGS
from ingest.facts.context.measures.measure import is_measure
from ingest.facts.context.places.where import Places
from ingest.facts.context.sight import About
from ingest.facts.context.subjects.possessions import CAUSING
from ingest.facts.context.subjects.subject_names import SubjectNames
from ingest.facts.words import read_table
from ingest.script import fold

_COMPARING = ("bare", "measured.noun")
"""Rules that read how the number before grew: 成交面积5亿平方米，增速为 | 2%."""
_ACTING = ("counted.doer", "counted.owner", "counted.relative")
"""Rules that read who are counted, and what they do."""
_DONE_TO = ("counted.object", "counted.owner", "coordinated")
"""Rules that read who does something to the things counted, or has them."""
_HAVING = ("共有", "现有", "拥有", "有", "设有", "建有", "已有")
"""Verbs that only say how many there are."""
_GETTING = read_table("context_words.tsv")["getting"]
_LONGEST_NAME = 3
_PROPER = frozenset("“”《》「」")
"""Marks of names."""


class ToldOf:
    """Asked number by number, with whom the sentence has as its doer."""

    def __init__(self, names: SubjectNames, places: Places) -> None:
        self.names, self.places = names, places

    def subject(self, asked: Asked, doer: str | None) -> str | None:
        """What the number is said of: the doer, or the things counted."""
        read, sentence = asked.read, asked.sentence
        compared = read.inherits and read.rule.startswith(_COMPARING)
        compared = compared and doer == sentence.last_subject
        again = sentence.last_fact is not None and sentence.last_fact.kind == "figure"
        if compared and again and asked.sight.fact.direction is not None:
            return sentence.last_counted or doer  # 接待游客597万人次，同比增长 | 16.5%
        if asked.sight.fact.kind != "figure":
            return self._of_things(asked, doer)
        if read.rule == "counted.place":
            return self._where(asked, doer)
        last = sentence.last
        if asked.sight.follows and read.verb and last and last.rule in _ACTING:
            return sentence.last_counted or doer  # 6家景区 | 接待游客3万人次
        if read.noun:
            thing = self.names.thing(read.noun, read.rule.startswith("measured"))
            if thing is not None and only_measured(asked, thing):
                thing = None
            carried = read.subject is None and self._is_carried(asked, doer)
            told_of = carried or self.is_place(asked, doer) or self._is_anybody(asked, doer)
            told_of = told_of and not self._is_one_of_several(asked, doer)
            return thing or doer if told_of else doer
        return sentence.last_counted or doer if compared else doer

    def _of_things(self, asked: Asked, doer: str | None) -> str | None:
        """深圳市120家规上企业实现营业收入 | 4亿元: money of the things that a place has."""
        read, sentence = asked.read, asked.sentence
        last = sentence.last
        acting = asked.sight.follows and last is not None and last.rule in _ACTING
        theirs = acting and read.inherits and sentence.last_counted is not None
        return sentence.last_counted if theirs and self.is_place(asked, doer) else doer

    def _where(self, asked: Asked, doer: str | None) -> str | None:
        """安居区 | 在15个乡镇开展服务: the things are only where somebody with a name does it."""
        read = asked.read
        named = read.subject is not None and self.names.is_known(doer)
        if named or self.is_place(asked, doer):
            return doer
        thing = self.names.thing(read.noun, False)
        if thing is not None and read.subject is not None and is_measure(fold(thing)):
            return doer  # 以1810万台的 | 出货量 | 排名第二
        return thing or doer

    def _is_carried(self, asked: Asked, doer: str | None) -> bool:
        """Whether a doer that the number's own clause does not tell is a guess."""
        read, fresh = asked.read, asked.sentence.fresh
        if not fresh or read.verb in _GETTING or read.verb in CAUSING:
            return not fresh
        return read.rule in _DONE_TO or self.names.is_known(doer)

    def _is_anybody(self, asked: Asked, doer: str | None) -> bool:
        """Whether a common noun does something to what is counted, or only has it."""
        read = asked.read
        named = read.subject is not None and read.subject[1] - read.subject[0] <= _LONGEST_NAME
        if named and read.rule == "counted.owner" and asked.sight.fact.unit in DOINGS:
            return False  # 老李 | 15次传球
        if doer is None or self.names.is_known(doer) or not _PROPER.isdisjoint(doer):
            return False
        own = read.verb is not None and (read.verb in CAUSING or read.verb in _GETTING)
        return read.rule in _DONE_TO and not own

    def _is_one_of_several(self, asked: Asked, doer: str | None) -> bool:
        """其中高中 | 1800个学位，初中 | 1200个学位: who has them tells the members apart."""
        read, last = asked.read, asked.sentence.last
        if read.rule != "counted.owner" or doer is None or self.is_place(asked, doer):
            return False
        again = last is not None and last.rule == read.rule and last.noun == read.noun
        return again or self.names.masked.startswith("其中", asked.sight.clause[0])

    def is_place(self, asked: Asked, doer: str | None) -> bool:
        """Whether a doer is a place that is named, or that 全市 means."""
        where = asked.where
        meant = where is not None and doer in (where.path, self.places.name(where))
        return meant or self.names.is_place(doer)

    def only_tells_how_many(self, read: About, subject: str | None, doer: str | None) -> bool:
        """Whether a count only says how many there are in a place, or what those do there."""
        owner = read.subject if read.rule in _ACTING else None
        whole = owner is not None and self.names.is_scope(owner)
        apart = subject != doer and (doer is None or self.names.is_known(doer))
        return whole or (apart and read.verb in _HAVING)
