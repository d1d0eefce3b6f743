"""How Chinese names look, whole and with a part kept back."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.people import cuts
from ingest.facts.people.endings import (
    across,
    acts,
    closes,
    deeds,
    does,
    firm,
    follows,
    says,
    speaks,
    strictly,
)
from ingest.facts.people.given import ends_given, given_last, likelihood, rare_given
from ingest.facts.people.peoples import end_of
from ingest.facts.people.words import everyday, given_not, is_word, of, word_classes
from ingest.facts.word_lists import WordList
from ingest.facts.words import lexicon

_AND = frozenset("和与")
_ADVERBS = frozenset("则曾")
"""Before a mark these are no adverbs but the end of a name."""
_COUNTERS = frozenset("某甲乙丙丁")


@lru_cache(maxsize=1)
def _surnames() -> WordList:
    return WordList(word_classes()["surname"])


@lru_cache(maxsize=1)
def _soft() -> frozenset[str]:
    return frozenset("".join(word_classes()["given_soft"]))


def _withheld(text: str, at: int) -> int:
    """End of a name that keeps back what follows the surname and 某: 李某, 李某某, 郭某刚."""
    if text[at : at + 1] in _COUNTERS:
        return at + 1
    if deeds().end(text, at) is not None or says(text, at):
        return at
    given = "一" <= text[at : at + 1] <= "鿿" and not follows(text, at)
    ends = follows(text, at + 1) or deeds().end(text, at + 1) is not None
    return at + 1 if given and ends else at


def _ends_so(text: str, at: int, end: int) -> bool:
    """Whether 和 or 与 is the last character of a name: nothing that it may join stands behind."""
    closed = closes(text, end) and (text[end - 1] == "和" or not text.startswith("、", end))
    closed = closed or text.startswith(("先生", "女士", "同志", "院士", "教授"), end)
    return (closed or speaks(text, end)) and text[at : at + 2] not in everyday()


def _behind(text: str, at: int, surname: str, titled: bool) -> Callable[[str, int], bool]:
    """What has to stand behind a name that begins so."""
    if text[at : at + 2] in of("word"):
        if titled and ends_given(text[at : at + 3]):
            return strictly if is_word(text[at + 1 : at + 3]) else cuts.surely  # 高大伟|获得
        return speaks
    if surname not in of("particle" if titled else "rare"):
        return follows
    return firm if titled and surname in of("particle_borne") else strictly


_AT = ("上", "中", "期", "时")
_LIKELY = 2
_NOBODYS = frozenset(("大家", "我们", "他们", "她们", "记者", "群众", "村民", "学生"))


def _again(text: str, at: int, given: int) -> int | None:
    """End of a name whose surname is a particle, where the article has it again: 平雨华|对…"""
    near, far = max(at - cuts.NEAR, 0), at + cuts.NEAR
    for end, least in ((given + 2, 2), (given + 1, 3)):
        name = text[at:end]
        whole = all("一" <= char <= "鿿" for char in name) and not is_word(name)
        if (
            whole
            and follows(text, end)
            and rare_given(name)
            and text.count(name, near, far) >= least
        ):
            return end
    return None


def _whole(text: str, at: int, given: int) -> bool:
    """Whether three characters behind an office that begin with a particle end as names do, before
    a single character that follows names: 楼继伟|将."""
    name = text[at : given + 2]
    plain = name[-1] in given_last() and not is_word(name[:2]) and not is_word(name[1:])
    return plain and rare_given(name) and follows(text, given + 2) and not acts(text, given)


_RIVER = late(
    "长江(?:航|流域|水利|经济带|中下?游|下游|上游|委|大学|干|口|文|生态|保护|禁|海|证券|电力|日报)"
)
_ASPECTS = ("了", "着", "过")
_NEVER_GIVEN = frozenset("的了着过吗呢吧")
"""Particles: no given name ends in one. 湖南省长|沙市的 was read as a governor."""


_REPORTS = late("[一-鿿]{2}报道")
"""Behind a reporter's name: 李莎|北京报道, 张岚|综合报道."""


