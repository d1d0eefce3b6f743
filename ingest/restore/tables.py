"""The measured tables of the channel, read once: scripts, readings, annotation order."""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.restore.codec import codes
from ingest.script import simplified_table

VOWELS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
"""Letters with a tone mark: every reading that the channel inserts has exactly one."""
ALSO_SIMPLIFIED = "乾瞭徵藉覆著於"
"""Traditional characters that Simplified texts have, too, and that therefore pass the map."""
LETTERS = "a-z" + VOWELS + "üńňǹ"
"""What pinyin is written with, as the inside of a character class."""


def table(name: str) -> str:
    """The text of a file in `tables/`."""
    return (files("ingest.restore") / "tables" / name).read_text("utf-8")


def packed(name: str) -> str:
    """The text of a compressed file in `tables/`."""
    data = (files("ingest.restore") / "tables" / name).read_bytes()
    return lzma.decompress(data).decode("utf-8")


def rows(name: str) -> list[list[str]]:
    """The rows of a table in `tables/`, without its comments."""
    lines = table(name).splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@dataclass(frozen=True)
class Scripts:
    """The channel's Simplified → Traditional map, one character to one, and its inverse."""

    to_traditional: dict[int, str]
    """As `str.translate` takes it; only characters that change."""
    to_simplified: dict[int, str]
    """The inverse; 著, which may be 着 or itself, is not in it."""
    traditional_only: frozenset[str]
    """Produced by the map and never its input: proof that a text is Traditional."""
    simplified_only: frozenset[str]
    """Changed by the map and never produced by it: cannot be in a text that passed it."""
    surely_changed: frozenset[str]
    """Those of them that were seen changed."""
    guessed: frozenset[str]
    """What the map of is a guess."""


@lru_cache(maxsize=1)
def scripts() -> Scripts:
    """The character map of `character-map.tsv`."""
    rows = [line.split("\t") for line in table("character-map.tsv").splitlines()[1:]]
    changed = {
        simplified: traditional for simplified, traditional, *_ in rows if simplified != traditional
    }
    inverse: dict[str, str] = {}
    for simplified, traditional in changed.items():
        # Two sources for one image happens with variants (线 and 缐): GB 2312 has the usual one.
        if traditional not in inverse or not _in_gb2312(inverse[traditional]):
            inverse[traditional] = simplified
    inverse.pop("著")
    images = frozenset(changed.values())
    simplified_only = frozenset(changed) - images
    for code, simplified in simplified_table().items():
        # Another form of what the map changes: no author of a Simplified text has it.
        if simplified in simplified_only and chr(code) not in ALSO_SIMPLIFIED:
            inverse.setdefault(chr(code), simplified)
    return Scripts(
        to_traditional={ord(s): t for s, t in changed.items()},
        to_simplified={ord(t): s for t, s in inverse.items()},
        traditional_only=images - frozenset(changed) - {"著"},
        simplified_only=simplified_only,
        surely_changed=simplified_only & {row[0] for row in rows if row[3] == "seen"},
        guessed=frozenset(row[0] for row in rows if row[3] == "guessed"),
    )


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def looked_up(changes: Mapping[int, str]) -> list[int]:
    """A table for `str.translate` as a list of the first plane: it takes a third of the time of a
    dictionary that lacks most characters. What lies in other planes stays."""
    table = list(range(0x10000))
    for code, char in changes.items():
        if code < len(table):
            table[code] = ord(char)
    return table


@lru_cache(maxsize=1)
def annotation_list() -> dict[str, str]:
    """The characters seen annotated on hijacked pages and their pinyin, in the channel's order."""
    lines = [line.split("\t") for line in table("annotations.tsv").splitlines()[1:]]
    return {char: pinyin for _, char, _, _, pinyin, *_ in lines}


