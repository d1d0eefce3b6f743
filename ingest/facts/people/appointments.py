"""Who is made something, has a part in something, or is taken from an office.

任命周敏为院长, 由李明担任组长, 任命杜某某、孙某为副省长，郭某某为秘书长, 免去张某某局长职务,
主攻为王一梅、陈丽怡.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.late import late
from ingest.facts.named import Person
from ingest.facts.people.abroad import foreign
from ingest.facts.people.apposition import behind, ends_with_office, person_of
from ingest.facts.people.beside import looks
from ingest.facts.people.given import likelihood, may_be, unlisted
from ingest.facts.people.offices import Offices
from ingest.facts.people.words import is_word, of, title_ends
from ingest.facts.people.words import offices as of_offices

Span = tuple[int, int]
_JOINTS = late("[、和]")
_OFFICE = "(?P<office>[^，。；：,;:!?\n“”]{2,30})(?=[，。,;；!?\n]|$)"
# 任命|某某|为…
_MADE = late(
    f"(?:同志|先生|女士|教授|院士)?(?:\\([^()\n]{{1,12}}\\))?(?:为|担任|出任|兼任|任|当){_OFFICE}"
)
_MADE_FIRST = frozenset("同先女教院为担出兼任当(")
# ，|郭某某|为…
_AND_MADE = late(
    f"[,;](?P<names>[一-鿿]{{2,4}}?(?:[、和][一-鿿]{{2,4}}?){{0,9}})(?:同志)?为{_OFFICE}"
)
# 免去|张某某|省政府秘书长|职务
_REMOVED = late(
    "(?<=免去)(?:[一-鿿]{2,4}[、和]){0,20}[一-鿿]{2,3}?(?:同志)?的?(?P<office>[^，。；：,;:!?\n“”的]{3,30}?)的?职务"
)
# 张某、李某|等5人|当选|为副县长
_ELECTED = late(f"(?:为|担任)?{_OFFICE}")
_TOGETHER = late("(?:同志)?(?:等(?:人|[0-9两三四五六七八九十]{1,3}[人位名](?:同志)?))?$")
_LONGEST_ROW = 80
"""How many characters the names of those have at most who resign together."""
_GIVES_UP = late(
    "(?:同志|先生|女士)?(?:因[^，。,;]{2,14})?辞去(?P<office>[^，。；：,;:!?\n“”的]{2,30}?)的?职务"
)
_OF_WHOM = re.compile("(?:同志)?的?")
# 卫某某、田某某、|
_JOINED = late("[一-鿿]{2,4}(?:[、和][一-鿿]{2,4}){0,20}(?=[、和])")
_TAIL = late("[一-鿿]{2,4}?(?=同志|先生|女士|教授|院士|为|担任|出任|兼任|任|当|等|辞去)")
# 主攻为|王一梅、陈丽怡; 这位班长就是|朱杰
_ARE = late("(?:为(?<=[一-鿿]{2}.)|[就正]是(?<=[一-鿿]{2}..))(?=[一-鿿]{2,4}[、,，。;；])")


def elected(offices: Offices) -> Iterator[Person]:
    """张某、李某当选为县长; several people before the office that they were elected to."""
    text = offices.text
    for end in behind(text, "elects"):
        match = _ELECTED.match(text, end)
        if match is None or not ends_with_office(text, *match.span("office")):
            continue
        office = match.span("office")
        verb = next(verb for verb in of_offices()["elects"] if text.endswith(verb, 0, end))
        at = end - len(verb)
        at = _TOGETHER.search(text, max(at - 8, 0), at).start()  # type: ignore[union-attr]
        while name := _name_before(text, at):
            yield person_of(offices, name, office)
            at = name[0] - 1
            if text[at : at + 1] not in ("、", "和"):
                break


def _name_before(text: str, at: int) -> Span | None:
    """The name that ends at an offset and begins behind a mark or 和."""
    for start in (at - 3, at - 2, at - 4):
        opens = start == 0 or (start > 0 and not "一" <= text[start - 1] <= "鿿")
        opens = opens or text[start - 1 : start] == "和" or text.endswith("接受", 0, max(start, 0))
        name = text[start:at]
        if start >= 0 and opens and (looks(name, rare=True) or may_be(name)):
            return start, at
    return None


def made(offices: Offices) -> Iterator[Person]:
    """Names between what makes somebody something and what they are made."""
    text = offices.text
    for at in behind(text, "makes"):
        names = _joined(text, at)
        if names:
            yield from _made_together(offices, names)
        for end in (at + 3, at + 2, at + 4):
            what = _MADE.match(text, end) if text[end : end + 1] in _MADE_FIRST else None
            if what is None or not ends_with_office(text, *what.span("office")):
                continue
            borne = text.startswith("同志", end) and text[at] in of("surname")  # 刘向前|同志为
            abroad = not borne and not looks(text[at:end], rare=True)
            if not abroad or foreign(text, at, True) == end:
                yield person_of(offices, (at, end), what.span("office"), abroad)
                yield from _and_made(offices, what.end())
                break


def _made_together(offices: Offices, names: list[Span]) -> Iterator[Person]:
    """任命|杜某某、孙某|为…，郭某某为…: several people, and what they and others are made."""
    what = _MADE.match(offices.text, names[-1][1])
    if what is None or not ends_with_office(offices.text, *what.span("office")):
        return
    for name in names:
        yield person_of(offices, name, what.span("office"))
    yield from _and_made(offices, what.end())


def _joined(text: str, at: int, last: bool = True) -> list[Span]:
    """The names of a row that begins at an offset, where it can be nothing else: each has a
    surname, and most look like names (卫国胜 begins with a word). The last one ends before what
    somebody is made; without `last`, the name behind the last mark is left out."""
    row = _JOINED.match(text, at)
    if row is None or text.startswith(of_offices()["makes"], at):
        return []  # 决定|任命某某
    names: list[Span] = []
    for part in _JOINTS.split(row[0]):
        names.append((at, at + len(part)))
        at += len(part) + 1
    if last:
        tail = _TAIL.match(text, at)
        if tail is None:
            return []
        names.append(tail.span())
    known = [looks(text[slice(*name)], rare=True) for name in names]
    borne = all(text[start] in of("surname") for start, _ in names)
    return names if borne and 2 * sum(known) >= len(names) else []


def _and_made(offices: Offices, at: int) -> Iterator[Person]:
    """，郭某某、孙某为秘书长: what others are made behind the first."""
    text = offices.text
    while what := _AND_MADE.match(text, at):
        at = what.start("names")
        for name in _JOINTS.split(what["names"]):
            if not looks(name, rare=True) or not ends_with_office(text, *what.span("office")):
                return
            yield person_of(offices, (at, at + len(name)), what.span("office"))
            at += len(name) + 1
        at = what.end()


def removed(offices: Offices) -> Iterator[Person]:
    """免去张某某局长职务: names before the office that is taken from them."""
    text = offices.text
    for match in _REMOVED.finditer(text) if "免去" in text else ():
        names = _joined(text, match.start(), last=False)
        start = names[-1][1] + 1 if names else match.start()
        for end in (start + 3, start + 2):
            office = (end + len(_OF_WHOM.match(text, end)[0]), match.end("office"))  # type: ignore[index]
            odd = names and (unlisted(text[start:end]) or not _begins_a_word(text, start, end))
            fits = looks(text[start:end], rare=True) or odd
            if fits and ends_with_office(text, *office):
                for name in (*names, (start, end)):
                    yield person_of(offices, name, office)
                break


def _begins_a_word(text: str, start: int, end: int) -> bool:
    """Whether two characters of what may be a name are a word, or the last one and the next."""
    cuts = (text[at : at + 2] for at in range(start, end))
    return any(map(is_word, cuts))


def resigned(offices: Offices) -> Iterator[Person]:
    """接受|张某某|辞去副市长职务: names before the office that they give up."""
    text = offices.text
    for match in _GIVES_UP.finditer(text) if "辞去" in text else ():
        if not ends_with_office(text, *match.span("office")):
            continue
        at = _TOGETHER.search(text, max(match.start() - 10, 0), match.start()).start()  # type: ignore[union-attr]
        row = text.rfind("接受", max(at - _LONGEST_ROW, 0), at) + 2
        names = _joined(text, row) if row > 1 and text.find("、", row, at) > 0 else []
        if not names or names[-1][1] != at:
            name = _name_before(text, at)
            names = [name] if name else []
        for name in names:
            yield person_of(offices, name, match.span("office"))


def assigned(offices: Offices) -> Iterator[Person]:
    """主攻为王一梅、陈丽怡: names behind the part that they have, and 为."""
    text = offices.text
    for match in _ARE.finditer(text):
        stop = match.start()
        start = title_ends().start(text, max(stop - 8, 0), stop)
        asked = text.startswith("何", match.end()) and text[stop] == "为"
        if start is None or (asked and likelihood(text[match.end() : match.end() + 3]) < 1):
            continue  # 嫌疑人|为何|持枪，
        for name in _row(text, match.end(), "、和,，。;；")[0]:
            yield Person(*name, text[slice(*name)], text[start:stop], rule="apposition")


def _row(text: str, at: int, marks: str) -> tuple[list[Span], int]:
    """The names of a row that begins at an offset, each closed by a mark, and where it goes on."""
    names: list[Span] = []
    while True:
        ends = (end for end in (at + 3, at + 2) if text[end : end + 1] in (*marks,))
        end = next((end for end in ends if looks(text[at:end], rare=True)), None)
        if end is None:
            return names, at
        names.append((at, end))
        at = end + 1
        if text[end] not in "、和":
            return names, at
