"""Readings in brackets behind characters: whose they are, a machine's or the author's.

An author explains a hard character, or a reading that a common one seldom has: 甪(lù)直, 六(lù)安.
A machine knows no better than to say what everybody knows: 單(dān), 高(gao).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from ingest.restore.channel import plain
from ingest.restore.statistics import counted_form, singles
from ingest.restore.tables import (
    LETTERS,
    accepted_readings,
    annotation_list,
    is_torn_note,
    readings,
    rows,
)
from ingest.script import to_simplified

NOTE = re.compile(rf"(.)[(（]([{LETTERS}]{{1,6}})[)）]")
"""A character and what stands in brackets behind it."""
_BLANK_NOTE = re.compile(rf"([\u3400-\u9fff])[(（] ?([{LETTERS}]{{1,6}}) ?[)）]")
_HAN = re.compile("[\u4e00-\u9fff]")
_COMMONEST = 3000
"""How many characters are so common that no author explains their usual reading."""
_SAMPLE = 500
"""Characters, from all over a text, that show whether most of it is hardly ever written."""
_EVERYWHERE = 0.8
"""Share of the places of a character that carry its note; in the others bytes were torn."""
_REPEATED = 2
"""Notes at one character, at all its places, that are no explanation: that is given once."""
_OTHERS = 2
"""Characters of the known list with other readings than it has that show another table."""

Pairs = Counter[tuple[str, str]]
"""Characters with what is in brackets behind them, and how often."""


@lru_cache(maxsize=4096)
def spoken(char: str) -> frozenset[str]:
    """The readings of a character in both scripts, with a tone and without."""
    known = {
        reading for form in (char, to_simplified(char)) for reading in readings().get(form, ())
    }
    return frozenset(known | set(map(plain, known)))


@lru_cache(maxsize=8)
def commonest(number: int) -> frozenset[str]:
    """The commonest characters, as counted."""
    counted = singles()
    han = filter(_HAN.match, counted)
    return frozenset(sorted(han, key=lambda char: -counted[char])[:number])


def is_garbled(text: str, fewest: int) -> bool:
    """Whether most of the characters of a text, `fewest` at least, are hardly ever written: bytes
    in disorder make such."""
    sample = text[:: len(text) // _SAMPLE + 1]
    if len(sample) < len(text) and 3 * _common_share(sample) > 2:
        return False
    return len(text) >= fewest and _common_share(text, fewest) < 0.5


def _common_share(text: str, fewest: int = 1) -> float:
    """The share of common characters among the Chinese ones of `text`; 1 if these are too few."""
    han, common = _HAN.findall(counted_form(text)), commonest(_COMMONEST)
    return sum(char in common for char in han) / len(han) if len(han) >= fewest else 1.0


def needs_no_note(char: str, pinyin: str) -> bool:
    """Whether everybody knows that `char` is read `pinyin`."""
    usual = {readings().get(form, ("",))[0] for form in (char, to_simplified(char))}
    return counted_form(char) in commonest(_COMMONEST) and pinyin in usual | set(map(plain, usual))


@lru_cache(maxsize=1)
def _everyday() -> frozenset[tuple[str, str]]:
    return frozenset((char, reading) for char, reading in rows("everyday.tsv"))


def is_everyday(char: str, pinyin: str) -> bool:
    """Whether everybody knows that `char` is read `pinyin`, too, which the list does not say."""
    return (char, pinyin) in _everyday()


def notes_in(text: str) -> Pairs:
    """The notes of a text."""
    return Counter(NOTE.findall(text))


def fitting(pairs: Pairs) -> dict[str, str]:
    """Each annotated character that may be on a list, with its commonest fitting reading."""
    accepted, best = accepted_readings(), dict[str, tuple[int, str]]()
    for (char, pinyin), count in sorted(pairs.items()):
        fits = pinyin in accepted.get(char, ()) and not is_torn_note(char, pinyin)
        if fits and count > best.get(char, (0, ""))[0]:
            best[char] = (count, pinyin)
    return {char: pinyin for char, (_, pinyin) in best.items()}


def on_list(text: str, pairs: Pairs) -> dict[str, str]:
    """What is on the list of a page that is known to be the channel's: `fitting`, but for notes
    that may be the author's."""
    noted, known = fitting(pairs), annotation_list()
    kept = {char: said for char, said in noted.items() if known.get(char) == said}
    others = {char: said for char, said in noted.items() if char not in kept}
    everywhere = {c: said for c, said in others.items() if _is_everywhere(text, pairs, c, said)}
    for char, said in everywhere.items():
        if pairs[char, said] >= _REPEATED or needs_no_note(char, said) or is_everyday(char, said):
            kept[char] = said
    return {**kept, **_of_other_table(everywhere, kept)} if everywhere else kept


def _is_everywhere(text: str, pairs: Pairs, char: str, pinyin: str) -> bool:
    return pairs[char, pinyin] >= _EVERYWHERE * text.count(char)


def _of_other_table(noted: dict[str, str], kept: dict[str, str]) -> dict[str, str]:
    """Those of the `noted` characters of the known list whose readings come from another table.

    What the known list has before a character that is `kept` would have its note of that list:
    區(ōu) of an author would be 區(qū)(ōu). And a table that has two other readings may have more.
    """
    known = annotation_list()
    rank = {char: number for number, char in enumerate(known)}
    last = max((rank[char] for char, said in kept.items() if known.get(char) == said), default=-1)
    if sum(known.get(char, said) != said for char, said in kept.items()) >= _OTHERS:
        last = len(rank)
    return {char: said for char, said in noted.items() if rank.get(char, last) < last}


def left_note(text: str) -> str:
    """A note in a restored page that a machine may have put there; empty if there is none."""
    notes = (match for match in _BLANK_NOTE.finditer(text) if _may_be_left(match[1], match[2]))
    return next((match[0] for match in notes), "")


def _may_be_left(char: str, pinyin: str) -> bool:
    """Whether a true reading of `char` may be a machine's: of one that the channel annotates, any;
    of others what needs no note."""
    if pinyin not in spoken(char):
        return False
    return char in accepted_readings() or needs_no_note(char, pinyin)
