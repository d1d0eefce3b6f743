"""Whether a number is of the topic: whom an earlier clause, or the sentence before, opened with."""

from __future__ import annotations

import re

from ingest.facts.context.asked import NOBODY, Asked, stands_alone
from ingest.facts.context.carried import Sentence
from ingest.facts.context.counting.counters import RESULTS
from ingest.facts.context.measures.by_verb import TELLING
from ingest.facts.context.phrases.actors import ACTOR, OWNER, WORKS
from ingest.facts.context.phrases.persons import is_person
from ingest.facts.context.sight import About
from ingest.facts.context.subjects.accounts import ACCOUNTS
from ingest.facts.context.subjects.possessions import (
    CAUSING,
    EARNS,
    EVENT,
    OF_ACCOUNTS,
    OF_AREAS,
    OF_FIRMS,
    OF_GOODS,
    OF_REGIONS,
    POLICING,
    SUSPECTS,
    TOWARDS,
)
from ingest.facts.context.subjects.subject_names import SubjectNames
from ingest.facts.context.subjects.topic import Topics
from ingest.facts.late import late
from ingest.script import fold

_WILL = re.compile("(?:将|拟|计划|打算|准备)(?=[一-鿿])")
_ALIKE = 4
_WITH = frozenset("对对與与自从從同向和跟")
_OF_CROPS = ("总产量", "产量", "单产", "亩产", "平均单产", "平均亩产", "总产")
"""Measures of what was sown, behind its area."""
_GROUP = late("[队团组班户家村伙人员者民]$|天气$|飓风|台风|风暴")
"""Has people, is some, or harms them."""
_AGENCY = re.compile("(?:[部署局司厅委]|[总统计]处|海关|海关总署|央行)$")
_OF_ECONOMIES = re.compile(
    "(?:累计|当月)?(?:进出口|出口|进口|出超|入超|外贸|贸易[顺逆]差|GDP|国内生产总值|生产总值|CPI|PPI|经济成长|民间消费|居民消费)"
)
"""What an economy has, and no office that tells of it."""
_DEEDS = ("measured.object", "measured.verb", "measured.act", "counted.object")


def _earner(asked: Asked) -> str | None:
    """“每月能挣 | 4500元”: whoever says so, where he names nobody else."""
    source, sentence = asked.source, asked.sentence
    quoted = source is not None and source.source_type.endswith("quote")
    own = asked.read.subject is None and asked.sight.fact.kind == "money" and not sentence.fresh
    earns = EARNS.search(fold(asked.read.verb or asked.read.measure or "")) is not None
    return source.name if source and quoted and own and earns else None


