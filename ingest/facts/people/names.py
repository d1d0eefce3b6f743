"""How Chinese names look, whole and with a part kept back."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ingest.facts.late import late
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
from ingest.facts.people.peoples import end_of
from ingest.facts.people.words import everyday, given_not, is_word, of, word_classes
from ingest.facts.word_lists import WordList
from ingest.facts.words import lexicon

_NEAR = 4000
"""How many characters back an earlier mention of a name is looked for."""
_AND = frozenset("和与")
# What follows a two-character name far more often than it ends a longer one.
_NEXT_WORD = frozenset("和与同在将作也及等向对于被把由从为率任出发开举致访抵赴签")
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


def _ends_given(text: str, at: int) -> bool:
    """Whether three characters before a mark end as names do: 毛利|文."""
    last = text[at + 2 : at + 3]
    return bool(last) and last in _given_last() and not is_word(text[at : at + 3])


@lru_cache(maxsize=1)
def _given_last() -> frozenset[str]:
    return frozenset("".join(word_classes()["given_last"]))


def _behind(text: str, at: int, surname: str, titled: bool) -> Callable[[str, int], bool]:
    """What has to stand behind a name that begins so."""
    if text[at : at + 2] in of("word"):
        if titled and _ends_given(text, at):
            return strictly if is_word(text[at + 1 : at + 3]) else _surely  # 高大伟|获得
        return speaks
    if surname not in of("particle" if titled else "rare"):
        return follows
    return firm if titled and surname in of("particle_borne") else strictly


def _surely(text: str, at: int) -> bool:
    """Whether a name of two characters ends here whose surname is a word: before more than a single
    character, or a verb that the dictionary has."""
    return firm(text, at) or (acts(text, at) and not acts(text, at + 1))


_NOBODYS = frozenset(("大家", "我们", "他们", "她们", "记者", "群众", "村民", "学生"))


def _again(text: str, at: int, given: int) -> int | None:
    """End of a name whose surname is a particle, where the article has it again: 平雨华|对…"""
    near, far = max(at - _NEAR, 0), at + _NEAR
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
    plain = name[-1] in _given_last() and not is_word(name[:2]) and not is_word(name[1:])
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
    if titled and text[given : given + 2] in _NOBODYS:
        return None  # 局长向|大家|介绍
    if titled and (text.find("街道", given, given + 3) >= 0 or _RIVER.match(text, at - 1)):
        return None  # 丰台区|长辛店街道, 交通运输部|长江航务管理局
    if titled and behind in (strictly, firm):
        again = _again(text, at, given)
        if again:
            return again
        if behind is firm and _whole(text, at, given):
            return given + 2
    bad = given_not()
    one, two = text[given : given + 1], text[given + 1 : given + 2]
    short, long = given + 1, given + 2
    if one == "某":
        return _withheld(text, short)
    goes_on = "一" <= two <= "鿿" and two not in bad and not _because(text, at)
    goes_on = goes_on and not (two == "以" and text[long : long + 1].isdigit())  # 赵丹|以2分04秒
    may_end = "一" <= two <= "鿿" and two not in _NEVER_GIVEN
    if titled and one in _soft() and may_end and behind is follows:
        # 薛其坤: a character that few given names hold, never before what does not follow a name
        ends = follows if goes_on else firm
        if says(text, short) and not says(text, long):
            return short  # 刘科|同时
        return long if ends(text, long) else None
    if titled and (one in bad or two in bad) and _rare_given(text, at, given, one in bad):
        return long
    if not one or not "一" <= one <= "鿿" or one in bad or _is_deed(text, at, given):
        return None
    if (
        two == "发"
        and titled
        and behind is follows
        and (says(text, long) or text[long : long + 1] == "很")
    ):
        return long  # 李桂发|表示, 李桂发|来到: no 发表, no 发来
    if two == "来" and titled and behind is follows and does(text, long):
        return short if text.startswith(word_classes()["visit"], long) else long
    if two in _AND and behind is follows and _ends_so(text, at, long):
        return long  # 周忠和|说
    if two == "任" and titled and any(text[long : long + n] in of("title") for n in (2, 3, 4)):
        return short  # 宁国|任组长
    if two in _AND or not goes_on:
        return short if _short(text, at, short, behind, titled) else None
    if titled and (_REPORTS.match(text, short) or text.startswith("针对", short)):
        return short
    if text[at : at + 2] not in everyday():
        if behind in (follows, firm) and says(text, short):
            return short
        plain = titled and behind is follows and text[at:given] not in of("rare")
        plain = plain and not text.startswith("关于", long)  # 李晓|清关, but 李晓清|关于
        if plain and (
            across(text, short) or (acts(text, short) and text[long + 1 : long + 2] in _ASPECTS)
        ):
            return short  # 乔丹|购买, 盛原|演奏了
    plain = text[at : at + 2] not in everyday()
    if behind(text, long) and (plain or (firm(text, long) and not acts(text, short))):
        return long  # but 关切|询问
    return _undecided(text, at, given, behind, titled)


_NEVER_ODD = frozenset("的了着过吗呢吧们个这那些么哪谁是在和与被把将及或等也都就又还很并且但")


def rare_given(name: str) -> bool:
    """Whether three characters may be a name although few given names hold one of them, as
    郑庆委 and 高从堦: none of them a particle, no two of them a word."""
    odd = set(name[1:]) & _NEVER_ODD
    return not odd and name[-1] not in "长员" and not is_word(name[:2]) and not is_word(name[1:])


def _is_deed(text: str, at: int, given: int) -> bool:
    """村民双|增收, 群众齐|上阵: an adverb, and what is done; or an adverb with 地: 高兴地."""
    rest = text[given : given + 2]
    if rest[1:] == "地" and text[at : at + 2] in everyday():
        return True
    if text[at:given] not in word_classes()["adverb"]:
        return False
    done = lexicon(True).classes.get(rest)
    return done == "verb" or (done == "nominal" and rest[-1] not in _given_last())


def _because(text: str, at: int) -> bool:
    """Whether 因 behind two characters gives the reason: 行长赵欢|因, but 侯赛因."""
    return text[at + 2 : at + 3] == "因" and not frozenset(
        word_classes()["translit"][0]
    ).issuperset(text[at : at + 2])


def may_be(name: str) -> bool:
    """Whether two or three characters may be a name where one has to stand: 王科, 程权."""
    plain = 2 <= len(name) <= 3 and name[0] in of("surname") and name[0] not in of("particle")
    return plain and not is_word(name) and (len(name) == 2 or rare_given(name))


@lru_cache(maxsize=2048)
def unlisted(name: str) -> bool:
    """Whether two or three characters may be a name, where only a name can stand, although no list
    has its surname: 帖军, 逯阳."""
    if not 2 <= len(name) <= 3 or not all("一" <= char <= "鿿" for char in name):
        return False
    if name[-1] == "地":
        return False  # 欣慰地|说
    words = is_word(name) or is_word(name[:2]) or is_word(name[1:]) or name in of("title")
    return not words and given_not().isdisjoint(name) and _NEVER_ODD.isdisjoint(name)


def _rare_given(text: str, at: int, given: int, first: bool) -> bool:
    """The same of what stands behind an office and before a mark, or, where already the first
    character of the given name is one of these, before what follows a name: 李从海|家中."""
    name = text[at : given + 2]
    plain = given == at + 1 and text[at] not in of("rare") and len(name) == 3
    ends = firm(text, at + 3) or (first and follows(text, at + 3))
    whole = plain and ends and not follows(text, at + 2)
    return whole and rare_given(name)


def _short(text: str, at: int, end: int, behind: Callable[[str, int], bool], titled: bool) -> bool:
    """Whether a given name of one character ends where no second one can stand."""
    word = text[at : at + 2] in of("word")
    deed = titled and not word and deeds().end(text, end) is not None
    if text[at : at + 2] not in everyday() and (behind(text, end) or deed):
        return True
    # 书记高峰说: behind an office a word may be a name that speaks
    return titled and not word and speaks(text, end)


def _undecided(
    text: str, at: int, given: int, behind: Callable[[str, int], bool], titled: bool
) -> int | None:
    """End of a name whose given name has one or two characters: nothing behind the second one
    shows that it ends there."""
    short, long = given + 1, given + 2
    common = text[at : at + 2] in everyday()
    rare = text[at:given] in of("rare")
    if titled and behind is follows and text[short] in of("follow_given"):
        return long  # 姚长|胜: a character that names hold more often than it follows one
    if (
        titled
        and rare
        and behind is follows
        and not common
        and does(text, long)
        and not acts(text, short)
    ):
        return long  # 马晓东|发来, 温岭山|全面
    narrow = behind
    if titled and rare:
        narrow = strictly if text[at:given] in of("particle") else _surely
    if narrow(text, short) and not common:
        return short
    if titled and text[at : at + 2] not in of("word") and speaks(text, short):
        return short
    if not titled or behind is not follows or rare or common:
        return None
    # an unknown word behind: four names of five have three characters
    if deeds().end(text, short) is not None or text[short] in _NEXT_WORD:
        return short  # 陈辉|颁发
    if acts(text, short) and not acts(text, long):
        return short  # 汪洋|上门
    near, far = max(at - _NEAR, 0), at + _NEAR
    often = text.count(text[at:short], near, far) > text.count(text[at:long], near, far)
    return short if often else long
