"""What organisations' names are made of: the tables, compiled into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from ingest.facts.word_lists import WordList
from ingest.script import fold


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first.

    Grouped by first character, so that the engine tries few branches at each place.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(head)}(?:{'|'.join(t)})" for head, t in sorted(groups.items()))


def _rows(name: str) -> list[tuple[str, list[str]]]:
    text = fold(files("ingest.facts").joinpath(f"tables/{name}").read_text("utf-8"))
    pairs = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return [(key, words.split()) for key, words in pairs]


@lru_cache(maxsize=1)
def word_classes() -> dict[str, tuple[str, ...]]:
    """The classes of `tables/organisation_words.tsv`."""
    return {key: tuple(words) for key, words in _rows("organisation_words.tsv")}


@lru_cache(maxsize=1)
def known() -> dict[str, tuple[str, str]]:
    """Names of organisations that need no suffix: name → (full name, type)."""
    names: dict[str, tuple[str, str]] = {}
    for kind, words in _rows("organisations.tsv"):
        for word in words:
            name, _, full = word.partition("=")
            names[name] = (full or name, kind)
    return names


# 越共|中央政治局, 人民革命|党中央: what makes a known name that of another body.
_NOT_BEFORE = {
    "中央政治局": ("党", "共"),
    "中央军委": ("党", "越共"),
    "党中央": ("劳动", "革命", "共产", "民主", "主义", "国民", "进步", "人民"),
}


@lru_cache(maxsize=1)
def known_words() -> WordList:
    """Known names, where no other word swallows them."""
    return WordList(known(), _barred)


def _barred(name: str) -> str:
    """What must not follow a known name, or stand before it: then it is another body's."""
    if name == "华为":
        # 任命张建|华为|最高人民法院副院长
        return "[最省市县国第主副中委部局厅全该]"
    others = [f"(?<={other}{name})" for other in _NOT_BEFORE.get(name, ())]
    return "|".join([*others, *filter(None, [_behind(name)])])


@lru_cache(maxsize=1)
def suffix_types() -> dict[str, tuple[str, bool]]:
    """Suffix → (type of organisation, whether it is strong)."""
    types: dict[str, tuple[str, bool]] = {}
    for key, words in word_classes().items():
        strength, _, kind = key.partition(":")
        if kind:
            for word in words:
                types.setdefault(word, (kind, strength == "strong"))
    stems = word_classes()["stem"]
    for stem in stems:
        for tail in ("局", "厅", "委"):
            types.setdefault(stem + tail, ("government", True))
    return types


# What may not follow a suffix: 局面, 部分, 大学生, 公司法, 政府性, 中心思想, 学院派, 集团军 ...
_NOT_AFTER = {
    "部": "[门分队署长落位级件委]",
    "局": "[面限部势长中地]",
    "厅": "[堂长]",
    "委": "[员托派屈任内会]",
    "署": "[名长]",
    "司": "[长机法令空徒仪令库]",
    "处": "[于理长在分罚置境女方所暑]",
    "大学": "[生城]",
    "大队": "[长员]",
    "支队": "[长员]",
    "总队": "[长员]",
    "救援队": "[长员伍]",
    "服务队": "[长员]",
    "医院": "[区]",
    "最高法": "[院]",
    "央视": "[频]",
    "系": "[统列数的着友]",
    "女排": "[联超锦赛]",
    "男排": "[联超锦赛]",
    "女篮": "[联超锦赛]",
    "男篮": "[联超锦赛]",
    "女足": "[联超锦赛]",
    "男足": "[联超锦赛]",
    "中": "[全国央心间等级高低年期外小学医药西部华东南文英美韩日俄法德欧非亚一-十锋场卫队原]",
    "附中": "[间]",
    "中学": "[生位]",
    "小学": "[生]",
    "学院": "[派]",
    "公司": "[法制化债]",
    "政府": "[性军债间采工]",
    "中心": "[思位地城区点化线组任词]",
    "集团": "[军化军式内]",
    "学会": "[了]",
    "空军": "[基一]",
    "海军": "[基]",
    "学校": "[里]",
    "人大": "[代会]",
    "银行": "[业卡账存股]",
    "航空": "[公母器业城港航运领产发枢兵工强武炸客货物装事科学体技油煤安集展军服]"
    "|[员史救线摄影飞护俱爱文模乘燃]",
    "证券": "[市投法业]",
    "控股": "[股权子]",
    "协会": "[章]",
    "商会": "[议]",
    "国会": "[员议晤谈见堂场期]",
    "政协": "[委]",
    "联盟": "[赛]",
    "工会": "[会]",
    "时报": "[告]",
    "总会": "[有]",
    "法院": "[判]",
    "常委会": "[议]",
}


def _behind(name: str) -> str:
    """What must not follow a name, as a pattern."""
    return "|".join(after for tail, after in _NOT_AFTER.items() if name.endswith(tail))


@lru_cache(maxsize=1)
def suffixes() -> WordList:
    """Ends of names, where no other word swallows them."""
    return WordList(suffix_types(), _behind)


@lru_cache(maxsize=1)
def _breaks() -> tuple[re.Pattern[str], dict[str, list[tuple[str, bool]]]]:
    """The first characters of words that end a stretch or are kept in it; by them, the words and
    whether they are kept: these first, the longest first."""
    heads: dict[str, list[tuple[str, bool]]] = {}
    for key in ("keep", "break"):
        for word in sorted(word_classes()[key], key=lambda w: (-len(w), w)):
            heads.setdefault(word[0], []).append((word, key == "keep"))
    return re.compile(f"[{''.join(map(re.escape, heads))}]"), heads


def breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the words of a stretch that end what stands before a name; 经济 is none, though 经
    is."""
    first, words = _breaks()
    done = start
    # One pattern of five hundred branches would try them all wherever one may begin.
    for match in first.finditer(text, start, end):
        at = match.start()
        if at < done:
            continue
        for word, kept in words[match[0]]:
            if text.startswith(word, at, end):
                done = at + len(word)
                if not kept:
                    yield at, done
                break


@lru_cache(maxsize=1)
def _generic() -> WordList:
    return WordList(word_classes()["generic"])


def common(words: str) -> bool:
    """Whether `words` are made of common modifiers only, the longest taken first."""
    at: int | None = 0
    while at is not None and at < len(words):
        at = _generic().end(words, at)
    return at is not None
