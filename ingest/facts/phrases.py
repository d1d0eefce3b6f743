"""Where a noun phrase ends, told by the classes of words.

Closed classes (prepositions, adverbs, connectives …) and words with a role of their own are listed
in `tables/context_words.tsv`; for all others a dictionary tells whether they are verbs, nouns that
are verbs too, or neither.

Works on *masked* text: the fold, in which dates, quantities and names (places, organisations,
people, documents, programmes) are overwritten by one sign each for every character, so that no
word is found inside them and every offset stays true.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from ingest.model import Fact

DATE, QUANTITY, NAME, PLACE = "\ue000", "\ue001", "\ue002", "\ue003"
"""Signs of the mask: private-use characters, which no article contains in earnest."""
NAMES = NAME + PLACE

_MASKS = {
    **dict.fromkeys(("date", "period"), DATE),
    **dict.fromkeys(("figure", "money", "percent"), QUANTITY),
    **dict.fromkeys(("organisation", "person", "document", "programme"), NAME),
    "place": PLACE,
}


class Token(NamedTuple):
    """A listed word in masked text."""

    start: int
    end: int
    word_class: str


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


def _dictionary() -> dict[str, str]:
    """Class of each word of the dictionary; `tables/SOURCES.md` tells how it was made."""
    data = files("ingest.facts").joinpath("tables/dictionary.tsv.xz").read_bytes()
    classes: dict[str, str] = {}
    for line in lzma.decompress(data).decode("utf-8").splitlines():
        word_class, words = line.split("\t")
        classes.update(dict.fromkeys(words.split(), word_class))
    return classes


# Of a word that is listed in several classes the last one here holds.
_ORDER = (
    "shield",
    "manner",
    "nominal",
    "connective",
    "adverb",
    "prep",
    "joint",
    "negation",
    "say",
    "verb",
)


@lru_cache(maxsize=2)
def _lexicon(whole: bool) -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Class of each word, and the lengths to try, longest first, by the first two characters.

    A first character alone is a key where it is a word by itself. Without the dictionary if it is
    not to be the `whole`.
    """
    table = read_table("context_words.tsv")
    classes = _dictionary() if whole else {}
    classes.update((word, name) for name in _ORDER for word in table[name])
    heads = read_table("measure_words.tsv")["head"]
    classes.update((head, "shield") for head in heads if len(head) > 2)
    # A single character that is a word only outside compounds stays a preposition or adverb.
    for name in ("adverb", "prep", "joint"):
        classes.update((word, name) for word in table[name] if len(word) == 1)
    lengths: dict[str, set[int]] = {}
    for word in classes:
        lengths.setdefault(word[:2], set()).add(len(word))
    for head, some in lengths.items():
        if head[0] in classes:
            some.add(1)
    return classes, {head: tuple(sorted(some, reverse=True)) for head, some in lengths.items()}


def listed(text: str, start: int, end: int) -> Iterator[Token]:
    """The words of the lists alone, where names are not masked yet: 远航科技公司."""
    return tokens(text, start, end, whole=False)


def tokens(masked: str, start: int, end: int, whole: bool = True) -> Iterator[Token]:
    """The words of `masked[start:end]`, leftmost and longest, compounds left out."""
    classes, lengths = _lexicon(whole)
    at = start
    acting = -1  # where an adverb ended, behind which a noun that is a verb too is the verb
    while at < end:
        for length in lengths.get(masked[at : at + 2]) or lengths.get(masked[at], ()):
            word_class = classes.get(masked[at : at + length])
            if word_class is not None and at + length <= end:
                if word_class == "nominal" and (acting == at or _DONE.match(masked, at + length)):
                    word_class = "verb"  # 开发出, 调研了, 累计改造
                if word_class != "shield" and not _in_noun(masked, at, at + length, word_class):
                    yield Token(at, at + length, word_class)
                at += length
                if masked[at - length : at] in _ACTING:
                    acting = at
                break
        else:
            at += 1


_ACTING = frozenset(("累计", "已", "已经", "共", "共计", "将", "先后", "陆续", "正在", "再", "还"))
"""Adverbs that only a verb follows."""


def _in_noun(masked: str, start: int, end: int, word_class: str) -> bool:
    """Whether a verb is the first part of a noun: 覆盖 of 覆盖率, 收割 of 收割机."""
    if word_class != "verb" or end - start < 2:
        return False
    if start > 0 and masked[start - 1] in "该本此各某":
        return True
    tail = masked[end : end + 2]
    return tail[:1] in _NOUN_TAILS or (tail[:1] in "机业" and tail not in _OTHER_WORDS)


_DONE = re.compile("[了成]|出(?![口让售租版资])")
_OTHER_WORDS = frozenset(("", "机场", "机构", "机组", "业务", "业绩", "业主", "业态", "业内"))
_NOUN_TAILS = frozenset("率者量额费价性值商")


