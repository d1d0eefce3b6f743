"""Which machine, if any, went over a page: evidence read off the page itself.

Clean text must come out untouched, so evidence has to be of a kind that no author produces:
pinyin torn off its bracket, or toned pinyin behind Traditional-only characters alone, one fixed
reading each, at every occurrence, along the channel's own order.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from ingest.restore.codec import DROPPING, QUESTION, REPLACEMENT, Decoder, codes
from ingest.restore.converted import (
    is_simplified,
    is_traditional,
    shows_traditional,
    was_converted,
    was_converted_alone,
)
from ingest.restore.display import Display, glyph_before
from ingest.restore.lines import indent_end
from ingest.restore.markup import is_source, masked
from ingest.restore.moves import Page
from ingest.restore.notes import Pairs, fitting, needs_no_note, notes_in, on_list
from ingest.restore.statistics import model
from ingest.restore.tables import (
    LETTERS,
    VOWELS,
    annotation_list,
    readings,
    straddled,
)
from ingest.restore.viterbi import search


@dataclass(frozen=True)
class Finding:
    """A channel met on a page."""

    family: str
    page: Page


_TONED = re.compile(f"[{VOWELS}]")
_TORN = re.compile(rf"\?([{LETTERS}]{{1,6}})[)）]")
_REPLACED = re.compile(rf"\ufffd[(（]([{LETTERS}]{{1,6}})[)）]")
_SHOWN_MARK = re.compile("[,，][，,。、；;！!](?![,，])")
COMMA_SIGNS = (",。", ",、", ",；", ",;")
_ANY_MARK = re.compile("[，,。、；;]")
_FULL_WIDTH = re.compile("[，：；！？（）]")
_HALF_WIDTH = re.compile("(?<=[\u3000-\u9fff”’])[,:;!?()]")
_HAN = re.compile("[\u4e00-\u9fff]")
# The statistics know Chinese: beside Latin words anything seems likelier, and proves nothing. A
# letter behind a glyph may be the trail byte of a character (R2); behind a mark it is a letter.
_LATIN = re.compile("[\0-'*-@\\[-`{-\x7f，。、；：！？][A-Za-z]|[&<>]")
_CUT = re.compile(r"\?[！？；，。、!?;,](?=[^\s?!])")
_ASKED = re.compile(r"[、，,；;：:](?=\?[^\s?!])")
PROOF = 8.0
"""Nats by which a reading out of step must lead in a Traditional text to prove a channel ..."""
_PROOF_ALONE = 14.0
"""... and in a text that does not show its script."""
_SHORT = 200
"""Characters of a stretch that may have lost every glyph of the private use area."""
_SHARE_PROVEN = 0.5
"""Share of the places that must prove a machine whose cuts look like careless typing."""
_MOST = 50
"""Places looked into: a damaged page shows it in the first of them."""
_FAR = 60
"""Characters read from such a place."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MANY = 8
"""Distinct annotated characters that prove a channel without the order of its list."""
_FEW = 4
"""Below so many the text must also be running text."""
_THOROUGH, _OFTEN = 6, 4
"""Distinct annotated characters and those annotated again that prove a list of another order, or
notes, if one character has so many of them ..."""
_RUNNING = 8
"""... in a text with so many characters for each note."""


def diagnose(text: str) -> Finding | None:
    """The channel that went over `text`, or None."""
    page = annotated_page(text)
    if page:
        return Finding("annotated", page)
    if has_cuts(text):
        return Finding("cuts", _page(text, _on_list(text)))
    if only_commas(text):
        return Finding("commas", _page(text, _on_list(text), _unseen(text)))
    if has_drops_alone(text):
        return Finding("cuts", _page(text, _on_list(text), DROPPING))
    return None


def diagnose_converted(text: str) -> Finding | None:
    """The channel that converted `text` and did nothing else to it, or None."""
    if not shows_traditional(text):
        return None
    listed, known = _on_list(text), annotation_list()
    traces = sum(known.get(char) == pinyin for char, pinyin in listed.items())
    traces += len(_SHOWN_MARK.findall(text))
    return (
        Finding("converted", _page(text, listed, _unseen(text)))
        if was_converted_alone(text, traces)
        else None
    )


def _on_list(text: str) -> dict[str, str]:
    return on_list(text, notes_in(text))


def _page(text: str, listed: dict[str, str], decoder: Decoder = QUESTION) -> Page:
    gone = not has_private(text) and not is_source(text)
    return Page(listed, shows_comma(text), decoder, shows_folded(text), gone)


def _unseen(text: str) -> Decoder:
    """The decoder of a page that was not proven by what it made of bad pairs."""
    return REPLACEMENT if "\ufffd" in text else QUESTION


def has_drops_alone(text: str) -> bool:
    """Whether a question mark right behind another mark makes sense as a glyph out of step."""
    if "?" not in text or is_simplified(text):
        return False
    display = Display(text, Page({}, decoder=DROPPING, private_gone=_is_short(text)))
    marks = list(islice(_ASKED.finditer(text), _MOST))
    proven = sum(_gain(display, mark.start() + 1) > PROOF for mark in marks)
    return proven > 0 and proven >= _SHARE_PROVEN * len(marks)


def has_cuts(text: str) -> bool:
    """Whether bytes out of step behind a `?` make sense, and much more sense than what is shown."""
    if "?" not in text:
        return False
    traditional = None
    display = Display(text, Page({}, private_gone=_is_short(text)))
    for mark in islice(_CUT.finditer(text), _MOST):
        if indent_end(text, mark.start()):
            continue
        gain = _gain(display, mark.start())
        if gain > _PROOF_ALONE:
            return True
        if gain > PROOF:
            traditional = is_traditional(text) if traditional is None else traditional
            if traditional:
                return True
    return False


