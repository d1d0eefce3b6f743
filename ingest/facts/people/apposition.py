"""People whose office stands in another place of the sentence than directly before the name.

时任副市长的陈立新, 作为项目负责人，张明远…, 名叫艾合买提的护林员, 王某，男，系某公司经理.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Office, Person
from ingest.facts.people.abroad import eastern, foreign, transcribed
from ingest.facts.people.beside import looks
from ingest.facts.people.endings import follows
from ingest.facts.people.given import may_be
from ingest.facts.people.names import chinese
from ingest.facts.people.offices import Offices
from ingest.facts.people.words import either, is_word, title_ends
from ingest.facts.people.words import offices as of_offices

# An office and 的 before the name: 时任某局局长的|某某, 担任裁判长的是|某某
_HOLDING = late("(?P<office>[^，。；：,;:!?\n“”]{2,30}?)的(?:是)?(?=[一-鿿])")
# The same as a clause of its own: 作为项目负责人，|某某
_AS = late("(?P<office>[^，。；：,;:!?\n“”]{2,30})[，,](?=[一-鿿])")
# 判处|某某|有期徒刑
_JUDGED = late(f"判处(?:被告人)?(?P<name>[一-鿿]{{2,4}}?)(?={either('terms')})")
# 某某，男，1970年生，…系某公司经理
_RESUME = late(r"(?<![一-鿿])(?P<name>[一-鿿·]{2,12})(?:\([^()\n]{1,12}\))?[，,](?:男|女)[，,]")
# 陈勇，现任某大学对外合作处副处长
_NOW = late(
    "(?<![一-鿿])(?P<name>[一-鿿]{2,3})[，,]现[任为](?P<office>[^，。；：,;:!?\n“”、]{3,30})"
)
# 孙德茜，这位…公诉人
_THIS_ONE = late("(?<![一-鿿])(?P<name>[一-鿿]{3}),这[位名](?=[一-鿿])")
_RESUME_OFFICE = late(
    "(?:现任|系|现为|时任|曾任|原任|历任|任)(?P<office>[^，。；：,;:!?\n“”、]{2,30}(?:、[^，。；：,;:!?\n“”、]{2,10})*)(?=[，。,;；!?\n]|$)"
)
_ITEM = late("[^，。；,;\n]{3,40}")
_LONGEST_RESUME = 200
# “一哥”|石宇奇: a nickname before the name
_NICKNAME = late("[“「](?P<nick>[一-鿿]{2,16})[”」](?=[一-鿿]{2,3})")
_REGARDED = late("在([一-鿿]{2,3}?)(?:看来|眼[里中]|心[里中])")
_EYES = ("看来", "眼里", "眼中", "心里", "心中")
_ROW = late("[、，。,;；]|等|和|与")
_LONG_NICKNAME = 5
_CALLINGS = frozenset("警官长员匠师医")
"""Last characters of nicknames that say what somebody is: “村警”郭辉."""


def behind(text: str, word_class: str) -> Iterator[int]:
    """The offsets behind every mention of the words of a class of `tables/office_words.tsv`: far
    quicker than one pattern for them."""
    for word in of_offices()[word_class]:
        at = text.find(word)
        while at >= 0:
            at += len(word)
            yield at
            at = text.find(word, at)


def ends_with_office(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends in an office."""
    return title_ends().start(text, start, end) is not None


def _name(text: str, at: int, titled: bool = False) -> tuple[int, bool] | None:
    """End of the name that begins at an offset, and whether it is transcribed."""
    end, run = chinese(text, at, titled), transcribed().match(text, at)
    if end is not None and run and run.end() > end and text[run.end() : run.end() + 1] in "的,，。":
        end = None  # 艾合买提
    if end is not None and looks(text[at:end], rare=end - at == 3):
        return end, False
    other = foreign(text, at, False)
    return (other, True) if other is not None and other - at > 2 else None


def person_of(
    offices: Offices, name: tuple[int, int], office: tuple[int, int] | None, abroad: bool = False
) -> Person:
    """The person of a name with the office that stands elsewhere."""
    told = offices.office(office[1], office[0]) if office else Office("")
    printed, role = offices.text[slice(*name)], told.role or None
    return Person(*name, printed, role, told.organisation, rule="apposition", foreign=abroad)


def holding(offices: Offices) -> Iterator[Person]:
    """Names behind the office that they hold, with 的 or a comma between."""
    text = offices.text
    for word_class, pattern in (("holds", _HOLDING), ("is_as", _AS)):
        for at in behind(text, word_class):
            match = pattern.match(text, at)
            if match is None:
                continue
            office = match.span("office")
            name = _name(text, match.end(), titled=True)
            stop = eastern(text, match.end(), True) if offices.around.of_japan else None
            if stop and stop > (name[0] if name else match.end() + 2):
                name = stop, True  # 担任副总裁的|麻生太郎
            if name and ends_with_office(text, *office):
                yield person_of(offices, (match.end(), name[0]), office, name[1])


def judged(text: str) -> Iterator[Person]:
    """判处|某某|有期徒刑: names between the sentence and its terms."""
    for match in matches(_JUDGED, text, "判处"):
        start, end = match.span("name")
        if looks(text[start:end], rare=True):
            yield Person(start, end, text[start:end], rule="apposition")


_ONE_CALLED = ("位叫", "名叫", "个叫", "位名叫", "个名叫")


