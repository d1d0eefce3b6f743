"""People told by what they do or what is done to them, and people in rows.

邹敬园以15.9分夺冠, 1比2不敌萨巴伦卡, 由张博恒、尤浩和孙炜组成的中国队, 胡歌、吴磊等主演. Reports of
sport and of films name most of their people so, without an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late, matches
from ingest.facts.named import Person
from ingest.facts.organisations.patterns import any_of
from ingest.facts.people.abroad import may_transcribe, transcribed
from ingest.facts.people.mentions import speaks
from ingest.facts.people.names import chinese
from ingest.facts.people.words import deed_words, of, surname_firsts, word_classes


def _any(*classes: str) -> str:
    """A pattern of the words of some classes of `tables/deed_words.tsv`."""
    return f"(?:{any_of(word for one in classes for word in deed_words()[one])})"


_AND_SO_MANY = "等(?:[0-9]{1,3}|[两三四五六七八九十]{1,3})(?:人|名(?=[一-鿿]{2}))"
"""王刚、李伟|等5人."""
_SO_MANY = late(_AND_SO_MANY)
_LEAD = rf"{_any('adverb')}*(?:{_any('by')}[^，。,;\n]{{1,12}}?)?{_any('adverb')}*"
_SCORE = r"\d{1,3}(?:比|:|-)\d{1,3}"
_POINTS = (
    rf"{_any('score')}(?:全[场队]最高(?:分)?的?)?"
    r"(?:\d{1,3}|[两三四五六七八九十]+)(?:\+\d+)?(?:分|个?篮板|次?助攻|记|次)"
)
# What a person does at the head of a clause; never what a team or a place alone does.
_DEED = re.compile(
    rf"{_LEAD}(?:{_any('win')}[^，。；,;\n]{{0,22}}?(?:{_any('prize')}|第[一二三四五六七八]名)"
    rf"|{_any('win')}(?=[，。,;]成绩)|以[^，。；,;\n]{{1,14}}?{_any('with')}|以{_SCORE}"
    rf"|(?:打破|刷新)[^，。,;]{{0,12}}纪录|{_POINTS}|\d{{1,3}}分(?=[，。,;\d]|$)"
    rf"|{_any('alone')}|{_any('office')}(?=[,，、。的])|{_AND_SO_MANY})"
)
_MATCH = late(rf"{_LEAD}(?:{_SCORE}|直落[两三四]局)?{_any('manner')}?{_any('beat')}")


_FIRST = frozenset("以打刷直等0123456789").union(
    word[0]
    for one in ("adverb", "by", "win", "score", "alone", "office", "manner", "beat", "lone_score")
    for word in deed_words()[one]
)
"""First characters of deeds, to look no further in most places."""
# Behind these stands whom somebody beats, relies on, sends on or films.
_TO = re.compile(rf"{_any('to')}了?(?=[一-鿿]{{2,5}})")
_BEHIND_TO = late(rf"[，。；,;\n、)）]|{_any('behind_to')}|的{_any('his')}|$")
_CUE = re.compile(
    rf"(?:(?P<many>{_any('row_of_many')})|{_any('row_before')}|[，。；：,;:“”(（ \u3000\n])"
    "(?=[一-鿿]{2,4}[、/和与])"
)
"""Before the first name of a row, in a text that begins with a newline."""
_PLAY = re.compile(f"等?(?:人|演员)?(?:共同|联合|领衔)?({_any('play')})")
_LEADERS = late("等(?:在家的)?([省市州县区镇乡校院局]领导)")
_AFTER = late(rf"的(?:进球|头球|破门|传球|出色)|{_any('row_behind')}|[^一-鿿]|$")
_ATTEND = re.compile(f"等?(?:人|演员|嘉宾|明星)?(?:的|共同|一同|悉数|均|也|一起)?{_any('attend')}")
_GOALS = re.compile("的(?:进球|头球|破门|传球)")
_FORM = late("组成的?([一-鿿]{2,8}?队)?")
_CAST = late("[(（]([一-鿿]{2,4}) ?饰[)）]")
# 由大鹏执导
_PARTICLES = frozenset(deed_words()["particle"])
_NO_NAME = frozenset(deed_words()["no_name"])
_JOINT = frozenset("、/和与及")
_LAST = frozenset("和与及")


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    """Where a clause begins with what may be a name, in a text that begins with a newline."""
    firsts = surname_firsts() | set(word_classes()["translit"][0])
    # [^一-田甲-皃皅-鿿·・•a-z] is [^一-鿿·・•a-z] or 的 or 由
    return re.compile(f"[^一-田甲-皃皅-鿿·・•a-z]([{''.join(sorted(firsts))}])(?=[一-鿿])")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(word_classes()["word"])


@lru_cache(maxsize=1)
def _weak() -> frozenset[str]:
    return frozenset((*word_classes()["rare"], *word_classes()["word"]))


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    """First characters of the offices behind a name."""
    return frozenset(word[0] for word in of("behind"))


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(word_classes()['behind'])})(?:[，,。：:]|[一-鿿])")


@lru_cache(maxsize=512)
def plausible(name: str) -> bool:
    """Whether the characters are a Chinese name and no common word."""
    fits = chinese(name, 0) == len(name) and name[:2] not in _weak() and name not in _weak()
    return fits and name[0] not in _weak()


def _does(text: str, start: int, end: int) -> bool:
    """Whether the characters are a name and a deed follows that people do."""
    name, long = text[start:end], end - start == 3
    deed = _DEED.match(text, end) is not None
    if not deed and not (long and _MATCH.match(text, end)):
        return False
    if plausible(name):
        return True
    # 易建联, 马龙: surnames that are words, in names of three characters only
    fits = long and chinese(name, 0) == 3 and name[:2] not in _words()
    return deed and fits and name[0] not in _PARTICLES and name[-1] not in _NO_NAME


def by_deed(text: str) -> Iterator[Person]:
    """Names at the head of a clause, directly before a deed; and those it is done to."""
    runs, behind, offices = may_transcribe(), _behind(), _offices()
    for match in _head().finditer("\n" + text):
        start = match.start()
        start += text[start] == "由"  # 由|张艺鸣导演
        for end in (start + 3, start + 2, start + 4):
            if text[end : end + 1] in _FIRST and _does(text, start, end):
                yield Person(start, end, text[start:end], rule="deed")
                break
        else:
            if text[start + 1 : start + 2] in runs:
                yield from _foreign_deed(text, start)
            end = start + 3
            office = text[end : end + 1] in offices and behind.match(text, end)
            if text.startswith("分局", end - 1):
                continue  # 竹东|分局长
            told = office or (text[start - 1 : start] == "的" and speaks(text, end))
            if told and plausible(text[start:end]):
                # 孔大山|导演坦言, 拿下15分的王小媛|赛后表示
                yield Person(start, end, text[start:end], rule="deed")
    for match in _TO.finditer(text):
        start = match.end()
        for end in (start + 3, start + 2):
            if plausible(text[start:end]) and _BEHIND_TO.match(text, end):
                yield Person(start, end, text[start:end], rule="deed")
                break
    for match in matches(_CAST, text, "饰"):
        if plausible(match[1]):
            yield Person(match.start(1), match.end(1), match[1], "演员", rule="deed")


_SCORES = late(rf"(?:再次|还|也|则)?(?:{_POINTS}|{_any('lone_score')})")


def _foreign_deed(text: str, start: int) -> Iterator[Person]:
    """库里空砍37分: a transcribed name without a dot before what one player alone does."""
    match = transcribed().match(text, start)
    if match is None:
        return
    for end in range(match.end(), start + 1, -1):
        if text[end : end + 1] in _FIRST and _SCORES.match(text, end):
            yield Person(start, end, text[start:end], rule="deed", foreign=True)
            return


def rows(text: str) -> Iterator[Person]:
    """Names in rows: three and more, or two that a cue shows to be people."""
    done = 0
    for match in _CUE.finditer("\n" + text):
        start = match.end() - 1
        if start < done:
            continue
        items, end = _row(text, start)
        done = max(done, end)
        told = _told(text, end)
        firm = [b - a for a, b in items if plausible(text[a:b])]
        if 2 * len(firm) < len(items):
            continue
        long = sum(length > 2 for length in firm)
        sure = len(items) >= 3 and long >= 2
        sure = sure or (len(items) == len(firm) > 1 and _SO_MANY.match(text, end) is not None)
        if match["many"] and not (sure and 3 * len(firm) >= 2 * len(items)):
            continue
        if (
            sure
            or (told and len(items) >= 2 and (long or told[0]))
            or (len(match[0]) > 1 and len(items) > 1)
        ):
            role, team = told or (None, None)
            for a, b in items:
                yield Person(a, b, text[a:b], role, team, rule="row")


@lru_cache(maxsize=512)
def _named(name: str) -> bool:
    """Whether the characters may be a name, its surname a word perhaps."""
    return chinese(name, 0) == len(name) and name[:2] not in _words() and name not in _words()


def _row(text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """The names of a row that begins at an offset, and its end; none where an item is no name."""
    items: list[tuple[int, int]] = []
    at += text[at : at + 1] == "由"  # ，由|邵琪、李伯颜出战
    while True:
        end = next(
            (
                e
                for e in (at + 3, at + 2, at + 4)
                if text[e : e + 1] in _JOINT and _named(text[at:e])
            ),
            None,
        )
        if end is None or (items and text[at - 1] in _LAST):
            ends = (e for e in (at + 3, at + 2) if _closes(text, e) and _named(text[at:e]))
            last = next(ends, None) or chinese(text, at)
            if last is None or not _named(text[at:last]):
                return ([], at) if len(items) < 3 or text[at - 1] in _LAST else (items, at)
            return [*items, (at, last)], last
        items.append((at, end))
        at = end + 1


def _closes(text: str, at: int) -> bool:
    """Whether a row of names may end at an offset."""
    if _AFTER.match(text, at):
        return True
    return text[at : at + 1] in _FIRST and _DEED.match(text, at) is not None


def _told(text: str, end: int) -> tuple[str | None, str | None] | None:
    """What the words behind a row say of its people: role and team."""
    if _ATTEND.match(text, end):
        return None, None
    leads = _LEADERS.match(text, end)
    if leads:
        return leads[1], None
    play = _PLAY.match(text, end)
    if play:
        return play[1], None
    if text.startswith("组合", end):
        return None, None
    form = _FORM.match(text, end)
    if form:
        return None, form[1]
    return (None, None) if _DEED.match(text, end) or _GOALS.match(text, end) else None
