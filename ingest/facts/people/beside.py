"""People shown by what stands beside their names: a number, a team, a body, 某.

14号黄洁, 广东队的黄学亮, 合作社的张宸, 其妻李某. Each is believed only where the characters are a
plausible name and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Person, Place
from ingest.facts.organisations.patterns import known
from ingest.facts.people.endings import does, follows
from ingest.facts.people.given import likelihood, may_be, rare_given
from ingest.facts.people.names import chinese
from ingest.facts.people.words import everyday, given_not, is_word, of
from ingest.facts.words import lexicon

_SHIRT = late(
    "(?:(?<![0-9一-鿿])|(?<=[换上下由和与给被]))[0-9]{1,2}号(?:球员|队员|选手|前锋|中场|后卫|门将)?"
    "(?=[一-鿿]{2,3})"
)
# Behind 某: 李某某, 李某甲, 李某; but not 某公司, 某年, 某种
_ANONYMOUS = late(
    "([一-鿿])某(?:某|[甲乙丙丁]|(?=等(?:人|[0-9两三四五六七八九十]))|(?![一-鿿]?[公地日年月种个些人次项单位处国省市县区镇村小局院校])"
    "(?![一-鿿]?[方家企机网平款品牌高大中]))"
)
_PAIR = late("[一-鿿]{2}/[一-鿿]{2}")
_NOBODY = frozenset(("文图", "图文", "综合", "报道"))
# 河南队|62岁的|刘岩
_AGED = re.compile("的?[0-9]{1,2}岁的?(?:小将|老将)?")
_TAKEN = re.compile(r"[，。；：、！？,;:!?）)（(“”《\s]|$")


@lru_cache(maxsize=512)
def looks(name: str, rare: bool = False) -> bool:
    """Whether characters are a surname and a given name and no everyday word."""
    first = name[:2] if name[:2] in of("surname") and len(name) > 2 else name[:1]
    given = name[len(first) :]
    if first not in of("surname") or not 1 <= len(given) <= 2 or not given_not().isdisjoint(given):
        return False
    if name[:2] in everyday() or name[1:] in of("title") or given in ("方", "中", "某"):
        return False
    if given in of("qualifier"):
        return False  # 原|常务|副书记
    if not rare and first in of("rare"):
        return False
    return all("一" <= char <= "鿿" for char in given)


def numbered(text: str) -> Iterator[Person]:
    """Players with the number of their shirt: 换上14号黄洁，4号丁业华."""
    if "号" not in text:
        return
    for match in _SHIRT.finditer(text):
        at = match.end()
        for end in (at + 3, at + 2):
            if looks(text[at:end]) and (_TAKEN.match(text, end) or follows(text, end)):
                yield Person(at, end, text[at:end], rule="number")
                break


def of_pair(name: str) -> bool:
    """Whether the characters beside a stroke may be a player's name: 余果/马昊天, but 袁方/文图."""
    return len(name) > 1 and looks(name, rare=True) and not is_word(name) and name not in _NOBODY


_AND = late("(?<=[一-鿿]{3})[和与及](?=[一-鿿]{3})")
_LIKELY_COUPLE = 3
_BEFORE_COUPLE = frozenset("有由把将让与对向被和给的是为用派请")


def couples(text: str) -> Iterator[Person]:
    """由|林佳龙和顾立雄|提出: two likely names of three characters, joined."""
    for match in _AND.finditer(text):
        start, end = match.start() - 3, match.end() + 3
        names = (text[start : match.start()], text[match.end() : end])
        before = text[start - 1 : start]
        opens = not "一" <= before <= "鿿" or before in _BEFORE_COUPLE
        opens = opens or (
            is_word(text[start - 2 : start]) and not is_word(text[start - 1 : start + 1])
        )
        ends = follows(text, end) or does(text, end) or text.startswith(("换上", "换下"), end)
        if opens and ends and any(map(_is_likely, names)) and all(map(_may_be_likely, names)):
            yield Person(start, start + 3, names[0], rule="row")
            yield Person(end - 3, end, names[1], rule="row")


# 韩梅和太智恩|分获亚、季军
_SHARED = late(
    "(?<![一-鿿])(?P<one>[一-鿿]{2,3})[和与](?P<other>[一-鿿]{2,3})(?=分获|分列|分别[夺摘获]|分居|包揽)"
)


