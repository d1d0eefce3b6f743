"""Whether a number is of an event: what happened, and whom it harmed."""

from __future__ import annotations

from ingest.facts.context.asked import NOBODY, Asked
from ingest.facts.context.subjects.possessions import CAUSING, CRASH, EVENT, FATE, OF_QUAKES
from ingest.facts.context.subjects.subject_names import SubjectNames
from ingest.facts.words import DATE
from ingest.script import fold

_LOSSES = ("经济损失", "经济损失金额")
_BACK = 200
"""How far back what happened was named that a number without a subject is of."""


class OfEvents:
    """Asked where the number's own clause tells nobody."""

    def __init__(self, text: str, masked: str, names: SubjectNames) -> None:
        self.text, self.masked, self.names = text, masked, names

    def doer(self, asked: Asked) -> str | None:
        """The event, where the number is of one; NOBODY where it is known to be nobody's."""
        read = asked.read
        if OF_QUAKES.search(fold(read.base or "")) and read.subject is None:
            start = asked.sight.fact.start
            return "地震" if "地震" in fold(self.text[max(0, start - _BACK) : start]) else NOBODY
        if read.subject is None and (read.base or "").endswith("过火面积"):
            start = asked.sight.fact.start
            so_far = self.text[max(0, start - _BACK) : start - len("过火面积")]
            return "山火" if "山火" in so_far else "火灾" if "火" in so_far else NOBODY
        if read.verb not in CAUSING:
            return self._of_the_victims(asked)
        clause = asked.sight.clause[0], asked.sight.fact.start
        beside = self.names.events.told(*clause)
        if beside is not None:
            return beside[0]
        cause = self.names.events.cause(*clause)
        if cause is not None:
            return cause
        before = self._before(asked)
        if before is not None:
            return before
        last = asked.sentence.last
        goes_on = last is not None and last.verb in CAUSING and read.subject is None
        return asked.sentence.last_subject if goes_on else None

    def _of_the_victims(self, asked: Asked) -> str | None:
        """Whom the numbers of the dead and hurt are of where no verb says what caused them."""
        last = asked.sentence.last
        if asked.read.subject is None and (asked.read.base or "").endswith(_LOSSES):
            # 造成614万人受灾；…；直接经济损失 | 201亿元: what struck so many
            hit = (one.subject for one in asked.sentence.read if FATE.search(one.read.base or ""))
            return next((one for one in hit if one), None)
        fate = asked.read.subject is None and FATE.search(fold(asked.read.measure or ""))
        struck = last is not None and FATE.search(fold(last.measure or ""))
        hurt = [one for one in asked.sentence.read if FATE.search(fold(one.read.measure or ""))]
        if fate and not struck and hurt:
            return hurt[-1].subject  # 导致1名46岁的居民死亡；3人受伤
        topic = asked.sentence.topic
        told = None
        if fate and not struck:
            told = self.names.events.told(asked.sentence.span[0], asked.sight.fact.start)
        if told is not None:
            return told[0]  # 某厂发生爆炸 | 7人受伤
        if fate and not struck and (self.names.is_place(topic) or EVENT.search(topic or "")):
            start = asked.sight.fact.start
            told = self.names.events.told(max(0, start - _BACK), start)
            return told[0] if told else None  # 雅安发生地震。死亡人数已达71人
        return asked.sentence.last_subject if fate and struck else None

    def _before(self, asked: Asked) -> str | None:
        """The event of an earlier clause, unless somebody acts in between and is who harms."""
        sentence, clause = asked.sentence, asked.sight.clause[0]
        told = self.names.events.told(sentence.span[0], clause)
        if told is None:
            return None
        event, end = told
        between = self.masked[end:clause].split(",")[1:-1]
        if between and all(CRASH.search(one) for one in between):
            return event  # 发生一起事故，一辆货车与轿车相撞，导致1人死亡
        # 发生枪击案，一名枪手开枪，致3人死亡: it is he who harms.
        topic = sentence.topic if sentence.fresh else None
        nobody = topic is None or sentence.counted
        if nobody or all(DATE in one for one in between):
            return event
        # 环城高速发生车祸，2辆车起火，造成1人受伤: it was he, or it, to whom it happened.
        own = topic and topic in self.text[sentence.span[0] : end]
        return event if own else None
