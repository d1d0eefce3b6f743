"""People: a name with its role and organisation, remembered for later mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.named import Person
from ingest.facts.organisations.patterns import any_of
from ingest.facts.people.abroad import eastern, foreign, transcribed
from ingest.facts.people.beside import looks
from ingest.facts.people.endings import follows
from ingest.facts.people.names import chinese
from ingest.facts.people.offices import Offices
from ingest.facts.people.teams import OF_PLAYERS
from ingest.facts.people.words import titles, word_classes
from ingest.facts.word_lists import EndingList
from ingest.facts.words import listed

_DOTS = frozenset("·・•-")
# 输电工|程, 职工|会, 女子|麦迪逊赛: titles that are the head of another word
_NO_TITLE = re.compile(
    "(?<=工)[程作业会地具资期厂艺序]|(?<=亚军)[方队事]|(?<=保安)全|(?<=同学)习|(?<=[省]长)沙|(?<=[男女]子)[一-鿿]{1,5}[赛杯]|(?<=代表)[团队性处着了作]"
    "|(?<=教练)[组员]|(?<=[农牧渔居村市]民)[族俗间宿]|(?<=国家长)|(?<=青年)[路节团报旅]"
)
# Whom a case or an accident makes somebody: nobody's office.
_OF_NO_BODY = re.compile(
    "(?:嫌疑人|被告人?|受害人|被害人|死者|伤者|遇难者|报案人|目击者|男子|女子)$"
)
_LABEL = re.compile("[ \u3000]([一-鿿]{2,4})(?=[:：])")
_COUNT = re.compile(
    "^(?:(?:两|三|四|五|六|七|多|几|数|一|\\d)(?:名|位)的?|\\d{1,2}岁的?|这名|这位)"
)
# 公司奖励|技术员: what is done to somebody is no part of the office
_DONE_TO = re.compile("^.*(?:奖励|责令|判处|授予|表彰)")
# 第二任|舰长, 新任|发言人
_TERM = re.compile("^(?:[一-鿿]{0,6}的)?(?:第[一二三四五六七八九十]+任|[新现时]任)(?=[一-鿿]{2})")
# Words that show a name and are nobody's office.
_NO_OFFICE = frozenset(("组合", "男单", "女单", "男双", "女双", "混双"))


def _plain(role: str) -> str:
    """The office without what counts its holders: 两名选手 → 选手."""
    role = _DONE_TO.sub("", _COUNT.sub("", role))
    role = _TERM.sub("", role)
    role = re.sub("^新(?=总|首相|主席|部长|市长|省长)", "", role)
    return "" if role in _NO_OFFICE else role


@lru_cache(maxsize=1)
def _title_end() -> EndingList:
    return EndingList(word_classes()["title"])


@lru_cache(maxsize=1)
def _title_behind() -> re.Pattern[str]:
    return re.compile(
        f"(?:副)?(?:{any_of(word_classes()['behind'])})(?![一-鿿]?(?:团|们|级|室|府|令|会议|处))"
    )


# 他的学生, 张某的妻子: told by somebody else, no office of the person's own
_OF_OTHERS = re.compile(
    "[他她你]|我(?![国省市县区院校])|某的|之[子女]$|一个$|不是|自己|其中|杰出|优秀|之一|一员|代表$|不忘"
)


def titled(offices: Offices, person: Person) -> Person:
    """The person with the office directly before or behind the name."""
    text = offices.text
    before = _title_end().start(text, max(person.start - 8, 0), person.start)
    if before is not None:
        role, org, _ = offices.office(person.start)
        role = _plain(role)
        return person._replace(role=role or None, organisation=org)
    number = bisect_right(offices.org_ends, person.start - 1) - 1
    team = offices.orgs[number] if number >= 0 else None
    if team and team.kind == "sport" and team.end == person.start - 1:
        # 浙江队的吴易昺
        return person._replace(organisation=team.name)
    behind = _title_behind().match(text, person.end)
    if behind is None:
        return described(offices, person)
    number = bisect_right(offices.org_ends, person.start) - 1
    body = offices.orgs[number] if number >= 0 else None
    beside = body.name if body and body.end == person.start else None
    return person._replace(role=behind[0], organisation=beside)


# 鲍卫忠生前是…法院执行局局长: what is said of the person, up to the end of the clause
_IS = re.compile(
    r"(?:同志|先生|女士|院士|教授)?(?:今年)?(?:\d{1,2}岁,)?(?:生前|现在|现|目前|曾经|本身)?(?:就|便)?"
    r"(?:是|系|现任|现为|就任|担任|出任|兼任|任|当选为?|接任|升任|改任|调任|转任|拟任|获任|受聘(?:为|担任)?|被任命为|被聘为|被选为)"
    r"(?P<what>[^,。;:!?\n()“”《》]{2,40})(?=[,。;!?\n(]|$)"
)


# 黄雷(凤山县公安局刑侦大队副大队长); 王忠,世界某奖获得者,
_BESIDE = re.compile(r"\((?P<what>[^()\n]{3,40})\)|,(?P<also>[^,。;:!?\n()《》]{3,30})(?=[,。\n])")


def _beside(offices: Offices, person: Person) -> tuple[int, int] | None:
    """Span of the office that stands in brackets or between commas behind the name."""
    match = _BESIDE.match(offices.text, person.end)
    if match is None:
        return None
    span = match.span("what" if match["what"] else "also")
    if match["also"]:
        # only of a name that opens a sentence, and only where the words do nothing
        opens = offices.text[person.start - 1 : person.start] in ("", "\n", "。", "”")
        words = listed(offices.text, *span)
        if not opens or any(token.word_class != "nominal" for token in words):
            return None
    return span


def described(offices: Offices, person: Person) -> Person:
    """The person with the office that the clause behind the name tells."""
    match = _IS.match(offices.text, person.end)
    beside = _beside(offices, person) if match is None else None
    if beside and _title_end().start(offices.text, *beside) is not None:
        role, org, _ = offices.office(beside[1], beside[0])
        role = _plain(role)
        if 2 <= len(role) <= 16:
            return person._replace(role=role, organisation=org, behind=True)
    if match is None or _title_end().start(offices.text, match.start("what"), match.end()) is None:
        return person
    role, org, _ = offices.office(match.end(), match.start("what"))
    role = _plain(role).removeprefix("当选")
    if not 2 <= len(role) <= 16 or _OF_OTHERS.search(match["what"]):
        return person
    return person._replace(role=role, organisation=org, behind=True)


def _runs_on(text: str, end: int | None, run: int) -> bool:
    """Whether a run of transcription goes on where a Chinese name was cut: 梅德韦|杰夫."""
    cut = end is not None and not follows(text, end)
    return cut and run > (end or run) and follows(text, run)


# 果农|老李, 居民|刘女士
_FAMILIAR = re.compile("[老小大](?=[一-鿿])|[一-鿿](?=先生|女士)")


def _familiar(text: str, at: int) -> int | None:
    """End of a surname with 老 or 小 before it, or with an honour behind it."""
    match = _FAMILIAR.match(text, at)
    if match is None:
        return None
    if match[0] in "老小大":
        fits = text[at + 1] in _plain_surnames() and follows(text, at + 2)
        return at + 2 if fits else None
    return at + 3 if match[0] in _plain_surnames() else None


@lru_cache(maxsize=1)
def _plain_surnames() -> frozenset[str]:
    return frozenset(word_classes()["surname"]) - frozenset(word_classes()["rare"])


# Offices that a body has, not its people: 副院长, but no 教授
_OF_A_BODY = re.compile(
    "(?:[院局校厅处所站馆会社台园行科组队厂]长|副部长|主任|主席|书记|经理|总裁|秘书|总工程师)$"
)


def by_role(offices: Offices, starts: list[int]) -> Iterator[Person]:
    """Names behind an office; `starts` is where offices may begin."""
    text = offices.text
    since, row = 0, None
    for start, at in titles().spans(text, starts):
        after = start == since > 0 and not text.startswith(("通讯员", "记者"), start)
        if _NO_TITLE.match(text, at) or after:
            continue  # 王健|教授|查房: the office belongs to the name before it
        office = at
        at += 2 * text.startswith("之一", at)  # 战斗员之一|徐汉军
        end = _familiar(text, at) or chinese(text, at, titled=True)
        other = transcribed().match(text, at)
        dotted = other is not None and bool(_DOTS & set(other[0]))
        if end is None and other is None and not offices.eastern_office(at):
            continue
        role, org, abroad = offices.office(office, since)
        if start == since:  # 记者某某|通讯员
            role, org = text[start:office], None
        if row and text[since:at] == f"、{role}" and _OF_A_BODY.search(role):
            org = row  # 学院院长某某、副院长|某某
        role = _plain(role)
        org = None if _OF_NO_BODY.search(role) else org
        stop = None
        least = 1 if OF_PLAYERS.search(role) else 2
        if end and follows(text, end) and other and not dotted and other.end() < end:
            # 越南总书记阮富|仲: the run of transcription stops inside the name
            abroad = False
        longer = other is not None and _runs_on(text, end, other.end())
        if dotted or abroad or longer or (end is None and other and len(other[0]) > least):
            near = None if dotted else offices.eastern_office(at)
            stop = eastern(text, at, near == "JP") if near else None
            if stop and end and (stop <= end or follows(text, end)):
                stop = None
            stop = stop or (foreign(text, at, abroad) if other else None)
        since = (stop or end or since) if not offices.state_at(at) else since
        row = org
        if stop:
            yield Person(at, stop, text[at:stop], role or None, org, foreign=True)
        elif end:
            yield Person(at, end, text[at:end], role or None, org)


def by_label(offices: Offices) -> Iterator[Person]:
    """派出所民警 常辉：… an office and a name set off by a blank, before what is said."""
    text = offices.text
    for match in _LABEL.finditer(text):
        at = match.start()
        if looks(match[1], rare=True) and _title_end().start(text, max(at - 8, 0), at) is not None:
            role, org, _ = offices.office(at)
            yield Person(match.start(1), match.end(), match[1], _plain(role) or None, org)
