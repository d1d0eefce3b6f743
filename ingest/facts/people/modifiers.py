"""What stands before an office and belongs to it: 货车|司机, 图灵奖|得主, 胡塞武装|发言人.

No table can list it. It is taken whole where its beginning is certain, at the head of a clause or
behind 的 or 一名, and where no word in it does anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.organisations.patterns import breaks, common
from ingest.facts.people.abroad import may_transcribe
from ingest.facts.people.teams import OF_A_TEAM, TEAM_NAME
from ingest.facts.people.words import Ends, either, ends_in, is_word, offices, word_classes
from ingest.facts.places.divisions import register
from ingest.facts.words import listed

_LONGEST = 14
"""How many characters stand before an office at most, with a body's name."""
_WORDS = 8
"""How many of them may be no name."""
_AT_HEAD = 6
"""The same at the head of a clause, where a verb that no table lists may stand."""
_LONGEST_FIRM = 8
# Behind these a modifier begins: 一名, 60岁的, 和
_FIRM = late("的|[时原现曾]任|[名位]|[、与及兼]|(?<!共)和|[0-9]岁|[一二三四五六七八九十]旬")
_NO_MODIFIER = late(f"[0-9,。]|^(?:{either('no_modifier')})|[是为有了着过]|[号届]$|[^一-鿿a-z“”]")
_LEADS = frozenset("见邀请据由经把被给让")
_LAND = re.compile("(?:[村镇乡省市县区州旗]|街道)$")
# A body that no table of suffixes tells: 大会主席团, 胡塞武装, 中央农办, 庙荒村
_BODY = ends_in(
    "body_end", "[^家个]委", "[一-鿿]{2}[支大中总]队", "[^战]舰", "(?<=中央.)办",
    "[^新原前村镇乡]党", f"(?<=[一-鿿]{{2}})(?:{_LAND.pattern[:-1]})",
)  # fmt: skip
_KIN = Ends((*word_classes()["kin"], *offices()["of_a_case"]))
_OF_STATE = ends_in("state_office")
_OF_LAND = ends_in("land_office", "[村镇乡省市县区州旗]长")
_MINISTRY = late(f"(?:{either('ministry')})(?=部长)")
_OF_REGION = late(either("of_region"))
_OF_PROGRAMME = ends_in("of_programme")
_PROGRAMME = late("[一-鿿]{2}(?:工程|探测器|火箭|卫星|飞船|空间站)[一二三四五六七八九十]?期?$")
_BODY_WORD = late(f"(?:{either('body_word')})(?=[一-鿿]{{2}})")
_SERVICE = late(f"(?:{either('service')})(?=新任|原|前|首任|新闻|$)")
_OF_RANK = Ends("将校尉士兵员")
_GRADE = late(either("grade"))
_OF_FINANCE = ends_in("finance_office")
_OF_PRESS = ends_in("press_office")
_PRESS = ends_in("press_end")
_PRESS_INSIDE = late(f"(?:{either('press_end')})(?={either('press_office')})")
_OF_SOCIETY = Ends(("会长", "理事长", "秘书长", "总干事", "常务理事"))
_OF_COACH = Ends(("主帅", "主教练"))
_BARE = frozenset(offices()["bare_body"])
_OF_COMPANY = ends_in("company_office", "首席[一-鿿]{2,5}官")
_OF_FIRM = ends_in("firm_alone")
_COMPANY = ends_in("trade")
_WARE = ends_in("ware")
_NO_COMPANY = late(f"(?:{either('no_company_end')})$|{either('no_company')}")


class Stretch(NamedTuple):
    """What stands before an office: `text[start:begin]`, the office up to `end`."""

    text: str
    start: int
    begin: int
    end: int
    firm: bool
    """Whether a word shows that it begins there."""

    @property
    def words(self) -> str:
        """What stands before the office."""
        return self.text[self.start : self.begin]

    def of(self, office: Ends) -> bool:
        """Whether the office is one of a class."""
        return office.search(self.text, self.begin, self.end)


Told = tuple[int, str | None]
"""Where the office really begins, and the body before it that has it."""


# 有限公司|董事长: the rest of a name; 行贿人系|董事长: who somebody is
_NOBODYS = late("(?:集团|股份|责任)*(?:有限)?(?:责任|股份)?公司|[一-鿿]{2,6}[人者方]系")


def widened(text: str, floor: int, begin: int, at: int) -> Told:
    """Where the office really begins that was read from `begin` to `at`, and its body."""
    if _KIN.search(text, begin, at):
        return begin, None
    start, firm = _stretch(text, max(floor, begin - _LONGEST), begin)
    long = begin - start > 1 and at - begin > 2
    if long and text[begin] in "省市县区州旗镇乡村" and text[begin + 1] not in "委级场政民域":
        begin += 1  # 云岭市|副市长
    if long and _OF_PARTY.match(text, begin, at) and not _NO_PARTY.search(text, start, begin):
        begin += 1  # 祖国革新党|代表
    if begin == start or not (firm or start == floor):
        return begin, None
    stretch = Stretch(text, start, begin, at, firm)
    start, body = next(filter(None, (read(stretch) for read in _READERS)), (begin, None))
    return (begin, None) if body and _NOBODYS.fullmatch(body) else (start, body)


_OF_PARTY = late("党(?:代表|首|魁|主席|领袖|总裁|院内代表)")
_NO_PARTY = late("[大届市省县区国年女老老在野政]$|[0-9]|民主$")
_OURS = frozenset("我本该贵")
_OUR_HOUSES = frozenset("院校所局厂")