def sharing(text: str) -> Iterator[Person]:
    """韩梅和太智恩|分获亚、季军: two who get a prize each, one of whom has a likely name."""
    for match in matches(_SHARED, text, "分"):
        names = match["one"], match["other"]
        likely = any(looks(name, rare=True) and likelihood(name) > 0 for name in names)
        if likely and not any(map(is_word, names)):
            for group in ("one", "other"):
                yield Person(*match.span(group), match[group], rule="row")


def _may_be_likely(name: str) -> bool:
    """杨立瑜和|王子铭: the other may begin like a word."""
    odd = is_word(name[:2]) and not is_word(name[1:]) and not is_word(name)
    return _is_likely(name) or (odd and _looks_odd(name) and likelihood(name) > _LIKELY_COUPLE)


def _looks_odd(name: str) -> bool:
    """Whether a surname and likely characters stand there, though the first two are a word."""
    return name[0] in of("surname") - of("rare") and given_not().isdisjoint(name[1:])


def _is_likely(name: str) -> bool:
    words = is_word(name) or is_word(name[:2]) or is_word(name[1:])
    return (
        not words
        and looks(name, rare=True)
        and rare_given(name)
        and likelihood(name) >= _LIKELY_COUPLE
    )


_REPORTED = ("报导", "报道", "专访", "特稿")


def pairs(text: str) -> Iterator[Person]:
    """余果/马昊天: two players of a double."""
    for match in matches(_PAIR, text, "/"):
        at = text.index("/", match.start())
        left = next((a for a in (at - 3, at - 2) if of_pair(text[max(a, 0) : at])), None)
        right = next((b for b in (at + 4, at + 3) if of_pair(text[at + 1 : b])), None)
        if right is not None and text.startswith(_REPORTED, right):
            continue  # 林国明/云林|报导
        if left is not None and right is not None and right - left > 5:
            yield Person(left, at, text[left:at], rule="row")
            yield Person(at + 1, right, text[at + 1 : right], rule="row")


def _acts(text: str, at: int) -> bool:
    """Whether a name ends here for certain: before a mark or a verb of two characters."""
    return _TAKEN.match(text, at) is not None or does(text, at)


# 中国科学院|徐星等人, 某大学的|冯旗和同事, 某公司|田奇团队
_FELLOWS = late(
    "等人|(?:和|及|与)(?:其|他的|她的)?(?:同事|团队|学生|合作者|同行)"
    "|(?:教授|研究员|院士|博士|副教授)?(?:带领的?|领导的?)?(?:科研|研究)?(?:团队|课题组|研究组|小组)"
)
_WITH_FELLOWS = frozenset(
    ("academic", "science", "education", "health", "institution", "company", "government")
)


_ROW_GOES_ON = late("(?:、[一-鿿]{2,3}){2,}等?")


def _named(name: str) -> bool:
    return looks(name, rare=True) and not is_word(name)


def _in_row(text: str, at: int) -> bool:
    """Whether what goes on here is a row of names."""
    row = _ROW_GOES_ON.match(text, at)
    items = row[0].removesuffix("等").split("、")[1:] if row else []
    return sum(map(_named, items[:3])) > 1


def _leads(text: str, at: int) -> int | None:
    """End of the name at an offset behind which fellows of its bearer stand."""
    for end in (at + 3, at + 2):
        name = text[at:end]
        if (_FELLOWS.match(text, end) or _ROW_GOES_ON.match(text, end)) and _named(name):
            return end if text[end] != "、" or _in_row(text, end) else None
    return None


_OF_PARTIES = ("party", "government")
"""Kinds of parties: those of Hong Kong stand among its bodies too."""


def _is_party(name: str) -> bool:
    """Whether the table has a party so called: its members are told by it alone."""
    return known().get(name, ("", ""))[1] == "party"