@lru_cache(maxsize=1)
def readings() -> dict[str, tuple[str, ...]]:
    """Han character → its readings with tone marks, the usual one first."""
    first: dict[str, str] = {}
    more: dict[str, list[str]] = {}
    for reading, usual, also in rows("readings.tsv"):
        first.update(dict.fromkeys(usual, reading))
        for char in also:
            more.setdefault(char, []).append(reading)
    return {char: (reading, *more.get(char, ())) for char, reading in first.items()}


def _common_traditional() -> frozenset[str]:
    """Traditional characters of the commoner half of Big5 that GBK has, too."""
    rows = simplified_table().keys() & set(map(ord, codes()))
    return frozenset(chr(code) for code in rows if b"\xa4" <= _big5(chr(code)) < b"\xc7")


def _big5(char: str) -> bytes:
    return char.encode("big5", "ignore")


@lru_cache(maxsize=1)
def straddled() -> dict[tuple[int, str], tuple[str, ...]]:
    """(lead byte, pinyin) → the Traditional characters that start so and are read so.

    Characters of the channel's list come first, in its order, and those that its map does not
    make last: such a one is met only where two others put its bytes side by side (範 in 發展狀況).
    Behind all of them come other readings of the list's characters, which other tables have.
    """
    found: dict[tuple[int, str], list[str]] = {}
    listed = annotation_list()
    for char, pinyin in listed.items():
        found.setdefault((codes()[char] >> 8, pinyin), []).append(char)
    spoken = readings()
    made = sorted(scripts().traditional_only - listed.keys())
    for char in (*made, *sorted(_common_traditional() - scripts().traditional_only)):
        for pinyin in spoken.get(char, ()):
            found.setdefault((codes()[char] >> 8, pinyin), []).append(char)
    for char, usual in listed.items():
        for pinyin in spoken.get(char, ()):
            if pinyin != usual:
                found.setdefault((codes()[char] >> 8, pinyin), []).append(char)
    return {key: tuple(chars) for key, chars in found.items()}


def annotated_so_far(listed: Mapping[str, str]) -> frozenset[str]:
    """What a page annotates that annotates `listed`: all that its list has up to the last of them.

    Where the page keeps to another list than the known one, only what it was seen to annotate.
    """
    order = annotation_list()
    if any(order.get(char) != pinyin for char, pinyin in listed.items()):
        return frozenset(listed)
    rank = {char: number for number, char in enumerate(order)}
    last = max(map(rank.__getitem__, listed), default=-1)
    return frozenset(list(order)[: last + 1])


def is_torn_note(char: str, pinyin: str) -> bool:
    """Whether `pinyin` behind `char` is rather that of a character cut in two, of which a machine
    that drops bytes left nothing: not how `char` is usually read, and how one is that begins with
    its second byte."""
    if annotation_list().get(char) == pinyin or readings().get(char, ("",))[0] == pinyin:
        return False
    return may_end(char, pinyin)


def may_end(char: str, pinyin: str) -> bool:
    """Whether a character that is read `pinyin`, by the known list if that has it, begins with the
    second byte of `char`."""
    known = annotation_list()
    begun = straddled().get((codes().get(char, 0) & 0xFF, pinyin), ())
    return any(known.get(one, pinyin) == pinyin for one in begun)


@lru_cache(maxsize=1)
def accepted_readings() -> dict[str, tuple[str, ...]]:
    """Character that may be annotated → pinyin it may carry."""
    # What is usual in Simplified texts may be missing from the Traditional form: 績 is not only jī.
    spoken, simplified = readings(), scripts().to_simplified

    def said(char: str) -> tuple[str, ...]:
        usual = spoken.get(simplified.get(ord(char), ""), ())[:1]
        return tuple(dict.fromkeys((*spoken.get(char, ()), *usual)))

    made = scripts().traditional_only | {"著"}  # mostly the 着 of the author
    return {char: said(char) for char in made} | {
        char: tuple(dict.fromkeys((pinyin, *said(char))))
        for char, pinyin in annotation_list().items()
    }