def chinese(text: str, at: int, titled: bool = False) -> int | None:
    """End of a Chinese name that begins at `at`, or None.

    A surname that is an everyday word first, or a beginning that is a word, needs punctuation or
    a verb of saying behind the name; `titled`, behind an office, that holds for particles alone.
    """
    peoples = end_of(text, at)
    if peoples:
        return peoples
    given = _surnames().end(text, at)
    if given is None:
        return None
    behind = _behind(text, at, text[at:given], titled)
    if titled and _no_holder(text, at, given):
        return None
    sure = _behind_office(text, at, given, behind) if titled else None
    sure = sure or (_before_others(text, at, given) if titled else None)
    if sure:
        return sure
    one = text[given : given + 1]
    if one == "某":
        return _withheld(text, given + 1)
    goes_on = _goes_on(text, at, given)
    if titled and one in _soft() and behind is follows and _may_end(text, given + 1):
        return _behind_soft(text, given, goes_on)
    bad = given_not()
    odd = titled and (one in bad or text[given + 1 : given + 2] in bad)
    if odd and cuts.odd_given(text, at, given, one in bad):
        return given + 2
    if odd and cuts.odd_alone(text, at, given + 1):
        return given + 1
    if not one or not "一" <= one <= "鿿" or one in bad or _is_deed(text, at, given):
        return None
    end = _by_second(text, at, given, behind, titled)
    if end:
        return end
    if titled and _two_surnames(text, at, given):
        return at + 4
    if text[given + 1 : given + 2] in _AND or not goes_on:
        return given + 1 if cuts.ends_short(text, at, given + 1, behind, titled) else None
    return _by_next_word(text, at, given, behind, titled)


def _two_surnames(text: str, at: int, given: int) -> bool:
    """Whether two surnames stand before a given name of two: 立委周陈秀霞及, 经理唐曹甲子介绍."""
    end, second = at + 4, text[at + 1 : at + 2]
    if given != at + 1 or second not in of("surname") or second in of("particle"):
        return False
    if follows(text, at + 2) or follows(text, at + 3) or not follows(text, end):
        return False
    name = text[at + 1 : end]
    whole = all("一" <= char <= "鿿" for char in name)
    whole = whole and not is_word(name[:2]) and not is_word(name[1:])
    return whole and likelihood(name) > 2 and text[at] not in of("rare")


def _no_holder(text: str, at: int, given: int) -> bool:
    """Whether no name stands behind an office: 局长向|大家|介绍, 丰台区|长辛店街道, 交通运输部|长江
    航务管理局."""
    if text[given : given + 2] in _NOBODYS or text.startswith("母亲", at):
        return True
    where = text[at] == "于" and text[given + 2 : given + 3] in _AT
    if where and (text[given + 2] in "上时" or likelihood(text[at : given + 2]) < _LIKELY):
        return not is_word(text[given + 2 : given + 4])  # 会长于|典礼|上, but 于海洋|上任
    if (
        text[at] == "于"
        and text[given + 2 : given + 3] == "时"
        and is_word(text[given : given + 2])
    ):
        return True  # 议员于|发言|时
    if text[at] == "任" and any(text[given : given + n] in of("title") for n in (2, 3, 4)):
        return True  # 由某某任|总经理
    return text.find("街道", given, given + 3) >= 0 or _RIVER.match(text, at - 1) is not None


def _behind_office(
    text: str, at: int, given: int, behind: Callable[[str, int], bool]
) -> int | None:
    """End of a name behind an office whose surname is a word, by what the article tells."""
    if behind not in (strictly, firm):
        return None
    whole = behind is firm and given + 2 <= len(text) and _whole(text, at, given)
    return _again(text, at, given) or (given + 2 if whole else None)


# 县长王国干|等出席
_ROW = 40
"""How far back the others of a row stand: 曾刚、…首席经济学家温彬|均认为."""
_AND_OTHERS = late("等(?=[人\\d]|领导|一行|出席|参加|参与|陪同|到场|表态|表示|先后|分别)")


