"""How a person stands in a sentence: begins it, is spoken to in it, or only signs it."""

from __future__ import annotations

from ingest.facts.late import late
from ingest.facts.speech.saying import verbs
from ingest.facts.speech.speaker_words import BESIDE_HIM
from ingest.model import Fact
from ingest.script import fold

_COMMA = late("[,。;!?\n]")
_OBJECT = late(
    "(?:对|向|告诉|与|同|给|会见|采访|陪同|邀请|询问|祝贺|据|和|质询|质问|批评|指责|回应|反驳|驳斥|质疑|点名|敦促|慰问|看望|拜访|约见|约谈|起诉)$"
)
# 村民某某|对某局副局长|李明说
_SPOKEN_TO = late(
    "(?<=[一-鿿])(?<![面针相反应绝核])[对向](?![此于着方我外面社])(?:[^,。;:!?\n“”、的对向在]{0,24})$"
)
# 院长李明打断，: what stands before the one who begins a clause, and who only attends
_LEADS = late("[^,。;的在对向与和被让请把由跟同]{0,8}")
_ATTENDS = late(
    "(?:参加|陪同|出席|列席|随行|一同|同行|主持|介绍|汇报|在座|到场|时|后|前|中)[^,]{0,6}$"
)
_REPORTS = late("[ \u3000]?(?:[一-鿿]{2})?报道[ \u3000:：]")
_BYLINES = ("记者 ", "通讯员 ")
_WHOSE = 14
"""Length of the longest 的学生、 between two people that tells the second by the first."""
_SIGNED = 40
"""How far before a name the bracket of its byline opens."""
_PHRASE = 60
"""Length of the longest phrase between 对 and whom it is said to."""


def signs(text: str, person: Fact) -> bool:
    """Whether the person only signs: behind the brackets of a byline, or 报道, somebody else
    speaks."""
    if person.rule == "people.byline" and _REPORTS.match(text, person.end):
        return True
    if text.endswith(_BYLINES, 0, person.start) and text.startswith(" ", person.end):
        return True  # 记者 某某 某部发言人某某表示
    opened = text.rfind("(", max(person.start - _SIGNED, 0), person.start)
    for opening, closing in ("【】", "〔〕"):
        marked = text.rfind(opening, max(person.start - _SIGNED, 0), person.start)
        if marked >= 0 and text.find(closing, marked) > person.start:
            return True  # 【记者某某/台南报导】
    reports = text.endswith("记者", 0, person.start) and opened >= 0
    return (person.rule == "people.byline" or reports) and text.find(
        ")", opened, person.start
    ) < opened


def leading(text: str, people: list[Fact], clause: int) -> Fact:
    """Whom a clause without a subject is of: the first of the sentence, or who begins the last
    clause before it (某某没问完，院长李明打断，|强调)."""
    last = people[-1]
    start = last.start - len(last.role or "")
    opens = text.rfind(",", 0, last.start) + 1
    own = opens > people[0].end and text.find(",", last.end, clause) == clause - 1
    printed = text.endswith(fold(last.role or ""), 0, last.start)
    own = own and printed and not _ATTENDS.search(text, last.end, clause - 1)
    return last if own and _LEADS.fullmatch(text, opens, start) else people[0]


def first_of(text: str, people: list[Fact]) -> Fact:
    """The first of a clause's people, or whom he only tells apart: 特朗普的律师朱利安尼."""
    first = people[0]
    for person in people[1:]:
        between = text[first.end : person.start]
        if not _told_apart(between, person):
            break
        first = person
    return first


def _told_apart(between: str, person: Fact) -> bool:
    """Whether the words between two people tell the second by whose he is, or by what the first
    does: 王教授检查的刘女士."""
    words = between.removesuffix(fold(person.role or ""))
    if words.startswith("的"):  # 陈某的学生、省规划院总工程师|王某
        return len(words.removesuffix(fold(person.organisation or ""))) <= _WHOSE
    told = words.endswith("的") and 1 < len(words) <= 16 and not _COMMA.search(words)
    return told and not BESIDE_HIM.search(words)


def is_spoken_to(text: str, person: Fact) -> bool:
    """Whether the person is spoken to."""
    lead = text[max(person.start - 3, 0) : person.start]
    if lead.endswith("据"):
        return False
    if verbs().match(text, person.end) and _SPOKEN_TO.search(
        text, max(person.start - _PHRASE, 0), person.start
    ):
        return True
    printed = text.endswith(fold(person.role or ""), 0, person.start)
    role = len(person.role or "") if printed else 0
    earlier = text[max(person.start - role - 3, 0) : max(person.start - role, 0)]
    return bool(
        _OBJECT.search(lead) or (role and _OBJECT.search(earlier) and not earlier.endswith("据"))
    )
