"""The office of a person who was found otherwise: directly before or behind the name, or told by
the clause that follows."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Organisation, Person
from ingest.facts.organisations.patterns import any_of
from ingest.facts.people.bare import of_article
from ingest.facts.people.implied import implied
from ingest.facts.people.office_words import of_another, plain
from ingest.facts.people.offices import Offices
from ingest.facts.people.words import either, offices, title_ends, word_classes
from ingest.facts.words import listed

_LONGEST = 16
"""How many characters an office has at most that is told behind the name."""
# 鲍卫忠生前是|…法院执行局局长: what is said of the person, up to the end of the clause
_IS = late(
    r"(?:同志|先生|女士|院士|教授)?(?:因[^,。;\n]{2,20},)?(?:,?今年)?(?:\d{1,2}岁,)?(?:,(?=现任|现为|时任|是|系))?"
    r"(?:生前|现在|现已|现|目前|曾经|本身|已经|已|正式|此前|随后|将)*(?:就|便)?"
    # 徐某来到东湾村|任村党支部书记
    "(?:(?:主动|自愿|受命|奉命|又|先后)?(?:被?(?:选派|下派|派驻|派|调|聘)?(?:到|往|来到|赴)|回到|前往)[一-鿿]{2,12}?)?"
    f"(?:{either('becomes', 'left')})"
    r"(?P<what>[^,。;:!?\n()“”《》]{2,40})(?=[,。;!?\n(]|$)"
)
# 黄雷(凤山县公安局刑侦大队副大队长); 王忠,世界某奖获得者,
_BESIDE = late(r"\((?P<what>[^()\n]{3,40})\)|,(?P<also>[^,。;:!?\n()《》]{3,30})(?=[,。\n])")
_POLITE = late("女士|先生|同志")
_HEAD = late("[省市县区州旗镇乡]长$")
_POST = ("职务", "一职")
_POSTS = late("(?:的|等)?(?:职务|一职)$")
# 某医院|心脏外科|韩某博士
_WARD = late("[一-鿿]{0,10}(?:[内外儿骨眼产妇瘤鼻喉]科|科|室|系|所|学院|专业)")
# 他的学生, 张某的妻子: told by somebody else, no office of the person's own
# 某某担任国务卿|以来|首次会晤中国外长, 某某将|任命|外长
_NO_MORE = late("以来|以后|之后|期间|会[晤见谈]|任命|提名|批评|回应")
# 都批|某某是独裁皇帝
_CALLED = late("(?:批评?|骂|斥|酸|轰|嘲讽?|讽刺?|指责|形容|暗指|质疑)$")
_OF_OTHERS = late(f"{either('of_others')}|我(?![国省市县区院校])|之[子女]$|一个$|代表$")


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    return re.compile(
        f"(?:副)?(?:{any_of((*word_classes()['behind'], *offices()['office_behind']))})"
        "(?![一-鿿]?(?:团(?!队)|们|级|室|府|令|会议|处))"
    )


def titled(offices: Offices, person: Person, since: int = 0) -> Person:
    """The person with the office directly before or behind the name, and the body in brackets.

    `since`: where the person before this one ends, with an honour; 代表 there is what is done.
    """
    text = offices.text
    if person.role:
        return person._replace(organisation=person.organisation or _in_brackets(offices, person))
    title = title_ends().start(text, max(person.start - 8, 0), person.start)
    for_him = text[title : person.start] == "代表" and text.startswith("的", person.end)
    if title is not None and (of_another(text, title) or for_him):
        title = None  # 代表|吕某某|的律师
    if title is not None and not (title == since and text.startswith("代表", since)):
        office = offices.office(person.start, since)
        role = plain(office.role) or None
        return person._replace(role=role, organisation=office.organisation)
    body = offices.around.body_before(person.start)
    of_team = body and body.kind == "sport" and body.end == person.start - 1
    if body and of_team and text[body.end] == "的":
        # 浙江队的吴易昺
        return person._replace(organisation=body.name)
    if body and body.end == person.start and _POLITE.match(text, person.end):
        # 云岭文化中心|吴君女士
        return person._replace(organisation=offices.around.called(body))
    behind = _behind().match(text, person.end)
    if behind is None:
        return _described(offices, person)
    return person._replace(role=behind[0], organisation=_whose(offices, person, body, behind[0]))


def _whose(offices: Offices, person: Person, body: Organisation | None, office: str) -> str | None:
    """Whose the office behind a name is: of the body or the place before it, of the article's
    county, of a body that was named before."""
    text, around = offices.text, offices.around
    if body and (
        body.end == person.start or _WARD.fullmatch(text, body.end, person.start) is not None
    ):
        return around.called(body)
    headed = _HEAD.search(office) is not None
    place = around.place_in(0, person.start)
    if place and place.end == person.start and headed:
        return text[place.start : place.end]  # 兴文县|张健|县长
    told = of_article(text, offices.setting, around, person.start, office) if headed else None
    if told and told.organisation:  # 某某|副县长, of the article's county
        return told.organisation
    # 某某|院长, of the court that was named last
    org = implied(text, around.orgs, around.org_ends, office, person.start)
    return around.called(org) if org else None


def _described(offices: Offices, person: Person) -> Person:
    """The person with the office that stands behind the name, in its clause or beside it."""
    beside = _in_brackets(offices, person)
    if beside:
        return person._replace(organisation=beside)
    match = _IS.match(offices.text, person.end)
    span = match.span("what") if match else _beside(offices, person)
    if match and match["what"].endswith(_POST):
        # 辞去公司董事长|职务
        span = match.start("what"), match.end("what") - len(_POSTS.search(match["what"])[0])  # type: ignore[index]
    if span is None or title_ends().start(offices.text, *span) is None:
        return person
    if match and (_NO_MORE.search(match["what"]) or _CALLED.search(offices.text, 0, person.start)):
        return person
    office = offices.office(span[1], span[0])
    role = plain(office.role).removeprefix("当选")
    others = match and _OF_OTHERS.search(match["what"])
    if others or "的" in role or not 2 <= len(role) <= _LONGEST:
        return person
    return person._replace(role=role, organisation=office.organisation, behind=True)


def _in_brackets(offices: Offices, person: Person) -> str | None:
    """The body that stands alone in brackets behind the name: 朱彦华(长海医院)."""
    if not offices.text.startswith("(", person.end):
        return None
    body = offices.around.body_at(person.end + 1)
    alone = body and offices.text.startswith(")", body.end)
    return offices.around.called(body) if body and alone else None


def _beside(offices: Offices, person: Person) -> tuple[int, int] | None:
    """Span of the office that stands in brackets or between commas behind the name."""
    match = _BESIDE.match(offices.text, person.end)
    if match is None:
        return None
    span = match.span("what" if match["what"] else "also")
    if match["also"]:
        # only of a name that opens a sentence, and only where the words do nothing
        opens = offices.text[person.start - 1 : person.start] in ("", "\n", "。", "”", "是")
        words = listed(offices.text, *span)
        if not opens or any(token.word_class != "nominal" for token in words):
            return None
    return span
