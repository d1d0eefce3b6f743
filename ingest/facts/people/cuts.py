"""Where a name ends that may have one given character or two, by what stands behind each."""

from __future__ import annotations

from collections.abc import Callable

from ingest.facts.people.endings import acts, closes, deeds, does, firm, follows, speaks, strictly
from ingest.facts.people.given import likelihood, rare_given
from ingest.facts.people.words import everyday, is_word, of, word_classes
from ingest.facts.words import lexicon

NEAR = 4000
"""How many characters back an earlier mention of a name is looked for."""
# What follows a two-character name far more often than it ends a longer one.
_NEXT_WORD = frozenset("和与同在将作也及等向对于被把由从为率任用出发开举致访抵赴签")


_VERBAL = frozenset("举发开致签")
"""Of these what names end in, where it begins no word."""


def surely(text: str, at: int) -> bool:
    """Whether a name of two characters ends here whose surname is a word: before more than a single
    character, or a verb that the dictionary has."""
    return firm(text, at) or (acts(text, at) and not acts(text, at + 1))


def _works(text: str, at: int) -> bool:
    """Whether a noun that is a verb too begins here, no part of a longer one: 周彦|组织我市专家."""
    nominal = lexicon(True).classes.get(text[at : at + 2]) == "nominal"
    return nominal and text[at + 2 : at + 3] not in "部长处科员会者局室"


def odd_given(text: str, at: int, given: int, first: bool) -> bool:
    """The same of what stands behind an office and before a mark, or, where already the first
    character of the given name is one of these, before what follows a name: 李从海|家中."""
    name = text[at : given + 2]
    likely = likelihood(name) >= _LIKELY
    plain = given == at + 1 and len(name) == 3 and (likely or text[at] not in of("rare"))
    ends = firm(text, at + 3) or ((first or likely) and follows(text, at + 3))
    whole = plain and ends and not follows(text, at + 2)
    return whole and rare_given(name)


_ALONE = frozenset("坦村楼校权")
"""Of what hardly ever is a given name the characters that now and then are one alone."""


def odd_alone(text: str, at: int, end: int) -> bool:
    """Whether a name ends behind such a character behind an office: 副州长吴坦|等, but 坦言."""
    if text[end - 1 : end] not in _ALONE:
        return False
    ends = firm(text, end) or text.startswith(("等", "在"), end) or acts(text, end)
    plain = end == at + 2 and text[at] not in of("rare") and not is_word(text[at:end])
    return plain and ends and not is_word(text[end - 1 : end + 1])


def ends_short(
    text: str, at: int, end: int, behind: Callable[[str, int], bool], titled: bool
) -> bool:
    """Whether a given name of one character ends where no second one can stand."""
    word = text[at : at + 2] in of("word")
    deed = titled and not word and (deeds().end(text, end) is not None or _works(text, end))
    if text[at : at + 2] not in everyday() and (behind(text, end) or deed):
        return True
    # 书记高峰说: behind an office a word may be a name that speaks
    return titled and not word and speaks(text, end)


_LIKELY = 2
"""From this likelihood on characters are believed to be a name although one of them is odd."""


def _goes_by_likelihood(text: str, at: int, end: int) -> bool:
    """Whether three characters behind an office are a name by themselves: the given name is likely,
    and no word begins or ends inside."""
    inside = is_word(text[at + 1 : end]) or is_word(text[end - 1 : end + 1])
    return end - at == 3 and not inside and likelihood(text[at:end]) > 0


def undecided(
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
        narrow = strictly if text[at:given] in of("particle") else surely
    if narrow(text, short) and not common:
        return short
    if titled and text[at : at + 2] not in of("word") and speaks(text, short):
        return short
    plain = titled and behind is follows and not rare and not common
    if plain and closes(text, long + 1) and is_word(text[short : long + 1]):
        return short  # 刘洋|记录。
    if titled and rare and not common and _goes_by_likelihood(text, at, long):
        return long  # 马思璐|吃得很香
    if not titled or behind is not follows or rare or common:
        return None
    return _by_unknown(text, at, short, long)


def _by_unknown(text: str, at: int, short: int, long: int) -> int:
    """End of a name before an unknown word: four names of five have three characters."""
    if text[short] in _VERBAL and does(text, long) and not is_word(text[short : short + 2]):
        return long  # 郑帅举|鼓励
    if deeds().end(text, short) is not None or text[short] in _NEXT_WORD:
        return short  # 陈辉|颁发
    if acts(text, short) and not acts(text, long):
        return short  # 汪洋|上门
    near, far = max(at - NEAR, 0), at + NEAR
    often = text.count(text[at:short], near, far) > text.count(text[at:long], near, far)
    return short if often else long


def because(text: str, at: int) -> bool:
    """Whether 因 behind two characters gives the reason: 行长赵欢|因, but 侯赛因."""
    return text[at + 2 : at + 3] == "因" and not frozenset(
        word_classes()["translit"][0]
    ).issuperset(text[at : at + 2])
