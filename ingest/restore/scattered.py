"""Another machine: pinyin behind ordinary characters, `高(gāo)精度分度盤(pan)`, here and there.

It strikes a character at one place and spares it at the next, with a tone or without, damages no
bytes, and converts by another map than the channel's. Some of its pages have small pictures put
into their words, or a blank before the closing bracket, too. Who explains a reading does it for
hard characters, the first time that they occur; so a page is this machine's if it has many notes
at common characters that stood there without a note before.
"""

from __future__ import annotations

import re
from collections import Counter

from ingest.restore.edits import Edit
from ingest.restore.invisible import break_words
from ingest.restore.notes import commonest, needs_no_note, spoken
from ingest.restore.statistics import counted_form
from ingest.restore.tables import LETTERS, VOWELS

_NOTED = re.compile(rf"([\u4e00-\u9fff])([(（]([{LETTERS}]{{1,6}}) ?[)）])")
_SPACED = re.compile(
    rf"([\u4e00-\u9fff])(?:[(（][{LETTERS}]{{1,6}}[)）])?([(（]([{LETTERS}]{{1,6}}) [)）])"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST = 8
_COMMONEST = 1500
"""How many characters count as common."""
_RUNNING = 5
"""Fewest characters of text for each note ..."""
_RUNNING_STRANGE = 3
"""... and where they are written as no author writes them."""
_MIXED = 4
"""So many notes with a tone beside so many without are no author's."""
_TONED = re.compile(f"[{VOWELS}]")
_PICTURE = "[\u2600-\u27bf\u2b00-\u2bff\u3297\u3299\U0001f000-\U0001faff]"
_PICTURES = re.compile(rf"(?:{_PICTURE}[\ufe0f\u200d♀♂]*)+")
_MANY_PICTURES = 2
"""Pictures between two characters of a text from which they are the machine's."""
_WHY = "pinyin that a machine put behind the character"
_PICTURED = "pictures that a machine puts into words; an author's own would look the same"


def scattered_edits(text: str) -> list[Edit]:
    """The notes of a page that such a machine went over; empty if it is none."""
    notes = _notes(text, _NOTED)
    pictures = _picture_edits(text) if notes or _pictures_in_words(text) else []
    return sorted(notes + pictures, key=lambda edit: edit.start)


def spaced_edits(text: str) -> list[Edit]:
    """The notes with a blank before their bracket on a page of the channel: such a machine's that
    went over it before, or the channel's own, whose lists have one here and there."""
    if " )" not in text and " ）" not in text:
        return []
    notes = _notes(text, _SPACED)
    return notes or [
        _edit(note) for note in _SPACED.finditer(text) if needs_no_note(note[1], note[3])
    ]


def _notes(text: str, pattern: re.Pattern[str]) -> list[Edit]:
    noted = list(pattern.finditer(text))
    fitting = [match for match in noted if match[3] in spoken(match[1])]
    if len(fitting) < _FEWEST or len(fitting) < 0.9 * len(noted):
        return []
    running = _RUNNING_STRANGE if _are_strange(fitting) else _RUNNING
    if len(_HAN.findall(text)) < running * len(noted):
        return []
    chars = Counter(match[1] for match in fitting)
    common = sum(
        count for char, count in chars.items() if counted_form(char) in commonest(_COMMONEST)
    )
    spared = sum(text.find(match[1]) < match.start() for match in fitting)
    if len(chars) < _FEWEST or common < 0.6 * len(fitting) or spared < 0.15 * len(fitting):
        return []
    return [_edit(match) for match in fitting]


def _edit(note: re.Match[str]) -> Edit:
    return Edit("annotation", *note.span(2), "", note[2], why=_WHY)


def _are_strange(notes: list[re.Match[str]]) -> bool:
    """Whether notes are written as no author writes them: some with a tone and some without, or
    with a blank before the bracket."""
    toned = sum(bool(_TONED.search(note[3])) for note in notes)
    spaced = sum(" " in note[2] for note in notes)
    return min(toned, len(notes) - toned) >= _MIXED or spaced > 0.5 * len(notes)


def _pictures_in_words(text: str) -> bool:
    """Whether pictures stand inside words again and again: who writes puts them between phrases."""
    spans = [match.span() for match in _PICTURES.finditer(text)]
    between = [(start, stop) for start, stop in spans if _is_between_han(text, start, stop)]
    return len(between) >= _FEWEST and break_words(text, between)


def _is_between_han(text: str, start: int, stop: int) -> bool:
    return len(_HAN.findall(text[start - 1 : start] + text[stop : stop + 1])) == 2


def _picture_edits(text: str) -> list[Edit]:
    """The pictures of such a page, if many of them stand right between two characters."""
    pictures = list(_PICTURES.finditer(text))
    if sum(_is_between_han(text, *match.span()) for match in pictures) < _MANY_PICTURES:
        return []
    return [Edit("picture", *m.span(), "", m[0], False, _PICTURED) for m in pictures]
