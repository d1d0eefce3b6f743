"""The edges of a text that begins or ends in the middle of an annotation."""

from __future__ import annotations

import re

from ingest.restore.edits import Edit
from ingest.restore.moves import Page
from ingest.restore.tables import (
    LETTERS,
    VOWELS,
    accepted_readings,
    annotated_so_far,
    annotation_list,
)

_CUT_NOTE = re.compile(rf"(.)([(（]([{LETTERS}]{{0,6}}))(?=\s*\Z)", re.S)
_CUT_BEGINNING = re.compile(
    rf"\s*((?:[(（]?[a-z]{{0,4}}[{VOWELS}][a-z]{{0,3}}|n?g?|[ou])[)）])(?=[^\0-\x1f!->@-\x7f]|\n)"
)
"""What is left at the beginning has a tone, or is what stands behind one: `a)` may be an item."""
_LONGEST_NOTE = 9
_CUT_ANNOTATION = "the beginning of pinyin that the channel put behind the character"
_CUT_IN_NOTE = (
    "the end of pinyin that the channel put behind a character, with which the text begins"
)


def cut_notes(text: str, page: Page) -> list[Edit]:
    """The edits that drop what is left of annotations in which the text begins or ends."""
    return _cut_end(text, page) + _cut_beginning(text, page)


def _cut_end(text: str, page: Page) -> list[Edit]:
    note = _CUT_NOTE.search(text, max(0, len(text.rstrip()) - _LONGEST_NOTE))
    if not note:
        return []
    listed = page.listed.get(note[1]) or annotation_list().get(note[1], "")
    read = [listed] if listed else list(accepted_readings().get(note[1], ()) if page.listed else ())
    whole = next((reading for reading in read if reading.startswith(note[3])), "")
    surely = note[1] in page.listed.keys() | annotated_so_far(page.listed) or len(note[3]) > 1
    if not whole or not surely:
        return []
    said = ((note[1], whole),)
    return [Edit("annotation", *note.span(2), "", "", why=_CUT_ANNOTATION, notes=said)]


def _cut_beginning(text: str, page: Page) -> list[Edit]:
    """What is left of the first annotation is ASCII on the wire, or letters of its own: nothing of
    the character before it is left."""
    rest = _CUT_BEGINNING.match(text) if page.listed else None
    return [Edit("cut off", *rest.span(1), "", rest[1], False, _CUT_IN_NOTE)] if rest else []
