"""What organisations' names are made of: the tables, compiled into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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


_MANY = 48
"""From so many words on, one pattern for all of them is quicker than a search for each."""


def standing(text: str, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where words stand that an article itself has given: names, or what they end with."""
    if len(words) > _MANY:
        for match in re.finditer(any_of(words), text):
            yield match.start(), match[0]
        return
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, word
            at = text.find(word, at + len(word))


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
    "台电": tuple("平后前柜舞吧站阳一两三几多每这那数百千万亿套"),
    "北汽": tuple("湖河台东西华江"),
    "北大": tuple("河湖东西华台城向南"),
    "川大": ("四",),
    "厦大": tuple("大广"),
    "兰大": tuple("荷波芬乌格特"),
    "武大": tuple("威英"),
    "吉大": ("海",),
    "国科大": ("中",),
    "国办": tuple("回出归本我全他外各两"),
    "三星": tuple("二四五准超"),
    "空客": tuple("航太真天"),
    "力拓": tuple("大能努奋致开"),
    "中行": tuple("其途空水国党心集手家从期当台"),
    "京东": tuple("南北东"),
    "高通": tuple("提增最较更很新"),
    "蒙牛": ("内",),
    "圆通": ("方",),
    "工行": tuple("施开分员"),
    "农行": ("三",),
    "建行": tuple("修福"),
    "民主党": tuple("会由督工同义进宪立合新"),
    "工党": ("农",),
    "国大党": ("大",),
    "建设部": tuple("乡程目市路业础"),
    "人事部": tuple("司团院校行店厂的和力"),
    "监察部": ("检",),
    "健康报": ("大",),
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


@lru_cache(maxsize=1)
def _not_after() -> dict[str, list[tuple[str, str]]]:
    """Last character → ends of names, and what must not follow each, as a pattern: 局|面, 大学|生,
    公司|法."""
    ends: dict[str, list[tuple[str, str]]] = {}
    for end, behind in dict(_rows("organisation_ends.tsv")).items():
        ends.setdefault(end[-1], []).append((end, " ".join(behind)))
    return ends


def _behind(name: str) -> str:
    """What must not follow a name, as a pattern."""
    alike = _not_after().get(name[-1], ())
    return "|".join(after for tail, after in alike if name.endswith(tail))


@lru_cache(maxsize=1)
def suffixes() -> WordList:
    """Ends of names, where no other word swallows them."""
    return WordList(suffix_types(), _behind)


@lru_cache(maxsize=1)
def _breaks() -> tuple[re.Pattern[str], dict[str, list[tuple[str, bool]]]]:
    """The first characters of words that end a stretch or are kept in it; by the first two, the
    words and whether they are kept: these first, the longest first. One character leads to the
    words that have no other."""
    alike: dict[str, list[tuple[str, bool]]] = {}
    for key in ("keep", "break"):
        for word in sorted(word_classes()[key], key=lambda w: (-len(w), w)):
            alike.setdefault(word[0], []).append((word, key == "keep"))
    heads = {
        head: [(word, kept) for word, kept in words if head.startswith(word[:2])]
        for words in alike.values()
        for head in {word[:2] for word, _ in words}
    }
    return re.compile(f"[{''.join(map(re.escape, sorted(alike)))}]"), heads


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
        for word, kept in words.get(text[at : at + 2]) or words.get(match[0]) or ():
            if text.startswith(word, at, end):
                done = at + len(word)
                if not kept:
                    yield at, done
                break


@lru_cache(maxsize=1)
def _generic() -> WordList:
    return WordList(word_classes()["generic"])


@lru_cache(maxsize=512)
def common(words: str) -> bool:
    """Whether `words` are made of common modifiers only, the longest taken first."""
    at: int | None = 0
    while at is not None and at < len(words):
        at = _generic().end(words, at)
    return at is not None
