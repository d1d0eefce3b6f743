"""What a person may want to know of a page that is left as it was found.

Signs of damage that are no proof: too little text to tell which machine it was, or none that is
known. Clean text has none of them but by accident.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ingest.restore.converted import may_be_converted
from ingest.restore.invisible import breaks_words
from ingest.restore.layers import is_layered
from ingest.restore.lines import is_bait
from ingest.restore.notes import is_garbled, needs_no_note
from ingest.restore.tables import LETTERS, VOWELS, accepted_readings, annotation_list, rows

_HAN = "\u4e00-\u9fff"
# Each begins with what is rare in clean text: that is how they are quick to look for.
_PAIR_OF_MARK = re.compile("[銆鈥][\u4e00-\u9fff€]")
_LETTER = re.compile("[\xc0-\u1fff]")
_ODD_LETTER = re.compile("[\u0180-\u02ff\u0370-\u1fff]")
_WORD = re.compile("[\xc0-\u1fff]{2,}")
_FEWEST_MIXED = 2
_PHONETIC = ("LATIN", "GREEK", "MODIFIER")
_SOUP = re.compile("(?:[\xc0-\xffŠšŽžŒœŸ]{1,3}[\xa1-\xbf]){3}")
_COMMA_INSTEAD, _COMMA_BEFORE = re.compile("[，,][。、；]"), re.compile("[，,]{2}")
_EITHER = re.compile("[，,][，,。、；]")
_NOTE = re.compile(rf"(.)[(（]([{LETTERS}]{{1,6}})[)）]")


def _commas(text: str) -> bool:
    """Whether commas stand before other marks twice, one of them a mark that no text has there.

    Two looks, not one pattern with `.*`: that would go to the end of the text from each comma.
    """
    instead, doubled = _COMMA_INSTEAD.search(text), _COMMA_BEFORE.search(text)
    return bool(instead and _EITHER.search(text, instead.end())) or bool(
        doubled and _COMMA_INSTEAD.search(text, doubled.end())
    )


def _mostly_asks(text: str) -> bool:
    """Whether question marks stand where a text that has some more was."""
    marks = text.count("?")
    return marks >= _FEWEST_ASKED and 2 * marks > len("".join(text.split())) and "??" in text


def _has_lost(text: str) -> bool:
    """Whether signs of bytes that were lost stand side by side, read as GBK."""
    return "锟斤拷锟斤拷" in text


def _has_marks(text: str) -> bool:
    """Whether marks of UTF-8 stand there as GBK shows them."""
    return ("銆" in text or "鈥" in text) and bool(_PAIR_OF_MARK.search(text))


def _is_soup(text: str) -> bool:
    """Whether letters and signs of Latin-1 take turns as in no language."""
    return bool(_LETTER.search(text)) and len(_SOUP.findall(text)) >= _FEWEST_MIXED


def _mixes_scripts(text: str) -> bool:
    """Whether letters of several scripts stand in one word, again and again: what is left where
    bytes of Chinese were taken for letters and most of them are gone."""
    if not (_LETTER.search(text) and _ODD_LETTER.search(text)):
        return False
    kinds = (set(map(_script, word)) - {""} for word in _WORD.findall(text))
    return sum(len(found) > 1 for found in kinds) >= _FEWEST_MIXED


def _script(char: str) -> str:
    """The script of a letter, empty for an accent; Latin and Greek are one, as phonetic letters are
    of both."""
    name = unicodedata.name(char, "").split(" ")[0]
    return "" if unicodedata.combining(char) else "LATIN" if name in _PHONETIC else name


_SIGNS: tuple[tuple[Callable[[str], object], str], ...] = (
    (
        re.compile(rf"(?<=[{_HAN}?\ufffd])[a-z]{{0,4}}[{VOWELS}][a-z]{{0,3}}[)）]").search,
        "pinyin that lost its bracket",
    ),
    (
        re.compile(rf"[\ue000-\uf8ff](?:(?=[{_HAN}])|(?<=[{_HAN}].))").search,
        "characters of the private use area inside Chinese",
    ),
    (
        re.compile(rf"\ufffd(?:(?=[{_HAN}])|(?<=[{_HAN}].)|\ufffd{{3}})").search,
        "characters that a reader could not decode",
    ),
    (_has_marks, "what marks of UTF-8 are shown as in GBK"),
    (_has_lost, "signs of bytes that were lost, read as GBK"),
    (_commas, "commas before other marks"),
    (breaks_words, "characters without width inside words"),
    (is_layered, "letters that are bytes of a text which was misread more than once"),
    (_is_soup, "letters that are the bytes of a text, most of which are gone"),
    (_mixes_scripts, "letters of several scripts in one word"),
    (_mostly_asks, "question marks for most of its characters"),
)
_UNPROVEN = "it shows signs of damage, {}, but too little of it to tell what was there before"
_OWN = "the pinyin behind its characters may be the channel's or its author's: too little to tell"
_SCRIPT = (
    "nothing tells whether its author wrote Traditional characters or a machine put them there"
)
_GARBLED = "most of its characters are hardly ever written: it may have been misread more than once"
_FEWEST_RARE, _FEWEST_ASKED = 30, 30
_BAIT = (
    "search-engine bait beside text that shows no damage: its sentences may have been"
    " shuffled or its words swapped, which cannot be restored"
)


_SWAPPED = (
    "words seem to have been swapped by a program that rewrites articles ({}): what stood there"
    " cannot be restored"
)
_FEWEST_SWAPPED = 2
"""Such words, different ones, that no author writes in one text by accident."""


_SELDOM, _HOST = "黉诲妄羁旌", ("谈", "谈主")
"""Most of them have one of these, which is quicker to look for; so is a character than two."""


def swapped_words(text: str) -> str:
    """That words were swapped in a text, if so: it reads wrongly, whatever else was restored."""
    if not any(map(text.__contains__, _SELDOM)) and not all(map(text.__contains__, _HOST)):
        return ""
    found = [word for word, _ in rows("swapped.tsv") if word in text]
    return _SWAPPED.format(", ".join(found)) if len(found) >= _FEWEST_SWAPPED else ""


def suspicion(text: str) -> str:
    """Why a text that is left alone may be damaged all the same; empty if nothing tells so."""
    for sign, meaning in _SIGNS:
        if sign(text):
            return _UNPROVEN.format(meaning)
    if is_garbled(text, _FEWEST_RARE):
        return _GARBLED
    if any(_may_be_channels(*note) for note in _NOTE.findall(text)):
        return _OWN
    return _SCRIPT if may_be_converted(text) else ""


def _may_be_channels(char: str, pinyin: str) -> bool:
    """Whether a note is the channel's own, or one at a Traditional character that needs none."""
    if annotation_list().get(char) == pinyin:
        return True
    return pinyin in accepted_readings().get(char, ()) and needs_no_note(char, pinyin)


def bait_beside(text: str) -> str:
    """That there is bait beside a text, if so: machines that leave no trace put it there, too."""
    ends = {text[: text.find("\n") % (len(text) + 1)], text[text.rfind("\n") + 1 :]}
    return _BAIT if any(map(is_bait, ends)) else ""
