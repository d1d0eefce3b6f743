"""How subjects and measures are worded as they are stored."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.context.places.scope import without_scope
from ingest.facts.context.subjects.this_body import THIS_BODY
from ingest.facts.late import late
from ingest.facts.phrases import MEMBERS
from ingest.facts.words import read_table
from ingest.script import fold

_POINTING = late(
    f"^(?:其(?![他它余中间])|{THIS_BODY.pattern}|该|此(?![外次])|公司(?=股价|规模|价格))"
)
_MORE_THAN = re.compile("(?:高于|低于|多于|少于|大于|小于).*的比例$")
"""Compares, and names nothing that is measured."""
_CAUSED = re.compile(
    "^(?:已|共)?(?:造成|导致|致使?|引发)了?(?=[一-鿿]{2,10}(?:人数|人次|损失|倒塌数|受损数|损坏数|损毁数|被毁数|停电数))"
)
"""What makes victims is no part of what is counted: 造成死亡人数."""
_REPORTED = re.compile("^(?:报告|通报|上报)(?=新增|累计|现有|确诊)")
"""报告 | 新增病例数: that somebody told of it."""
_IN_TURN = re.compile("^.*分[别別]")
PAIRED = frozenset("“”「」()（）")


@lru_cache(maxsize=512)
def unpaired(text: str) -> str:
    """The text without a quotation mark or bracket whose partner is outside of it."""
    for opening, closing in ("“”", "「」", "()", "（）"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text


def with_quoted(folded: str, start: int) -> int:
    """“科学” | 号科考船: where a name begins whose mark is closed right before 号."""
    opening = _OPENING.get(folded[start - 1 : start]) if folded.startswith("号", start) else None
    opened = folded.rfind(opening, max(0, start - _QUOTED), start) if opening else -1
    return opened if opened >= 0 else start


_OPENING = {"”": "“", "」": "「"}
_QUOTED = 40


def stored_measure(measure: str | None) -> str | None:
    """The measure as it is stored: without 全市 and 其; a single character says nothing."""
    if not measure:
        return None
    measure = _POINTING.sub("", without_scope(measure))
    if _MORE_THAN.match(measure) or measure.count("《") != measure.count("》"):
        return None
    measure = _REPORTED.sub("", _CAUSED.sub("", measure))
    if not PAIRED.isdisjoint(measure):
        measure = unpaired(measure)
    if "分" in measure:
        measure = _IN_TURN.sub("", measure) or measure
    plain = without_scope(measure).removeprefix("的")
    measure = plain if len(plain) > 1 else measure
    return measure if len(measure) > 1 else None


_SHARES = frozenset(("占比", "比重", "份额"))


def without_subject(measure: str, subject: str) -> str:
    """数字产业 | 数字产业占比 → 占比: a share says enough beside whose it is."""
    rest = measure[len(subject) :].removeprefix("的")
    return rest if rest in _SHARES else measure


def in_turn(subject: str | None, turn: tuple[int, int] | None, listed: str = "") -> str | None:
    """粗钢、生铁、钢材分别增长1.4%、2.3%和5.7%: the member of the list that is meant.

    `turn` is the number's place and how many there are; `listed` is what stands before 分别, where
    the list is not the subject: 对东盟、欧盟、美国分别出口…
    """
    if turn is None or turn[1] < 2 or subject in read_table("context_words.tsv")["trade"]:
        return subject
    listed = _BEFORE_LIST.sub("", _AS_OF_NOW.sub("", listed))
    for phrase in (subject or "", OF_WHOLE.sub("", listed)):
        members = in_full(_parted(SUMMED_UP.sub("", phrase), turn[1]))
        if turn[1] == len(_TOWN_AND_COUNTRY) and phrase.startswith("城乡居民"):
            members = [one + phrase[len("城乡") :] for one in _TOWN_AND_COUNTRY.values()]
        if turn[1] == len(_TRADES) and phrase.startswith(("三次产业", "三大产业")):
            members = list(_TRADES)
        members[0] = _HAVE.sub("", members[0])
        whole = all(len(member) > 1 for member in members)
        when = members[0] in ("同比", "环比") or _WHEN.search(members[0])
        if len(members) == turn[1] and whole and not when:
            return members[turn[0]]
    return subject


_TRADES = ("第一产业", "第二产业", "第三产业")
_HAVE = re.compile("^(?:共|现|设|建|拥)有(?=..)")
"""共有 | 初中、小学: before all members."""


def _parted(phrase: str, count: int) -> list[str]:
    """The members of a list: parted at all joints, or only at 、 where these make `count`."""
    members = MEMBERS.split(phrase)
    apart = phrase.split("、") if len(members) > count else members
    return apart if len(apart) == count else members


_AS_OF_NOW = re.compile("(?:目前|均|已|还|则|各)$")
SUMMED_UP = re.compile(
    "等?(?<![第十])[两二三四五六七八九十0-9]+[大个家座所名位地类种科项者国省市州校院队][一-鿿]{0,6}$"
)
"""甲、乙 | 两大景区: says how many there are, and of what kind."""


def in_full(members: list[str]) -> list[str]:
    """第一、二、三产业 → 第一产业, 第二产业, 第三产业; 城、乡居民 → 城镇居民, 农村居民."""
    last = _ORDINAL.fullmatch(members[-1])
    if len(members) < 2 or not all(members):
        return members
    if last is not None and members[0].startswith("公司第"):
        members = [members[0].removeprefix("公司"), *members[1:]]
    tail = _shared_tail(members)
    if tail:
        return [one + tail for one in members[:-1]] + members[-1:]
    head = _WHICH_CITIES.match(members[0])
    if head is not None and not any(_WHICH_CITIES.match(one) for one in members[1:]):
        return members[:1] + [head.group() + one for one in members[1:]]
    if last is None or _FIRST.fullmatch(members[0]) is None:
        shared = members[-1][1:]
        if not shared or any(len(member) > 1 for member in members[:-1]):
            return members
        if shared != "肉" and any(member[0] not in _MODIFIERS for member in members):
            return members  # 猪、牛、羊、家禽
        ranked = shared.startswith("产业") and all(one[0] in "一二三" for one in members)
        first = "第" if ranked else ""  # 一、二、三 | 产业
        return [first + _TOWN_AND_COUNTRY.get(one[0], one[0]) + shared for one in members]
    return [f"第{member.removeprefix('第')[0]}{last['of']}" for member in members]


def of_same_cities(subject: str | None, before: str | None) -> str | None:
    """一线城市新房价格上涨0.2%；| 二手房 | …: the kind of cities is told once for both; and
    华中地区仔猪价格…；| 西南地区 | …: so is what has the price."""
    region = _REGION.match(before or "") if subject and subject.endswith("地区") else None
    if region is not None and subject and _REGION.fullmatch(subject):
        return subject + (before or "")[region.end() :]
    head = _WHICH_CITIES.match(before or "")
    if not head or not subject or not before or _WHICH_CITIES.match(subject):
        return subject
    alike = subject[-1] == before[-1] and subject[-2:] == before[-2:]
    return head.group() + subject if alike or subject[-1] == before[-1] == "房" else subject


def _shared_tail(members: list[str]) -> str:
    """一线、二线 | 城市: what stands behind the last member and is of all of them."""
    last = members[-1]
    which = _which(last)
    if which and all(_which(one) == len(one) for one in members[:-1]):
        return last[which:]
    ending = members[0][-1]
    at = last.find(ending, 1, _LONGEST_WHICH) + 1
    if ending not in _SHARING or at == 0 or any(one[-1] != ending for one in members[:-1]):
        return ""
    return last[at:] if all(1 < len(one) <= _LONGEST_WHICH for one in members[:-1]) else ""


def _which(member: str) -> int:
    """How long the word is that a member opens with and that only says which ones."""
    listed = read_table("context_words.tsv")["which"]
    return next(
        (size for size in (4, 3, 2) if len(member) >= size and fold(member[:size]) in listed), 0
    )


_MODIFIERS = frozenset(
    "内外男女大中小东南西北城乡公私正副新旧上下左右老青高低初前后甲乙丙丁一二三四五六"
)
"""Characters that in a list only say which ones: 东、中、西部, 男、女职工."""
_SHARING = frozenset("线级类型等档化募股")
"""How members end that only say which ones."""
_LONGEST_WHICH = 3
_WHICH_CITIES = late("(?:[一二三四]线|新一线|[大中小]{1,2}型?|热点|重点)城市(?=[一-鿿]{2})")
"""一线城市 | 新房和二手房: stands before the first member and is said of all."""
_REGION = late("(?:[东南西北华中]{2}|[东中西]部)地区")
_TOWN_AND_COUNTRY = {"城": "城镇", "乡": "农村"}


OF_WHOLE = re.compile(r"占(?:[^、,()]|\([^()]*\)){2,}的?(?:比重|比例|份额)$")
"""第二、第三产业 | 占地区生产总值的比重."""
_WHEN = re.compile("季度?$|月份?$|年$|日$")
"""Ends what says when: the numbers are of one subject at several times."""
_FIRST = re.compile("第[一二三四]")
_ORDINAL = late("第?[二三四](?P<of>[一-鿿]{1,4})")
_BEFORE_LIST = re.compile("^.*(?:依次[是为]|分别[是为]|[对向由在从,])")