def members(text: str, orgs: tuple[Organisation, ...]) -> Iterator[Person]:
    """Names behind a team or, with 的, behind any body: 香港队陈睿琳, 合作社的张宸."""
    for org in orgs:
        joint: int = text.startswith("的", org.end)
        if not joint and org.kind in _OF_PARTIES and _is_party(text[org.start : org.end]):
            end = chinese(text, org.end, titled=True)
            if end == org.end + 3 and looks(text[org.end : end], rare=True) and _acts(text, end):
                # 民建联|陈恒镔建议
                body = text[org.start : org.end]
                yield Person(org.end, end, text[org.end : end], None, body, rule="member")
            continue
        fellow = _leads(text, org.end + joint) if org.kind in _WITH_FELLOWS else None
        if fellow:
            at = org.end + joint
            yield Person(at, fellow, text[at:fellow], None, org.name, rule="member")
            continue
        aged = _AGED.match(text, org.end) if org.kind == "sport" else None
        if aged:
            joint = aged.end() - org.end
        if not joint and org.kind != "sport":
            at = org.end
            end = chinese(text, at, titled=True)
            fits = end is not None and end - at == 3 and looks(text[at:end])
            fits = fits and (_acts(text, at + 3) or text.startswith("等", at + 3))
            if not fits and text[at + 3 : at + 4] in "、等" and may_be(text[at : at + 3]):
                end, fits = at + 3, True  # 区文联|刘涛明、区青少年宫|方小萍、
            if end and fits and org.anchored:
                # 西川大学国家治理学院|王鹏辉主持
                yield Person(at, end, text[at:end], None, org.name, rule="member")
            continue
        at = org.end + joint
        end = chinese(text, at)
        if end is None or not looks(text[at:end]):
            continue
        known = org.kind == "sport" or text.count(text[at:end]) > 1
        if known and (end - at == 3 or org.kind == "sport" or text.count(text[at:end]) > 2):
            yield Person(at, end, text[at:end], None, org.name, rule="member")


# 侯某省、侯某国: names withheld but for their last character
_WITHHELD = late("([一-鿿])某([一-鿿])?([一-鿿])?")
_NO_LAST = frozenset(
    "的说在和与及等对向被将称是因以从到为有则也都还又就于给让把一当曾不自某甲乙丙丁"
)
_MOST_ALIKE = 4


def withheld(text: str) -> Iterator[Person]:
    """侯某省, 侯某国 and 侯某博: several people of one surname, none of whom is 侯某 alone."""
    found: dict[str, list[re.Match[str]]] = {}
    for match in matches(_WITHHELD, text, "某"):
        if match[1] in of("surname"):
            found.setdefault(match[1], []).append(match)
    for named in found.values():
        lasts = {match[2] or "" for match in named}
        apart = 1 < len(lasts) <= _MOST_ALIKE and _NO_LAST.isdisjoint(lasts)
        for last in lasts if apart and "" not in lasts else ():
            own = [match for match in named if match[2] == last]
            behind = {text[match.start() + 3 : match.start() + 4] for match in own}
            apart = apart and len(own) > 1 and len(behind) > 1
            apart = apart and any(not "一" <= char <= "鿿" for char in behind)
        if apart and "" not in lasts:
            for match in named:
                start = match.start()
                yield Person(start, start + 3, text[start : start + 3], rule="anonymous")


def anonymous(text: str, places: tuple[Place, ...]) -> Iterator[Person]:
    """Names that a court or the police withhold: 李某, 吴某某, 林某辉."""
    if "某" not in text:
        return
    inside = sorted((place.start, place.end) for place in places)
    starts = [start for start, _ in inside]
    for match in _ANONYMOUS.finditer(text) if "某" in text else ():
        number = bisect_right(starts, match.start()) - 1
        in_place = number >= 0 and match.start() < inside[number][1]
        if match[1] not in of("surname") or in_place:
            continue
        end = match.end()
        if match[1] in of("rare") and len(match[0]) == 2 and not _TAKEN.match(text, end):
            continue
        if len(match[0]) == 2 and _goes_on(text, match.start(), end):
            end += 1
        yield Person(match.start(), end, text[match.start() : end], rule="anonymous")


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether every mention goes on with the same character: 林某|辉."""
    given, whole = text[end : end + 1], text[start : end + 1]
    if not "一" <= given <= "鿿" or given in given_not():
        return False
    often = text.count(whole)
    if often < 2 or often != text.count(text[start:end]):
        return False
    if not follows(text, end):
        return True
    behind = [text[match.end() - 1 : match.end() + 1] for match in re.finditer(whole, text)]
    words = lexicon(True).classes
    return often > 2 and given not in _NO_LAST and not any(pair in words for pair in behind)
