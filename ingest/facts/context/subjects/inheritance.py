"""Whom a number is about: told by its clause, or taken over from before.

The rules stand in `Inheritance.RULES`, one a method, in the order in which they are asked; the
first one that knows answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.facts.context.asked import NOBODY, Asked, measured_thing, only_measured
from ingest.facts.context.counting.bounds import with_bound
from ingest.facts.context.counting.counters import RESULTS
from ingest.facts.context.measures.rain import is_rain
from ingest.facts.context.phrases.actors import ACTOR, OWNER
from ingest.facts.context.phrases.persons import is_person
from ingest.facts.context.places.where import Places
from ingest.facts.context.subjects.accounts import ACCOUNTS
from ingest.facts.context.subjects.fined import fined
from ingest.facts.context.subjects.of_events import OfEvents
from ingest.facts.context.subjects.of_topic import OfTopic
from ingest.facts.context.subjects.own_reports import lone_reporter
from ingest.facts.context.subjects.possessions import (
    CALLED,
    CAUSING,
    EACH_ONE,
    FATE,
    HAPPENS,
    HOLDINGS,
    HOUSEHOLDS,
    OF_FIRMS,
    OF_PLACES,
    OF_THINGS,
    ONES,
    OWN_AGE,
    OWN_RATE,
    WEATHER,
)
from ingest.facts.context.subjects.subject_names import SubjectNames
from ingest.facts.context.subjects.topic import Topics
from ingest.script import fold

_AGES = re.compile("(?:平均|最[大小])?年[龄紀纪齡]|最[大小]")
_RELATIVE = 2
"""A common noun so short (耕地, 重症) is somebody's."""


