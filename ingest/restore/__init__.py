"""Restoration: the channel that damages pages, and its exact inverse with a certificate."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest.model import Restoration
from ingest.restore.channel import Channel, damage
from ingest.restore.codec import has_other_planes
from ingest.restore.converted import shows_traditional
from ingest.restore.crossread import crossread_edits
from ingest.restore.detect import COMMA_SIGNS, diagnose, diagnose_converted
from ingest.restore.edits import Edit
from ingest.restore.inlay import inlaid_edits
from ingest.restore.inverse import restore_best, restore_simply
from ingest.restore.invisible import ENTITIES, UNSEEN, restored_beneath
from ingest.restore.lines import bait_lines, foreign_spans
from ingest.restore.mojibake import mojibake_edits
from ingest.restore.questions import lone_space_edits
from ingest.restore.regrouped import regrouped_edits
from ingest.restore.scattered import scattered_edits
from ingest.restore.steps import SECOND_PASS, Doubts, Trace, found_span, replay, undo
from ingest.restore.suspicion import bait_beside, suspicion, swapped_words
from ingest.restore.toneless import NOTE_SIGNS, toneless_edits
from ingest.restore.twofold import restored_as_one

__all__ = [
    "SECOND_PASS",
    "Channel",
    "Doubts",
    "Trace",
    "bait_lines",
    "damage",
    "foreign_spans",
    "found_span",
    "replay",
    "restore",
    "undo",
]


def _misread_edits(text: str) -> list[Edit]:
    """Text in the wrong encoding: of one byte a letter, of two a character, or here and there."""
    return mojibake_edits(text) or crossread_edits(text) or inlaid_edits(text)


FIRST = {"mojibake": regrouped_edits}
"""Damage that the channel's rules would take for their own."""
NOTED = {"toneless": toneless_edits, "scattered": scattered_edits}
"""Machines that put pinyin behind characters and damage no bytes: name → what finds its edits."""
OTHERS = {"mojibake": _misread_edits, "spaces": lone_space_edits}
"""Kinds of damage that are looked for last, in this order."""


_OTHER_LETTERS = "\u0400-\u04ff\u2502-\u257f√∂∏\uff61-\uff9f\uac00-\ud7a3\u311b\ufe5d"
"""What other readers show of Chinese: Russian, lines, signs, kana and Hangul; and the comma and the
full stop of GBK in Big5."""
_MISREAD = "锛銆闂鈥鐨锟"
"""What UTF-8 read as GBK shows of ，。“的, of what was read so twice, and of bytes lost before."""
_SUSPICIOUS = re.compile(
    f"[?{_MISREAD}\xa1-\xb6\xb8-\u02ff{_OTHER_LETTERS}{UNSEEN}\ufe0f\ue000-\uf8ff\ufffd]"
)
"""What all damage but two kinds shows: a question mark, a toned letter, bytes as Latin-1 or as
these, nothing that anybody sees, what makes a picture of a sign (the other pictures lie in another
plane) ..."""
_SIGNS = {",": COMMA_SIGNS, ")": NOTE_SIGNS, "）": NOTE_SIGNS, "&": ENTITIES}
"""... and those two: a comma before a mark, toneless pinyin; and names of what nobody sees. The key
is quicker to look for."""


def restore(found: str) -> Restoration:
    """Restore a page as it was found: the rawer, the better, and before any other cleaning.

    Clean text comes back untouched. Every change is a step, so that
    `replay(found, result.steps) == result.text` and `undo(result.text, result.steps) == found`.
    """
    result = _restored(found)
    swapped = "" if result.why else swapped_words(result.text)
    return replace(result, why=swapped) if swapped else result


def _restored(found: str) -> Restoration:
    if not (_SUSPICIOUS.search(found) or _has_sign(found)) and not (
        shows_traditional(found) or has_other_planes(found)
    ):
        return _untouched(found, bait_beside(found))
    beneath = restored_beneath(found, _restored)
    if beneath:
        return beneath
    regrouped = _simply(found, FIRST)
    if regrouped:
        return regrouped
    damaged = restored_as_one(found, _by_channel) or _by_channel(found)
    if damaged:
        return damaged
    noted = _simply(found, NOTED)
    if noted:
        return noted
    finding = diagnose_converted(found)
    if finding:
        return restore_best(found, finding)
    return _simply(found, OTHERS) or _untouched(found, suspicion(found) or bait_beside(found))


def _by_channel(found: str) -> Restoration | None:
    """The page restored as the channel's, if it shows that."""
    finding = diagnose(found)
    return restore_best(found, finding) if finding else None


def _untouched(found: str, why: str) -> Restoration:
    return Restoration(found, found, found, "clean", True, why=why)


def _simply(found: str, families: Mapping[str, Callable[[str], list[Edit]]]) -> Restoration | None:
    """The page restored as the first of `families` that finds something in it."""
    for family, edits_of in families.items():
        edits = edits_of(found)
        if edits:
            return restore_simply(found, edits, family)
    return None


def _has_sign(text: str) -> bool:
    """Whether one of the signs stands in `text`."""
    return any(key in text and any(s in text for s in signs) for key, signs in _SIGNS.items())