class OfTopic:
    """Asked where the number's own clause tells nobody."""

    def __init__(self, text: str, masked: str, names: SubjectNames, topics: Topics) -> None:
        self.text, self.masked, self.names, self.topics = text, masked, names, topics

    def doer(self, asked: Asked) -> str | None:
        """The topic, where the number can be its own; NOBODY where it is known to be nobody's."""
        read, sentence = asked.read, asked.sentence
        earner = _earner(asked)
        if earner is not None:
            return earner
        trader = self._who_trades(asked)
        if trader is not None:
            return trader
        self.topics.open_now(sentence, read)
        topic = sentence.topic
        if topic is None and sentence.speaker and _WILL.match(self.masked, asked.sight.clause[0]):
            return sentence.speaker  # 公司表示，为此将投入 | 100万元
        firms = sentence.fleeting and OF_FIRMS.match(fold(read.base or "")) is not None
        firms = firms and self._keeps_accounts(sentence.lasting)
        if firms or (sentence.fleeting and self._is_only_measured(asked, topic)):
            topic = sentence.lasting or topic  # 罚金刑总金额3亿元，挽回 | 损失8亿元
        if sentence.fleeting and self._is_another(asked, topic):
            topic = sentence.lasting if self.names.is_known(sentence.lasting) else None
            sentence.topic, sentence.fleeting = topic, False
        if topic is None and sentence.item and self._is_of_item(asked, sentence.item):
            return sentence.item  # 夏粮播种面积1265万亩；总产量 | 412万吨
        if topic is not None and self._is_partner(read, topic):
            topic = None
        if topic is None or self._only_tells(asked, topic) or self._does_otherwise(asked, topic):
            return None
        if read.rule == "counted.part" and not read.noun and not sentence.fresh:
            return NOBODY  # 24%表示…: of those who were asked
        if self._is_of_an_area(asked, topic):
            return None
        return topic if self.names.is_known(topic) else self._common(asked, topic)

    def _who_trades(self, asked: Asked) -> str | None:
        """我国对东盟出口2万亿元；对欧盟出口 | 1万亿元: who trades with both."""
        if asked.read.subject is not None or fold(asked.read.base or "")[:1] not in TOWARDS:
            return None
        both = (one for one in reversed(asked.sentence.read) if self.names.is_known(one.subject))
        same = (one for one in both if fold(one.read.base or "")[:1] in TOWARDS)
        return next((one.subject for one in same), None)

    def _is_of_item(self, asked: Asked, item: str) -> bool:
        """Whether what is measured behind a semicolon is of what the item before was of."""
        base, last = asked.read.base or "", asked.sentence.last
        if last is not None and last.base and base != last.base and len(base) >= _ALIKE:
            again = base[:2] == last.base[:2]  # 网签面积58万平方米；网签套数 | 4632套
        else:
            again = False
        lends = base.endswith(("存款余额", "贷款余额")) and item.endswith(("机构", "银行"))
        return again or lends or base in _OF_CROPS

    def _is_partner(self, read: About, topic: str) -> bool:
        """东盟是我国第一大贸易伙伴，对东盟 | 出口3万亿元: with whom somebody else trades."""
        base = read.base or ""
        if base[:1] not in _WITH:
            return False
        spans = self.names.spans.items()
        return any(name == topic and self.text[slice(*span)] in base for span, name in spans)

    def _common(self, asked: Asked, topic: str) -> str | None:
        """A topic that is a common noun: it does not go on as long as a name."""
        read, sentence = asked.read, asked.sentence
        far = read.rule == "distance" and not sentence.fresh
        if far or OF_REGIONS.search(fold(read.base or "")):
            return None  # 规上工业增加值增长7%，GDP | 增长6%
        if (read.base or "").startswith(("人均", "户均")) and not ACTOR.search(fold(topic)):
            return sentence.lasting if sentence.fleeting else None  # 荒山面积4800亩，人均收入8300元
        sum_or_rate = asked.sight.fact.kind != "figure" or not sentence.fresh
        if (
            sum_or_rate
            and stands_alone(read)
            and not (sentence.fresh and OWNER.search(fold(topic)))
        ):
            return None
        people = read.rule == "counted.people" and asked.sight.fact.dimension == "people"
        if people and not (EVENT.search(fold(topic)) or _GROUP.search(topic)):
            return None  # 一些学校成了避难所，有7万人 | 在学校避难
        # A common noun of the sentence before goes on only where the text is about it.
        if (read.base or "").endswith("价格") and not sentence.fresh:
            return None  # 劳动力转移就业1592万人。…购进价格 | 上涨8%
        goes_on = sentence.fresh or (not read.noun and self.text.count(topic) > 1)
        return topic if goes_on else None

    def _only_tells(self, asked: Asked, topic: str) -> bool:
        """Whether it is an agency that tells of a number and does nothing, or a reporter."""
        read, source = asked.read, asked.source
        tells = source is not None and source.name == topic and read.verb is None
        if topic in (asked.sentence.reports, asked.sentence.carried.holder):
            return False
        accounts = tells and ACCOUNTS.search(fold(read.base or "")) is not None
        if accounts and topic == asked.sentence.last_subject:
            tells = False  # 公司公告，营收32亿元；净利润 | 4亿元: who has the one has the other
        own = topic in self.names.firms and OF_ACCOUNTS.search(fold(read.base or "")) is not None
        if own:
            return False  # 某公司披露年报，公司营业收入9亿元；净利润 | 2亿元: its own
        tells = tells or (read.verb in TELLING and read.rule == "measured.head")
        return tells or topic in self.names.named.reporters

    def _does_otherwise(self, asked: Asked, topic: str) -> bool:
        """Whether the topic cannot do, or have, what the number tells."""
        read, sentence = asked.read, asked.sentence
        if read.verb in CAUSING and not sentence.fresh and not EVENT.search(fold(topic)):
            return True
        if ((read.verb or "").startswith("被") and not sentence.fresh) or self._is_reported(asked):
            return True  # 分局接到报警，称他被骗 | 1100万元
        begins = asked.sight.clause[0]
        if self.masked.startswith(POLICING, begins) and SUSPECTS.search(fold(topic)):
            return True  # 34名嫌疑人被取保候审，追回 | 资金560万元
        if read.rule == "extent" and is_person(topic) and not self.names.is_known(topic):
            return True  # 科研人员采集到海绵，体长 | 38厘米
        if _AGENCY.search(fold(topic)) and _OF_ECONOMIES.match(fold(read.base or "")):
            return True  # 财政部公布11月出口，… | 年增56%
        somebody = self.names.is_known(topic) or ACTOR.search(fold(topic))
        if somebody and (read.base or "").endswith(OF_GOODS):
            return True  # 警方接到报警，称自行车被盗，价值 | 5000元
        if asked.sight.fact.unit in RESULTS and WORKS.search(fold(topic)):
            return True  # 5个项目中只有两人晋级，获得1金4铜
        acts = WORKS.search(fold(topic)) is None if read.noun else True
        if sentence.counted and read.verb is not None and not (acts and ACTOR.search(fold(topic))):
            return True  # 新增产业园2个；种植茶叶1万亩
        done = read.noun and read.verb and sentence.fresh
        return bool(done) and self._is_only_counted(topic, sentence)

    def _is_reported(self, asked: Asked) -> bool:
        """Whether somebody else reports what happened to whom the clause does not name again."""
        passive = (asked.read.verb or "").startswith("被")
        return passive and self.masked.startswith(("称", "说"), asked.sight.clause[0])

    def _is_of_an_area(self, asked: Asked, topic: str) -> bool:
        """130个项目开工，完成生产总值236亿元: whether only a region has the measure."""
        sentence = asked.sentence
        person = topic in self.names.named.employers
        if not (sentence.counted or (person and not sentence.fresh)):
            return False
        return OF_AREAS.search(fold(asked.read.base or "")) is not None

    def _keeps_accounts(self, name: str | None) -> bool:
        """组件收入2亿元，毛利率18%；逆变器收入1亿元，| 毛利率31%: no firm stands before them."""
        return name is None or self.names.is_known(name) or ACTOR.search(fold(name)) is not None

    def _is_only_measured(self, asked: Asked, topic: str | None) -> bool:
        """Whether a common noun that one measure was of is told to have done something."""
        fact = asked.sight.fact
        deed = asked.read.rule in _DEEDS and fact.direction is None and fact.kind != "percent"
        return deed and topic is not None and ACTOR.search(fold(topic)) is None

    def _is_another(self, asked: Asked, topic: str | None) -> bool:
        """基础设施投资增长3%，民间 | 投资 | 增长5%: what stands before the head is another."""
        last, base = asked.sentence.last, asked.read.base or ""
        if last is None or not last.base or topic is None:
            return False
        if ACTOR.search(fold(topic)) and not self.masked.startswith("其中", asked.sentence.span[0]):
            return False  # 企业利润5亿元，净利润 | 3亿元
        return base != last.base and base.endswith(last.base)

    def _is_only_counted(self, topic: str, sentence: Sentence) -> bool:
        """受害者1.2万人，抓获嫌疑人87名: whether the last number only told how many there were."""
        last = sentence.last
        counted = last is not None and last.rule == "measured.noun" and last.base
        return bool(counted and counted.startswith(topic)) and not self.names.is_known(topic)
