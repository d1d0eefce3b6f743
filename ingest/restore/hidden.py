"""Places where a machine that drops bytes without a trace may have cut a character.

It shows a MARK that fell into a character as a mark with something odd behind it, `孩子！9-3”`
where `孩子。“9—3”` stood. Where the odd text is likelier out of step it is read so; where the two
readings come close nothing can prove either, and the place is to be listed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.restore.among import cells_ending
from ingest.restore.codec import cells, codes
from ingest.restore.display import AFTER_STOP, MARK_AT, Display
from ingest.restore.markup import FILLER
from ingest.restore.search import search
from ingest.restore.statistics import counted_form, model, singles
from ingest.restore.tables import annotation_list, may_end

_MARK = re.compile("[！？；，。、!?;,]")
_ODD = re.compile("[，。、；,;@-~]|(?<=[！？；。!?;])[0-9(（]")
"""Behind a mark: another mark, what may be the second byte of a character, or what may have met
the lone first byte of one."""
_SELDOM_LAST = tuple("！；，、!;,")
"""Marks that seldom end a line."""
_WORD = re.compile("[A-Za-z&@.]{2}")
_SYMBOL = re.compile("[^\u4e00-\u9fff\ue000-\uf8ff]")
_ASKS = re.compile(r"\?(?![@-~])")
_UNLIKELY = {1: -10.0, 2: -12.0}
"""Nats for one or two characters behind a mark below which they are odd."""
_LOOKED_AT, _DOUBTFUL = 5, -10.0
"""Characters from a mark on, and the nats for two of them below which one is hardly behind the
other."""
_QUOTED = 500
"""Characters looked at for the other end of a quote."""
_FAR = 60
"""Characters read from such a place."""
_LACKING = -6.0
"""Nats by which a text may be less likely with another character before a mark."""
OPEN = -14.0
"""Nats by which the reading in step may lead before the one out of step is ruled out."""


def is_odd(text: str, mark: int) -> bool:
    """Whether what stands behind the mark at `mark` of a masked text is rarely seen there."""
    shown = text[mark : mark + 3].partition("\n")[0].partition(FILLER)[0]
    if shown.startswith(("！", "!")) and _leaves_open(text, mark):
        return True
    if len(shown) < 2:
        return shown in _SELDOM_LAST
    forms, score = counted_form(shown), model().score
    return (
        bool(_ODD.match(shown, 1)) or sum(map(score, forms, forms[1:])) < _UNLIKELY[len(forms) - 1]
    )


def _leaves_open(text: str, mark: int) -> bool:
    """Whether a quote is open at `mark` that is not closed behind it: `！` may be all that is
    shown of the closing one."""
    first = max(0, mark - _QUOTED)
    start = text.rfind("\n", first, mark) + 1 or first
    opened = text.rfind("“", start, mark)
    if opened < 0 or text.find("”", opened, mark) >= 0:
        return False
    behind = text[mark : mark + _QUOTED].partition("\n")[0]
    return "”" not in behind.partition("“")[0]


def may_ask(text: str, mark: int) -> bool:
    """Whether the mark at `mark` is a question mark, for which other rules hold."""
    return bool(_ASKS.match(text, mark))


def odd_marks(text: str, start: int, stop: int) -> Iterator[int]:
    """The marks in a span of `text` with something odd behind them."""
    for match in _MARK.finditer(text, start, stop):
        if is_odd(text, match.start()):
            yield match.start()


def lead_of_cut(display: Display, at: int) -> float:
    """By how many nats a MARK shown or hidden at `at` is likelier to have cut a character."""
    known = display.page.leads.get(at)
    if known is None:
        known = _lead_of_cut(display, at)
        if display.patience >= 0:
            display.page.leads[at] = known
    return known


def _lead_of_cut(display: Display, at: int) -> float:
    text = display.text
    mark = at + display.page.comma
    if (mark > at and text[at] != ",") or text[mark : mark + 1] not in display.marks:
        return -math.inf
    if not _may_open(display, mark):
        return -math.inf
    left = display.left_of(at)
    nodes = search(display, at, left, min(len(text), at + _FAR), cut=True)
    if not nodes:
        return -math.inf
    return nodes[-1].score - model().text_score(left, display.shown(at, nodes[-1].move.stop))


def _may_open(display: Display, mark: int) -> bool:
    """Whether the second byte of the mark at `mark` and what follows can begin a known character.

    It spares most places the search.
    """
    text, marks = display.text, display.marks
    behind = text[mark + 1 : mark + 2]
    code = codes().get(behind, 0)
    trail = code >> 8 or ord(behind or " ")
    if trail < 0x40 or behind in marks:
        return True
    char = cells().get((marks[text[mark]] & 0xFF) << 8 | trail, "")
    return counted_form(char) in singles() or bool(_SYMBOL.match(char))


def is_open(display: Display, at: int) -> bool:
    """Whether nothing rules out that a MARK at `at` cut a character."""
    return display.patience < 0 or lead_of_cut(display, at) > OPEN


def is_cut(display: Display, at: int) -> bool:
    """Whether a MARK at `at` may have cut a character, or did and a glyph is gone behind it."""
    return is_open(display, at) or (
        display.page.private_gone and _is_rare(display, at) and _hides_glyph(display, at)
    )


def _is_rare(display: Display, at: int) -> bool:
    """Whether what is displayed from `at` on hardly ever stands so. Latin words never do: of them
    the counts know nothing."""
    forms, score = display.shown(at, at + _LOOKED_AT), model().score
    return not _WORD.search(forms) and any(
        score(one, other) < _DOUBTFUL for one, other in pairwise(forms)
    )


def _hides_glyph(display: Display, at: int) -> bool:
    """Whether the likeliest reading from `at` on is out of step."""
    nodes = search(display, at, display.left_of(at), min(len(display.text), at + _FAR))
    return any(node.move.lead or node.move.lost for node in nodes)


def may_lack_character(display: Display, at: int) -> bool:
    """Whether a whole character may be gone before the mark shown at `at`: one with the first byte
    of 。 for its second gets a MARK for that, the mark its own, and both bytes stand alone."""
    text = display.text
    if text[at] not in AFTER_STOP:
        return False
    step, mark, left = model().step, counted_form(text[at]), display.left_of(at)
    ways = (
        step(left, form) + step((left + form)[-3:], mark)
        for char, form in cells_ending(MARK_AT["。"] >> 8).entries
        if char > "\u3fff"
    )
    return max(ways) - step(left, mark) > _LACKING


def may_be_straddled(char: str, pinyin: str) -> bool:
    """Whether an annotation that is on no list may belong to a character cut in two."""
    if annotation_list().get(char) == pinyin:
        return False
    return may_end(char, pinyin)
