"""The words of masked text with their classes: listed ones, and verbs that no list has.

Closed classes (prepositions, adverbs, connectives …) and words with a role of their own are listed
in `tables/context_words.tsv`; for all others a dictionary tells whether they are verbs, nouns that
are verbs too, or neither. No list holds every verb: one that is not there shows by its place in
the clause and by its characters (`_unlisted`).
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

DATE, QUANTITY, NAME, PLACE = "\ue000", "\ue001", "\ue002", "\ue003"
"""Signs of the mask: private-use characters, which no article contains in earnest."""
NAMES = NAME + PLACE


class Token(NamedTuple):
    """A word in masked text."""

    start: int
    end: int
    word_class: str


class Lexicon(NamedTuple):
    """Words by class, and what an unlisted verb looks like."""

    classes: dict[str, str]
    lengths: dict[str, tuple[int, ...]]
    """The lengths to try, longest first, by the first two characters. A first character alone is
    a key where it is a word by itself."""
    singles: frozenset[str]
    """Characters that alone are verbs mostly: 种, 摘, 赚."""
    strong: frozenset[str]
    """Those of them that no noun of two ends in."""
    opens: frozenset[str]
    """Characters that verbs of two mostly begin with."""
    closes: frozenset[str]
    """Characters that verbs of two mostly end in."""
    nouns: frozenset[str]
    """Characters that nouns of two end in, and hardly any verb."""
    verbal: frozenset[str]
    """All that an unlisted verb may begin with."""
    firsts: frozenset[str]
    """All that a word may begin with."""
    acting: frozenset[str]
    """Adverbs that a verb follows, unlike words of time and extent."""
    describing: frozenset[str]
    """Verbs that say which ones are meant where a noun for people or bodies stands behind them."""
    described: frozenset[str]
    """Those nouns."""


@lru_cache(maxsize=4)
def read_table(name: str) -> dict[str, frozenset[str]]:
    """The words of each class of a table: class, words, reason."""
    text = files("ingest.facts").joinpath(f"tables/{name}").read_text("utf-8")
    words: dict[str, set[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            word_class, listed, _ = line.split("\t")
            words.setdefault(word_class, set()).update(listed.split())
    return {word_class: frozenset(listed) for word_class, listed in words.items()}


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, list[str]]:
    """The words of each class of the dictionary; `tables/SOURCES.md` tells how it was made."""
    data = files("ingest.facts").joinpath("tables/dictionary.tsv.xz").read_bytes()
    lines = lzma.decompress(data).decode("utf-8").splitlines()
    return {word_class: words.split() for word_class, words in (line.split("\t") for line in lines)}


_ORDER = {
    "shield": "shield",
    "manner": "manner",
    "nominal": "nominal",
    "connective": "connective",
    "circumstance": "adverb",
    "adverb": "adverb",
    "prep": "prep",
    "joint": "joint",
    "negation": "negation",
    "say": "say",
    "verb": "verb",
}
"""Class of the words of each class of the table; of a word in several the last one here holds."""
_SHORT = ("circumstance", "adverb", "prep", "joint")
_CLASSES = ("verb", "nominal", "shield")
"""Those of the dictionary."""


@lru_cache(maxsize=2)
def lexicon(whole: bool) -> Lexicon:
    """The words of the tables; without the dictionary if it is not to be the `whole`."""
    table = read_table("context_words.tsv")
    dictionary = _dictionary() if whole else {}
    classes: dict[str, str] = {}
    for name in _CLASSES:
        classes.update(dict.fromkeys(dictionary.get(name, ()), name))
    for table_class, name in _ORDER.items():
        classes.update(dict.fromkeys(table[table_class], name))
    for word in table["never"]:
        classes.pop(word, None)
    heads = read_table("measure_words.tsv")["head"]
    for head in heads:
        if len(head) > 2 or head not in classes:
            classes[head] = "shield"
    # A single character that is a word only outside compounds stays a preposition or adverb.
    for name in _SHORT:
        classes.update((word, _ORDER[name]) for word in table[name] if len(word) == 1)
    # Most words have two characters, which are their own head: no set is needed for these.
    tried: dict[str, tuple[int, ...]] = {word: (2, 1) for word in classes if len(word) == 2}
    lengths: dict[str, set[int]] = {}
    for word in classes:
        if len(word) != 2:
            lengths.setdefault(word[:2], set()).add(len(word))
    for head, some in lengths.items():
        if head in tried:
            some.add(2)
        if head[0] in classes:
            some.add(1)
        tried[head] = tuple(sorted(some, reverse=True))
    singles, opens, closes, nouns = (
        frozenset(dictionary.get(name, ())) for name in ("single", "opens", "closes", "nouns")
    )
    verbal = singles | opens | _BOUND | _MODALS if whole else frozenset()
    firsts = frozenset({head[0] for head in tried}) | verbal | _OF_DATE
    strong, acting = singles - nouns, table["adverb"]
    which = table["describing"], table["described"]
    return Lexicon(
        classes, tried, singles, strong, opens, closes, nouns, verbal, firsts, acting, *which
    )


def listed(text: str, start: int, end: int) -> Iterator[Token]:
    """The words of the lists alone, where names are not masked yet: 远航科技公司."""
    return tokens(text, start, end, whole=False)


def tokens(masked: str, start: int, end: int, whole: bool = True) -> Iterator[Token]:
    """The words of `masked[start:end]`, leftmost and longest, compounds left out."""
    known = lexicon(whole)
    classes, lengths, firsts = known.classes, known.lengths, known.firsts
    at = start
    acting = -1  # where an adverb ended, behind which a verb stands
    opening = start if masked[start - 1 : start] in _CLAUSE_HEADS else -1
    while at < end:
        char = masked[at]
        if char not in firsts:
            if char in _MASKS:  # a name is stepped over at once
                at = end - len(masked[at:end].lstrip(char))
                opening = at if char == DATE else opening
                continue
            at += 1
            if whole and masked[at : at + 1] == "了" and _is_done(masked, at, end, known):
                yield Token(at - 1, at + 1, "verb")
                at += 1
            continue
        for length in lengths.get(masked[at : at + 2]) or lengths.get(char, ()):
            word = masked[at : at + length]
            word_class = classes.get(word)
            if word_class is not None and at + length <= end:
                at += length
                if word_class == "nominal" and (
                    acting == at - length or (masked[at : at + 1] in _DONE and _done(masked, at))
                ):
                    word_class = "verb"  # 开发出, 调研了, 累计改造
                elif word_class == "shield" and masked.startswith("着", at) and length > 1:
                    word_class, at, length = "verb", at + 1, length + 1  # 标志着
                if word in known.describing and masked[at : at + 2] in known.described:
                    break  # 参保 | 人员: which ones they are
                if word_class != "shield" and not _in_noun(masked, at - length, at, word_class):
                    yield Token(at - length, at, word_class)
                if word in known.acting or word_class == "negation":
                    acting = at
                break
        else:
            length = 0
            if char in known.verbal:
                length = _unlisted(masked, at, end, acting == at, opening == at, known)
            if not length and whole and masked[at + 1 : at + 2] == "了":
                length = 2 * _is_done(masked, at + 1, end, known)
            if length:
                yield Token(at, at + length, "verb")
                at += length
                continue
            at += 1
            if opening == at - 1 and char in _OF_DATE:
                opening = at


_MASKS = frozenset((DATE, QUANTITY, NAME, PLACE))
_CLAUSE_HEADS = frozenset(("", *",;:。!?…\n“"))
_OF_DATE = frozenset("内间起来底末初前后")
"""Characters that belong to the date before them."""
_BOUND = frozenset("新实共增续复自代多少")
"""How something is done, as the first character of a verb: 新修, 实载, 代卖."""
_ADDED = frozenset("新多")
"""Before a whole verb: 新 | 提出, 多 | 投产."""
_MODALS = frozenset("可能会")
_COMPLEMENTS = frozenset("了着过起出到下上完成入回掉满往")
"""What stands behind a verb alone: 摘了, 搞起, 卖出."""
_DOING = ("verb", "nominal")
_HAPPENED = frozenset("已未曾仍再经")
"""Adverbs that say that something has been done, or not: no noun of two stands behind them."""
_NUMBERS = frozenset((QUANTITY, "一"))
_ASPECTS = frozenset("了着")


def _unlisted(masked: str, at: int, end: int, acting: bool, opening: bool, known: Lexicon) -> int:
    """Length of an unlisted verb that begins here; 0 if none does.

    摘了, 搞起           a verb of one character by what follows it
    种260亩, 实载63人    right before a number
    新修公路, 问询       at the head of a clause or behind a date
    已种葡萄             behind an adverb
    """
    room, first, second = end - at, masked[at], masked[at + 1 : at + 2]
    single = first in known.singles
    if single and second in _COMPLEMENTS:
        return min(room, 2) * (masked[at + 1 : at + 3] not in known.classes)  # 传 | 到位
    counts = masked[at + 2 : at + 3] == QUANTITY
    if room > 1 and masked[at + 2 : at + 3] in _ASPECTS and second not in known.nouns:
        return 2  # 镶嵌着
    if first in _ADDED and room > 2 and known.classes.get(masked[at + 1 : at + 3]) in _DOING:
        return 3
    verbal = second in known.closes and first in known.opens
    if first in _BOUND:
        verbal = second in known.closes or second in known.strong
    if room > 1 and counts and first in _MODALS and second in known.strong:
        return 2  # 可载30人
    if room > 1 and verbal and (counts or acting or opening):
        return 2
    if single and second in _NUMBERS:
        alone = acting or opening or _behind_noun(masked, at, known)
        return int(alone and first in known.strong)
    if counts and opening and room > 1 and (single or first in known.opens):
        return 2
    if counts and room > 1 and first in known.opens and masked[at - 1 : at] in _HAPPENED:
        return 2  # 已 | 复电 | 3万户
    if single and acting:
        return 2 if counts and room > 1 else 1
    return 0


def _is_done(masked: str, at: int, end: int, known: Lexicon) -> bool:
    """Whether the character before 了 is a verb that no list has: 圆 | 了 | 大学梦."""
    if not "一" <= masked[at - 1] <= "鿿" or at + 2 >= end or masked[at + 1] in "解望结如断":
        return False
    return masked[at - 2 : at] not in known.classes


def _done(masked: str, at: int) -> bool:
    """Whether what makes a noun a verb stands here: 开发 | 出."""
    after = masked[at : at + 1]
    return after in _ENDED or (after == "出" and masked[at + 1 : at + 2] not in _EXPORTED)


def _behind_noun(masked: str, at: int, known: Lexicon) -> bool:
    """Whether a noun or a name ends here, of which the next character is no part."""
    before = masked[at - 1 : at]
    if before in known.nouns:
        return masked[at - 1 : at + 1] not in known.classes
    return before in _NAMED


_NAMED = frozenset(NAMES)
_DONE = frozenset("了成各该这其出")
# A noun is not followed by 各类 or 该: 统筹各类资金.
_ENDED, _EXPORTED = frozenset("了成各该这其"), frozenset("口让售租版资")


def _in_noun(masked: str, start: int, end: int, word_class: str) -> bool:
    """Whether a verb is the first part of a noun: 覆盖 of 覆盖率, 收割 of 收割机."""
    if word_class != "verb" or end - start < 2:
        return False
    if start > 0 and masked[start - 1] in "该本此各某":
        return masked[max(0, start - 2) : start] not in _WHOLLY
    tail = masked[end : end + 2]
    return tail[:1] in _NOUN_TAILS or (tail[:1] in "机业" and tail not in _OTHER_WORDS)


_WHOLLY = ("基本", "原本", "根本")
_OTHER_WORDS = frozenset(("", "机场", "机构", "机组", "业务", "业绩", "业主", "业态", "业内"))
_NOUN_TAILS = frozenset("率者量额费价性值商")
