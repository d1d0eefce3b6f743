"""The words of an office: where they begin, and what of them belongs to its holders."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.organisations.states import letters
from ingest.facts.people.words import either, of, offices, word_classes
from ingest.facts.word_lists import EndingList

_JOINTS = "、兼和及"
_LONGEST = 8
"""Length of the longest word of an office."""
_OF_A_VILLAGE = late("[村镇乡](?![民长官医主干委]|支书)")
_NAMES_ON = late("[一-鿿](?<![该本全我各驻、任兼和及的在到由从对向为据请让给随])")
# 流体力|学家, 计算机|学家: a field of learning
_FIELD = late(r"[^\W\d是的为和与、名位着国际内外老如及]{1,6}$")


# 首席可持续发展官、|合伙人; 大中华区|总裁
_CHIEF = late("首席[一-鿿]{2,6}官$")
_REGION = late(f"(?:{either('of_region')})$")
# 农业农村部|党组|书记
_COMMITTEE = re.compile("(?:机关|直属)?(?:党委|党组|党总支|党支部)$")
_OF_COMMITTEE = re.compile(
    "原?(?:专职|常务|第一)?副?(?:书记|委员|常委|成员|秘书|主任|办公室|组织|宣传|纪|[一-鿿]{2,4}部副?部长)"
)


@lru_cache(maxsize=1)
def _pieces() -> EndingList:
    """Offices, words that qualify one, and what joins two."""
    return EndingList((*word_classes()["title"], *word_classes()["qualifier"], *_JOINTS))


def role_start(text: str, floor: int, at: int) -> int:
    """Where the office begins that ends at `at`: with what qualifies it, and its fellows.

    The words are taken off one by one from the end, so that the work is linear.
    """
    start = at
    while start > floor:
        region = text[start - 1] == "区" and _REGION.search(text, max(start - 5, floor), start)
        if region:
            start = region.start()
            break
        piece = _pieces().start(text, max(start - _LONGEST, floor), start)
        if piece is None:
            chief = _CHIEF.search(text, max(start - 9, floor), start)
            if chief is None:
                break
            piece = chief.start()
        start = piece
        if text.startswith("学家", start):
            field = _FIELD.search(text, max(start - 6, floor), start)
            start = field.start() if field else start
    if _STANDS_FOR.match(text, start, at):
        start += 2  # 代表|县长
    if text[start - 1 : start] == "为" and start > floor and "、" in text[start:at]:
        start = text.rindex("、", start, at) + 1  # 某某为组长、|副局长某某
    while start < at and text[start] in _JOINTS:
        start += 1
    if start < at - 2 and text[start] == text[start + 1]:
        start += 1  # 阿斯旺省|省长
    before = text[start - 1 : start]
    if start < at - 2 and text[start] == "院" and before == "议":
        return start + 1  # 下议院|议长
    if start < at - 2 and text.startswith("苏丹", start) and not "一" <= before <= "鿿":
        start += 2  # 苏丹|总统, but 文莱|苏丹代表
    if text[start : start + 1] == "区" and before in _KINDS_OF_ZONES and start > floor:
        start -= 1  # 教区|发言人
    if start > floor and _OF_A_VILLAGE.match(text, start) and _NAMES_ON.match(before):
        start += 1  # 双莲村|支部书记
    return start


_KINDS_OF_ZONES = frozenset("警教景园社校库矿林牧灾片厂战军辖街")
_OF_SURNAME = late(
    "理事长|会长|董事长|总理|总统|主席|市长|县长|区长|镇长|局长|院长|校长|书记|部长|议员"
)


def of_another(text: str, at: int) -> bool:
    """黄|总理|某某: whether the office belongs to the surname alone that stands before it at the
    head of a clause."""
    if at == 0 or _OF_SURNAME.match(text, at) is None:
        return False
    surname, before = text[at - 1], text[max(at - 2, 0) : at - 1]
    if "一" <= before <= "鿿" and before not in "在和与及":
        return False
    return surname in of("surname") and surname not in of("rare") and surname not in letters()


_STANDS_FOR = late("代表(?=[省市县区镇乡院局校部会]长|主席|总统|总理|首相|书记|董事长)")
_COUNT = late(
    r"^(?:(?:两|三|四|五|六|七|多|几|数|一|\d)(?:名|位)的?|\d{1,2}岁的?|这名|这位|另一[名位])"
)
# 公司奖励|技术员: what is done to somebody is no part of the office
_DONE_TO = re.compile(f"^.*(?:{either('done_to')})")
# 第二任|舰长, 新任|发言人
_TERM = late("^(?:[一-鿿]{0,6}的)?(?:第[一二三四五六七八九十]+任|[新现时]任)(?=[一-鿿]{2})")
_NEW = re.compile("^新(?=总|首相|主席|部长|市长|省长)")
_WHO_IS = late("^[一-鿿]{2,6}[人者方]系(?=[一-鿿]{2})")
"""行贿人系|工程经营者."""
_NO_OFFICE = frozenset(offices()["no_office"])


_WHEN = re.compile(
    "^(?:近期|近日|日前|昨日|昨天|今天|目前|开场后|开赛后|[上下]半场|半场|赛[前后]|会[前后上]|课后|战后"
    "|随后|此前|当时|[一二三四五六七八九十廿]{1,3}日)(?=..)"
)
"""When somebody said it: 赛后|主教练, 会上|县长."""


@lru_cache(maxsize=512)
def plain(role: str) -> str:
    """The office without what counts its holders: 两名选手 → 选手."""
    role = _WHO_IS.sub("", _DONE_TO.sub("", _COUNT.sub("", _WHEN.sub("", role))))
    if role[2:] == role[:2] + "长":
        role = role[2:]  # 城区一中队|中队长
    role = role.removesuffix("组合")
    role = role[role.startswith(("任村", "任镇", "任乡")) :]
    role = _NEW.sub("", _TERM.sub("", role))
    return "" if role in _NO_OFFICE else role


def without_committee(role: str, body: str) -> tuple[str, str]:
    """农业农村部党组|书记 → 党组书记 of 农业农村部."""
    match = _COMMITTEE.search(body)
    if match is None or match.start() < 2:
        return role, body
    if not _OF_COMMITTEE.match(role):
        if match[0] == "党委" and body[match.start() - 1] in "省市县区州旗盟":
            return role, body  # 云岭市党委|新闻发言人
        # 学院党委书记某某、讲席教授|某某
        return role, body[: match.start()]
    return match[0] + role, body[: match.start()]
