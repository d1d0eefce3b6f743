"""People behind an office: a name with its role and organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late, matches
from ingest.facts.named import Office, Person
from ingest.facts.people.abroad import eastern, foreign, may_transcribe, transcribed, trimmed
from ingest.facts.people.beside import looks
from ingest.facts.people.dots import ALL, dotted_end
from ingest.facts.people.endings import acts, firm, follows, speaks
from ingest.facts.people.given import likelihood, unlisted
from ingest.facts.people.honours import honour_end
from ingest.facts.people.latin import with_latin
from ingest.facts.people.line import Line
from ingest.facts.people.names import chinese
from ingest.facts.people.office_words import of_another, plain
from ingest.facts.people.offices import Offices
from ingest.facts.people.teams import OF_PLAYERS
from ingest.facts.people.words import (
    either,
    ends_in,
    is_word,
    of,
    offices,
    surname_firsts,
    title_ends,
    titles,
)
from ingest.facts.places.divisions import register

_DOTS = frozenset(ALL)
_NO_TITLE = late(
    "|".join(
        f"(?<={title})[{behind}]"
        for title, behind in (pair.split("=") for pair in offices()["no_title"])
    )
    + "|(?<=[男女]子)[一-鿿]{1,5}[赛杯]"
)
_BODY_PARTS = frozenset("背头腹胸腰臀面颈尾")
"""Before 部长 something grows there."""
_HEADS = ("行政总裁", "首席执行官", "执行长", "总统", "首相")
_LIKELY = 3
"""How likely a name is at least whose surname no list has, before 在."""
_OF_NO_BODY = ends_in("of_no_body")
_LABEL = re.compile(
    "[ \u3000]([一-鿿]{2,4}?)(?=[:：,，、。;；)】\n]|和[一-鿿]{2}| ?(?:说|介绍|表示)[:，,]|$)"
)
# 分区指挥官(云岭南)|林建军表示
_ASIDE = re.compile(r"\([一-鿿]{2,6}\)(?=[一-鿿]{2,3}(?:[说称指]|表示|介绍|指出|透露|认为))")
_SAYS = re.compile(
    "在(?:回答|接受|会上|致辞|采访)"
    "|(?:介绍说?|表示|(?<=[一-鿿]{2})说|告诉记者|坦言|解释说?|回忆说?)(?=[,:“])"
)
_WORKER = late(
    f"员(?<=(?:[^一-鿿]|的|位|名)(?P<role>(?:{either('tends')})[一-鿿]员))(?=[一-鿿]{{3}})"
)
# 果农|老李, 居民|刘女士
_FAMILIAR = late("[老小大](?=[一-鿿])|[一-鿿](?=先生|女士)")


@lru_cache(maxsize=1)
def _plain_surnames() -> frozenset[str]:
    return of("surname") - of("rare")


def _is_cut(text: str, start: int, end: int) -> bool:
    """Whether an office is cut out of other words: 该行|长沙分行, 背部|长满鳞片."""
    if text[start - 1 : start] in _BODY_PARTS and text.startswith("部长", start):
        return True
    house = text[start - 1 : start] in ("该", "本") and text[start + 1 : end] == "长"
    return house and text[end - 1 : end + 1] in register().by_stem


def by_role(offices: Offices, starts: list[int]) -> Iterator[Person]:
    """Names behind an office; `starts` is where offices may begin."""
    text = offices.text
    since, named, line = 0, 0, Line(text, offices.around.orgs)
    for start, office in titles().spans(text, starts):
        after = start == named > 0 and not text.startswith(("通讯员", "记者"), start)
        cut = _is_cut(text, start, office)
        if after or cut or _NO_TITLE.match(text, office) or of_another(text, start):
            continue  # 王健|教授|查房: the office belongs to the name before it
        at = office + 2 * text.startswith("之一", office)  # 战斗员之一|徐汉军
        if not _may_name(offices, at):
            continue
        told = offices.office(office, since)
        if start == named:  # 记者某某|通讯员
            told = Office(text[start:office])
        role = plain(_own(text, told.role, named))
        org = None if _OF_NO_BODY.search(role) else line.body_of(office, role, told.organisation)
        end, abroad = _name(offices, at, role, told.abroad)
        if end and not offices.around.state_at(at):
            since, named = honour_end(text, end), end
        if role == "代表" and end and text.startswith("的", end) and not told.organisation:
            role = ""  # 代表|吕某某|的律师
        if end:
            line.names(end, role, org if role else None)
            yield Person(at, end, text[at:end], role or None, org, foreign=abroad)


def _own(text: str, role: str, named: int) -> str:
    """The office without the holder of another before it: 内科主任张某某和|护士长."""
    for name in (text[max(named - 3, 0) : named], text[max(named - 2, 0) : named]):
        if named and len(name) > 1 and name in role and looks(name, rare=True):
            return role.rpartition(name)[2].lstrip("、和与及,") or role
    return role


def _may_name(offices: Offices, at: int) -> bool:
    """Whether a name may begin at an offset."""
    text = offices.text
    return (
        _chinese(text, at) is not None
        or dotted_end(text, at, titled=True) is not None
        or transcribed().match(text, at) is not None
        or offices.around.eastern_office(at) is not None
    )


def _chinese(text: str, at: int) -> int | None:
    return _familiar(text, at) or chinese(text, at, titled=True)


def _name(offices: Offices, at: int, role: str, abroad: bool) -> tuple[int | None, bool]:
    """End of the name behind an office, and whether it is one of people abroad."""
    text = offices.text
    whole = dotted_end(text, at, titled=True)
    if whole is not None:
        return trimmed(text, at, whole), True
    end, other = _chinese(text, at), transcribed().match(text, at)
    dotted = other is not None and bool(_DOTS & set(other[0]))
    if end and follows(text, end) and other and not dotted and other.end() < end:
        # 越南总书记阮富|仲: the run of transcription stops inside the name
        abroad = False
    longer = other is not None and _runs_on(text, end, other.end())
    least = 1 if OF_PLAYERS.search(role) else 2
    alone = end is None and other is not None and len(other[0]) > least
    if end is None and other is not None and len(other[0]) == 2:
        # CEO|库克说
        shown = speaks(text, other.end()) or with_latin(text, other.end())
        shown = shown or (text.count(other[0]) > 2 and follows(text, other.end()))  # 塞西|以
        shown = shown or (role in _HEADS and acts(text, other.end()))  # 行政总裁库克|汇报
        alone = alone or (shown and not is_word(other[0]))
    if not (dotted or abroad or longer or alone):
        return end, False
    near = None if dotted else offices.around.eastern_office(at)
    stop = eastern(text, at, near == "JP") if near else None
    joint = stop and end and stop - end == 2 and text[end : end + 1] == "和" and speaks(text, stop)
    if stop and end and not joint and (stop <= end or follows(text, end)):
        stop = None  # but 植田和男|表示
    stop = stop or (foreign(text, at, abroad) if other else None)
    if stop and text[stop : stop + 1] == " ":
        stop = _behind_blank(text, stop, abroad)
    return (stop, True) if stop else (end, False)


def _behind_blank(text: str, at: int, abroad: bool) -> int:
    """弗朗索瓦| 奥朗德: end of a name whose dot was lost."""
    rest = transcribed().match(text, at + 1)
    whole = abroad and rest is not None and len(rest[0]) > 1 and follows(text, rest.end())
    return rest.end() if rest and whole else at


def _runs_on(text: str, end: int | None, run: int) -> bool:
    """Whether a run of transcription goes on where a Chinese name was cut: 梅德韦|杰夫."""
    cut = end is not None and not follows(text, end)
    return cut and run > (end or run) and follows(text, run)


def _familiar(text: str, at: int) -> int | None:
    """End of a surname with 老 or 小 before it, or with an honour behind it."""
    match = _FAMILIAR.match(text, at)
    if match is None:
        return None
    if match[0] in "老小大":
        fits = text[at + 1] in _plain_surnames() and (follows(text, at + 2) or acts(text, at + 2))
        borne = text[at + 1] in of("surname") and text[at + 1] not in of("particle")
        fits = fits or (borne and (firm(text, at + 2) or acts(text, at + 2)))
        return at + 2 if fits else None
    return at + 3 if match[0] in _plain_surnames() else None


def by_work(offices: Offices) -> Iterator[Person]:
    """护鹤员|刘大海: names of three characters behind workers of a kind that no list has."""
    text = offices.text
    for match in matches(_WORKER, text, "员"):
        role, at = match["role"], match.end()
        if role in of("title"):
            continue
        end = chinese(text, at, titled=True)
        if end == at + 3 and looks(text[at:end], rare=True):
            yield Person(at, end, text[at:end], role)


def by_aside(offices: Offices) -> Iterator[Person]:
    """分区指挥官(云岭南)|林建军表示: names behind an office and where it is held, in brackets."""
    text = offices.text
    for match in matches(_ASIDE, text, "("):
        at = match.start()
        end = chinese(text, match.end(), titled=True)
        if end and title_ends().start(text, max(at - 8, 0), at) is not None:
            office = offices.office(at)
            role = plain(office.role) or None
            yield Person(match.end(), end, text[match.end() : end], role, office.organisation)


def by_saying(offices: Offices) -> Iterator[Person]:
    """教导员|帖军|介绍，: names whose surname no list has, where only a name can stand."""
    text, chars = offices.text, may_transcribe()
    for match in _SAYS.finditer(text):
        at = match.start()
        for start in (at - 2, at - 3):
            if start < 2 or text[start] in surname_firsts() or not unlisted(text[start:at]):
                continue
            title = title_ends().start(text, max(start - 8, 0), start)
            if title_ends().start(text, max(start - 8, 0), start + 1) == title:
                continue  # 老板娘|王丽
            if text[at] == "在" and likelihood(text[start:at]) < _LIKELY:
                continue
            if title is None or chars.issuperset(text[start:at]) or _NO_TITLE.match(text, start):
                continue
            office = offices.office(start)
            role = plain(office.role) or None
            yield Person(start, at, text[start:at], role, office.organisation)
            break


def by_label(offices: Offices) -> Iterator[Person]:
    """派出所民警 常辉：…, 总经理 陈霖、…: an office and a name set off by a blank."""
    text = offices.text
    for match in _LABEL.finditer(text):
        at = match.start()
        if looks(match[1], rare=True) and title_ends().start(text, max(at - 8, 0), at) is not None:
            office = offices.office(at)
            role = plain(office.role) or None
            yield Person(match.start(1), match.end(), match[1], role, office.organisation)