class Inheritance:
    """Asked number by number, in reading order."""

    def __init__(
        self, text: str, masked: str, names: SubjectNames, places: Places, topics: Topics
    ) -> None:
        self.text, self.masked = text, masked
        self.names, self.places, self.topics = names, places, topics
        self.of_events = OfEvents(text, masked, names)
        self.of_topic = OfTopic(text, masked, names, topics)
        self.accounts: tuple[str, int] | None = None
        """The firm whose accounts were told last, and up to where."""
        self.own = False
        """Whether the last subject is the one that the number's own clause tells."""

    def doer(self, asked: Asked) -> str | None:
        """Whom the number is about, as the sentence has it: who acts, or what is measured."""
        self.names.named.speaker = asked.source
        self.own = False
        if asked.read.rule in ("named", "counted.divisions", "counted.several"):
            return None
        if asked.read.rule == "examples":
            return self.names.named.several(*(asked.read.subject or (0, 0)))
        for rule in self.RULES:
            found = rule(self, asked)
            if found is not None:
                self._keep_accounts(asked, found)
                return found or None
        return None

    def _keep_accounts(self, asked: Asked, whose: str) -> None:
        if whose in self.names.firms and ACCOUNTS.search(fold(asked.read.measure or "")):
            self.accounts = whose, asked.sight.fact.end

    def _of_its_clause(self, asked: Asked) -> str | None:
        """遂宁市|培育34名博士生: who stands before the number."""
        read, sentence = asked.read, asked.sentence
        if read.subject is None:
            return None
        subject = self.names.name(read.subject)
        subject = with_bound(self.text, self.masked, read, subject)
        if read.verb in CAUSING and (
            self.names.is_place(subject) or HAPPENS.match(self.masked, read.subject[1])
        ):
            return None  # 纽约发生脱轨事故 | 致13人受伤
        if subject is not None and only_measured(asked, subject):
            return None if sentence.fresh or read.rule == "measured.head" else NOBODY
        if subject is None and asked.where is not None and self.names.is_scope(read.subject):
            self.own = True
            level = self.text[read.subject[1] - 1]
            if sentence.fresh and sentence.topic and sentence.topic.endswith(level):
                return sentence.topic  # 大道村隶属南山镇，全村 | 495户
            return self.places.name(asked.where)
        if sentence.fresh and sentence.topic and self._says_itself(asked, subject):
            return sentence.topic
        self.own = subject is not None
        return subject

    def _says_itself(self, asked: Asked, subject: str | None) -> bool:
        """Whether a subject is nothing but what is measured: 宋庄村有两个小组，耕地1672亩."""
        read, sentence = asked.read, asked.sentence
        if subject is None or len(subject) > _RELATIVE or read.subject is None:
            return False
        part = self.masked.startswith("其中", asked.sight.clause[0])
        if part or asked.sight.fact.dimension == "count":
            return False  # 羊存栏2万只，其中山羊 | 1403只
        if self.masked.startswith(("也", "则", "亦"), read.subject[1]):
            return False  # 保罗 | 也有13分
        topic = sentence.topic or ""
        goods = asked.sight.fact.dimension in ("area", "mass", "volume")
        if goods and not (
            self.names.is_known(topic) or OWNER.search(fold(topic)) or ACTOR.search(fold(topic))
        ):
            return False  # 瓜果产量5万吨，花卉3万亩
        whole = (read.base or "").startswith(subject)
        last, one = sentence.last, sentence.last_fact
        again = sentence.last_subject == sentence.topic or (
            one is not None and one.unit == asked.sight.fact.unit
        )
        if last is not None and last.rule == read.rule and again:
            return False  # 男性167万人，女性157万人
        return whole and read.rule == "measured.noun" and not self.names.is_known(subject)

    def _of_the_fined(self, asked: Asked) -> str | None:
        """处罚金5万元, 奖励周敏3万元: whom the sum is of that is taken or given."""
        return fined(asked, self.masked, self.names.named)

    def _of_age(self, asked: Asked) -> str | None:
        """享年85岁: of the person named last; a place or an office has no age."""
        sight = asked.sight
        if sight.fact.unit not in ("岁", "周岁"):
            return None
        start, sentence, clause = sight.fact.start, asked.sentence.span[0], sight.clause[0]
        if OWN_AGE.search(self.masked, max(sentence, start - CALLED), start) is not None:
            return self.names.named.person_before(sight.fact.start) or NOBODY
        self.topics.open_now(asked.sentence, asked.read)
        topic = asked.sentence.topic
        things, last = asked.sentence.counted_things, asked.sentence.last
        if things and last is not None and last.rule != "age" and _AGES.match(self.masked, clause):
            return things[0] if is_person(things[0]) else NOBODY  # 拘捕12名 | 本地人，年龄28至68岁
        of_body = self.names.is_known(topic) and topic not in self.names.named.employers
        if topic is None or of_body:
            return NOBODY
        return topic if self.names.is_known(topic) or is_person(topic) else NOBODY

    def _of_the_weather(self, asked: Asked) -> str | None:
        """其中城区24小时雨量达 | 554毫米: of the place where it rains, and of nobody else."""
        read, topic = asked.read, asked.sentence.topic
        if read.subject is not None:
            return None
        if not WEATHER.search(fold(read.base or "")) and not is_rain(asked.sight):
            return None
        told = self.places.is_told(asked.sight.clause[0], asked.sight.fact.start)
        if not told and not (self.names.is_known(topic) and not self.names.is_place(topic)):
            return None
        return (self.places.name(asked.where) if asked.where else None) or NOBODY

    def _of_the_number_before(self, asked: Asked) -> str | None:
        """人均收入3万元，同比增长 | 14%: a number without a phrase of its own."""
        read, last = asked.read, asked.sentence.last
        if not read.inherits:
            return None
        subject = asked.sentence.last_subject
        if read.noun is None and last and last.noun and self._is_some(asked):
            return self.names.thing(last.noun)  # 发现3名遇难者，其中 | 一人是…
        if asked.sentence.reopened and read.rule in ("bare", "measured.noun"):
            return asked.sentence.topic  # 参保10万人以上，其中甲市最多，达到 | 40万人
        if read.rule == "coordinated" and last and read.noun and last.noun == subject:
            return self.names.thing(read.noun)  # 拦截诈骗电话15亿次、诈骗短信17亿条
        if read.rule == "bare.unit" and last and last.rule == "counted.doer" and not read.noun:
            return (asked.sentence.fresh and asked.sentence.topic) or NOBODY  # 12个罚球，9个篮板
        return subject

    def _is_some(self, asked: Asked) -> bool:
        """Whether a number counts some of those that were counted before it."""
        clause, fact, one = asked.sight.clause, asked.sight.fact, asked.sentence.last_fact
        alike = one is not None and one.norm_unit == fact.norm_unit and fact.kind == "figure"
        if asked.read.rule == "measured.noun" and asked.read.verb:
            return False  # 比亚迪销售新车21万辆，其中海外销售 | 9529辆: he did that too
        return alike and self.masked.startswith("其中", clause[0])

    def _of_what_happened(self, asked: Asked) -> str | None:
        """发生山体滑坡，(截至8日，)已造成…: the event of the clause before."""
        return self.of_events.doer(asked)

    def _of_the_things_before(self, asked: Asked) -> str | None:
        """新建学校100所，建筑面积89万平方米; 农户3万户，户均增收4000元: of those just counted."""
        read, sentence = asked.read, asked.sentence
        base = fold(read.base or "")
        if read.subject is None and base.startswith("涉案"):
            so_far, events = (sentence.span[0], asked.sight.fact.start), self.names.events
            told = events.told(*so_far, "案件") or events.told(*so_far, "案")
            if told is not None:
                return told[0]
        if sentence.counted_things is None or read.subject is not None:
            return None
        things, unit = sentence.counted_things
        if base.startswith("涉案"):
            return things if unit in "起件宗" else NOBODY
        each = EACH_ONE.match(base)
        if each is not None:
            one = unit in ONES.get(each.group(), ()) and HOUSEHOLDS.search(fold(things))
            return things if one else None
        if not base.endswith(OF_THINGS) or read.noun or base.startswith(("基础建设", "固定资产")):
            return None
        return sentence.works or NOBODY if is_person(things) else things

    def _of_the_accounts(self, asked: Asked) -> str | None:
        """甲股份净利润9亿元。每股收益 | 0.2元: of whose accounts the paragraph tells."""
        read, sentence = asked.read, asked.sentence
        holder = sentence.carried.holder if read.subject is None and not sentence.fresh else None
        return holder if holder and OF_FIRMS.match(fold(read.base or "")) else None

    def _of_the_sum(self, asked: Asked) -> str | None:
        """企业到位资金72亿元。其中，国内贷款11亿元；自筹资金 | 26亿元: whose the sum is."""
        read, sentence = asked.read, asked.sentence
        part = self.masked.startswith("其中", sentence.span[0]) and not sentence.fresh
        owned = part and read.subject is None and read.rule in ("measured.head", "measured.object")
        return sentence.carried.last_subject if owned else None

    def _of_the_same_deed(self, asked: Asked) -> str | None:
        """98家公司实现营收2091亿元，实现 | 净利润222亿元: who achieved the one, the other too."""
        read, sentence = asked.read, asked.sentence
        last = sentence.last
        same = last is not None and last.rule == read.rule == "measured.object"
        if not same or read.subject is not None or read.noun is not None or sentence.reopened:
            return None
        again = last is not None and last.noun is None and last.verb == read.verb is not None
        return sentence.last_subject if again else None

    def _of_the_topic(self, asked: Asked) -> str | None:
        """Whom an earlier clause, or the sentence before, opened with."""
        return self.of_topic.doer(asked)

    def _of_the_firm(self, asked: Asked) -> str | None:
        """2024年，实现营收 | 94亿元: accounts of nobody else are of the firm of the headline."""
        if asked.read.subject is not None or asked.sentence.fresh:
            return None
        if not OF_FIRMS.match(fold(asked.read.base or "")):
            return None
        start, between = asked.sight.fact.start, self.names.named.firm_between
        if self.accounts is not None and between(self.accounts[1], start) is None:
            return self.accounts[0]  # 甲银行净利3亿元。\n前三季，营业收入 | 9亿元
        firm = self.names.headline_firm or lone_reporter(self.names)
        other = between(self.text.rfind("\n", 0, start) + 1, start)
        return firm if other in (None, firm) else None

    def _of_the_thing(self, asked: Asked) -> str | None:
        """What is counted, or what was counted before its measures: 项目90个、总投资80亿元."""
        thing = self.names.thing(measured_thing(asked.read))
        if thing is not None and only_measured(asked, thing):
            thing = None
        lost = fold(asked.read.base or "").endswith("损失")
        own = asked.sight.fact.kind == "percent" and OWN_RATE.search(asked.read.base or "")
        if thing is None and asked.read.rule == "measured.head" and not (lost or own):
            return self.names.thing(asked.sentence.thing)
        return thing

    def _of_the_place(self, asked: Asked) -> str | None:
        """The place, where the sentence names it, or where it is a place that is measured.

        What somebody says without naming it is as a rule of his own.
        """
        read, fact, where = asked.read, asked.sight.fact, asked.where
        scored = fact.unit == "分" and read.rule != "measured.head"
        if (
            read.base == "占比"
            or where is None
            or read.measure is None
            or fact.dimension in ("duration", "time")
            or (read.rule == "bare" and asked.sight.before is None)
            or read.verb in CAUSING
            or scored
            or (fact.unit in RESULTS and "在" in self.masked[asked.sight.clause[0] : fact.start])
            or FATE.search(read.measure or "")
            or (read.rule == "measured.verb" and (read.base or "").startswith(HOLDINGS))
        ):
            return None
        default = self.places.default
        if default is not None and where != default and fold(read.base or "").startswith("对"):
            return None  # 对欧洲出口: the country spoken of before is another partner
        told_by = asked.source is not None and asked.source.source_type == "person"
        sums = fact.kind == "money" and read.measure is not None
        measures = not told_by and (sums or (read.rule in OF_PLACES and fact.kind != "money"))
        named = self.places.is_told(asked.sentence.span[0], fact.start)
        return self.places.name(where) if measures or named else None

    RULES: tuple[Callable[[Inheritance, Asked], str | None], ...] = (
        _of_the_fined,
        _of_its_clause,
        _of_age,
        _of_the_weather,
        _of_the_number_before,
        _of_what_happened,
        _of_the_things_before,
        _of_the_accounts,
        _of_the_sum,
        _of_the_same_deed,
        _of_the_topic,
        _of_the_firm,
        _of_the_thing,
        _of_the_place,
    )