def _gain(display: Display, at: int) -> float:
    """By how many nats the text behind the `?` at `at` is likelier out of step than as shown."""
    text = display.text
    left = display.left_of(at)
    nodes = search(display, at, left, min(len(text), at + _FAR))
    if not nodes or not nodes[0].move.lost:
        return 0.0
    stretch = text[at : nodes[-1].move.stop]
    if _LATIN.search(stretch) or not _HAN.search(stretch):
        return 0.0
    shown = display.shown(at, nodes[-1].move.stop)
    return nodes[-1].score - model().text_score(left, shown)


def annotated_page(text: str) -> Page | None:
    """What the annotations of `text` tell about its channel; None if they prove none."""
    if not _TONED.search(text):
        return None
    pairs = notes_in(text)
    listed = fitting(pairs)
    torn = _torn(_TORN, text)
    replaced = _torn(_REPLACED, text)
    misread = _misread(pairs)
    if not torn and not replaced and not misread and not _annotations_prove(text, pairs, listed):
        return None
    decoder = QUESTION
    if replaced or ("\ufffd" in text and not torn):
        decoder = REPLACEMENT
    elif misread and not torn:
        decoder = DROPPING
    return _page(text, on_list(text, pairs), decoder)


def _torn(pattern: re.Pattern[str], text: str) -> int:
    """Places where an annotation lost its bracket and a listed character explains it."""
    torn = pattern.finditer(text)
    return sum(_explained(glyph_before(text, note.start()), note[1]) for note in torn)


def _closes(glyph: str, pinyin: str) -> bool:
    """Whether an ASCII character is the second byte of a listed one that is read `pinyin`."""
    listed = annotation_list()
    return glyph < "\x7f" and any(
        listed[char] == pinyin for char in listed if codes()[char] & 0xFF == ord(glyph)
    )


def has_torn(text: str) -> bool:
    """Whether a question mark ate the bracket of an annotation: the mark of the usual machine."""
    return _torn(_TORN, text) > 0


def _explained(glyph: str, pinyin: str) -> bool:
    """Whether a Traditional character read `pinyin` begins with the second byte of `glyph`."""
    return (codes().get(glyph, 0) & 0xFF, pinyin) in straddled()


def _misread(pairs: Pairs) -> int:
    """Annotated glyphs that are not read so, but stand where a straddled character would."""
    spoken = readings()
    return sum(
        count
        for (char, pinyin), count in pairs.items()
        if pinyin not in spoken.get(char, ()) and _explained(char, pinyin)
    )


def _annotations_prove(text: str, pairs: Pairs, listed: dict[str, str]) -> bool:
    noted = sum(pairs[pair] for pair in listed.items())
    closing = {pair for pair in pairs if _closes(*pair)}
    pairs = Counter({pair: count for pair, count in pairs.items() if pair not in closing})
    if not noted or noted < 0.8 * sum(pairs.values()):
        return False
    if noted < 0.6 * sum(text.count(char) for char in listed):
        return False
    if len(listed) >= _MANY:
        return True
    if not _keeps_order(text, listed):
        return noted == sum(pairs.values()) and _is_thorough(text, pairs)
    if len(listed) == 1:
        return was_converted(text)
    return len(listed) >= _FEW or _runs(text, noted)


def _is_thorough(text: str, pairs: Pairs) -> bool:
    """Whether running text that was converted says again and again, at every place, what
    everybody knows: no author does, whatever the order of the list."""
    total, repeated = sum(pairs.values()), sum(count > 1 for count in pairs.values())
    varied = len(pairs) >= _FEW and repeated and len(pairs) + repeated >= _THOROUGH
    if not varied and (max(pairs.values()) < _OFTEN or total < _THOROUGH):
        return False
    if not was_converted(text) or len(_HAN.findall(text)) < _RUNNING * total:
        return False
    return all(
        (needs_no_note(*pair) or annotation_list().get(pair[0]) == pair[1])
        and text.count(pair[0]) == count
        for pair, count in pairs.items()
    )


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


def shows_comma(text: str) -> bool:
    """Whether the channel's MARK is shown as a comma, on a page that is known to be damaged."""
    shown = len(_SHOWN_MARK.findall(text))
    return shown > 0 and shown >= 0.1 * len(_ANY_MARK.findall(text))


def only_commas(text: str) -> bool:
    """Whether a converted text without annotations shows the channel's MARKs."""
    if not any(sign in text for sign in COMMA_SIGNS):
        return False
    shown = Counter(match[-1] for match in _SHOWN_MARK.findall(text))
    total, marks = sum(shown.values()), len(_ANY_MARK.findall(text))
    few = total < 2 or total < 0.3 * (marks if total == 2 else marks - total)
    return not few and any(shown[mark] for mark in "。、；;") and was_converted(text)


def shows_folded(text: str) -> bool:
    """Whether the marks of a damaged page were folded to half width."""
    return len(_FULL_WIDTH.findall(text)) * 5 <= len(_HALF_WIDTH.findall(masked(text)))


def _is_short(text: str) -> bool:
    """Whether a text may have lost every glyph of the private use area."""
    return len(text) < _SHORT and not has_private(text)


def has_private(text: str) -> bool:
    """Whether a text has characters of the private use area."""
    return bool(_PRIVATE.search(text))
