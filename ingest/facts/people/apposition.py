"""People whose office stands in another place of the sentence than directly before the name.

时任副市长的陈立新, 作为项目负责人，张明远…, 任命周敏为院长, 由李明担任组长, 名叫艾合买提的护林员,
王某，男，系某公司经理.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.named import Person
from ingest.facts.people.abroad import foreign, transcribed
from ingest.facts.people.beside import looks
from ingest.facts.people.endings import follows
from ingest.facts.people.names import chinese
from ingest.facts.people.offices import Offices
from ingest.facts.people.words import word_classes
from ingest.facts.word_lists import EndingList

# An office and 的 before the name: 时任某局局长的|某某, 担任裁判长的是|某某
_HOLDING = re.compile("(?P<office>[^，。；：,;:!?\n“”]{2,30}?)的(?:是)?(?=[一-鿿])")
_HOLDS = ("时任", "原任", "曾任", "现任", "身为", "担任", "作为", "兼任", "出任", "身兼")
_IS_AS = ("作为", "身为")
# The same as a clause of its own: 作为项目负责人，|某某
_AS = re.compile("(?P<office>[^，。；：,;:!?\n“”]{2,30})[，,](?=[一-鿿])")
# Somebody is made something: 任命|某某|为…
_MADE = ("任命", "聘任", "聘请", "选举", "推选", "补选", "提名", "任用", "特聘", "邀请", "由")
_MADE_WHAT = re.compile(
    "(?:同志|先生|女士|教授|院士)?(?:为|担任|出任|兼任|任|当)(?P<office>[^，。；：,;:!?\n“”]{2,30})(?=[，。,;；!?\n]|$)"
)
_MADE_FIRST = frozenset("同先女教院为担出兼任当")
# 判处|某某|有期徒刑
_JUDGED = re.compile(
    "判处(?:被告人)?(?P<name>[一-鿿]{2,4}?)(?=有期徒刑|无期徒刑|死刑|拘役|管制|罚金)"
)
# 一位名叫某某的|护林员
_CALLED = ("名叫", "名为", "叫做", "位叫", "个叫")
# 某某，男，1970年生，…系某公司经理
_RESUME = re.compile(
    r"(?<![一-鿿])(?P<name>[一-鿿·]{2,12})(?:\([^()\n]{1,12}\))?[，,](?:男|女)[，,]"
)
_RESUME_OFFICE = re.compile(
    "(?:现任|系|现为|时任|曾任|原任|历任|任)(?P<office>[^，。；：,;:!?\n“”、]{2,30}(?:、[^，。；：,;:!?\n“”、]{2,10})*)(?=[，。,;；!?\n]|$)"
)
_LONGEST_RESUME = 200
# “一哥”|石宇奇: a nickname before the name
_NICKNAME = re.compile("“(?P<nick>[一-鿿]{2,16})”(?=[一-鿿]{2,3})")
_ROW = re.compile("[、，。,;；]|等|和|与")
_LONG_NICKNAME = 5


@lru_cache(maxsize=1)
def _title_end() -> EndingList:
    return EndingList(word_classes()["title"])


def _behind(text: str, words: tuple[str, ...]) -> Iterator[int]:
    """The offsets behind every mention of some words: far quicker than one pattern for them."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            at += len(word)
            yield at
            at = text.find(word, at)


def _ends_with_office(text: str, start: int, end: int) -> bool:
    return _title_end().start(text, start, end) is not None


def _name(text: str, at: int) -> tuple[int, bool] | None:
    """End of the name that begins at an offset, and whether it is transcribed."""
    end, run = chinese(text, at), transcribed().match(text, at)
    if end is not None and run and run.end() > end and text[run.end() : run.end() + 1] in "的,，。":
        end = None  # 艾合买提
    if end is not None and looks(text[at:end], rare=end - at == 3):
        return end, False
    other = foreign(text, at, False)
    return (other, True) if other is not None and other - at > 2 else None