def _before_others(text: str, at: int, given: int) -> int | None:
    """End of a name behind an office that begins like a word, before 等 and what several do."""
    end = given + 2
    if given != at + 1 or text[at : at + 2] not in of("word") or not _AND_OTHERS.match(text, end):
        return None
    whole = all("一" <= char <= "鿿" for char in text[at:end])
    inside = is_word(text[at:end]) or is_word(text[given:end]) or text[at] in of("particle")
    return end if whole and not inside and given_not().isdisjoint(text[given:end]) else None


def _goes_on(text: str, at: int, given: int) -> bool:
    """Whether a second character may belong to the given name."""
    two, long = text[given + 1 : given + 2], given + 2
    if two in _ADVERBS and text[long : long + 1] in ("，", ",", "。", "、"):
        return True  # 林政则|，一向
    all_of_them = text[at - 1 : at] in _AND or (
        text.rfind("、", max(at - _ROW, 0), at) > 0 and speaks(text, long)
    )
    if two == "均" and all_of_them and not closes(text, long):
        return False  # 某某和甘超|均远射
    goes_on = "一" <= two <= "鿿" and two not in given_not() and not cuts.because(text, at)
    return goes_on and not (two == "以" and text[long : long + 1].isdigit())  # 赵丹|以2分04秒


def _may_end(text: str, at: int) -> bool:
    """Whether the character at an offset may be the last of a name."""
    return "一" <= text[at : at + 1] <= "鿿" and text[at] not in _NEVER_GIVEN


def _behind_soft(text: str, given: int, goes_on: bool) -> int | None:
    """End of a name like 薛其坤: with a character that few given names hold, never before what
    does not follow a name."""
    short, long = given + 1, given + 2
    if says(text, short) and not says(text, long):
        return short  # 刘科|同时
    return long if (follows if goes_on else firm)(text, long) else None


def _by_second(
    text: str, at: int, given: int, behind: Callable[[str, int], bool], titled: bool
) -> int | None:
    """End of a name whose second given character may be the first of what stands behind it."""
    short, long = given + 1, given + 2
    two = text[short : short + 1]
    if two in _AND and behind is follows and _ends_so(text, at, long):
        return long  # 周忠和|说
    if not titled:
        return None
    if two == "发" and behind is follows and (says(text, long) or text[long : long + 1] == "很"):
        return long  # 李桂发|表示, 李桂发|来到: no 发表, no 发来
    if two == "来" and behind is follows and does(text, long):
        return short if text.startswith(word_classes()["visit"], long) else long
    if two == "任":
        role = long + text.startswith("副", long)
        if any(text[role : role + n] in of("title") for n in (2, 3, 4)):
            return short  # 宁国|任副组长
    return None


def _by_next_word(
    text: str, at: int, given: int, behind: Callable[[str, int], bool], titled: bool
) -> int | None:
    """End of a name that may have one given character or two, by the word behind it."""
    short, long = given + 1, given + 2
    if titled and (_REPORTS.match(text, short) or text.startswith(("针对", "用“"), short)):
        return short
    plain = text[at : at + 2] not in everyday()
    if not plain and text[short] in "子们":
        return None  # 钱袋|子
    if plain:
        if behind in (follows, firm) and says(text, short):
            return short
        if titled and text[long : long + 1] == "着" and behind is follows:
            return short  # 杨华|顺着
        may_end = titled and behind is follows and text[at:given] not in of("rare")
        may_end = may_end and not text.startswith("关于", long)  # 李晓|清关, but 李晓清|关于
        if may_end and (
            across(text, short) or (acts(text, short) and text[long + 1 : long + 2] in _ASPECTS)
        ):
            return short  # 乔丹|购买, 盛原|演奏了
    if behind(text, long) and (plain or (firm(text, long) and not acts(text, short))):
        return long  # but 关切|询问
    return cuts.undecided(text, at, given, behind, titled)


def _is_deed(text: str, at: int, given: int) -> bool:
    """村民双|增收, 群众齐|上阵: an adverb, and what is done; or an adverb with 地: 高兴地."""
    rest = text[given : given + 2]
    if rest[1:] == "地" and text[at : at + 2] in everyday():
        return True
    if text[at:given] not in word_classes()["adverb"]:
        return False
    done = lexicon(True).classes.get(rest)
    return done == "verb" or (done == "nominal" and rest[-1] not in given_last())
