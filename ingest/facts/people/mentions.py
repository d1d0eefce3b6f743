"""People who are named without an office before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late, matches
from ingest.facts.named import Person
from ingest.facts.organisations.patterns import any_of, standing
from ingest.facts.people.abroad import transcribed, trimmed
from ingest.facts.people.becoming import becomes, comes_to_be
from ingest.facts.people.beside import looks
from ingest.facts.people.dots import MIDDLE, begun, dotted_end
from ingest.facts.people.endings import follows
from ingest.facts.people.given import likelihood, may_be
from ingest.facts.people.names import chinese
from ingest.facts.people.words import is_word, of, surname_firsts, title_ends, word_classes
from ingest.facts.word_lists import EndingList

_FOREIGN_NAME = late(f"[一-鿿][{MIDDLE}][一-鿿]")
_PLACE_OR_PRIZE = late(
    "(?:国际)?(?:机场|广场|大街|大道|体育场|大桥|博物馆|奖|杯|[”」]?(?:级|号|型))"
)
_CLOSED = late("[一-鿿]{0,4}[”》」\\]】]")
_POLITE = re.compile("(?:先生|女士|小姐|师傅|大爷|大妈|大叔|大姐|大哥|阿姨|奶奶)")
# What somebody is who is known by the surname alone
_CALLING = re.compile("(?:律师|医生|老师|警官|教授|法官)")
# 老王|笑着说: who is called by the surname among those who know him
_FAMILIAR = late(
    "(?:[^一-鿿]|(?<=[一-鿿])的)([老小][王李张刘陈杨赵黄周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔白崔毛邱秦江史顾侯邵孟段雷钱汤尹易武乔贺赖龚])"
)
# 毕业的|小陈|还稍显稚嫩，她告诉记者
_AS_HE = late("[一-鿿]{2,12}[,，][他她](?!们)")
_AGED = late("岁的(?=[一-鿿])")
_REMARK = re.compile(
    r"\((?:化名|[左右中前后](?=[一二三四五六七八九\d)、,排起侧左右间])|男|女|现已|已|音|均|另案|\d{2}岁|图)"
)
_BRACKET = late(r"\((?<=[一-鿿].)[^()\n]{1,40}(?=\))")
_NEAR = 2000
"""How many characters around a name another mention of it is looked for."""


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    """Where a clause begins with what may be a surname."""
    firsts = "".join(sorted(surname_firsts()))
    return re.compile(f"[^一-鿿]([{firsts}])(?=[一-鿿])")


_ON_OCCASION = (
    "(?:赛后|会后|日前|近日|今天|昨天)?在(?:赛后|会上|会后|新闻|记者会|接受|回[答应]|谈[到及起]|提[到及起]|致辞|发言|讲话"
    "|采访|受访|演讲)[^，,。：:；“”「」\\n]{0,16}?"
)
"""在接受采访时, 在赛后发布会上: what may stand between a speaker and the verb."""


@lru_cache(maxsize=1)
def _speaks() -> re.Pattern[str]:
    """A verb of saying that a name governs."""
    verbs = any_of(word_classes()["speech"])
    return re.compile(
        "(?:还|也|则|曾|又|均|都|对记者|向记者|告诉|随后|接着|最后|赛后|会后|事后|当天|今天|昨天"
        "|这样|如是|如此|[笑哭]着|含泪|哽咽着|坦然|[一-鿿]{2}地"
        f"|{_ON_OCCASION})?"
        f"(?:(?:{verbs})到?[，:,“「：。]|指[，,]|(?:尴尬|笑着)?回[“「]|告诉[^，,。]{{1,10}}[,，:：])"
    )


def speaks(text: str, at: int) -> bool:
    """Whether what stands at an offset says that somebody speaks."""
    return _speaks().match(text, at) is not None


def heads(text: str) -> Iterator[Person]:
    """Names at the head of a clause: of who speaks, polite ones, and those that come again."""
    starts = [match.start(1) for match in _head().finditer("\n" + text)]
    for start in (at - 1 for at in starts):
        polite = _POLITE.match(text, start + 1)
        if polite:
            yield Person(start, polite.end(), text[start : polite.end()], rule="polite")
            continue
        calling = _CALLING.match(text, start + 1)
        if calling and _is_surname(text, start) and follows(text, calling.end()):
            name = text[start : calling.end()]  # 马律师|高兴地说
            yield Person(start, calling.end(), name, calling[0], rule="polite")
            continue
        end = chinese(text, start) or _behind_speech(text, start) or comes_to_be(text, start)
        if end is None:
            continue
        name = text[start:end]
        if name[1:] in of("title") or name[1:] in _NO_GIVEN or _is_other(name):
            continue
        if speaks(text, end):
            yield Person(start, end, name, rule="speaker")
        elif _shows(text, name, start) or becomes(text, name, end):
            yield Person(start, end, name, rule="heading")
    yield from _told_of(text)
    for match in _FAMILIAR.finditer("\n" + text):
        start, end = match.start(1) - 1, match.end(1) - 1
        if speaks(text, end) or _HUMAN.match(text, end) or _AS_HE.match(text, end):
            yield Person(start, end, match[1], rule="polite")
    for match in matches(_AGED, text, "岁的"):
        end = chinese(text, match.end())
        if end:
            yield Person(match.end(), end, text[match.end() : end], rule="heading")


def _behind_speech(text: str, start: int) -> int | None:
    """End of a name of three characters between what was said and the verb, where few given names
    hold one of them: “…”王根楼|介绍."""
    end = start + 3
    spoken = text[start - 1 : start] in ("”", "」") and speaks(text, end)
    return end if spoken and may_be(text[start:end]) else None


def _told_of(text: str) -> Iterator[Person]:
    """Speakers of whom it is first told what they did: 打入一球的韦世豪."""
    for match in _after_de().finditer(text):
        start, end = match.span(1)
        short = match[1][:2]
        if likelihood(short) > 0 and looks(short) and speaks(text, end - 1):
            end -= 1  # 招聘部的|胡伟|介绍
        name = text[start:end]
        no_name = is_word(name[:2]) or is_word(name) or name[1:] in of("title") or _is_other(name)
        if not no_name and looks(name, rare=True) and speaks(text, end):
            yield Person(start, end, name, rule="speaker")


@lru_cache(maxsize=1)
def _after_de() -> re.Pattern[str]:
    firsts = "".join(sorted(surname_firsts() - of("particle")))
    return re.compile(f"的([{firsts}][一-鿿]{{2}})(?=[一-鿿])")


_NO_GIVEN = frozenset("总再又则仍还续")
"""Alone behind a surname at the head of a clause: 卓|再答 calls somebody by the surname."""


def _is_surname(text: str, at: int) -> bool:
    """Whether the character before a calling is a surname and counts nobody: 3位|老师."""
    counts = text[at] in "位名" or text[at - 1 : at].isdigit()
    return not counts and text[at] not in of("particle")


_PROVINCES = frozenset("京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔滇陕甘青桂藏宁新蒙港澳台")


def _is_other(name: str) -> bool:
    """Whether what looks like a name is something else: 乌|军方称, 车主|反问, 信函|中称, 苏浙沪."""
    group = of("group") & {name, name[1:], name[:2]}
    word = len(name) == 3 and is_word(name[:2]) and (name[2] in _WHERE or is_word(name))
    return bool(group) or word or _PROVINCES.issuperset(name)


_WHERE = frozenset("中上里内外时后前间下处有子")
# Last characters of buildings, roads and divisions: 储气库, 秦桥站.
_BUILT = frozenset("库站厂馆桥楼寺庙路街区村镇县坝沟湾岭")


# What a person does, behind a name of two characters.
_HUMAN = late(
    "(?:说|表示|介绍|告诉|坦言|回忆|带领|带着|来到|回到|负责|担任|坚守|渴望|他们|她们|一家|老人|毕业|出生|从小|主动"
    "|参与了|参与研制|拿|笑|哭|的?(?:妻子|丈夫|父亲|母亲|儿子|女儿|家人|同事|团队|手中|手里|眼里)"
    "|受贿|贪污|被判|获刑|受审|上诉|落马|的?(?:代理人|辩护人|辩护律师)"
    "|[和与](?:队友|队员|战友|同事|丈夫|妻子|家人|父亲|母亲|[她他]))"
)


def _shows(text: str, name: str, start: int) -> bool:
    """Whether a name at the head of a clause is one: no other word, and it stands there again."""
    if not looks(name) or name[-1] in _BUILT:
        return False
    near = text[max(start - _NEAR, 0) : start + _NEAR]
    if len(name) == 3:
        across = is_word(text[start + 2 : start + 4]) or is_word(text[start + 2 : start + 5])
        # 洪濑派|出所, 台风“贝碧嘉”
        return near.count(name) > 1 and not across and f"“{name}”" not in near
    ends = [at + len(name) for at, _ in standing(near, [name])]
    alike = len({near[end : end + 1] for end in ends}) == 1
    human = any(_HUMAN.match(near, end) for end in ends)
    return len(ends) > 2 and human and not alike and f"“{name}”" not in near


@lru_cache(maxsize=1)
def _polite() -> re.Pattern[str]:
    firsts = set(word_classes()["surname"]) - of("particle")
    return re.compile(f"([{''.join(sorted(n for n in firsts if len(n) == 1))}])(?:先生|女士)")


@lru_cache(maxsize=1)
def _before_polite() -> EndingList:
    classes = word_classes()
    kin = ("妻", "夫", "子", "女", "父", "母")
    homes = ("村", "镇", "乡", "社区", "小区", "街道", "家园")
    words = (*classes["title"], *classes["kin"], *kin, *homes)
    return EndingList((*words, *"的和与及对由向给让被把同在名为、"))


@lru_cache(maxsize=1)
def _kinds() -> EndingList:
    """What customers, passengers and the like are called, who are named with an honour alone."""
    return EndingList(word for word in word_classes()["group"] if word.endswith(_SOMEBODY))


_SOMEBODY = ("客", "户", "者", "员", "生", "民", "友", "迷", "工")


def polite(text: str) -> Iterator[Person]:
    """李先生, 王女士 inside a clause: behind who they are, or a word that ends before a name."""
    if "先生" not in text and "女士" not in text:
        return
    for match in _polite().finditer(text):
        start = match.start()
        who = _kinds().start(text, max(start - 8, 0), start)
        if who is not None:  # 顾客|王女士
            yield Person(start, match.end(), match[0], text[who:start], rule="polite")
        elif (
            _before_polite().start(text, max(start - 8, 0), start) is not None
            or _speaks().match(text, match.end()) is not None  # 经营户|朱女士表示
        ):
            yield Person(start, match.end(), match[0], rule="polite")


def remarked(text: str) -> Iterator[Person]:
    """唐瑞（化名）, 黄雷（县公安局副局长）: names before a remark or an office in brackets."""
    for match in matches(_BRACKET, text, "("):
        office = title_ends().start(text, max(match.end() - 8, 0), match.end()) is not None
        if not office and _REMARK.match(text, match.start()) is None:
            continue
        for length in (3, 2):
            start = match.start() - length
            crossed = start > 0 and is_word(text[start - 1 : start + 1])  # 平|安健康(好医生)
            if start >= 0 and not crossed and chinese(text, start) == match.start():
                yield Person(start, match.start(), text[start : match.start()], rule="remark")
                break


def dotted(text: str) -> Iterator[Person]:
    """Transcribed names with a dot, wherever they stand."""
    at = 0
    if not any(dot in text for dot in MIDDLE):
        return
    for match in _FOREIGN_NAME.finditer(text):
        if match.start() < at:
            continue
        start = begun(text, match.start())
        end = dotted_end(text, start) if start is not None else None
        if start is None or end is None or end < match.end() or _heading(text, start, end):
            continue
        at = end = trimmed(text, start, end)
        yield Person(start, end, text[start:end], rule="dotted", foreign=True)


def _heading(text: str, start: int, end: int) -> bool:
    """Whether what has a dot is the name of a thing in marks, or words joined by dots:
    “爱达·魔都号”, 节日·七夕节."""
    before = text[start - 1 : start]
    if _PLACE_OR_PRIZE.match(text, end):
        return True
    marked = before in ("“", "《", "「", "[", "【") and _CLOSED.match(text, end) is not None
    return marked or before in (*MIDDLE,) or (text[start + 1] in MIDDLE and "一" <= before <= "鿿")


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    return re.compile(any_of(word_classes()["known"]))


def known(text: str) -> Iterator[Person]:
    """People whom the press names without an office; 巴赫|穆特 is another name."""
    for match in _known().finditer(text):
        run = transcribed().match(text, match.start())
        if run and run.end() > match.end() and not follows(text, match.end()):
            continue
        yield Person(match.start(), match.end(), match[0], rule="known")