def mask(folded: str, facts: Iterable[Fact]) -> str:
    """The fold with each dated, counted or named stretch overwritten; outermost facts win."""
    parts: list[str] = []
    at = 0
    spans = [fact for fact in facts if fact.kind in _MASKS]
    for fact in sorted(spans, key=lambda one: (one.start, -one.end)):
        if fact.start >= at:
            parts.append(folded[at : fact.start])
            parts.append(_MASKS[fact.kind] * (fact.end - fact.start))
            at = fact.end
    parts.append(folded[at:])
    return "".join(parts)


CLAUSE_END = re.compile(r"[,;:。!?…\n]")


def clause_spans(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the clauses of a sentence, without their marks."""
    at = start
    for match in CLAUSE_END.finditer(masked, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


JOINTS = "、和及与或"
SIGNS = "“”‘’「」『』\"'()[]【】《》、·—- \u3000\t"


_MARKS = frozenset(SIGNS)


def trim(masked: str, start: int, end: int) -> tuple[int, int]:
    """The span without the marks at its ends."""
    while start < end and masked[start] in _MARKS:
        start += 1
    while start < end and masked[end - 1] in _MARKS:
        end -= 1
    return start, end


@lru_cache(maxsize=1)
def _cues() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Words that link a measure with its number, with class; their lengths by last character."""
    table = read_table("measure_words.tsv")
    cues = dict.fromkeys(table["reach"], "reach") | dict.fromkeys(table["move"], "move")
    return cues, lengths_by_end(cues)


def lengths_by_end(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each last character the lengths of the words that end in it, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return {char: tuple(sorted(some, reverse=True)) for char, some in lengths.items()}


# What looks like a cue at the end of a noun and is none: 所在, 共同富裕的 ... needs a compound.
_PERIOD_SIGNS = DATE + SIGNS.replace(")", "").replace("”", "").replace("」", "")


def strip_cues(masked: str, start: int, end: int) -> tuple[int, str | None]:
    """Where the phrase before a number ends, and the nearest word of movement that was stripped.

    Strips linking words, approximations, dates and comparisons from the right end of
    `masked[start:end]`.
    """
    cues, lengths = _cues()
    moved: str | None = None
    while end > start:
        if masked[end - 1] in _PERIOD_SIGNS:
            end -= 1
            continue
        for length in lengths.get(masked[end - 1], ()):
            word = masked[end - length : end]
            if (
                length <= end - start
                and word in cues
                and not _inside_compound(masked, start, end - length, end)
            ):
                if cues[word] == "move":
                    moved = moved or word
                end -= length
                break
        else:
            return end, moved
    return end, moved


_WHOLE_WORDS = frozenset(("shield", "nominal", "verb", "adverb", "prep", "say"))


def _inside_compound(masked: str, start: int, cue_start: int, end: int) -> bool:
    """Whether a one-character cue is the end of a listed compound (所有, 行为)."""
    if end - cue_start > 1:
        return False
    classes, _ = _lexicon(True)
    heads = read_table("measure_words.tsv")["head"]
    if any(masked[max(start, cue_start - length) : cue_start] in heads for length in (2, 3, 4)):
        return False
    return any(
        classes.get(masked[end - length : end]) in _WHOLE_WORDS
        and masked[end - length : end] not in _cues()[0]
        for length in (2, 3, 4)
        if end - length >= start
    )


@lru_cache(maxsize=1)
def _movement() -> re.Pattern[str]:
    cues, _ = _cues()
    words = sorted(word for word, kind in cues.items() if kind == "move" and len(word) > 1)
    return re.compile("|".join(words))


@lru_cache(maxsize=1)
def _longest_move() -> int:
    return max(map(len, _movement().pattern.split("|")))


def moves_at(masked: str, at: int) -> bool:
    """Whether a word of movement begins here: 3.24亿元 | 下降33.6%."""
    return _movement().match(masked, at) is not None


def first_movement(masked: str, start: int, end: int) -> int:
    """Offset of the first word of movement that begins in the span; `end` if none does."""
    # Not to the end of the text: as far as a word can reach that begins in the span.
    match = _movement().search(masked, start, end + _longest_move()) if start < end else None
    return match.start() if match and match.start() < end else end


_ASIDE = r"\([^()\n]{0,40}\)"
_DATELINE = re.compile(
    rf"[^,。\n]{{0,24}}?{DATE}+[电讯](?=[\s:(]|记者)(?:[\s:]|{_ASIDE})*"
    rf"|[^,。\n]{{0,12}}[电讯]{_ASIDE}"
)


_ENUMERATED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)、?)")


def dateline_end(masked: str, start: int, end: int) -> int:
    """End of the dateline (本报遵义11月4日电 …) or number (一、) that a sentence begins with."""
    match = _DATELINE.match(masked, start, end)
    if match is None:
        match = _ENUMERATED.match(masked, start, end)
    return match.end() if match else start