def _stretch(text: str, start: int, begin: int) -> tuple[int, bool]:
    """Where the words begin that stand before `begin` and do nothing, and whether a word shows
    that they begin there."""
    firm = False
    for _, end in breaks(text, start, begin):
        start, firm = end, True
    for token in listed(text, start, begin):
        if token.word_class != "nominal" and not text.startswith("自民", token.start):
            start, firm = token.end, token.word_class == "joint"
    for stop in _FIRM.finditer(text, start, begin):
        start, firm = stop.end(), True
    if begin - start > 2 and text[start] in _LEADS:
        start, firm = start + 1, True  # 将会见|社民党
    if text[start - 1 : start] in _OURS and text[start] in _OUR_HOUSES:
        start += 1  # 我院|心内科副主任医师
    return start, firm


def _of_body_word(one: Stretch) -> Told | None:
    """医学院|学生: the word that seemed to qualify the office ends a body's name."""
    inner = _BODY_WORD.match(one.text, one.begin, one.end)
    if inner:
        return inner.end(), one.text[one.start : inner.end()]
    return (one.begin, None) if len(one.words) < 2 else None


def _of_service(one: Stretch) -> Told | None:
    """海军|新闻发言人."""
    service = _SERVICE.match(one.text, one.start, one.begin)
    return (service.end(), service[0]) if service and not one.of(_OF_RANK) else None


def _of_grade(one: Stretch) -> Told | None:
    """东方金诚|首席宏观分析师."""
    grade = _GRADE.search(one.text, one.start, one.begin)
    if grade is None:
        return None
    name = one.text[one.start : grade.start()]
    own = len(name) > 1 and not common(name) and not _NO_COMPANY.search(name)
    own = own and (one.of(_OF_FINANCE) or one.of(_OF_COMPANY)) and not _NO_MODIFIER.search(name)
    return grade.start(), name if own else None


_BRACKETS = ("【", "〔")
"""What a byline stands in: 【新南瀛|记者某某报导】."""


def _of_press(one: Stretch) -> Told | None:
    """中国警察网|记者."""
    if not one.of(_OF_PRESS):
        return None
    whole = _PRESS_INSIDE.match(one.text, one.begin, one.end)  # 海报|新闻记者
    end = whole.end() if whole else one.begin
    name = one.text[one.start : end]
    shown = _PRESS.search(name) or one.text[one.start - 1 : one.start] in _BRACKETS
    return (end, name) if len(name) > 2 and shown else None


def _of_coach(one: Stretch) -> Told | None:
    """蓉城|主帅, 曼城|中场."""
    words = one.words
    coach = one.of(_OF_COACH) and TEAM_NAME.fullmatch(words)
    if not coach and one.of(OF_A_TEAM) and len(words) > 1 and not is_word(words):
        abroad = sum(char in may_transcribe() for char in words) >= len(words) - 1
        coach = abroad and not common(words) and TEAM_NAME.fullmatch(words)
    return (one.begin, words) if coach else None


def _of_body(one: Stretch) -> Told | None:
    """大会主席团|常务主席, 庙荒村|书记."""
    words = one.words
    own = words not in _BARE and (len(words) > 2 or words[-1] in "党办") and "届" not in words
    society = words.endswith("会") and len(words) > 3 and one.of(_OF_SOCIETY)  # 教师会|理事长
    if not own or not (society or _BODY.search(words)) or _NO_MODIFIER.search(words):
        return None
    return one.begin, words if not _LAND.search(words) or one.of(_OF_LAND) else None


def _of_programme(one: Stretch) -> Told | None:
    """探月工程|总设计师: an office that only a programme has, or a part of one."""
    of_one = one.of(_OF_PROGRAMME) and _PROGRAMME.search(one.words)
    named = of_one and not _NO_MODIFIER.search(one.words)
    return (one.begin, one.words.removeprefix("我国")) if named else None


def _of_company(one: Stretch) -> Told | None:
    """摩根大通|首席执行官, 创新工场|创始人."""
    name = one.words
    region = _OF_REGION.match(one.text, one.begin) and len(name) > 2
    if len(name) > _LONGEST_FIRM or not (region or one.of(_OF_COMPANY)):
        return None
    if _NO_COMPANY.search(name) or _NO_MODIFIER.search(name) or common(name):
        return None
    shown = bool(_COMPANY.search(name)) or one.text.count(name) > 1 or _transcribed(name)
    shown = shown or ((region or one.of(_OF_FIRM)) and not _WARE.search(name))
    return (one.begin, name) if shown else None


def _of_state(one: Stretch) -> Told | None:
    """Offices that a state or a party has once: what stands before is no part of them."""
    if not one.of(_OF_STATE):
        return None
    ministry = _MINISTRY.match(one.text, one.start)
    return (one.start if ministry and ministry.end() >= one.begin else one.begin), None


def _modifier(one: Stretch) -> Told | None:
    """货车|司机."""
    longest = _WORDS if one.firm else _AT_HEAD
    if len(one.words) > longest or _NO_MODIFIER.search(one.words):
        return None
    return None if one.words[:2] in register().by_stem else (one.start, None)


_READERS: tuple[Callable[[Stretch], Told | None], ...] = (
    _of_body_word, _of_service, _of_grade, _of_press, _of_coach, _of_body, _of_programme,
    _of_company, _of_state, _modifier,
)  # fmt: skip
"""The first that tells something is believed."""


def _transcribed(name: str) -> bool:
    """Whether most characters are those of transcribed names: 摩根大通."""
    return sum(char in may_transcribe() for char in name) * 4 >= 3 * len(name) > 6
