"""People shown by the honour or the office behind their names: 计亮年院士, 苏刚副院长."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Person, Place
from ingest.facts.people.abroad import may_transcribe
from ingest.facts.people.beside import looks
from ingest.facts.people.given import may_be, rare_given
from ingest.facts.people.lands import heads_division
from ingest.facts.people.words import (
    either,
    is_word,
    of,
    offices,
    surname_firsts,
    title_ends,
    word_classes,
)

_HONOUR = re.compile(either("honour_behind", "honour_weak", "office_behind"))
_STRONG = frozenset(offices()["honour_behind"])
# 徐建中|院士、郑时龄|院士: the body of the first is that of the second
_NEXT = late(f"(?:{_HONOUR.pattern})[、和与]")
_IN_ROW = late(f"(?:{_HONOUR.pattern})[、和与][一-鿿]{{2}}$")
# What may stand before a name that begins nowhere else: 对温诗铸院士, 和任泽锋同志.
_FREE = late("[^一-鿿]|[的是和与及对由向请据照按为给让把被同将在了]")
_OF_THIS = late(
    "[该本我](?:中心|学院|医院|学校|大学|课题组|团队|[院校所局系])$|(?:[总支大中]队|大学|学院|医院|研究所|研究院|中学|小学|法院|检察院|公司)$"
)
# 儿科|林悦|主任, 医务部|周文明|主任
_WARD = late(
    "(?:[内外儿骨眼产妇瘤口胃肤鼻喉室神腔伤痛经病吸管心尿痔痘][科部]|(?:急诊|体检|血透|影像|检验|药剂|护理|医务|麻醉|康复|放射|超声|病理|感染|老年|肛肠)[科部室])$"
)
_HAN = late("[一-鿿]+")
_TO_WHOM = frozenset("向对由给让随同与和为于")
"""Surnames that before another surname and an honour are prepositions."""
_NO_LAST = (*"分总副原前省市县区州旗镇乡村党家会司委办局科庭署院队厂矿站团",)


@lru_cache(maxsize=1)
def _kin() -> frozenset[str]:
    return of("kin") | {"夫人"}


def honour_end(text: str, at: int) -> int:
    """End of the honour that stands behind a name which ends at an offset; else the offset."""
    honour = _HONOUR.match(text, at)
    return honour.end() if honour else at


def honoured(
    text: str, orgs: tuple[Organisation, ...], places: tuple[Place, ...]
) -> Iterator[Person]:
    """Names before an honour: 蒋亦元院士, 任泽锋同志, 我校闫菊副校长."""
    ends = frozenset((*(org.end for org in orgs), *(place.end for place in places)))
    firsts = surname_firsts()
    for match in _HONOUR.finditer(text):
        at = match.start()
        if match[0].endswith(_LANDS) and _names(text, match.end()):
            continue  # 梅山|乡长某某
        if match[0] == "委员" and text.startswith(("会", "长"), match.end()):
            continue
        # 黎明江教授、胡丹|教授
        joined = at > 2 and text[at - 3] in "、和与"
        row = joined and _IN_ROW.search(text, max(at - 9, 0), at) is not None
        start = _japanese(text, at) if match[0] in _OF_LEARNING else None
        if start is not None:
            yield Person(start, at, text[start:at], rule="honour", foreign=True)
            continue
        for length in (3, 2):
            start = at - length
            if (
                start >= 0
                and text[start] in firsts
                and _named(text, start, at, match[0] in _STRONG, ends, row)
            ):
                yield Person(start, at, text[start:at], rule="honour")
                break


_OF_LEARNING = ("教授", "博士", "院士", "先生", "女士")


def _japanese(text: str, at: int) -> int | None:
    """院长|福田敬二|教授: where a name of four or five characters begins between an office and an
    honour."""
    for start in (at - 5, at - 4):
        name = text[max(start, 0) : at]
        if start < 0 or name[0] not in word_classes()["eastern"] or not _HAN.fullmatch(name):
            continue
        office = title_ends().start(text, max(start - 8, 0), start) is not None
        words = is_word(name[2:]) or is_word(name[1:3]) or looks(name[:3], rare=True)
        if office and not words and not looks(name[:2]):
            return start
    return None


_LANDS = ("省长", "州长", "市长", "县长", "区长", "镇长", "乡长", "旗长")


def _names(text: str, at: int) -> bool:
    """Whether a name of three characters begins at an offset."""
    return looks(text[at : at + 3]) and not is_word(text[at : at + 2])


def _named(text: str, start: int, at: int, strong: bool, ends: frozenset[int], row: bool) -> bool:
    """Whether the characters before an honour are a name that begins where they begin."""
    name, long = text[start:at], at - start == 3
    beside = start in ends
    free = start == 0 or beside or _FREE.match(text[start - 1]) is not None
    free = free or text[max(start - 2, 0) : start] in _kin()
    free = free or (strong and title_ends().start(text, max(start - 6, 0), start) is not None)
    free = free or _OF_THIS.search(text, max(start - 4, 0), start) is not None
    free = free or _WARD.search(text, max(start - 3, 0), start) is not None
    if (
        name.endswith(_NO_LAST)
        or "姓" in name
        or text[start - 1 : start].isdigit()
        or not _HAN.fullmatch(name)
    ):
        return False
    if not long and name[0] in _TO_WHOM and name[1] in of("surname") - of("rare"):
        return False  # 向|孙先生
    if name[0] == "由" and title_ends().start(text, start + 3, at + 5) is not None:
        return False  # 由|南检|主任检察官
    if name[1:] in of("qualifier") or (name[0] in of("particle") and long and is_word(name[1:])):
        return False  # 应|国家|主席, 由|优秀|教师
    whole = looks(name, rare=beside or long or row or (strong and free))
    odd = long and free and may_be(name)
    if not whole and not odd:
        return False
    if free:
        if text.startswith("老人", at) and is_word(name[1:]):
            return False  # 由于|高龄|老人
        return long or strong or beside or row or not is_word(name)
    # 校区总务|华玉明|老师: what stands before is no word that the name might belong to
    apart = not is_word(text[start - 1 : start + 1]) and rare_given(name)
    apart = apart and not may_transcribe().issuperset(name)
    return long and looks(name) and apart


# 六年级1806班|吴湘|同学, 高二(3)班|李梓骏|发言
_OF_CLASS = late("[0-9一二三四五六七八九十)]班([一-鿿]{2,3}?)(?=同学|发言|表示|说|等|[,、。])")


def pupils(text: str) -> Iterator[Person]:
    """Names behind a class of a school."""
    for match in matches(_OF_CLASS, text, "班"):
        if looks(match[1], rare=True) and not is_word(match[1]):
            yield Person(*match.span(1), match[1], rule="honour")


def shared_bodies(text: str, people: list[Person]) -> list[Person]:
    """The people with the body of the one before in a row: 某大学于志刚教授、|杨桂朋|教授."""
    done: list[Person] = []
    for person in people:
        last = done[-1] if done else None
        row = last and last.organisation and person.rule == "honour" and not person.organisation
        row = row and not heads_division(person.role or "")  # 某某副校长、某某|县长
        if last and row and _NEXT.fullmatch(text, last.end, person.start):
            person = person._replace(organisation=last.organisation)
        done.append(person)
    return done
