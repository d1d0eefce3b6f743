"""Restoration: the channel that damages pages, and its exact inverse with a certificate."""

from __future__ import annotations

import re

from ingest.model import Restoration
from ingest.restore.channel import Channel, damage
from ingest.restore.detect import COMMA_SIGNS, diagnose
from ingest.restore.inverse import restore_best, restore_simply
from ingest.restore.lines import bait_lines, foreign_spans, is_bait
from ingest.restore.mojibake import mojibake_edits
from ingest.restore.questions import lone_space_edits
from ingest.restore.steps import SECOND_PASS, found_span, replay, undo
from ingest.restore.toneless import NOTE_SIGNS, toneless_edits

__all__ = [
    "SECOND_PASS",
    "Channel",
    "bait_lines",
    "damage",
    "foreign_spans",
    "found_span",
    "replay",
    "restore",
    "undo",
]


OTHERS = {"toneless": toneless_edits, "mojibake": mojibake_edits, "spaces": lone_space_edits}
"""Other kinds of damage, in the order in which they are tried: name → what finds its edits."""


_SUSPICIOUS = re.compile("[?\xa1-\xb6\xb8-\u02ff\ufffd]")
"""What all damage but two kinds shows: a question mark, a toned letter, bytes as Latin-1 ..."""
_SIGNS = {",": COMMA_SIGNS, ")": NOTE_SIGNS, "）": NOTE_SIGNS}
"""... and those two: a comma before a mark, toneless pinyin. The key is quicker to look for."""


def restore(found: str) -> Restoration:
    """Restore a page as it was found: the rawer, the better, and before any other cleaning.

    Clean text comes back untouched. Every change is a step, so that
    `replay(found, result.steps) == result.text` and `undo(result.text, result.steps) == found`.
    """
    if _SUSPICIOUS.search(found) or _has_sign(found):
        finding = diagnose(found)
        if finding:
            return restore_best(found, finding)
        for family, edits_of in OTHERS.items():
            edits = edits_of(found)
            if edits:
                return restore_simply(found, edits, family)
    return Restoration(found, found, found, "clean", True, why=_suspicion(found))


def _has_sign(text: str) -> bool:
    """Whether one of the signs stands in `text`."""
    return any(key in text and any(s in text for s in signs) for key, signs in _SIGNS.items())


def _suspicion(text: str) -> str:
    """What a person may want to know of a page that is left alone."""
    ends = {text[: text.find("\n") % (len(text) + 1)], text[text.rfind("\n") + 1 :]}
    if not any(map(is_bait, ends)):
        return ""
    return (
        "search-engine bait beside text that shows no damage: its sentences may have been"
        " shuffled or its words swapped, which cannot be restored"
    )
