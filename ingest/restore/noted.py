"""What the annotations of a page prove: which list was used on it, and by which machine.

Proof is pinyin torn off its bracket, or toned pinyin behind Traditional-only characters alone, one
fixed reading each, at every place, along the channel's own order or where everybody knows it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.restore.beside import glyph_before
from ingest.restore.codec import DROPPING, EURO, QUESTION, REPLACEMENT, Decoder, cells, codes
from ingest.restore.converted import was_converted
from ingest.restore.moves import FULL
from ingest.restore.notes import Pairs, fitting, needs_no_note, notes_in, on_list
from ingest.restore.tables import (
    LETTERS,
    VOWELS,
    accepted_readings,
    annotation_list,
    readings,
    straddled,
)

_TONED = re.compile(f"[{VOWELS}]")
_TORN = re.compile(rf"\?([{LETTERS}]{{1,6}})[)）]")
_REPLACED = re.compile(rf"\ufffd[(（]([{LETTERS}]{{1,6}})[)）]")
_SECOND = re.compile(rf"(?<=[)）])[(（]([{LETTERS}]{{1,6}})[)）]")
_CLOSING = re.compile(rf"[@-~][(（]([{LETTERS}]{{1,6}})[)）]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ALONE = re.compile(
    rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff][(（][{LETTERS}]{{1,6}}[)）](?![\u4e00-\u9fff])"
)
"""A character with its reading that belongs to no word."""
_MODERN = re.compile("[的了們0-9]")
_MANY = 8
"""Distinct annotated characters that prove a channel without the order of its list."""
_FEW = 4
"""Below so many the text must also be running text."""
_RUNNING, _DENSE = 8, 4
"""Characters of text for each note, in running text and in headlines."""
_PROOF, _PROOF_DENSE = 4, 8
"""How many notes, those on the known list counted twice, prove a list of another order there ..."""
_PROOF_OLD = 6
"""... and in a text that shows no sign of being modern ..."""
_VARIED, _KNOWN = 5, 3
"""... and in headlines, how many distinct characters have them and how many of those are on the
known list: a lesson explains characters of both scripts."""
_LESS_KNOWN = 0.25
"""Most of the distinct notes, as a share, that may be less known than the others."""
_COUNTED = 4
"""Notes at one character that count."""


class Evidence(NamedTuple):
    """What the annotations of a damaged page tell."""

    listed: dict[str, str]
    """Annotated characters and their pinyin."""
    decoder: Decoder


def evidence(text: str) -> Evidence | None:
    """What the annotations of `text` tell of its channel; None if they prove none."""
    if not _TONED.search(text):
        return None
    pairs = notes_in(text)
    torn, replaced, misread = _torn(_TORN, text), _torn(_REPLACED, text), _misread(text, pairs)
    closed = _closed(text)
    proven = torn or replaced or misread or closed
    if not proven and not _annotations_prove(text, pairs, fitting(pairs)):
        return None
    decoder = QUESTION
    if replaced or ("\ufffd" in text and not torn):
        decoder = REPLACEMENT
    elif misread and not torn:
        decoder = DROPPING
    return Evidence(on_list(text, pairs), decoder)


def has_torn(text: str) -> bool:
    """Whether a question mark ate the bracket of an annotation: the mark of the usual machine."""
    return _torn(_TORN, text) > 0


def _torn(pattern: re.Pattern[str], text: str) -> int:
    """Places where an annotation lost its bracket and a listed character explains it."""
    torn = pattern.finditer(text)
    return sum(_explained(glyph_before(text, note.start()), note[1]) for note in torn)


def _explained(glyph: str, pinyin: str) -> bool:
    """Whether a Traditional character read `pinyin` begins with the second byte of `glyph`."""
    return (_trail(glyph), pinyin) in straddled()


def _trail(glyph: str) -> int:
    """The second byte of a glyph, 0 if it is a single one; a mark may have been folded."""
    if glyph == EURO:
        return 0
    return codes().get(FULL.get(glyph, glyph), 0) & 0xFF


def _closed(text: str) -> int:
    """Annotations behind an ASCII character that is the second byte of a character read so."""
    return sum(_closes(text, note.start(), note[1]) for note in _CLOSING.finditer(text))


def _closes(text: str, at: int, pinyin: str) -> bool:
    """Whether the ASCII character at `at` closes a character that is read `pinyin`."""
    char = cells().get(_trail(glyph_before(text, at)) << 8 | ord(text[at]), "")
    return pinyin in accepted_readings().get(char, ())


def _misread(text: str, pairs: Pairs) -> int:
    """Annotated glyphs that are not read so, but stand where a straddled character would: with
    the note alone, or behind their own."""
    spoken = readings()
    alone = sum(
        count
        for (char, pinyin), count in pairs.items()
        if pinyin not in spoken.get(char, ()) and _explained(char, pinyin)
    )
    second = _SECOND.finditer(text)
    return alone + sum(_explained(glyph_before(text, note.start()), note[1]) for note in second)


def _annotations_prove(text: str, pairs: Pairs, listed: dict[str, str]) -> bool:
    noted = sum(pairs[pair] for pair in listed.items())
    if not noted or noted < 0.8 * sum(pairs.values()):
        return False
    if noted < 0.6 * sum(text.count(char) for char in listed):
        return False
    if len(listed) >= _MANY:
        return 2 * len(_ALONE.findall(text)) <= noted  # else it is a list of what is to be learnt
    if not _keeps_order(text, listed):
        return noted == sum(pairs.values()) and _is_thorough(text, pairs)
    if len(listed) == 1:
        return was_converted(text)
    return len(listed) >= _FEW or _runs(text, noted)


def _is_thorough(text: str, pairs: Pairs) -> bool:
    """Whether a text that was converted says again and again, at every place, what nearly
    everybody knows: no author does, whatever the order of the list."""
    known = sum(annotation_list().get(char) == pinyin for char, pinyin in pairs)
    worth = known + sum(min(count, _COUNTED) for count in pairs.values())
    characters, total = len(_HAN.findall(text)), sum(pairs.values())
    runs = characters >= _RUNNING * total and worth >= _PROOF
    dense = characters >= _DENSE * total and worth >= _PROOF_DENSE
    if not runs and not (dense and len(pairs) >= _VARIED and known >= _KNOWN):
        return False
    return (
        was_converted(text)
        and (worth >= _PROOF_OLD or bool(_MODERN.search(text)))
        and all(text.count(char) == count for (char, _), count in pairs.items())
        and len(_less_known(pairs)) <= _LESS_KNOWN * len(pairs)
    )


def _less_known(pairs: Pairs) -> list[tuple[str, str]]:
    """The notes that are neither on the known list nor what everybody knows: a machine may have a
    reading of its own for some, 長(cháng)."""
    known = annotation_list()
    return [p for p in pairs if not needs_no_note(*p) and known.get(p[0]) != p[1]]


def _runs(text: str, annotated: int) -> bool:
    """Whether the annotated characters stand in running text rather than in a list of words."""
    return len(_HAN.findall(text)) >= 3 * annotated or bool(re.search("[:：,，、。][?]", text))


def _keeps_order(text: str, listed: dict[str, str]) -> bool:
    """Whether the annotated characters are a prefix of the channel's list, as far as seen here."""
    order = annotation_list()
    if any(order.get(char) != pinyin for char, pinyin in listed.items()):
        return False
    rank = {char: number for number, char in enumerate(order)}
    last = max(rank[char] for char in listed)
    return not any(char in text and char not in listed for char in order if rank[char] < last)
