"""People told by what they do or what is done to them, and people in rows.

邹敬园以15.9分夺冠, 1比2不敌萨巴伦卡, 由张博恒、尤浩和孙炜组成的中国队, 胡歌、吴磊等主演. Reports of
sport and of films name most of their people so, without an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.named import Person
from ingest.facts.organisations.patterns import any_of
from ingest.facts.people.abroad import may_transcribe, transcribed
from ingest.facts.people.mentions import speaks
from ingest.facts.people.names import chinese
from ingest.facts.people.words import of, word_classes

_PRIZE = (
    "[^，。；,;\n]{0,22}?(?:冠军|亚军|季军|金牌|银牌|铜牌|奖牌|首金|冠、|大奖|奖项|影帝|影后|最佳|提名"
    "|第[一二三四五六七八]名)"
)
# What a person does at the head of a clause; never what a team or a place alone does.
_ADVERB = "(?:再次|还|也|则|均|又|虽|最终|全场|单节|半场|此役|本场|替补|独自|双双)*"
_LEAD = rf"{_ADVERB}(?:(?:凭借|在|从)[^，。,;\n]{{1,12}}?)?{_ADVERB}"
_SCORE = r"\d{1,3}(?:比|:|-)\d{1,3}"
_DEED = re.compile(
    rf"{_LEAD}(?:(?:获得|夺得|摘得|斩获|收获|赢得|拿下|获|摘下|捧得|夺下|分获|包揽){_PRIZE}"
    rf"|以[^，。；,;\n]{{1,14}}?(?:夺冠|战胜|击败|力克|不敌|负于|惜败|淘汰|摘|夺得|获得|排名|位列|晋级)"
    rf"|以{_SCORE}|打破[^，。,;]{{0,12}}纪录|刷新[^，。,;]{{0,12}}纪录|卫冕|夺冠|摘金|摘银|(?:双双)?晋级|出局"
    r"|(?:砍下|空砍|轰下|独得|得到|拿下|贡献|狂砍|豪取|交出|拿到|送出)(?:全[场队]最高(?:分)?的?)?"
    r"(?:\d{1,3}|[两三四五六七八九十]+)(?:\+\d+)?(?:分|个?篮板|次?助攻|记|次)"
    r"|\d{1,3}分(?=[，。,;\d]|$)|梅开二度|上演帽子戏法|头球|点球|单刀|补射|远射|抢射|凌空|推射|劲射|任意球|传球|传中"
    "|破门|扳回|替补登场|替补出场|首发|助攻|染红|饰演|扮演|出演|主演|执导|领衔|献唱|演唱|演奏|作曲|配音|挂帅|客串|执教|退役|复出|导演(?=[,，、。的])|编剧(?=[,，、。的])|监制|打入|卸任|接任|离任|辞任|上任|履新|升任|调任|感慨|感叹|哽咽|落泪|鞠躬"
    r"|点头|摇头|挥手|起身|转身|皱眉|坦言|回忆|直言|笑道|笑着|坦陈|自嘲|打趣)"
)
# What a team may do as well: before it only names of three characters count.
_MATCH = re.compile(
    rf"{_LEAD}(?:{_SCORE}|直落[两三四]局)?(?:轻松|逆转|力克|爆冷|艰难)?(?:战胜|击败|力克|不敌|负于|惜败|淘汰|险胜|完胜|横扫|对阵|迎战)"
)
# First characters of the two, to look no further in most places.
_FIRST = frozenset(
    "接卸离辞上履升调感哽落鞠点摇挥起转皱坦回笑自监导编再还也则均又虽最全单半此本替独双凭在从获夺摘斩收赢拿捧分包以打刷卫晋出砍空轰得贡狂豪交送梅上头点任传破扳首助染"
    "饰扮主执领献演作配挂客退复抢凌推劲补远战击力不负惜淘险完横对迎直轻逆爆艰罚0123456789"
)
# Behind these stands whom somebody beats, relies on, sends on or films.
_TO = re.compile(
    "(?:战胜|击败|力克|淘汰|不敌|负于|惜败|险胜|完胜|横扫|逆转|迎战|对阵|换[上下]|派上|签下|征召|依靠|凭借|助攻|接到?|击退|输给|爆冷负于)(?:了)?"
    "(?=[一-鿿]{2,5})"
)
_BEHIND_TO = re.compile(
    "[，。；,;\n、)）]|等人?|加强|出场|登场|的(?:点球|进球|头球|传球|助攻|传中|角球|任意球|妙传|直塞|一记|梅开|出色|发挥|绝杀)|(?:传球|传中|角球|妙传|直塞|后)|夺冠|晋级|$"
)
_CUE = re.compile(
    "(?:由|主演|出演|演员|主创|嘉宾|选手|组合|搭档|队员|球员|小将|老将|男单|女单|男双|女双|混双|演唱|携"
    "|以及|夫妇、|[，。；：,;:“”(（ \u3000\n])(?=[一-鿿]{2,4}[、/和与])"
)
"""Before the first name of a row, in a text that begins with a newline. Every alternative begins
with its own character, so that the search skips all other text."""
_PLAY = re.compile("等?(?:人|演员)?(?:共同|联合|领衔)?(主演|出演|参演)")
_AFTER = re.compile(
    "的(?:进球|头球|破门|传球|出色)|等|组合|组成|领衔|主演|出演|共同|双双|携手|联手|联袂|分别|先后|[^一-鿿]|$"
)
_ATTEND = re.compile(
    "等?(?:人|演员|嘉宾|明星)?(?:的|共同|一同|悉数|均|也|一起)?(?:出席|亮相|到场|助阵|加盟|献唱|登台|同台|现身)"
)
_GOALS = re.compile("的(?:进球|头球|破门|传球)")
_FORM = re.compile("组成的?([一-鿿]{2,8}?队)?")
_CAST = re.compile("[(（]([一-鿿]{2,4}) ?饰[)）]")
# Surnames that are particles: 由大鹏执导
_PARTICLES = frozenset("由和来都向应时从经以对代回任当被让给")
_NO_NAME = frozenset("赛队会城区族届员手方人军奖片剧团组")
_JOINT = frozenset("、/和与及")
_LAST = frozenset("和与及")


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    """Where a clause begins with what may be a name, in a text that begins with a newline."""
    firsts = {name[0] for name in word_classes()["surname"]} | set(word_classes()["translit"][0])
    # [^一-田甲-皃皅-鿿·・•a-z] is [^一-鿿·・•a-z] or 的 or 由
    return re.compile(f"[^一-田甲-皃皅-鿿·・•a-z]([{''.join(sorted(firsts))}])(?=[一-鿿])")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(word_classes()["word"])


@lru_cache(maxsize=1)
def _weak() -> frozenset[str]:
    return frozenset((*word_classes()["rare"], *word_classes()["word"]))


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(word_classes()['behind'])})(?:[，,。：:]|[一-鿿])")


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
    runs, behind = may_transcribe(), _behind()
    offices = {word[0] for word in of("behind")}
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
    for match in _CAST.finditer(text):
        if plausible(match[1]):
            yield Person(match.start(1), match.end(1), match[1], "演员", rule="deed")


_SCORES = re.compile(
    r"(?:再次|还|也|则)?(?:(?:砍下|空砍|轰下|独得|得到|贡献|狂砍|交出)\d{1,3}(?:\+\d+)?(?:分|个?篮板|次?助攻)"
    "|梅开二度|上演帽子戏法|扳平|进球|破门|首开纪录|建功|绝杀|追平|头球|罚进|罚丢|主罚|单刀|补射|远射|抢射|凌空|替补(?:登场|出场)|推射|劲射|爆射)"
)


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
        if (
            sure
            or (told and len(items) >= 2 and (long or told[0]))
            or (len(match[0]) > 1 and len(items) > 1)
        ):
            role, team = told or (None, None)
            for a, b in items:
                yield Person(a, b, text[a:b], role, team, rule="row")


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
    play = _PLAY.match(text, end)
    if play:
        return play[1], None
    if text.startswith("组合", end):
        return None, None
    form = _FORM.match(text, end)
    if form:
        return None, form[1]
    return (None, None) if _DEED.match(text, end) or _GOALS.match(text, end) else None
