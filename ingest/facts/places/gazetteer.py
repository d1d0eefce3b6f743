"""The names of places, and where they stand in a text, before anything is decided about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.places.divisions import Division, register
from ingest.facts.words import lexicon as lexicon_of_words
from ingest.script import fold


@dataclass(frozen=True)
class Foreign:
    """A country, or a city or region abroad."""

    name: str
    country: str
    iso: str
    level: str
    """`country`, `city` or `region`; `prefecture` for a city or county of Taiwan."""


@dataclass(frozen=True)
class Name:
    """What a string may stand for."""

    text: str
    full: tuple[Division, ...] = ()
    """Divisions of which it is the full name, over all years."""
    short: tuple[Division, ...] = ()
    """Divisions of which it is a shorter form."""
    foreign: Foreign | None = None
    zone: str | None = None
    """Code of the division above a functional zone of national rank."""


class Hit(NamedTuple):
    """A name at a place in the text."""

    start: int
    end: int
    name: Name


# What must not follow: 上海市场 is no 上海市, 安居区域 no 安居区, 北京路 no 北京.
_AFTER_FULL = {
    "市": re.compile("[场值价井]|民(?![政族委办间营用航俗宗盟革建进兵主])"),
    "区": re.compile("[域间别块划段位]|分(?!别)"),
    "省": late("会(?![同理昌宁东泽][县市])|[级道]"),
    "县": re.compile("[域]"),
    "州": re.compile("[际]"),
}
_AFTER_SHORT = re.compile(
    "[东西南北中]?[一二三四五六七八九]?路(?![线径人程演网况透过])|街(?![头道区坊景市])|大[道街]|舰(?![队载船艇只员])|胡同|先令|卢比|比索|克朗|里亚尔|第纳尔|雷亚尔|兰特|奈拉|林吉特|[·・]|[一二三四五六七八九十]路"
)
# Behind a short foreign name these go on with somebody's name: 埃马纽埃尔, 马里奥.
_TRANSCRIBED = frozenset("尔斯克夫姆恩森顿诺娃耶维蒂莉丝茨奇奥")
# Surnames that are no words, at the head of a clause: with a short name behind they are a person.
_SURNAME_BEFORE = re.compile(
    "(?:^|[^一-鿿])[王李张刘陈杨赵黄吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜"
    "戴夏钟汪姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龚庞樊殷施陶翟颜倪]$"
)
# 建设大道义乌商品城: an address elsewhere
_ROADS = ("道", "路", "街", "号")
_MARKET = re.compile("(?:小|国际)?商[品贸]城|大厦|广场|酒楼|菜馆")
_OPENS = late(
    "(?:^|[^一-鿿]|[在于到从和与及由对是为的赴至向自驻抵离往湾区中岛]|[今昨当明]天|造成|重创|侵袭|影响)$"
)
"""Before a name that begins with 台: no word ends in that character."""
_STAGES = re.compile(
    "[舞视讲平阳柜站后前灶烽展擂露看月炮灯礼镜吧电阅登转亭楼观戏主窗领拍工跳全炉墩岩总播象文塔井凉晒书琴球奖颁吊]$"
)
"""What begins a word that ends in 台."""
_LISTING = ("、", "和", "与")
_WIRED = re.compile(r"(?:\d{1,2}月)?\d{1,2}日电")
_MARKS = frozenset("“「『‘")
_KOREAS, _TURNS = ("南韩", "北韩"), tuple("东西")
_DAY = late("(?:(?<![如现当至])今|昨|当|明|每|[前后]两?)$")
"""Before 天, which is a word with it."""
_VESSEL = late("号[”」』’]")
"""“伊春号”: a ship or a train with a name of its own."""
_JAPAN_BEFORE = late(r"[\d近今昨明后即当次同节假生]$")
_DIGIT_NAMES = {"日本": late("[报次届市省轮月周台网]")}


def _table(name: str) -> list[list[str]]:
    text = files("ingest.facts").joinpath(f"tables/{name}").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@lru_cache(maxsize=1)
def word_classes() -> dict[str, frozenset[str]]:
    """The classes of `tables/place_words.tsv`."""
    return {row[0]: frozenset(row[1].split()) for row in _table("place_words.tsv")}


@lru_cache(maxsize=1)
def of_taiwan() -> tuple[str, ...]:
    """The cities and counties of Taiwan, as the press calls them."""
    return tuple(name for _, shorts in _table("taiwan.tsv") for name in shorts.split())


@lru_cache(maxsize=1)
def counties_of_taiwan() -> tuple[str, ...]:
    """The cities and counties of Taiwan in full."""
    return tuple(name for name, _ in _table("taiwan.tsv"))


def _foreign() -> Iterator[Foreign]:
    for iso, names, cities in _table("countries.tsv"):
        country = names.split()[0]
        for name in names.split():
            yield Foreign(fold(name), country, iso, "country")
        for city in cities.split():
            yield Foreign(
                city.rstrip("*"), country, iso, "region" if city.endswith("*") else "city"
            )


@lru_cache(maxsize=1)
def lexicon() -> dict[str, tuple[Name, ...]]:
    """All names, by their first two characters, the longest first."""
    divisions = register()
    names: dict[str, Name] = {}
    for text, rows in divisions.by_name.items():
        names[text] = Name(text, full=tuple(rows))
    for text, rows in divisions.by_stem.items():
        known = names.get(text, Name(text))
        names[text] = Name(text, full=known.full, short=tuple(rows))
    for foreign in _foreign():
        if foreign.name not in names:
            names[foreign.name] = Name(foreign.name, foreign=foreign)
    for full, shorts in _table("taiwan.tsv"):
        for text in (full, *shorts.split()):
            names[text] = Name(text, foreign=Foreign(full, "台湾省", "", "prefecture"))
    for text, code in _table("zones.tsv"):
        names[text] = Name(text, zone=code)
    for text in word_classes()["word"]:
        names[text] = Name(text)
    heads: dict[str, list[Name]] = {}
    for text in sorted(names):
        heads.setdefault(text[:2], []).append(names[text])
    return {head: tuple(sorted(found, key=lambda n: -len(n.text))) for head, found in heads.items()}


def _stands(text: str, name: Name, start: int) -> bool:
    """Whether the characters around it allow the name."""
    end = start + len(name.text)
    if text[start - 1 : start] in ("·", "・") and not name.full:
        return False
    if name.full:
        after = _AFTER_FULL.get(name.text[-1])
        return not (after and after.match(text, end))
    if name.text[0] == "台" and _is_stage(text, name, start):
        return False
    if name.text in _KOREAS and text[start - 1 : start] in _TURNS:
        return False  # 西南|韩城
    if text[start - 1 : start] in _MARKS and _VESSEL.match(text, end):
        return False
    if name.foreign:
        after = _AFTER_FULL.get(name.text[-1])
        if after and after.match(text, end):
            return False
    if name.text in _DIGIT_NAMES:
        cut = _JAPAN_BEFORE.search(text, max(start - 1, 0), start)
        return not (cut or _DIGIT_NAMES[name.text].match(text, end))
    if name.foreign and len(name.text) == 2 and text[end : end + 1] in _TRANSCRIBED:
        return False
    if len(name.text) == 2 and _SURNAME_BEFORE.search(text, max(start - 2, 0), start):
        # 孔海南 at the head of a clause
        return False
    if text[start - 1 : start] in _ROADS and _MARKET.match(text, end):
        return False
    if name.text[0] == "天" and len(name.text) == 2 and _DAY.search(text, max(start - 3, 0), start):
        return False  # 今天|台湾有雨, but 如今|天津
    if len(name.text) == 2 and (
        _is_cut_out(text, start) or (not _is_province(name) and _overlaps(text, start))
    ):
        return False
    if name.text[0] in "湖河江山海" and name.text[1:] in _SIDES and _is_side(text, start, end):
        return False
    if name.text[-1] == "地" and text.startswith("区", end):
        return False  # 黄淮海|地区
    return not _AFTER_SHORT.match(text, end)


def _is_stage(text: str, name: Name, start: int) -> bool:
    """舞台|北侧, 电视台|中午; but 把台北市, 记者某某台北4日电, 造成|台州、温州受灾."""
    if _OPENS.search(text, max(start - 2, 0), start):
        return False
    end = start + len(name.text)
    listed = text[end : end + 1] in _LISTING
    whole = len(name.text) > 2 or name.text == "台湾" or _WIRED.match(text, end) or listed
    return not whole or _STAGES.search(text, max(start - 1, 0), start) is not None


_OF_THE_CITY = ("市委", "市政府", "我市", "全市")
_OFTEN = 3
"""How often a doubtful name stands at least in an article that speaks of its city."""


@lru_cache(maxsize=16)
def is_at_home(text: str, name: str) -> bool:
    """Whether an article that speaks of its city has the doubtful name of one again and again,
    that is no word: 市委书记某某说，黄冈…."""
    if name not in word_classes()["no_word"]:
        return False
    return text.count(name) >= _OFTEN and any(word in text for word in _OF_THE_CITY)


_SIDES = frozenset("东西南北")
_SIDE_OF = re.compile("[岸麓坡缘畔滨端翼]|侧(?![重面记])|部(?![分门队署长委])")


def _is_side(text: str, start: int, end: int) -> bool:
    """西湖|北岸, 太行山|西麓: the side of a lake, a river or a mountain."""
    return _SIDE_OF.match(text, end) is not None and "一" <= text[start - 1 : start] <= "鿿"


_OF_STATE = frozenset("企有家资内外际产道债营税网")


def _is_cut_out(text: str, start: int) -> bool:
    """Whether two words that meet make a name of two characters: 均|衡水|平, 西|南非|洲."""
    words = lexicon_of_words(True).classes
    before = text[start - 1 : start + 1]
    if before == "其中" and text[start + 1] == "国" and text[start + 2 : start + 3] in _OF_STATE:
        return True  # 其中|国企
    return before in words and before != "从中" and text[start + 1 : start + 3] in words


def _is_province(name: Name) -> bool:
    """云南|山区 is more often said than 南山区 behind another word."""
    return bool(name.short) and name.short[0].level == "province"


def _overlaps(text: str, start: int) -> bool:
    """Whether a full name begins with the second of two characters: 从|江门市."""
    return any(
        name.full and len(name.text) > 2 and text.startswith(name.text, start + 1)
        for name in lexicon().get(text[start + 1 : start + 3], ())
    )


def hits(text: str, starts: Iterable[int]) -> Iterator[Hit]:
    """Names in folded text, the longest from the left, without overlap; `starts` is where the
    first two characters of some stand."""
    names = lexicon()
    at = 0
    for start in starts:
        if start < at:
            continue
        for name in names[text[start : start + 2]]:
            if text.startswith(name.text, start) and _stands(text, name, start):
                at = start + len(name.text)
                yield Hit(start, at, name)
                break
