"""Which machine, if any, went over a page: evidence read off the page itself.

Clean text must come out untouched, so evidence has to be of a kind that no author produces:
what its annotations prove (`noted`), or bytes out of step that make sense.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from ingest.restore.codec import DROPPING, QUESTION, REPLACEMENT, Decoder
from ingest.restore.converted import (
    is_simplified,
    is_traditional,
    shows_traditional,
    was_converted,
    was_converted_alone,
)
from ingest.restore.display import Display
from ingest.restore.lines import indent_end
from ingest.restore.markup import is_whole_source, masked
from ingest.restore.moves import Page
from ingest.restore.noted import evidence
from ingest.restore.notes import notes_in, on_list
from ingest.restore.search import search
from ingest.restore.statistics import model
from ingest.restore.tables import (
    annotation_list,
)


@dataclass(frozen=True)
class Finding:
    """A channel met on a page."""

    family: str
    page: Page


_SHOWN_MARK = re.compile("[,，][，,。、；;！!](?![,，])")
COMMA_SIGNS = (",。", ",、", ",；", ",;")
_ANY_MARK = re.compile("[，,。、；;]")
_FULL_WIDTH = re.compile("[，：；！？（）]")
_HALF_WIDTH = re.compile("(?<=[\u3000-\u9fff”’])[,:;!?()]")
_HAN = re.compile("[\u4e00-\u9fff]")
# The statistics know Chinese: beside Latin words anything seems likelier, and proves nothing. A
# letter behind a glyph may be the trail byte of a character (R2); behind a mark it is a letter.
_LATIN = re.compile("[\0-'*-@\\[-`{-\x7f，。、；：！？][A-Za-z]|[&<>]")
_CUTS = {
    decoder: re.compile(rf"{re.escape(decoder.shows)}{mark}[！？；，。、!?;,](?=[^\s?!])")
    for decoder, mark in ((QUESTION, ""), (REPLACEMENT, ",?"))
}
"""What a MARK that fell into a character looks like, by how the machine shows a bad pair."""
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


def diagnose(text: str) -> Finding | None:
    """The channel that went over `text`, or None."""
    page = annotated_page(text)
    if page:
        return Finding("annotated", page)
    for decoder in _CUTS:
        if has_cuts(text, decoder):
            return Finding("cuts", _page(text, _on_list(text), decoder))
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


def _page(text: str, listed: dict[str, str], decoder: Decoder) -> Page:
    gone = not has_private(text) and not is_whole_source(text)
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


def has_cuts(text: str, decoder: Decoder) -> bool:
    """Whether bytes out of step behind what `decoder` shows for bad pairs make sense, and much
    more sense than what is shown."""
    if decoder.shows not in text:
        return False
    traditional = None
    comma = decoder.keeps and shows_comma(text)
    display = Display(text, Page({}, comma, decoder, private_gone=_is_short(text)))
    for mark in islice(_CUTS[decoder].finditer(text), _MOST):
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
    if not _HAN.search(text, at, at + _FAR):
        return 0.0
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
    shown = evidence(text)
    return _page(text, shown.listed, shown.decoder) if shown else None


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
