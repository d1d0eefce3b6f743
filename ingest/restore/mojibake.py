"""Bytes of Chinese that were read in another encoding: `ÒÔÏÂÊÇ`, `ä¸­å›½`, `°ê»Ú`.

Undone only where a whole stretch of a page is well-formed in the encoding it came from and common
Chinese in it, which no text in a Latin script is. That proves the encoding of the page, and the
other stretches are read in it, too, where they make sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter

from ingest.restore.codepages import PAGES, reading_of, stretches_of, undefined_of
from ingest.restore.edits import Edit
from ingest.restore.layers import latin_bytes, layered_edits
from ingest.restore.letters import SOFT_HYPHEN, UNDEFINED, WINDOWS, Reader
from ingest.restore.misread import Piece, read_again
from ingest.restore.notes import commonest
from ingest.restore.statistics import START, counted_form, model

_SEEN = f"\x80-\u07ff{WINDOWS}"
_WIDE = "\u0800-\ud7ff\ue000-\uffef\U00010000-\U0010ffff"
_HIGH = re.compile(f"(?:[{_SEEN}\uac00-\ud7a3][ -~]?){{6,}}")
_CHANCE = f"(?<=[{_SEEN}])[{_WIDE}]{{1,2}}(?![{_WIDE}])"
_STRETCH = re.compile(f"[{_SEEN}](?:[ -~\t]*(?:[{_SEEN}]|{_CHANCE}))*(?:IJ|ij|DZ|Dz|dz|[ @-~])?")
"""What may have been Chinese; what is well-formed UTF-8 by chance is one character or two."""
_BY_CHANCE = re.compile(f"(?![{WINDOWS}])[\u0100-\u07ff{_WIDE}]")
_ONLY_WINDOWS, _FEW = re.compile("[ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ]"), 3
"""Signs that show, if there are so many, that Windows read the page: GB2312 has none of their
bytes, and no Chinese text has them."""
_GOES_ON = f"[\x80-\xbf{WINDOWS}]{{2}}"
_START = re.compile(
    f"[\xa1-\xff](?:[\xa1-\xff]{{3}}|(?<=[\xe3-\xe9]){_GOES_ON}(?:[\xe3-\xe9]{_GOES_ON}){{2}})"
)
_LATIN = re.compile("[\x80-\xff]")
_LETTERS = re.compile("[\xa1-\xfe]{2}")
_PAIRS = re.compile("(?<![\xa1-\xfe])[\xa1-\xfe]{2}(?:[ -~]{0,4}[\xa1-\xfe]{2})*(?![\xa1-\xfe])")
_PAIRS_OF_MARKS = re.compile("[銆鈥][\u4e00-\u9fff\ue000-\uf8ff€?]")
_COMMONEST = 3000
"""How many characters count as common."""
_HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…·]")
_SHARE = 0.8
_LIKELY = -9.5
"""Mean logarithm of a character's probability above which a text is Chinese that someone wrote."""
_CLEARLY = -7.5
"""... and above which it is so in no other encoding, if most stretches are."""
_FEWEST_PAIRS = 5
"""Characters that tell Korean from Chinese."""
_MOST = 8
"""Stretches looked into to prove an encoding."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WHOLE = {"utf-8": 0.6, "gbk": 0.8, "big5": 0.8}
"""Least share of such a stretch that must be certain: three bytes in a row prove more than two."""
_PATIENCE, _LENIENT = 200_000, 4
"""Letters read on one page, and how much more one costs where some may be of two bytes; the rest
is left."""
_SHOWS_ALL = 100
"""Letters among which every byte is: AD alone is the second one of one character in a hundred
(经, 江, 协). What is nowhere was dropped."""
_CHOSEN = (
    "{}; a byte is gone, the character is rare, or another reading is near: chosen by statistics"
)


def mojibake_edits(text: str) -> list[Edit]:
    """The stretches of `text` that were read in the wrong encoding, read again."""
    layered = layered_edits(text)
    if layered:
        return layered
    reading = reading_of(text)
    if reading:
        gone = undefined_of(reading.page)
        by_page = Reader(reading.encoding, False, gone, surely=True, page=reading.page)
        return list(_edits_of(text, by_page))
    if not _START.search(text):
        return []
    runs = (run[0] for run in _HIGH.finditer(text))
    reader = _proven(list(islice(filter(_is_latin, runs), _MOST)), text)
    return list(_edits_of(text, reader)) if reader else []


def _with_gone(reader: Reader, text: str) -> Reader:
    """`reader` with the bytes that are nowhere in a text which is long enough to have some."""
    by_windows = reader.encoding != "big5" and len(_ONLY_WINDOWS.findall(text)) >= _FEW
    may_be = SOFT_HYPHEN + (UNDEFINED if by_windows or reader.encoding == "utf-8" else ())
    gone = tuple(byte for byte in may_be if chr(byte) not in text)
    long = len(_LATIN.findall(text)) > _SHOWS_ALL
    return replace(reader, gone=gone, surely=long) if gone and (long or by_windows) else reader


def _is_latin(run: str) -> bool:
    return 2 * len(_LATIN.findall(run)) >= len(run)


def _proven(runs: list[str], text: str) -> Reader | None:
    """Who read the page, if one of the `runs` in its `text` proves it."""
    by_chance = any(map(_BY_CHANCE.search, runs))
    found = []
    for encoding in ("utf-8", "gbk", "big5"):
        if encoding == "gbk" and _is_korean("".join(runs)):
            continue
        lenient = by_chance and encoding != "utf-8"
        private_gone = lenient and encoding == "gbk" and not _PRIVATE.search(text)
        reader = _with_gone(Reader(encoding, lenient, private_gone=private_gone), text)
        scores = [score for run in runs if (score := _chinese_score(run, reader)) is not None]
        found += [(len(scores), sum(scores), reader)] if scores else []
        if 2 * len(scores) > len(runs) and min(scores) > _CLEARLY:
            break  # as nothing is in another encoding
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def _is_korean(shown: str) -> bool:
    """Whether bytes are those of Hangul, which end where the characters of GB2312 from K on begin:
    every other one of a Chinese text."""
    pairs = _LETTERS.findall(shown)
    return len(pairs) >= _FEWEST_PAIRS and not any(pair >= "\xc9" for pair in pairs)


def _chinese_score(run: str, reader: Reader) -> float | None:
    """Mean logarithm of the probability of a run as read again, if it is Chinese."""
    pieces = read_again(run, reader)
    text = "".join(piece.text for piece in pieces)
    whole = sum(len(piece.text) for piece in pieces if piece.certain)
    return (
        _score(text) if whole >= _WHOLE[reader.encoding] * len(text) and _is_chinese(text) else None
    )


def _edits_of(text: str, reader: Reader) -> Iterator[Edit]:
    """The stretches of a page of `reader`."""
    patience = _PATIENCE
    for stretch in (stretches_of(reader.page) if reader.page else _STRETCH).finditer(text):
        shown = stretch[0]
        patience -= len(shown) * (_LENIENT if reader.lenient else 1)
        if patience < 0:
            return
        pieces = [(p, p.text != shown[p.start : p.stop]) for p in read_again(shown, reader)]
        for changed, group in groupby(pieces, itemgetter(1)):
            if changed:
                yield from _edits(text, stretch.start(), [piece for piece, _ in group], reader)


def _edits(text: str, at: int, pieces: list[Piece], reader: Reader) -> Iterator[Edit]:
    """Neighbouring `pieces` of a stretch that begins at `at`: those without a loss as one edit."""
    why = f"{reader.encoding.upper()} that was read as {PAGES.get(reader.page, 'Latin-1')}"
    for certain, group in groupby(pieces, lambda piece: piece.certain):
        for part in [list(group)] if certain else ([piece] for piece in group):
            span = at + part[0].start, at + part[-1].stop
            again = "".join(piece.text for piece in part)
            told = why if certain else _CHOSEN.format(why)
            choices = () if certain else part[0].choices
            yield Edit("mojibake", *span, again, text[slice(*span)], certain, told, choices)


def left_mojibake(text: str) -> str:
    """A stretch of Latin letters that are the bytes of common Chinese, or what is shown of marks
    where pairs of bytes were read; empty if there is none."""
    pairs = _PAIRS_OF_MARKS.search(text)
    if pairs:
        return pairs[0]
    if not _LETTERS.search(text):
        return ""
    return next((match[0] for match in _PAIRS.finditer(text) if _usual(match[0], "GBK", 2)), "")


def _usual(shown: str, encoding: str, fewest: int = 0) -> str:
    """`shown` as Chinese in common characters, `fewest` of them Han; empty if it is none."""
    try:
        text = latin_bytes(shown).decode(encoding)
        text.encode("gb2312")
    except UnicodeError:
        return ""
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    common = sum(char in commonest(_COMMONEST) for char in han)
    wide = [char for char in text if char > "\x7f"]
    symbols = sum(map(bool, map(_HAN.match, wide)))
    usual = symbols == len(wide) and 2 * common >= len(han) >= fewest
    return text if usual else ""


def _is_chinese(text: str) -> bool:
    wide = [char for char in text if char > "\x7f"]
    han = sum(map(bool, map(_HAN.match, wide)))
    return len(wide) >= 3 and han >= _SHARE * len(wide) and _score(text) > _LIKELY


def _score(text: str) -> float:
    """Mean logarithm of the probability of a character of `text`."""
    forms = counted_form(text)
    return model().text_score(START, forms) / len(forms)