def called(text: str) -> Iterator[Person]:
    """一位名叫艾合买提的护林员: names told as names, with the office behind them."""
    for start in behind(text, "calls"):
        one = text.endswith(_ONE_CALLED, 0, start) and text[start + 3 : start + 4] == "的"
        one = one and may_be(text[start : start + 3])  # 一位叫赵丑女的农村妇女
        name = (start + 3, False) if one else _name(text, start)
        if name is None:
            continue
        end, abroad = name
        role = _office_behind(text, end + 1) if text.startswith("的", end) else None
        if one or role or not text.startswith("的", end):
            yield Person(start, end, text[start:end], role, None, "apposition", abroad)


_I_AM = late(
    "(?:(?<![一-鿿])|(?<=[,。“]))[我他她](?:的?(?:名字)?就?叫)(?P<name>[一-鿿]{2,4})(?=[,。;!”]|是[一-鿿])"
)


def introduced(text: str) -> Iterator[Person]:
    """我叫马淑华，今年56岁: who says what he or she is called."""
    for match in matches(_I_AM, text, "叫"):
        if looks(match["name"], rare=True):
            yield Person(*match.span("name"), match["name"], rule="apposition")


def regarded(text: str) -> Iterator[Person]:
    """在霍秀英看来: whose view it is."""
    for match in _REGARDED.finditer(text) if any(map(text.__contains__, _EYES)) else ():
        if looks(match[1], rare=len(match[1]) == 3) and not is_word(match[1]):
            yield Person(match.start(1), match.end(1), match[1], rule="apposition")


def _office_behind(text: str, at: int) -> str | None:
    """The office that begins at an offset and ends its phrase."""
    for end in range(min(at + 10, len(text)), at + 1, -1):
        if ends_with_office(text, at, end) and follows(text, end):
            return text[at:end]
    return None


def resumes(offices: Offices) -> Iterator[Person]:
    """某某，男，1970年生: the head of a resume, with the office that it goes on to tell."""
    text = offices.text
    for match in matches(_THIS_ONE, text, ",这"):
        if looks(match["name"]) and not is_word(match["name"]):
            yield Person(*match.span("name"), match["name"], rule="apposition")
    for match in matches(_NOW, text, ",现"):
        told = match.span("office")
        if looks(match["name"], rare=True) and ends_with_office(text, *told):
            yield person_of(offices, match.span("name"), told)
    if not any(sex in text for sex in (",男,", ",女,")):
        return
    for match in _RESUME.finditer(text):
        start, end = match.span("name")
        name = text[start:end]
        abroad = "·" in name
        if not (abroad or looks(name, rare=True) or name[1:2] == "某" or may_be(name)):
            continue
        stop = text.find("\n", match.end())
        limit = min(stop if stop >= 0 else len(text), match.end() + _LONGEST_RESUME)
        office = _RESUME_OFFICE.search(text, match.end(), limit)
        span = office.span("office") if office else None
        own = span if span and ends_with_office(text, *span) else None
        own = own or _bare_office(offices, match.end(), limit)
        yield person_of(offices, (start, end), own, abroad)


def _bare_office(offices: Offices, start: int, end: int) -> tuple[int, int] | None:
    """The office between commas in a resume's first sentence: 女,云南人,某大学|教授."""
    for item in _ITEM.finditer(offices.text, start, end):
        if ends_with_office(offices.text, *item.span()):
            office = offices.office(item.end(), item.start())
            if office.organisation:
                return item.span()
        if offices.text[item.end() : item.end() + 1] not in (",", "，"):
            return None
    return None


def _in_marks(offices: Offices, office: tuple[int, int], start: int) -> Person | None:
    """“前总理”维克勒马, 「金管会主委」顾某某: who holds the office in marks before the name."""
    text = offices.text
    if title_ends().start(text, *office) is None:
        return None
    end, run = chinese(text, start, titled=True), transcribed().match(text, start)
    abroad = run is not None and len(run[0]) > 3 and follows(text, run.end())
    if run and abroad:
        return person_of(offices, (start, run.end()), office, True)
    whole = end == start + 3 and looks(text[start:end], rare=True) and follows(text, end)
    told = person_of(offices, (start, start + 3), office) if whole else None
    return told if told and told.organisation else None  # “行政院长”|卓某某


def nicknamed(offices: Offices) -> Iterator[Person]:
    """“一哥”石宇奇: names of three characters behind a nickname in marks."""
    text = offices.text
    for match in _NICKNAME.finditer(text):
        start = match.end()
        told = _in_marks(offices, match.span("nick"), start)
        if told:
            yield told
            continue
        if text[match.start()] != "“":
            continue
        end = chinese(text, start, titled=True)
        if len(match["nick"]) > _LONG_NICKNAME and end is not None and not _ROW.match(text, end):
            continue
        if (
            end is not None
            and (
                end - start == 3
                or len(match["nick"]) > _LONG_NICKNAME
                or (
                    (match["nick"][-1] in _CALLINGS or match["nick"].endswith("书记"))
                    and not is_word(text[start:end])
                )
            )
            and looks(text[start:end])
            and follows(text, end)
        ):
            # 东桥村“第一书记”|柴哲
            role = match["nick"] if match["nick"].endswith("书记") else None
            village = offices.around.place_in(0, match.start()) if role else None
            beside = village is not None and village.end == match.start()
            body = text[village.start : village.end] if village and beside else None
            yield Person(start, end, text[start:end], role, body, rule="apposition")