def _person(
    offices: Offices, name: tuple[int, int, bool], office: tuple[int, int] | None, rule: str
) -> Person:
    """The person of a name with the office that stands elsewhere."""
    start, end, abroad = name
    text = offices.text
    role, org = None, None
    if office:
        role, org, _ = offices.office(office[1], office[0])
    return Person(start, end, text[start:end], role or None, org, rule=rule, foreign=abroad)


def holding(offices: Offices) -> Iterator[Person]:
    """Names behind the office that they hold, with 的 or a comma between."""
    text = offices.text
    for words, pattern in ((_HOLDS, _HOLDING), (_IS_AS, _AS)):
        for at in _behind(text, words):
            match = pattern.match(text, at)
            if match is None:
                continue
            office = match.span("office")
            name = _name(text, match.end())
            if name and _ends_with_office(text, *office):
                yield _person(offices, (match.end(), *name), office, "apposition")


def made(offices: Offices) -> Iterator[Person]:
    """Names between what makes somebody something and what they are made."""
    text = offices.text
    for at in _behind(text, _MADE):
        for end in (at + 3, at + 2, at + 4):
            what = _MADE_WHAT.match(text, end) if text[end : end + 1] in _MADE_FIRST else None
            fits = what and (looks(text[at:end], rare=True) or foreign(text, at, True) == end)
            if what and fits and _ends_with_office(text, *what.span("office")):
                name = (at, end, not looks(text[at:end], rare=True))
                yield _person(offices, name, what.span("office"), "apposition")
                break


def judged(text: str) -> Iterator[Person]:
    """判处|某某|有期徒刑: names between the sentence and its terms."""
    for match in _JUDGED.finditer(text):
        start, end = match.span("name")
        if looks(text[start:end], rare=True):
            yield Person(start, end, text[start:end], rule="apposition")


def called(text: str) -> Iterator[Person]:
    """一位名叫艾合买提的护林员: names told as names, with the office behind them."""
    for start in _behind(text, _CALLED):
        name = _name(text, start)
        if name is None:
            continue
        end, abroad = name
        role = _office_behind(text, end + 1) if text.startswith("的", end) else None
        if role or not text.startswith("的", end):
            yield Person(start, end, text[start:end], role, None, "apposition", abroad)


def _office_behind(text: str, at: int) -> str | None:
    """The office that begins at an offset and ends its phrase."""
    for end in range(min(at + 10, len(text)), at + 1, -1):
        if _ends_with_office(text, at, end) and follows(text, end):
            return text[at:end]
    return None


def resumes(offices: Offices) -> Iterator[Person]:
    """某某，男，1970年生: the head of a resume, with the office that it goes on to tell."""
    text = offices.text
    if not any(sex in text for sex in (",男,", ",女,")):
        return
    for match in _RESUME.finditer(text):
        start, end = match.span("name")
        name = text[start:end]
        abroad = "·" in name
        if not (abroad or looks(name, rare=True) or name[1:2] == "某"):
            continue
        stop = text.find("\n", match.end())
        limit = min(stop if stop >= 0 else len(text), match.end() + _LONGEST_RESUME)
        office = _RESUME_OFFICE.search(text, match.end(), limit)
        span = office.span("office") if office else None
        told = span if span and _ends_with_office(text, *span) else None
        yield _person(offices, (start, end, abroad), told, "apposition")


def nicknamed(text: str) -> Iterator[Person]:
    """“一哥”石宇奇: names of three characters behind a nickname in marks."""
    for match in _NICKNAME.finditer(text):
        start = match.end()
        end = chinese(text, start, titled=True)
        if len(match["nick"]) > _LONG_NICKNAME and end is not None and not _ROW.match(text, end):
            continue
        if (
            end is not None
            and (end - start == 3 or len(match["nick"]) > _LONG_NICKNAME)
            and looks(text[start:end])
            and follows(text, end)
        ):
            yield Person(start, end, text[start:end], rule="apposition")
