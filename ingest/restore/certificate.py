"""The certificate: damaging the restored page again must give the page as it was found.

A damaged text is a fixed point of a channel that has nothing left to match, so the proof also
asks that no residue of the damage is left in the restored text.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.restore.channel import MARK, annotate, fold_marks
from ingest.restore.codec import EURO, REPLACEMENT, codes, composed, decode, encode
from ingest.restore.mojibake import left_mojibake
from ingest.restore.moves import CUT_BEFORE, CUT_INSIDE, Page
from ingest.restore.notes import left_note
from ingest.restore.tables import LETTERS, VOWELS, annotation_list, is_torn_note, readings

ASIDE = "\x03"
"""In wire text: something that was not on the wire as bytes of its own; see `put_back`."""

_CUT_PAIR = re.compile(re.escape(CUT_INSIDE.encode()) + rb"(.)", re.S)
_TORN = re.compile(rf"(?<![(（{LETTERS}])[a-z]{{0,4}}[{VOWELS}][a-z]{{0,3}}[)）]|[\ue000-\uf8ff]")
_NOTE = re.compile(rf"(.)[(（]([a-z]{{0,4}}[{VOWELS}][a-z]{{0,3}}) ?[)）]")
_SIGN = re.compile(f"[{VOWELS}\ue000-\uf8ff]")
"""What both of these have, or a private character."""
_PINYIN = re.compile(rf"\([{LETTERS}]{{1,6}}\)")
_SPARED = 0.2
"""Most places without their pinyin, as a share of the annotations, that may be later edits."""
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_UNDECODED = re.compile("\ufffd(?:(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff].))")


def set_aside(text: str) -> tuple[str, list[str]]:
    """`text` with a placeholder for every character that CP936 lacks, and those characters.

    They came to the page as entities, in ASCII, or were typed later. The length stays.
    """
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        pass  # seldom: look for what it is
    else:
        return text, []
    lacking = {char for char in set(text).difference(codes()) if char > "\x7f" and char != EURO}
    if not lacking:
        return text, []
    pattern = re.compile("[" + re.escape("".join(sorted(lacking))) + "]")
    return pattern.sub(ASIDE, text), pattern.findall(text)


def put_back(text: str, kept: Iterable[str]) -> str:
    """`text` with what was set aside in the place of its placeholders."""
    pieces = text.split(ASIDE)
    together = [pieces[0]]
    for piece, char in zip(pieces[1:], kept, strict=False):
        together += (char, piece)
    return "".join(together)


def to_bytes(wire: str) -> bytes:
    """The bytes on the wire before annotation, MARKs included."""
    return _CUT_PAIR.sub(lambda m: m[1] + MARK, encode(wire))


def damaged(wire: str, order: Iterable[tuple[str, str]], page: Page, kept: Iterable[str]) -> str:
    """What the channel of `page` makes of `wire`, and then its reader."""
    text = decode(annotate(to_bytes(wire), order), page.decoder)
    if page.private_gone:
        text = _PRIVATE.sub("", text)
    if page.folded:
        text = fold_marks(text)
    return put_back(text.replace(CUT_BEFORE, "," if page.comma else ""), kept)


def residue(traditional: str, page: Page) -> str:
    """What no clean text has, or an empty string: torn or misplaced pinyin, private characters."""
    if not _SIGN.search(traditional):
        return ""
    torn = _TORN.search(traditional)
    if torn:
        return f"U+{ord(torn[0]):04X}" if _PRIVATE.match(torn[0]) else torn[0]
    misread = (note for note in _NOTE.finditer(traditional) if not _is_read(note[1], note[2], page))
    return next((note[0] for note in misread), "")


def left_over(text: str, page: Page) -> str:
    """Why a page that some machine went over is not wholly restored; empty if nothing tells so.

    Looked for in every family: what stays is damage that its rules did not cover.
    """
    note, misread = left_note(text), left_mojibake(text)
    if page.decoder is not REPLACEMENT and _UNDECODED.search(text):
        return "a character that a reader could not decode is left"
    if note:
        return f"{note} is left: whether a machine or the author put the pinyin there is open"
    return f"{misread} is left: text that was read in the wrong encoding" if misread else ""


def _is_read(char: str, pinyin: str, page: Page) -> bool:
    """Whether an author may have put `pinyin` behind `char`."""
    read = pinyin in readings().get(char, ()) and not is_torn_note(char, pinyin)
    return read and page.listed.get(char) != pinyin


def same(found: str, again: str) -> bool:
    """Whether two texts are equal, the width of ASCII apart, of which readers fold more or less,
    and characters that some take for others."""
    return found == again or _compared(found) == _compared(again)


def _compared(text: str) -> str:
    return text.translate(_HALF_WIDTH).translate(_usual())


@lru_cache(maxsize=1)
def _usual() -> dict[int, str]:
    return {ord(char): usual for char, usual in composed().items()}


def spared(found: str, again: str) -> list[int]:
    """Where `found` has a listed character without the pinyin that `again` puts behind it.

    Empty if the texts differ in anything else, or if a page has too many such places for them to
    be later edits.
    """
    shown, made = _compared(found), _compared(again)
    places, at, there = list[int](), 0, 0
    for note in _PINYIN.finditer(made):
        same_until = at + note.start() - there
        if shown[at:same_until] != made[there : note.start()]:
            return []
        at, there = same_until, note.start()
        if not shown.startswith(note[0], at):
            places.append(at - 1)
            there = note.end()
    if shown[at:] != made[there:] or len(places) > _SPARED * len(_PINYIN.findall(shown)):
        return []
    return places


def order_of(listed: dict[str, str], before: dict[str, set[str]]) -> tuple[tuple[str, str], ...]:
    """`listed` in an order that keeps `before` (character → those that must precede it).

    Where nothing was observed the channel's usual order decides.
    """
    rank = {char: number for number, char in enumerate(annotation_list())}
    if not before:
        order = sorted(listed, key=lambda char: (rank.get(char, len(rank)), char))
        return tuple((char, listed[char]) for char in order)
    waiting = {char: before.get(char, set()) & listed.keys() for char in listed}
    ready = [(rank.get(char, len(rank)), char) for char, earlier in waiting.items() if not earlier]
    heapq.heapify(ready)
    order = []
    while ready:
        _, char = heapq.heappop(ready)
        order.append(char)
        for other, earlier in waiting.items():
            if char in earlier:
                earlier.discard(char)
                if not earlier:
                    heapq.heappush(ready, (rank.get(other, len(rank)), other))
    rest = sorted(listed.keys() - set(order), key=lambda char: (rank.get(char, len(rank)), char))
    return tuple((char, listed[char]) for char in (*order, *rest))
